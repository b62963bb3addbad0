"""What stands against putting somebody forward."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.candidate_hints import candidate_hints
from cadre_desktop.rules.eligibility_facts import GradeOfYear, Penalty, Tolerated
from tests.rules.rule_book import delivered

ON = date(2026, 11, 21)


def hints(grades=(), penalties=(), on=ON, **more):
    return candidate_hints(grades, penalties, delivered(), on, **more)


@pytest.mark.parametrize(
    ("year", "grade", "on", "hinders"),
    [
        (2025, "基本称职", ON, True),
        (2025, "不合格", ON, True),
        (2025, "称职", ON, False),
        (2025, "不定等次", ON, False),
        (2024, "基本称职", ON, False),
        (2026, "基本称职", ON, False),
        (2013, "基本称职", date(2016, 6, 1), True),
        (2012, "基本称职", date(2016, 6, 1), False),
    ],
)
def test_a_weak_grade_of_late_hinders_by_the_text_of_the_day(year, grade, on, hinders):
    assert bool(hints([GradeOfYear("g", year, grade)], on=on)) is hinders


def test_the_hint_names_the_last_day_and_the_record():
    (found,) = hints([GradeOfYear("g", 2025, "基本称职")])
    assert found.value == date(2026, 12, 31)
    assert found.sentence == "2025年度考核“基本称职”，2026.12.31前不宜列为考察对象。"
    assert found.records == ("g",)


@pytest.mark.parametrize(("last", "hinders"), [(ON, True), (ON - timedelta(days=1), False), (None, False)])
def test_influence_hinders_to_its_last_day(last, hinders):
    penalty = Penalty("s", "state.demerit", "政务记过", date(2026, 1, 5), last, "清政纪〔2026〕1号")
    found = hints(penalties=[penalty])
    assert bool(found) is hinders
    if hinders:
        assert found[0].sentence == "2026.01.05受政务记过，影响期至2026.11.21，期内不得提拔。"


def test_what_is_decided_later_does_not_hinder_yet():
    assert hints(penalties=[Penalty("s", "state.warning", "政务警告", ON + timedelta(days=1), date(2027, 6, 1))]) == ()


def test_cleared_and_exempted_records_hinder_nobody():
    grades = [GradeOfYear("g", 2025, "基本称职")]
    penalties = [Penalty("s", "admonition", "诫勉", date(2026, 9, 1), date(2027, 3, 1))]
    assert len(hints(grades, penalties)) == 2
    assert hints(grades, penalties, cleared=frozenset({"g", "s"})) == ()
    exempt = Tolerated("t", frozenset({"s"}), exempts=True)
    assert [found.records for found in hints(grades, penalties, tolerated=(exempt,))] == [("g",)]
    lighter = Tolerated("t", frozenset({"s"}), exempts=False)
    assert len(hints(grades, penalties, tolerated=(lighter,))) == 2


@settings(deadline=None)
@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 800), st.dates(date(2025, 1, 1), date(2029, 1, 1)))
def test_a_penalty_hinders_exactly_from_its_decision_to_its_last_day(decided, days, on):
    penalty = Penalty("s", "state.demerit", "政务记过", decided, decided + timedelta(days=days))
    assert bool(hints(penalties=[penalty], on=on)) is (decided <= on <= decided + timedelta(days=days))
