"""Every kind has a template of its own; what it brings in is taken back, what it lacks is told column by column."""

import pytest
from openpyxl import load_workbook

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.values import shown
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import imports, records
from tests import examples
from tests.services.imports.sheets import CADRE, plan_rows

IMPORTED = [kind for kind in KINDS if not kind.kept_by_program and kind is not CADRE]
KEPT = [kind for kind in KINDS if kind.kept_by_program]


def example_row(db, kind):
    """The example of a kind as a clerk would write it under the template's titles."""
    values = examples.EXAMPLES[kind.key](db)
    fields = imports.columns_of(kind)
    return [f.label for f in fields], [shown(values.get(f.name)) or None for f in fields], values


@pytest.mark.parametrize("kind", IMPORTED, ids=lambda kind: kind.key)
def test_an_import_of_any_kind_is_taken_back(db, kind):
    header, row, _ = example_row(db, kind)
    before = records.count(db, kind, ListQuery())
    result = imports.apply(db, kind, plan_rows(db, [row], kind, header=header))
    back = imports.take_back(db, result.batch_id)
    if kind.key == "interview_supplement":  # a supplement is never deleted: the rule of its kind holds here too
        assert [s.reason for s in back.stays] == ["补充说明不能删除，可再补充一条"]
    else:
        assert back.stays == ()
        assert records.count(db, kind, ListQuery()) == before


@pytest.mark.parametrize("kind", [*IMPORTED, CADRE], ids=lambda kind: kind.key)
def test_an_empty_row_of_required_columns_is_refused_column_by_column(db, kind):
    fields = imports.columns_of(kind)
    optional = next((f for f in fields if not f.required and f.type is str and not f.is_link), None)
    if optional is None:
        pytest.skip("nothing to write beside the required columns")
    row = ["某内容" if f is optional else None for f in fields]
    refused = {problem.field for _, problem in plan_rows(db, [row], kind, header=[f.label for f in fields]).problems}
    defaults = records.defaults(kind)
    wanted = {f.name for f in fields if f.required and f.name not in defaults}
    assert wanted <= refused


@pytest.mark.parametrize("kind", [*IMPORTED, CADRE], ids=lambda kind: kind.key)
def test_the_template_has_every_column_its_lists_and_its_guide_and_reads_as_a_table_without_rows(db, kind, tmp_path):
    path = tmp_path / "导入表.xlsx"
    imports.template(kind, path)
    book = load_workbook(path)
    assert book.sheetnames == ["导入表", "填表说明", "选项"]
    fields = imports.columns_of(kind)
    titles = [cell.value for cell in book["导入表"][1]]
    assert titles == [f.label + ("*" if f.required else "") for f in fields]
    assert book["导入表"].column_dimensions["A"].number_format == "@"
    lists = {next(iter(v.sqref.ranges)).min_col: v.formula1 for v in book["导入表"].data_validations.dataValidation}
    for at, field in enumerate(fields, 1):
        assert (at in lists) is bool(field.choices)
        if field.choices:
            offered = [row[at - 1] for row in book["选项"].iter_rows(values_only=True) if row[at - 1]]
            assert offered == [choice.label for choice in field.choices]
            assert lists[at].endswith(f"${len(offered)}")
    guide = {row[0]: row[1] for row in book["填表说明"].iter_rows(values_only=True) if row[0]}
    assert {f.label: guide[f.label] for f in fields} == {f.label: "必填" if f.required else None for f in fields}
    plan = imports.plan(db, kind, path)
    assert (plan.rows, plan.missing_columns, plan.unmatched_columns) == ((), (), ())
    assert plan.source.sheet.name == "导入表"


def test_sealed_values_are_never_imported():
    for kind in [*IMPORTED, CADRE]:
        sealed = {f.name for f in kind.form_fields if f.spec.sealed}
        assert not sealed & {f.name for f in imports.columns_of(kind)}, kind.key


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.key)
def test_registers_of_the_program_are_not_imported(db, kind, tmp_path):
    with pytest.raises(NotAllowed, match="由程序登记，不能导入"):
        imports.template(kind, tmp_path / "导入表.xlsx")
    with pytest.raises(NotAllowed):
        imports.plan(db, kind, tmp_path / "没有.xlsx")


def test_the_columns_are_told_to_scripts_too():
    told = {column["name"]: column for column in imports.columns_as_json(CADRE)}
    assert told["birth_on"] == {
        "name": "birth_on",
        "label": "出生年月",
        "type": "partial_date",
        "required": True,
        "choices": [],
    }
    assert (told["sex"]["type"], told["sex"]["choices"]) == ("choice", ["男", "女"])
    talk = {column["name"]: column["type"] for column in imports.columns_as_json(BY_KEY["interview"])}
    assert (talk["subjects"], talk["unit"], talk["talked_on"], talk["signed"]) == ("links", "link", "date", "bool")
