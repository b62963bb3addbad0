"""A chart on the screen: to look at, to click, to walk through with the keyboard, to save as a picture."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cadre_desktop.gui.charts.canvas import Hit
from cadre_desktop.gui.charts.coverage import CoverageMatrix, draw_coverage
from cadre_desktop.gui.charts.grade_bars import GradeBars, draw_grade_bars
from cadre_desktop.gui.charts.grade_trend import GradeTrend, draw_grade_trend
from cadre_desktop.gui.charts.heat_table import HeatTable, draw_heat_table
from cadre_desktop.gui.charts.month_grid import MonthGrid, draw_month_grid
from cadre_desktop.gui.charts.pyramid import Pyramid, draw_pyramid
from cadre_desktop.gui.charts.radar import Radar, draw_radar
from cadre_desktop.gui.charts.step_bars import StepBars, draw_step_bars
from cadre_desktop.gui.charts.timeline import Timeline, draw_timeline
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.style.tokens import NORMAL, Tokens

ChartData = CoverageMatrix | GradeBars | GradeTrend | Pyramid | Radar | Timeline | StepBars | HeatTable | MonthGrid
Drawer = Callable[[QPainter, QRectF, Any, Tokens], list[Hit]]

DRAWERS: dict[type, Drawer] = {
    CoverageMatrix: draw_coverage,
    GradeBars: draw_grade_bars,
    GradeTrend: draw_grade_trend,
    Pyramid: draw_pyramid,
    Radar: draw_radar,
    Timeline: draw_timeline,
    StepBars: draw_step_bars,
    HeatTable: draw_heat_table,
    MonthGrid: draw_month_grid,
}
INCH_MM = 25.4
SCREEN_DPI = 96


def draw_chart(painter: QPainter, rect: QRectF, data: ChartData, tokens: Tokens) -> list[Hit]:
    """Draw any of the charts; returns what can be clicked."""
    return DRAWERS[type(data)](painter, rect, data, tokens)


def chart_image(data: ChartData, size_mm: QSizeF, dpi: int = 300) -> QImage:
    """Draw a chart on white, for Word and Excel: a size on paper and dots per inch."""
    factor = dpi / SCREEN_DPI
    size = QSize(round(size_mm.width() / INCH_MM * dpi), round(size_mm.height() / INCH_MM * dpi))
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.setDotsPerMeterX(round(dpi / INCH_MM * 1000))
    picture.setDotsPerMeterY(round(dpi / INCH_MM * 1000))
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    draw_chart(painter, QRectF(picture.rect()), data, NORMAL.scaled(factor))
    painter.end()
    return picture


class ChartView(QWidget):
    """Emits `picked` with the target of what was clicked.

    Tab reaches it; arrow keys walk from element to element, Enter picks.
    """

    picked = Signal(object)

    def __init__(self, name: str, data: ChartData | None = None, *, least: QSize = QSize(240, 150)) -> None:
        super().__init__()
        self._name, self._least = name, least
        self._data: ChartData | None = None
        self._hits: list[Hit] = []
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        if data is not None:
            self.set_data(data)

    @property
    def data(self) -> ChartData | None:
        """What is drawn."""
        return self._data

    @property
    def hits(self) -> list[Hit]:
        """What could be clicked when it was last painted."""
        return self._hits

    def set_data(self, data: ChartData) -> None:
        """Draw something else."""
        self._data, self._hits, self._at = data, [], -1
        self.setAccessibleDescription(data.summary())
        self.update()

    def sizeHint(self) -> QSize:
        t = tokens()
        return QSize(t.px(self._least.width()), t.px(self._least.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def to_png(self, path: Path, dpi: int = 300) -> None:
        """Save the chart as it is proportioned now.  Raises OSError when the file cannot be written."""
        if self._data is None:
            raise ValueError("nothing to draw")
        size = QSizeF(self.size()) * (INCH_MM / SCREEN_DPI)
        if not chart_image(self._data, size, dpi).save(str(path)):
            raise OSError(f"cannot write {path.name}")

    def hit_at(self, x: float, y: float) -> Hit | None:
        """Return the element under a point."""
        return next((h for h in self._hits if h.area.contains(x, y)), None)

    # Qt's side

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._data is None:
            return
        t = tokens()
        painter = QPainter(self)
        self._hits = draw_chart(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), self._data, t)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.primary), 2))
            current = 0 <= self._at < len(self._hits)
            painter.drawRect(self._hits[self._at].area if current else QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hit = self.hit_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and hit and hit.item is not None:
            self.picked.emit(hit.item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self.hit_at(event.position().x(), event.position().y())
        can = hit is not None and hit.item is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) and self._hits:
            self._walk((self._at + 1) % len(self._hits))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up) and self._hits:
            self._walk((self._at - 1) % len(self._hits) if self._at >= 0 else len(self._hits) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._at < len(self._hits):
            if (item := self._hits[self._at].item) is not None:
                self.picked.emit(item)
        else:
            super().keyPressEvent(event)

    def _walk(self, to: int) -> None:
        self._at = to
        self.setAccessibleName(f"{self._name}：{self._hits[to].text}")
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = -1
        self.setAccessibleName(self._name)
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.hit_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), hit.text if hit else "", self)
            return True
        return super().event(event)
