"""Charts paint in the right place, can be read without colour, clicked and walked through."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.charts.canvas import Canvas, Hit
from cadre_desktop.gui.charts.chart_view import DRAWERS, ChartData, ChartView, chart_image, draw_chart
from cadre_desktop.gui.charts.coverage import CoverageCell, CoverageMatrix, CoverageRow
from cadre_desktop.gui.charts.grade_bars import GradeBars, GradeRow
from cadre_desktop.gui.charts.heat_table import HeatCell, HeatTable, shade
from cadre_desktop.gui.charts.month_grid import MonthGrid
from cadre_desktop.gui.charts.pyramid import Pyramid, PyramidRow
from cadre_desktop.gui.charts.radar import Radar, RadarAxis
from cadre_desktop.gui.charts.step_bars import Step, StepBars
from cadre_desktop.gui.charts.timeline import Timeline, TimelineEvent
from cadre_desktop.gui.style.tokens import NORMAL, luminance
from tests.gui import examples

EMPTY: list[ChartData] = [
    CoverageMatrix((), ()),
    GradeBars(("优秀",), ()),
    Pyramid(()),
    Radar(()),
    Timeline(()),
    StepBars(()),
    HeatTable((), ()),
    MonthGrid(()),
]


def draw(data: ChartData, width: int = 600, height: int = 260) -> tuple[QImage, list[Hit]]:
    """Draw a chart on white."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    hits = draw_chart(painter, QRectF(picture.rect()), data, NORMAL)
    painter.end()
    return picture, hits


def colours(picture: QImage, area: QRectF | None = None) -> dict[str, int]:
    """Count the colours in an area."""
    rect = (area or QRectF(picture.rect())).toRect().intersected(picture.rect())
    part = picture.copy(rect).convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(part.constBits()).cast("I")
    return {QColor.fromRgb(pixel).name(): count for pixel, count in Counter(pixels).items()}


def hit(hits: list[Hit], item: Any) -> QRectF:
    """Return the area of the element that stands for something."""
    return next(h.area for h in hits if h.item == item)


@pytest.mark.parametrize("name", examples.CHARTS)
@pytest.mark.parametrize("size", [(600, 260), (240, 150), (1200, 700)])
def test_every_chart_paints_within_its_room(name: str, size: tuple[int, int]) -> None:
    picture, hits = draw(examples.CHARTS[name], *size)
    assert len(colours(picture)) > 3
    assert hits
    frame = QRectF(picture.rect()).adjusted(-2, -2, 2, 2)
    outside = [h.text for h in hits if not frame.intersects(h.area)]
    assert outside == []


@pytest.mark.parametrize("name", examples.CHARTS)
def test_every_element_of_a_chart_has_words(name: str) -> None:
    _, hits = draw(examples.CHARTS[name])
    assert all(h.text.strip() for h in hits)
    assert examples.CHARTS[name].summary().endswith("。")


@pytest.mark.parametrize("data", EMPTY, ids=lambda d: type(d).__name__)
def test_charts_without_data_draw_nothing_and_say_so(data: ChartData) -> None:
    _, hits = draw(data)
    assert hits == []
    assert data.summary()


def test_there_is_a_drawer_for_every_kind_of_chart() -> None:
    assert set(DRAWERS) >= {type(d) for d in EMPTY}


def test_coverage_cells_differ_by_lightness_too() -> None:
    picture, hits = draw(examples.COVERAGE)
    seen = {}
    for state, item in (("missing", ("青石镇", 1)), ("partial", ("青石镇", 0)), ("done", ("青石镇", 2))):
        area = hit(hits, item)
        seen[state] = picture.pixelColor(QPoint(int(area.left()) + 6, int(area.center().y()))).name()
    assert seen == {
        "missing": NORMAL.danger.lower(),
        "partial": NORMAL.attention.lower(),
        "done": NORMAL.primary_soft.lower(),
    }
    light = [luminance(seen[s]) for s in ("done", "partial", "missing")]
    assert light[0] - light[1] > 0.05
    assert light[1] - light[2] > 0.3


def test_coverage_rows_and_columns_stand_where_their_names_say() -> None:
    _, hits = draw(examples.COVERAGE)
    assert hit(hits, ("青石镇", 0)).top() < hit(hits, ("石门镇", 0)).top()
    assert hit(hits, ("青石镇", 0)).right() <= hit(hits, ("青石镇", 1)).left()


def test_the_coverage_summary_names_the_gaps() -> None:
    assert "梅溪镇：班子成员" in examples.COVERAGE.summary()
    assert examples.COVERAGE.summary().startswith("未谈的有 4 个。")
    full = CoverageMatrix(("一把手",), (CoverageRow("青石镇", (CoverageCell("done"),)),))
    assert full.summary() == "全部已完成或不完整。"


def test_a_kind_that_does_not_apply_is_a_dash_and_no_state() -> None:
    data = CoverageMatrix(("一把手",), (CoverageRow("青石镇", (CoverageCell("none"),)),))
    picture, hits = draw(data)
    assert hits[0].text == "青石镇 一把手：不适用"
    assert set(colours(picture, hits[0].area)) & {NORMAL.danger.lower(), NORMAL.attention.lower()} == set()


def test_grade_bars_share_the_whole_width_in_proportion() -> None:
    _, hits = draw(examples.GRADES)
    bar = [h.area for h in hits if isinstance(h.item, tuple) and h.item[0] == "青石镇"]
    total = sum(a.width() for a in bar)
    assert [round(a.width() / total * 22) for a in bar] == [4, 15, 2, 1]
    other = [h.area for h in hits if isinstance(h.item, tuple) and h.item[0] == "大桥镇"]
    assert sum(a.width() for a in other) == pytest.approx(total)
    assert len(other) == 2


def test_the_third_grade_is_hatched() -> None:
    picture, hits = draw(examples.GRADES)
    area = hit(hits, ("梅溪镇", 2))
    assert len(colours(picture, area)) > 2
    plain = hit(hits, ("梅溪镇", 1))
    edge = QRectF(plain.left() + 2, plain.top() + 2, 20, plain.height() - 4)
    assert set(colours(picture, edge)) == {NORMAL.grades[1].lower()}


def test_grade_words_tell_count_and_share() -> None:
    _, hits = draw(examples.GRADES)
    assert hits[0].text == "青石镇 优秀 4人，占 18%"
    assert "青石镇 优秀4人、称职15人、基本称职2人、不称职1人" in examples.GRADES.summary()


def test_a_unit_without_anybody_has_an_empty_bar() -> None:
    _, hits = draw(GradeBars(("优秀", "称职"), (GradeRow("新镇", (0, 0)),)))
    assert hits == []


def test_pyramid_bars_grow_away_from_the_middle() -> None:
    picture, hits = draw(examples.PYRAMID)
    left, right = hit(hits, ("46—50岁", "男")), hit(hits, ("46—50岁", "女"))
    middle = picture.width() / 2
    assert left.right() < middle < right.left()
    blue = colours(picture, left)[NORMAL.categories[0].lower()]
    young = colours(picture, hit(hits, ("30岁以下", "男")))[NORMAL.categories[0].lower()]
    assert blue > 3 * young
    assert NORMAL.categories[1].lower() in colours(picture, right)


def test_a_pyramid_of_nobody_has_no_bars() -> None:
    picture, _ = draw(Pyramid((PyramidRow("30岁以下", 0, 0),)))
    assert colours(picture, QRectF(0, 40, 600, 200)).get(NORMAL.categories[0].lower(), 0) == 0
    assert examples.PYRAMID.summary().startswith("共 148 人。")


def test_steps_are_as_long_as_their_counts_and_the_goal_is_green() -> None:
    picture, hits = draw(examples.STEPS)
    wide = [colours(picture, hit(hits, i)) for i in (1, 3, 5)]
    blue, green = NORMAL.primary.lower(), NORMAL.categories[2].lower()
    assert wide[1][blue] / wide[0][blue] == pytest.approx(48 / 64, abs=0.02)
    assert green in wide[2]
    assert blue not in wide[2]
    assert hits[4].text == "核验销号 36 件  56%"


def test_steps_that_never_began_have_no_share() -> None:
    data = StepBars((Step("发现登记", 0), Step("交办", 0)))
    assert data.summary() == "发现登记 0件；交办 0件。"
    assert draw(data)[1]


def test_the_radar_puts_the_best_grade_outside() -> None:
    inner = Radar(tuple(RadarAxis(n, 1.0) for n in "甲乙丙丁"))
    outer = Radar(tuple(RadarAxis(n, 4.0) for n in "甲乙丙丁"))
    blue = NORMAL.primary

    def reach(data: Radar) -> int:
        picture, _ = draw(data, 400, 400)
        return min(
            y for y in range(200) if _near(picture.pixelColor(200, y), blue) or _near(picture.pixelColor(201, y), blue)
        )

    assert reach(outer) < reach(inner) - 80


def _near(colour: QColor, name: str) -> bool:
    other = QColor(name)
    return all(abs(a - b) < 40 for a, b in zip(colour.getRgb()[:3], other.getRgb()[:3], strict=True))


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (0.0, "较差"),
        (1.0, "较差"),
        (1.1, "一般"),
        (2.0, "一般"),
        (3.0, "较好"),
        (3.1, "好"),
        (4.0, "好"),
        (None, "材料不足"),
    ],
)
def test_a_value_belongs_to_the_ring_around_it(value: float | None, grade: str) -> None:
    assert examples.RADAR.grade(value) == grade


def test_too_little_evidence_is_said_and_not_filled() -> None:
    picture, hits = draw(examples.RADAR_THIN, 500, 360)
    assert NORMAL.warn_soft.lower() in colours(picture)
    assert examples.RADAR_THIN.summary().startswith("材料不足，仅供参考。")
    assert "政治定力：材料不足" in [h.text for h in hits]
    full, _ = draw(examples.RADAR, 500, 360)
    assert NORMAL.warn_soft.lower() not in colours(full)


def test_a_portrait_of_two_dimensions_is_none() -> None:
    picture, hits = draw(Radar((RadarAxis("甲", 1.0), RadarAxis("乙", 2.0))))
    assert hits == []
    assert len(colours(picture)) > 1


def test_the_comparison_line_needs_all_its_values() -> None:
    axes = tuple(RadarAxis(n, 3.0, o) for n, o in (("甲", 1.0), ("乙", None), ("丙", 1.0)))
    picture, _ = draw(Radar(axes, other_name="同职级平均"), 400, 300)
    inside = QRectF(150, 60, 100, 150)
    assert NORMAL.categories[1].lower() not in colours(picture, inside)


def test_visible_work_stands_above_the_line_and_hidden_work_below() -> None:
    picture, hits = draw(examples.TIMELINE, 1000, 200)
    for one in hits:
        event = next(e for e in examples.TIMELINE.events if e.target == one.item)
        assert (one.area.center().y() < 100) == event.above
    solid = hit(hits, "年度绩效考核乡镇组第 2 名")
    hollow = hit(hits, "镇级隐性债务化解 480 万元")
    assert _mark_middle(picture, solid) == NORMAL.primary.lower()
    assert _mark_middle(picture, hollow) == NORMAL.surface.lower()


def _mark_middle(picture: QImage, area: QRectF) -> str:
    return picture.pixelColor(int(area.left() + 6), int(area.center().y())).name()


def test_events_stand_in_the_order_of_time() -> None:
    _, hits = draw(examples.TIMELINE, 1000, 200)
    x = {h.item: h.area.left() for h in hits}
    ordered = [e.target for e in sorted(examples.TIMELINE.events, key=lambda e: e.month)]
    assert [x[t] for t in ordered] == sorted(x.values())


def test_words_of_neighbours_do_not_overlap() -> None:
    crowd = Timeline(tuple(TimelineEvent(24300 + i, f"第{i}件实绩的名称比较长", True, i) for i in range(12)))
    _, hits = draw(crowd, 700, 220)
    for one in hits:
        for other in hits:
            if one.item < other.item:  # type: ignore[operator]
                overlap = one.area.intersected(other.area)
                assert overlap.width() * overlap.height() < 60, (one.text, other.text)


def test_a_single_event_still_gets_two_years_of_line() -> None:
    first, last = Timeline((TimelineEvent(24300, "一件", True),)).span()
    assert last - first == 24
    assert first < 24300 < last


def test_the_timeline_summary_tells_both_sides_in_order() -> None:
    words = examples.TIMELINE.summary()
    assert words.startswith("显绩 4 件，潜绩 4 件。2024.05 潜绩 青年干部")
    assert TimelineEvent(2024 * 12 + 11, "x", True).when == "2024.12"


def test_figures_over_the_limit_are_framed_and_marked() -> None:
    picture, hits = draw(examples.HEAT)
    over = hit(hits, ("龙潭乡", 25.7))
    fine = hit(hits, ("青石镇", 19.8))
    assert NORMAL.danger.lower() in colours(picture, over)
    assert NORMAL.danger.lower() not in colours(picture, fine)
    assert HeatCell(25.7, over=True).shown == "25.7 !"
    assert HeatCell(None).shown == "—"
    assert examples.HEAT.summary().startswith("超出限额 3 处")


@pytest.mark.parametrize(("value", "step"), [(0, 0), (16, 0), (17, 1), (50, 3), (99, 5), (100, 5)])
def test_shades_run_from_the_lowest_to_the_highest(value: float, step: int) -> None:
    assert shade(value, 0, 100, NORMAL) == NORMAL.scale[step]


def test_equal_figures_are_all_pale() -> None:
    assert shade(5, 5, 5, NORMAL) == NORMAL.scale[0]
    assert shade(None, 0, 1, NORMAL) == NORMAL.surface


def test_busier_months_are_darker() -> None:
    picture, hits = draw(examples.MONTHS)
    ground = [picture.pixelColor(hit(hits, i).topLeft().toPoint() + QPoint(8, 8)).lightness() for i in (2, 1, 9)]
    assert ground == sorted(ground, reverse=True)
    assert examples.MONTHS.summary().startswith("共 27人：2026.12 3人")


def test_text_that_does_not_fit_is_elided(qtbot: QtBot) -> None:
    picture = QImage(100, 40, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    canvas = Canvas(painter, NORMAL)
    assert canvas.text(QRectF(0, 0, 60, 20), "青石河综合治理").endswith("…")
    assert canvas.text(QRectF(0, 0, 60, 20), "青石", elide=True) == "青石"
    assert canvas.width([], 12) == 0
    painter.end()


@pytest.fixture
def view(qtbot: QtBot) -> ChartView:
    made = ChartView("五必谈完成情况", examples.COVERAGE)
    qtbot.addWidget(made)
    made.resize(600, 260)
    made.show()
    made.grab()
    return made


def test_a_click_picks_what_is_under_the_mouse(qtbot: QtBot, view: ChartView) -> None:
    area = hit(view.hits, ("青石镇", 1))
    with qtbot.waitSignal(view.picked) as got:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert got.args == [("青石镇", 1)]
    with qtbot.assertNotEmitted(view.picked):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
        qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=area.center().toPoint())


def test_the_mouse_shows_what_can_be_clicked(qtbot: QtBot, view: ChartView) -> None:
    qtbot.mouseMove(view, hit(view.hits, ("青石镇", 1)).center().toPoint())
    qtbot.waitUntil(lambda: view.cursor().shape() == Qt.CursorShape.PointingHandCursor)
    qtbot.mouseMove(view, QPoint(2, 2))
    qtbot.waitUntil(lambda: view.cursor().shape() == Qt.CursorShape.ArrowCursor)


def test_keys_walk_through_a_chart_and_pick(qtbot: QtBot, view: ChartView) -> None:
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleName() == "五必谈完成情况：青石镇 班子成员：未谈"
    with qtbot.waitSignal(view.picked) as got:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert got.args == [("青石镇", 1)]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.accessibleName().endswith("石门镇 村干部群众：已谈并签字")
    view.clearFocus()
    assert view.accessibleName() == "五必谈完成情况"


def test_elements_without_a_target_are_only_looked_at(qtbot: QtBot) -> None:
    made = ChartView("画像", examples.RADAR_THIN)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.grab()
    with qtbot.assertNotEmitted(made.picked):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.hits[0].area.center().toPoint())


def test_a_chart_tells_readers_what_it_shows(view: ChartView) -> None:
    assert view.accessibleDescription() == examples.COVERAGE.summary()
    assert view.focusPolicy() & Qt.FocusPolicy.TabFocus
    view.set_data(examples.STEPS)
    assert view.accessibleDescription() == examples.STEPS.summary()
    assert view.data is examples.STEPS
    assert view.hit_at(5, 5) is None


def test_a_chart_without_data_stays_blank(qtbot: QtBot, tmp_path: Path) -> None:
    made = ChartView("空")
    qtbot.addWidget(made)
    made.show()
    assert len(colours(made.grab().toImage())) == 1
    with pytest.raises(ValueError, match="nothing"):
        made.to_png(tmp_path / "x.png")


def test_a_chart_is_saved_sharp_enough_for_print(view: ChartView, tmp_path: Path) -> None:
    view.to_png(tmp_path / "chart.png", dpi=300)
    picture = QImage(str(tmp_path / "chart.png"))
    assert picture.width() == pytest.approx(600 / 96 * 300, abs=2)
    assert picture.dotsPerMeterX() == pytest.approx(300 / 0.0254, abs=2)
    with pytest.raises(OSError, match="cannot write"):
        view.to_png(tmp_path)


def test_the_printed_chart_is_the_one_on_screen_enlarged() -> None:
    big = chart_image(examples.STEPS, QSizeF(100, 60), dpi=192)
    assert big.size() == QSize(756, 454)
    share = colours(big).get(NORMAL.primary.lower(), 0) / (big.width() * big.height())
    small, _ = draw(examples.STEPS, 378, 227)
    assert share == pytest.approx(colours(small)[NORMAL.primary.lower()] / (378 * 227), abs=0.03)


def test_a_focused_chart_shows_a_frame(qtbot: QtBot, view: ChartView) -> None:
    view.clearFocus()
    before = view.grab().toImage().pixelColor(300, 1).name()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    after = view.grab().toImage().pixelColor(300, 1).name()
    assert before != after == NORMAL.primary.lower()
