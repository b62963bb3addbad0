"""What was imported lately, each of which can be taken back whole."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import import_batch
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import imports, records
from cadre_desktop.services.undo import TakenBack
from cadre_desktop.storage.audit import Changes

_COLUMNS = (
    TableColumn("made_at", "时间", 104),
    TableColumn("file", "文件", 116, stretch=1),
    TableColumn("kind", "类型", 66),
    TableColumn("created", "新增", 52, "right"),
    TableColumn("updated", "更新", 52, "right"),
    TableColumn("state", "状态", 76),
)
_MOST_NAMED = 8
_B = import_batch.ImportBatch


class RecentImports(SectionBox):
    """The latest imports; 撤回 works on the chosen one."""

    taken_back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("最近的导入")
        self.desk = desk
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name="最近的导入")
        self.back_button = button("撤回这次导入", self._take_back, icon="undo")
        self.add_action(self.back_button)
        self.add(TableArea(self.table, EmptyState("还没有导入过", "导入之后，可以在这里整批撤回。")), 1)
        self.table.chosen.connect(self._wake)
        self.table.opened.connect(self._open)
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the latest imports."""
        fields = tuple(
            import_batch.KIND.field(name)
            for name in ("made_at", "file_name", "kind_title", "n_created", "n_updated", "undone_at")
        )
        query = ListQuery(sort="made_at", descending=True)
        found = records.page(self.desk.db, import_batch.KIND, fields, query)
        self.model.set_rows(PlainRow(r.id, _cells(r.values)) for r in found)
        self._wake()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(_B.__tablename__):
            with errors_shown(self):
                self.refresh()

    def _wake(self) -> None:
        chosen = self.table.current_id()
        state = next((r.cells[-1] for r in self.model.rows if r.id == chosen), None)
        there = isinstance(state, Cell) and state.tone == "ok"
        why_not = "这次导入已经撤回" if chosen else "请先选一次导入"
        set_usable(self.back_button, "" if there else why_not)

    def _open(self, batch_id: str) -> None:
        """Show all that is known of an import."""
        with errors_shown(self):
            open_record(self.desk, self.window(), import_batch.KIND, batch_id)

    def _take_back(self) -> None:
        chosen = self.table.current_id()
        if chosen:
            name = records.load(self.desk.db, import_batch.KIND, chosen)[0]["file_name"]
            ask_and_take_back(self.desk, self, chosen, name, self.taken_back.emit)


def ask_and_take_back(desk: Desk, parent: QWidget, batch_id: str, name: str, then: Any = None) -> None:
    """Take an import back on the worker after asking; say what went back and name what stays."""
    with errors_shown(parent):
        hint = "这次导入新增的记录移入回收站，更新的记录恢复原样；之后又修改过的内容保留现状，并逐条列出。"
        if desk.dialogs.confirm(parent, f"撤回“{name}”的导入？", hint, yes="撤回", danger=True):
            desk.tasks.run(
                parent,
                "正在撤回导入",
                lambda progress: imports.take_back(desk.db, batch_id, progress),
                partial(_say, desk, parent, then),
            )


def _say(desk: Desk, parent: QWidget, then: Any, result: TakenBack) -> None:
    if then:
        then()
    if not result.stays:
        desk.tell(result.sentence)
        return
    lines = [f"{s.kind_title}“{s.text}”：{s.reason}" for s in result.stays[:_MOST_NAMED]]
    if len(result.stays) > _MOST_NAMED:
        lines.append(f"……另有 {len(result.stays) - _MOST_NAMED} 处")
    desk.dialogs.info(parent, result.sentence, "\n".join(lines), title="撤回导入")


def _cells(values: tuple[Any, ...]) -> tuple[Cell | str, ...]:
    made_at, file, kind, created, updated, undone_at = values
    state = Cell("已撤回", "neutral", badge=True) if undone_at else Cell("有效", "ok", badge=True)
    when = Cell(f"{made_at:%m.%d %H:%M}", tip=f"{made_at:%Y.%m.%d %H:%M}")
    return when, Cell(file, tip=file), Cell(kind, tip=kind), str(created), str(updated), state
