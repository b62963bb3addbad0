"""What falls due when: the coming months with their counts, busier ones darker."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.gui.charts.canvas import Canvas, Hit
from cadre_desktop.gui.charts.heat_table import shade
from cadre_desktop.gui.style.tokens import Tokens, text_on

PER_LINE = 6


@dataclass(frozen=True, slots=True)
class Month:
    """One month, written 2027.03, and its count."""

    name: str
    count: int
    target: object = None


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """Months in order, six to a line."""

    months: tuple[Month, ...]
    unit: str = "人"

    def summary(self) -> str:
        """Say in words what the picture shows."""
        due = [f"{m.name} {m.count}{self.unit}" for m in self.months if m.count]
        return (
            f"共 {sum(m.count for m in self.months)}{self.unit}：{'；'.join(due)}。" if due else "这些月份没有到期的。"
        )


def draw_month_grid(painter: QPainter, rect: QRectF, data: MonthGrid, tokens: Tokens) -> list[Hit]:
    """Draw the months; every one can be clicked."""
    c = Canvas(painter, tokens)
    if not data.months:
        return []
    lines = -(-len(data.months) // PER_LINE)
    width, height = rect.width() / PER_LINE, min(c.px(110), rect.height() / lines)
    most = max(m.count for m in data.months)
    hits = []
    for i, month in enumerate(data.months):
        left, top = rect.left() + i % PER_LINE * width, rect.top() + i // PER_LINE * height
        area = QRectF(left, top, width, height).adjusted(c.px(2), c.px(2), -c.px(2), -c.px(2))
        fill = shade(month.count, 0, most, tokens)
        ink = text_on(fill, tokens)
        c.box(area, fill, line=tokens.line, radius=c.px(3))
        high = min(c.px(20), area.height() * 0.4)
        c.text(QRectF(area.left(), area.top() + c.px(3), area.width(), high), month.name, "center", colour=ink)
        body = area.adjusted(0, high, 0, 0)
        c.text(body, str(month.count) if month.count else "—", "center", size=tokens.section, colour=ink, bold=True)
        hits.append(Hit(area, month.target, f"{month.name} {month.count}{data.unit}"))
    return hits
