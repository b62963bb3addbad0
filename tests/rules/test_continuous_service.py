"""Unbroken service in one post, at one level, in one rank."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.continuous_service import Absence, service_at_level, service_in_post, service_in_rank
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.since_dates import Post, Rank

TODAY = date(2026, 11, 21)
DEPUTY, HEAD = 1, 2


def month(text):
    return PartialDate.parse_stored(text) if text else None


def post(key, start, end=None, *, title="局长", unit="u", level=HEAD, **more):
    return Post(key, unit, title, month(start), month(end), level, **more)


def in_post(*posts, absences=(), as_of=TODAY):
    return service_in_post(posts, as_of, absences)


def test_one_post_counts_from_its_beginning():
    found = in_post(post("a", "2016.11"))
    assert (str(found.value.since), found.value.months, found.value.records) == ("2016.11", 120, ("a",))
    assert found.value.broken_by == ""
    assert found.sentence == "任“局长”自2016.11起连续10年"
    assert found.records == ("a",)


def test_the_same_post_entered_again_without_a_gap_is_one_service():
    found = in_post(post("b", "2021.05"), post("a", "2016.11", "2021.05"))
    assert (str(found.value.since), found.value.records) == ("2016.11", ("a", "b"))


@pytest.mark.parametrize(
    ("end", "since"),
    [("2021.05", "2016.11"), ("2021.04", "2016.11"), ("2021.03", "2021.05"), ("2021", "2016.11")],
)
def test_a_gap_of_more_than_a_month_begins_the_count_anew(end, since):
    found = in_post(post("a", "2016.11", end), post("b", "2021.05"))
    assert str(found.value.since) == since
    if since == "2021.05":
        assert found.value.broken_by == "上一段至2021.03，中间有间断，2021.05重新任职"


def test_overlapping_entries_of_one_post_are_one_service():
    found = in_post(post("a", "2016.11", "2022.01"), post("b", "2021.05"))
    assert str(found.value.since) == "2016.11"


def test_another_post_breaks_it_unless_marked_as_counting_on():
    old = post("a", "2014.03", "2018.06", title="主任", unit="v")
    assert in_post(old, post("b", "2018.06")).value.broken_by == "2018.06由“主任”改任"
    carried = in_post(old, post("b", "2018.06", counts_continuous=True))
    assert (str(carried.value.since), carried.value.records) == ("2014.03", ("a", "b"))
    assert "连续计算" in carried.inputs[1].text


def test_a_mark_of_counting_on_does_not_bridge_a_gap():
    old = post("a", "2014.03", "2018.01", title="主任", unit="v")
    found = in_post(old, post("b", "2018.06", counts_continuous=True)).value
    assert (str(found.since), found.broken_by) == ("2018.06", "上一段至2018.01，中间有间断，2018.06重新任职")


def test_the_clerks_word_that_counting_begins_anew_goes_before_everything():
    posts = post("a", "2016.11", "2021.05"), post("b", "2021.05", resets=True, counts_continuous=True)
    found = in_post(*posts).value
    assert (str(found.since), found.records) == ("2021.05", ("b",))
    assert found.broken_by == "2021.05任“局长”注明重新计算"


def test_a_concurrent_post_does_not_break_it():
    posts = (
        post("a", "2016.11"),
        post("x", "2020.01", "2023.01", title="党组成员", is_main=False),
        post("y", "2024.01", title="指挥长", unit="w", is_main=False),
    )
    found = in_post(*posts).value
    assert (str(found.since), found.records) == ("2016.11", ("a",))


def test_a_time_away_begins_the_count_anew_when_it_is_over_and_stops_it_meanwhile():
    away = Absence("s", "挂职外出", month("2020.03"), month("2021.03"))
    over = in_post(post("a", "2016.11"), absences=[away])
    assert (str(over.value.since), over.value.months) == ("2021.03", 68)
    assert over.value.broken_by == "挂职外出至2021.03，之后重新计算"
    assert over.records == ("a", "s")
    during = in_post(post("a", "2016.11"), absences=[away], as_of=date(2021, 2, 28))
    assert during.value is None
    assert during.sentence == "2020.03起挂职外出，期间不计连续任职"
    assert in_post(post("a", "2016.11"), absences=[away], as_of=date(2021, 3, 1)).value.months == 0
    assert in_post(post("a", "2016.11"), absences=[replace(away, end=None)]).value is None


def test_a_time_away_outside_the_service_or_still_to_come_changes_nothing():
    before = Absence("s", "挂职外出", month("2015.01"), month("2016.11"))
    after = Absence("t", "挂职外出", month("2026.12"))
    assert str(in_post(post("a", "2016.11"), absences=[before, after]).value.since) == "2016.11"


def test_only_the_posts_after_a_time_away_are_its_records():
    away = Absence("s", "挂职外出", month("2020.03"), month("2022.03"))
    found = in_post(post("a", "2016.11", "2021.05"), post("b", "2021.05"), absences=[away])
    assert (str(found.value.since), found.value.records) == ("2022.03", ("b",))


def test_who_holds_no_post_has_no_service():
    found = in_post(post("a", "2016.11", "2020.01"))
    assert (found.value, found.sentence) == (None, "当日没有在任职务，不计连续任职")
    assert service_at_level([], TODAY).value is None
    assert service_in_rank([], TODAY).value is None


def test_a_start_known_to_the_year_is_reckoned_at_its_earliest_and_said():
    found = in_post(post("a", "2016"))
    assert found.value.months == 130
    assert "起始时间只有年份，按最早可能推算，请补写月份" in found.sentence


def test_a_day_known_counts_by_the_day():
    assert in_post(post("a", "2016.11.22")).value.months == 119
    assert in_post(post("a", "2016.11.21")).value.months == 120


def test_the_level_counts_across_posts_until_a_gap_or_another_level():
    career = [
        post("d", "2010.03", "2015.06", level=DEPUTY, title="副局长"),
        post("h1", "2015.06", "2020.04"),
        post("h2", "2020.04", title="书记", unit="v"),
    ]
    found = service_at_level(career, TODAY)
    assert (str(found.value.since), found.value.records) == ("2015.06", ("h1", "h2"))
    assert found.value.broken_by == "此前任“副局长”，层次不同"
    gap = [career[1], post("h2", "2021.04", title="书记", unit="v")]
    found = service_at_level(gap, TODAY).value
    assert (str(found.since), found.broken_by) == ("2021.04", "此前任“局长”至2020.04，中间有间断")
    assert service_at_level(career[1:], TODAY).value.broken_by == ""


def test_a_rank_entered_again_counts_on_and_another_rank_or_a_gap_breaks_it():
    ranks = [
        Rank("1", "四级主任科员", month("2017.01"), month("2019.06")),
        Rank("2", "三级主任科员", month("2019.06"), month("2022.01")),
        Rank("3", "三级主任科员", month("2022.01")),
    ]
    found = service_in_rank(ranks, TODAY)
    assert (str(found.value.since), found.value.records) == ("2019.06", ("2", "3"))
    assert found.value.broken_by == "此前为四级主任科员"
    apart = [replace(ranks[1], end=month("2021.01")), ranks[2]]
    assert service_in_rank(apart, TODAY).value.broken_by == "上一段至2021.01，中间有间断"
    assert service_in_rank(ranks[:1], date(2018, 1, 1)).value.broken_by == ""
    assert service_in_rank(ranks, TODAY).sentence.startswith("任三级主任科员自2019.06起连续7年5个月")


@settings(deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_the_service_reaches_back_to_the_last_gap(lengths, gaps):
    at, posts, since = PartialDate(2005, 1), [], None
    for number, (length, gap) in enumerate(zip(lengths, gaps, strict=False)):
        begun = at.plus_months(gap)
        if since is None or gap > 1:
            since = begun
        at = begun.plus_months(length)
        posts.append(Post(str(number), "u", "局长", begun, at))
    posts[-1] = replace(posts[-1], end=None)
    found = service_in_post(list(reversed(posts)), TODAY).value
    assert found.since == since
    assert found.months == PartialDate.of(TODAY).month_index - since.month_index


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), TODAY), st.dates(date(2000, 1, 1), TODAY))
def test_marking_a_post_as_beginning_anew_never_lengthens_the_service(one, other):
    first, second = sorted((one, other))
    posts = [Post("a", "u", "局长", PartialDate.of(first)), Post("b", "u", "局长", PartialDate.of(second))]
    anew = [posts[0], replace(posts[1], resets=True)]
    assert service_in_post(anew, TODAY).value.months <= service_in_post(posts, TODAY).value.months
