"""Import plans put together by hand, for the parts of the wizard that only show and ask."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.formats.table_finder import FoundTable, TableRow
from cadre_desktop.records import BY_KEY, RecordKind
from cadre_desktop.services.imports import (
    CellProblem,
    Difference,
    ImportOptions,
    ImportPlan,
    NewUnit,
    PlannedRow,
    Suggestion,
)
from cadre_desktop.services.imports.shape import ImportColumn, ImportSource
from cadre_desktop.services.imports.source_rows import SourceRow

TITLES = ("姓名", "工作单位", "出生年月")
FIELDS = ("name", "unit", "birth_on")


def problem(field_name: str = "birth_on", message: str = "月份不对", **more: Any) -> CellProblem:
    index = FIELDS.index(field_name) if field_name in FIELDS else None
    title = TITLES[index] if index is not None else ""
    return CellProblem(title, index, field_name, message, **more)


def planned(number: int, state: str = "new", **more: Any) -> PlannedRow:
    return PlannedRow(number, {}, state, **more)


def source_row(number: int, *cells: Any, section: str = "") -> SourceRow:
    return SourceRow(number, dict(zip(FIELDS, cells, strict=False)), section, cells)


def plan_of(*rows: PlannedRow, raw: tuple[SourceRow, ...] = (), **more: Any) -> ImportPlan:
    table_rows = tuple(TableRow(r.number, r.cells, r.raw, r.section) for r in raw)
    table = FoundTable(
        "名册", (1,), dict(zip(FIELDS, range(3), strict=True)), (), table_rows, (), dict(enumerate(TITLES))
    )
    columns = tuple(ImportColumn(name, title, i) for i, (name, title) in enumerate(zip(FIELDS, TITLES, strict=True)))
    sheet = Sheet("名册", [list(TITLES), *[list(r.raw) for r in raw]])
    source = ImportSource(Path("名册.xlsx"), sheet, table, columns, None, None, ("名册",))
    given = {"new_units": (), "unmatched_columns": (), "missing_columns": (), "warnings": (), **more}
    return ImportPlan(
        "cadre",
        "干部",
        source,
        ImportOptions(),
        tuple(rows),
        given["new_units"],
        given["unmatched_columns"],
        given["missing_columns"],
        given["warnings"],
        (),
        0,
    )


def rows_by_number(*rows: SourceRow) -> dict[int, SourceRow]:
    return {row.number: row for row in rows}


@dataclass
class RememberingRun:
    """Stands in for a run and remembers what was settled."""

    plan: ImportPlan
    rows: dict[int, SourceRow]
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def current(self) -> ImportPlan:
        return self.plan

    def fix(self, *args: Any) -> None:
        self.asked.append(("fix", *args))

    def choose_unit(self, *args: Any) -> None:
        self.asked.append(("unit", *args))

    def choose_person(self, *args: Any) -> None:
        self.asked.append(("person", *args))

    def make_unit(self, *args: Any) -> None:
        self.asked.append(("make", *args))

    def refuse(self, row_number: int, name: str, *, refused: bool) -> None:
        self.asked.append(("refuse", row_number, name, refused))

    @property
    def kind(self) -> RecordKind:
        return BY_KEY["cadre"]

    def unit_text(self, row_number: int, name: str) -> str:
        return str(self.rows[row_number].cells.get(name) or self.rows[row_number].section)


__all__ = ["Difference", "NewUnit", "Suggestion"]
