"""Giving a clerk's own sheet back with the faulty cells in red and the reasons at the right end."""

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.cell_text import like_formula, writable
from cadre_desktop.formats.cell_text import sheet_name as acceptable_name
from cadre_desktop.formats.foreign.guard import check
from cadre_desktop.formats.foreign.limits import MIB
from cadre_desktop.formats.foreign.reader import Sheet, read_workbook
from cadre_desktop.formats.foreign.sniff import Container, container, read_whole
from cadre_desktop.formats.foreign.zip_limits import DAMAGED, is_open_document, open_archive
from cadre_desktop.formats.workbook import check_workbook
from cadre_desktop.storage.atomic import write_whole

REASON_TITLE = "问题原因"
CellProblem = tuple[int, int | None, str]
"""A row counted from 1, a column index from 0 (None: the row as a whole), and the sentence."""

_MOST_STYLED_BYTES = 32 * MIB  # of sheet XML: some 600,000 cells, at 0.4 KB each in openpyxl
_REASON_WIDTH = 48
_RED_GROUND, _RED_TEXT = "FFFBE9E7", "FFB3261E"


def mark_problems(
    source: Path, target: Path, sheet_name: str, problems: Iterable[CellProblem], header_row: int
) -> None:
    """Write a copy of the workbook to `target` (.xlsx) with the problems marked; `source` is only read.

    An .xlsx keeps its look; other formats, and sheets too large for that, keep their values.
    Raises BadFile when the source cannot be read, StorageTrouble when the target cannot be written.
    """
    if target.resolve() == source.resolve():
        raise ValueError("the clerk's own file is never written to")
    content = read_whole(source)
    book = _with_looks(content) or _with_values(read_workbook(source))
    # The names were read by another library, which may spell a strange one differently.
    sheet = book[sheet_name] if sheet_name in book.sheetnames else book[acceptable_name(sheet_name)]
    _mark(sheet, list(problems), header_row)
    book.active = book.sheetnames.index(sheet.title)
    write_whole(target, book.save, check_workbook)


def mark_sheet(sheet: Sheet, target: Path, problems: Iterable[CellProblem], header_row: int) -> None:
    """Write a sheet that was never a workbook to `target` (.xlsx) with the problems marked."""
    book = _with_values([sheet])
    _mark(book.worksheets[0], list(problems), header_row)
    write_whole(target, book.save, check_workbook)


def _with_looks(content: bytes) -> Any | None:
    """Open an .xlsx with its styles, None when it is another format or too large; the limits are checked first."""
    check(content)
    if container(content) is not Container.ZIP:
        return None
    with open_archive(content) as archive:
        sheets = sum(e.file_size for e in archive.infolist() if e.filename.startswith("xl/worksheets/"))
        if is_open_document(archive) or sheets > _MOST_STYLED_BYTES:
            return None
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # What openpyxl cannot keep (extended validations, say) is lost in the copy only.
            warnings.simplefilter("ignore", UserWarning)
            return load_workbook(io.BytesIO(content))
    except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
        raise BadFile(DAMAGED) from error


def _with_values(sheets: Sequence[Sheet]) -> Any:
    """Build a plain workbook of the same cells."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        target = book.create_sheet(acceptable_name(sheet.name))
        for number, row in enumerate(sheet.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    _put(target.cell(number, column), value)
        for block in sheet.merged:
            target.merge_cells(None, block.top + 1, block.left + 1, block.bottom + 1, block.right + 1)
        for column in range(1, len(sheet.rows[0]) + 1 if sheet.rows else 1):
            target.column_dimensions[get_column_letter(column)].width = 14
    return book


def _put(cell: Any, value: Any) -> None:
    """Put a value in; text is text even when it looks like a formula, and long digits stay digits."""
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = like_formula(value)
    else:
        cell.value = value


def _mark(sheet: Any, problems: Sequence[CellProblem], header_row: int) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    fill = PatternFill("solid", start_color=_RED_GROUND, end_color=_RED_GROUND)
    red = Font(color=_RED_TEXT)
    reasons: dict[int, list[str]] = defaultdict(list)
    for row, column, message in problems:
        if message not in reasons[row]:
            reasons[row].append(message)
        if column is not None:
            sheet.cell(row, column + 1).fill = fill
    reason_column = sheet.max_column + 1
    head = sheet.cell(header_row, reason_column, REASON_TITLE)
    beside = sheet.cell(header_row, reason_column - 1)
    if not isinstance(beside, MergedCell) and beside.has_style:
        head._style = beside._style
    head.font = Font(color=_RED_TEXT, bold=True)
    for row, messages in reasons.items():
        cell = sheet.cell(row, reason_column)
        _put(cell, "；".join(messages))
        cell.font, cell.fill = red, fill
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.column_dimensions[get_column_letter(reason_column)].width = _REASON_WIDTH
