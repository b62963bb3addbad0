"""The four since-dates, as of any day."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.since_dates import (
    Post,
    Rank,
    present_post,
    since_dates,
    since_level,
    since_present_post,
    since_rank,
    since_same_level,
)

TODAY = date(2026, 11, 21)
DEPUTY, HEAD, COUNTY = 1, 2, 3


def month(text):
    return PartialDate.parse_stored(text) if text else None


def post(key, start, end=None, level=HEAD, **more):
    return Post(key, f"unit-{key}", f"post {key}", month(start), month(end), level, **more)


CAREER = [
    post("clerk", "2005.07", "2010.03", None),
    post("deputy", "2010.03", "2015.06", DEPUTY),
    post("head-1", "2015.06", "2020.04"),
    post("head-2", "2020.04", "2023.09"),
    post("head-3", "2023.09"),
]
RANKS = [Rank("r1", "四级主任科员", month("2019.06"), month("2021.12")), Rank("r2", "三级主任科员", month("2021.12"))]


def test_the_four_dates_differ_and_each_names_its_source():
    found = since_dates(CAREER, RANKS, TODAY)
    assert (str(found.post.date), found.post.source_id) == ("2023.09", "head-3")
    assert (str(found.level.date), found.level.source_id) == ("2015.06", "head-1")
    assert (str(found.same_level.date), found.same_level.source_title) == ("2015.06", "post head-1")
    assert (str(found.rank.date), found.rank.source_id) == ("2021.12", "r2")


def test_the_same_history_asked_of_an_earlier_day_gives_that_days_dates():
    found = since_dates(CAREER, RANKS, date(2020, 3, 31))
    assert (found.post.source_id, found.level.source_id, found.rank.source_id) == ("head-1", "head-1", "r1")
    assert since_dates(CAREER, RANKS, date(2012, 1, 1)).level.source_id == "deputy"


def test_before_the_first_post_and_without_ranks_there_is_nothing():
    found = since_dates(CAREER, [], date(2005, 6, 30))
    assert (found.post, found.level, found.same_level, found.rank) == (None, None, None, None)


def test_a_post_without_a_level_gives_a_post_date_only():
    found = since_dates(CAREER, RANKS, date(2006, 1, 1))
    assert found.post.source_id == "clerk"
    assert found.level is None
    assert found.same_level is None


def test_on_the_first_of_the_month_of_change_the_new_post_is_held():
    assert present_post(CAREER, date(2020, 3, 31)).id == "head-1"
    assert present_post(CAREER, date(2020, 4, 1)).id == "head-2"


def test_a_day_of_appointment_counts_to_the_day():
    posts = [replace(CAREER[2], end=month("2020.04.15")), replace(CAREER[3], start=month("2020.04.15"))]
    assert present_post(posts, date(2020, 4, 14)).id == "head-1"
    assert present_post(posts, date(2020, 4, 15)).id == "head-2"


def test_a_renamed_unit_does_not_reset_the_post_when_the_clerk_says_so():
    posts = [*CAREER[:-1], replace(CAREER[-1], counts_continuous=True)]
    assert since_present_post(posts, TODAY).source_id == "head-2"
    assert since_present_post(CAREER, TODAY).source_id == "head-3"


def test_a_chain_of_renamings_is_followed_to_its_first_post():
    posts = [*CAREER[:3], *(replace(item, counts_continuous=True) for item in CAREER[3:])]
    assert since_present_post(posts, TODAY).source_id == "head-1"


@pytest.mark.parametrize(("end", "source"), [("2023.08", "head-2"), ("2023.07", "head-3")])
def test_a_chain_bears_one_month_between_and_not_two(end, source):
    posts = [replace(CAREER[3], end=month(end)), replace(CAREER[4], counts_continuous=True)]
    assert since_present_post(posts, TODAY).source_id == source


def test_a_chain_passes_over_concurrent_side_posts():
    side = post("side", "2022.01", "2023.09", is_main=False)
    posts = [CAREER[3], side, replace(CAREER[4], counts_continuous=True)]
    assert since_present_post(posts, TODAY).source_id == "head-2"


def test_an_earlier_post_nobody_ended_is_carried_on():
    posts = [replace(CAREER[3], end=None), replace(CAREER[4], counts_continuous=True)]
    assert since_present_post(posts, TODAY).source_id == "head-2"


def test_a_concurrent_side_post_is_not_the_present_post():
    side = post("side", "2025.01", is_main=False)
    assert present_post([*CAREER, side], TODAY).id == "head-3"
    assert present_post([side], TODAY).id == "side"


def test_months_without_a_post_break_the_service_but_not_the_level():
    posts = [post("a", "2015.06", "2020.04"), post("b", "2021.01")]
    assert since_level(posts, TODAY).source_id == "a"
    assert since_same_level(posts, TODAY).source_id == "b"


@pytest.mark.parametrize(("start", "source"), [("2020.05", "a"), ("2020.06", "b")])
def test_service_bears_one_month_between_and_not_two(start, source):
    posts = [post("a", "2015.06", "2020.04"), post("b", start)]
    assert since_same_level(posts, TODAY).source_id == source


def test_posts_begun_and_ended_in_one_month_do_not_bridge_a_gap():
    posts = [post("a", "2015.06", "2020.04"), post("flash", "2020.05", "2020.05"), post("b", "2020.06")]
    assert since_same_level(posts, TODAY).source_id == "b"


def test_a_demotion_starts_the_lower_level_anew():
    posts = [
        post("a", "2010.01", "2015.01", DEPUTY),
        post("b", "2015.01", "2020.01"),
        post("c", "2020.01", None, DEPUTY),
    ]
    assert since_level(posts, TODAY).source_id == "c"
    assert since_same_level(posts, TODAY).source_id == "c"


def test_the_highest_level_held_counts_and_a_lower_side_post_does_not_disturb():
    posts = [post("a", "2015.06"), post("low", "2018.01", "2019.01", DEPUTY, is_main=False)]
    assert since_level(posts, TODAY).source_id == "a"
    assert since_level([*posts, post("high", "2025.01", None, COUNTY, is_main=False)], TODAY).source_id == "high"


def test_a_secondment_gives_no_level_and_breaks_service_only_when_the_post_was_left():
    away = post("away", "2021.01", "2022.01", None, is_main=False)
    kept, left = [post("a", "2015.06"), away], [post("a", "2015.06", "2021.01"), away, post("b", "2022.01")]
    assert since_same_level(kept, TODAY).source_id == "a"
    assert since_same_level(left, TODAY).source_id == "b"
    assert since_level(left, TODAY).source_id == "a"


def test_a_rank_entered_again_keeps_its_first_approval():
    again = [RANKS[0], replace(RANKS[1], end=month("2024.01")), Rank("r3", "三级主任科员", month("2024.01"))]
    assert since_rank(again, TODAY).source_id == "r2"
    assert since_rank([replace(RANKS[1], end=month("2026.01"))], TODAY) is None


@st.composite
def careers(draw):
    """Posts one after another with gaps and levels of all kinds, the last still held."""
    at, posts = draw(st.integers(1990 * 12, 2000 * 12)), []
    for n in range(draw(st.integers(1, 7))):
        begin = at + draw(st.integers(0, 4))
        at = begin + draw(st.integers(1, 40))
        posts.append(
            Post(
                f"p{n}",
                "u",
                f"t{n}",
                PartialDate(begin // 12, begin % 12 + 1),
                PartialDate(at // 12, at % 12 + 1),
                draw(st.integers(1, 3)),
                counts_continuous=draw(st.booleans()),
            )
        )
    return [*posts[:-1], replace(posts[-1], end=None)]


@settings(deadline=None)
@given(careers())
def test_the_dates_are_ordered_and_belong_to_posts_of_the_present_level(posts):
    found = since_dates(posts, [], TODAY)
    by_id = {item.id: item for item in posts}
    assert found.level.date <= found.same_level.date
    for since in (found.level, found.same_level):
        assert by_id[since.source_id].level_order == posts[-1].level_order
        assert by_id[since.source_id].start == since.date


@settings(deadline=None)
@given(careers(), st.randoms(use_true_random=False))
def test_the_order_in_which_posts_were_entered_does_not_matter(posts, random):
    shuffled = list(posts)
    random.shuffle(shuffled)
    assert since_dates(shuffled, [], TODAY) == since_dates(posts, [], TODAY)


@settings(deadline=None)
@given(careers())
def test_between_the_level_date_and_today_no_other_level_was_held(posts):
    begun = since_level(posts, TODAY).date
    assert {item.level_order for item in posts if item.start >= begun} == {posts[-1].level_order}


@settings(deadline=None)
@given(careers())
def test_unbroken_service_has_no_gap_of_two_months(posts):
    begun = since_same_level(posts, TODAY).date
    served = [item for item in posts if item.start >= begun]
    for earlier, later in pairwise(served):
        assert later.start.month_index - earlier.end.month_index <= 1


@settings(deadline=None)
@given(careers())
def test_without_flags_the_post_date_is_the_present_posts_own(posts):
    plain = [replace(item, counts_continuous=False) for item in posts]
    assert since_present_post(plain, TODAY).source_id == posts[-1].id
    assert since_present_post(posts, TODAY).date <= posts[-1].start
