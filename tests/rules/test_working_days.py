"""Deadlines in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.working_days import (
    INQUIRY_REPLY_DAYS,
    after_working_days,
    weekdays_only,
    working_days_between,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


def test_fifteen_working_days_are_three_weeks_and_the_day_of_receipt_does_not_count():
    assert after_working_days(date(2026, 11, 20), INQUIRY_REPLY_DAYS) == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 22), 5, date(2026, 11, 27)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_weekends_are_passed_over(start, days, end):
    assert after_working_days(start, days) == end


def test_holidays_and_weekends_worked_instead_are_the_predicates_business():
    holidays, worked = {date(2026, 11, 23)}, {date(2026, 11, 22)}

    def is_workday(day):
        return day in worked or (weekdays_only(day) and day not in holidays)

    assert after_working_days(date(2026, 11, 21), 1, is_workday) == date(2026, 11, 22)
    assert after_working_days(date(2026, 11, 21), 2, is_workday) == date(2026, 11, 24)
    assert working_days_between(date(2026, 11, 21), date(2026, 11, 24), is_workday) == 2


def test_a_calendar_without_working_days_ends_in_a_sentence():
    with pytest.raises(ValueError, match="没有工作日，请检查放假安排"):
        after_working_days(date(2026, 11, 21), 1, lambda day: False)
    with pytest.raises(ValueError, match="负数"):
        after_working_days(date(2026, 11, 21), -1)


@settings(deadline=None)
@given(DAYS, st.integers(1, 200), st.sets(st.integers(0, 300), max_size=20))
def test_the_deadline_is_a_working_day_with_exactly_so_many_behind_it(start, days, closed):
    def is_workday(day):
        return weekdays_only(day) and (day - start).days not in closed

    end = after_working_days(start, days, is_workday)
    assert is_workday(end)
    assert working_days_between(start, end, is_workday) == days
    assert working_days_between(start, end - timedelta(days=1), is_workday) == days - 1


@settings(deadline=None)
@given(DAYS, st.integers(0, 300))
def test_no_days_lie_between_a_day_and_an_earlier_one(start, back):
    assert working_days_between(start, start - timedelta(days=back)) == 0
