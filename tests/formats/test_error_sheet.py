"""A clerk's own sheet comes back with the faults marked; the original stays as it was."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.error_sheet import REASON_TITLE, mark_problems
from cadre_desktop.formats.foreign.reader import read_workbook
from tests.formats.foreign import workbooks as w

DATA = Path(__file__).parent / "data"
RED = "FFFBE9E7"
PROBLEMS = [
    (3, 3, "第 3 行 身份证号应为 18 位，现为 17 位"),
    (3, 1, "姓名有重复"),
    (3, 1, "姓名有重复"),
    (5, None, "整行与第 4 行相同"),
]


def test_faults_are_red_and_explained_at_the_right_end(tmp_path: Path) -> None:
    target = tmp_path / "问题.xlsx"
    mark_problems(DATA / "小名册.xlsx", target, "名册", PROBLEMS, header_row=2)
    sheet = openpyxl.load_workbook(target)["名册"]
    assert sheet["E2"].value == REASON_TITLE
    assert sheet["E3"].value == "第 3 行 身份证号应为 18 位，现为 17 位；姓名有重复"
    assert sheet["E5"].value == "整行与第 4 行相同"
    assert sheet["E4"].value is None
    red = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.start_color.rgb == RED}
    assert red == {"B3", "D3", "E3", "E5"}
    assert sheet["D3"].value == "430421197808208652"
    assert sheet.column_dimensions["E"].width > 40


def test_the_original_is_not_touched_and_cannot_be_the_target(tmp_path: Path) -> None:
    source = tmp_path / "名册.xlsx"
    source.write_bytes((DATA / "小名册.xlsx").read_bytes())
    before = source.read_bytes()
    mark_problems(source, tmp_path / "问题.xlsx", "名册", PROBLEMS, header_row=2)
    assert source.read_bytes() == before
    with pytest.raises(ValueError, match="never written to"):
        mark_problems(source, source, "名册", PROBLEMS, header_row=2)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["名册.xlsx", "问题.xlsx"]


def test_an_xlsx_keeps_its_look_its_other_sheets_and_its_formulas(tmp_path: Path) -> None:
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("名册")
    sheet.append(["姓名", "人数"])
    sheet.append(["毛洋德", "=1+1"])
    sheet["A1"].font = Font(name="黑体", size=15)
    sheet.merge_cells("A4:B4")
    sheet.column_dimensions["A"].width = 33
    book.save(source)
    mark_problems(source, target, "名册", [(2, 0, "查无此人")], header_row=1)
    found = openpyxl.load_workbook(target)
    assert found.sheetnames == ["说明", "名册"]
    assert found.active.title == "名册"
    sheet = found["名册"]
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("黑体", 15)
    assert sheet["B2"].value == "=1+1"
    assert sheet.column_dimensions["A"].width == 33
    assert [str(block) for block in sheet.merged_cells.ranges] == ["A4:B4"]
    assert sheet["C2"].value == "查无此人"


@pytest.mark.parametrize("name", ["小名册.xls", "小名册.et", "小名册.ods"])
def test_other_formats_come_back_as_xlsx_with_their_values(tmp_path: Path, name: str) -> None:
    target = tmp_path / "问题.xlsx"
    mark_problems(DATA / name, target, "名册", PROBLEMS, header_row=2)
    before, after = read_workbook(DATA / name)[0], read_workbook(target)[0]
    assert [row[:4] for row in after.rows] == before.rows
    assert after.rows[1][4] == REASON_TITLE
    assert after.rows[2][4] == "第 3 行 身份证号应为 18 位，现为 17 位；姓名有重复"
    sheet = openpyxl.load_workbook(target)["名册"]
    assert sheet["B3"].fill.start_color.rgb == RED
    assert sheet["D3"].number_format == "@"
    assert after.merged == before.merged


def test_a_sheet_too_large_for_styles_keeps_its_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cadre_desktop.formats.error_sheet._MOST_STYLED_BYTES", 100)
    source, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(w.xlsx(w.PLAIN_ROWS + w.row(3, w.text_cell("A3", "=1+1"), w.text_cell("B3", "-"))))
    mark_problems(source, target, "名册", [(3, 0, "=像公式")], header_row=1)
    sheet = openpyxl.load_workbook(target)["名册"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["姓名", "单位", REASON_TITLE],
        ["毛洋德", 3, None],
        ["=1+1", "-", "=像公式"],
    ]
    assert {sheet[c].data_type for c in ("A3", "B3", "C3")} == {"s"}
    assert {bool(sheet[c].quotePrefix) for c in ("A3", "B3", "C3")} == {True}


def test_a_hostile_file_is_refused_here_too(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(w.xlsx(w.row(1, w.text_cell("A1", "甲")) + w.row(1048576, w.text_cell("XFD1048576", "乙"))))
    with pytest.raises(BadFile, match="1048576"):
        mark_problems(source, tmp_path / "b.xlsx", "名册", [], header_row=1)
    assert not (tmp_path / "b.xlsx").exists()


def test_the_real_roster_comes_back_marked(tmp_path: Path) -> None:
    target = tmp_path / "问题.xlsx"
    mark_problems(DATA / "清源县干部名册.xlsx", target, "名册", [(6, 14, "校验位不对")], header_row=4)
    sheet = openpyxl.load_workbook(target)["名册"]
    assert sheet["U4"].value == REASON_TITLE
    assert sheet["U6"].value == "校验位不对"
    assert sheet["O6"].fill.start_color.rgb == RED
    assert len(sheet.merged_cells.ranges) == 36
