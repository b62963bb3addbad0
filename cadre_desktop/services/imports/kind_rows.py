"""Reading one row of any kind's sheet: each cell by the declaration of its field, links by their words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cadre_desktop.formats.values import parsed, shown
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules import id_number as id_rules
from cadre_desktop.rules.clerk_dates import AmbiguousDate
from cadre_desktop.services.imports.kind_columns import ID_NUMBER, points_at_people
from cadre_desktop.services.imports.links import LinkFinder, NotFound
from cadre_desktop.services.imports.shape import CellProblem, ImportColumn, Suggestion
from cadre_desktop.services.records import field_problems
from cadre_desktop.storage.fields import Field


@dataclass(slots=True)
class ReadRow:
    """One row as read: values by field name, and what is wrong."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)


class RowReader:
    """Reads the rows of one kind's sheet."""

    def __init__(
        self, fields: tuple[Field, ...], columns: tuple[ImportColumn, ...], links: LinkFinder, people: Mapping[int, str]
    ) -> None:
        self._fields = {f.name: f for f in fields}
        self._columns = {c.name: c for c in columns}
        self._links, self._people = links, people
        self._whose = next((f.name for f in fields if points_at_people(f)), "")

    def row(self, number: int, cells: Mapping[str, Any]) -> ReadRow:
        """Read one row; units are found before people, people before what belongs to them."""
        row = ReadRow(number)
        number_cell = self._own_number(row, cells)
        for f in sorted(self._fields.values(), key=_turn):
            cell = cells.get(f.name)
            if f.name == ID_NUMBER.name or cell is None:
                continue
            try:
                value = self._value(row, f, cell, number_cell)
            except AmbiguousDate as error:
                offers = tuple(Suggestion(str(d), str(d)) for d in error.readings)
                row.problems.append(self.problem(f.name, str(error), suggestions=offers))
            except NotFound as error:
                row.problems.append(self.problem(f.name, str(error), about=error.about, suggestions=error.suggestions))
            except ValueError as error:
                row.problems.append(self.problem(f.name, str(error)))
            else:
                self._keep(row, f, value)
        return row

    def problem(self, name: str, message: str, **more: Any) -> CellProblem:
        """Say what is wrong with a field, at the clerk's own column."""
        column = self._columns.get(name)
        label = self._fields[name].label if name in self._fields else ""
        return CellProblem(column.title if column else label, column.index if column else None, name, message, **more)

    def _own_number(self, row: ReadRow, cells: Mapping[str, Any]) -> str:
        cell = cells.get(ID_NUMBER.name)
        if cell is None:
            return ""
        try:
            return id_rules.normalise(cell)
        except ValueError as error:
            row.problems.append(self.problem(ID_NUMBER.name, str(error)))
            return ""

    def _keep(self, row: ReadRow, f: Field, value: Any) -> None:
        if value in (None, "", ()):
            return
        found = field_problems(f, value)
        if found:
            row.problems.append(self.problem(f.name, found[0].message))
        else:
            row.values[f.name] = value

    def _value(self, row: ReadRow, f: Field, cell: Any, id_number: str) -> Any:
        value = parsed(f, cell)
        if value in (None, ()) or not (f.is_link or f.is_links):
            return value
        if f.is_links:
            return tuple(self._linked(row, f, text, "") for text in value)
        # The sheet's one identity number is that of the official it stands beside, not of a mentor in the same row.
        return self._linked(row, f, shown(value), id_number if f.name == self._whose else "")

    def _linked(self, row: ReadRow, f: Field, text: str, id_number: str) -> Any:
        if f.type is Unit:
            return self._links.unit(text)
        if f.type is not Cadre:
            return self._links.record(f, text, row.values)
        chosen = self._people.get(row.number, "") if f.is_link else ""
        if chosen and (person := self._links.chosen_person(chosen, text)):
            return person
        unit = row.values.get("unit")
        return self._links.person(text, id_number, unit.id if unit else None)


def _turn(f: Field) -> int:
    if f.type is Unit:
        return 0
    if f.type is Cadre:
        return 1
    return 3 if f.is_link or f.is_links else 2
