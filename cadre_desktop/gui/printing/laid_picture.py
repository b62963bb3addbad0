"""Draws a laid sheet as it will look in WPS or Excel: the same widths, heights, merges, fonts and lines."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from cadre_desktop.formats.laid_sheet import AnchoredChart, CellStyle, LaidRow, LaidSheet, Written
from cadre_desktop.formats.values import shown
from cadre_desktop.gui.charts.report_chart import draw_report_chart
from cadre_desktop.gui.style.fonts import FAMILIES
from cadre_desktop.gui.style.tokens import NORMAL

PIXELS_PER_POINT = 96 / 72
PIXELS_PER_MM = 96 / 25.4
_PIXELS_PER_UNIT, _PADDING_PIXELS = 7, 5
_PAD = 3
_NARROWEST = 70  # percent of the usual width of a letter
_INK, _LINE = "#000000", "#333333"
# What stands in for a face this machine does not have.
_STAND_INS = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "STZhongsong", "SimSun", "Noto Serif CJK SC"),
    "黑体": ("SimHei",),
    "仿宋": ("仿宋_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC"),
    "宋体": ("SimSun", "Noto Serif CJK SC"),
}
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_PAPER_MM = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}


class LaidPicture:
    """A sheet measured in screen pixels at 96 dots an inch; whoever draws scales the painter."""

    def __init__(self, sheet: LaidSheet) -> None:
        self.sheet = sheet
        self.rows: list[LaidRow] = list(sheet.rows)
        self._x = [0.0, *accumulate(round(w * _PIXELS_PER_UNIT + _PADDING_PIXELS) for w in sheet.widths)]
        heights = (sheet.row_height if row.height is None else row.height for row in self.rows)
        self._y = [0.0, *accumulate(h * PIXELS_PER_POINT for h in heights)]
        self._fonts: dict[int, QFont] = {}
        self._covered = frozenset(self._under_merges())
        self._hanging = frozenset(self._below_merges())

    @property
    def size(self) -> QSizeF:
        """How wide and high the whole sheet is."""
        return QSizeF(self._x[-1], self._y[-1] + self._below())

    def _below(self) -> float:
        """Room for charts that reach below the last row."""
        bottoms = [self._chart_rect(chart).bottom() for chart in self.sheet.charts]
        return max(0.0, *(b - self._y[-1] for b in bottoms)) if bottoms else 0.0

    @property
    def paper(self) -> QSizeF:
        """The paper it prints on, in pixels."""
        short, long = _PAPER_MM[self.sheet.page.paper]
        width, height = (long, short) if self.sheet.page.landscape else (short, long)
        return QSizeF(width * PIXELS_PER_MM, height * PIXELS_PER_MM)

    def row_at(self, y: float) -> int:
        """Return the row at a height, the last one below all."""
        return min(max(0, bisect_right(self._y, y) - 1), max(0, len(self.rows) - 1))

    def top(self, row: int) -> float:
        """Return where a row begins; one past the last is where the sheet ends."""
        return self._y[row]

    def text_of(self, row: int) -> str:
        """Return the words of a row, for those who hear instead of see."""
        return "，".join(str(shown(value)) for value in self.rows[row].values if value not in (None, ""))

    # drawing

    def draw(self, painter: QPainter, first: int, last: int) -> None:
        """Draw rows from `first` up to but without `last`, at their places."""
        for row in range(first, last):
            self._draw_row(painter, row)

    def draw_charts(self, painter: QPainter, top: float, bottom: float) -> None:
        """Draw the charts that begin between two heights."""
        for chart in self.sheet.charts:
            if top <= self._chart_rect(chart).top() < bottom:
                draw_report_chart(painter, self._chart_rect(chart), chart.chart, NORMAL)

    def first_reaching(self, row: int) -> int:
        """Return the first row to draw so that merged blocks reaching into `row` are seen."""
        while row in self._hanging:
            row -= 1
        return row

    def _draw_row(self, painter: QPainter, at: int) -> None:
        row = self.rows[at]
        merges = {merge.first_column: merge for merge in row.merges}
        for column, style in enumerate(row.styles):
            if style is None or (at, column) in self._covered:
                continue
            merge = merges.get(column)
            right = merge.last_column if merge else column
            bottom = min(at + (merge.rows if merge else 1), len(self.rows))
            area = QRectF(
                self._x[column], self._y[at], self._x[right + 1] - self._x[column], self._y[bottom] - self._y[at]
            )
            self._draw_cell(painter, area, row.values[column], style)

    def _draw_cell(self, painter: QPainter, area: QRectF, value: Written, style: CellStyle) -> None:
        if style.border == "thin":
            painter.setPen(QPen(QColor(_LINE), 0))
            painter.drawRect(area)
        text = printed(value, style)
        if not text:
            return
        painter.setPen(QColor(_INK))
        flags = int(_ALIGN[style.align] | Qt.AlignmentFlag.AlignVCenter)
        font = self._font(style)
        if style.wrap:
            flags |= int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)
            font = _squeezed(font, text, area, painter)
        painter.setFont(font)
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.drawText(area.adjusted(_PAD, 0, -_PAD, 0), flags, text)
        painter.restore()

    def _font(self, style: CellStyle) -> QFont:
        if id(style) not in self._fonts:
            font = QFont()
            font.setFamilies([style.font, *_STAND_INS.get(style.font, ()), *FAMILIES])
            font.setPixelSize(max(1, round(style.size * PIXELS_PER_POINT)))
            font.setBold(style.bold)
            self._fonts[id(style)] = font
        return self._fonts[id(style)]

    def _chart_rect(self, anchored: AnchoredChart) -> QRectF:
        """Return where a chart stands: its upper left cell is written like D2."""
        letters = "".join(c for c in anchored.cell if c.isalpha())
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter.upper()) - ord("A") + 1
        row = int(anchored.cell.removeprefix(letters)) - 1
        left = self._x[min(column - 1, len(self._x) - 1)]
        top = self._y[min(row, len(self._y) - 1)]
        return QRectF(left, top, anchored.width_cm * 10 * PIXELS_PER_MM, anchored.height_cm * 10 * PIXELS_PER_MM)

    def _below_merges(self) -> Iterator[int]:
        """Yield the rows into which a block from above reaches."""
        for at, row in enumerate(self.rows):
            for merge in row.merges:
                yield from range(at + 1, at + merge.rows)

    def _under_merges(self) -> Iterator[tuple[int, int]]:
        for at, row in enumerate(self.rows):
            for merge in row.merges:
                for below in range(merge.rows):
                    for column in range(merge.first_column, merge.last_column + 1):
                        if below or column > merge.first_column:
                            yield at + below, column


def _squeezed(font: QFont, text: str, area: QRectF, painter: QPainter) -> QFont:
    """Narrow the letters of a line that has room for one line only: a stand-in face may be a little wider."""
    metrics = QFontMetricsF(font, painter.device())
    room, needed = area.width() - 2 * _PAD, metrics.horizontalAdvance(text)
    if "\n" in text or needed <= room or area.height() >= 2 * metrics.height() or room <= 0:
        return font
    narrow = QFont(font)
    narrow.setStretch(max(_NARROWEST, int(100 * room / needed) - 1))
    return narrow


def printed(value: Written, style: CellStyle) -> str:
    """Return a value as the cell prints it: percentages and decimals by the cell's format."""
    form = style.number_format
    if isinstance(value, int | float) and not isinstance(value, bool) and form not in ("@", "General", "0"):
        form, _, for_negative = form.partition(";")
        value = abs(value) if for_negative and value <= 0 else value  # 0;0 hides the sign, as pyramids need
        decimals = form.partition(".")[2].count("0")
        return f"{value * 100:.{decimals}f}%" if "%" in form else f"{value:.{decimals}f}"
    return shown(value)
