"""The plain list any kind of record gets: every column of its sheet, one line a record, sealed fields never."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.formats.report_sheet import Align, Column, ReportBook
from cadre_desktop.formats.values import shown
from cadre_desktop.records import KINDS, listing, reading
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.contest import SIX
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.interview import Interview, InterviewSupplement, TalkProblem
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.reports.maker import NUMBER, Maker
from cadre_desktop.reports.masking import NAME_FIELDS, Mask
from cadre_desktop.reports.report import Report, ReportOptions
from cadre_desktop.storage.fields import Field
from cadre_desktop.storage.turns import breathing

# What was said in talks, and what would tell who said it, by kind: inside the office only.  A link to a talk prints
# its day.
_INSIDE_ONLY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "interview": frozenset(
            {
                "agreed_text",
                "opinion",
                "outline",
                "category",
                "stance",
                "talked_at",
                "place",
                "talkers",
                "recorder",
                "finalised_on",
            }
        ),
        "interview_supplement": frozenset({"interview", "added_on", "added_by", "text", "reason"}),
        "talk_problem": frozenset({"interview"}),
        "sign": frozenset({"interview"}),
        "vetting": frozenset({"discipline_words", "petitions_words", "statement"}),
        "adjustment": frozenset({"statement"}),
    }
)
# What problems talks brought up, and what is held of somebody politically, by kind: to the upper level, not in public.
_NOT_PUBLIC: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "talk_problem": frozenset({"text", "outcome"}),
        "political_review": frozenset({"self_check", "leader_comment", "leader_name", "analysis", "reply"}),
        "sign": frozenset({"item", "fact", "happened_on", "observation", "assessment", "source_document", "reply"}),
        "observation": frozenset({"matter", "conduct", "source", "reply"}),
        "vetting": frozenset(
            {
                "archive_result",
                "archive_notes",
                "matters_result",
                "matters_notes",
                "discipline_document",
                "discipline_result",
                "petitions_result",
                "integrity_words",
                "notice_result",
                "refused_reason",
            }
        ),
        "adjustment": frozenset({"situations", "facts", "unit_opinion", "office_opinion", "follow_up"}),
        "rotation": frozenset({"delay_reason"}),
        "contest_entry": frozenset({*SIX, "total", "remark"}),
        "placement": frozenset({"summary", "mentor_words", "grade", "appraisal", "office_opinion"}),
        "mentoring": frozenset({"record", "result"}),
        "pool_member": frozenset({"left_reason"}),
        "trainee": frozenset({"result", "absence"}),
    }
)
_ALREADY_A_LIST = ("明细", "记录", "登记", "说明")
_ORDERED = {True: "按单位顺序排列", False: "按录入先后排列"}


def title_of(kind: RecordKind) -> str:
    """Return what the list of a kind is called: 单位明细表, but 答卷明细表 and 谈话记录表 without a word said twice."""
    if kind.title.endswith("表"):
        return kind.title
    return f"{kind.title}表" if kind.title.endswith(_ALREADY_A_LIST) else f"{kind.title}明细表"


def report_of(kind: RecordKind) -> Report:
    """Make the list report of a kind."""

    def collect(session: Session, options: ReportOptions) -> ReportBook:
        maker = Maker(session, options)
        fields = fields_of(kind, options)
        rows = list(_rows(maker, kind, fields))
        title = title_of(kind)
        maker.print_count(
            f"{kind.title}（条数）",
            f"{len(rows)}条",
            _definition(kind),
        )
        columns = [NUMBER, *(Column(f.label, max(f.spec.width, 6), align_of(f)) for f in fields)]
        sheet = maker.table(
            kind.title, title, columns, rows, notes=[f"共{len(rows)}条，{_ORDERED[bool(kind.order)]}。"]
        )
        return maker.book(f"list_{kind.key}", title, [sheet])

    return Report(f"list_{kind.key}", title_of(kind), ("record_ids", "columns", "level", "id_numbers"), collect)


def _definition(kind: RecordKind) -> str:
    sealed = "、".join(f.label for f in kind.form_fields if f.spec.sealed)
    return f"{kind.title}全部记录，已删除的不计{f'；加密保管的{sealed}不导出' if sealed else ''}。"


def fields_of(kind: RecordKind, options: ReportOptions) -> tuple[Field, ...]:
    """Return the columns that may leave at the level, the chosen ones of them when some were chosen."""
    fields = tuple(f for f in kind.sheet_fields if may_leave(kind, f, options.level))
    if options.columns:
        fields = tuple(f for f in fields if f.name in options.columns)
    return fields


def may_leave(kind: RecordKind, field: Field, level: ExportLevel) -> bool:
    """Say whether a column may leave: a sealed one never, talk content inside only, political content not in public."""
    outside = level is not ExportLevel.INTERNAL and field.name in _INSIDE_ONLY.get(kind.key, ())
    public = level is ExportLevel.MASKED and field.name in _NOT_PUBLIC.get(kind.key, ())
    return not (field.spec.sealed or outside or public)


def staying(session: Session, kind: RecordKind, level: ExportLevel) -> frozenset[str]:
    """Return the ids of a kind that do not leave at the level: work secrets, and what hangs from them."""
    if level is ExportLevel.INTERNAL:
        return frozenset()
    secret = sa.select(Interview.id).where(Interview.secrecy == Secrecy.WORK_SECRET)
    if kind.model is Interview:
        return frozenset(session.scalars(secret))
    if kind.model in (InterviewSupplement, TalkProblem):
        part: Any = kind.model
        return frozenset(session.scalars(sa.select(part.id).where(part.interview_id.in_(secret))))
    return frozenset()


def align_of(field: Field) -> Align:
    """Return how a field's column stands: long words to the left."""
    return "left" if field.spec.multiline or field.is_links or field.spec.width > 16 else "center"


def _rows(maker: Maker, kind: RecordKind, fields: tuple[Field, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the lines in the kind's own order, or the first filed first."""
    query = ListQuery(ids=maker.options.record_ids or None)
    inside = staying(maker.session, kind, maker.options.level)
    listed = listing.all_ids(maker.session, kind, query)
    ids = [i for i in (listed if kind.order else listed[::-1]) if i not in inside]
    for number, row in enumerate(breathing(reading.read_rows(maker.session, kind.model, ids, fields)), 1):
        values = zip(fields, row.values, strict=True)
        yield number, *(cell(maker.mask, kind, field, value) for field, value in values)


def cell(mask: Mask, kind: RecordKind, field: Field, value: Any) -> Any:
    """Return what a cell shows of a value at the level."""
    if value is None or field.spec.sealed:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if kind.model is Interview and field.name == "talked_on" and mask.level is not ExportLevel.INTERNAL:
        return f"{value:%Y.%m}"  # the day would tell those who were there who spoke
    text = shown(value)
    if field.name == "id_number":
        return mask.id_number(text)
    if field.name == "phone":
        return mask.phone(text)
    if field.name in NAME_FIELDS or field.type is Cadre or (kind.model is Cadre and field.name == "name"):
        return mask.names(text)
    if field.spec.sensitive:
        return mask.name(text)
    return mask.text(text)


REPORTS = tuple(report_of(kind) for kind in KINDS)
