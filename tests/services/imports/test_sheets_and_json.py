"""What an import gives back: the clerk's own sheet with its problems marked, and the report for scripts."""

import json

import pytest
from openpyxl import load_workbook

from cadre_desktop.errors import BadFile
from cadre_desktop.services import imports
from cadre_desktop.services.imports import ImportOptions
from tests.services.imports.sheets import CADRE, ROSTER, id_number, person, plan_rows


@pytest.fixture
def plan(db):
    return imports.plan(db, CADRE, ROSTER, ImportOptions(create_units=True))


def test_the_marked_sheet_is_the_clerk_s_own_with_reasons_at_its_end(plan, tmp_path):
    target = tmp_path / "名册（问题）.xlsx"
    imports.save_marked(plan, target)
    own, marked = load_workbook(ROSTER)["名册"], load_workbook(target)["名册"]
    last = own.max_column
    assert marked.cell(4, last + 1).value == "问题原因"
    reasons = {
        row: value for row in range(5, marked.max_row + 1) if (value := marked.cell(row, last + 1).value) is not None
    }
    assert list(reasons) == [row for row, _ in plan.problems]
    assert reasons[55] == "身份证号应为18位，现为17位，请核对是否漏位"
    for row in range(1, own.max_row + 1):
        for column in range(1, last + 1):
            assert marked.cell(row, column).value == own.cell(row, column).value


def test_exactly_the_faulty_cells_are_red(plan, tmp_path):
    target = tmp_path / "名册（问题）.xlsx"
    imports.save_marked(plan, target)
    own, marked = load_workbook(ROSTER)["名册"], load_workbook(target)["名册"]
    changed = {
        (cell.row, cell.column)
        for row in marked.iter_rows(max_col=own.max_column)
        for cell in row
        if cell.fill.start_color.rgb != own.cell(cell.row, cell.column).fill.start_color.rgb
    }
    assert changed == {(row, problem.index + 1) for row, problem in plan.problems}


def test_the_marked_sheet_comes_in_again_once_corrected(db, plan, tmp_path):
    target = tmp_path / "名册（问题）.xlsx"
    imports.save_marked(plan, target)
    book = load_workbook(target)
    book["名册"].cell(14, 8).value = "1975.05"
    book.save(target)
    again = imports.plan(db, CADRE, target, ImportOptions(create_units=True))
    assert again.unmatched_columns == ()
    assert [row for row, _ in again.problems] == [row for row, _ in plan.problems if row != 14]


def test_the_clerk_s_file_may_be_gone_by_then(db, tmp_path):
    plan = plan_rows(db, [person(性别=None)])
    with pytest.raises(BadFile):
        imports.save_marked(plan, tmp_path / "名册（问题）.xlsx")


def test_the_report_of_a_dry_run_has_all_problems_and_no_deeds(plan):
    report = imports.as_json(plan, None)
    assert list(report) == [
        "kind",
        "file",
        "sheet",
        "rows",
        "clean",
        "problems",
        "warnings",
        "created",
        "updated",
        "skipped",
        "batch",
    ]
    assert (report["kind"], report["file"], report["sheet"]) == ("cadre", ROSTER.name, "名册")
    assert (report["rows"], report["clean"], len(report["problems"])) == (149, 139, 10)
    assert report["problems"][1] == {
        "row": 40,
        "column": "工作单位",
        "message": "单位“梅溪”可能就是“梅溪镇”，请选择对应的单位",
    }
    assert "第33行：任现职时间 2018.01 早于参加工作时间 2018.07，请核对" in report["warnings"]
    assert (report["created"], report["updated"], report["skipped"], report["batch"]) == (0, 0, 0, "")
    assert json.loads(json.dumps(report)) == report


def test_the_report_of_an_import_counts_rows_and_names_the_batch(db):
    imports.apply(db, CADRE, plan_rows(db, [person()]))
    rows = [
        person(职级="三级调研员", 任现职级时间="2026.06"),
        person("冯志", 公民身份号码=id_number("19780820", serial=90)),
    ]
    plan = plan_rows(db, rows)
    result = imports.apply(db, CADRE, plan)
    report = imports.as_json(plan, result)
    assert (report["created"], report["updated"], report["skipped"]) == (1, 1, 0)
    assert report["batch"] == result.batch_id != ""
