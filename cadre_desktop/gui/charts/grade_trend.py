"""One person's grades over the years: a line of squares, one level a grade; years without a grade stand hollow."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.gui.charts.canvas import Canvas, Hit
from cadre_desktop.gui.style.tokens import Tokens


@dataclass(frozen=True, slots=True)
class GradePoint:
    """One year; `level` counts from 0 for the lowest grade, None where none was given."""

    year: int
    words: str
    level: int | None
    target: object = None


@dataclass(frozen=True, slots=True)
class GradeTrend:
    """The years in order, and the names of the levels from the lowest up."""

    points: tuple[GradePoint, ...]
    levels: tuple[str, ...]

    def summary(self) -> str:
        """Say in words what the picture shows."""
        if not self.points:
            return "没有数据。"
        return "；".join(f"{p.year}年 {p.words}" for p in self.points) + "。"


def draw_grade_trend(painter: QPainter, rect: QRectF, data: GradeTrend, tokens: Tokens) -> list[Hit]:
    """Draw the line; every year can be clicked."""
    c = Canvas(painter, tokens)
    if not data.points:
        return []
    names = c.width(list(data.levels), tokens.small) + c.px(12)
    foot = c.px(22)
    area = QRectF(rect.left() + names, rect.top(), rect.width() - names, rect.height() - foot)
    step = area.height() / len(data.levels)
    heights = [area.bottom() - (i + 0.5) * step for i in range(len(data.levels))]
    for name, y in zip(data.levels, heights, strict=True):
        c.line(QPointF(area.left(), y), QPointF(area.right(), y), tokens.line, dashed=True)
        c.text(QRectF(rect.left(), y - c.px(10), names - c.px(8), c.px(20)), name, "right", colour=tokens.text2)
    per_year = min(c.px(110), area.width() / len(data.points))
    places = [
        QPointF(area.left() + (i + 0.5) * per_year, heights[p.level] if p.level is not None else area.bottom())
        for i, p in enumerate(data.points)
    ]
    for (one, a), (other, b) in pairwise(zip(data.points, places, strict=True)):
        if one.level is not None and other.level is not None:
            c.line(a, b, tokens.primary, 2)
    return [_draw_point(c, point, at, area, per_year) for point, at in zip(data.points, places, strict=True)]


def _draw_point(c: Canvas, point: GradePoint, at: QPointF, area: QRectF, per_year: float) -> Hit:
    t, half = c.tokens, c.px(6)
    mark = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    if point.level is None:
        c.box(mark, t.surface, line=t.field, line_width=1.5)
    else:
        c.box(mark, t.primary)
    year = QRectF(at.x() - per_year / 2, area.bottom() + c.px(4), per_year, c.px(18))
    c.text(year, str(point.year), "center", colour=t.text2)
    hit = QRectF(at.x() - per_year / 2, area.top(), per_year, year.bottom() - area.top())
    return Hit(hit, point.target, f"{point.year}年 {point.words}")
