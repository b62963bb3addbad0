"""到期与待办 of one person: what is past, due or near, and what else waits, each line with its verb."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.calendar.due_actions import TONES, act, say_why
from cadre_desktop.gui.pages.home.waiting import as_todo, do
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Badge, ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.services.due import Due
from cadre_desktop.services.todo_line import TodoLine

_MOST = 8


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the box: how pressing, what, and its links."""

    badge: Badge
    words: str
    links: tuple[QPushButton, ...]


class DueBox(SectionBox):
    """Hides when nothing is near and nothing waits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("到期与待办")
        self._desk = desk
        self.dues: tuple[Due, ...] = ()
        self.waiting: tuple[TodoLine, ...] = ()
        self._lines = column(gap=4)
        self.add(self._lines)
        self.all_button = button("在日历中查看", lambda: desk.go("calendar", view="list"), kind="link")
        self.add_action(self.all_button)
        self.hide()

    def show_lines(self, dues: Sequence[Due], waiting: Sequence[TodoLine] = ()) -> None:
        """Show what is past, due or near, the earliest first, then what waits without a day."""
        self.dues = tuple(due for due in dues if due.state is not ClockState.LATER)
        self.waiting = tuple(waiting)
        clear(self._lines)
        lines = [*map(self._due, self.dues), *map(self._waits, self.waiting)]
        widest = max((one.badge.sizeHint().width() for one in lines), default=0)
        for one in lines[:_MOST]:
            one.badge.setMinimumWidth(widest)
            line = row(one.badge, ElidedLabel(one.words), *one.links, gap=8)
            line.setStretch(1, 1)
            self._lines.addWidget(boxed(line))
        if len(lines) > _MOST:
            self._lines.addWidget(label(f"另有 {len(lines) - _MOST} 项。", "small"))
        self.all_button.setVisible(bool(self.dues))
        self.set_title(f"到期与待办（{len(lines)}）")
        self.setVisible(bool(lines))

    def _due(self, due: Due) -> _Line:
        words = f"{due.kind.label}　{due.due_on}　{due.what}"
        why = button("依据", partial(say_why, self._desk, self, due), kind="link")
        verb = button(due.verb, partial(act, self._desk, self, due), kind="link")
        why.setAccessibleName(f"{words}的推算依据")
        verb.setAccessibleName(f"{due.verb}：{words}")
        return _Line(Badge(due.state_words, TONES[due.state]), words, (why, verb))

    def _waits(self, line: TodoLine) -> _Line:
        todo = as_todo(line)
        verb = button(line.verb, partial(self._do, line), kind="link")
        verb.setAccessibleName(f"{line.verb}：{line.text}")
        return _Line(Badge(todo.badge, todo.tone), line.text, (verb,))

    def _do(self, line: TodoLine) -> None:
        """Open the one record a line is about; several, and what is done on a page of its own, are gone to."""
        with errors_shown(self):
            if line.page in BY_KEY and len(line.ids) == 1:
                open_record(self._desk, self.window(), BY_KEY[line.page], line.ids[0])
            else:
                do(self._desk, self, line)
