"""A layout that puts widgets side by side and goes on in the next line.

superqt has one too, but importing superqt costs a third of a second at every start.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Items keep their size hints; lines are as high as their highest item, and hidden items take no room."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}  # Qt asks for the same height of every hidden page again and again
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # the stub forgets None
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(s.width() for s in shown) + self._gap * max(0, len(shown) - 1)
        return self._with_margins(QSize(width, max((s.height() for s in shown), default=0)))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the items line by line and return the height needed."""
        inside = rect.marginsRemoved(self.contentsMargins())
        top, bottom = inside.top(), inside.top()
        line: list[tuple[QLayoutItem, QRect]] = []
        x = inside.left()
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(inside.width(), item.minimumSize().width()), 10_000))
            if line and x + size.width() > inside.right() + 1:
                self._finish(line, top, bottom, move=move)
                line, x, top = [], inside.left(), bottom + self._gap
            line.append((item, QRect(QPoint(x, top), size)))
            bottom = max(bottom, top + size.height())
            x += size.width() + self._gap
        self._finish(line, top, bottom, move=move)
        return bottom - rect.top() + self.contentsMargins().bottom()

    @staticmethod
    def _finish(line: list[tuple[QLayoutItem, QRect]], top: int, bottom: int, *, move: bool) -> None:
        if move:
            for item, place in line:
                item.setGeometry(place.translated(0, (bottom - top - place.height()) // 2))
