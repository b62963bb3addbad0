"""A list of lines to tick and to put in order, with the way back to the usual ticks and order."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from cadre_desktop.gui.widgets.buttons import button, set_usable
from cadre_desktop.gui.widgets.layouts import column, row

ON, HALF, OFF = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked
_KEY = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class TickLine:
    """One line; the tick of a `fixed` one cannot be taken away."""

    key: str
    title: str
    tick: Qt.CheckState = ON
    fixed: bool = False


class OrderedTicks(QWidget):
    """Emits `changed` with every tick and every move.  Lines are dragged, or moved by button or Alt and arrow."""

    changed = Signal()

    def __init__(self, name: str, lines: Sequence[TickLine], usual: Sequence[TickLine]) -> None:
        super().__init__()
        self._usual = tuple(usual)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.itemChanged.connect(self._tell)
        self.list.currentRowChanged.connect(lambda _row: self._wake())
        self.list.model().rowsInserted.connect(self._tell)
        self.list.model().rowsRemoved.connect(self._tell)
        self.up_button = button("上移", lambda: self.move_current(-1), icon="chevron-up", shortcut="Alt+Up")
        self.down_button = button("下移", lambda: self.move_current(1), icon="chevron-down", shortcut="Alt+Down")
        self.usual_button = button("恢复默认", self.reset, icon="restore")
        body = row(self.list, column(self.up_button, self.down_button, self.usual_button, None), gap=12)
        body.setStretch(0, 1)
        self.setLayout(body)
        self.fill(lines)

    def fill(self, lines: Sequence[TickLine]) -> None:
        """Show other lines."""
        with QSignalBlocker(self.list), QSignalBlocker(self.list.model()):
            self.list.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(_KEY, line.key)
            flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsUserCheckable if line.fixed else flags)
            item.setCheckState(line.tick)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._tell()

    def reset(self) -> None:
        """Go back to the usual ticks and order."""
        self.fill(self._usual)

    def move_current(self, by: int) -> None:
        """Move the current line up or down."""
        at = self.list.currentRow()
        to = at + by
        if at >= 0 and 0 <= to < self.list.count():
            self.list.insertItem(to, self.list.takeItem(at))
            self.list.setCurrentRow(to)

    def order(self) -> list[str]:
        """Return all keys in the order shown."""
        return [item.data(_KEY) for item in self._items()]

    def keys(self, tick: Qt.CheckState = ON) -> list[str]:
        """Return the keys of the lines with a certain tick, in the order shown."""
        return [item.data(_KEY) for item in self._items() if item.checkState() == tick]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(i) for i in range(self.list.count())]

    def _tell(self, *_: object) -> None:
        self._wake()
        self.changed.emit()

    def _wake(self) -> None:
        """Let only those buttons be pressed that would do something."""
        at, last = self.list.currentRow(), self.list.count() - 1
        set_usable(self.up_button, "" if at > 0 else "已经是第一列")
        set_usable(self.down_button, "" if 0 <= at < last else "已经是最后一列")
        now = [(item.data(_KEY), item.checkState()) for item in self._items()]
        usual = [(line.key, line.tick) for line in self._usual]
        set_usable(self.usual_button, "" if now != usual else "现在就是默认的列和顺序")
