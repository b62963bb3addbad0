"""The top of a unit's page: which unit it is, who heads it, and the ways on from there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.pages.person.facts import Fact, FactGrid
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow, row
from cadre_desktop.records.unit import UnitState
from cadre_desktop.services.unit_views import UnitHead


@dataclass(frozen=True, slots=True)
class UnitActions:
    """What the buttons of the card do."""

    previous: Callable[[], object]
    next: Callable[[], object]
    edit: Callable[[], object]
    roster: Callable[[], object]
    calendar: Callable[[], object]
    history: Callable[[], object]


class UnitHeadCard(QFrame):
    """Name, kind and facts at the left, actions at the right; the heads and the unit above can be gone to."""

    unit_asked = Signal(str)
    person_asked = Signal(str)

    def __init__(self, actions: UnitActions) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.name_label, self.short_label = label("", "title"), label("", "soft")
        self.badges: QHBoxLayout = row(gap=8)
        self.links: QHBoxLayout = row(gap=8)
        self.facts = FactGrid(3, ragged=True)
        head = flow(self.name_label, self.short_label, boxed(self.badges), gap=10)
        middle = column(head, boxed(self.links), self.facts, None, gap=5)
        line = row(middle, boxed(self._actions(actions)), gap=16, margins=(14, 12, 14, 12))
        line.setStretch(0, 1)
        self.setLayout(line)

    def _actions(self, actions: UnitActions) -> QLayout:
        self.previous_button = button(
            "上一个单位", actions.previous, kind="icon", icon="chevron-left", shortcut="Alt+Left", tip="上一个单位"
        )
        self.next_button = button(
            "下一个单位", actions.next, kind="icon", icon="chevron-right", shortcut="Alt+Right", tip="下一个单位"
        )
        self.place_label = label("", "small")
        self.roster_button = button("名册", actions.roster, icon="roster", tip="在干部名册中列出本单位的人")
        self.calendar_button = button("到期事项", actions.calendar, icon="calendar", tip="在日历中列出本单位和下级的")
        self.history_button = button("历史", actions.history, icon="history", tip="谁在何时改过什么")
        self.edit_button = button("编辑（F2）", actions.edit, kind="primary", icon="edit", shortcut="F2")
        steps = row(self.previous_button, self.next_button, self.place_label, None, gap=8)
        ways = row(self.roster_button, self.calendar_button, gap=8)
        return column(boxed(steps), boxed(ways), boxed(row(self.history_button, self.edit_button, gap=8)), None, gap=6)

    def show_place(self, number: int, total: int) -> None:
        """Say which of how many units this is."""
        self.place_label.setText(f"第 {number} / {total} 个")
        self.previous_button.setEnabled(number > 1)
        self.next_button.setEnabled(number < total)

    def show_head(self, head: UnitHead) -> None:
        """Show another unit."""
        values = head.values
        self.name_label.setText(head.unit.text)
        short = values["short_name"]
        self.short_label.setText(f"简称 {short}" if short and short != head.unit.text else "")
        clear(self.badges)
        closed = values["state"] is UnitState.CLOSED
        for words in (values["kind"].label, values["level"]):
            if words:
                self.badges.addWidget(Badge(words))
        if closed:
            self.badges.addWidget(Badge(values["state"].label, "warn"))
        self._show_links(head)
        self.facts.set_facts(
            [
                Fact("在职人数", f"{head.n_people}人"),
                Fact("班子成员", f"{head.n_leaders}人"),
                Fact("机构编码", shown(values["code"])),
                Fact("成立时间", shown(values["founded_on"])),
                Fact("撤并时间" if closed else "排序", shown(values["closed_on" if closed else "order_number"])),
                Fact("备注", shown(values["remark"])),
            ]
        )

    def _show_links(self, head: UnitHead) -> None:
        clear(self.links)
        if head.parent is not None:
            self.links.addWidget(label("上级单位", "soft"))
            self.links.addWidget(button(head.parent.text, partial(self.unit_asked.emit, head.parent.id), kind="link"))
        self.links.addWidget(label("正职领导", "soft"))
        for person in head.heads:
            self.links.addWidget(button(person.text, partial(self.person_asked.emit, person.id), kind="link"))
        if not head.heads:
            self.links.addWidget(label("没有登记正职", "soft"))
        self.links.addStretch(1)
