"""操作日志: the latest steps with what each did, taking one back, and every line of the trail."""

from functools import partial
from typing import Any

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.integrity_line import IntegrityLine
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, column, flow, row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.services import accounts, history, integrity, undo
from cadre_desktop.services.history import Note, Step, TrailLine
from cadre_desktop.services.undo import TakenBack
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.store import OpenedStore

STEPS, LINES = "改动记录的操作", "全部日志（含查看、导出、设置）"
_PAGE = 200
_EVERYBODY = "全部人员"
_STEP_COLUMNS = (
    TableColumn("at", "时间", 134),
    TableColumn("actor", "操作人", 76),
    TableColumn("title", "操作", 120, stretch=1),
    TableColumn("n_records", "记录数", 72, "right"),
    TableColumn("state", "状态", 84),
)
_LINE_COLUMNS = (
    TableColumn("at", "时间", 136),
    TableColumn("actor", "操作人", 84),
    TableColumn("title", "操作", 150, stretch=1),
    TableColumn("action", "动作", 100),
    TableColumn("kind", "类型", 110),
    TableColumn("facts", "说明", 200, stretch=2),
)
_DETAIL_COLUMNS = (
    TableColumn("kind", "类型", 90),
    TableColumn("record", "记录", 120, stretch=1),
    TableColumn("field", "项目", 100),
    TableColumn("change", "原值 → 新值", 200, stretch=2),
)


class TrailPage(Page):
    """Nothing here can be changed; taking a step back is a step of its own and is listed like any other."""

    title = "操作日志"

    def __init__(self, desk: Desk, store: OpenedStore) -> None:
        super().__init__()
        self.desk = desk
        self._steps: dict[str, Step] = {}
        self._lines: list[Note] = []
        self._build(store)
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def _build(self, store: OpenedStore) -> None:
        self.header = PageHeader(self.title, "谁在什么时候做了什么；日志不能修改，每一行都有封签")
        self.undo_button = button("撤销这一步…", self.ask_undo, icon="undo")
        self.header.add_action(self.undo_button)
        self.integrity = IntegrityLine(self.desk)
        self.search = SearchBox("搜操作，如 导入花名册")
        self.search.searched.connect(lambda _text: self.refresh())
        self.actors, self.modes = Combo(name="按操作人筛选"), Combo(name="显示哪些")
        self.actors.addItems([_EVERYBODY, *(account.name for account in accounts.listed(store))])
        self.modes.addItems([STEPS, LINES])
        for combo in (self.actors, self.modes):
            combo.activated.connect(lambda _i: self.refresh())
        self.steps, self.lines = PlainTableModel(_STEP_COLUMNS), PlainTableModel(_LINE_COLUMNS)
        self.details = PlainTableModel(_DETAIL_COLUMNS)
        self.step_table, self.line_table = DataTable(self.steps, name="操作"), DataTable(self.lines, name="全部日志")
        self.step_table.chosen.connect(self._show_details)
        self.detail_table = DataTable(self.details, name="这一步改了什么")
        self.detail_title = ElidedLabel("", "strong")
        self.more_button = button("再往前", self.show_older, icon="chevron-down")
        none = partial(EmptyState, "没有符合条件的操作", "换个条件再看。")
        none_chosen = EmptyState("请在左边选一步", "这里会列出它改了哪些记录、哪些项目。")
        left = column(label("最近的操作", "strong"), TableArea(self.step_table, none()), gap=4)
        right = column(self.detail_title, TableArea(self.detail_table, none_chosen), gap=4)
        for side in (left, right):
            side.setStretch(1, 1)
        sides = row(left, right, gap=12)
        sides.setStretch(0, 6)
        sides.setStretch(1, 6)
        self.step_side = boxed(sides)
        self.line_side = TableArea(self.line_table, none())
        box = self.page_layout()
        box.addWidget(self.header)
        box.addWidget(self.integrity)
        box.addWidget(flow(self.search, self.actors, self.modes))
        box.addWidget(self.step_side, 1)
        box.addWidget(self.line_side, 1)
        self.total_label = label("", "soft")
        box.addLayout(row(self.total_label, None, self.more_button))

    # what is shown

    @property
    def _by_step(self) -> bool:
        return self.modes.currentText() == STEPS

    @property
    def _actor(self) -> str:
        return "" if self.actors.currentText() == _EVERYBODY else self.actors.currentText()

    def refresh(self) -> None:
        with errors_shown(self):
            self.integrity.show_proved(integrity.last(self.desk.db), self.desk.db.now())
            self.step_side.setVisible(self._by_step)
            self.line_side.setVisible(not self._by_step)
            self.undo_button.setVisible(self._by_step)
            if self._by_step:
                self._read_steps()
            else:
                self._lines = []
                self.show_older()

    def arrive(self, **_hints: Any) -> None:
        self.refresh()

    def main_input(self) -> SearchBox:
        return self.search

    def _on_changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.refresh()

    def _read_steps(self) -> None:
        text, chosen = self.search.text().strip(), self._chosen()
        found = [
            step
            for step in history.recent_steps(self.desk.db, _PAGE)
            if text in step.title and self._actor in ("", step.actor)
        ]
        self._steps = {step.work_id: step for step in found}
        self.steps.set_rows(_step_row(step) for step in found)
        self.step_table.select_id(chosen.work_id if chosen else "")
        self.total_label.setText(f"最近 {len(found)} 步")
        self.more_button.hide()
        self._show_details()

    def show_older(self) -> None:
        """Read the lines before those shown."""
        with errors_shown(self):
            before = self._lines[-1].seq if self._lines else 0
            text = self.search.text().strip()
            found = history.acts(self.desk.db, text=text, actor=self._actor, limit=_PAGE, before=before)
            self._lines += found
            self.lines.set_rows(_line_row(note) for note in self._lines)
            self.total_label.setText(f"已显示 {len(self._lines)} 行")
            self.more_button.setVisible(len(found) == _PAGE)

    def _chosen(self) -> Step | None:
        return self._steps.get(next(iter(self.step_table.selected_ids()), ""))

    def _show_details(self) -> None:
        with errors_shown(self):
            step = self._chosen()
            self.undo_button.setEnabled(step is not None and not step.undone)
            found = history.work_lines(self.desk.db, step.work_id, _PAGE) if step else []
            more = f"，显示前 {_PAGE} 条" if step and step.n_records > len(found) else ""
            self.detail_title.setText(f"{step.title}：{step.n_records} 条记录{more}" if step else "这一步改了什么")
            self.details.set_rows(r for i, line in enumerate(found) for r in _detail_rows(i, *line))

    # taking back

    def ask_undo(self) -> None:
        """Say what taking the chosen step back would do, and do it when the person agrees."""
        with errors_shown(self):
            step = self._chosen()
            if step is None:
                return
            foreseen = undo.preview(self.desk.db, step.work_id)
            question = f"撤销“{step.title}”？{foreseen.n_back} 条记录会退回到这一步之前。"
            if not self.desk.dialogs.confirm(self, question, stays_text(foreseen), yes="撤销"):
                return
            self.desk.tasks.run(
                self.window(),
                "正在撤销",
                lambda p: undo.undo(self.desk.db, step.work_id, p),
                lambda done: self.desk.tell(done.sentence),
            )


def stays_text(result: TakenBack, most: int = 5) -> str:
    """List what would not be taken back, with the reasons."""
    if not result.stays:
        return "撤销也会记入日志，可以再撤回来。"
    lines = [f"· {stay.kind_title} {stay.text}：{stay.reason}" for stay in result.stays[:most]]
    more = [f"……还有 {len(result.stays) - most} 处"] if len(result.stays) > most else []
    return "\n".join([f"下面 {len(result.stays)} 处保留现状：", *lines, *more])


def _step_row(step: Step) -> PlainRow:
    state = Cell("已撤销", "neutral", badge=True) if step.undone else Cell("")
    return PlainRow(step.work_id, (shown(step.at), step.actor, step.title, str(step.n_records), state))


def _line_row(note: Note) -> PlainRow:
    facts = Cell(" ".join(note.facts.split()), tip=note.facts)
    return PlainRow(str(note.seq), (shown(note.at), note.actor, note.title, note.action, note.kind_title, facts))


def _detail_rows(number: int, kind_title: str, name: str, line: TrailLine) -> list[PlainRow]:
    head = (f"{line.action}{kind_title}", Cell(name, tip=name))
    if not line.changes:
        return [PlainRow(str(number), (*head, "", ""))]
    rows = []
    for i, change in enumerate(line.changes):
        words = " ".join(f"{change.before or '（空）'} → {change.after or '（空）'}".split())
        first: tuple[Cell | str, ...] = head if i == 0 else ("", "")
        rows.append(PlainRow(f"{number}.{i}", (*first, change.label, Cell(words, tip=words))))
    return rows
