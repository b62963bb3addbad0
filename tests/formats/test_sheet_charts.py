"""Native charts that show their axes and read from cells."""

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from cadre_desktop.formats.report_sheet import Chart
from cadre_desktop.formats.sheet_charts import lay_charts
from cadre_desktop.formats.workbook import write_book
from tests.formats import reports


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    write_book(reports.book(reports.table(charts=reports.CHARTS)), path)
    return path


def chart_xml(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(f"xl/charts/chart{i}.xml").decode() for i in range(1, 5)]


def test_every_chart_has_its_figures_beside_it(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["五必谈图表"]
    text = [[cell.value for cell in row[:4]] for row in sheet.iter_rows()]
    assert text[:5] == [
        ["政治画像", None, None, None],
        [None, "本人", "平均", None],
        ["忠诚", 92, 86, None],
        ["定力", 88, 84, None],
        ["担当", 81, 79, None],
    ]
    start = next(i for i, row in enumerate(text) if row[0] == "考核等次构成")
    assert text[start + 2] == ["青石镇", 4, 15, 0]


def test_the_charts_read_from_those_cells(path: Path) -> None:
    radar, stacked, pyramid, bar = chart_xml(path)
    assert "'五必谈图表'!$B$3:$B$5" in radar
    assert "'五必谈图表'!$A$3:$A$5" in radar
    assert "'五必谈图表'!C2" in radar.replace("$", "")
    assert '<barDir val="bar"' in stacked
    assert '<grouping val="percentStacked"' in stacked
    assert '<grouping val="stacked"' in pyramid
    assert '<barDir val="col"' in bar
    assert "<radarChart>" in radar


def test_no_chart_hides_its_axes(path: Path) -> None:
    for xml in chart_xml(path):
        assert xml.count('<delete val="0"') == 2
        assert '<delete val="1"' not in xml


def test_value_axes_count_in_ones_twos_and_fives(path: Path) -> None:
    radar, stacked, pyramid, bar = chart_xml(path)
    assert '<max val="100"' in radar
    assert '<majorUnit val="20"' in radar
    assert '<majorUnit val="0.2"' in stacked
    assert '<max val="1"' in stacked
    assert '<min val="-20"' in pyramid
    assert '<max val="20"' in pyramid
    assert '<majorUnit val="5"' in pyramid
    assert '<min val="0"' in bar
    whole = [float(step) for step in re.findall(r'majorUnit val="([^"]+)"', bar)]
    assert whole == [int(step) for step in whole] != []


def test_the_left_side_of_a_pyramid_is_negative_but_reads_positive(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["五必谈图表"]
    men = [row[1] for row in sheet.iter_rows() if row[0].value == "51—55岁"]
    assert [(cell.value, cell.number_format) for cell in men] == [(-18, "0;0")]
    assert 'formatCode="0;0"' in chart_xml(path)[2]


def test_two_charts_share_a_page(path: Path) -> None:
    sheet = openpyxl.load_workbook(path)["五必谈图表"]
    (page_break,) = sheet.row_breaks.brk
    assert sheet.cell(page_break.id + 1, 1).value == "年龄结构"


def test_a_chart_with_many_categories_pushes_the_next_one_down() -> None:
    many = Chart("bar", "多", tuple(f"单位{i}" for i in range(40)), (("人次", tuple(range(40))),))
    laid = lay_charts((many, reports.CHARTS[0]), name="图")
    rows = list(laid.rows)
    assert laid.charts[1].top > 42
    assert rows[laid.charts[1].top - 2].values[0] == "政治画像"
    assert rows[laid.charts[1].top - 1].values[1] == "本人"


def test_ragged_series_and_lopsided_pyramids_are_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 3"):
        Chart("bar", "x", ("a", "b", "c"), (("s", (1, 2)),))
    with pytest.raises(ValueError, match="two series"):
        Chart("pyramid", "x", ("a",), (("s", (1,)),))
