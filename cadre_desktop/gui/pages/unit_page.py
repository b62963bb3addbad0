"""单位: the list of units as the tree they are, until somebody sorts it otherwise."""

from collections.abc import Sequence
from dataclasses import replace

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.tables.kind_source import KindSource
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.cells import ROW_ID, Cell
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

    def add_actions(self) -> None:
        self.page_button = button("单位页", self.open_chosen, icon="unit", tip="打开所选单位的页面，也可以双击一行")
        self.form_button = button("编辑", self.edit_chosen, icon="edit", tip="打开所选单位的登记表")
        self.header.add_action(self.form_button)
        self.header.add_action(self.page_button)
        super().add_actions()
        self.table.chosen.connect(self._show_choice)
        self.model.modelReset.connect(self._show_choice)
        self._show_choice()

    def open(self, record_id: str | None) -> None:
        """Go to a unit's page, from where the others of the list are a step away; a new one gets its form."""
        if record_id is None:
            super().open(None)
        else:
            self.desk.go("one_unit", unit_id=record_id, ids=self.listed_ids())

    def listed_ids(self) -> tuple[str, ...]:
        """Name the units listed, in their order, as far as they were read."""
        return tuple(self.model.index(at, 0).data(ROW_ID) for at in range(self.model.rowCount()))

    def open_chosen(self) -> None:
        """Go to the page of the chosen unit."""
        if chosen := self.table.current_id():
            self.open(chosen)

    def edit_chosen(self) -> None:
        """Open the form of the chosen unit."""
        with errors_shown(self):
            if chosen := self.table.current_id():
                open_record(self.desk, self.window(), self.kind, chosen)

    def _show_choice(self) -> None:
        for each in (self.page_button, self.form_button):
            set_usable(each, "" if self.table.current_id() else "请先选一行")
