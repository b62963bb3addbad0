"""A sheet laid out row by row, with every style and height decided, for whichever library writes it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, Protocol, Self

from cadre_desktop.formats.report_sheet import Align, Chart, Paper

Written = str | int | float | date | None
Border = Literal["none", "thin"]

TITLE_FONT = "方正小标宋简体"
HEAD_FONT = "黑体"
LINE_FONT = "仿宋"
BODY_FONT = "宋体"
HIGHEST_ROW = 408.0  # points; Excel allows no more
_MM_PER_INCH = 25.4
_POINTS_PER_PIXEL = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class CellStyle:
    """How a cell looks.  Compared by identity: writers keep one native style for each."""

    font: str = BODY_FONT
    size: float = 11
    bold: bool = False
    align: Align = "center"
    wrap: bool = True
    border: Border = "none"
    number_format: str = "General"
    indent: int = 0
    quoted: bool = False
    """The text begins like a formula and must never become one, not even when somebody edits the cell."""

    def but(self, **changes: Any) -> "CellStyle":
        """Return the style with some things changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block starting in the row that carries it; columns are indexes from 0, both inclusive."""

    first_column: int
    last_column: int
    rows: int = 1


@dataclass(frozen=True, slots=True)
class LaidRow:
    """One row: a value and a style per column, None leaving the cell out; height in points, None the sheet's own."""

    values: Sequence[Written]
    styles: Sequence[CellStyle | None]
    height: float | None = None
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSetup:
    """How the sheet prints and what stays in sight; rows are counted from 1, margins are millimetres."""

    paper: Paper = "A4"
    landscape: bool = True
    margins_mm: tuple[float, float, float, float] = (18, 18, 15, 15)
    mark_line: str = ""
    title_rows: tuple[int, int] | None = None
    frozen_columns: int = 0

    @property
    def margins_inches(self) -> tuple[float, float, float, float]:
        """Top, bottom, left and right, as both libraries want them."""
        top, bottom, left, right = self.margins_mm
        return top / _MM_PER_INCH, bottom / _MM_PER_INCH, left / _MM_PER_INCH, right / _MM_PER_INCH

    @property
    def mark_header(self) -> str:
        """The mark line as a page header: an ampersand would start a code there."""
        return self.mark_line.replace("&", "&&")


@dataclass(frozen=True, slots=True)
class AnchoredChart:
    """A chart drawn from cells of its own sheet: titles of the series in the first row, categories in the first column.

    Rows and columns are counted from 1; sizes are centimetres.
    """

    chart: Chart
    top: int
    left: int
    cell: str
    width_cm: float = 16.0
    height_cm: float = 9.0


@dataclass(frozen=True, slots=True)
class AnchoredPicture:
    """A JPEG or PNG picture over a block of cells; the first and the end are counted from 0, the end is outside."""

    data: bytes
    first: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class LaidSheet:
    """A whole sheet; its rows may be made while they are written, so that memory stays flat."""

    name: str
    widths: Sequence[float]
    rows: Iterable[LaidRow]
    page: PageSetup
    row_height: float = 20.0
    charts: tuple[AnchoredChart, ...] = ()
    page_breaks: tuple[int, ...] = ()
    """The rows after which a new page begins."""
    pictures: tuple[AnchoredPicture, ...] = ()


def whole_pixels(points: float) -> float:
    """Return a row height rounded up to whole pixels, which is what every spreadsheet program keeps of it."""
    return math.ceil(points / _POINTS_PER_PIXEL - 1e-9) * _POINTS_PER_PIXEL


class BookWriter(Protocol):
    """A library that writes laid sheets, one after the other, into one workbook; leaving it tidies up."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_error: object) -> None: ...

    def add(self, sheet: LaidSheet) -> None:
        """Write a whole sheet."""

    def save(self) -> None:
        """Finish the file."""
