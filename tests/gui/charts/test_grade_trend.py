"""One person's grades over the years."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from cadre_desktop.gui.charts.grade_trend import GradePoint, GradeTrend, draw_grade_trend
from cadre_desktop.gui.style.tokens import NORMAL

LEVELS = ("不称职", "基本称职", "称职", "优秀")


def drawn(data):
    picture = QImage(400, 160, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    hits = draw_grade_trend(painter, QRectF(picture.rect()), data, NORMAL)
    painter.end()
    return picture, hits


def points(*levels):
    return tuple(GradePoint(2020 + i, "优秀" if n == 3 else "称职", n, f"id{i}") for i, n in enumerate(levels))


def test_every_year_can_be_clicked_from_left_to_right(qapp):
    _, hits = drawn(GradeTrend(points(3, 2, 3), LEVELS))
    assert [h.item for h in hits] == ["id0", "id1", "id2"]
    assert [h.text for h in hits] == ["2020年 优秀", "2021年 称职", "2022年 优秀"]
    assert hits[0].area.right() <= hits[1].area.left() + 0.5


def test_a_better_grade_stands_higher(qapp):
    picture, hits = drawn(GradeTrend(points(3, 0), LEVELS))
    assert mark_height(picture, hits[0]) < mark_height(picture, hits[1])


def mark_height(picture, hit):
    """Find the first line of the year's square from the top."""
    x = round(hit.area.center().x())
    colour = QColor(NORMAL.primary)
    return next(y for y in range(picture.height()) if picture.pixelColor(x, y) == colour)


def test_a_year_without_a_grade_is_hollow_and_breaks_the_line(qapp):
    picture, hits = drawn(GradeTrend(points(2, None, 2), LEVELS))
    x = round(hits[1].area.center().x())
    colours = {picture.pixelColor(x, y).name() for y in range(picture.height())}
    assert NORMAL.primary.lower() not in colours
    between = round((hits[0].area.center().x() + hits[1].area.center().x()) / 2)
    assert NORMAL.primary.lower() not in {picture.pixelColor(between, y).name() for y in range(picture.height())}


def test_the_picture_is_told_in_words_too():
    assert GradeTrend(points(3, 2), LEVELS).summary() == "2020年 优秀；2021年 称职。"
    assert GradeTrend((), LEVELS).summary() == "没有数据。"


def test_without_years_nothing_is_drawn(qapp):
    assert drawn(GradeTrend((), LEVELS))[1] == []
