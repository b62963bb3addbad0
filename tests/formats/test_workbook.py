"""A report written to a file, opened again and looked at cell by cell."""

import gc
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.formats import workbook as workbook_module
from cadre_desktop.formats.foreign.reader import read_workbook
from cadre_desktop.formats.openpyxl_book import OpenpyxlBook
from cadre_desktop.formats.report_sheet import Column, ReportBook, SourceNote
from cadre_desktop.formats.workbook import LONG_LIST_ROWS, check_workbook, laid_sheets, write_book
from tests.formats import reports


def written(tmp_path: Path, book: ReportBook) -> openpyxl.Workbook:
    path = tmp_path / "报表.xlsx"
    write_book(book, path)
    assert [p.name for p in tmp_path.iterdir()] == ["报表.xlsx"]
    return openpyxl.load_workbook(path)


@pytest.fixture
def sheet(tmp_path: Path) -> Worksheet:
    return written(tmp_path, reports.book()).worksheets[0]


def test_the_table_stands_below_title_and_facts(sheet: Worksheet) -> None:
    text = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert text[0][0] == "清源县领导干部“五必谈”谈话情况统计表"
    assert [cell for cell in text[1] if cell] == [
        "填报单位（盖章）：中共清源县委组织部",
        "截止时间：2026年11月20日",
        "填报日期：2026年11月21日",
    ]
    assert text[2] == ["序号", "单位", "应谈\n人数", "已谈人数", None, "完成率", "填报日期", "备注"]
    assert text[3] == [None, None, None, "干部职工谈", "班子成员谈", None, None, None]
    assert text[4] == [1, "青石镇0", 10, 0, 5, 0.25, datetime(2026, 11, 21), "无"]
    assert text[7] == ["合　计", None, 30, 3, 15, 0.6, None, None]
    assert text[8][0] == "注：应谈人数为本单位科级及以上领导干部数。"
    assert text[9][0] == "完成率=已谈人次÷应谈人次。"
    assert [cell for cell in text[10] if cell] == ["填报人：陈海燕", "审核人：杨立新", "联系电话：0000-0000000"]
    assert len(text) == 11


def test_heads_are_merged_as_clerks_merge_them(sheet: Worksheet) -> None:
    merged = {str(block) for block in sheet.merged_cells.ranges}
    assert {
        "A1:H1",
        "D3:E3",
        "A3:A4",
        "B3:B4",
        "C3:C4",
        "F3:F4",
        "G3:G4",
        "H3:H4",
        "A8:B8",
        "A9:H9",
        "A10:H10",
    } <= merged
    assert "D3:D4" not in merged
    facts = [block for block in sheet.merged_cells.ranges if block.min_row == block.max_row == 2]
    assert sum(block.size["columns"] for block in facts) >= 6


def test_fonts_are_those_of_official_tables(sheet: Worksheet) -> None:
    def font(cell: str) -> tuple[str, float, bool]:
        found = sheet[cell].font
        return found.name, found.size, bool(found.bold)

    assert font("A1") == ("方正小标宋简体", 18, False)
    assert font("A2") == ("仿宋", 12, False)
    assert font("A3") == ("黑体", 11, False)
    assert font("B5") == ("宋体", 11, False)
    assert font("A8") == ("黑体", 11, True)
    assert font("A9") == ("宋体", 10, False)
    assert sheet.row_dimensions[1].height == 36


def test_alignment_follows_the_column(sheet: Worksheet) -> None:
    assert sheet["A5"].alignment.horizontal == "center"
    assert sheet["B5"].alignment.horizontal == "left"
    assert sheet["B5"].alignment.wrap_text
    assert sheet["B3"].alignment.horizontal == "center"
    assert [sheet.cell(2, c).alignment.horizontal for c in range(1, 9) if sheet.cell(2, c).value] == [
        "left",
        "center",
        "right",
    ]


def test_borders_frame_the_table_and_nothing_else(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue  # openpyxl makes up the borders inside merged blocks when it reads
            inside = 3 <= cell.row <= 8
            sides = {cell.border.left.style, cell.border.right.style, cell.border.top.style, cell.border.bottom.style}
            assert sides == ({"thin"} if inside else {None}), cell.coordinate


def test_it_prints_on_one_width_with_the_header_on_every_page(sheet: Worksheet) -> None:
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.print_area == "'五必谈'!$A$1:$H$11"
    assert sheet.freeze_panes == "A5"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_options.horizontalCentered
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.oddHeader.right.text == "内部资料　注意保密　编号：2026-017"


def test_formats_of_numbers_dates_and_text(sheet: Worksheet) -> None:
    assert [sheet.cell(5, c).number_format for c in (1, 2, 6, 7)] == ["0", "@", "0.0%", "yyyy.mm.dd"]
    assert sheet["A5"].data_type == "n"


def test_more_than_sixteen_columns_go_on_a3_with_two_columns_in_sight(tmp_path: Path) -> None:
    for count, paper, frozen in ((16, 9, "C4"), (17, 8, "C4"), (8, 9, "A4")):
        columns = tuple(Column(f"栏{i}") for i in range(count))
        wide = reports.table(columns=columns, rows=[("x",) * count], total=None)
        (found, _) = written(tmp_path, reports.book(wide)).worksheets
        assert found.page_setup.paperSize == paper
        assert found.freeze_panes == frozen
        assert found.print_title_rows == "$3:$3"


def test_one_column_and_no_facts_make_a_valid_sheet(tmp_path: Path) -> None:
    bare = reports.table(
        columns=(Column("姓名"),),
        rows=[("毛洋德",)],
        total=None,
        notes=(),
        sign_line="",
        unit_line="",
        as_of_line="",
        date_line="",
    )
    found = written(tmp_path, reports.book(bare, sources=(), level="", number="")).worksheets[0]
    assert [row[0].value for row in found.iter_rows()] == [bare.title, "姓名", "毛洋德"]
    assert not found.merged_cells.ranges
    assert found.oddHeader.right.text is None


def test_an_empty_table_is_still_a_table(tmp_path: Path) -> None:
    found = written(tmp_path, reports.book(reports.table(0))).worksheets[0]
    assert found.print_title_rows == "$3:$4"
    assert found["A5"].value == "合　计"


def test_the_sources_of_every_figure_are_the_last_sheet(tmp_path: Path) -> None:
    named_alike = reports.table(name="数据来源")
    found = written(tmp_path, reports.book(named_alike, reports.table()))
    assert found.sheetnames == ["数据来源(2)", "五必谈", "数据来源"]
    rows = [[cell.value for cell in row] for row in found["数据来源"].iter_rows(min_row=2)]
    assert rows[0] == ["序号", "指标", "数值", "口径", "计入的记录"]
    assert rows[1][:4] == [1, "应谈人数", "30", "本单位科级及以上领导干部数。"]
    names = [row[4] for row in rows[1:] if row[4]]
    assert "、".join(names).split("、") == [f"干部{i}" for i in range(90)]
    assert rows[4][:4] == [2, "完成率", "60.0", "已谈人次÷应谈人次。"]


@pytest.mark.parametrize("count", [1, LONG_LIST_ROWS + 1], ids=["openpyxl", "xlsxwriter"])
def test_what_people_type_is_never_a_formula(tmp_path: Path, count: int) -> None:
    """Both writers: a long table goes through the fast one."""
    columns = (Column("文字", 20, "left"), Column("数", 8, number_format="0"))
    rows = [(payload, payload) for payload in reports.PAYLOADS] + [("x", 1)] * (count - 1)
    sheet = reports.table(
        columns=columns, rows=rows, total=("=1", "=2"), title="=A1", unit_line="@x", notes=("=x", "+y"), sign_line="-z"
    )
    path = tmp_path / "注入.xlsx"
    sources = (SourceNote("=1", "=1", "=1", ("=1",)),)
    write_book(reports.book(sheet, reports.FORM, level="=内部", sources=sources), path)
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(parts) == 3
    assert not [part for part in parts if re.search(r"<(\w+:)?f[ >]", part)]
    found = openpyxl.load_workbook(path).worksheets[0]
    for number, payload in enumerate(reports.PAYLOADS, 4):
        cell = found.cell(number, 1)
        assert cell.value == payload.replace("\r", "\n")
        assert cell.data_type == "s"
        assert cell.quotePrefix == (payload[0] in "=+-@\t"), payload
    read = read_workbook(path)[0]
    assert [row[0] for row in read.rows[3 : 3 + len(reports.PAYLOADS)]] == [
        p.replace("\r", "\n") for p in reports.PAYLOADS
    ]
    assert read.formulas == ()


def test_rare_characters_emoji_and_line_breaks_survive(tmp_path: Path) -> None:
    texts = ["𠮷㐀", "😀", "一\n二", " 前后 ", "a&b<c>\"d'", "]]>", "\u200b零宽"]
    sheet = reports.table(columns=(Column("文字"),), rows=[(text,) for text in texts], total=None)
    found = written(tmp_path, reports.book(sheet)).worksheets[0]
    assert [found.cell(i, 1).value for i in range(4, 4 + len(texts))] == texts


def test_control_characters_are_left_out_instead_of_breaking_the_file(tmp_path: Path) -> None:
    sheet = reports.table(
        columns=(Column("文字"),), rows=[("甲\x00\x0b乙",)], total=None, title="标\x01题", unit_line=""
    )
    found = written(tmp_path, reports.book(sheet, level="密\x02级&x")).worksheets[0]
    assert found["A4"].value == "甲乙"
    assert found["A1"].value == "标题"
    assert found.oddHeader.right.text == "密级&&x　编号：2026-017"


def test_wrapped_text_makes_its_row_higher_and_never_too_high(tmp_path: Path) -> None:
    long = "认真落实谈心谈话制度，" * 12
    huge = "认真落实谈心谈话制度，" * 120
    columns = (Column("序号", 5), Column("备注", 20, "left"), *[Column(f"栏{i}", 16) for i in range(6)])
    rows = [(1, "短", *[None] * 6), (2, long, *[None] * 6), (3, huge, *[None] * 6), (4, "短", *[None] * 6)]
    found = written(tmp_path, reports.book(reports.table(columns=columns, rows=rows, total=None))).worksheets[0]
    width = found.column_dimensions["B"].width
    assert found.row_dimensions[4].height is None
    lines = -(-len(long) * 2 // int(width - 1))
    assert found.row_dimensions[5].height >= lines * 15
    split = [block for block in found.merged_cells.ranges if block.min_row == 6 and block.min_col == 2]
    assert len(split) == 1
    heights = [found.row_dimensions[r].height for r in range(6, split[0].max_row + 1)]
    assert max(heights) <= 409
    assert sum(heights) >= -(-len(huge) * 2 // int(width - 1)) * 15
    assert found.cell(split[0].max_row + 1, 1).value == 4


def test_columns_grow_for_what_cannot_wrap() -> None:
    columns = (Column("证件", 5), Column("数", 4, number_format="#,##0"), Column("说明", 10))
    sheet = reports.table(
        columns=columns, rows=[("430421197808208652", 123456789, "很长的说明" * 20)], total=None, landscape=False
    )
    (laid, _) = laid_sheets(reports.book(sheet))
    assert laid.widths[0] >= 19
    assert laid.widths[1] >= 12
    assert laid.widths[2] <= 30 * 1.5 + 2


def test_a_narrow_table_is_stretched_to_the_page_but_not_absurdly() -> None:
    (laid, _) = laid_sheets(
        reports.book(reports.table(columns=(Column("甲", 10), Column("乙", 10)), rows=[("a", "b")], total=None))
    )
    assert list(laid.widths) == [15, 15]


def test_a_row_of_the_wrong_length_is_a_fault_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a row of 1 cells"):
        write_book(reports.book(reports.table(rows=[("x",)], total=None)), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报表.xlsx"
    path.write_bytes(b"old")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workbook_module.OpenpyxlBook, "save", full)
    with pytest.raises(StorageTrouble, match="磁盘空间不足"):
        write_book(reports.book(), path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["报表.xlsx"]


def test_what_was_written_is_checked_before_it_replaces_anything(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_book(reports.book(), path)
    check_workbook(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(StorageTrouble, match="没有通过检查"):
        check_workbook(path)
    path.write_bytes(b"PK")
    with pytest.raises(StorageTrouble, match="没有通过检查"):
        check_workbook(path)


def test_our_own_reports_pass_our_own_guard(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_book(reports.book(reports.table(charts=reports.CHARTS), reports.FORM), path)
    sheets = read_workbook(path)
    assert [sheet.name for sheet in sheets] == ["五必谈", "五必谈图表", "登记表", "数据来源"]
    assert sheets[0].rows[4][1] == "青石镇0"


@pytest.mark.skipif(shutil.which("libreoffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_and_prints_every_sheet(tmp_path: Path) -> None:
    write_book(reports.book(reports.table(60, charts=reports.CHARTS), reports.FORM), tmp_path / "a.xlsx")
    command = [
        "libreoffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "a.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pages = (tmp_path / "a.pdf").read_bytes().count(b"/Type/Page\n") + (tmp_path / "a.pdf").read_bytes().count(
        b"/Type/Page/"
    )
    # The table takes three pages or four: how wide columns come out depends on the fonts that are installed.
    assert pages in (3 + 2 + 1 + 1, 4 + 2 + 1 + 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where the system has a file on which nothing fits")
def test_a_full_disk_fails_once_and_leaves_nothing_that_fails_again(capsys: pytest.CaptureFixture[str]) -> None:
    with OpenpyxlBook(Path("/dev/full"), title="满盘") as book:
        book.add(next(iter(laid_sheets(reports.book(reports.table())))))
        with pytest.raises(OSError, match="No space left"):
            book.save()
    del book
    gc.collect()
    assert capsys.readouterr().err == ""
