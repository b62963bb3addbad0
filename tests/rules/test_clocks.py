"""How near a date is."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.clocks import CLOCK_STATE_LABELS, ClockState, clock, full_months, in_years
from cadre_desktop.rules.partial_date import PartialDate

DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))
ORDER = list(ClockState)


@pytest.mark.parametrize(
    ("due", "today", "state", "left"),
    [
        ("2026.11.22", date(2026, 10, 21), ClockState.LATER, 32),
        ("2026.11.22", date(2026, 10, 22), ClockState.SOON, 31),
        ("2026.11.22", date(2026, 11, 21), ClockState.SOON, 1),
        ("2026.11.22", date(2026, 11, 22), ClockState.DUE, 0),
        ("2026.11.22", date(2026, 11, 23), ClockState.OVERDUE, -1),
        ("2026.11", date(2026, 10, 31), ClockState.SOON, 1),
        ("2026.11", date(2026, 11, 1), ClockState.DUE, 0),
        ("2026.11", date(2026, 11, 30), ClockState.DUE, -29),
        ("2026.11", date(2026, 12, 1), ClockState.OVERDUE, -30),
        ("2026", date(2025, 11, 30), ClockState.LATER, 32),
        ("2026", date(2025, 12, 1), ClockState.SOON, 31),
        ("2026", date(2026, 12, 31), ClockState.DUE, -364),
        ("2026", date(2027, 1, 1), ClockState.OVERDUE, -365),
    ],
)
def test_a_date_is_announced_due_and_over_as_precisely_as_it_is_known(due, today, state, left):
    found = clock(PartialDate.parse_stored(due), today, warn_months=1)
    assert (found.state, found.days_left) == (state, left)
    assert found.reached is (state in (ClockState.DUE, ClockState.OVERDUE))


def test_days_of_warning_count_back_from_the_day():
    due = PartialDate(2026, 11, 22)
    assert clock(due, date(2026, 11, 18), warn_days=3).state is ClockState.LATER
    assert clock(due, date(2026, 11, 19), warn_days=3).state is ClockState.SOON


def test_without_a_warning_nothing_is_soon():
    assert clock(PartialDate(2026, 11, 22), date(2026, 11, 21)).state is ClockState.LATER


def test_a_negative_warning_is_refused():
    with pytest.raises(ValueError, match="不能为负数"):
        clock(PartialDate(2026), date(2026, 1, 1), warn_months=-1)
    with pytest.raises(ValueError, match="不能为负数"):
        clock(PartialDate(2026), date(2026, 1, 1), warn_days=-1)


def test_the_words_end_a_sentence_and_every_state_has_a_label():
    due = PartialDate(2026, 11, 22)
    said = [clock(due, date(2026, 11, day)).words for day in (20, 22, 23)]
    assert said == ["还有2天", "已经到期", "已经过期"]
    assert set(CLOCK_STATE_LABELS) == set(ClockState)


@pytest.mark.parametrize(
    ("start", "day", "months"),
    [
        ("2016.11.22", date(2026, 11, 21), 119),
        ("2016.11.22", date(2026, 11, 22), 120),
        ("2016.11", date(2026, 11, 1), 120),
        ("2016", date(2026, 1, 1), 120),
        ("2024.01.31", date(2024, 2, 28), 0),
        ("2024.01.31", date(2024, 2, 29), 1),
        ("2026.12", date(2026, 11, 30), 0),
    ],
)
def test_months_are_full_by_the_day_where_it_is_known(start, day, months):
    assert full_months(PartialDate.parse_stored(start), day) == months


def test_months_are_said_in_years():
    assert [in_years(n) for n in (0, 11, 12, 13, 120)] == ["0个月", "11个月", "1年", "1年1个月", "10年"]


@settings(deadline=None)
@given(DAYS, DAYS, st.sampled_from(["year", "month", "day"]), st.integers(0, 24))
def test_as_days_go_by_a_clock_only_moves_on(due, today, precision, warn):
    made = [clock(PartialDate.of(due, precision), day, warn_months=warn) for day in (today, today + timedelta(days=1))]
    assert ORDER.index(made[0].state) <= ORDER.index(made[1].state)
    assert made[0].days_left == made[1].days_left + 1


@settings(deadline=None)
@given(DAYS, st.integers(0, 600))
def test_so_many_months_later_they_are_full_and_the_day_before_they_are_not(start, months):
    begun = PartialDate.of(start)
    end = begun.plus_months(months).first_day()
    assert full_months(begun, end) == months
    assert full_months(begun, end - timedelta(days=1)) == max(0, months - 1)
