"""Axes count in ones, twos and fives, end just above the greatest value, and never halve a person."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.formats.chart_scale import MOST_STEPS, SHARES, ChartScale, scale_for, scale_of
from cadre_desktop.formats.report_sheet import Chart


@pytest.mark.parametrize(
    ("most", "end", "step"),
    [
        (1, 1, 1), (2, 2, 1), (3, 3, 1), (5, 5, 1), (6, 6, 2), (10, 10, 2), (11, 15, 5), (25, 25, 5), (26, 30, 10),
        (51, 60, 20), (148, 150, 50), (426, 500, 100), (1000, 1000, 200), (0.3, 0.3, 0.1), (0.7, 0.8, 0.2),
        (4.5, 5, 1), (92.5, 100, 20),
    ],
)  # fmt: skip
def test_the_scale_of_a_greatest_value(most, end, step):
    found = scale_for([0, most])
    assert (found.end, found.step) == (pytest.approx(end), pytest.approx(step))


@pytest.mark.parametrize("values", [[], [0, 0], [-3]])
def test_nothing_to_show_still_has_an_axis(values):
    assert scale_for(values) == ChartScale(1, 1)
    assert scale_for(values).marks == (0, 1)


def test_marks_are_written_as_people_write_them():
    assert scale_for([0.3, 0.25]).marks == pytest.approx((0, 0.1, 0.2, 0.3))
    assert [f"{mark:g}" for mark in scale_for([0.7]).marks] == ["0", "0.2", "0.4", "0.6", "0.8"]


def one_two_or_five(step):
    digit = step / 10 ** math.floor(math.log10(step) + 1e-9)
    return any(digit == pytest.approx(wanted) for wanted in (1, 2, 5))


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_counts_stand_on_whole_numbers(values):
    found = scale_for(values)
    assert found.step == int(found.step) >= 1
    assert one_two_or_five(found.step)
    assert max(values) <= found.end
    assert max(values) == 0 or found.end - found.step < max(values)
    assert len(found.marks) <= MOST_STEPS + 1


@settings(deadline=None)
@given(st.lists(st.floats(0.001, 1e6, allow_nan=False), min_size=1))
def test_other_numbers_stand_on_steps_of_the_same_kind(values):
    found = scale_for(values)
    assert one_two_or_five(found.step)
    assert max(values) <= found.end * (1 + 1e-6)
    assert len(found.marks) <= MOST_STEPS + 1


def test_a_chart_of_shares_ends_at_the_whole():
    series = (("优秀", (3.0, 40.0)), ("称职", (4.0, 1.0)))
    assert scale_of(Chart("stacked", "x", ("甲", "乙"), series)) == SHARES
    assert scale_of(Chart("bar", "x", ("甲", "乙"), series)) == ChartScale(40, 10)
    assert SHARES.marks == pytest.approx((0, 0.2, 0.4, 0.6, 0.8, 1))
