"""A report to be looked at: laid out as the file will be, long tables cut, sources with their records."""

from dataclasses import dataclass, replace

from cadre_desktop.formats.laid_sheet import LaidSheet
from cadre_desktop.formats.report_sheet import FormSheet, ReportBook, ReportSheet, SourceNote
from cadre_desktop.formats.workbook import SOURCES_SHEET, laid_sheets
from cadre_desktop.progress import Progress, silent
from cadre_desktop.reports import BY_KEY, ReportOptions
from cadre_desktop.services import exports
from cadre_desktop.storage.database import Database

ROWS_SHOWN = 300
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """The sheets as they will be written, all rows in hand; `sources` stand for the sheet 数据来源.

    `n_rows` counts the lines of the whole report; `cut` says for sheets by name how many rows they really have
    when not all are shown.
    """

    title: str
    mark_line: str
    sheets: tuple[LaidSheet, ...]
    sources: tuple[SourceNote, ...]
    n_rows: int
    cut: dict[str, int]


def preview(db: Database, report_key: str, options: ReportOptions, progress: Progress = silent) -> Preview:
    """Collect a report and lay it out; raise NotAllowed when there is nobody it could be made of."""
    progress(0, _STEPS, f"正在汇总{BY_KEY[report_key].title}")
    book = exports.preview(db, report_key, options)
    progress(1, _STEPS, "正在排版")
    tables = [sheet for sheet in book.sheets if isinstance(sheet, ReportSheet)]
    cut = {sheet.name: len(sheet.rows) for sheet in tables if len(sheet.rows) > ROWS_SHOWN}
    laid = [sheet for sheet in laid_sheets(_shortened(book)) if sheet.name != SOURCES_SHEET]
    progress(2, _STEPS, "正在排版")
    sheets = tuple(replace(sheet, rows=list(sheet.rows)) for sheet in laid)
    return Preview(book.title, book.mark_line, sheets, book.sources, exports.n_records(book), cut)


def _shortened(book: ReportBook) -> ReportBook:
    return replace(book, sheets=tuple(_head_of(sheet) for sheet in book.sheets))


def _head_of(sheet: ReportSheet | FormSheet) -> ReportSheet | FormSheet:
    if isinstance(sheet, FormSheet) or len(sheet.rows) <= ROWS_SHOWN:
        return sheet
    return replace(sheet, rows=sheet.rows[:ROWS_SHOWN])
