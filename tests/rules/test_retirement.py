"""Retirement since the reform of 2025."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.retirement import (
    Birth,
    months_left,
    proposed_base_age,
    retirement,
    retirement_clock,
)
from tests.rules.rule_book import changed, delivered

BOOK = delivered()


def leaving(birth, base, **more):
    return retirement(Birth(PartialDate.parse_stored(birth), "p"), base, BOOK, **more)


@pytest.mark.parametrize(
    ("birth", "base", "month", "delay"),
    [
        ("1965.01", 60, "2025.02", 1),
        ("1965.04", 60, "2025.05", 1),
        ("1965.05", 60, "2025.07", 2),
        ("1968.11", 60, "2029.11", 12),
        ("1976.08", 60, "2039.07", 35),
        ("1976.09", 60, "2039.09", 36),
        ("1990.01", 60, "2053.01", 36),
        ("1964.12", 60, "2024.12", 0),
        ("1969.12", 55, "2024.12", 0),
        ("1970.01", 55, "2025.02", 1),
        ("1981.09", 55, "2039.09", 36),
        ("1974.12", 50, "2024.12", 0),
        ("1975.01", 50, "2025.02", 1),
        ("1975.02", 50, "2025.03", 1),
        ("1975.03", 50, "2025.05", 2),
        ("1984.10", 50, "2039.09", 59),
        ("1984.11", 50, "2039.11", 60),
    ],
)
def test_the_month_follows_the_decisions_tables(birth, base, month, delay):
    found = leaving(birth, base).value
    assert (str(found.month), found.delay_months) == (month, delay)


def test_the_day_of_birth_does_not_matter_and_the_age_is_told():
    found = leaving("1965.05.31", 60).value
    assert (found.month, found.age_years, found.age_months) == (PartialDate(2025, 7), 60, 2)


def test_a_year_alone_or_an_unknown_age_is_refused():
    with pytest.raises(ValueError, match="只有年份"):
        leaving("1965", 60)
    with pytest.raises(ValueError, match="60、55、50岁之一，现为58岁"):
        leaving("1965.05", 58)


@pytest.mark.parametrize(
    ("birth", "base", "earliest"),
    [
        # Within the first years nobody may go before the old age; later three years before the new one.
        ("1965.05", 60, "2025.05"),
        ("1976.09", 60, "2036.09"),
        ("1984.11", 50, "2036.11"),
        ("1976.08", 60, "2036.08"),
        ("1964.12", 60, "2024.12"),
    ],
)
def test_the_earliest_month_is_three_years_before_but_not_before_the_old_age(birth, base, earliest):
    assert str(leaving(birth, base).value.earliest) == earliest


def test_officials_may_not_stay_on_and_others_three_years():
    assert leaving("1976.09", 60).value.latest == PartialDate(2039, 9)
    assert leaving("1976.09", 60, employment="manager").value.latest == PartialDate(2039, 9)
    assert leaving("1976.09", 60, employment="worker").value.latest == PartialDate(2042, 9)
    assert leaving("1964.12", 60, employment="worker").value.latest == PartialDate(2024, 12)


def test_the_explanation_says_how_the_month_came_about():
    found = leaving("1965.05", 60, employment="worker")
    assert found.sentence == (
        "2025.07达到法定退休年龄（60岁2个月）：改革前为2025.05，延迟2个月；"
        "本人自愿可提前，最早2025.05；与单位协商一致可延迟，最晚2028.07"
    )
    assert found.records == ("p",)
    assert "渐进式延迟法定退休年龄" in found.source
    assert "人社部发〔2024〕94号" in found.source
    assert leaving("1964.12", 60).sentence == "2024.12达到法定退休年龄（60岁），不延迟"


def test_the_base_age_is_proposed_by_case_and_never_taken_for_certain():
    day = date(2026, 11, 21)
    cases = BOOK.cases("retirement.base_age")
    found = {case: proposed_base_age(case, BOOK, day) for case in cases}
    assert {case: one.value for case, one in found.items()} == {
        "male": 60,
        "female_cadre": 55,
        "female_worker": 50,
        "female_county_deputy": 60,
    }
    assert found["female_cadre"].sentence.endswith("请以组织部门认定为准")


def test_months_left_reach_zero_in_the_month_itself():
    found = leaving("1965.05", 60).value
    assert months_left(found, PartialDate(2025, 6, 30)) == 1
    assert months_left(found, PartialDate(2025, 7, 1)) == 0


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2024, 12, 31), ClockState.LATER),
        (date(2025, 1, 1), ClockState.SOON),
        (date(2025, 6, 30), ClockState.SOON),
        (date(2025, 7, 1), ClockState.DUE),
        (date(2025, 7, 31), ClockState.DUE),
        (date(2025, 8, 1), ClockState.OVERDUE),
    ],
)
def test_retirement_is_announced_half_a_year_before(today, state):
    assert retirement_clock(leaving("1965.05", 60), BOOK, today).value.state is state


def test_a_county_may_announce_it_earlier():
    book = changed("retirement.warn_months", 12, since="2024-01-01")
    found = retirement_clock(leaving("1965.05", 60), book, date(2024, 7, 1))
    assert found.value.state is ClockState.SOON
    assert found.sentence.endswith("还有365天")


@settings(deadline=None)
@given(st.integers(1940 * 12, 2005 * 12), st.sampled_from([60, 55, 50]), st.sampled_from(["civil_servant", "worker"]))
def test_the_later_born_never_retires_earlier_nor_past_the_longest_delay(month, base, employment):
    one, other = (
        retirement(Birth(PartialDate(at // 12, at % 12 + 1)), base, BOOK, employment=employment).value
        for at in (month, month + 1)
    )
    assert one.month < other.month
    assert 0 <= one.delay_months <= other.delay_months <= (60 if base == 50 else 36)
    assert one.age_years * 12 + one.age_months == base * 12 + one.delay_months
    assert one.month.plus_months(-36) <= one.earliest <= one.month <= one.latest <= one.month.plus_months(36)
    assert one.earliest.month_index >= month + base * 12
