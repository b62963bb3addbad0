"""列设置: which columns a list shows, and in which order."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row

_KEY = int(Qt.ItemDataRole.UserRole)


class ColumnsDialog(QDialog):
    """Ticks and order of a table's columns; `always` names the column that cannot be hidden.

    Nothing changes in the table before 确定; the table then tells that its layout is worth keeping.
    """

    def __init__(self, parent: QWidget | None, table: DataTable, always: str = "") -> None:
        super().__init__(parent)
        self._table, self._always = table, always
        self.setWindowTitle("列设置")
        self.list = QListWidget()
        self.list.setAccessibleName("列的显示和顺序")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._fill(table.layout_state()["order"], table.layout_state()["hidden"])
        up = button("上移", lambda: self.move_current(-1), icon="chevron-up", shortcut="Alt+Up")
        down = button("下移", lambda: self.move_current(1), icon="chevron-down", shortcut="Alt+Down")
        default = button("恢复默认", self.reset, icon="restore")
        side = column(up, down, default, None)
        self.ok_button = button("确定", self.accept, kind="primary", shortcut="Ctrl+Return")
        foot = row(None, button("取消", self.reject, tip="Esc"), self.ok_button)
        hint = label("打勾的列显示在列表中；拖动或用“上移”“下移”调整顺序。导出和打印与列表一致。", "soft", wrap=True)
        middle = row(self.list, side, gap=12)
        middle.setStretch(0, 1)
        body = column(hint, middle, foot, gap=10, margins=(20, 16, 20, 14))
        body.setStretch(1, 1)
        self.setLayout(body)
        self.resize(tokens().px(440), tokens().px(520))

    def _fill(self, order: list[str], hidden: list[str]) -> None:
        titles = {c.key: c.title for c in self._table.columns}
        self.list.clear()
        for key in order:
            item = QListWidgetItem(titles[key])
            item.setData(_KEY, key)
            flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
            if key == self._always:
                flags &= ~Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            item.setCheckState(Qt.CheckState.Unchecked if key in hidden else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def move_current(self, by: int) -> None:
        """Move the current column up or down."""
        at = self.list.currentRow()
        to = at + by
        if at >= 0 and 0 <= to < self.list.count():
            self.list.insertItem(to, self.list.takeItem(at))
            self.list.setCurrentRow(to)

    def reset(self) -> None:
        """Show the columns as they were designed."""
        columns = self._table.columns
        self._fill([c.key for c in columns], [c.key for c in columns if c.hidden])

    def order(self) -> list[str]:
        """Return all columns in the chosen order."""
        return [self.list.item(i).data(_KEY) for i in range(self.list.count())]

    def hidden(self) -> list[str]:
        """Return the columns without a tick."""
        items = (self.list.item(i) for i in range(self.list.count()))
        return [i.data(_KEY) for i in items if i.checkState() == Qt.CheckState.Unchecked]

    def accept(self) -> None:
        state = self._table.layout_state() | {"order": self.order(), "hidden": self.hidden()}
        self._table.restore_layout(state)
        self._table.columns_changed.emit()
        super().accept()
