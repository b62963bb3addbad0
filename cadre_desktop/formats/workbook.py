"""Writing a whole report as one workbook, whole or not at all."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.formats.cell_text import sheet_name
from cadre_desktop.formats.form_layout import lay_form
from cadre_desktop.formats.laid_sheet import LaidSheet
from cadre_desktop.formats.openpyxl_book import OpenpyxlBook
from cadre_desktop.formats.report_sheet import Column, FormSheet, ReportBook, ReportSheet, SourceNote
from cadre_desktop.formats.sheet_charts import lay_charts
from cadre_desktop.formats.table_layout import lay_table
from cadre_desktop.formats.values import shown
from cadre_desktop.formats.xlsxwriter_book import XlsxwriterBook
from cadre_desktop.storage.atomic import write_whole

SOURCES_SHEET = "数据来源"
LONG_LIST_ROWS = 5_000
"""From here on a table is a list to be streamed: openpyxl takes seconds where the fast writer takes none."""

_NAMES_IN_A_CELL = 40
_SOURCE_COLUMNS = (
    Column("序号", 6),
    Column("指标", 24, "left"),
    Column("数值", 12),
    Column("口径", 46, "left"),
    Column("计入的记录", 60, "left"),
)


def write_book(book: ReportBook, path: Path) -> None:
    """Write the report; the old file stays until the new one is complete.

    Raises StorageTrouble when the disk, or a program that has the file open, is in the way.
    """
    sheets = list(laid_sheets(book))
    fast = any(_is_long(sheet) for sheet in book.sheets) and not any(sheet.charts for sheet in sheets)

    def writer(temporary: Path) -> None:
        kind = XlsxwriterBook if fast else OpenpyxlBook
        with kind(temporary, title=book.title) as target:
            for sheet in sheets:
                target.add(sheet)
            target.save()

    write_whole(path, writer, check_workbook)


def book_bytes(book: ReportBook) -> bytes:
    """Return the report as the bytes of a workbook, for one of many in an archive."""
    memory = BytesIO()
    with OpenpyxlBook(memory, title=book.title) as target:
        for sheet in laid_sheets(book):
            target.add(sheet)
        target.save()
    return memory.getvalue()


def laid_sheets(book: ReportBook) -> Iterator[LaidSheet]:
    """Yield the sheets in order: each with its charts behind it, 数据来源 last."""
    taken: set[str] = {SOURCES_SHEET.casefold()} if book.sources else set()

    def named(wanted: str) -> str:
        name = sheet_name(wanted, taken)
        taken.add(name.casefold())
        return name

    for sheet in book.sheets:
        if isinstance(sheet, FormSheet):
            yield lay_form(sheet, name=named(sheet.name), mark_line=book.mark_line)
            continue
        yield lay_table(sheet, name=named(sheet.name), mark_line=book.mark_line)
        if sheet.charts:
            yield lay_charts(sheet.charts, name=named(f"{sheet.name}图表"), mark_line=book.mark_line)
    if book.sources:
        yield lay_table(_sources_table(book), name=SOURCES_SHEET, mark_line=book.mark_line)


def check_workbook(path: Path) -> None:
    """Reopen what was written and check every part; raises StorageTrouble when the disk garbled it."""
    try:
        with zipfile.ZipFile(path) as archive:
            bad = archive.testzip()
    except (zipfile.BadZipFile, zlib.error) as error:
        raise StorageTrouble("写出的表格没有通过检查，请检查磁盘后重试。") from error
    if bad is not None:
        raise StorageTrouble("写出的表格没有通过检查，请检查磁盘后重试。")


def _is_long(sheet: ReportSheet | FormSheet) -> bool:
    return isinstance(sheet, ReportSheet) and len(sheet.rows) > LONG_LIST_ROWS


def _sources_table(book: ReportBook) -> ReportSheet:
    rows = tuple(row for number, note in enumerate(book.sources, 1) for row in _source_rows(number, note))
    return ReportSheet(
        name=SOURCES_SHEET,
        title=f"{book.title}——{SOURCES_SHEET}",
        unit_line="",
        as_of_line="",
        date_line="",
        columns=_SOURCE_COLUMNS,
        rows=rows,
        sign_line="",
    )


def _source_rows(number: int, note: SourceNote) -> Iterator[tuple[object, ...]]:
    """Yield one row per handful of records, so that no cell grows past what a page shows."""
    records = note.records
    yield number, note.label, shown(note.value), note.definition, "、".join(records[:_NAMES_IN_A_CELL])
    for start in range(_NAMES_IN_A_CELL, len(records), _NAMES_IN_A_CELL):
        yield None, None, None, None, "、".join(records[start : start + _NAMES_IN_A_CELL])
