"""Which days are worked, and where that is known from."""

import builtins
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.errors import InvalidInput
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.rules.work_calendar import (
    CALENDAR_SOURCE_LABELS,
    CalendarSource,
    WorkCalendar,
    built_in_calendar,
    work_calendar,
)
from tests.rules.rule_book import changed, delivered

HOLIDAYS, WORKED = "working_days.holidays", "working_days.worked_weekends"


# A library that knows no year.
unknown = {}.get


def both(holidays, worked, year="2027"):
    """Lay a table of holidays and of worked weekends over the delivered settings."""
    local = [
        text
        for key, lines in ((HOLIDAYS, holidays), (WORKED, worked))
        for text in changed(key, lines, applies_to=year).constants
        if text.applies_to == year
    ]
    return delivered().overlaid(RuleBook(tuple(local)))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 11, 21), False),
    ],
)
def test_the_built_in_calendar_knows_holidays_and_weekends_worked_instead(day, worked):
    calendar = work_calendar(delivered())
    assert calendar.is_workday(day) is worked
    assert calendar.source(2026) is CalendarSource.LIBRARY


def test_a_year_nobody_knows_is_taken_as_monday_to_friday_and_says_so():
    calendar = work_calendar(delivered())
    far = 2090
    assert calendar.source(far) is CalendarSource.WEEKDAYS
    assert calendar.is_workday(date(far, 10, 2)) is (date(far, 10, 2).weekday() < 5)
    without = work_calendar(delivered(), unknown)
    assert without.source(2026) is CalendarSource.WEEKDAYS
    assert without.is_workday(date(2026, 10, 1))
    assert not without.is_workday(date(2026, 10, 10))


def test_a_missing_library_is_no_fault(monkeypatch):
    real = builtins.__import__

    def refuse(name, *args, **more):
        if name == "chinese_calendar":
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert built_in_calendar(date(2026, 10, 1)) is None
    assert WorkCalendar().source(2026) is CalendarSource.WEEKDAYS


def test_the_offices_table_of_a_year_goes_before_everything_for_that_year_only():
    calendar = work_calendar(both(["2026-11-23", "2026-12-01至2026-12-03"], ["2026-11-22"], "2026"))
    assert calendar.source(2026) is CalendarSource.TABLE
    assert calendar.source(2025) is CalendarSource.LIBRARY
    closed = [day for day in range(1, 5) if not calendar.is_workday(date(2026, 12, day))]
    assert closed == [1, 2, 3]
    assert calendar.is_workday(date(2026, 11, 22))
    assert not calendar.is_workday(date(2026, 11, 23))
    assert calendar.is_workday(date(2026, 10, 1)), "the table stands for the whole year"
    assert not calendar.is_workday(date(2025, 10, 1))


def test_a_table_of_holidays_alone_is_enough_and_lines_may_be_written_several_ways():
    book = changed(HOLIDAYS, ["2027.2.5 至 2027.2.7", "2027-10-01/2027-10-02", "2027-4-5"], applies_to="2027")
    calendar = work_calendar(book, unknown)
    assert calendar.tables[2027].holidays == {
        date(2027, 2, 5),
        date(2027, 2, 6),
        date(2027, 2, 7),
        date(2027, 4, 5),
        date(2027, 10, 1),
        date(2027, 10, 2),
    }
    assert calendar.tables[2027].worked == frozenset()


def test_the_latest_text_of_a_year_replaces_the_earlier():
    once = changed(HOLIDAYS, ["2027-04-05"], since="2026-11-01", applies_to="2027")
    again = changed(HOLIDAYS, ["2027-04-06"], since="2026-12-01", applies_to="2027")
    made = once.overlaid(RuleBook(again.versions(HOLIDAYS, "2027")))
    assert work_calendar(made, unknown).tables[2027].holidays == {date(2027, 4, 6)}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["春节"], "“春节”不是日期"),
        (["2027-02-30"], "“2027-02-30”里有不存在的日期"),
        (["2026-12-31至2027-01-02"], "不在2027年内，跨年的假期请分写在两年"),
        (["2027-02-07至2027-02-05"], "起止日期不对"),
        (["2027-02-01至2027-03-04"], "起止日期不对"),
    ],
)
def test_lines_that_fail_are_told(lines, sentence):
    with pytest.raises(InvalidInput, match=sentence) as caught:
        work_calendar(changed(HOLIDAYS, lines, applies_to="2027"))
    assert caught.value.problems[0].field == HOLIDAYS


def test_thirty_one_days_on_end_are_the_longest_taken():
    made = work_calendar(changed(HOLIDAYS, ["2027-01-01至2027-01-31"], applies_to="2027"), unknown)
    assert len(made.tables[2027].holidays) == 31


def test_all_faults_are_told_at_once_and_a_day_cannot_be_both():
    with pytest.raises(InvalidInput) as caught:
        work_calendar(changed(HOLIDAYS, ["春节", "2027-02-05", "国庆"], applies_to="2027"))
    assert len(caught.value.problems) == 2
    with pytest.raises(InvalidInput, match="应写年份，如 2027，现为“明年”"):
        work_calendar(changed(HOLIDAYS, ["2027-02-05"], applies_to="明年"))
    with pytest.raises(InvalidInput, match=r"2027\.02\.06既写成放假又写成上班"):
        work_calendar(both(["2027-02-05至2027-02-07"], ["2027-02-06"]))


def test_every_source_has_a_label():
    assert set(CALENDAR_SOURCE_LABELS) == set(CalendarSource)


@settings(deadline=None, max_examples=20)
@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)), st.integers(0, 5))
def test_a_table_copied_from_the_built_in_calendar_says_the_same(start, extra):
    year = start.year
    days = [
        date(year, 1, 1) + timedelta(days=n) for n in range(366) if (date(year, 1, 1) + timedelta(days=n)).year == year
    ]
    closed = [f"{day}" for day in days if day.weekday() < 5 and not built_in_calendar(day)]
    opened = [f"{day}" for day in days if day.weekday() >= 5 and built_in_calendar(day)]
    book = both(closed, opened, str(year))
    day = min(start + timedelta(days=extra), date(year, 12, 31))
    assert work_calendar(book, unknown).is_workday(day) is built_in_calendar(day)
