"""A big figure with its unit and a line of explanation; a click opens what was counted."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cadre_desktop.gui.style.icons import paint_icon
from cadre_desktop.gui.style.theme import set_state, tokens
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import column, row


class IconLabel(QWidget):
    """An icon that is only looked at."""

    def __init__(self, name: str, colour: str, size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = tokens().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._name, self._colour, QRectF(self.rect()))


class Card(QFrame):
    """Emits `opened` on click, Enter or Space when it is clickable."""

    opened = Signal()

    def __init__(
        self, title: str, figure: str = "—", unit: str = "", line: str = "", *, icon: str = "", clickable: bool = True
    ) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.title = title
        self.figure_label, self.unit_label = label(role="figure"), label(role="soft")
        self.line_label = ElidedLabel(role="small")
        head = row(ElidedLabel(title, "soft"))
        if icon:
            head.addWidget(IconLabel(icon, tokens().primary))
        numbers = row(self.figure_label, self.unit_label, None, gap=4)
        numbers.setAlignment(self.unit_label, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(head, numbers, self.line_label, gap=0, margins=(14, 9, 14, 9)))
        self._clickable = clickable
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            set_state(self, "clickable", "true")
        self.set_figure(figure, unit, line)

    def set_figure(self, figure: str, unit: str = "", line: str = "") -> None:
        """Show another number."""
        self.figure_label.setText(figure)
        self.unit_label.setText(unit)
        self.line_label.setText(line)
        self.line_label.setVisible(bool(line))
        self.setAccessibleName(f"{self.title} {figure}{unit}")
        self.setAccessibleDescription(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._clickable and event.button() == Qt.MouseButton.LeftButton and inside:
            self.opened.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clickable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
