"""The sheet of a month: its days, how the keyboard walks over it, what is read out."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cadre_desktop.gui.pages.calendar.month_view import Day, DayLine, MonthView, _fitting

TODAY = date(2026, 11, 21)


@pytest.fixture
def view(qtbot):
    made = MonthView()
    qtbot.addWidget(made)
    made.resize(560, 420)
    made.set_month(2026, 11, TODAY, {TODAY: [DayLine("交流 周文静", "warn"), DayLine("退休 陈近")]})
    made.show()
    return made


def test_the_sheet_begins_on_monday_and_ends_with_the_week(view):
    days = view.sheet.days
    assert (days[0].when, days[-1].when) == (date(2026, 10, 26), date(2026, 12, 6))
    assert [day.outside for day in (days[0], days[6], days[-1])] == [True, False, True]
    assert [day.when for day in days if day.is_today] == [TODAY]
    view.set_month(2027, 2, TODAY, {})
    assert (len(view.sheet.days), view.sheet.days[0].when) == (28, date(2027, 2, 1))
    view.set_month(2026, 12, TODAY, {})
    assert view.sheet.days[-1].when == date(2027, 1, 3)


def test_a_day_reads_out_what_is_due(view):
    index = view.sheet.place_of(TODAY)
    words = view.sheet.data(index, int(Qt.ItemDataRole.AccessibleTextRole))
    assert words == "11月21日 星期六，2项：交流 周文静；退休 陈近"
    assert Day(TODAY, (), True, False).words.endswith("没有到期事项")
    assert not view.sheet.place_of(date(2027, 1, 1)).isValid()


def test_arrows_walk_over_the_days_and_the_edge_asks_for_the_next_month(view):
    chosen, asked = [], []
    view.day_chosen.connect(chosen.append)
    view.month_asked.connect(asked.append)
    view.choose(date(2026, 11, 28))
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert (chosen, asked) == ([date(2026, 11, 29), date(2026, 11, 30)], [])
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert (chosen[-1], asked) == (date(2026, 11, 23), [date(2026, 12, 1)])


def test_page_keys_turn_the_month_and_enter_goes_to_the_list(view):
    asked, entered = [], []
    view.month_asked.connect(asked.append)
    view.entered_day.connect(entered.append)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert (view.chosen_day, entered) == (None, [])
    view.choose(TODAY)
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    assert asked == [date(2026, 10, 1), date(2026, 12, 1)]
    assert entered == [TODAY]


def test_the_first_arrow_goes_to_the_first_of_the_month(view):
    view.choose(None)
    assert view.chosen_day is None
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen_day == date(2026, 11, 1)


def test_choosing_from_outside_tells_nobody(view):
    chosen = []
    view.day_chosen.connect(chosen.append)
    view.choose(TODAY)
    view.set_month(2026, 11, TODAY, {})
    assert chosen == []


def test_lines_are_cut_to_the_room_and_the_last_counts_them():
    lines = [DayLine(str(n)) for n in range(4)]
    assert [line.text for line in _fitting(lines, 3)] == ["0", "1", "共 4 项"]
    assert _fitting(lines, 4) == lines
    assert _fitting(lines, 0) == []


def test_the_whole_month_is_in_sight(view):
    assert view.rowViewportPosition(5) + view.rowHeight(5) <= view.viewport().height() + 6
    assert not view.grab().isNull()
