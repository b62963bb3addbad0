"""The roster, as a paged model reads it: ids in memory, rows read as they are shown."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from cadre_desktop.gui.style.tokens import BODY
from cadre_desktop.gui.tables.cells_of import cell_of
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.table_model import PlainRow, TableColumn
from cadre_desktop.records.listing import PAGE, ListQuery
from cadre_desktop.records.roster import COLUMNS, RosterColumn
from cadre_desktop.rules.id_number import mask
from cadre_desktop.services import roster
from cadre_desktop.storage.database import Database

LONG_IN_POST = 10
"""Years in one post after which a leading official has to move (党政领导干部交流工作规定 第五条)."""

_PIXELS_A_CHARACTER = 9
_BESIDE_HEADING = 26  # padding and the arrow of the order
# Measured so that the columns shown at first fit 1366 pixels; the others go by their width in characters.
_WIDTHS = {
    "name": 92,
    "sex": 50,
    "birth_on": 84,
    "age": 50,
    "unit": 100,
    "post_title": 118,
    "rank": 110,
    "post_since": 84,
    "post_years": 80,
    "last_grade": 80,
    "political_grade": 80,
    "n_achievements": 96,
    "completeness": 82,
}
_STRETCH = {"post_title": 1, "missing": 1}
# Left out first where there is no room, as with large letters; the next screen shows them all the same.
_SPARE = ("completeness", "n_achievements", "post_since", "rank", "political_grade", "age", "last_grade", "sex")


class RosterSource:
    """Reads the people `query` asks for; `ids` are all of them in the order shown."""

    def __init__(self, db: Database, query: ListQuery | None = None) -> None:
        self._db = db
        self.query = query or ListQuery()
        self.ids: list[str] = []

    @property
    def columns(self) -> Sequence[TableColumn]:
        return [_table_column(column) for column in COLUMNS]

    def page(self, after: str = "") -> Sequence[PlainRow]:
        if not after:
            self.ids = roster.ids(self._db, self.query)
        start = self.ids.index(after) + 1 if after else 0
        found = roster.rows(self._db, self.ids[start : start + PAGE], tuple(c.name for c in COLUMNS))
        return [PlainRow(row.id, tuple(map(roster_cell, COLUMNS, row.values))) for row in found]

    def count(self) -> int:
        return len(self.ids)

    def sort(self, key: str, *, descending: bool) -> bool:
        if key == self.query.sort and descending == self.query.descending:
            return False
        self.query = replace(self.query, sort=key, descending=descending)
        return True


def roster_cell(column: RosterColumn, value: Any) -> Cell:
    """Show one value of a column the way clerks read it."""
    if column.name == "id_number":
        return Cell(mask(value) if value else "")
    if column.name == "post_years" and value is not None:
        return Cell(f"{value}年 !", "danger") if value >= LONG_IN_POST else Cell(f"{value}年")
    if column.name == "completeness" and value is not None:
        return Cell(f"{value}%", align="right")
    return cell_of(value, align=column.align)


def _table_column(column: RosterColumn) -> TableColumn:
    for_heading = len(column.label) * BODY + _BESIDE_HEADING
    width = _WIDTHS.get(column.name, max(column.width * _PIXELS_A_CHARACTER, for_heading))
    align: Literal["left", "right"] = "right" if column.align == "right" else "left"
    spare = len(_SPARE) - _SPARE.index(column.name) if column.name in _SPARE else 0
    stretch = _STRETCH.get(column.name, 0)
    return TableColumn(column.name, column.label, width, align, stretch, not column.shown, spare=spare)
