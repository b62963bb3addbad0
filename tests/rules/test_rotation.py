"""When a move is due."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.continuous_service import Absence
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.rotation import Career, Delay, begun_by, rotation, rotation_cases
from cadre_desktop.rules.since_dates import Post
from tests.rules.rule_book import changed, delivered

BOOK = delivered()
TODAY = date(2026, 11, 21)


def month(text):
    return PartialDate.parse_stored(text) if text else None


def career(since="2016.11", *, before="2012.03", absences=()):
    posts = [Post("old", "v", "书记", month(before), month(since), 2), Post("now", "u", "镇长", month(since), None, 2)]
    return Career(posts, absences)


def head(today, who=None, *, book=BOOK, **more):
    return rotation("unit_head", who or career(), book, today, **more)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 10, 31), ClockState.LATER),
        (date(2025, 11, 1), ClockState.SOON),
        (date(2026, 10, 31), ClockState.SOON),
        (date(2026, 11, 1), ClockState.DUE),
        (date(2026, 11, 30), ClockState.DUE),
        (date(2026, 12, 1), ClockState.OVERDUE),
    ],
)
def test_ten_years_in_the_post_are_announced_a_year_before(today, state):
    found = head(today).value
    assert (found.clock.state, str(found.clock.due_on)) == (state, "2026.11")
    assert found.to_move is (state in (ClockState.DUE, ClockState.OVERDUE))


@pytest.mark.parametrize(
    ("since", "to_move"), [("2016.11.21", True), ("2016.11.22", False), ("2016", True), ("2017", False)]
)
def test_the_day_decides_where_it_is_known(since, to_move):
    assert head(TODAY, career(since)).value.to_move is to_move


@pytest.mark.parametrize("case", ["inner_head", "inner_deputy", "key_post"])
def test_inside_a_unit_five_years_are_enough(case):
    assert rotation(case, career("2021.11"), BOOK, date(2026, 11, 1)).value.to_move
    assert not rotation(case, career("2021.11"), BOOK, date(2026, 10, 31)).value.to_move


def test_the_rule_on_the_level_counts_posts_before_this_one():
    found = rotation("team_member_level", career(), BOOK, TODAY)
    assert (str(found.value.clock.due_on), found.value.service.months) == ("2022.03", 176)
    assert found.records == ("old", "now")
    assert rotation("team_member", career(), BOOK, TODAY).records == ("now",)


def test_who_holds_no_post_has_no_clock():
    found = head(TODAY, Career([]))
    assert (found.value, found.sentence) == (None, "当日没有在任职务，不计连续任职")


def test_a_time_away_begins_the_count_anew_unless_the_office_says_otherwise():
    who = career(absences=[Absence("s", "挂职外出", month("2020.03"), month("2021.03"))])
    assert str(head(TODAY, who).value.clock.due_on) == "2031.03"
    counted = changed("rotation.away_resets", False)
    assert str(head(TODAY, who, book=counted).value.clock.due_on) == "2026.11"


def test_the_county_may_set_other_years_and_another_warning():
    assert str(head(TODAY, book=changed("rotation.years", 8, applies_to="unit_head")).value.clock.due_on) == "2024.11"
    earlier = changed("rotation.warn_months", 24, since="2020-01-01")
    assert head(date(2024, 11, 1), book=earlier).value.clock.state is ClockState.SOON
    assert head(date(2024, 10, 31), book=earlier).value.clock.state is ClockState.LATER


@pytest.mark.parametrize(
    ("until", "today", "to_move"),
    [
        (None, date(2030, 1, 1), False),
        ("2027.06", date(2027, 6, 30), False),
        ("2027.06", date(2027, 7, 1), True),
    ],
)
def test_a_delay_holds_through_its_last_day(until, today, to_move):
    found = head(today, delay=Delay("重大项目尚未完成", month(until), "县组〔2026〕8号", "d"))
    assert found.value.to_move is to_move
    assert found.records == ("now", "d")


def test_the_delays_reasons_are_the_offices_list():
    reasons = BOOK.texts("rotation.delay_reasons", on=TODAY)
    assert "健康原因" in reasons
    assert len(set(reasons)) == len(reasons)


def test_the_sentence_holds_service_due_date_and_delay():
    reason = Delay("重大项目尚未完成", month("2027.06"))
    assert head(TODAY, delay=reason).sentence == (
        "任“镇长”自2016.11起连续10年；2016.11由“书记”改任；2026.11满10年，已经到期；"
        "已暂缓，理由：重大项目尚未完成，至2027.06"
    )
    assert head(date(2027, 7, 1), delay=reason).sentence.endswith("2026.11满10年，已经过期；暂缓已于2027.06届满")
    assert head(TODAY).rule == "单位正职应交流年限"
    assert "连续满10年" in head(TODAY).source


def test_every_kind_of_post_has_years_and_a_way_of_counting():
    cases = rotation_cases(BOOK)
    assert {"unit_head", "unit_deputy", "inner_head", "inner_deputy"} <= set(cases)
    counted = {BOOK.text("rotation.counted_of", on=TODAY, applies_to=case) for case in cases}
    assert counted == {"post", "same_level"}


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), TODAY), st.sampled_from(rotation_cases(BOOK)))
def test_the_move_is_due_exactly_when_the_years_are_full(since, case):
    who = Career([Post("now", "u", "镇长", PartialDate.of(since), None, 2)])
    found = rotation(case, who, BOOK, TODAY).value
    years = BOOK.number("rotation.years", on=TODAY, applies_to=case)
    assert found.to_move is (found.service.months >= years * 12)


starts = st.dates(date(2004, 1, 1), date(2026, 12, 31)).flatmap(
    lambda day: st.sampled_from([PartialDate.of(day, known) for known in ("year", "month", "day")])
)


@settings(deadline=None)
@given(
    st.sampled_from(rotation_cases(BOOK)),
    st.lists(st.tuples(starts, st.booleans()), min_size=1, max_size=3),
    st.dates(date(2019, 1, 1), date(2027, 12, 31)),
)
def test_nobody_whose_first_post_began_after_the_month_is_near_a_move(case, held, today):
    posts = [
        Post(f"{at}", "u", "镇长", start, None, 2, counts_continuous=carries_on)
        for at, (start, carries_on) in enumerate(held)
    ]
    found = rotation(case, Career(posts), BOOK, today).value
    if min(str(start) for start, _ in held) > str(begun_by(case, BOOK, today)):
        assert found is None or found.clock.state is ClockState.LATER


def test_the_month_is_the_last_that_matters_and_one_more():
    assert str(begun_by("unit_head", BOOK, TODAY)) == "2017.12"
    assert head(TODAY, career("2017.11", before="2017.11")).value.clock.state is ClockState.SOON
    assert head(TODAY, career("2017.12", before="2017.12")).value.clock.state is ClockState.LATER
