"""年轻干部: indicators and 87后."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.young import Indicator, Member, born_since, indicators, measure
from tests.rules.rule_book import changed, delivered

CUT = PartialDate(2026, 11)
HEADS, TEAM = frozenset({"township_head", "township_team"}), frozenset({"township_team"})


def member(person, year, month=11, groups=TEAM, unit="u1"):
    return Member(person, PartialDate(year, month), unit, groups, f"r-{person}")


def results(members, units=(), book=None):
    return [found.value for found in measure(members, CUT, book or delivered(), units=units)]


def test_there_are_four_and_each_says_what_it_asks():
    found = indicators(delivered(), date(2026, 11, 21))
    assert [(one.group, one.age, one.percent, one.count, one.per_unit) for one in found] == [
        ("township_head", 35, 15, 0, False),
        ("township_head", 30, 0, 1, False),
        ("township_team", 35, 30, 0, False),
        ("township_team", 30, 0, 1, True),
    ]


@pytest.mark.parametrize(
    ("year", "month", "young"), [(1990, 11, False), (1990, 12, True), (1991, 1, True), (1990, 10, False)]
)
def test_thirty_five_and_below_means_not_yet_thirty_six(year, month, young):
    head_share = results([member("a", year, month, HEADS)])[0]
    assert head_share.parts[0].young == (("a",) if young else ())
    assert head_share.reached is young


@pytest.mark.parametrize(
    ("n", "percent", "count", "asked"),
    [(20, 15, 0, 3), (21, 15, 0, 4), (0, 15, 0, 0), (6, 15, 0, 1), (5, 0, 1, 1), (100, 30, 31, 31), (3, 33, 0, 1)],
)
def test_a_share_asked_for_is_rounded_up(n, percent, count, asked):
    assert Indicator("k", "指标", "g", 35, False, percent, count).asked(n) == asked


def test_a_third_of_three_is_one_and_of_four_two():
    third = Indicator("k", "指标", "g", 35, False, 34, 0)
    assert (third.asked(2), third.asked(3)) == (1, 2)


def test_every_township_needs_one_below_thirty_one():
    people = [member("a", 1996, 1, unit="u1"), member("b", 1995, 11, unit="u2")]
    each = results(people, units=("u1", "u2", "u3"))[3]
    assert {part.unit: part.short for part in each.parts} == {"u1": 0, "u2": 1, "u3": 1}
    assert (each.reached, each.short) == (False, 2)


def test_the_share_is_told_with_its_counts():
    people = [member(f"o{n}", 1980) for n in range(7)] + [member(f"y{n}", 1995) for n in range(3)]
    (share,) = [found for found in measure(people, CUT, delivered()) if found.value.indicator.key == "3"]
    assert share.sentence == "乡镇班子成员中35岁以下的占比：截至2026.11，不满36岁30.0%（3/10），应配3人，已达到。"
    assert share.records == ("r-y0", "r-y1", "r-y2")
    (short,) = [found for found in measure(people[:9], CUT, delivered()) if found.value.indicator.key == "3"]
    assert short.sentence.endswith("不满36岁22.2%（2/9），应配3人，缺1人。")


def test_a_person_counts_once():
    assert len(results([member("a", 1995, groups=HEADS), member("a", 1995, groups=HEADS)])[0].parts[0].people) == 1


def test_the_county_sets_ages_and_shares():
    people = [member("a", 1990, 11, HEADS)]
    assert results(people, book=changed("young.age", 36, applies_to="1"))[0].reached
    assert not results(people)[0].reached


def test_a_cut_off_without_a_month_is_refused():
    with pytest.raises(ValueError, match="写到月"):
        measure([member("a", 1990)], PartialDate(2026), delivered())


def test_born_in_or_after_1987_counts_once_each():
    people = [member("a", 1986, 12), member("b", 1987, 1), member("c", 1999), member("c", 1999)]
    found = born_since(people, delivered(), date(2026, 11, 21))
    assert (found.value, found.rule) == (("b", "c"), "87后")
    assert found.sentence == "1987年及以后出生（87后）2人。"
    only_year = born_since([Member("d", PartialDate(1987), "u1", TEAM)], delivered(), date(2026, 11, 21))
    assert only_year.value == ("d",)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(1966, 2004), st.integers(1, 12)), max_size=25))
def test_an_indicator_is_reached_exactly_when_its_share_is(births):
    people = [member(str(n), year, month) for n, (year, month) in enumerate(births)]
    share = results(people)[2]
    (part,) = share.parts
    assert share.reached == (len(part.young) * 100 >= len(part.people) * 30)
    assert part.short == max(0, part.asked - len(part.young))
