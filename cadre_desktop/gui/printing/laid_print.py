"""Puts a laid sheet on paper: scaled to the width of the page, its header repeated on every one."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPainter
from PySide6.QtPrintSupport import QPrinter

from cadre_desktop.formats.laid_sheet import LaidSheet
from cadre_desktop.gui.printing.laid_picture import LaidPicture
from cadre_desktop.gui.style.fonts import font

_FOOT = 22.0  # of the page number, in pixels of the sheet
_MARK = 20.0
_TIGHTER = 0.92  # rather this small than a last page with nothing but signatures


@dataclass(frozen=True, slots=True)
class LaidPrint:
    """One sheet of a report as it goes on paper; `mark` stands at the top right of every page."""

    title: str
    sheet: LaidSheet
    mark: str = ""

    @property
    def paper(self) -> str:
        """The paper it is laid out for."""
        return self.sheet.page.paper

    @property
    def landscape(self) -> bool:
        """Whether it is laid out across."""
        return self.sheet.page.landscape

    def print_on(self, device: QPagedPaintDevice) -> int:
        """Draw the pages, or those a printer was asked for; return how many were drawn."""
        painter = QPainter(device)
        try:
            pages = _Pages(LaidPicture(self.sheet), painter, device)
            wanted = list(range(len(pages.cut)))
            if isinstance(device, QPrinter) and device.fromPage():
                wanted = wanted[device.fromPage() - 1 : device.toPage()]
            for at, number in enumerate(wanted):
                if at:
                    device.newPage()
                pages.draw(number, pages.cut[number], self.mark)
            return len(wanted)
        finally:
            painter.end()


class _Pages:
    """The sheet cut into the pages of one device."""

    def __init__(self, picture: LaidPicture, painter: QPainter, device: QPagedPaintDevice) -> None:
        self._picture, self._painter = picture, painter
        paint_rect = device.pageLayout().paintRectPixels(device.logicalDpiX())
        self._room = paint_rect.width(), paint_rect.height()
        self._head = self._head_rows()
        full = min(device.logicalDpiX() / 96, paint_rect.width() / picture.size.width())
        self._set_scale(full)
        self.cut = self._pages()
        self._set_scale(full * _TIGHTER)
        tighter = self._pages()
        if len(tighter) < len(self.cut):
            self.cut = tighter
        else:
            self._set_scale(full)

    def _set_scale(self, scale: float) -> None:
        self._scale = scale
        self._width, self._height = self._room[0] / scale, self._room[1] / scale

    def _head_rows(self) -> range:
        """Return the rows printed again on every page."""
        rows = self._picture.sheet.page.title_rows
        return range(rows[0] - 1, rows[1]) if rows else range(0)

    def _head_height(self) -> float:
        top = self._picture.top
        return top(self._head.stop) - top(self._head.start) if self._head else 0.0

    def _pages(self) -> list[range]:
        """Share the rows out; merged blocks stay together, a row higher than a page gets one of its own."""
        room, pages, first = self._height - _FOOT - _MARK, [], 0
        rows, breaks = len(self._picture.rows), set(self._picture.sheet.page_breaks)
        at = 0
        while at < rows:
            block = self._block_end(at)
            again = self._head_height() if first > self._head.start else 0.0
            used = self._picture.top(block) - self._picture.top(first) + again
            if at > first and (used > room or at in breaks):
                pages.append(range(first, at))
                first = at
            at = block
        pages.append(range(first, rows))
        return pages

    def _block_end(self, row: int) -> int:
        """Return the row after the merged block that begins in a row."""
        end = row + 1
        at = row
        while at < end:
            end = max(end, *(at + merge.rows for merge in self._picture.rows[at].merges), at + 1)
            at += 1
        return min(end, len(self._picture.rows))

    def draw(self, number: int, rows: range, mark: str) -> None:
        """Draw one page with its head, mark and number."""
        painter, picture = self._painter, self._picture
        painter.save()
        painter.scale(self._scale, self._scale)
        painter.setFont(font(12))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        painter.drawText(QRectF(0, 0, self._width, _MARK), right, mark)
        words = f"第 {number + 1} 页 共 {len(self.cut)} 页"
        painter.drawText(QRectF(0, self._height - _FOOT, self._width, _FOOT), int(Qt.AlignmentFlag.AlignCenter), words)
        painter.translate((self._width - picture.size.width()) / 2, _MARK)
        if number and self._head and rows.start >= self._head.stop:
            self._draw_rows(self._head)
            painter.translate(0, self._head_height())
        self._draw_rows(rows)
        painter.restore()

    def _draw_rows(self, rows: range) -> None:
        self._painter.save()
        self._painter.translate(0, -self._picture.top(rows.start))
        self._picture.draw(self._painter, rows.start, rows.stop)
        self._picture.draw_charts(self._painter, self._picture.top(rows.start), self._picture.top(rows.stop))
        self._painter.restore()
