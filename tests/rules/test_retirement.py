"""Retirement since the reform of 2025."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.retirement import months_left, retirement


@pytest.mark.parametrize(
    ("birth", "base", "month", "delay"),
    [
        ("1965.01", 60, "2025.02", 1),
        ("1965.05", 60, "2025.07", 2),
        ("1968.11", 60, "2029.11", 12),
        ("1976.09", 60, "2039.09", 36),
        ("1990.01", 60, "2053.01", 36),
        ("1970.01", 55, "2025.02", 1),
        ("1984.11", 50, "2039.11", 60),
        ("1975.01", 50, "2025.02", 1),
        ("1975.02", 50, "2025.03", 1),
        ("1975.03", 50, "2025.05", 2),
        ("1964.12", 60, "2024.12", 0),
        ("1976.08", 60, "2039.07", 35),
    ],
)
def test_the_month_follows_the_decisions_tables(birth, base, month, delay):
    found = retirement(PartialDate.parse_stored(birth), base)
    assert (str(found.month), found.delay_months) == (month, delay)


def test_the_day_of_birth_does_not_matter_and_the_age_is_told():
    found = retirement(PartialDate(1965, 5, 31), 60)
    assert (found.month, found.age_years, found.age_months) == (PartialDate(2025, 7), 60, 2)


def test_a_year_alone_or_an_unknown_age_is_refused():
    with pytest.raises(ValueError, match="只有年份"):
        retirement(PartialDate(1965), 60)
    with pytest.raises(ValueError, match="现为58岁"):
        retirement(PartialDate(1965, 5), 58)


def test_months_left_reach_zero_in_the_month_itself():
    leaving = retirement(PartialDate(1965, 5), 60)
    assert months_left(leaving, PartialDate(2025, 6, 30)) == 1
    assert months_left(leaving, PartialDate(2025, 7, 1)) == 0


@settings(deadline=None)
@given(st.integers(1940 * 12, 2005 * 12), st.sampled_from([60, 55, 50]))
def test_the_later_born_never_retires_earlier_nor_past_the_longest_delay(month, base):
    one = retirement(PartialDate(month // 12, month % 12 + 1), base)
    following = month + 1
    other = retirement(PartialDate(following // 12, following % 12 + 1), base)
    assert one.month < other.month
    assert 0 <= one.delay_months <= other.delay_months <= (60 if base == 50 else 36)
    assert one.age_years * 12 + one.age_months == base * 12 + one.delay_months
