"""Looking back at 潜绩."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.look_back import (
    HiddenAchievement,
    Holding,
    due_look_backs,
    look_back_clock,
    look_back_on,
    present_holder,
)
from cadre_desktop.rules.partial_date import PartialDate
from tests.rules.rule_book import changed, delivered

TODAY = date(2026, 11, 21)
FOREST = HiddenAchievement("forest", "old", "town", "镇长", PartialDate(2021, 11), 5)
OLD = Holding("old", "town", "镇长", PartialDate(2018, 1), PartialDate(2023, 5))
NEW = Holding("new", "town", "镇长", PartialDate(2023, 5))


def test_the_date_is_as_precise_as_the_achievement():
    assert look_back_on(PartialDate(2021, 11), 5) == PartialDate(2026, 11)
    assert look_back_on(PartialDate(2021), 5) == PartialDate(2026)
    assert look_back_on(PartialDate(2024, 2, 29), 1) == PartialDate(2025, 2, 28)
    with pytest.raises(ValueError, match="至少1年"):
        look_back_on(PartialDate(2021), 0)


def test_it_comes_to_whoever_holds_the_post_now():
    (found,) = due_look_backs([FOREST], [OLD, NEW], TODAY)
    assert (found.holder_id, found.due_on, found.by_somebody_else) == ("new", PartialDate(2026, 11), True)


def test_the_same_holder_looks_back_at_his_own_work():
    (found,) = due_look_backs([FOREST], [replace(OLD, end=None)], TODAY)
    assert (found.holder_id, found.by_somebody_else) == ("old", False)


def test_a_vacant_post_leaves_it_without_a_holder():
    (found,) = due_look_backs([FOREST], [OLD], TODAY)
    assert (found.holder_id, found.by_somebody_else) == (None, False)


def test_another_post_or_another_unit_gets_nothing():
    others = [replace(NEW, post_title="副镇长"), replace(NEW, unit_id="village")]
    assert present_holder(FOREST, others, TODAY) is None


def test_of_two_holders_on_one_day_the_latest_appointed_gets_it():
    assert present_holder(FOREST, [replace(OLD, end=None), NEW], TODAY) == "new"


def test_it_is_due_from_the_first_day_it_may_be():
    assert due_look_backs([FOREST], [NEW], date(2026, 10, 31)) == ()
    assert len(due_look_backs([FOREST], [NEW], date(2026, 11, 1))) == 1


def test_months_ahead_show_what_is_coming():
    assert len(due_look_backs([FOREST], [NEW], date(2026, 8, 31), months_ahead=3)) == 1
    assert due_look_backs([FOREST], [NEW], date(2026, 8, 31), months_ahead=2) == ()


def test_what_was_looked_at_does_not_come_back():
    assert due_look_backs([replace(FOREST, looked_back=True)], [NEW], TODAY) == ()


def test_the_earliest_comes_first():
    early = replace(FOREST, id="early", achieved_on=PartialDate(2020, 1))
    assert [found.achievement.id for found in due_look_backs([FOREST, early], [NEW], TODAY)] == ["early", "forest"]


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(1, 20))
def test_everything_is_due_on_its_date_and_not_the_day_before(achieved, years):
    item = replace(FOREST, achieved_on=PartialDate.of(achieved), after_years=years)
    due = look_back_on(item.achieved_on, years).first_day()
    assert len(due_look_backs([item], [], due)) == 1
    assert due_look_backs([item], [], date.fromordinal(due.toordinal() - 1)) == ()


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 7, 31), ClockState.LATER),
        (date(2026, 8, 1), ClockState.SOON),
        (date(2026, 11, 1), ClockState.DUE),
        (date(2026, 12, 1), ClockState.OVERDUE),
    ],
)
def test_the_clock_announces_a_look_back_three_months_before(today, state):
    found = look_back_clock(FOREST, delivered(), today)
    assert (found.value.state, str(found.value.due_on)) == (state, "2026.11")
    assert found.records == ("forest",)


def test_the_clock_says_when_it_was_done_and_heeds_the_offices_warning():
    assert look_back_clock(FOREST, delivered(), TODAY).sentence == "2021.11取得，满5年于2026.11回看，已经到期"
    done = look_back_clock(replace(FOREST, looked_back=True), delivered(), TODAY)
    assert done.sentence.endswith("已经回看")
    book = changed("terms.warn_months", 1, since="2020-01-01", applies_to="look_back")
    assert look_back_clock(FOREST, book, date(2026, 9, 30)).value.state is ClockState.LATER
