"""草稿: everything that was filled in and not saved, to go on with or to throw away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_draft
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import drafts
from cadre_desktop.services.drafts import DraftLine

_COLUMNS = (
    TableColumn("saved_at", "保存时间", 140),
    TableColumn("kind", "类别", 120),
    TableColumn("text", "内容", 220, stretch=1),
    TableColumn("state", "说明", 130),
)
_HINT = "这些内容填了还没有保存。继续填写后请保存，不要的可以丢弃。"


class DraftsDialog(QDialog):
    """Lists the drafts, newest first; Enter or a double click goes on with one."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines: dict[str, DraftLine] = {}
        self.setWindowTitle("未保存的草稿")
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name="未保存的草稿")
        self.table.opened.connect(self.go_on)
        self.table.delete_asked.connect(self.drop)
        self.table.chosen.connect(self._wake)
        self.open_button = button("继续填写", lambda: self.go_on(self._chosen()[0]), kind="primary")
        self.drop_button = button("丢弃", lambda: self.drop(self._chosen()), kind="danger", tip="Del")
        foot = row(self.drop_button, None, button("关闭", self.reject, tip="Esc"), self.open_button)
        area = TableArea(self.table, EmptyState("没有未保存的草稿", ""))
        body = column(label(_HINT, "soft", wrap=True), area, foot, gap=10, margins=(20, 16, 20, 14))
        body.setStretch(1, 1)
        self.setLayout(body)
        self.resize(tokens().px(680), tokens().px(420))
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        lines = drafts.listed(self._desk.db)
        self._lines = {f"{line.kind_key}/{line.key}": line for line in lines}
        self.model.set_rows(_row(row_id, line) for row_id, line in self._lines.items())
        if lines:
            self.table.selectRow(0)
        self._wake()

    def _chosen(self) -> list[str]:
        return self.table.selected_ids()

    def _wake(self) -> None:
        n = len(self._chosen())
        set_usable(self.open_button, "" if n == 1 else "请选一份草稿")
        set_usable(self.drop_button, "" if n else "请先选要丢弃的草稿")

    def go_on(self, row_id: str) -> None:
        """Close, and open the window the draft was typed in."""
        with errors_shown(self):
            line = self._lines[row_id]
            self.accept()
            open_draft(self._desk, self.parentWidget(), BY_KEY[line.kind_key], line.key)

    def drop(self, row_ids: list[str]) -> None:
        """Throw drafts away after asking."""
        with errors_shown(self):
            question = f"丢弃 {len(row_ids)} 份草稿？"
            if row_ids and self._desk.dialogs.confirm(self, question, "丢弃后不能恢复。", yes="丢弃", danger=True):
                for row_id in row_ids:
                    drafts.drop(self._desk.db, BY_KEY[self._lines[row_id].kind_key], self._lines[row_id].key)
                self.reload()


def show_drafts(desk: Desk, parent: QWidget | None, *, kind: str = "", key: str = "") -> QDialog:
    """Go on with a certain draft, or show all of them."""
    if kind and key:
        return open_draft(desk, parent, BY_KEY[kind], key)
    dialog = DraftsDialog(desk, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _row(row_id: str, line: DraftLine) -> PlainRow:
    state = Cell("记录后来又改过", "warn", badge=True) if line.stale else Cell("")
    return PlainRow(row_id, (f"{line.saved_at:%Y.%m.%d %H:%M}", line.kind_title, Cell(line.text, tip=line.text), state))
