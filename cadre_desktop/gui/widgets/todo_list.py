"""Things to be done: how urgent, what, and a verb that leads there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Badge, ElidedLabel, Tone, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row


@dataclass(frozen=True, slots=True)
class Todo:
    """One line; `target` is handed back when the verb is clicked."""

    text: str
    verb: str
    target: object = None
    badge: str = ""
    tone: Tone = "neutral"


class TodoList(QWidget):
    """Emits `asked` with the target of the clicked line."""

    asked = Signal(object)

    def __init__(
        self, todos: Sequence[Todo] = (), *, nothing: str = "今天没有要办的事。", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._lines = column(gap=6)
        self.setLayout(self._lines)
        self.set_todos(todos)

    def set_todos(self, todos: Sequence[Todo]) -> None:
        """Show these lines in order."""
        clear(self._lines)
        if not todos:
            self._lines.addWidget(label(self._nothing, "soft", wrap=True))
        badges = [Badge(t.badge, t.tone) for t in todos if t.badge]
        widest = max((b.sizeHint().width() for b in badges), default=0)
        waiting = iter(badges)
        for todo in todos:
            badge = next(waiting) if todo.badge else None
            if badge:
                badge.setMinimumWidth(widest)  # no more than that: large text makes it wider
            self._lines.addWidget(self._line(todo, badge))
        self._lines.addStretch(1)

    def _line(self, todo: Todo, badge: Badge | None) -> QWidget:
        text = ElidedLabel(todo.text)
        verb = button(todo.verb, lambda: self.asked.emit(todo.target), kind="link")
        verb.setAccessibleName(f"{todo.verb}：{todo.text}")
        line = row(text, verb, gap=10)
        line.setStretch(0, 1)
        if badge:
            line.insertWidget(0, badge)
        return boxed(line)
