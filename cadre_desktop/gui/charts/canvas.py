"""What the charts share: text that fits, boxes with hatching, legends, and where one can click."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from cadre_desktop.gui.style.fonts import font
from cadre_desktop.gui.style.tokens import Tokens

Align = Literal["left", "right", "center"]
_FLAGS = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": int(Qt.AlignmentFlag.AlignCenter),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of a chart one can click: where it is, what it stands for, and its words."""

    area: QRectF
    item: object
    text: str


class Canvas:
    """A painter and the tokens, with the few strokes charts are made of.

    Fonts are set in pixels of the token scale, which is what lets one function draw for screen,
    picture and printer.
    """

    def __init__(self, painter: QPainter, tokens: Tokens) -> None:
        self.painter, self.tokens = painter, tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)

    def px(self, value: float) -> float:
        """Scale a measure written for 14 px text."""
        return value * self.tokens.fs / 14

    def metrics(self, size: float, *, bold: bool = False) -> QFontMetricsF:
        """Measure text of a size on the device at hand."""
        return QFontMetricsF(font(size, bold=bold), self.painter.device())

    def width(self, texts: Sequence[str], size: float, *, bold: bool = False) -> float:
        """Return the width of the widest text."""
        metrics = self.metrics(size, bold=bold)
        return max((metrics.horizontalAdvance(t) for t in texts), default=0.0)

    def text(
        self,
        rect: QRectF,
        words: str,
        align: Align = "left",
        *,
        size: float = 0,
        colour: str = "",
        bold: bool = False,
        elide: bool = True,
    ) -> str:
        """Write one line into a rectangle, elided where it ends; return what was written."""
        size = size or self.tokens.small
        shown = words
        if elide:
            shown = self.metrics(size, bold=bold).elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
        self.painter.setFont(font(size, bold=bold))
        self.painter.setPen(QColor(colour or self.tokens.text))
        self.painter.drawText(rect, _FLAGS[align], shown)
        return shown

    def box(self, rect: QRectF, fill: str, *, line: str = "", radius: float = 0, line_width: float = 1) -> None:
        """Fill a rectangle, with or without a line round it."""
        pen = QPen(QColor(line), self.px(line_width)) if line else QPen(Qt.PenStyle.NoPen)
        self.painter.setPen(pen)
        self.painter.setBrush(QColor(fill))
        inset = self.px(line_width) / 2 if line else 0
        self.painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)

    def hatch(self, rect: QRectF, colour: str) -> None:
        """Lay slanted lines over a rectangle, so that it differs without colour too."""
        self.painter.save()
        self.painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        self.painter.setPen(QPen(QColor(colour), self.px(1)))
        step, height = self.px(5), rect.height()
        x = rect.left() - height
        while x < rect.right():
            self.painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + height, rect.top()))
            x += step
        self.painter.restore()

    def line(self, start: QPointF, end: QPointF, colour: str, width: float = 1, *, dashed: bool = False) -> None:
        """Draw a straight line."""
        pen = QPen(QColor(colour), self.px(width))
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.drawLine(start, end)

    def polygon(
        self,
        points: Sequence[QPointF],
        *,
        line: str = "",
        width: float = 1,
        fill: QColor | None = None,
        dashed: bool = False,
    ) -> None:
        """Draw a closed shape."""
        pen = QPen(QColor(line), self.px(width)) if line else QPen(Qt.PenStyle.NoPen)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        self.painter.setPen(pen)
        self.painter.setBrush(QBrush(fill) if fill else QBrush(Qt.BrushStyle.NoBrush))
        self.painter.drawPolygon(QPolygonF(list(points)))

    def diamond(self, centre: QPointF, half: float, line: str, fill: str) -> None:
        """Draw a hollow diamond."""
        x, y = centre.x(), centre.y()
        corners = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
        self.polygon(corners, line=line, width=2, fill=QColor(fill))

    def dot(self, centre: QPointF, radius: float, fill: str) -> None:
        """Draw a filled circle."""
        path = QPainterPath()
        path.addEllipse(centre, radius, radius)
        self.painter.fillPath(path, QColor(fill))

    def legend(self, rect: QRectF, entries: Sequence["Key"]) -> None:
        """Write a line of colour samples and their words, from the left."""
        x, side = rect.left(), self.px(12)
        metrics = self.metrics(self.tokens.small)
        for entry in entries:
            sample = QRectF(x, rect.center().y() - side / 2, side, side)
            self.box(sample, entry.fill, line=entry.line)
            if entry.hatched:
                self.hatch(sample, self.tokens.warn)
            width = metrics.horizontalAdvance(entry.words)
            left = x + side + self.px(5)
            words = QRectF(left, rect.top(), width + 2, rect.height())
            self.text(words, entry.words, colour=self.tokens.text2, elide=False)
            x = left + width + self.px(16)


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend."""

    words: str
    fill: str
    line: str = ""
    hatched: bool = False
