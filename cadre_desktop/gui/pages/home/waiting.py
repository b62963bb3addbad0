"""今天要办: what waits, with a verb that leads to where it is done."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.drafts_dialog import show_drafts
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Tone
from cadre_desktop.gui.widgets.layouts import column, row, scrolled
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.todo_list import Todo, TodoList
from cadre_desktop.services.todo import TodoLine, Urgency

SHOWN = 6
_TONES: dict[Urgency, Tone] = {Urgency.OVERDUE: "danger", Urgency.DUE: "warn", Urgency.LATER: "neutral"}


def as_todo(line: TodoLine) -> Todo:
    """Show a line with its urgency."""
    return Todo(line.text, line.verb, line, line.urgency.label, _TONES[line.urgency])


def do(desk: Desk, parent: QWidget, line: TodoLine) -> None:
    """Go where a line is done: the list of exactly its records, or the page of its own."""
    with errors_shown(parent):
        if line.page == "drafts":
            show_drafts(desk, parent.window(), **line.hints)
        elif line.page == "coverage":
            desk.go("interviews", tab="coverage", **line.hints)
        elif line.ids:
            desk.go(line.page, ids=line.ids, title=line.text)
        else:
            desk.go(line.page, **line.hints)


class WaitingBox(SectionBox):
    """The most pressing lines; the link at its head shows all of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("今天要办")
        self._desk = desk
        self._lines: tuple[TodoLine, ...] = ()
        self.list = TodoList()
        self.list.asked.connect(self._do)
        self.all_button = button("全部待办", self.show_all, kind="link")
        self.add_action(self.all_button)
        self.add(self.list, 1)

    def show_lines(self, lines: Sequence[TodoLine]) -> None:
        """Show what waits."""
        self._lines = tuple(lines)
        self.list.set_todos([as_todo(line) for line in self._lines[:SHOWN]])
        self.all_button.setText(f"全部待办（{len(self._lines)}）")
        self.all_button.setVisible(len(self._lines) > SHOWN)

    def _do(self, target: Any) -> None:
        do(self._desk, self, target)

    def show_all(self) -> "WaitingDialog":
        """Open the whole list."""
        dialog = WaitingDialog(self.window(), self._lines)
        dialog.list.asked.connect(dialog.accept)
        dialog.list.asked.connect(self._do)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog


class WaitingDialog(QDialog):
    """Every line that waits."""

    def __init__(self, parent: QWidget, lines: Sequence[TodoLine]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"全部待办（{len(lines)}）")
        self.list = TodoList([as_todo(line) for line in lines])
        area = scrolled(self.list, name="全部待办")
        close = button("关闭", self.reject, tip="Esc")
        body = column(area, row(None, close), gap=12, margins=(20, 16, 20, 14))
        body.setStretch(0, 1)
        self.setLayout(body)
        t = tokens()
        self.resize(t.px(560), t.px(min(560, 110 + 30 * len(lines))))
