"""日历: the clocks of everybody and everything, month by month or as a list; a line opens its source record."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.calendar.due_actions import TONES, act, open_source, say_why, state_cell
from cadre_desktop.gui.pages.calendar.month_view import WEEKDAYS, DayLine, MonthView
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.chips import Chip, ChipRow
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, column, flow, row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.rules.clocks import CLOCK_STATE_LABELS, ClockState
from cadre_desktop.services import clocks, units
from cadre_desktop.services.due import Due, DueKind
from cadre_desktop.storage.audit import Changes

PAUSE_MS = 400  # between a change and reading again
AHEAD = timedelta(days=366)
MONTH, LIST = "month", "list"
_WHOLE, _UNDATED, _PAST = "whole", "undated", "past"
_PARTS = {_WHOLE: "本月全部", _UNDATED: "只定到月", _PAST: "以前月份已过期"}
_COLUMNS = (
    TableColumn("due", "到期", 100),
    TableColumn("kind", "类别", 112, least=92),
    TableColumn("whom", "对象", 96, least=72),
    TableColumn("what", "事项", 190, stretch=2, least=110, spare=1),
    TableColumn("unit", "单位", 150, stretch=1, least=90, spare=2),
    TableColumn("since", "起算", 104, spare=3),
    TableColumn("state", "状态", 92),
)


class CalendarPage(Page):
    """Reads on the worker; filters and months are shown from what was read."""

    title = "日历"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.today = desk.db.now().date()
        self.shown = self.today.replace(day=1)
        self.dues: list[Due] = []
        self.lines: dict[str, Due] = {}
        self.without_base: tuple[str, ...] = ()
        self._until, self._stale, self._reading = self.today + AHEAD, True, False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._make_filters()
        self._make_month()
        self._make_lines()
        self._arrange()
        desk.bus.changed.connect(self._on_changed)
        self._show_view()

    # building

    def _make_filters(self) -> None:
        self.kind, self.unit, self.state = Combo(name="按类别"), Combo(name="按单位"), Combo(name="按状态")
        self.kind.addItem("全部类别", None)
        self.state.addItem("全部状态", None)
        for kind in DueKind:
            self.kind.addItem(kind.label, kind.value)
        for state in reversed(ClockState):
            self.state.addItem(CLOCK_STATE_LABELS[state], state.value)
        self._fill_units()
        for combo in (self.kind, self.unit, self.state):
            combo.activated.connect(lambda _i: self._show_all())
        self.clear_button = button("清除筛选", self.clear_filters, kind="link")
        self.views = ChipRow("", can_save=False)
        self.views.set_chips([Chip(MONTH, "月历"), Chip(LIST, "列表")], MONTH)
        self.views.chosen.connect(lambda _key: self._show_view())

    def _fill_units(self) -> None:
        chosen = self.unit.currentData()
        tree = units.with_counts(self.desk.db)
        parents = {line.unit.id: line.parent_id for line in tree}
        self._inside = {line.unit.id: {line.unit.id} for line in tree}
        for unit_id in parents:
            above = parents[unit_id]
            while above in parents:
                self._inside[above].add(unit_id)
                above = parents[above]
        self.unit.clear()
        self.unit.addItem("全部单位", None)
        for line in tree:
            self.unit.addItem("　" * line.depth + line.unit.text, line.unit.id)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))

    def _make_month(self) -> None:
        self.month = MonthView()
        self.month.day_chosen.connect(self._choose_day)
        self.month.month_asked.connect(self.go_to)
        self.month.entered_day.connect(lambda _day: self._enter_lines())
        self.month_label = label("", "section")
        self.before_button = button("上个月", lambda: self._turn(-1), icon="chevron-left", kind="icon", tip="PageUp")
        self.after_button = button("下个月", lambda: self._turn(1), icon="chevron-right", kind="icon", tip="PageDown")
        self.today_button = button("今天", lambda: self.go_to(self.today))
        self.parts = ChipRow("", can_save=False)
        self.parts.chosen.connect(self._choose_part)

    def _make_lines(self) -> None:
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name="到期事项")
        self.table.opened.connect(lambda row_id: open_source(self.desk, self, self.lines[row_id]))
        self.table.chosen.connect(self._show_detail)
        self.lines_label = ElidedLabel("", "section")
        self.detail = label("", "small", wrap=True)
        self.act_button = button("办理", self._act, kind="primary")
        self.open_button = button("打开来源记录", self._open, tip="Enter 或双击")
        self.why_button = button("推算依据", self._why, icon="help")
        self.empty = EmptyState("没有到期事项", "", icon="check")

    def _arrange(self) -> None:
        self.header = PageHeader(self.title)
        self.base_button = button("补年龄界限", self._fill_bases, kind="link")
        self.base_label = label("", "soft")
        bar = flow(self.views, self.kind, self.unit, self.state, self.clear_button)
        self.months = boxed(row(self.before_button, self.month_label, self.after_button, self.today_button, None))
        left = column(self.months, self.parts, gap=6)
        left.addWidget(self.month, 1)
        self.left = boxed(left)
        right = column(self.lines_label, gap=6)
        right.addWidget(TableArea(self.table, self.empty), 1)
        right.addWidget(self.detail)
        right.addWidget(flow(self.act_button, self.open_button, self.why_button))
        self.body = QHBoxLayout()
        self.body.setSpacing(14)
        self.body.addWidget(self.left, 10)
        self.body.addWidget(boxed(right), 9)
        page = self.page_layout()
        page.addWidget(self.header)
        page.addWidget(bar)
        page.addLayout(row(self.base_label, self.base_button, None))
        page.addLayout(self.body, 1)

    # reading

    def arrive(self, *, kind: str = "", unit: str = "", state: str = "", view: str = "", **_hints: Any) -> None:
        """Be shown, perhaps with a filter, as a list or a month."""
        if kind or unit or state or view:
            for combo, wanted in ((self.kind, kind), (self.state, state), (self.unit, unit)):
                combo.setCurrentIndex(max(0, combo.findData(wanted)) if wanted else 0)
            self.views.choose(view or LIST)
            self._show_view()
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the clocks again on the worker; what is shown stays until then."""
        self._pause.stop()
        if self._reading:
            self._stale = True
            return
        self._stale, self._reading = False, True
        self.today = self.desk.db.now().date()
        until = self._until
        self.desk.tasks.run(
            self,
            "正在推算到期事项",
            lambda _progress: (clocks.clocks(self.desk.db, until=until), clocks.without_base(self.desk.db)),
            self._take,
            on_failed=self._failed,
            show=False,
        )

    def _take(self, read: tuple[list[Due], tuple[str, ...]]) -> None:
        self.dues, self.without_base = read
        self._reading = False
        self._fill_units()
        self._show_all()
        if self._stale and self.isVisible():
            self._pause.start()

    def _failed(self, error: BaseException) -> None:
        self._reading, self._stale = False, True
        raise error

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def main_input(self) -> QWidget:
        return self.month if self.view == MONTH else self.table

    def _on_changed(self, _changes: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self._pause.start()

    # what is shown

    @property
    def view(self) -> str:
        """月历 or 列表."""
        return self.views.chosen_key() or MONTH

    @property
    def narrowed(self) -> bool:
        """Whether a filter is on."""
        return any(combo.currentIndex() > 0 for combo in (self.kind, self.unit, self.state))

    def filtered(self) -> list[Due]:
        """Return what the filters leave."""
        kind, state = self.kind.currentData(), self.state.currentData()
        inside = self._inside.get(self.unit.currentData() or "")
        return [
            due
            for due in self.dues
            if kind in (None, due.kind.value)
            and state in (None, due.state.value)
            and (inside is None or (due.unit is not None and due.unit.id in inside))
        ]

    def clear_filters(self) -> None:
        """Show everything again."""
        for combo in (self.kind, self.unit, self.state):
            combo.setCurrentIndex(0)
        self._show_all()

    def go_to(self, when: date) -> None:
        """Show the month of a day and choose the day."""
        self.views.choose(MONTH)
        self.left.show()
        self.shown = when.replace(day=1)
        last = _month_end(self.shown)
        if last > self._until:
            self._until = last
            self.refresh()
        self._show_month()
        self.month.choose(when)
        self._choose_day(when)

    def _turn(self, by: int) -> None:
        month = self.shown.month - 1 + by
        self.shown = date(self.shown.year + month // 12, month % 12 + 1, 1)
        if _month_end(self.shown) > self._until:
            self._until = _month_end(self.shown)
            self.refresh()
        self._show_month()
        self._choose_part(_WHOLE)

    def _show_view(self) -> None:
        self.left.setVisible(self.view == MONTH)
        self._show_all()

    def _show_all(self) -> None:
        with errors_shown(self):
            self.clear_button.setVisible(self.narrowed)
            past = sum(due.state is ClockState.OVERDUE for due in self.filtered())
            soon = sum(due.state in (ClockState.DUE, ClockState.SOON) for due in self.filtered())
            self.header.set_title(self.title, f"已过期 {past} 项，到期和临近 {soon} 项")
            lacking = len(self.without_base)
            self.base_label.setText(f"{lacking} 名50岁以上干部没有填“改革前任职年龄界限”，推算不出退休时间。")
            for each in (self.base_label, self.base_button):
                each.setVisible(bool(lacking))
            chosen, part = self.month.chosen_day, self.parts.chosen_key()
            self._show_month()
            if self.view == LIST:
                self._show_lines("全部事项", self.filtered())
            elif chosen is not None and not part:
                self.month.choose(chosen)
                self._choose_day(chosen)
            else:
                self._choose_part(part or _WHOLE)

    def _show_month(self) -> None:
        self.month_label.setText(f"{self.shown.year}年{self.shown.month}月")
        by_day: dict[date, list[DayLine]] = {}
        for due in self.filtered():
            if due.due_on.day is not None:
                by_day.setdefault(due.due_on.first_day(), []).append(DayLine(due.brief, TONES[due.state], due.whom))
        self.month.set_month(self.shown.year, self.shown.month, self.today, by_day)
        self._show_parts(self.parts.chosen_key())

    def _show_parts(self, chosen: str) -> None:
        self.parts.set_chips([Chip(key, words, len(self._part(key))) for key, words in _PARTS.items()], chosen)

    def _part(self, key: str) -> list[Due]:
        first, last = self.shown, _month_end(self.shown)
        if key == _PAST:
            return [due for due in self.filtered() if due.due_on.last_day() < first and due.state is ClockState.OVERDUE]
        month = [due for due in self.filtered() if first <= due.due_on.first_day() <= last]
        return month if key == _WHOLE else [due for due in month if due.due_on.day is None]

    def _choose_part(self, key: str) -> None:
        self.parts.choose(key)
        self.month.choose(None)
        self._show_lines(f"{self.month_label.text()} {_PARTS[key]}", self._part(key))

    def _choose_day(self, when: date) -> None:
        if (when.year, when.month) != (self.shown.year, self.shown.month):
            self.go_to(when)
            return
        self._show_parts("")
        found = [due for due in self.filtered() if due.due_on.day is not None and due.due_on.first_day() == when]
        self._show_lines(f"{when.month}月{when.day}日 星期{WEEKDAYS[when.weekday()]}", found)

    def _show_lines(self, title: str, dues: Sequence[Due]) -> None:
        kept = self.table.current_id()
        self.lines = {due.key: due for due in dues}
        self.model.set_rows(_row(due) for due in self.lines.values())
        self.lines_label.setText(f"{title}（{len(self.lines)}）")
        why = "当前有筛选，可以清除筛选再看。" if self.narrowed else "换一天或换一个月看看。"
        self.empty.set_words("没有到期事项", why if self.view == MONTH or self.narrowed else "")
        if not (kept and kept in self.lines and self.table.select_id(kept)):
            self._show_detail()

    def _enter_lines(self) -> None:
        if self.lines:
            self.table.setFocus()
            self.table.select_id(next(iter(self.lines)))

    # the chosen line

    @property
    def chosen(self) -> Due | None:
        """The line the verbs are about."""
        return self.lines.get(self.table.current_id() or "")

    def _show_detail(self) -> None:
        due = self.chosen
        self.detail.setText(due.found.sentence if due else "")
        self.detail.setVisible(due is not None)
        self.act_button.setText(due.verb if due else "办理")
        for each in (self.act_button, self.open_button, self.why_button):
            set_usable(each, "" if due else "请先选一行")

    def _act(self) -> None:
        if self.chosen is not None:
            act(self.desk, self, self.chosen)

    def _open(self) -> None:
        if self.chosen is not None:
            open_source(self.desk, self, self.chosen)

    def _why(self) -> None:
        if self.chosen is not None:
            say_why(self.desk, self, self.chosen)

    def _fill_bases(self) -> None:
        self.desk.go("roster", ids=self.without_base, title=self.base_label.text())


def _month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _row(due: Due) -> PlainRow:
    unit = due.unit.text if due.unit is not None else ""
    since = str(due.since) if due.since is not None else ""
    cells = (
        str(due.due_on), Cell(due.kind.label, tip=due.kind.label), Cell(due.whom, tip=due.whom),
        Cell(due.what, tip=due.what), unit, since,
        state_cell(due),
    )  # fmt: skip
    return PlainRow(due.key, cells)
