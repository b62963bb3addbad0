"""单位: the list of units as the tree they are, until somebody sorts it otherwise."""

from collections.abc import Sequence
from dataclasses import replace

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.tables.kind_source import KindSource
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.table_model import PlainRow
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import units
from cadre_desktop.storage.database import Database

_STEP = "　　"


class UnitSource(KindSource):
    """Sets each unit's name in by its depth, where the whole tree is shown in its order."""

    def __init__(self, db: Database) -> None:
        super().__init__(db, BY_KEY["unit"])
        self._store = db
        self._depths: dict[str, int] = {}

    def page(self, after: str = "") -> Sequence[PlainRow]:
        """Read a page; the depths are read anew with the first."""
        rows = super().page(after)
        if self.query.sort or self.query.text or self.query.filters or self.query.ids is not None:
            return rows
        if not after:
            self._depths = {line.unit.id: line.depth for line in units.with_counts(self._store, closed=True)}
        return [replace(row, cells=(self._set_in(row), *row.cells[1:])) for row in rows]

    def _set_in(self, row: PlainRow) -> Cell:
        name = row.cells[0] if isinstance(row.cells[0], Cell) else Cell(row.cells[0])
        return replace(name, text=_STEP * self._depths.get(row.id, 0) + name.text)


class UnitPage(RecordPage):
    """The units; what stands below another stands below it here too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BY_KEY["unit"])

    def make_source(self) -> KindSource:
        return UnitSource(self.desk.db)

    def search_hint(self) -> str:
        return "搜单位名称、简称"
