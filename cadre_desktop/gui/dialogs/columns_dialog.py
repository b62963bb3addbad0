"""列设置: which columns a list shows, and in which order."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.data_table import NO_ROOM, DataTable
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.ordered_ticks import HALF, OFF, ON, OrderedTicks, TickLine

_HINT = (
    "打勾的列显示在列表中；拖动或用“上移”“下移”调整顺序。导出和打印与列表一致。"
    "半勾的列因窗口窄暂时收起，导出和打印时仍在；再点一下就固定显示。"
)
_TIP = "显示哪些列，按什么顺序"


class ColumnsDialog(QDialog):
    """Ticks and order of a table's columns; the first, which has the tick boxes, cannot be hidden.

    A column left out for want of room has half a tick; a whole one shows it all the same.
    Nothing changes in the table before 确定; the table then tells that its layout is worth keeping.
    """

    def __init__(self, parent: QWidget | None, table: DataTable) -> None:
        super().__init__(parent)
        self._table = table
        self.setWindowTitle("列设置")
        state, columns = table.layout_state(), table.columns
        self._pinned_before = set(state["pinned"])
        no_room = set(table.folded)
        shown = self._lines(state["order"], set(state["hidden"]), no_room)
        designed = {c.key for c in columns if c.hidden}
        usual = self._lines([c.key for c in columns], designed, no_room | self._pinned_before)
        self.ticks = OrderedTicks("列的显示和顺序", shown, usual)
        self._note_ticks()
        self.ticks.usual_button.clicked.connect(self._note_ticks)
        self.ok_button = button("确定", self.accept, kind="primary", shortcut="Ctrl+Return")
        foot = row(None, button("取消", self.reject, tip="Esc"), self.ok_button)
        body = column(label(_HINT, "soft", wrap=True), self.ticks, foot, gap=10, margins=(20, 16, 20, 14))
        body.setStretch(1, 1)
        self.setLayout(body)
        self.resize(tokens().px(440), tokens().px(520))

    def _lines(self, order: list[str], hidden: set[str], no_room: set[str]) -> list[TickLine]:
        titles, first = {c.key: c.title for c in self._table.columns}, self._table.columns[0].key
        made = []
        for key in order:
            tick = OFF if key in hidden else HALF if key in no_room else ON
            made.append(TickLine(key, titles[key] + (NO_ROOM if tick is HALF else ""), tick, fixed=key == first))
        return made

    def _note_ticks(self) -> None:
        """Remember what is ticked without the person's doing."""
        self._ticked = set(self.ticks.keys(ON))

    def _pinned(self) -> list[str]:
        """Return what is shown even without room: what was ticked here, or before."""
        return [key for key in self.ticks.keys(ON) if key not in self._ticked or key in self._pinned_before]

    def accept(self) -> None:
        chosen = {"order": self.ticks.order(), "hidden": self.ticks.keys(OFF), "pinned": self._pinned()}
        self._table.restore_layout(self._table.layout_state() | chosen)
        self._table.columns_changed.emit()
        super().accept()


def columns_button(table: DataTable) -> QPushButton:
    """Make the button that opens 列设置; it says how many columns found no room."""

    def ask() -> None:
        dialog = ColumnsDialog(made.window(), table)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def count() -> None:
        titles = [c.title for c in table.columns if c.key in table.folded]
        made.setText(f"列设置 +{len(titles)}" if titles else "列设置")
        made.setToolTip(f"窗口窄，已收起：{'、'.join(titles)}" if titles else _TIP)

    made = button("列设置", ask, icon="columns")
    table.folds_changed.connect(count)
    count()
    return made
