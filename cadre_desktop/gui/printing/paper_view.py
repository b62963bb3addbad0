"""A sheet of paper on the screen: drawn only where it is seen, made larger and smaller."""

from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from cadre_desktop.formats.laid_sheet import LaidSheet
from cadre_desktop.gui.printing.laid_picture import PIXELS_PER_MM, LaidPicture
from cadre_desktop.gui.style.theme import tokens

SMALLEST, LARGEST, STEP = 0.25, 2.5, 1.15
_BESIDE = 24  # pixels of ground beside the page
_READABLE = 0.72  # 11 pt text is 10.5 pixels high then


class _Paper(QWidget):
    """The white page with its margins; its size follows the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: LaidPicture | None = None
        self.mark = ""
        self.zoom = 1.0

    def margins(self) -> tuple[float, float, float, float]:
        """Top, bottom, left and right of the paper, in pixels of the sheet."""
        if self.picture is None:
            return 0, 0, 0, 0
        top, bottom, left, right = self.picture.sheet.page.margins_mm
        return top * PIXELS_PER_MM, bottom * PIXELS_PER_MM, left * PIXELS_PER_MM, right * PIXELS_PER_MM

    def natural_size(self) -> tuple[float, float]:
        """Return the width and height of the page at 100 %."""
        if self.picture is None:
            return 1, 1
        top, bottom, left, right = self.margins()
        size, paper = self.picture.size, self.picture.paper
        return max(size.width() + left + right, paper.width()), max(size.height() + top + bottom, paper.height())

    def fit(self) -> None:
        """Take the size the zoom asks for."""
        width, height = self.natural_size()
        self.setFixedSize(round(width * self.zoom), round(height * self.zoom))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("white"))
        if self.picture is None:
            return
        painter.setPen(QColor(tokens().strong))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(self.zoom, self.zoom)
        top, _, left, right = self.margins()
        width = self.natural_size()[0]
        self._draw_mark(painter, width - right, top)
        offset = max(left, (width - self.picture.size.width()) / 2)
        painter.translate(offset, top)
        first = self.picture.row_at(event.rect().top() / self.zoom - top)
        last = self.picture.row_at(event.rect().bottom() / self.zoom - top) + 1
        self.picture.draw(painter, self.picture.first_reaching(first), min(last, len(self.picture.rows)))
        self.picture.draw_charts(painter, 0, self.picture.size.height())

    def _draw_mark(self, painter: QPainter, right: float, top: float) -> None:
        """Write the line of secrecy and number into the upper margin."""
        font = painter.font()
        font.setPixelSize(13)
        painter.setFont(font)
        painter.setPen(QColor("#333333"))
        room = painter.boundingRect(0, 0, round(right), round(top), int(Qt.AlignmentFlag.AlignRight), self.mark)
        painter.drawText(room.translated(0, round(top * 0.45)), int(Qt.AlignmentFlag.AlignRight), self.mark)


class Fit(Enum):
    """How the page follows the window."""

    READABLE = "readable"  # as wide as the window, as far as one can still read it
    WIDTH = "width"
    PAGE = "page"


class PaperView(QScrollArea):
    """Ctrl+wheel zooms, Shift+wheel goes sideways, and the page can be dragged with the mouse."""

    zoomed = Signal()

    def __init__(self, *, name: str = "预览", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._paper = _Paper()
        self.wanted: float | Fit = Fit.READABLE
        self._dragged_from: QPoint | None = None
        self.setProperty("panel", "ground")
        self.setWidget(self._paper)
        self._paper.hide()

    def show_sheet(self, sheet: LaidSheet, mark: str = "") -> None:
        """Show a sheet from its top."""
        self._paper.picture, self._paper.mark = LaidPicture(sheet), mark
        self._paper.show()
        self._apply()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        words = "；".join(self._paper.picture.text_of(row) for row in range(min(4, len(self._paper.picture.rows))))
        self.setAccessibleDescription(words)

    @property
    def picture(self) -> LaidPicture | None:
        """What is shown."""
        return self._paper.picture

    @property
    def zoom(self) -> float:
        """How large the page is shown; 1 is as large as on paper."""
        return self._paper.zoom

    def zoom_by(self, factor: float) -> None:
        """Show the page larger or smaller."""
        self.set_zoom(self.zoom * factor)

    def set_zoom(self, wanted: float | Fit) -> None:
        """Show the page at a size of its own, or let it follow the window."""
        self.wanted = wanted
        self._apply()

    def _apply(self) -> None:
        wanted = self._fitting(self.wanted) if isinstance(self.wanted, Fit) else self.wanted
        self._paper.zoom = min(LARGEST, max(SMALLEST, wanted))
        self._paper.fit()
        self.zoomed.emit()

    def _fitting(self, fit: Fit) -> float:
        room = self.maximumViewportSize() - QSize(_BESIDE, 2 * self.frameWidth())
        across = (room.width() - self.verticalScrollBar().sizeHint().width()) / self._paper.natural_size()[0]
        if fit is Fit.READABLE:
            return min(1.25, max(_READABLE, across))
        if fit is Fit.WIDTH or self.picture is None:
            return across
        return min(across, room.height() / self.picture.paper.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if isinstance(self.wanted, Fit):
            self._apply()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP if turned > 0 else 1 / STEP)
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and turned:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turned)
            event.accept()
        else:
            super().wheelEvent(event)

    # dragging the page

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            return
        here = event.position().toPoint()
        way, self._dragged_from = here - self._dragged_from, here
        for bar, by in ((self.horizontalScrollBar(), way.x()), (self.verticalScrollBar(), way.y())):
            bar.setValue(bar.value() - by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self.viewport().unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._paper.update()
