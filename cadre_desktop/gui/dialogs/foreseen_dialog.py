"""Before many records are changed: every record with old and new value, what cannot be saved and why."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

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
from cadre_desktop.services import edits, history, undo
from cadre_desktop.services.edits import Foreseen

_COLUMNS = (
    TableColumn("record", "记录", 150, stretch=1, least=90),
    TableColumn("field", "项目", 110, least=80),
    TableColumn("before", "原值", 150, stretch=1, least=80),
    TableColumn("after", "新值", 150, stretch=1, least=80),
    TableColumn("state", "说明", 180, stretch=2, least=110),
)


class ForeseenDialog(QDialog):
    """Saves on 确定, on the worker, all that fits as one piece of work named `title`; then calls `then`."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        title: str,
        foreseen: Sequence[Foreseen],
        then: Callable[[int], object] = lambda n: None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._title, self._foreseen, self._then = desk, title, tuple(foreseen), then
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = PlainTableModel(_COLUMNS, [r for i, one in enumerate(foreseen) for r in _rows(i, one)])
        self.table = DataTable(self.model, name="将要做的修改")
        self.n_fit = sum(one.fits for one in foreseen)
        self.sum_label = label(_summed(self._foreseen), "strong", wrap=True)
        self.ok_button = button(f"修改 {self.n_fit} 条", self.accept, kind="primary", shortcut="Ctrl+Return")
        self.ok_button.setEnabled(self.n_fit > 0)
        body = column(self.sum_label, gap=8, margins=(20, 16, 20, 14))
        body.addWidget(TableArea(self.table, EmptyState("没有要修改的记录", "请先选择记录。")), 1)
        hint = label("一次保存为一步操作，可以在“撤销…”里整步撤回。", "small")
        body.addLayout(row(hint, None, button("取消", self.reject, tip="Esc"), self.ok_button))
        self.setLayout(body)
        self.resize(tokens().px(820), tokens().px(480))

    def accept(self) -> None:
        """Save what fits."""
        with errors_shown(self):
            self._desk.tasks.run(
                self.parentWidget() or self,
                "正在保存修改",
                lambda p: edits.carry_out(self._desk.db, self._title, self._foreseen, p),
                self._saved,
            )
            super().accept()

    def _saved(self, n: int) -> None:
        desk = self._desk
        step = history.recent_steps(desk.db, limit=1)[0]
        desk.tell(f"{self._title}：已修改 {n} 条。", lambda: desk.tell(undo.undo(desk.db, step.work_id).sentence))
        self._then(n)


def _summed(foreseen: Sequence[Foreseen]) -> str:
    fit, wrong = sum(one.fits for one in foreseen), sum(bool(one.problems) for one in foreseen)
    parts = [f"共 {len(foreseen)} 条，将修改 {fit} 条"]
    if wrong:
        parts.append(f"{wrong} 条有问题，不修改")
    if same := len(foreseen) - fit - wrong:
        parts.append(f"{same} 条已是新值")
    return "，".join(parts) + "。"


def _rows(number: int, one: Foreseen) -> list[PlainRow]:
    tone = "danger" if one.problems else "" if one.differences else "muted"
    state = Cell(one.state, tone, tip=one.state)
    if not one.differences:
        return [PlainRow(str(number), (Cell(one.record, tip=one.record), "", "", "", state))]
    return [
        PlainRow(
            f"{number}.{i}",
            (
                Cell(one.record, tip=one.record),
                difference.label,
                Cell(difference.before or "（空）", "" if difference.before else "muted", tip=difference.before),
                Cell(difference.after or "（空）", "" if difference.after else "muted", tip=difference.after),
                state,
            ),
        )
        for i, difference in enumerate(one.differences)
    ]
