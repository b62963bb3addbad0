"""到期事项 of one person or unit: what is past, due or near, each line with its verb and why."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.calendar.due_actions import TONES, act, say_why
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Badge, ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.services.due import Due

_MOST = 8


class DueBox(SectionBox):
    """Hides when nothing is near, unless there is something else that waits; `named` puts the person before each."""

    def __init__(self, desk: Desk, *, named: bool = False) -> None:
        super().__init__("到期与待办")
        self._desk, self._named = desk, named
        self.dues: tuple[Due, ...] = ()
        self._lines = column(gap=4)
        self.add(self._lines)
        self.all_button = button("在日历中查看", lambda: desk.go("calendar", view="list"), kind="link")
        self.add_action(self.all_button)
        self.hide()

    def show_dues(self, dues: Sequence[Due]) -> None:
        """Show what is past, due or near, the earliest first."""
        near = tuple(due for due in dues if due.state is not ClockState.LATER)
        self.dues = near
        clear(self._lines)
        for due in near[:_MOST]:
            self._lines.addWidget(self._line(due))
        if len(near) > _MOST:
            self._lines.addWidget(label(f"另有 {len(near) - _MOST} 项。", "small"))
        self.set_title(f"到期与待办（{len(near)}）")
        self.setVisible(bool(near))

    def _line(self, due: Due) -> QWidget:
        whom = f"{due.whom}　" if self._named else ""
        words = f"{whom}{due.kind.label}　{due.due_on}　{due.what}"
        text = ElidedLabel(words)
        why = button("依据", partial(say_why, self._desk, self, due), kind="link")
        verb = button(due.verb, partial(act, self._desk, self, due), kind="link")
        why.setAccessibleName(f"{words}的推算依据")
        verb.setAccessibleName(f"{due.verb}：{words}")
        line = row(Badge(due.state_words, TONES[due.state]), text, why, verb, gap=8)
        line.setStretch(1, 1)
        return boxed(line)
