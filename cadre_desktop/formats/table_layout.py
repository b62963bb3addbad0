"""Laying a table out the way clerks print it: title, three facts, header, rows, total, notes, signatures."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate, chain, combinations, islice, pairwise
from typing import Any

from cadre_desktop.formats.cell_text import cell_units, like_formula, wrapped_lines, writable
from cadre_desktop.formats.laid_sheet import (
    HEAD_FONT,
    HIGHEST_ROW,
    LINE_FONT,
    TITLE_FONT,
    CellStyle,
    LaidRow,
    LaidSheet,
    Merge,
    PageSetup,
    Written,
    whole_pixels,
)
from cadre_desktop.formats.report_sheet import Column, ReportSheet
from cadre_desktop.formats.values import shown

ROW_HEIGHT = 20.25  # 27 pixels
_LINE_HEIGHT = 16.5
_TITLE_HEIGHT = 36.0
_FACTS_HEIGHT = 20.25
_SAMPLED_ROWS = 300
_WIDEST_TEXT = 30.0
_PADDING = 1.6
_MOST_STRETCH = 1.5
_COLUMNS_BEFORE_FREEZING = 9
# What a page holds at full size, in units of column width, margins taken off.
_PAGE_UNITS = {("A4", True): 136.0, ("A4", False): 90.0, ("A3", True): 200.0, ("A3", False): 136.0}

_TITLE = CellStyle(TITLE_FONT, 18)
_FACT_STYLES = tuple(CellStyle(LINE_FONT, 12, align=align, wrap=False) for align in ("left", "center", "right"))
_SIGN_STYLE = CellStyle(LINE_FONT, 12, align="left", wrap=False)
_NOTE = CellStyle(size=10, align="left")
_HEAD = CellStyle(HEAD_FONT, 11, border="thin")
_GAPS = re.compile(r"[ \u3000]{2,}")


def lay_table(sheet: ReportSheet, *, name: str, mark_line: str = "", rows: Iterable[Sequence[Any]] = ()) -> LaidSheet:
    """Lay the table out under the given sheet name; `rows` follow the sheet's own and may be made as they are read."""
    incoming = chain(sheet.rows, rows)
    sample = list(islice(incoming, _SAMPLED_ROWS))
    widths = column_widths(sheet, sample)
    table = _Table(sheet, widths)
    head = list(table.head())
    first = len(head) - table.header_depth + 1
    page = PageSetup(
        paper=sheet.paper_used,
        landscape=sheet.landscape,
        mark_line=writable(mark_line),
        title_rows=(first, len(head)),
        frozen_columns=2 if len(widths) >= _COLUMNS_BEFORE_FREEZING else 0,
    )
    body = (laid for row in chain(sample, incoming) for laid in table.body_rows(row))
    return LaidSheet(name, widths, chain(head, body, table.tail()), page, ROW_HEIGHT)


def column_widths(sheet: ReportSheet, sample: Sequence[Sequence[Any]]) -> list[float]:
    """Return widths that fit the content, then stretched to fill the page when they leave much of it empty.

    Text longer than a reasonable column wraps; numbers, codes and dates must never be cut.
    """
    known = [*sample, sheet.total] if sheet.total is not None else sample
    if ragged := next((row for row in known if len(row) != len(sheet.columns)), None):
        raise ValueError(f"a row of {len(ragged)} cells in a table of {len(sheet.columns)} columns")
    widths = []
    for index, column in enumerate(sheet.columns):
        cells = [row[index] for row in known]
        text = max(
            (cell_units(line) for cell in cells if isinstance(cell, str) for line in cell.split("\n")), default=0
        )
        solid = max((_solid_units(cell, column) for cell in cells if not isinstance(cell, str)), default=0)
        title = max(cell_units(line) for line in column.title.split("\n"))
        wanted = max(min(text, _WIDEST_TEXT), solid, min(title, 8))
        widths.append(max(column.width, wanted + _PADDING))
    room = _PAGE_UNITS[sheet.paper_used, sheet.landscape]
    stretch = min(_MOST_STRETCH, room / sum(widths))
    return [round(width * stretch, 1) for width in widths] if stretch > 1 else widths


def _solid_units(cell: Any, column: Column) -> int:
    """Return the width of a value that cannot wrap; a number format may print more than the number."""
    if isinstance(cell, int | float | Decimal) and column.number_format != "@":
        decimals = column.number_format.partition(".")[2].count("0")
        return len(f"{cell * 100 if '%' in column.number_format else cell:,.{decimals}f}") + 1
    return cell_units(shown(cell))


class _Table:
    """The rows of one table, over columns whose widths are known."""

    def __init__(self, sheet: ReportSheet, widths: Sequence[float]) -> None:
        self._sheet = sheet
        self._widths = widths
        self._last = len(widths) - 1
        self._body = [_ColumnStyles(column) for column in sheet.columns]
        self._total = [_ColumnStyles(column, font=HEAD_FONT, bold=True) for column in sheet.columns]
        self.header_depth = 2 if any(column.group for column in sheet.columns) else 1

    def head(self) -> Iterator[LaidRow]:
        """Yield the title, the three facts when there are any, and the header."""
        sheet = self._sheet
        title_lines = wrapped_lines(sheet.title, sum(self._widths) * 11 / 18)
        yield self._across(sheet.title, _TITLE, _TITLE_HEIGHT * title_lines)
        facts = (sheet.unit_line, sheet.as_of_line, sheet.date_line)
        if any(facts):
            yield self._in_thirds(facts, _FACT_STYLES)
        yield from self._header()

    def body_rows(self, row: Sequence[Any]) -> Sequence[LaidRow]:
        """Lay one row of data out: as one row, or as several merged ones when its text is higher than a row may be."""
        laid = self._table_row(row, self._body)
        if laid.height is None or laid.height <= HIGHEST_ROW:
            return (laid,)
        parts = math.ceil(laid.height / HIGHEST_ROW)
        height = whole_pixels(laid.height / parts)
        merges = tuple(Merge(i, i, parts) for i in range(len(row)))
        blank = LaidRow([None] * len(row), laid.styles, height)
        return LaidRow(laid.values, laid.styles, height, merges), *[blank] * (parts - 1)

    def tail(self) -> Iterator[LaidRow]:
        """Yield the total, the notes and the signatures."""
        sheet = self._sheet
        if sheet.total is not None:
            laid = self._table_row(sheet.total, self._total)
            reach = _label_reach(sheet.total)
            yield LaidRow(laid.values, laid.styles, laid.height, (Merge(0, reach),)) if reach else laid
        for number, note in enumerate(sheet.notes):
            text = note if number or note.startswith(("注", "说明")) else f"注：{note}"
            lines = wrapped_lines(text, sum(self._widths) * 1.05)
            yield self._across(text, _NOTE, _LINE_HEIGHT * lines + 0.75)
        if sheet.sign_line.strip():
            parts = [part for part in _GAPS.split(sheet.sign_line.strip()) if part]
            thirds = parts if len(parts) <= len(_FACT_STYLES) else ["    ".join(parts)]
            yield self._in_thirds(thirds, (_SIGN_STYLE,) * len(_FACT_STYLES))

    def _table_row(self, row: Sequence[Any], columns: Sequence["_ColumnStyles"]) -> LaidRow:
        if len(row) != len(columns):
            raise ValueError(f"a row of {len(row)} cells in a table of {len(columns)} columns")
        values: list[Written] = []
        styles: list[CellStyle | None] = []
        lines = 1
        for cell, column, width in zip(row, columns, self._widths, strict=True):
            value, style = column.place(cell)
            values.append(value)
            styles.append(style)
            # The quick test first: this runs for every cell of lists of 100,000 rows.
            if type(value) is str and (len(value) * 2 > width - 1 or "\n" in value):
                lines = max(lines, wrapped_lines(value, width - 1))
        return LaidRow(values, styles, None if lines == 1 else _LINE_HEIGHT * lines + 4.5)

    def _header(self) -> Iterator[LaidRow]:
        columns = self._sheet.columns
        titles = [column.title for column in columns]
        lines = max(wrapped_lines(t, w - 1) for t, w in zip(titles, self._widths, strict=True))
        height = _LINE_HEIGHT * lines + 9
        styles = [_HEAD] * len(columns)
        if self.header_depth == 1:
            yield LaidRow(titles, styles, max(height, 28.5))
            return
        runs = list(_group_runs(columns))
        merges = [Merge(a, b) for group, a, b in runs if group and b > a]
        merges += [Merge(i, i, 2) for group, a, b in runs if not group for i in range(a, b + 1)]
        above: list[Written] = [None] * len(columns)
        for group, first, last in runs:
            if group:
                above[first] = group
            else:
                above[first : last + 1] = titles[first : last + 1]
        grouped = [t if c.group else None for t, c in zip(titles, columns, strict=True)]
        half = whole_pixels(max(22.5, height / 2)) if any(not group for group, _, _ in runs) else 22.5
        below = [wrapped_lines(c.title, w - 1) for c, w in zip(columns, self._widths, strict=True) if c.group]
        yield LaidRow(above, styles, half, tuple(merges))
        yield LaidRow(grouped, styles, max(half, _LINE_HEIGHT * max(below) + 7.5))

    def _across(self, text: str, style: CellStyle, height: float) -> LaidRow:
        """Return a row with one text over the whole width."""
        text, style = _safe_text(writable(text), style)
        merges = (Merge(0, self._last),) if self._last else ()
        blanks = [None] * self._last
        return LaidRow([text, *blanks], [style] * (self._last + 1), height, merges)

    def _in_thirds(self, texts: Sequence[str], styles: Sequence[CellStyle]) -> LaidRow:
        """Return a row of up to three texts, each over a stretch of columns wide enough for it."""
        texts = [writable(text) for text in texts]
        stretches = self._stretches(texts) if self._last + 1 >= len(texts) else None
        if stretches is None:
            whole = "　　".join(text for text in texts if text)
            return self._across(whole, styles[0], _FACTS_HEIGHT * wrapped_lines(whole, sum(self._widths)))
        values: list[Written] = [None] * (self._last + 1)
        row_styles: list[CellStyle | None] = [styles[0]] * (self._last + 1)
        merges = []
        for (first, last), text, style in zip(stretches, texts, styles, strict=False):
            values[first], safe = _safe_text(text, style)
            row_styles[first : last + 1] = [safe] * (last - first + 1)
            if last > first:
                merges.append(Merge(first, last))
        return LaidRow(values, row_styles, _FACTS_HEIGHT, tuple(merges))

    def _stretches(self, texts: Sequence[str]) -> list[tuple[int, int]] | None:
        """Share the columns among the texts, at least one each, so that none is cut off; None when one would be."""
        needs = [max(cell_units(text) * 1.2, 12.0) for text in texts]
        ends = [0.0, *accumulate(self._widths)]
        spare = max(ends[-1] - sum(needs), 0.0) / len(needs)

        def misfit(cuts: tuple[int, ...]) -> tuple[float, float]:
            bounds = pairwise((0, *cuts, len(self._widths)))
            rooms = [ends[end] - ends[first] for first, end in bounds]
            lacking = sum(max(need - room, 0.0) for need, room in zip(needs, rooms, strict=True))
            return lacking, sum(abs(room - need - spare) for need, room in zip(needs, rooms, strict=True))

        cuts = min(combinations(range(1, len(self._widths)), len(texts) - 1), key=misfit)
        bounds = list(pairwise((0, *cuts, len(self._widths))))
        if any(cell_units(t) > ends[end] - ends[first] for t, (first, end) in zip(texts, bounds, strict=True)):
            return None
        return [(first, end - 1) for first, end in bounds]


class _ColumnStyles:
    """The styles of one column, made once: a cell is text, text like a formula, or a number."""

    def __init__(self, column: Column, **changes: object) -> None:
        base = CellStyle(align=column.align, border="thin").but(**changes)
        self._text = base.but(number_format="@")
        self._quoted = base.but(number_format="@", quoted=True)
        as_text = column.number_format == "@"
        self._whole = base.but(number_format="0" if as_text else column.number_format)
        self._number = base.but(number_format="General" if as_text else column.number_format)
        self._dates = any(letter in column.number_format.casefold() for letter in "yd")

    def place(self, cell: Any) -> tuple[Written, CellStyle]:
        """Return what to write and how; user text is text whatever it looks like."""
        kind = type(cell)
        if kind is str:
            text = cell if cell.isprintable() and len(cell) < 10_000 else writable(cell)
            return text or None, (self._quoted if like_formula(text) else self._text)
        if kind is int:
            return cell, self._whole
        if kind is float or kind is Decimal:
            return float(cell), self._number
        if cell is None:
            return None, self._text
        if isinstance(cell, date) and self._dates:
            return cell, self._number
        return _safe_text(writable(shown(cell)), self._text, self._quoted)


def _safe_text(text: str, style: CellStyle, quoted: CellStyle | None = None) -> tuple[str, CellStyle]:
    """Return the text with the style that keeps it a text."""
    if like_formula(text):
        return text, quoted or style.but(quoted=True)
    return text, style


def _group_runs(columns: Sequence[Column]) -> Iterator[tuple[str, int, int]]:
    """Yield (group, first, last) for every run of neighbours in the same group."""
    first = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index].group != columns[first].group:
            yield columns[first].group, first, index - 1
            first = index


def _label_reach(total: Sequence[Any]) -> int:
    """Return how far the word 合计 may spread: over the empty cells right of it."""
    reach = 0
    if isinstance(total[0], str) and total[0]:
        while reach + 1 < len(total) and total[reach + 1] is None and reach < 2:
            reach += 1
    return reach
