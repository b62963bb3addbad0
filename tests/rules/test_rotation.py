"""When a move is due."""

from datetime import date

import pytest

from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.rotation import RotationRule, RotationState, rotation_clock
from cadre_desktop.rules.since_dates import Since, SinceDates


def since(post="2016.11", same_level="2012.03"):
    post_since, level_since = (Since(PartialDate.parse_stored(text), "p", "镇长") for text in (post, same_level))
    return SinceDates(post_since, level_since, level_since, None)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 10, 31), RotationState.FAR),
        (date(2025, 11, 1), RotationState.SOON),
        (date(2026, 10, 31), RotationState.SOON),
        (date(2026, 11, 1), RotationState.DUE),
    ],
)
def test_ten_years_in_the_post_are_announced_a_year_before(today, state):
    clock = rotation_clock(RotationRule("单位正职", 10), since(), today)
    assert clock.state == state
    assert clock.due_on == PartialDate(2026, 11)


def test_a_rule_on_the_level_counts_the_level():
    clock = rotation_clock(RotationRule("领导成员", 10, "same_level"), since(), date(2026, 11, 21))
    assert (str(clock.due_on), clock.months_served, clock.state) == ("2022.03", 176, RotationState.DUE)
    assert clock.since.source_title == "镇长"


def test_who_holds_no_post_has_no_clock():
    assert rotation_clock(RotationRule("单位正职", 10), SinceDates(None, None, None, None), date(2026, 1, 1)) is None


def test_a_rule_of_no_years_is_refused():
    with pytest.raises(ValueError, match="至少1年"):
        RotationRule("单位正职", 0)
    with pytest.raises(ValueError, match="不能为负"):
        RotationRule("单位正职", 5, warn_months=-1)
