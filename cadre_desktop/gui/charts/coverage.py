"""Who has not been covered yet: units down, kinds across, three states told by sign and lightness."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.gui.charts.canvas import Canvas, Hit, Key
from cadre_desktop.gui.style.tokens import Tokens

State = Literal["done", "partial", "missing", "none"]


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One unit and one kind; `target` is handed back when it is clicked."""

    state: State
    target: object = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One unit."""

    name: str
    cells: tuple[CoverageCell, ...]


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """The matrix, the words in the cells and the words of the legend, for done, partial and missing."""

    columns: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    words: tuple[str, str, str] = ("✓", "! 不全", "× 未做")
    legend: tuple[str, str, str] = ("已完成", "不完整", "未做")

    def summary(self) -> str:
        """Say in words what the picture shows."""
        gaps = []
        for row in self.rows:
            names = [c for c, cell in zip(self.columns, row.cells, strict=True) if cell.state == "missing"]
            if names:
                gaps.append(f"{row.name}：{'、'.join(names)}")
        if not self.rows:
            return "没有数据。"
        if not gaps:
            return f"全部{self.legend[0]}或{self.legend[1]}。"
        return f"{self.legend[2]}的有 {len(gaps)} 个。{'；'.join(gaps)}。"


def draw_coverage(painter: QPainter, rect: QRectF, data: CoverageMatrix, tokens: Tokens) -> list[Hit]:
    """Draw the matrix; every cell can be clicked."""
    c = Canvas(painter, tokens)
    if not data.rows or not data.columns:
        return []
    names = min(c.width([r.name for r in data.rows], tokens.small) + c.px(8), rect.width() * 0.3)
    head, foot = c.px(22), c.px(26)
    cell_width = (rect.width() - names) / len(data.columns)
    cell_height = min(c.px(30), (rect.height() - head - foot) / len(data.rows))
    hits = []
    for i, column in enumerate(data.columns):
        place = QRectF(rect.left() + names + i * cell_width, rect.top(), cell_width, head)
        c.text(place, column, "center", colour=tokens.text2)
    for j, row in enumerate(data.rows):
        top = rect.top() + head + j * cell_height
        c.text(QRectF(rect.left(), top, names - c.px(8), cell_height), row.name, "right")
        for i, cell in enumerate(row.cells):
            area = QRectF(rect.left() + names + i * cell_width, top, cell_width, cell_height)
            area = area.adjusted(c.px(1.5), c.px(1), -c.px(1.5), -c.px(1))
            _draw_cell(c, area, cell.state, data)
            state = dict(zip(("done", "partial", "missing"), data.legend, strict=True)).get(cell.state, "不适用")
            hits.append(Hit(area, cell.target, f"{row.name} {data.columns[i]}：{state}"))
    bottom = rect.top() + head + len(data.rows) * cell_height + c.px(4)
    c.legend(QRectF(rect.left() + names, bottom, rect.width() - names, foot - c.px(4)), _keys(data, tokens))
    return hits


def _draw_cell(c: Canvas, area: QRectF, state: State, data: CoverageMatrix) -> None:
    t = c.tokens
    size = min(t.small, area.height() * 0.8)
    if state == "done":
        c.box(area, t.primary_soft, radius=2)
        c.text(area, data.words[0], "center", size=size, colour=t.primary)
    elif state == "partial":
        c.box(area, t.attention, radius=2)
        c.text(area, data.words[1], "center", size=size, colour=t.text)
    elif state == "missing":
        c.box(area, t.danger, radius=2)
        c.text(area, data.words[2], "center", size=size, colour=t.on_primary, bold=True)
    else:
        c.text(area, "—", "center", size=size, colour=t.text2)


def _keys(data: CoverageMatrix, t: Tokens) -> list[Key]:
    return [
        Key(data.legend[0], t.primary_soft, t.primary),
        Key(data.legend[1], t.attention, t.warn),
        Key(data.legend[2], t.danger),
    ]
