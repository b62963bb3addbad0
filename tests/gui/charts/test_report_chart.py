"""The native charts of a report, as the preview draws them."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from cadre_desktop.formats.report_sheet import Chart
from cadre_desktop.gui.charts.report_chart import draw_report_chart
from cadre_desktop.gui.style.tokens import NORMAL

SIZE = QRectF(0, 0, 600, 340)
BLUE, ORANGE = QColor(NORMAL.categories[0]), QColor(NORMAL.categories[1])


def drawn(kind, *series, categories=("甲", "乙")):
    image = QImage(600, 340, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_report_chart(painter, SIZE, Chart(kind, "标题", categories, series), NORMAL)
    painter.end()
    return image


def count(image, colour, rows=range(70, 340)):
    return sum(image.pixelColor(x, y) == colour for y in rows for x in range(600))


def test_bars_are_as_long_as_their_values():
    image = drawn("bar", ("件数", (10.0, 5.0)))
    upper, lower = count(image, BLUE, range(70, 200)), count(image, BLUE, range(206, 330))
    assert upper == pytest.approx(2 * lower, rel=0.1)


def test_the_first_category_stands_on_top():
    image = drawn("bar", ("件数", (10.0, 0.0)))
    assert count(image, BLUE, range(70, 200)) > 1000
    assert count(image, BLUE, range(210, 330)) == 0


def test_series_stand_side_by_side_in_their_own_colours():
    image = drawn("bar", ("正面", (4.0, 4.0)), ("负面", (4.0, 4.0)))
    assert count(image, BLUE) == pytest.approx(count(image, ORANGE), rel=0.05)


def test_stacked_bars_show_shares_of_the_whole_width():
    image = drawn("stacked", ("优秀", (1.0, 0.0)), ("称职", (3.0, 7.0)))
    whole = count(image, ORANGE, range(210, 320))
    part = count(image, ORANGE, range(75, 195))
    assert part == pytest.approx(whole * 0.75, rel=0.12)
    assert count(image, BLUE, range(210, 320)) == 0


def test_a_pyramid_stands_back_to_back():
    image = drawn("pyramid", ("男", (6.0, 2.0)), ("女", (2.0, 6.0)))
    left = [x for x in range(600) if any(image.pixelColor(x, y) == BLUE for y in range(75, 330))]
    right = [x for x in range(600) if any(image.pixelColor(x, y) == ORANGE for y in range(75, 330))]
    assert max(left) < 300 < min(right)


@pytest.mark.parametrize("kind", ["bar", "stacked", "pyramid", "radar"])
def test_nothing_to_show_draws_the_frame_and_nothing_else(kind):
    series = (("男", ()), ("女", ()))
    image = drawn(kind, *series, categories=())
    assert count(image, BLUE) == 0


def test_all_zero_values_divide_by_nothing():
    image = drawn("stacked", ("优秀", (0.0, 0.0)), ("称职", (0.0, 0.0)))
    assert count(image, BLUE) == 0
