"""The native charts of a report, drawn for the preview: what WPS and Excel will make of them, near enough."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cadre_desktop.formats.chart_scale import ChartScale, scale_of
from cadre_desktop.formats.report_sheet import Chart
from cadre_desktop.gui.charts.canvas import Canvas, Key
from cadre_desktop.gui.charts.pyramid import Pyramid, PyramidRow, draw_pyramid
from cadre_desktop.gui.style.tokens import Tokens, text_on

_TITLE, _LEGEND, _AXIS = 30, 24, 20  # heights at 14 px text
_VALUE = 34  # room at the end of a bar for its number
_NAMES_SHARE = 0.3


def draw_report_chart(painter: QPainter, rect: QRectF, chart: Chart, tokens: Tokens) -> None:
    """Draw a chart with its title; a radar is shown as bars, one group a category."""
    c = Canvas(painter, tokens)
    c.box(rect, tokens.surface, line=tokens.strong)
    inside = rect.adjusted(c.px(10), c.px(6), -c.px(10), -c.px(8))
    title = QRectF(inside.left(), inside.top(), inside.width(), c.px(_TITLE - 8))
    c.text(title, chart.title, "center", size=tokens.fs, bold=True)
    body = inside.adjusted(0, c.px(_TITLE), 0, 0)
    if chart.kind == "pyramid":
        draw_pyramid(painter, body, _pyramid(chart), tokens)
    else:
        _draw_bars(c, body, chart)


def _pyramid(chart: Chart) -> Pyramid:
    """Show the categories from top to bottom, as the sheet lists them."""
    (left, ours), (right, theirs) = chart.series
    counts = list(zip(chart.categories, ours, theirs, strict=True))
    return Pyramid(tuple(PyramidRow(n, int(a), int(b)) for n, a, b in counts), left, right)


def _draw_bars(c: Canvas, rect: QRectF, chart: Chart) -> None:
    palette = c.tokens.categories
    keys = [Key(name, palette[i % len(palette)]) for i, (name, _) in enumerate(chart.series)]
    c.legend(QRectF(rect.left(), rect.top(), rect.width(), c.px(_LEGEND - 4)), keys)
    room = rect.adjusted(0, c.px(_LEGEND), 0, -c.px(_AXIS))
    if not chart.categories:
        return
    names = min(c.width(chart.categories, c.tokens.small) + c.px(8), room.width() * _NAMES_SHARE)
    step = room.height() / len(chart.categories)
    scale = scale_of(chart)
    _draw_axis(c, room.adjusted(names, 0, -c.px(_VALUE), 0), scale, percent=chart.kind == "stacked")
    for at, category in enumerate(chart.categories):
        lane = QRectF(room.left(), room.top() + at * step, room.width(), step)
        c.text(QRectF(lane.left(), lane.top(), names - c.px(8), step), category, "right")
        bars = lane.adjusted(names, step * 0.15, -c.px(_VALUE), -step * 0.15)
        values = [values[at] for _, values in chart.series]
        if chart.kind == "stacked":
            _draw_stacked(c, bars, values, keys)
        else:
            _draw_side_by_side(c, bars, values, keys, scale.end)


def _draw_axis(c: Canvas, field: QRectF, scale: ChartScale, *, percent: bool) -> None:
    """Draw a line at every mark of the scale, and the number under it."""
    half = c.px(30)
    for mark in scale.marks:
        x = field.left() + field.width() * mark / scale.end
        c.line(QPointF(x, field.top()), QPointF(x, field.bottom()), c.tokens.line)
        words = f"{mark * 100:.0f}%" if percent else f"{mark:g}"
        place = QRectF(x - half, field.bottom() + c.px(2), 2 * half, c.px(_AXIS - 4))
        c.text(place, words, "center", colour=c.tokens.text2)


def _draw_stacked(c: Canvas, bars: QRectF, values: list[float], keys: list[Key]) -> None:
    whole, x = sum(values), bars.left()
    for value, key in zip(values, keys, strict=True):
        if not value:
            continue
        part = QRectF(x, bars.top(), bars.width() * value / whole, bars.height())
        c.box(part.adjusted(0, 0, -c.px(1), 0), key.fill)
        words = _words(value)
        if c.width([words], c.tokens.small) + c.px(2) <= part.width():
            c.text(part, words, "center", colour=text_on(key.fill, c.tokens))
        x = part.right()


def _draw_side_by_side(c: Canvas, bars: QRectF, values: list[float], keys: list[Key], end: float) -> None:
    thick = bars.height() / len(values)
    for at, (value, key) in enumerate(zip(values, keys, strict=True)):
        bar = QRectF(bars.left(), bars.top() + at * thick, bars.width() * max(value, 0) / end, thick)
        c.box(bar.adjusted(0, 0, 0, -c.px(1)), key.fill)
        c.text(QRectF(bar.right() + c.px(4), bar.top(), c.px(34), thick), _words(value), colour=c.tokens.text2)


def _words(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"
