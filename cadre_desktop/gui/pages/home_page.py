"""工作台 — how things stand today, what waits to be done, and a way to everything that was counted."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.home.board import Board
from cadre_desktop.gui.pages.integrity_line import IntegrityLine
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.layouts import scrolled
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import home, integrity
from cadre_desktop.services.home import Home
from cadre_desktop.services.integrity import Proved
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.store import OpenedStore

PAUSE_MS = 400  # between a change and reading again: a click often saves several times
_WEEKDAYS = "一二三四五六日"


class HomePage(Page):
    """Reads on the worker and shows when ready; reads again after every change while it is in sight."""

    title = "工作台"

    def __init__(self, desk: Desk, store: OpenedStore | None = None) -> None:
        super().__init__()
        self.desk, self._store = desk, store
        self._stale, self._reading = True, False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._build()
        desk.bus.changed.connect(self._on_changed)

    def _build(self) -> None:
        today = self.desk.db.now()
        words = f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}"
        self.header = PageHeader(self.title, words)
        self.talk_button = button("补录谈话", self.add_talk, icon="add-talk", tip="录入一次谈话")
        self.add_button = button("新增干部", self.add_person, kind="primary", icon="add-user", shortcut="Ctrl+N")
        self.header.add_action(self.talk_button)
        self.header.add_action(self.add_button)
        self.board = Board(self.desk)
        self.start_button = button(
            "导入花名册", lambda: self.desk.go("import", kind="cadre"), kind="primary", icon="import"
        )
        self.start = EmptyState(
            "从这里开始",
            "名册里还没有人。有花名册就从 Excel 导入，导入前会逐行核对；也可以先录入一名干部。",
            self.start_button,
            button("新增干部", self.add_person, icon="add-user", shortcut="Ctrl+N"),
            button("录入谈话", self.add_talk, icon="add-talk"),
            icon="roster",
        )
        self.integrity = IntegrityLine(self.desk)
        self.stack = QStackedWidget()
        self.area = scrolled(self.board, name="工作台")
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.start)
        page = self.page_layout()
        page.addWidget(self.header)
        page.addWidget(self.integrity.notice)  # what is wrong stands above everything, what is well below
        page.addWidget(self.stack, 1)
        page.addWidget(self.integrity)

    # what is shown

    def arrive(self, **_hints: Any) -> None:
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read everything again on the worker; what is shown stays until the new reading is there."""
        self._pause.stop()
        if self._reading:
            self._stale = True
            return
        self._stale, self._reading = False, True
        self.desk.tasks.run(
            self,
            "正在统计",
            lambda _progress: (home.home(self.desk.db, self._store), integrity.last(self.desk.db)),
            self._show,
            on_failed=self._failed,
            show=False,
        )

    def _show(self, read: tuple[Home, Proved | None]) -> None:
        found, proved = read
        self._reading = False
        self.integrity.show_proved(proved, self.desk.db.now())
        self.stack.setCurrentIndex(1 if found.is_empty else 0)
        for each in (self.talk_button, self.add_button):
            each.setVisible(not found.is_empty)
        self.board.show_home(found)
        if self._stale and self.isVisible():
            self._pause.start()

    def _failed(self, error: BaseException) -> None:
        self._reading, self._stale = False, True
        raise error

    def main_input(self) -> QWidget:
        """The sheet as a whole: arrow keys scroll it, and nothing looks chosen."""
        return self.start_button if self.stack.currentIndex() else self.area

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_changed(self, _changes: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start()

    # what can be done

    def add_person(self) -> None:
        """Open the window of a new person."""
        with errors_shown(self):
            open_record(self.desk, self.window(), BY_KEY["cadre"])

    def add_talk(self) -> None:
        """Open the window of a new talk."""
        with errors_shown(self):
            open_record(self.desk, self.window(), BY_KEY["interview"])
