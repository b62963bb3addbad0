"""撤销…: the latest pieces of work by name, imports included, and what taking one back would do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.errors import NotAllowed
from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.progress import Progress
from cadre_desktop.services import history, undo
from cadre_desktop.services.history import Step, WorkSum
from cadre_desktop.services.undo import TakenBack

_LISTED = 30
_FORESEEN_AT_ONCE = 200  # records; more are looked through on the worker, once somebody asks for it
_NAMED = 5
_KINDS_NAMED = 6
_COLUMNS = (
    TableColumn("at", "时间", 134),
    TableColumn("actor", "操作人", 76),
    TableColumn("title", "操作", 240, stretch=1, least=140),
    TableColumn("n_records", "记录数", 72, "right"),
    TableColumn("state", "状态", 92),
)
_WORDS = {
    "create": "新增的{kind} {n} 条移入回收站",
    "update": "修改的{kind} {n} 条恢复原值",
    "discard": "删除的{kind} {n} 条从回收站恢复",
    "restore": "恢复的{kind} {n} 条放回回收站",
    "erase": "彻底删除的{kind} {n} 条不能恢复",
}
_WHAT = "选一步，看清楚撤销会怎样，再撤销。撤销本身也是一步操作，可以再撤回来；导出、打印、备份已经发生，不能撤销。"


class UndoDialog(QDialog):
    """Choosing a step says at once what would go back and what stays; nothing is done before 撤销这一步."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("撤销最近的操作")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._steps = {step.work_id: step for step in history.recent_steps(desk.db, _LISTED)}
        self.model = PlainTableModel(_COLUMNS, [_row(step) for step in self._steps.values()])
        self.table = DataTable(self.model, name="最近的操作")
        self.table.chosen.connect(self._show)
        self.said = label("", "body", wrap=True)
        self.said.setMinimumHeight(tokens().px(96))
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.ok_button = button("撤销这一步", self.accept, kind="primary", icon="undo", shortcut="Ctrl+Return")
        body = column(label(_WHAT, "soft", wrap=True), gap=8, margins=(20, 16, 20, 14))
        body.addWidget(TableArea(self.table, EmptyState("还没有可以撤销的操作", "改动过记录之后会列在这里。")), 1)
        body.addWidget(self.said)
        self.all_button = button("全部操作…", self._go_to_trail, kind="link", tip="到操作日志查看更早的操作")
        body.addLayout(row(self.all_button, None, button("关闭", self.reject, tip="Esc"), self.ok_button))
        self.setLayout(body)
        self.resize(tokens().px(740), tokens().px(520))
        first = next((step.work_id for step in self._steps.values() if not step.undone), "")
        self.table.select_id(first)
        self._show()

    @property
    def step(self) -> Step | None:
        """The step that is chosen."""
        return self._steps.get(self.table.current_id() or "")

    def _show(self) -> None:
        with errors_shown(self):
            step = self.step
            words, may = ("", False) if step is None else self._foreseen(step)
            self.said.setText(words)
            self.ok_button.setEnabled(may)

    def _foreseen(self, step: Step) -> tuple[str, bool]:
        """Say what taking a step back would do, and whether it may be taken back at all."""
        if step.undone:
            return "这一步已经撤销过。要恢复，请撤销上面那一步“撤销”。", False
        words = _summed(history.work_sums(self._desk.db, step.work_id))
        if not words:
            return "这一步只是登记（如导出登记），不能撤销。", False
        if step.n_records > _FORESEEN_AT_ONCE:
            return f"{words}。记录较多，撤销前会先逐条核对后来改过的内容。", True
        try:
            result = undo.preview(self._desk.db, step.work_id)
        except NotAllowed as error:
            return f"{error}{error.hint}", False
        if not result.n_back:
            return f"{_stays(result) or '数据已是撤销后的样子。'}", False
        return "\n".join(part for part in (f"{words}。", self._concerned(step), _stays(result)) if part), True

    def _concerned(self, step: Step) -> str:
        """Name the records of a small step: five times 修改干部 in a row look alike."""
        lines = history.work_lines(self._desk.db, step.work_id, _NAMED * 2)
        names = sorted({f"{kind}“{name}”" for kind, name, _line in lines if name})
        return f"涉及{'、'.join(names)}。" if 0 < len(names) <= _NAMED else ""

    def accept(self) -> None:
        """Take the chosen step back on the worker."""
        with errors_shown(self):
            step, desk = self.step, self._desk
            if step is None:
                return
            window = self.parentWidget() or self

            def do(progress: Progress) -> TakenBack:
                return undo.undo(desk.db, step.work_id, progress)

            def done(result: TakenBack) -> None:
                desk.tell(f"{step.title}：{result.sentence}")
                if result.stays:
                    desk.dialogs.info(window, result.sentence, _stays(result), title="撤销")

            desk.tasks.run(window, f"正在撤销：{step.title}", do, done)
            super().accept()

    def _go_to_trail(self) -> None:
        with errors_shown(self):
            if self._desk.go("settings", tab="trail"):
                self.reject()


def _summed(sums: list[WorkSum]) -> str:
    """Say by kind what goes which way: 新增的干部 3 条移入回收站；修改的任职经历 2 条恢复原值."""
    parts = [_WORDS[one.action].format(kind=one.kind_title, n=one.n_records) for one in sums if one.action in _WORDS]
    more = f"；等 {len(parts)} 类" if len(parts) > _KINDS_NAMED else ""
    return "；".join(parts[:_KINDS_NAMED]) + more


def _stays(result: TakenBack) -> str:
    if not result.stays:
        return ""
    lines = [f"· {stay.kind_title}“{stay.text}”：{stay.reason}" for stay in result.stays[:_NAMED]]
    more = [f"……另有 {len(result.stays) - _NAMED} 处"] if len(result.stays) > _NAMED else []
    return "\n".join([f"其中 {len(result.stays)} 处保留现状：", *lines, *more])


def _row(step: Step) -> PlainRow:
    state = Cell("已撤销", "neutral", badge=True) if step.undone else Cell("")
    return PlainRow(
        step.work_id, (shown(step.at), step.actor, Cell(step.title, tip=step.title), str(step.n_records), state)
    )
