"""Figures: named numbers that know their definition and the records they count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from cadre_desktop.rules.percent import NOTHING, Rate

Measure = Literal[
    "人", "名", "人次", "份", "卷", "件", "条", "次", "%", "岁",
    "家", "个", "项", "元", "期", "批次", "方面", "大类", "户", "场", "天",
]  # fmt: skip
Number = int | Decimal | None


def dotted(day: date) -> str:
    """Return a day as screens and sheets print it."""
    return f"{day:%Y.%m.%d}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed number: what it is called, what it counts, and the ids of the records behind it.

    `ids` are those of `kind_key`; for a rate or a mean they are the population it was taken over.  `part` and
    `whole` keep a rate's counts, so that its denominator can be printed.  `printed` are the words for a number whose
    sign says which way something went.
    """

    key: str
    label: str
    value: Number
    unit: Measure
    definition: str
    ids: tuple[str, ...]
    kind_key: str
    population: str
    as_of: date
    part: int | None = None
    whole: int | None = None
    printed: str = ""

    @property
    def text(self) -> str:
        """The number with its measure: 483份, 62.5%, 上升0.9岁, or a dash where there is nothing to reckon."""
        if self.value is None:
            return NOTHING
        return self.printed or f"{self.value}{self.unit}"

    @property
    def in_full(self) -> str:
        """The number, a rate with its counts behind it: 62.5%（5/8）."""
        return self.text if self.whole is None else f"{self.text}（{self.part}/{self.whole}）"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table: the distinct records it counts."""

    ids: tuple[str, ...] = ()

    @property
    def value(self) -> int:
        """How many they are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Counts broken down by rows and columns; every cell opens into its records.

    `row_ids` are the units' ids where rows are units, else the codes of what the rows stand for.
    """

    key: str
    title: str
    unit: Measure
    definition: str
    kind_key: str
    population: str
    as_of: date
    rows: tuple[str, ...]
    row_ids: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def totals(self) -> tuple[Cell, ...]:
        """The 合计 row: the distinct records of each column."""
        return tuple(united(row[at] for row in self.cells) for at in range(len(self.columns)))

    def column(self, title: str) -> tuple[Cell, ...]:
        """Return one column from top to bottom; raise ValueError when the table has none such."""
        at = self.columns.index(title)
        return tuple(row[at] for row in self.cells)

    def row(self, row_id: str) -> tuple[Cell, ...]:
        """Return one row by its id; raise ValueError when the table has none such."""
        return self.cells[self.row_ids.index(row_id)]

    def numbers(self) -> tuple[tuple[int, ...], ...]:
        """Return the plain numbers of all cells."""
        return tuple(tuple(cell.value for cell in row) for row in self.cells)


def united(cells: Iterable[Cell]) -> Cell:
    """Join cells; a record counted in several counts once."""
    return Cell(distinct(i for cell in cells for i in cell.ids))


def distinct(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids once each, in the order in which they first appear."""
    return tuple(dict.fromkeys(ids))


def crossed(
    places: Iterable[tuple[str, str, str]], row_ids: Sequence[str], columns: Sequence[str]
) -> tuple[tuple[Cell, ...], ...]:
    """Sort (row id, column, record id) triples into cells; what has no row or column here is left out."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row_id, column, record_id in places:
        found.setdefault((row_id, column), {})[record_id] = None
    return tuple(tuple(Cell(tuple(found.get((row, column), ()))) for column in columns) for row in row_ids)


def share_of(part: int, whole: int) -> str:
    """Return a share as tables print it: 62.5%, or a dash."""
    return Rate(part, whole).text()
