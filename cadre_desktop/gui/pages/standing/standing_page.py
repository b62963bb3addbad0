"""The page of a worked-out list: what it says in a sentence, its lines, and what can be done about the chosen one."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.storage.audit import Changes


class StandingPage(Page):
    """Subclasses give the columns, read the lines, and say which tables they follow.

    `report` is the report with the same content; `nothing` is said when there is no line; `needs_line` says whether
    the verbs are about the chosen line only.
    """

    title = ""
    report = ""
    nothing = ("没有需要办理的", "")
    follows: tuple[str, ...] = ("cadre", "post", "unit")
    columns: tuple[TableColumn, ...] = ()
    needs_line = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._only: Collection[str] | None = None
        self.header = PageHeader(self.title)
        self.said = label("", "soft", wrap=True)
        self.detail = label("", "body", wrap=True)
        self.model = PlainTableModel(self.columns)
        self.table = DataTable(self.model, name=self.title)
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._show_detail)
        self.all_button = button("显示全部", self.show_all, kind="link")
        self.buttons = self.make_buttons()
        for each in self.buttons:
            self.header.add_action(each)
        if self.report:
            self.header.add_action(button("导出报表", lambda: desk.go("reports", report=self.report), icon="export"))
        box = self.page_layout()
        box.addWidget(self.header)
        box.addLayout(row(self.said, self.all_button))
        box.addWidget(TableArea(self.table, EmptyState(*self.nothing, icon="check")), 1)
        box.addWidget(self.detail)
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    # what subclasses give

    def make_buttons(self) -> Sequence[QPushButton]:
        """Make the verbs of the page; those about one line look at `chosen`."""
        return ()

    def read(self) -> tuple[str, list[PlainRow]]:
        """Return the sentence above the table, and the lines."""
        raise NotImplementedError  # a subclass gives it: Qt classes cannot be made abstract ones

    def detail_of(self, row_id: str) -> str:
        """Return what stands below the table about the chosen line: rule, reckoning, source."""
        return ""

    def open(self, row_id: str) -> None:
        """Go to the person or the records of a line."""

    def person_of(self, row_id: str) -> str:
        """Return whom a line is about, for being shown from elsewhere with a list of people."""
        return row_id

    # what every page does

    @property
    def chosen(self) -> str:
        """The id of the line chosen, empty when there is none."""
        return self.table.current_id() or ""

    def arrive(self, *, ids: tuple[str, ...] | None = None, **_hints: Any) -> None:
        self._only = frozenset(ids) if ids else None
        self.refresh()

    def show_all(self) -> None:
        """Show the lines of everybody again."""
        self._only = None
        self.refresh()

    def refresh(self) -> None:
        with errors_shown(self):
            sentence, rows = self.read()
            if self._only is not None:
                rows = [one for one in rows if self.person_of(one.id) in self._only]
            self.said.setText(sentence)
            self.all_button.setVisible(self._only is not None)
            chosen = self.chosen
            self.model.set_rows(rows)
            self.table.select_id(chosen)
            self._show_detail()

    def _show_detail(self) -> None:
        text = self.detail_of(self.chosen) if self.chosen else ""
        self.detail.setText(text)
        self.detail.setVisible(bool(text))
        for each in self.buttons:
            each.setEnabled(bool(self.chosen) or not self.needs_line)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*self.follows):
            self.refresh()
