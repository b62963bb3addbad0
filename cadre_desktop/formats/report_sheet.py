"""What a report says, before anybody decides how it is written: tables, forms, charts, and the sources of figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Align = Literal["left", "center", "right"]
Paper = Literal["A4", "A3"]
ChartKind = Literal["bar", "stacked", "pyramid", "radar"]
FormStyle = Literal["label", "value", "left", "title", "subtitle", "note", "print_label", "print", "print_left"]
"""The last three are those of the printed national forms: 宋体 14."""

SIGN_LINE = "填报人：    审核人：    联系电话："
_MOST_COLUMNS_ON_A4 = 16


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; neighbours of the same `group` share one head above them.

    `width` is in Excel's units (a Chinese character takes two) and grows when the content asks for it.
    With the number format "@" numbers print as they are; dates are written as words unless the format is a date's.
    """

    title: str
    width: float = 12.0
    align: Align = "center"
    group: str = ""
    number_format: str = "@"


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart; every series has one value per category.

    A pyramid has two series, both positive: the first is drawn to the left.  A stacked chart shows shares of 100 %.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]

    def __post_init__(self) -> None:
        """Refuse ragged series: a shifted chart lies."""
        for name, values in self.series:
            if len(values) != len(self.categories):
                raise ValueError(f"series {name} has {len(values)} values for {len(self.categories)} categories")
        if self.kind == "pyramid" and len(self.series) != 2:
            raise ValueError("a pyramid has two series")


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A table as clerks print it: title, three facts below, the table, notes, signatures.

    Rows are as long as `columns`; `paper` None means A3 for more than 16 columns, else A4.
    """

    name: str
    title: str
    unit_line: str
    as_of_line: str
    date_line: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    total: tuple[Any, ...] | None = None
    notes: tuple[str, ...] = ()
    sign_line: str = SIGN_LINE
    paper: Paper | None = None
    landscape: bool = True
    charts: tuple[Chart, ...] = ()

    @property
    def paper_used(self) -> Paper:
        """The paper the table is laid out for."""
        return self.paper or ("A3" if len(self.columns) > _MOST_COLUMNS_ON_A4 else "A4")


@dataclass(frozen=True, slots=True)
class FormCell:
    """One field of a form; rows and columns are counted from 1, spans include the cell itself.

    `height_mm` is the least height of its last row; the row grows when the text needs more.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    style: FormStyle = "value"
    height_mm: float | None = None

    def __post_init__(self) -> None:
        """Refuse positions counted from 0."""
        if min(self.row, self.column, self.row_span, self.column_span) < 1:
            raise ValueError("rows, columns and spans of a form are counted from 1")


@dataclass(frozen=True, slots=True)
class FormPicture:
    """A JPEG or PNG picture that fills a block of the grid; rows and columns are counted from 1."""

    row: int
    column: int
    row_span: int
    column_span: int
    data: bytes


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form of one person or matter on a grid of millimetres; margins are top, bottom, left, right."""

    name: str
    title: str
    column_widths_mm: tuple[float, ...]
    cells: tuple[FormCell, ...]
    landscape: bool = False
    paper: Paper = "A4"
    margins_mm: tuple[float, float, float, float] = (25.4, 25.4, 22, 22)
    notes: tuple[str, ...] = ()
    pictures: tuple[FormPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where one figure comes from: its name, its value, its definition and the records it counts.

    `records` are words for the sheet; `ids` of the kind let a screen open them.
    """

    label: str
    value: Any
    definition: str
    records: tuple[str, ...] = ()
    kind_key: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a draft's paragraph; what is missing is marked for whoever finishes the text."""

    text: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a draft: its title without a number, and paragraphs of runs."""

    title: str
    paragraphs: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to be finished in Word: title, first words, chapters, a closing note, who signs it and when."""

    title: str
    head: str
    chapters: tuple[Chapter, ...]
    note: str = ""
    sender: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class ReportBook:
    """A whole report; `level` and `number` (内部资料 注意保密, 编号) stand at the top right of every page.

    `draft` is the same as a text, of reports that have one.
    """

    key: str
    title: str
    sheets: tuple[ReportSheet | FormSheet, ...]
    sources: tuple[SourceNote, ...] = ()
    level: str = ""
    number: str = ""
    draft: Draft | None = None

    @property
    def mark_line(self) -> str:
        """The line of secrecy and number, "" when there is neither."""
        number = f"编号：{self.number}" if self.number else ""
        return "　".join(part for part in (self.level, number) if part)
