"""A rate by unit and year: darker is more, over the limit gets a red frame and "!"; the figure stays in the cell."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.gui.charts.canvas import Canvas, Hit
from cadre_desktop.gui.style.tokens import Tokens, text_on


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One figure, None where there is none; `over` says that it breaks its limit."""

    value: float | None
    words: str = ""
    over: bool = False
    target: object = None

    @property
    def shown(self) -> str:
        """The words in the cell."""
        if self.value is None:
            return "—"
        words = self.words or f"{self.value:.1f}"
        return f"{words} !" if self.over else words


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit."""

    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatTable:
    """The table; colours run from the smallest to the largest figure in it.  `over_words` say what "!" means."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    over_words: str = "超出限额"

    def summary(self) -> str:
        """Say in words what the picture shows."""
        over = [
            f"{row.name} {column} {cell.shown}"
            for row in self.rows
            for column, cell in zip(self.columns, row.cells, strict=True)
            if cell.over
        ]
        return f"{self.over_words} {len(over)} 处：{'；'.join(over)}。" if over else f"没有{self.over_words}的。"


def draw_heat_table(painter: QPainter, rect: QRectF, data: HeatTable, tokens: Tokens) -> list[Hit]:
    """Draw the table; every cell can be clicked."""
    c = Canvas(painter, tokens)
    values = [cell.value for row in data.rows for cell in row.cells if cell.value is not None]
    if not data.rows or not data.columns:
        return []
    low, high = min(values, default=0.0), max(values, default=1.0)
    names = min(c.width([r.name for r in data.rows], tokens.small) + c.px(8), rect.width() * 0.3)
    head = c.px(22)
    width = (rect.width() - names) / len(data.columns)
    height = min(c.px(30), (rect.height() - head) / len(data.rows))
    hits = []
    for i, column in enumerate(data.columns):
        place = QRectF(rect.left() + names + i * width, rect.top(), width, head)
        c.text(place, column, "center", colour=tokens.text2)
    for j, row in enumerate(data.rows):
        top = rect.top() + head + j * height
        c.text(QRectF(rect.left(), top, names - c.px(8), height), row.name, "right")
        for i, cell in enumerate(row.cells):
            area = QRectF(rect.left() + names + i * width, top, width, height).adjusted(1, 1, -1, -1)
            fill = shade(cell.value, low, high, tokens)
            c.box(area, fill, line=tokens.danger if cell.over else "", line_width=2)
            c.text(area, cell.shown, "center", colour=text_on(fill, tokens), bold=cell.over)
            hits.append(Hit(area, cell.target, f"{row.name} {data.columns[i]}：{cell.shown}"))
    return hits


def shade(value: float | None, low: float, high: float, tokens: Tokens) -> str:
    """Return the step of the scale for a value between the lowest and the highest."""
    if value is None:
        return tokens.surface
    if high <= low:
        return tokens.scale[0]
    steps = len(tokens.scale)
    return tokens.scale[min(steps - 1, int((value - low) / (high - low) * steps))]
