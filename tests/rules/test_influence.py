"""Influence periods."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.influence import (
    USUAL_TERMS,
    Measure,
    effective_end,
    expired,
    in_force,
    influence_end,
    measures_in_force,
    merged_range,
)
from cadre_desktop.rules.partial_date import PartialDate


def measure(key="m", decided="2026.08.31", months=6):
    return Measure(key, "记过", PartialDate.parse_stored(decided), months)


@pytest.mark.parametrize(
    ("decided", "months", "last"),
    [
        ("2026.08.31", 6, date(2027, 2, 28)),
        ("2027.08.31", 6, date(2028, 2, 29)),
        ("2026.03.15", 18, date(2027, 9, 15)),
        ("2026.01.31", 0, date(2026, 1, 31)),
        ("2026.12.31", 2, date(2027, 2, 28)),
        ("2026.05", 12, date(2027, 5, 31)),
        ("2024.02", 12, date(2025, 2, 28)),
        ("2025", 6, date(2026, 6, 30)),
    ],
)
def test_the_period_ends_on_the_same_day_months_later_or_the_months_last(decided, months, last):
    assert influence_end(PartialDate.parse_stored(decided), months) == last


def test_the_last_day_still_counts_and_the_next_is_expired():
    item = measure()
    assert in_force(item, date(2027, 2, 28))
    assert not expired(item, date(2027, 2, 28))
    assert not in_force(item, date(2027, 3, 1))
    assert expired(item, date(2027, 3, 1))


def test_before_the_decision_nothing_counts():
    assert not in_force(measure(), date(2026, 8, 30))
    assert not expired(measure(), date(2026, 8, 30))
    assert in_force(measure(), date(2026, 8, 31))


def test_a_measure_without_a_period_never_counts_nor_expires():
    item = measure(months=None)
    assert item.last_day is None
    assert not in_force(item, date(2026, 9, 1))
    assert not expired(item, date(2099, 1, 1))


def test_with_several_measures_the_longest_decides():
    short, long, none = measure("a"), measure("b", "2026.01.10", 24), measure("c", months=None)
    assert effective_end([short, long, none]) == date(2028, 1, 10)
    assert effective_end([none]) is None
    assert [m.id for m in measures_in_force([short, long, none], date(2026, 12, 1))] == ["b", "a"]
    assert [m.id for m in measures_in_force([short, long], date(2027, 3, 1))] == ["b"]


def test_merging_stays_between_the_longest_and_the_sum_up_to_forty_eight():
    assert merged_range([6, 12]) == (12, 18)
    assert merged_range([24, 24, 24]) == (24, 48)
    assert merged_range([18]) == (18, 18)
    with pytest.raises(ValueError, match="没有可合并"):
        merged_range([])


def test_a_negative_period_is_refused():
    with pytest.raises(ValueError, match="负数"):
        influence_end(PartialDate(2026, 1, 1), -1)


def test_the_usual_terms_keep_party_and_state_apart():
    months = {(term.kind, term.name): term.months for term in USUAL_TERMS}
    assert len(months) == len(USUAL_TERMS)
    assert (months["党纪", "警告"], months["政务", "警告"]) == (12, 6)
    assert (months["党纪", "严重警告"], months["政务", "记大过"], months["诫勉", "诫勉"]) == (18, 18, 6)


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60), st.integers(-400, 2400))
def test_on_every_day_a_measure_is_coming_in_force_or_expired(decided, months, offset):
    item = Measure("m", "", PartialDate.of(decided), months)
    today = date.fromordinal(decided.toordinal() + offset)
    assert [offset < 0, in_force(item, today), expired(item, today)].count(True) == 1


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60))
def test_the_end_lies_in_the_month_so_many_months_later_and_not_on_a_later_day(decided, months):
    last = PartialDate.of(influence_end(PartialDate.of(decided), months))
    assert last.month_index == PartialDate.of(decided).month_index + months
    assert last.day <= decided.day
