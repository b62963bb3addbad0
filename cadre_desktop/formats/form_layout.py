"""Laying out a form of one person or matter: a grid of millimetres, borders, rows high enough for their text."""

import math
from collections.abc import Sequence
from dataclasses import replace

from cadre_desktop.formats.cell_text import like_formula, wrapped_lines, writable
from cadre_desktop.formats.laid_sheet import (
    BODY_FONT,
    HEAD_FONT,
    HIGHEST_ROW,
    LINE_FONT,
    TITLE_FONT,
    AnchoredPicture,
    CellStyle,
    LaidRow,
    LaidSheet,
    Merge,
    PageSetup,
    Written,
    whole_pixels,
)
from cadre_desktop.formats.report_sheet import FormCell, FormPicture, FormSheet, FormStyle

_POINTS_PER_MM = 72 / 25.4
_PIXELS_PER_MM = 96 / 25.4
_PIXELS_PER_UNIT, _PIXELS_OF_PADDING = 7, 5
_LEAST_ROW_MM = 8.0
_LEADING = 1.5  # Noto needs it; 仿宋 is content with less
_PRINTED_LEADING = 1.2  # of the national forms, whose rows are 12.5 mm with two lines of 14 points
_BASE_SIZE = 11.0
_STYLES: dict[FormStyle, CellStyle] = {
    "label": CellStyle(HEAD_FONT, 11, border="thin", number_format="@"),
    "value": CellStyle(LINE_FONT, 12, border="thin", number_format="@"),
    "left": CellStyle(LINE_FONT, 12, align="left", border="thin", number_format="@"),
    "title": CellStyle(TITLE_FONT, 22, number_format="@"),
    "subtitle": CellStyle(LINE_FONT, 14, number_format="@"),
    "print_label": CellStyle(BODY_FONT, 14, border="thin", number_format="@"),
    "print": CellStyle(BODY_FONT, 14, border="thin", number_format="@"),
    "print_left": CellStyle(BODY_FONT, 14, align="left", border="thin", number_format="@", indent=1),
    "note": CellStyle(BODY_FONT, 10, align="left", number_format="@"),
}
_QUOTED = {name: style.but(quoted=True) for name, style in _STYLES.items()}


def lay_form(sheet: FormSheet, *, name: str, mark_line: str = "") -> LaidSheet:
    """Lay the form out under the given sheet name; its notes follow below the grid."""
    cells = [*sheet.cells, *_note_cells(sheet)]
    heights = _heights(sheet, cells)
    cells, heights = _split_high_rows(cells, heights)
    if any(cell.column + cell.column_span - 1 > len(sheet.column_widths_mm) for cell in cells):
        raise ValueError(f"form {sheet.name} has a cell outside its columns")
    page = PageSetup(sheet.paper, sheet.landscape, sheet.margins_mm, writable(mark_line))
    widths = [column_units(mm) for mm in sheet.column_widths_mm]
    least = whole_pixels(_LEAST_ROW_MM * _POINTS_PER_MM)
    pictures = tuple(map(_anchored, sheet.pictures))
    return LaidSheet(name, widths, _rows(sheet, cells, heights), page, least, pictures=pictures)


def column_units(mm: float) -> float:
    """Return the Excel width of a column so many millimetres wide."""
    return round(max(mm * _PIXELS_PER_MM - _PIXELS_OF_PADDING, 1) / _PIXELS_PER_UNIT, 2)


def _anchored(picture: FormPicture) -> AnchoredPicture:
    """Return where a picture lies; forms with pictures have no row so high that it is split above one."""
    row, column = picture.row - 1, picture.column - 1
    return AnchoredPicture(picture.data, (row, column), (row + picture.row_span, column + picture.column_span))


def _note_cells(sheet: FormSheet) -> list[FormCell]:
    first = max((cell.row + cell.row_span for cell in sheet.cells), default=1)
    width = len(sheet.column_widths_mm)
    return [FormCell(first + i, 1, note, column_span=width, style="note") for i, note in enumerate(sheet.notes)]


def _rows(sheet: FormSheet, cells: Sequence[FormCell], heights: Sequence[float]) -> list[LaidRow]:
    count, width = len(heights), len(sheet.column_widths_mm)
    values: list[list[Written]] = [[None] * width for _ in range(count)]
    styles: list[list[CellStyle | None]] = [[None] * width for _ in range(count)]
    merges: list[list[Merge]] = [[] for _ in range(count)]
    for cell in cells:
        text = writable(cell.text).rstrip()
        style = (_QUOTED if like_formula(text) else _STYLES)[cell.style]
        top, left = cell.row - 1, cell.column - 1
        for row in range(top, top + cell.row_span):
            for column in range(left, left + cell.column_span):
                if styles[row][column] is not None:
                    raise ValueError(f"form {sheet.name} has two cells at row {row + 1}, column {column + 1}")
                styles[row][column] = style
        values[top][left] = text
        if cell.row_span > 1 or cell.column_span > 1:
            merges[top].append(Merge(left, left + cell.column_span - 1, cell.row_span))
    return [LaidRow(values[i], styles[i], heights[i], tuple(merges[i])) for i in range(count)]


def _heights(sheet: FormSheet, cells: Sequence[FormCell]) -> list[float]:
    """Return heights in points: cells of one row first, then taller cells stretch the last row they span."""
    count = max((cell.row + cell.row_span - 1 for cell in cells), default=0)
    heights = [_LEAST_ROW_MM * _POINTS_PER_MM] * count
    for cell in sorted(cells, key=lambda c: c.row_span):
        last = cell.row + cell.row_span - 2
        if cell.height_mm is not None:
            heights[last] = max(heights[last], cell.height_mm * _POINTS_PER_MM)
        above = sum(heights[cell.row - 1 : last])
        heights[last] = max(heights[last], _text_height(sheet, cell) - above)
    return heights


def _split_high_rows(cells: Sequence[FormCell], heights: Sequence[float]) -> tuple[list[FormCell], list[float]]:
    """Make several grid rows of a row higher than Excel allows, its cells spanning them all, so that nothing is cut."""
    parts = [max(1, math.ceil(height / HIGHEST_ROW)) for height in heights]
    before = [sum(parts[:row]) for row in range(len(parts) + 1)]
    split = []
    for cell in cells:
        first, end = before[cell.row - 1], before[cell.row - 1 + cell.row_span]
        split.append(replace(cell, row=first + 1, row_span=end - first))
    return split, [whole_pixels(height / n) for height, n in zip(heights, parts, strict=True) for _ in range(n)]


def _text_height(sheet: FormSheet, cell: FormCell) -> float:
    """Return the points the text takes when wrapped into the cell's columns."""
    first = cell.column - 1
    size = _STYLES[cell.style].size
    units = sum(column_units(mm) for mm in sheet.column_widths_mm[first : first + cell.column_span])
    units -= 1 + 2 * _STYLES[cell.style].indent
    lines = wrapped_lines(writable(cell.text).rstrip(), units * _BASE_SIZE / size)
    return lines * size * (_PRINTED_LEADING if cell.style.startswith("print") else _LEADING) + 4
