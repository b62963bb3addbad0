"""Long lists: the fast writer's sheet equals the reference's, memory stays flat, nothing is left behind."""

import gc
import tracemalloc
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cadre_desktop.formats.long_list import MakeBook, fast_book, reference_book, write_long_list
from cadre_desktop.formats.report_sheet import Column
from cadre_desktop.formats.workbook import LONG_LIST_ROWS, write_book
from cadre_desktop.formats.xlsxwriter_book import XlsxwriterBook
from cadre_desktop.progress import Cancelled
from tests.formats import reports

BOTH = pytest.mark.parametrize("make_book", [fast_book, reference_book], ids=["fast", "reference"])


def look(sheet: Worksheet) -> list[Any]:
    """Everything a reader of the sheet may notice."""
    cells = [
        (
            cell.coordinate,
            cell.value,
            cell.data_type,
            cell.number_format,
            cell.quotePrefix,
            (cell.font.name, cell.font.size, bool(cell.font.bold)),
            (cell.alignment.horizontal, cell.alignment.vertical, bool(cell.alignment.wrap_text)),
            tuple(getattr(cell.border, side).style for side in ("left", "right", "top", "bottom")),
        )
        for row in sheet.iter_rows()
        for cell in row
    ]
    page = (
        sheet.title,
        sheet.print_area,
        sheet.print_title_rows,
        sheet.freeze_panes,
        sheet.page_setup.paperSize,
        sheet.page_setup.orientation,
        sheet.page_setup.fitToWidth or 1,  # left out when it is one
        sheet.page_setup.fitToHeight,
        sheet.print_options.horizontalCentered,
        sheet.oddFooter.center.text,
        sheet.oddHeader.right.text,
        sheet.sheet_format.defaultRowHeight,
    )
    heights = {n: d.height for n, d in sheet.row_dimensions.items() if d.height not in (None, 20.25)}
    widths = [round(sheet.column_dimensions[letter].width, 2) for letter in "ABCDEFGH"]
    return [cells, page, heights, widths, sorted(str(block) for block in sheet.merged_cells.ranges)]


def odd_rows() -> list[tuple[Any, ...]]:
    odd = [
        "",
        None,
        "=1",
        " 前后 ",
        "一\n二\n三",
        "<r>粗</r>",
        "a&b<c",
        "𠮷😀",
        True,
        Decimal("1.50"),
        date(2026, 1, 31),
        "长" * 60,
    ]
    return [(i, value, -3, 1.5, 10**9, 0.257, date(2026, 1, 31), value) for i, value in enumerate(odd)]


def test_both_writers_give_the_same_sheet(tmp_path: Path) -> None:
    found = []
    for name, make_book in (("fast", fast_book), ("reference", reference_book)):
        path = tmp_path / f"{name}.xlsx"
        rows = odd_rows() + reports.rows(400)
        write_long_list(path, reports.table(2), rows, mark_line="内部资料 & 保密", make_book=make_book)
        found.append(look(openpyxl.load_workbook(path).worksheets[0]))
    fast, reference = found
    for mine, expected in zip(fast[0], reference[0], strict=True):
        assert mine == expected
    assert fast[1:] == reference[1:]


@BOTH
def test_the_given_rows_follow_the_sheets_own(tmp_path: Path, make_book: MakeBook) -> None:
    path = tmp_path / "a.xlsx"
    write_long_list(path, reports.table(2), iter(reports.rows(3)), make_book=make_book)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(5, 11)] == [1, 2, 1, 2, 3, "合　计"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_report_with_a_long_table_is_streamed_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    used = []
    add = XlsxwriterBook.add
    monkeypatch.setattr(XlsxwriterBook, "add", lambda self, sheet: (used.append(sheet.name), add(self, sheet)))
    plain = (Column("序号", 6), Column("姓名", 10))
    for count in (LONG_LIST_ROWS, LONG_LIST_ROWS + 1):
        sheet = reports.table(columns=plain, rows=[(i, "甲") for i in range(count)], total=None)
        write_book(reports.book(sheet), tmp_path / "a.xlsx")
    assert used == ["五必谈", "数据来源"]


@BOTH
def test_cancelling_leaves_nothing_behind(tmp_path: Path, make_book: MakeBook, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    old = tmp_path / "a.xlsx"
    old.write_bytes(b"old")

    def stop(done: int, _total: int, _what: str = "") -> None:
        if done >= 1000:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_long_list(old, reports.table(1), iter(reports.rows(3000)), progress=stop, make_book=make_book)
    gc.collect()
    assert old.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx", "scratch"]
    assert list(scratch.iterdir()) == []


def test_progress_is_told_as_rows_go_by(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    write_long_list(
        tmp_path / "a.xlsx",
        reports.table(0),
        iter(reports.rows(1200)),
        total=1200,
        progress=lambda done, total, what="": told.append((done, total, what)),
    )
    assert told == [(0, 1200, "正在写出表格"), (500, 1200, "正在写出表格"), (1000, 1200, "正在写出表格")]


@BOTH
def test_memory_does_not_grow_with_the_rows(
    tmp_path: Path, make_book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The check reads the file in pieces of 1 MB, which would hide what is asked here.
    monkeypatch.setattr("cadre_desktop.formats.long_list.check_workbook", lambda _path: None)

    def endless(count: int) -> Iterator[tuple[Any, ...]]:
        for i in range(count):
            yield (i, f"青石镇{i}", 10, 1, 5, 0.5, None, f"备注{i}" * 8)

    def peak(count: int) -> int:
        gc.collect()
        tracemalloc.start()
        write_long_list(tmp_path / "a.xlsx", reports.table(1), endless(count), make_book=make_book)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(200)
    # 800 rows are some 400 KB; openpyxl's archive, made in memory, grows by the packed bytes of a tenth of that.
    assert peak(1400) < peak(600) + 100_000


def test_more_rows_than_a_sheet_holds_are_a_fault_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cadre_desktop.formats.long_list.MOST_ROWS", 10)
    with pytest.raises(ValueError, match="no more than 10 rows"):
        write_long_list(tmp_path / "a.xlsx", reports.table(0), iter(reports.rows(11)))
    assert list(tmp_path.iterdir()) == []
