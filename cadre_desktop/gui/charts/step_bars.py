"""How far matters have come: one bar per step, with its share of the first."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.gui.charts.canvas import Canvas, Hit
from cadre_desktop.gui.style.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Step:
    """One step and how many got there."""

    name: str
    count: int
    target: object = None


@dataclass(frozen=True, slots=True)
class StepBars:
    """Steps in order; the last one is the goal and is drawn in green."""

    steps: tuple[Step, ...]
    unit: str = "件"

    def share(self, step: Step) -> str:
        """Return a step's share of the first, "" for the first itself and where nothing began."""
        start = self.steps[0].count
        return "" if step is self.steps[0] or not start else f"{step.count * 100 / start:.0f}%"

    def summary(self) -> str:
        """Say in words what the picture shows."""
        if not self.steps:
            return "没有数据。"
        return "；".join(f"{s.name} {s.count}{self.unit} {self.share(s)}".rstrip() for s in self.steps) + "。"


def draw_step_bars(painter: QPainter, rect: QRectF, data: StepBars, tokens: Tokens) -> list[Hit]:
    """Draw the bars; every one can be clicked."""
    c = Canvas(painter, tokens)
    if not data.steps:
        return []
    names = min(c.width([s.name for s in data.steps], tokens.small) + c.px(8), rect.width() * 0.35)
    words = [f"{s.count} {data.unit}  {data.share(s)}".rstrip() for s in data.steps]
    figures = c.width(words, tokens.small) + c.px(8)
    longest = max(c.px(20), rect.width() - names - figures)
    most = max(s.count for s in data.steps) or 1
    step_height = min(c.px(44), rect.height() / len(data.steps))
    thick = step_height * 0.6
    hits = []
    for j, step in enumerate(data.steps):
        top = rect.top() + j * step_height
        c.text(QRectF(rect.left(), top, names - c.px(8), step_height), step.name, "right")
        track = QRectF(rect.left() + names, top + (step_height - thick) / 2, longest, thick)
        c.box(track, tokens.surface2)
        bar = QRectF(track.left(), track.top(), longest * step.count / most, thick)
        goal = j == len(data.steps) - 1 and len(data.steps) > 1
        c.box(bar, tokens.categories[2] if goal else tokens.primary)
        c.text(QRectF(bar.right() + c.px(6), top, figures, step_height), words[j], colour=tokens.text2, elide=False)
        area = QRectF(rect.left(), top, rect.width(), step_height)
        hits.append(Hit(area, step.target, f"{step.name} {words[j]}"))
    return hits
