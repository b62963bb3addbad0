"""How grades spread: one bar of 100 % per unit, told apart by colour, hatching and figures."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.gui.charts.canvas import Canvas, Hit, Key
from cadre_desktop.gui.style.tokens import Tokens, text_on

HATCHED = 2  # the third grade: too close to the second on a grey printer


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One unit's counts in the order of the grades; `targets` are handed back, one per grade."""

    name: str
    counts: tuple[int, ...]
    targets: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeBars:
    """Up to four grades, best first."""

    grades: tuple[str, ...]
    rows: tuple[GradeRow, ...]
    unit: str = "人"

    def summary(self) -> str:
        """Say in words what the picture shows."""
        if not self.rows:
            return "没有数据。"
        parts = [
            row.name + " " + "、".join(f"{g}{n}{self.unit}" for g, n in zip(self.grades, row.counts, strict=True) if n)
            for row in self.rows
        ]
        return "；".join(parts) + "。"


def draw_grade_bars(painter: QPainter, rect: QRectF, data: GradeBars, tokens: Tokens) -> list[Hit]:
    """Draw the bars; every part of a bar can be clicked."""
    c = Canvas(painter, tokens)
    if not data.rows:
        return []
    head = c.px(26)
    keys = [Key(g, tokens.grades[i], hatched=i == HATCHED) for i, g in enumerate(data.grades)]
    c.legend(QRectF(rect.left() + c.px(2), rect.top(), rect.width(), head - c.px(4)), keys)
    names = min(c.width([r.name for r in data.rows], tokens.small) + c.px(8), rect.width() * 0.3)
    totals = c.width([f"{sum(r.counts)}{data.unit}" for r in data.rows], tokens.small) + c.px(8)
    step = min(c.px(30), (rect.height() - head) / len(data.rows))
    thick = step * 0.66
    bar_width = rect.width() - names - totals
    hits: list[Hit] = []
    for j, row in enumerate(data.rows):
        top = rect.top() + head + j * step
        c.text(QRectF(rect.left(), top, names - c.px(8), step), row.name, "right")
        bar = QRectF(rect.left() + names, top + (step - thick) / 2, bar_width, thick)
        hits += _draw_bar(c, bar, row, data)
        end = QRectF(bar.right() + c.px(6), top, totals, step)
        c.text(end, f"{sum(row.counts)}{data.unit}", colour=tokens.text2)
    return hits


def _draw_bar(c: Canvas, bar: QRectF, row: GradeRow, data: GradeBars) -> list[Hit]:
    total, x, hits = sum(row.counts), bar.left(), []
    for i, count in enumerate(row.counts):
        if not count:
            continue
        part = QRectF(x, bar.top(), bar.width() * count / total, bar.height())
        fill = c.tokens.grades[i]
        shown = part.adjusted(0, 0, -c.px(1), 0)
        c.box(shown, fill)
        words, size, ink = str(count), c.tokens.small - c.px(1), text_on(fill, c.tokens)
        room = c.width([words], size) + c.px(2)
        if i == HATCHED:
            c.hatch(shown, c.tokens.warn)
            high = min(bar.height(), c.px(13))
            clear = QRectF(0, 0, min(room + c.px(4), shown.width()), high)
            clear.moveCenter(shown.center())
            c.box(clear, fill)
        if room <= shown.width():
            c.text(shown, words, "center", size=size, colour=ink, bold=ink == c.tokens.on_primary)
        target = row.targets[i] if i < len(row.targets) else None
        share = f"{count * 100 / total:.0f}%"
        hits.append(Hit(part, target, f"{row.name} {data.grades[i]} {count}{data.unit}，占 {share}"))
        x = part.right()
    return hits
