"""Dates known to the year, the month or the day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.partial_date import PartialDate

PRECISIONS = st.sampled_from(["year", "month", "day"])
DATES = st.builds(PartialDate.of, st.dates(), PRECISIONS)


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("1978", PartialDate(1978), "year"),
        ("1978.08", PartialDate(1978, 8), "month"),
        ("1978.08.12", PartialDate(1978, 8, 12), "day"),
    ],
)
def test_stored_text_is_read_back_at_its_own_precision(text, expected, precision):
    read = PartialDate.parse_stored(text)
    assert read == expected
    assert read.precision == precision
    assert str(read) == text


@pytest.mark.parametrize(
    "text", ["", "1978.8", "197808", "1978-08", "1978.08.", "1978.8.12", "1978.08.12 ", "１９７８", "78.08"]
)
def test_anything_but_the_stored_forms_is_refused(text):
    with pytest.raises(ValueError, match="格式不对"):
        PartialDate.parse_stored(text)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((0,), "年份"),
        ((10000,), "年份"),
        ((1978, 0), "月份“0”"),
        ((1978, 13), "月份“13”"),
        ((2001, 2, 29), "没有29日"),
        ((2001, 2, 0), "没有0日"),
        ((2001, 4, 31), "没有31日"),
        ((2001, None, 5), "有日无月"),
    ],
)
def test_a_date_that_does_not_exist_is_refused(parts, words):
    with pytest.raises(ValueError, match=words):
        PartialDate(*parts)


def test_a_leap_day_exists_in_a_leap_year_only():
    assert PartialDate(2000, 2, 29).last_day() == date(2000, 2, 29)
    with pytest.raises(ValueError, match="1900年2月没有29日"):
        PartialDate(1900, 2, 29)


def test_the_vaguer_date_comes_first_and_is_not_equal():
    year, month, day = PartialDate(1978), PartialDate(1978, 1), PartialDate(1978, 1, 1)
    assert year < month < day
    assert day >= month
    assert len({year, month, day, PartialDate(1978, 1)}) == 3
    assert year != month


def test_a_partial_date_does_not_compare_with_text():
    with pytest.raises(TypeError):
        assert PartialDate(1978) < "1979"


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (PartialDate(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (PartialDate(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (PartialDate(2023, 2), date(2023, 2, 1), date(2023, 2, 28)),
        (PartialDate(2023, 2, 7), date(2023, 2, 7), date(2023, 2, 7)),
    ],
)
def test_bounds_cover_all_days_it_may_be(value, first, last):
    assert (value.first_day(), value.last_day()) == (first, last)


def test_months_are_counted_from_one_date_to_another():
    assert PartialDate(2026, 1).month_index - PartialDate(2025, 12, 31).month_index == 1
    assert PartialDate(2026).month_index == PartialDate(2026, 1).month_index


def test_moving_by_months_keeps_precision_and_stops_at_the_months_end():
    assert PartialDate(2026, 8, 31).plus_months(6) == PartialDate(2027, 2, 28)
    assert PartialDate(2026, 8, 31).plus_months(-6) == PartialDate(2026, 2, 28)
    assert PartialDate(2026, 8).plus_months(5) == PartialDate(2027, 1)
    assert PartialDate(2026).plus_months(24) == PartialDate(2028)
    with pytest.raises(ValueError, match="只知年份"):
        PartialDate(2026).plus_months(6)


def test_cutting_drops_what_is_finer_and_invents_nothing():
    assert PartialDate(2026, 8, 31).cut("month") == PartialDate(2026, 8)
    assert PartialDate(2026, 8, 31).cut("year") == PartialDate(2026)
    assert PartialDate(2026).cut("day") == PartialDate(2026)


@settings(deadline=None)
@given(DATES)
def test_every_date_survives_storing(value):
    assert PartialDate.parse_stored(str(value)) == value


@settings(deadline=None)
@given(DATES, DATES)
def test_order_is_the_order_of_the_stored_text(one, other):
    assert (one < other) == (str(one) < str(other))
    assert (one == other) == (str(one) == str(other))


@settings(deadline=None)
@given(DATES)
def test_the_first_day_is_never_after_the_last(value):
    assert value.first_day() <= value.last_day()
    assert (value.first_day() == value.last_day()) == (value.precision == "day")


@settings(deadline=None)
@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(-500, 500))
def test_moving_by_months_moves_the_month_index_by_as_much(day, months):
    value = PartialDate.of(day)
    assert value.plus_months(months).month_index == value.month_index + months
