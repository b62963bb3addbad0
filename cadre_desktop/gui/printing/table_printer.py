"""Lays a list out on paper: the head on every page, wrapped cells, page n of m."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPagedPaintDevice, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter

from cadre_desktop.gui.style.fonts import font

_INCH_MM = 25.4
_TITLE_MM, _FACTS_MM, _FOOT_MM = 9.0, 6.0, 7.0
_PAD_MM, _LINE_MM = 1.2, 0.15
# Letters are this high, in mm; a crowded table takes the smaller one.
_TEXT_MM, _SMALL_TEXT_MM, _LARGE_TEXT_MM = 3.5, 2.9, 5.6
_CROWDED = 14
_FLAGS = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
    "center": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
}


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """One column; `weight` is its share of the width, roughly its characters."""

    title: str
    weight: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class PrintTable:
    """A list as it goes on paper: title, one line of facts, the rows as words, and how secret it is."""

    title: str
    facts: str
    columns: tuple[PrintColumn, ...]
    rows: Sequence[tuple[str, ...]]
    mark: str = ""
    paper: str = "A4"
    landscape: bool = True

    def print_on(self, device: QPagedPaintDevice) -> int:
        """Draw the pages on a device; return how many there were."""
        return print_table(self, device)


class TablePages:
    """A table cut into the pages of one device; measures are asked of the device, so any resolution does."""

    def __init__(self, table: PrintTable, device: QPagedPaintDevice) -> None:
        self._table = table
        self._device = device
        self._dots = device.logicalDpiX() / _INCH_MM
        size = _SMALL_TEXT_MM if len(table.columns) > _CROWDED else _TEXT_MM
        self._font = font(size * self._dots)
        self._bold = font(size * self._dots, bold=True)
        paint_rect = device.pageLayout().paintRectPixels(device.logicalDpiX())
        self._page = QRectF(0, 0, paint_rect.width(), paint_rect.height())
        self._widths = self._column_widths()
        self._head = self._height([c.title for c in table.columns], bold=True)
        self._heights = [self._height(row) for row in table.rows]
        self.pages: list[range] = self._cut()

    def _mm(self, value: float) -> float:
        return value * self._dots

    def _column_widths(self) -> list[float]:
        total = sum(c.weight for c in self._table.columns) or 1.0
        return [self._page.width() * c.weight / total for c in self._table.columns]

    def _height(self, words: Sequence[str], *, bold: bool = False) -> float:
        """Return how high a row must be for its longest cell, wrapped."""
        metrics = QFontMetricsF(self._bold if bold else self._font, self._device)
        highest = metrics.height()
        for text, width in zip(words, self._widths, strict=True):
            room = QRectF(0, 0, max(1.0, width - 2 * self._mm(_PAD_MM)), 1e7)
            highest = max(highest, metrics.boundingRect(room, int(_FLAGS["left"]), text).height())
        return highest + 2 * self._mm(_PAD_MM)

    def _top(self, page: int) -> float:
        """Return where the table begins: below the title on the first page."""
        return self._mm(_TITLE_MM + _FACTS_MM) if page == 0 else self._mm(_FACTS_MM)

    def _cut(self) -> list[range]:
        """Share the rows out; a row higher than a page gets a page of its own and is cut there."""
        bottom = self._page.height() - self._mm(_FOOT_MM)
        pages, first = [], 0
        y = self._top(0) + self._head
        for i, height in enumerate(self._heights):
            if y + height > bottom and i > first:
                pages.append(range(first, i))
                first, y = i, self._top(len(pages)) + self._head
            y += height
        pages.append(range(first, len(self._heights)))
        return pages

    def draw(self, painter: QPainter, page: int) -> None:
        """Draw one page, counting from 0."""
        self._draw_top(painter, page)
        y = self._draw_row(painter, [c.title for c in self._table.columns], self._top(page), self._head, head=True)
        for i in self.pages[page]:
            y = self._draw_row(painter, self._table.rows[i], y, self._heights[i])
        foot = QRectF(0, self._page.height() - self._mm(_FOOT_MM), self._page.width(), self._mm(_FOOT_MM))
        painter.setFont(self._font)
        painter.drawText(foot, int(_FLAGS["center"]), f"第 {page + 1} 页　共 {len(self.pages)} 页")

    def _draw_top(self, painter: QPainter, page: int) -> None:
        painter.setPen(QColor("black"))
        top = 0.0
        if page == 0:
            painter.setFont(font(self._mm(_LARGE_TEXT_MM), bold=True))
            title = QRectF(0, 0, self._page.width(), self._mm(_TITLE_MM))
            painter.drawText(title, int(_FLAGS["center"]), self._table.title)
            top = self._mm(_TITLE_MM)
        painter.setFont(self._font)
        line = QRectF(0, top, self._page.width(), self._mm(_FACTS_MM))
        single = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, single | int(Qt.AlignmentFlag.AlignRight), self._table.mark)
        room = self._page.width() - QFontMetricsF(self._font, self._device).horizontalAdvance(self._table.mark)
        facts = self._table.facts if page == 0 else f"{self._table.title}（续）"
        shown = QFontMetricsF(self._font, self._device).elidedText(
            facts, Qt.TextElideMode.ElideRight, room - self._mm(4)
        )
        painter.drawText(line, single | int(Qt.AlignmentFlag.AlignLeft), shown)

    def _draw_row(
        self, painter: QPainter, words: Sequence[str], y: float, height: float, *, head: bool = False
    ) -> float:
        """Draw one row with its lines and return where the next begins."""
        painter.setPen(QPen(QColor("black"), self._mm(_LINE_MM)))
        painter.setFont(self._bold if head else self._font)
        x, pad = 0.0, self._mm(_PAD_MM)
        limit = self._page.height() - self._mm(_FOOT_MM)
        for column, text, width in zip(self._table.columns, words, self._widths, strict=True):
            cell = QRectF(x, y, width, min(height, limit - y))
            if head:
                painter.fillRect(cell, QColor("#EDEDED"))
            painter.drawRect(cell)
            flags = int(_FLAGS["center" if head else column.align])
            painter.save()
            painter.setClipRect(cell, Qt.ClipOperation.IntersectClip)
            painter.drawText(cell.adjusted(pad, 0, -pad, 0), flags, text)
            painter.restore()
            x += width
        return y + height


def print_table(table: PrintTable, device: QPagedPaintDevice) -> int:
    """Draw a table on a printer, a preview or a PDF; return how many pages were drawn.

    A printer's page range is honoured.
    """
    laid = TablePages(table, device)
    wanted = list(range(len(laid.pages)))
    if isinstance(device, QPrinter) and device.fromPage():
        wanted = wanted[device.fromPage() - 1 : device.toPage()]
    painter = QPainter(device)
    for n, page in enumerate(wanted):
        if n:
            device.newPage()
        laid.draw(painter, page)
    painter.end()
    return len(wanted)
