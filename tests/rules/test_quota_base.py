"""Who is counted when seats of 优秀 are reckoned."""

from datetime import date

import pytest

from cadre_desktop.rules.eligibility import eligibility
from cadre_desktop.rules.eligibility_facts import Absence, AbsenceKind, Away, AwayKind, Event, PersonYear, System
from cadre_desktop.rules.quota_base import BasePerson, Standing, base, standing_of
from cadre_desktop.rules.quota_ratio import QuotaPool
from tests.rules.rule_book import changed, delivered

POOL = QuotaPool.CIVIL


def one(person, standing=Standing.TAKES_PART, why="", record=""):
    return BasePerson(person, "u1", POOL, standing, why, record)


def test_who_does_not_take_part_or_is_assessed_elsewhere_is_not_counted():
    people = [
        one("a"),
        one("b", Standing.UNGRADED),
        one("c", Standing.LENT_IN),
        one("d", Standing.ELSEWHERE, "挂职到县发改局", "w1"),
        one("e", Standing.NOT_ASSESSED),
    ]
    found = base(people, 2026, delivered())
    assert found.counted == ("a", "b", "c")
    assert found.ungraded == ("b",)
    assert [left.value for left in found.left_out] == ["d", "e"]
    assert found.left_out[0].sentence == "挂职到县发改局：在外单位考核，不计入。"
    assert found.left_out[0].records == ("w1",)


def test_the_county_may_leave_the_ungraded_and_the_borrowed_out():
    people = [one("a"), one("b", Standing.UNGRADED), one("c", Standing.LENT_IN)]
    assert base(people, 2026, changed("quota.count_ungraded", False)).counted == ("a", "c")
    assert base(people, 2026, changed("quota.count_lent_in", False)).counted == ("a", "b")


def test_nobody_counts_twice():
    found = base([one("a"), one("a"), one("b")], 2026, delivered(), frozenset({"b"}))
    assert found.counted == ("a",)
    assert [left.sentence for left in found.left_out] == ["已在别处计入，不重复计算。"] * 2


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({}, Standing.TAKES_PART),
        ({"absences": (Absence("l1", AbsenceKind.SICK, days=183),)}, Standing.UNGRADED),
        ({"absences": (Absence("l1", AbsenceKind.SICK, days=182),)}, Standing.TAKES_PART),
        ({"left": Event("x", date(2026, 6, 1), "退休")}, Standing.NOT_ASSESSED),
        ({"away": (Away("w1", AwayKind.SECONDED, "县发改局", date(2026, 1, 1)),)}, Standing.ELSEWHERE),
        ({"refusal": Event("r", date(2026, 12, 1))}, Standing.TAKES_PART),
    ],
)
def test_the_standing_comes_from_the_eligibility(facts, standing):
    found = eligibility(PersonYear("p", 2026, System.CIVIL, **facts), delivered())
    assert standing_of(found) is standing


def test_the_borrowed_are_counted_where_they_work():
    away = (Away("w1", AwayKind.LENT, "县发改局", date(2026, 1, 1)),)
    found = eligibility(PersonYear("p", 2026, System.CIVIL, away=away), delivered())
    assert standing_of(found, lent_in=True) is Standing.LENT_IN
