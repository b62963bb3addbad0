"""Writing lists of many thousand rows while they are read: the look of every table, in memory that does not grow."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cadre_desktop.formats.cell_text import sheet_name
from cadre_desktop.formats.laid_sheet import BookWriter
from cadre_desktop.formats.openpyxl_book import OpenpyxlBook
from cadre_desktop.formats.report_sheet import ReportSheet
from cadre_desktop.formats.table_layout import lay_table
from cadre_desktop.formats.workbook import check_workbook
from cadre_desktop.formats.xlsxwriter_book import XlsxwriterBook
from cadre_desktop.progress import Progress, silent
from cadre_desktop.storage.atomic import write_whole

MOST_ROWS = 1_000_000
_ROWS_PER_REPORT = 500

MakeBook = Callable[[Path, str], BookWriter]


def fast_book(path: Path, title: str) -> BookWriter:
    """Make the writer that is used."""
    return XlsxwriterBook(path, title=title)


def reference_book(path: Path, title: str) -> BookWriter:
    """Make the slower writer whose cells the fast one must equal."""
    return OpenpyxlBook(path, title=title)


def write_long_list(
    path: Path,
    sheet: ReportSheet,
    rows: Iterable[Sequence[Any]],
    *,
    total: int = 0,
    mark_line: str = "",
    progress: Progress = silent,
    make_book: MakeBook = fast_book,
) -> None:
    """Write the table with the given rows after its own; `total` is how many there will be, for the progress.

    The file appears whole or not at all.  Raises StorageTrouble; Cancelled comes from `progress`.
    """

    def counted() -> Iterator[Sequence[Any]]:
        for count, row in enumerate(rows):
            if count % _ROWS_PER_REPORT == 0:
                progress(count, total, "正在写出表格")
            if count >= MOST_ROWS:
                raise ValueError(f"a sheet holds no more than {MOST_ROWS} rows")
            yield row

    def writer(temporary: Path) -> None:
        with make_book(temporary, sheet.title) as book:
            book.add(lay_table(sheet, name=sheet_name(sheet.name), mark_line=mark_line, rows=counted()))
            book.save()

    write_whole(path, writer, check_workbook)
