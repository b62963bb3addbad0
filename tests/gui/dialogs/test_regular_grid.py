"""平时考核录入: grades by number keys, one limit of 好 while one types, one save a sheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cadre_desktop.gui.dialogs.regular_grid import RegularGrid
from cadre_desktop.gui.pages.assessment.regular_page import RegularPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.regular_assessment import RegularState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.services import history, records
from tests.assessment_county import AssessedCounty
from tests.gui.conftest import settle
from tests.gui.reach import interactive, reached_by_tab, unnamed

KIND = BY_KEY["regular_assessment"]


@pytest.fixture
def county(desk):
    made = AssessedCounty()
    made.people = made.staff(made.bureau, 5)
    made.staff(made.town, 2)
    made.file(desk.db)
    return made


@pytest.fixture
def grid(qtbot, desk, county):
    made = RegularGrid(desk, None, unit_id=county.bureau, year=2026)
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.dialogs.choice = "drop"


def stored(desk):
    fields = tuple(KIND.field(name) for name in ("cadre", "grade", "state", "year", "period"))
    return {row.values[0].id: row.values[1:3] for row in records.all_rows(desk.db, KIND, fields)}


def test_the_sheet_opens_on_the_unit_and_the_present_quarter(grid, county):
    assert set(grid.lines) == set(county.people)
    assert (grid.unit.currentText(), grid.year.currentText(), grid.period.currentText()) == (
        "县民政局",
        "2026年",
        "第四季度",
    )
    assert not grid.is_changed


def test_number_keys_give_grades_and_enter_moves_on(qtbot, grid, county):
    first = grid.lines[next(iter(grid.lines))]
    first.grade.setFocus()
    qtbot.keyClicks(first.grade, "1")
    assert first.grade.text() == "好"
    qtbot.keyClicks(first.grade, "2")
    assert first.grade.grade is FourGrade.FAIR
    qtbot.keyClick(first.grade, Qt.Key.Key_Return)
    assert first.taking.hasFocus()


def test_a_word_that_is_no_grade_is_marked_and_not_saved(qtbot, desk, grid, county):
    line = next(iter(grid.lines.values()))
    line.grade.setText("")
    qtbot.keyClicks(line.grade, "x")
    assert not line.grade.is_sound
    assert grid.save(decided=False) is False
    assert "等次应为好、较好、一般、较差" in grid.notice.text_label.text()
    assert stored(desk) == {}


def test_the_limit_is_counted_while_one_types(grid):
    lines = list(grid.lines.values())
    for line in lines:
        line.grade.setText("较好")
    assert "5人×40%＝2，只舍不入，2名；已用0名，余2名" in grid.share.text()
    for line in lines[:3]:
        line.grade.setText("好")
    assert grid.share.text().startswith("! ")
    assert "已用3名，超1名" in grid.share.text()
    lines[4].taking.setChecked(False)
    assert "4人×40%＝1.6，只舍不入，1名" in grid.share.text()


def test_saving_is_one_work_and_over_the_limit_is_no_wall(desk, grid, county):
    for line in grid.lines.values():
        line.grade.setText("好")
    assert grid.save(decided=False)
    assert set(stored(desk).values()) == {(FourGrade.GOOD, RegularState.REVIEWED)}
    assert desk.told[-1][0] == "平时考核已保存 5 人"
    assert history.recent_steps(desk.db, 1)[0].n_records == 5
    assert not grid.is_changed
    assert grid.save(decided=True)
    assert {state for _, state in stored(desk).values()} == {RegularState.DECIDED}
    assert grid.save(decided=False)
    assert desk.told[-1][0] == "没有需要保存的改动"


def test_blanks_are_filled_but_not_those_with_a_reason(grid):
    lines = list(grid.lines.values())
    lines[0].grade.setText("好")
    lines[1].reason.setText("新录用")
    lines[2].taking.setChecked(False)
    grid.fill_blanks()
    assert [line.grade.text() for line in lines] == ["好", "", "", "较好", "较好"]


def test_a_line_that_breaks_a_rule_is_named(desk, grid):
    line = next(iter(grid.lines.values()))
    line.taking.setChecked(False)
    assert grid.save(decided=False) is False
    assert line.given.person.text in grid.notice.text_label.text()
    assert stored(desk) == {}


@pytest.mark.parametrize(
    ("choice", "unit", "saved"), [("stay", "县民政局", 0), ("drop", "青石镇", 0), ("save", "青石镇", 1)]
)
def test_changing_the_sheet_asks_about_what_is_not_saved(desk, grid, dialogs, choice, unit, saved):
    next(iter(grid.lines.values())).grade.setText("好")
    dialogs.choice = choice
    grid.unit.setCurrentText("青石镇")
    grid.unit.activated.emit(grid.unit.currentIndex())
    assert (grid.unit.currentText(), len(stored(desk))) == (unit, saved)


def test_closing_asks_too(grid, dialogs):
    next(iter(grid.lines.values())).grade.setText("好")
    dialogs.choice = "stay"
    grid.reject()
    assert grid.isVisible()
    dialogs.choice = "drop"
    grid.reject()
    assert not grid.isVisible()


def test_the_other_quarters_stand_beside(qtbot, desk, grid, county):
    for line in grid.lines.values():
        line.grade.setText("好")
    grid.save(decided=False)
    grid.period.setCurrentText("第三季度")
    grid.period.activated.emit(2)
    before = [grid.grid.itemAtPosition(n, 2).widget().text() for n in range(1, 6)]
    assert before == ["四好"] * 5


def test_the_sheet_can_be_worked_by_keyboard(grid, theme):
    assert unnamed(grid) == []
    assert set(interactive(grid)) - reached_by_tab(grid) == set()
    for large in (False, True):
        theme.set_large(large)
        hint = grid.minimumSizeHint()
        assert (hint.width() <= 1000, hint.height() <= 620) == (True, True)


def test_the_list_opens_the_sheet_for_the_unit_it_is_narrowed_to(qtbot, desk, county):
    page = RegularPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.set_query(page.source.query.with_filter("unit", Link(county.town, "青石镇")))
    page.open_grid()
    settle()
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RegularGrid) and w.isVisible())
    assert window.unit.currentText() == "青石镇"
    window.reject()


def test_without_units_there_is_nothing_to_fill_in(qtbot, desk):
    made = RegularGrid(desk, None)
    qtbot.addWidget(made)
    made.show()
    assert made.lines == {}
    assert not made.save_button.isEnabled()
