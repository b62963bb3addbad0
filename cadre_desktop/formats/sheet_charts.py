"""Native charts, drawn from the cells beside them, and the sheet that carries the charts of a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from cadre_desktop.formats.cell_text import cell_units, writable
from cadre_desktop.formats.chart_scale import scale_of
from cadre_desktop.formats.laid_sheet import (
    BODY_FONT,
    HEAD_FONT,
    AnchoredChart,
    CellStyle,
    LaidRow,
    LaidSheet,
    PageSetup,
    Written,
)
from cadre_desktop.formats.report_sheet import Chart

_COLOURS = ("1F5C99", "D98A00", "2A8F6B", "B3261E", "7A5AA6", "5B6773")
_GRADE_COLOURS = {"优秀": "1F5C99", "称职": "8DB4DA", "合格": "8DB4DA", "基本称职": "E3A93B", "基本合格": "E3A93B",
                  "不称职": "7A1712", "不合格": "7A1712"}  # fmt: skip
_ROW_HEIGHT = 18.0
_BLOCK_ROWS = 13  # two blocks of a chart 8 cm high fit on an A4 page lying on its side
_PAGE_ROWS = 27
_CHART_HEIGHT_CM = 8.0
_NAME = CellStyle(HEAD_FONT, 12, align="left", wrap=False)
_HEAD = CellStyle(HEAD_FONT, 10, border="thin")
_LABEL = CellStyle(BODY_FONT, 10, align="left", border="thin", number_format="@")
_NUMBER = CellStyle(BODY_FONT, 10, border="thin")
_BOTH_SIDES = _NUMBER.but(number_format="0;0")


def lay_charts(charts: Sequence[Chart], *, name: str, mark_line: str = "") -> LaidSheet:
    """Lay out one block per chart: its name, its figures, and the chart to the right of them."""
    data_columns = 1 + max(len(chart.series) for chart in charts)
    labels = max(cell_units(label) for chart in charts for label in (*chart.categories, chart.title))
    widths = [max(10.0, min(labels + 2.0, 30.0)), *[11.0] * (data_columns - 1), 3.0, *[11.0] * 8]
    anchored = []
    rows: list[LaidRow] = []
    breaks: list[int] = []
    for chart in charts:
        top = len(rows) + 1
        block = list(_block(chart, len(widths)))
        if rows and len(rows) + len(block) - (breaks[-1] if breaks else 0) > _PAGE_ROWS:
            breaks.append(len(rows))
        anchored.append(
            AnchoredChart(chart, top + 1, 1, f"{_letter(data_columns + 2)}{top}", height_cm=_CHART_HEIGHT_CM)
        )
        rows += block
    page = PageSetup(mark_line=writable(mark_line))
    return LaidSheet(name, widths, rows, page, _ROW_HEIGHT, tuple(anchored), tuple(breaks))


def _block(chart: Chart, width: int) -> Iterator[LaidRow]:
    """Yield the figures of a chart, then blank rows to the height of the chart."""
    yield _row([writable(chart.title)], [_NAME], width)
    count = len(chart.series)
    yield _row(["", *[writable(name) for name, _ in chart.series]], [_HEAD] * (count + 1), width)
    number = _BOTH_SIDES if chart.kind == "pyramid" else _NUMBER
    for index, category in enumerate(chart.categories):
        values: list[Written] = [_signed(chart, place, values[index]) for place, (_, values) in enumerate(chart.series)]
        yield _row([writable(category), *values], [_LABEL, *[number] * count], width)
    for _ in range(max(_BLOCK_ROWS - 2 - len(chart.categories), 1)):
        yield _row([], [], width)


def _signed(chart: Chart, place: int, value: float) -> float:
    """The left side of a pyramid is drawn from negative numbers, shown without their sign."""
    return -value if chart.kind == "pyramid" and place == 0 else value


def _row(values: Sequence[Written], styles: Sequence[CellStyle], width: int) -> LaidRow:
    missing = width - len(values)
    return LaidRow([*values, *[None] * missing], [*styles, *[None] * missing])


def _letter(column: int) -> str:
    return chr(ord("A") + column - 1)


def draw(target: Any, anchored: AnchoredChart) -> None:
    """Add the chart to the openpyxl sheet that already holds its figures."""
    from openpyxl.chart import BarChart, RadarChart, Reference

    chart = anchored.chart
    native: Any = RadarChart() if chart.kind == "radar" else BarChart()
    last = anchored.top + len(chart.categories)
    left = anchored.left
    native.add_data(
        Reference(target, min_col=left + 1, max_col=left + len(chart.series), min_row=anchored.top, max_row=last),
        titles_from_data=True,
    )
    native.set_categories(Reference(target, min_col=left, min_row=anchored.top + 1, max_row=last))
    native.title = chart.title
    native.width = anchored.width_cm
    native.height = anchored.height_cm
    native.legend.position = "r" if chart.kind in ("radar", "stacked") else "b"
    # openpyxl leaves the element out, and Excel then hides the axes.
    native.x_axis.delete = native.y_axis.delete = False
    if chart.kind == "radar":
        _style_radar(native)
    else:
        _style_bars(native, chart)
    _scale(native, chart)
    target.add_chart(native, anchored.cell)


def _scale(native: Any, chart: Chart) -> None:
    """Fix the value axis: left to itself, Excel cuts counts into halves and writes 0, 1, 1, 2."""
    scale = scale_of(chart)
    native.y_axis.scaling.min = -scale.end if chart.kind == "pyramid" else 0
    native.y_axis.scaling.max = scale.end
    native.y_axis.majorUnit = scale.step


def _style_radar(native: Any) -> None:
    native.type = "standard"
    native.y_axis.number_format = "General"
    for place, series in enumerate(native.series):
        line = series.graphicalProperties.line
        line.solidFill = _COLOURS[place % len(_COLOURS)]
        line.width = 28_575  # 2.25 pt
        if place:
            line.dashStyle = "dash"


def _style_bars(native: Any, chart: Chart) -> None:
    native.gapWidth = 60
    if chart.kind == "bar":
        native.type, native.grouping = "col", "clustered"
        native.y_axis.number_format = "General"
    else:
        native.type = "bar"
        native.grouping = "percentStacked" if chart.kind == "stacked" else "stacked"
        native.overlap = 100
        native.y_axis.number_format = "0%" if chart.kind == "stacked" else "0;0"
        native.x_axis.scaling.orientation = "maxMin"  # the first category on top, as in the table
        native.x_axis.tickLblPos = "low"
        native.y_axis.crosses = "max"
    native.x_axis.number_format = "@"
    for place, (series, (name, _)) in enumerate(zip(native.series, chart.series, strict=True)):
        series.graphicalProperties.solidFill = _GRADE_COLOURS.get(name, _COLOURS[place % len(_COLOURS)])
        series.invertIfNegative = False
