"""单位页: one unit, who is in it and how it stands, tab by tab."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from cadre_desktop.errors import NotAllowed
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.person.ledgers_tab import UnitLedgersTab
from cadre_desktop.gui.pages.person.life_tab import UnitLifeTab
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.pages.unit.head_card import UnitActions, UnitHeadCard
from cadre_desktop.gui.pages.unit.overview_tab import OverviewTab
from cadre_desktop.gui.pages.unit.people_tab import PeopleTab
from cadre_desktop.gui.pages.unit.results_tab import ResultsTab
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.records import unit as kinds
from cadre_desktop.records.rows import Link
from cadre_desktop.services import unit_views
from cadre_desktop.storage.audit import Changes

TABS: dict[str, type[PersonTab]] = {
    "overview": OverviewTab,
    "people": PeopleTab,
    "results": ResultsTab,
    "ledgers": UnitLedgersTab,
    "life": UnitLifeTab,
}
_HEAD_TABLES = ("unit", "cadre", "post")


class OneUnitPage(Page):
    """Shows `unit`; `ids` is the list one came from, which previous and next step through."""

    title = "单位"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.unit: Link | None = None
        self.ids: tuple[str, ...] = ()
        self.header = PageHeader("单位")
        self.card = UnitHeadCard(
            UnitActions(
                previous=lambda: self.step(-1),
                next=lambda: self.step(1),
                edit=self.edit,
                roster=self.show_roster,
                calendar=self.show_calendar,
                history=self.show_history,
            )
        )
        self.card.unit_asked.connect(lambda unit_id: self.arrive(unit_id=unit_id))
        self.card.person_asked.connect(lambda cadre_id: desk.go("person", cadre_id=cadre_id))
        self.tabs: dict[str, PersonTab] = {key: make(desk) for key, make in TABS.items()}
        self.book = QTabWidget()
        self.book.setAccessibleName("单位档案分类")
        for tab in self.tabs.values():
            self.book.addTab(tab, tab.title)
        self.book.currentChanged.connect(self._catch_up)
        back = button("返回单位列表", lambda: desk.go("ledgers", tab="unit"))
        self.nothing = EmptyState("没有选定单位", "请从单位列表中打开一个单位。", back, icon="unit")
        page = self.page_layout()
        for part in (self.header, self.card):
            page.addWidget(part)
        page.addWidget(self.book, 1)
        page.addWidget(self.nothing, 1)
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=by: self._turn(by))
        desk.bus.changed.connect(self._on_changed)
        self._show_unit(False)

    # which unit is shown

    def arrive(self, *, unit_id: str = "", ids: Sequence[str] = (), tab: str = "") -> None:
        """Show a unit out of a list, at a tab of TABS."""
        with errors_shown(self):
            if ids:
                self.ids = tuple(ids)
            if unit_id:
                self.ids = self.ids if unit_id in self.ids else (unit_id,)
                self._show(unit_id)
            elif self.unit is not None:
                self.refresh()
            if tab:
                self.book.setCurrentWidget(self.tabs[tab])

    def refresh(self) -> None:
        with errors_shown(self):
            if self.unit is not None:
                self._show(self.unit.id)

    def main_input(self) -> QWidget:
        tab = self.book.currentWidget()
        return tab.area if isinstance(tab, PersonTab) else self.book

    def step(self, by: int) -> None:
        """Go to the previous or the next unit of the list."""
        with errors_shown(self):
            at = self._place() + by
            if self.unit is not None and 0 <= at < len(self.ids):
                self._show(self.ids[at])

    def _place(self) -> int:
        which = self.unit.id if self.unit else ""
        return self.ids.index(which) if which in self.ids else 0

    def _show(self, unit_id: str) -> None:
        try:
            head = unit_views.head(self.desk.db, unit_id)
        except NotAllowed:
            self.unit = None
            self._show_unit(False)
            return
        self.unit = head.unit
        self._show_unit(True)
        self.header.set_title(f"单位 › {head.unit.text}")
        self.card.show_head(head)
        self.card.show_place(self._place() + 1, max(1, len(self.ids)))
        self.book.setTabText(self.book.indexOf(self.tabs["people"]), f"人员 {head.n_people}")
        for tab in self.tabs.values():
            tab.show_person(self.unit)

    def _show_unit(self, there: bool) -> None:
        self.card.setVisible(there)
        self.book.setVisible(there)
        self.nothing.setVisible(not there)
        if not there:
            self.header.set_title("单位")

    def _turn(self, by: int) -> None:
        self.book.setCurrentIndex((self.book.currentIndex() + by) % self.book.count())

    def _catch_up(self, _index: int) -> None:
        with errors_shown(self):
            tab = self.book.currentWidget()
            if isinstance(tab, PersonTab):
                tab.catch_up()

    def _on_changed(self, changes: Changes) -> None:
        """Read again what the change touched: the head, and the tabs that show such records."""
        if self.unit is None:
            return
        with errors_shown(self):
            if changes.touches(*_HEAD_TABLES):
                self._show(self.unit.id)
                return
            for tab in self.tabs.values():
                if changes.touches(*tab.tables):
                    tab.show_person(self.unit)

    # what can be done

    def edit(self) -> None:
        """Open the form of the unit."""
        with errors_shown(self):
            if self.unit is not None:
                open_record(self.desk, self.window(), kinds.KIND, self.unit.id)

    def show_roster(self) -> None:
        """List the unit's people in the roster."""
        if self.unit is not None:
            self.desk.go("roster", unit=self.unit)

    def show_calendar(self) -> None:
        """List what falls due in the unit and those below it."""
        if self.unit is not None:
            self.desk.go("calendar", unit=self.unit.id, view="list")

    def show_history(self) -> None:
        """Show who changed what, and when."""
        with errors_shown(self):
            if self.unit is not None:
                HistoryDialog(self.desk, self.window(), kinds.KIND, self.unit.id, self.unit.text).open()
