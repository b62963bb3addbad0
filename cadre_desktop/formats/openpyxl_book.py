"""Writing laid sheets with openpyxl: every kind of sheet, charts included, and the reference for the fast writer."""

import contextlib
from collections.abc import Sequence
from dataclasses import fields
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Self

from cadre_desktop.formats.laid_sheet import CellStyle, LaidRow, LaidSheet, PageSetup

PROGRAM = "干部纪实档案"
_PAPER_CODES = {"A4": 9, "A3": 8}
_USUAL_HEADER, _PART_OF_MARGIN = 0.5, 0.45
"""Where the header stands, in inches from the edge; in a narrow margin it stands nearer, or nobody would print it."""
_HEADER_FONT = "仿宋,Regular"
_look = attrgetter(*(field.name for field in fields(CellStyle)))
"""A style as a value: the columns of a table mostly look alike, and openpyxl is slow to make a look."""


class OpenpyxlBook:
    """A workbook written row by row; it holds no row in memory once written."""

    def __init__(self, path: Path | IO[bytes], *, title: str) -> None:
        # openpyxl takes a fifth of a second to import and the program must start quickly.
        from openpyxl import Workbook

        self._path = path
        self._book: Any = Workbook(write_only=True)
        self._book.properties.creator = PROGRAM
        self._book.properties.title = title
        self._styles: dict[int, tuple[CellStyle, Any]] = {}
        self._looks: dict[tuple[Any, ...], Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave no half-written sheet in the system's temporary folder."""
        for sheet in self._book.worksheets:
            if sheet._writer is not None and not sheet.closed:
                # On a full disk closing fails as well, and openpyxl then trips over itself: the first failure is told.
                with contextlib.suppress(OSError, StopIteration):
                    sheet.close()
                sheet._writer.cleanup()

    def add(self, sheet: LaidSheet) -> None:
        """Write a whole sheet."""
        from openpyxl.utils import get_column_letter

        target = self._book.create_sheet(sheet.name)
        for index, width in enumerate(sheet.widths, 1):
            target.column_dimensions[get_column_letter(index)].width = _with_padding(width)
        target.sheet_format.defaultRowHeight = sheet.row_height
        target.sheet_format.customHeight = True
        _set_up_page(target, sheet.page)
        count = 0
        for count, row in enumerate(sheet.rows, 1):
            self._add_row(target, count, row)
        if count:
            target.print_area = f"A1:{get_column_letter(len(sheet.widths))}{count}"
        _break_pages(target, sheet.page_breaks)
        if sheet.pictures:
            from cadre_desktop.formats.sheet_pictures import place

            for picture in sheet.pictures:
                place(target, picture)
        if sheet.charts:
            from cadre_desktop.formats.sheet_charts import draw

            for anchored in sheet.charts:
                draw(target, anchored)

    def save(self) -> None:
        """Finish the file.

        The archive is made in memory: one that fails half way on a full disk stays open, and fails once more when it
        is thrown away, long after the first failure was told.
        """
        if not isinstance(self._path, Path):
            self._book.save(self._path)
            return
        archive = BytesIO()
        self._book.save(archive)
        self._path.write_bytes(archive.getbuffer())

    def _add_row(self, target: Any, number: int, row: LaidRow) -> None:
        if row.height is not None:
            target.row_dimensions[number].height = row.height
        target.append([self._cell(target, value, style) for value, style in zip(row.values, row.styles, strict=True)])
        target.row_dimensions.pop(number, None)
        for merge in row.merges:
            target.merged_cells.add(
                _block(number, merge.first_column + 1, number + merge.rows - 1, merge.last_column + 1)
            )

    def _cell(self, target: Any, value: Any, style: CellStyle | None) -> Any:
        if style is None:
            return value
        from openpyxl.cell import WriteOnlyCell

        known = self._styles.get(id(style))
        if known is None:
            look = self._looks.get(_look(style))
            if look is None:
                look = self._looks[_look(style)] = _styled_cell(WriteOnlyCell(target), style)._style
            known = self._styles[id(style)] = (style, look)
        cell: Any = WriteOnlyCell(target, value)
        cell._style = known[1]
        if cell.data_type == "f":
            cell.data_type = "s"  # a text that begins with = is a text
        return cell


def _with_padding(width: float) -> float:
    """Return the width as the file keeps it: the characters that fit, and five pixels around them."""
    return round((int(width * 7 + 0.5) + 5) / 7, 3)


def _block(top: int, left: int, bottom: int, right: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _styled_cell(cell: Any, style: CellStyle) -> Any:
    """Give a cell the look; openpyxl keeps one entry per different look, however many cells share it."""
    from openpyxl.styles import Alignment, Border, Font, Side

    cell.font = Font(name=style.font, size=style.size, bold=style.bold)
    cell.alignment = Alignment(horizontal=style.align, vertical="center", wrap_text=style.wrap, indent=style.indent)
    cell.number_format = style.number_format
    cell.quotePrefix = style.quoted
    if style.border == "thin":
        side = Side(style="thin", color="FF000000")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    return cell


def _break_pages(target: Any, rows: Sequence[int]) -> None:
    from openpyxl.worksheet.pagebreak import Break

    for row in rows:
        target.row_breaks.append(Break(id=row))


def _set_up_page(target: Any, page: PageSetup) -> None:
    """Set what is printed and what stays in sight; must come before the first row."""
    from openpyxl.utils import get_column_letter

    target.page_setup.paperSize = _PAPER_CODES[page.paper]
    target.page_setup.orientation = "landscape" if page.landscape else "portrait"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.print_options.horizontalCentered = True
    margins = target.page_margins
    margins.top, margins.bottom, margins.left, margins.right = page.margins_inches
    margins.header, margins.footer = (min(side * _PART_OF_MARGIN, _USUAL_HEADER) for side in page.margins_inches[:2])
    target.oddFooter.center.text = "第 &P 页 共 &N 页"
    if page.mark_header:
        target.oddHeader.right.text = page.mark_header
        target.oddHeader.right.font = _HEADER_FONT
        target.oddHeader.right.size = 10
    if page.title_rows:
        first, last = page.title_rows
        target.print_title_rows = f"{first}:{last}"
        target.freeze_panes = f"{get_column_letter(page.frozen_columns + 1)}{last + 1}"
