"""Deadlines in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.settings import NoTextInForce
from cadre_desktop.rules.work_calendar import CalendarSource, WorkCalendar, work_calendar
from cadre_desktop.rules.working_days import after_working_days, deadline, notice_period, working_days_between
from tests.rules.rule_book import changed, delivered

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
BOOK = delivered()
CALENDAR = work_calendar(BOOK)


# A library that knows no year.
unknown = {}.get


WEEKDAYS = WorkCalendar(library=unknown)


def weekday(day):
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 15, date(2026, 12, 11)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 22), 5, date(2026, 11, 27)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_weekends_are_passed_over(start, days, end):
    assert after_working_days(start, days, weekday) == end


def test_holidays_and_weekends_worked_instead_are_the_predicates_business():
    holidays, worked = {date(2026, 11, 23)}, {date(2026, 11, 22)}

    def is_workday(day):
        return day in worked or (weekday(day) and day not in holidays)

    assert after_working_days(date(2026, 11, 21), 1, is_workday) == date(2026, 11, 22)
    assert after_working_days(date(2026, 11, 21), 2, is_workday) == date(2026, 11, 24)
    assert working_days_between(date(2026, 11, 21), date(2026, 11, 24), is_workday) == 2


def test_a_calendar_without_working_days_ends_in_a_sentence():
    with pytest.raises(ValueError, match="没有工作日，请检查放假安排"):
        after_working_days(date(2026, 11, 21), 1, lambda day: False)
    with pytest.raises(ValueError, match="负数"):
        after_working_days(date(2026, 11, 21), -1, weekday)


def test_an_inquiry_is_answered_within_fifteen_working_days_across_a_holiday():
    found = deadline("inquiry", date(2026, 9, 18), CALENDAR, BOOK, date(2026, 9, 18), record="r")
    # Sunday 9.20 and Saturday 10.10 are worked; 9.25 to 9.27 and 10.1 to 10.7 are holidays.
    assert found.value.last_day == date(2026, 10, 15)
    assert found.value.certain
    assert found.records == ("r",)
    assert found.sentence == (
        "函询书面回复工作日数15天：2026.09.18起（当日不计），2026.10.15截止，还有27天；"
        "工作日依据：2026年程序内置的放假安排"
    )
    plain = deadline("inquiry", date(2026, 9, 18), WEEKDAYS, BOOK, date(2026, 9, 18)).value
    assert (plain.last_day, plain.certain) == (date(2026, 10, 9), False)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 12, 7), ClockState.LATER),
        (date(2026, 12, 8), ClockState.SOON),
        (date(2026, 12, 11), ClockState.DUE),
        (date(2026, 12, 12), ClockState.OVERDUE),
    ],
)
def test_the_last_day_itself_is_still_in_time(today, state):
    found = deadline("inquiry", date(2026, 11, 20), WEEKDAYS, BOOK, today).value
    assert (found.last_day, found.clock.state) == (date(2026, 12, 11), state)


def test_a_year_without_holidays_known_is_said_for_that_year():
    found = deadline("inquiry", date(2026, 12, 18), CALENDAR, BOOK, date(2026, 12, 18))
    assert found.value.sources == ((2026, CalendarSource.LIBRARY), (2027, CalendarSource.WEEKDAYS))
    assert not found.value.certain
    assert found.sentence.endswith("2027年没有放假安排，暂按周一至周五，请在放假安排中补录后重算")


def test_entering_the_missing_year_moves_the_deadline():
    before = deadline("inquiry", date(2026, 12, 18), CALENDAR, BOOK, date(2026, 12, 18)).value
    book = changed("working_days.holidays", ["2027-01-01至2027-01-03"], applies_to="2027")
    after = deadline("inquiry", date(2026, 12, 18), work_calendar(book), book, date(2026, 12, 18)).value
    assert (before.last_day, after.last_day) == (date(2027, 1, 8), date(2027, 1, 11))
    assert after.sources[1] == (2027, CalendarSource.TABLE)
    assert after.certain


def test_a_notice_counts_the_day_it_is_put_up():
    found = deadline("appointment_notice", date(2026, 11, 23), CALENDAR, BOOK, date(2026, 11, 23))
    assert found.value.last_day == date(2026, 11, 27)
    assert "当日计入" in found.sentence
    on_saturday = deadline("appointment_notice", date(2026, 11, 21), CALENDAR, BOOK, date(2026, 11, 21))
    assert on_saturday.value.last_day == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("end", "days", "enough"),
    [(date(2026, 11, 26), 4, False), (date(2026, 11, 27), 5, True), (date(2026, 11, 30), 6, True)],
)
def test_a_notice_has_to_be_up_for_five_working_days(end, days, enough):
    found = notice_period("excellent_notice", date(2026, 11, 23), end, CALENDAR, BOOK, record="n")
    assert (found.value.working_days, found.value.required, found.value.long_enough) == (days, 5, enough)
    assert ("还差1个工作日" in found.sentence) is (not enough)
    assert found.records == ("n",)


def test_a_notice_over_the_national_day_is_not_up_in_the_holidays():
    found = notice_period("appointment_notice", date(2026, 9, 30), date(2026, 10, 9), CALENDAR, BOOK).value
    assert (found.working_days, found.long_enough) == (3, False)
    found = notice_period("appointment_notice", date(2026, 9, 30), date(2026, 10, 12), CALENDAR, BOOK).value
    assert (found.working_days, found.long_enough) == (5, True)


def test_a_notice_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="早于开始日期"):
        notice_period("appointment_notice", date(2026, 11, 23), date(2026, 11, 22), CALENDAR, BOOK)
    one_day = notice_period("appointment_notice", date(2026, 11, 23), date(2026, 11, 23), CALENDAR, BOOK)
    assert one_day.value.working_days == 1


def test_the_text_of_the_day_it_began_holds_and_the_county_may_set_its_own():
    with pytest.raises(NoTextInForce):
        deadline("inquiry", date(2015, 6, 25), CALENDAR, BOOK, date(2026, 1, 1))
    assert deadline("inquiry", date(2015, 6, 26), CALENDAR, BOOK, date(2026, 1, 1)).value.clock.reached
    book = changed("working_days.days", 7, applies_to="inquiry")
    assert deadline("inquiry", date(2026, 11, 20), CALENDAR, book, date(2026, 11, 20)).value.last_day == date(
        2026, 12, 1
    )
    with pytest.raises(KeyError):
        deadline("holiday", date(2026, 11, 20), CALENDAR, BOOK, date(2026, 11, 20))


@settings(deadline=None)
@given(DAYS, st.integers(1, 200), st.sets(st.integers(0, 300), max_size=20))
def test_the_deadline_is_a_working_day_with_exactly_so_many_behind_it(start, days, closed):
    def is_workday(day):
        return weekday(day) and (day - start).days not in closed

    end = after_working_days(start, days, is_workday)
    assert is_workday(end)
    assert working_days_between(start, end, is_workday) == days
    assert working_days_between(start, end - timedelta(days=1), is_workday) == days - 1


@settings(deadline=None)
@given(DAYS, st.integers(0, 300))
def test_no_days_lie_between_a_day_and_an_earlier_one(start, back):
    assert working_days_between(start, start - timedelta(days=back), weekday) == 0


@settings(deadline=None)
@given(st.dates(date(2021, 1, 1), date(2026, 11, 1)), st.sampled_from(["appointment_notice", "excellent_notice"]))
def test_a_notice_up_until_its_deadline_is_long_enough_and_a_day_less_is_not(start, case):
    last = deadline(case, start, CALENDAR, BOOK, start).value.last_day
    assert notice_period(case, start, last, CALENDAR, BOOK).value.long_enough
    assert not notice_period(case, start, last - timedelta(days=1), CALENDAR, BOOK).value.long_enough
