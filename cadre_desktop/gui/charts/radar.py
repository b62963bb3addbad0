"""A portrait by dimensions: rings are grades, a dashed line compares, too little evidence is drawn dashed and said."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from cadre_desktop.gui.charts.canvas import Align, Canvas, Hit
from cadre_desktop.gui.style.tokens import Tokens

NOT_ENOUGH = "材料不足"


@dataclass(frozen=True, slots=True)
class RadarAxis:
    """One dimension.  `value` counts rings from the middle, so 4.0 is the outermost of four; None: no evidence."""

    name: str
    value: float | None
    other: float | None = None
    note: str = ""
    target: object = None


@dataclass(frozen=True, slots=True)
class Radar:
    """The portrait; with `enough` False it is only hinted at."""

    axes: tuple[RadarAxis, ...]
    rings: tuple[str, ...] = ("较差", "一般", "较好", "好")
    name: str = "本人"
    other_name: str = ""
    enough: bool = True

    def grade(self, value: float | None) -> str:
        """Name the ring a value lies on or within."""
        if value is None:
            return NOT_ENOUGH
        return self.rings[min(len(self.rings), max(1, math.ceil(value))) - 1]

    def summary(self) -> str:
        """Say in words what the picture shows."""
        parts = [f"{a.name} {self.grade(a.value)}" for a in self.axes]
        warning = "" if self.enough else f"{NOT_ENOUGH}，仅供参考。"
        return warning + "；".join(parts) + "。"


def draw_radar(painter: QPainter, rect: QRectF, data: Radar, tokens: Tokens) -> list[Hit]:
    """Draw the portrait; every axis label can be clicked."""
    c = Canvas(painter, tokens)
    if len(data.axes) < 3:
        c.text(rect, NOT_ENOUGH, "center", colour=tokens.text2)
        return []
    foot = c.px(22)
    words = [f"{a.name} {a.note if a.value is not None else '—'}".rstrip() for a in data.axes]
    beside = c.width(words, tokens.small) + c.px(10)
    radius = max(c.px(30), min(rect.width() / 2 - beside * 0.9, (rect.height() - foot) / 2 - c.px(22)))
    centre = QPointF(rect.center().x(), rect.top() + (rect.height() - foot) / 2)
    _draw_rings(c, centre, radius, data)
    others = [a.other for a in data.axes]
    _draw_shape(
        c, centre, radius, data, [a.value for a in data.axes], tokens.primary, filled=True, dashed=not data.enough
    )
    if data.other_name and all(o is not None for o in others):
        _draw_shape(c, centre, radius, data, others, tokens.categories[1], filled=False, dashed=True)
    hits = _draw_labels(c, centre, radius, data, words)
    if not data.enough:
        _draw_warning(c, centre)
    _draw_legend(c, QRectF(rect.left(), rect.bottom() - foot, rect.width(), foot), data)
    return hits


def _point(centre: QPointF, radius: float, i: int, n: int) -> QPointF:
    angle = -math.pi / 2 + 2 * math.pi * i / n
    return QPointF(centre.x() + radius * math.cos(angle), centre.y() + radius * math.sin(angle))


def _draw_rings(c: Canvas, centre: QPointF, radius: float, data: Radar) -> None:
    n, rings = len(data.axes), len(data.rings)
    for ring in range(1, rings + 1):
        corners = [_point(centre, radius * ring / rings, i, n) for i in range(n)]
        c.polygon(corners, line=c.tokens.strong if ring == rings else c.tokens.line)
    for i in range(n):
        c.line(centre, _point(centre, radius, i, n), c.tokens.line)


def _draw_shape(
    c: Canvas,
    centre: QPointF,
    radius: float,
    data: Radar,
    values: Sequence[float | None],
    colour: str,
    *,
    filled: bool,
    dashed: bool,
) -> None:
    n, rings = len(data.axes), len(data.rings)
    points = [
        _point(centre, radius * min(rings, max(0.0, value)) / rings, i, n)
        for i, value in enumerate(values)
        if value is not None
    ]
    fill = None
    if filled and not dashed:
        fill = QColor(colour)
        fill.setAlphaF(0.16)
    c.polygon(points, line=colour, width=2, fill=fill, dashed=dashed)
    if filled:
        for point in points:
            c.dot(point, c.px(3), colour)


def _draw_labels(c: Canvas, centre: QPointF, radius: float, data: Radar, words: list[str]) -> list[Hit]:
    hits, n, high = [], len(data.axes), c.px(20)
    for i, axis in enumerate(data.axes):
        point = _point(centre, radius + c.px(6), i, n)
        width = c.width([words[i]], c.tokens.small) + c.px(6)
        aside = point.x() - centre.x()
        align: Align = "center" if abs(aside) < radius * 0.2 else ("left" if aside > 0 else "right")
        left = {"center": point.x() - width / 2, "left": point.x() + c.px(2), "right": point.x() - width - c.px(2)}[
            align
        ]
        lift = (
            -high
            if point.y() < centre.y() - radius * 0.9
            else (0 if point.y() > centre.y() + radius * 0.9 else -high / 2)
        )
        area = QRectF(left, point.y() + lift, width, high)
        c.text(area, words[i], align, elide=False)
        hits.append(Hit(area, axis.target, f"{axis.name}：{data.grade(axis.value)}"))
    for k, ring in enumerate(data.rings):
        y = centre.y() - radius * (k + 1) / len(data.rings)
        size = c.tokens.small - c.px(2)
        place = QRectF(centre.x() + c.px(4), y + c.px(1), c.width([ring], size) + 2, c.px(14))
        ground = QColor(c.tokens.surface)
        ground.setAlphaF(0.75)
        c.painter.fillRect(place, ground)
        c.text(place, ring, size=size, colour=c.tokens.text2, elide=False)
    return hits


def _draw_warning(c: Canvas, centre: QPointF) -> None:
    width, height = c.width([NOT_ENOUGH], c.tokens.fs, bold=True) + c.px(28), c.px(28)
    place = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
    c.box(place, c.tokens.warn_soft, line=c.tokens.warn, radius=c.px(3))
    c.text(place, f"! {NOT_ENOUGH}", "center", size=c.tokens.fs, colour=c.tokens.warn, bold=True, elide=False)


def _draw_legend(c: Canvas, rect: QRectF, data: Radar) -> None:
    entries = [(data.name, c.tokens.primary, not data.enough)]
    if data.other_name:
        entries.append((data.other_name, c.tokens.categories[1], True))
    stroke, gap = c.px(20), c.px(16)
    widths = [stroke + c.px(5) + c.width([words], c.tokens.small) for words, _, _ in entries]
    x = rect.center().x() - (sum(widths) + gap * (len(widths) - 1)) / 2
    for (words, colour, dashed), width in zip(entries, widths, strict=True):
        y = rect.center().y()
        c.line(QPointF(x, y), QPointF(x + stroke, y), colour, 2, dashed=dashed)
        c.painter.setPen(Qt.PenStyle.NoPen)
        c.text(
            QRectF(x + stroke + c.px(5), rect.top(), width, rect.height()), words, colour=c.tokens.text2, elide=False
        )
        x += width + gap
