"""What a unit's result of the year brings."""

import pytest

from cadre_desktop.rules.unit_results import (
    LINK_LABELS,
    Link,
    UnitResult,
    head_earns_merit,
    head_may_be_honoured,
    link_gaps,
    link_rate,
    prefer_equals,
    team_may_be_excellent,
)
from tests.rules.rule_book import changed, delivered


def result(grade, kind="department", unit="u1", year=2026):
    return UnitResult("a1", unit, "县发改局", year, grade, kind)


@pytest.mark.parametrize(
    ("grade", "team", "head", "merit"),
    [
        ("excellent", True, True, True),
        ("good", False, True, False),
        ("passed", False, False, False),
        ("failed", False, False, False),
    ],
)
def test_the_grade_decides_for_team_and_head(grade, team, head, merit):
    found = result(grade)
    assert team_may_be_excellent(found, delivered()).value is team
    assert head_may_be_honoured(found, delivered()).value is head
    assert head_earns_merit(found, delivered()).value is merit


def test_the_sentences_are_those_of_the_rule_and_lead_to_the_record():
    found = team_may_be_excellent(result("good"), delivered())
    assert found.sentence == "县发改局2026年绩效考核“良好”，领导班子不评优。"
    assert found.records == ("a1",)
    assert "绩效不优秀，班子不评优" in found.source
    barred = head_may_be_honoured(result("passed"), delivered())
    assert barred.sentence == "县发改局2026年绩效考核“合格”，主要负责人不评先评优。"


def test_the_county_may_let_good_teams_in_from_a_year_on():
    book = changed("unit_results.team_excellent_needs", ["excellent", "good"], since="2026-01-01")
    assert team_may_be_excellent(result("good"), book).value
    assert not team_may_be_excellent(result("good", year=2025), book).value


def test_excellent_units_go_first_among_equals():
    found = [result("excellent"), result("good", unit="u2"), result("excellent"), result("excellent", unit="u3")]
    assert prefer_equals(found) == ("u1", "u3")


def full(kind):
    return Link(f"l-{kind}", kind, linked=True, content="按等次发放", amount=True)


def test_links_fully_told_leave_no_gap():
    links = [full(kind) for kind in LINK_LABELS]
    found = link_gaps(result("good", "township"), links, delivered())
    assert found.value == ()
    assert found.sentence == "县发改局2026年四挂钩填写完整。"
    assert link_rate(result("good", "township"), links, delivered()).in_full() == "100.0%（4/4）"


def test_the_fourth_link_is_asked_of_townships_only():
    three = [full(kind) for kind in ("bonus", "grades", "selection")]
    assert link_gaps(result("good"), three, delivered()).value == ()
    assert link_gaps(result("good", "township"), three, delivered()).value == ("乡镇奖励性公用经费是否挂钩未填写",)
    assert link_rate(result("good"), [full("bonus"), full("funds")], delivered()).in_full() == "33.3%（1/3）"


@pytest.mark.parametrize(
    ("link", "gap"),
    [
        (Link("l", "bonus", linked=False), "年终绩效奖金未挂钩，未写原因"),
        (Link("l", "bonus", linked=False, reason="无此项"), None),
        (Link("l", "bonus", linked=True), "年终绩效奖金已挂钩，未写内容"),
        (Link("l", "bonus", linked=True, content="发放"), "年终绩效奖金已挂钩，未写金额或人员"),
        (Link("l", "bonus", linked=True, content="发放", people=3), None),
        (Link("l", "bonus", linked=True, content="发放", amount=True), None),
    ],
)
def test_each_link_says_what_it_lacks(link, gap):
    found = link_gaps(result("good"), [link, full("grades"), full("selection")], delivered())
    assert found.value == ((gap,) if gap else ())
