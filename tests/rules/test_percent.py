"""Rates, changes and shares."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.percent import NOTHING, Rate, change, cut_text, largest_remainder, rounded

COUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(1, 8), 1, "0.1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(-1, 100), 1, "0.0"),
        (50, 1, "50.0"),
        (Fraction(2999, 1000), 1, "3.0"),
    ],
)
def test_rounding_is_half_up_and_prints_all_places(value, places, text):
    assert str(rounded(value, places)) == text


def test_a_rate_prints_its_denominator():
    assert Rate(5, 8).in_full() == "62.5%（5/8）"
    assert Rate(0, 8).text() == "0.0%"
    assert Rate(8, 8).text(0) == "100%"


def test_nothing_to_divide_by_is_a_dash_and_not_zero_percent():
    assert Rate(0, 0).text() == NOTHING
    assert Rate(3, 0).percent() is None
    assert Rate(0, 0).in_full() == "—（0/0）"
    assert cut_text(0, 5) == NOTHING
    assert change(0, 5) is None


def test_counts_below_zero_are_refused():
    with pytest.raises(ValueError, match="负数"):
        Rate(-1, 3)
    with pytest.raises(ValueError, match="负数"):
        largest_remainder([1, -1])


def test_the_cut_of_the_indicators_is_eighty_percent():
    assert cut_text(310, 62) == "80.0%"
    assert change(310, 62) == Fraction(-4, 5)
    assert cut_text(62, 310) == "-400.0%"
    assert cut_text(62, 62) == "0.0%"


def test_thirds_are_shared_out_to_one_hundred():
    assert largest_remainder([1, 1, 1]) == (Decimal("33.4"), Decimal("33.3"), Decimal("33.3"))
    assert largest_remainder([2, 1], places=0) == (Decimal(67), Decimal(33))
    assert largest_remainder([0, 0]) == (Decimal("0.0"), Decimal("0.0"))
    assert largest_remainder([]) == ()


@settings(deadline=None)
@given(COUNTS, st.integers(0, 3))
def test_shares_always_add_up_and_stay_within_one_step_of_the_truth(counts, places):
    shares = largest_remainder(counts, places)
    total = sum(counts)
    assert sum(shares) == (100 if total else 0)
    for count, share in zip(counts, shares, strict=True):
        assert abs(Fraction(share) - Fraction(100 * count, total or 1)) < Fraction(1, 10**places)
        assert share == 0 or count > 0


@settings(deadline=None)
@given(st.fractions(), st.integers(0, 4))
@example(Fraction(10**28 + 1), 0)
def test_rounding_moves_by_half_a_step_at_most(value, places):
    assert abs(Fraction(rounded(value, places)) - value) <= Fraction(1, 2 * 10**places)
