"""The columns of a kind's import sheet: its sheet fields, and an identity number to tell people of one name apart."""

from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.storage.fields import Field, FieldSpec

ID_NUMBER = Field(
    "whose_id_number",
    str,
    False,
    18,
    FieldSpec(
        "公民身份号码",
        help="同名干部须填写，用来区分",
        width=21,
        aliases=("身份证号", "身份证号码", "公民身份证号码", "干部身份证号"),
    ),
)

IDENTITY: dict[str, tuple[str, ...]] = {
    "unit": ("name",),
    "unit_former_name": ("unit", "name"),
    "unit_alias": ("text",),
    "post": ("cadre", "unit", "title", "appointed_on"),
    "rank": ("cadre", "name", "approved_on"),
    "family_member": ("cadre", "relation", "name"),
    "performance_term": ("cadre", "unit", "started_on"),
    "term_task": ("term", "number"),
    "annual_answer": ("term", "year"),
    "answer_line": ("answer", "task"),
    "term_settlement": ("term",),
    "settlement_line": ("settlement", "task"),
    "achievement": ("cadre", "year", "title"),
    "checklist": ("name", "year"),
    "checklist_item": ("checklist", "polarity", "number"),
    "political_review": ("cadre", "year", "started_on"),
    "ballot": ("review", "row"),
    "annual_assessment": ("cadre", "year"),
}
"""The fields by which a row is known to mean a record already filed; kinds not named here only skip exact copies."""


def columns_of(kind: RecordKind) -> tuple[Field, ...]:
    """Return the columns of a kind's import sheet; what the program sets itself is not among them."""
    fields = [f for f in kind.sheet_fields if not f.spec.read_only]
    at = next((i for i, f in enumerate(fields) if points_at_people(f)), None)
    if at is not None:
        fields.insert(at + 1, ID_NUMBER)
    return tuple(_titled(f, kind) for f in fields)


def points_at_people(field: Field) -> bool:
    """Tell whether a field links to one official."""
    return field.is_link and field.type is Cadre


def _titled(field: Field, kind: RecordKind) -> Field:
    """Add the titles clerks use in sheets: 姓名 for the official, unless the kind has a name of its own."""
    more: tuple[str, ...] = ()
    if field.is_link and field.type is Cadre:
        taken = {f.label for f in kind.sheet_fields}
        more = tuple(t for t in ("姓名", "干部", "干部名称") if t not in taken)
    if not more:
        return field
    spec = field.spec
    titled = FieldSpec(spec.label, spec.help, spec.width, spec.multiline, aliases=(*spec.aliases, *more))
    return Field(field.name, field.type, field.required, field.max_length, titled, field.is_link, field.is_links)
