"""How old the team is: age groups from old to young, two bars back to back."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.gui.charts.canvas import Canvas, Hit
from cadre_desktop.gui.style.tokens import Tokens


@dataclass(frozen=True, slots=True)
class PyramidRow:
    """One group; the targets are handed back when its left or right bar is clicked."""

    name: str
    left: int
    right: int
    left_target: object = None
    right_target: object = None


@dataclass(frozen=True, slots=True)
class Pyramid:
    """Groups from top to bottom."""

    rows: tuple[PyramidRow, ...]
    left: str = "男"
    right: str = "女"
    unit: str = "人"

    def summary(self) -> str:
        """Say in words what the picture shows."""
        if not self.rows:
            return "没有数据。"
        parts = [f"{r.name} {self.left}{r.left}、{self.right}{r.right}" for r in self.rows]
        total = sum(r.left + r.right for r in self.rows)
        return f"共 {total} {self.unit}。" + "；".join(parts) + "。"


def draw_pyramid(painter: QPainter, rect: QRectF, data: Pyramid, tokens: Tokens) -> list[Hit]:
    """Draw the pyramid; every bar can be clicked."""
    c = Canvas(painter, tokens)
    if not data.rows:
        return []
    head = c.px(26)
    middle = c.width([r.name for r in data.rows], tokens.small) + c.px(20)
    figures = c.width(["000"], tokens.small)
    side = (rect.width() - middle) / 2 - figures - c.px(4)
    most = max(max(r.left, r.right) for r in data.rows) or 1
    step = min(c.px(34), (rect.height() - head) / len(data.rows))
    thick = step * 0.6
    centre = rect.center().x()
    _draw_head(c, rect, data, head, middle)
    hits = []
    for j, row in enumerate(data.rows):
        top = rect.top() + head + j * step
        y = top + (step - thick) / 2
        c.text(QRectF(centre - middle / 2, top, middle, step), row.name, "center")
        left = QRectF(centre - middle / 2 - side * row.left / most, y, side * row.left / most, thick)
        right = QRectF(centre + middle / 2, y, side * row.right / most, thick)
        c.box(left, tokens.categories[0])
        c.box(right, tokens.categories[1])
        c.text(QRectF(left.left() - figures - c.px(3), top, figures, step), str(row.left), "right", colour=tokens.text2)
        c.text(QRectF(right.right() + c.px(3), top, figures, step), str(row.right), colour=tokens.text2)
        lane_left = QRectF(rect.left(), top, rect.width() / 2 - middle / 2, step)
        lane_right = QRectF(right.left(), top, rect.right() - right.left(), step)
        hits.append(Hit(lane_left, row.left_target, f"{row.name} {data.left} {row.left}{data.unit}"))
        hits.append(Hit(lane_right, row.right_target, f"{row.name} {data.right} {row.right}{data.unit}"))
    return hits


def _draw_head(c: Canvas, rect: QRectF, data: Pyramid, head: float, middle: float) -> None:
    side, t = c.px(12), c.tokens
    for words, colour, left in (
        (data.left, t.categories[0], rect.center().x() - middle / 2 - c.px(46)),
        (data.right, t.categories[1], rect.center().x() + middle / 2 + c.px(12)),
    ):
        c.box(QRectF(left, rect.top() + (head - c.px(4) - side) / 2, side, side), colour)
        words_at = QRectF(left + side + c.px(5), rect.top(), c.px(60), head - c.px(4))
        c.text(words_at, words, colour=t.text2)
