"""能上能下: what proposes one of the situations."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.eligibility_facts import Absence, AbsenceKind, GradeOfYear, Tolerated
from cadre_desktop.rules.settings import NoTextInForce
from cadre_desktop.rules.stepping_down import (
    Finding,
    SteppingDownFacts,
    finding_kinds,
    situations,
    stepping_down_hints,
)
from tests.rules.rule_book import changed, delivered

ON = date(2026, 11, 21)
SICK = AbsenceKind.SICK


def hints(on=ON, book=None, **facts):
    return stepping_down_hints(SteppingDownFacts("p1", **facts), book or delivered(), on)


def numbers(**facts):
    return [hit.value.situation.number for hit in hints(**facts).hits]


def grades(*pairs):
    return tuple(GradeOfYear(f"a{year}", year, grade) for year, grade in pairs)


def finding(kind, on=date(2026, 5, 1), record="f1"):
    return Finding(record, kind, on, "已认定的事实")


def test_there_were_ten_situations_and_are_fifteen_since_2022():
    before, after = situations(delivered(), date(2022, 9, 7)), situations(delivered(), date(2022, 9, 8))
    assert (len(before), len(after)) == (10, 15)
    assert (before[0].name, after[0].name) == ("违反政治纪律", "政治能力不过硬")
    assert after[3].name == "政绩观存在偏差"
    assert [one.number for one in after if one.text.confidence == "R"] == [9, 10, 11, 12, 15]
    with pytest.raises(NoTextInForce):
        situations(delivered(), date(2015, 7, 18))


@pytest.mark.parametrize("kind", ["deviation", "style_violation", "family_abroad", "other"])
def test_a_kind_of_fact_belongs_to_the_situation_of_the_text_of_the_day(kind):
    expected = {"deviation": (7, 4), "style_violation": (5, 10), "family_abroad": (9, 12), "other": (10, 15)}[kind]
    old_fact = (finding(kind, date(2022, 5, 1)),)
    found = [hints(on, findings=old_fact).hits[0].value.situation.number for on in (date(2022, 9, 7), date(2022, 9, 8))]
    assert tuple(found) == expected


def test_every_kind_has_a_situation_today():
    for kind in finding_kinds(delivered()):
        assert len(numbers(findings=(finding(kind),))) == 1
    with pytest.raises(KeyError):
        numbers(findings=(finding("unheard_of"),))


@pytest.mark.parametrize(
    ("held", "hit"),
    [
        (((2024, "基本称职"), (2025, "基本称职")), ("a2024", "a2025")),
        (((2025, "基本称职"),), ()),
        (((2023, "基本称职"), (2025, "基本称职")), ()),
        (((2023, "基本称职"), (2024, "不定等次"), (2025, "基本称职")), ()),
        (((2023, "基本称职"), (2024, "称职"), (2025, "基本称职")), ()),
        (((2025, "不称职"),), ("a2025",)),
        (((2024, "基本合格"), (2025, "不合格")), ("a2024", "a2025")),
        (((2024, "称职"), (2025, "优秀")), ()),
    ],
)
def test_two_weak_years_running_or_one_failed_are_a_hit_with_both_linked(held, hit):
    found = hints(grades=grades(*held)).hits
    assert [one.records for one in found] == ([hit] if hit else [])
    assert all(one.value.situation.number == 8 for one in found)


def test_the_hit_is_a_proposal_with_evidence_text_and_procedure():
    (found,) = hints(grades=grades((2024, "基本称职"), (2025, "基本称职"))).hits
    assert found.sentence == (
        "可能属于第8种情形“领导能力不足”：2024年度考核“基本称职”；2025年度考核“基本称职”。"
        "请按程序核实认定，由组织研究决定，程序不作结论。"
    )
    assert found.value.shown_until == date(2028, 12, 31)
    assert found.value.steps[:2] == ("核实认定", "提出调整建议")
    assert "推进领导干部能上能下规定（2022）" in found.source


def leave(start, end, record="l1"):
    return Absence(record, SICK, start, end)


@pytest.mark.parametrize(
    ("end", "hit"), [(date(2026, 6, 29), False), (date(2026, 6, 30), True), (date(2026, 10, 1), True)]
)
def test_a_full_year_of_sick_leave_is_situation_fourteen(end, hit):
    found = numbers(absences=(leave(date(2025, 7, 1), end),))
    assert found == ([14] if hit else [])


def test_sick_leave_in_pieces_counts_only_unbroken():
    first = leave(date(2025, 7, 1), date(2025, 12, 31), "l1")
    joined = leave(date(2026, 1, 1), date(2026, 6, 30), "l2")
    broken = leave(date(2026, 1, 2), date(2026, 7, 5), "l3")
    (hit,) = hints(absences=(first, joined)).hits
    assert hit.records == ("l1", "l2")
    assert numbers(absences=(first, broken)) == []
    assert numbers(absences=(first, joined, broken)) == [14]
    other = Absence("l4", AbsenceKind.PERSONAL, date(2025, 1, 1), date(2026, 10, 1))
    assert numbers(absences=(other,)) == []


def test_leave_that_is_still_to_come_does_not_count_yet():
    running = leave(date(2026, 1, 1), date(2027, 6, 1))
    assert numbers(absences=(running,)) == []
    assert [hit.value.situation.number for hit in hints(date(2026, 12, 31), absences=(running,)).hits] == [14]


def test_facts_are_shown_from_their_day_for_as_long_as_the_settings_say():
    fact = (finding("deviation", date(2023, 11, 21)),)
    assert len(hints(ON, findings=fact).hits) == 1
    assert hints(ON + timedelta(days=1), findings=fact).hits == ()
    assert hints(date(2023, 11, 20), findings=fact).hits == ()
    assert hints(date(2023, 11, 21), findings=fact).hits[0].value.shown_until == ON


def test_several_facts_of_one_situation_are_one_hit():
    found = hints(findings=(finding("concealed_matters", record="f1"), finding("refused_assignment", record="f2")))
    assert len(found.hits) == 1
    assert found.hits[0].records == ("f1", "f2")


def test_what_was_tolerated_is_spared_with_the_number_and_what_was_cleared_is_gone():
    case = Tolerated("t1", frozenset({"f1"}), exempts=True, document="清容认〔2026〕3号")
    found = hints(findings=(finding("deviation"),), tolerated=(case,))
    assert found.hits == ()
    assert found.spared[0].sentence == "已认定的事实：已容错免责（清容认〔2026〕3号），不作为调整依据。"
    assert found.spared[0].records == ("f1", "t1")
    lighter = Tolerated("t1", frozenset({"f1"}), exempts=False)
    assert numbers(findings=(finding("deviation"),), tolerated=(lighter,)) == [4]
    gone = hints(findings=(finding("deviation"),), cleared=frozenset({"f1"}))
    assert (gone.hits, gone.spared) == ((), ())


def test_the_county_writes_its_own_list_in():
    book = changed("stepping_down.weak_years", 3)
    assert hints(book=book, grades=grades((2024, "基本称职"), (2025, "基本称职"))).hits == ()
    moved = changed("stepping_down.finding", 7, applies_to="deviation")
    assert hints(book=moved, findings=(finding("deviation"),)).hits[0].value.situation.number == 7


KINDS = st.sampled_from(finding_kinds(delivered()))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(KINDS, st.dates(date(2020, 1, 1), date(2028, 1, 1))), max_size=8))
def test_every_fact_in_its_time_is_in_exactly_one_hit(drawn):
    facts = tuple(finding(kind, on, f"f{n}") for n, (kind, on) in enumerate(drawn))
    shown = [record for hit in hints(findings=facts).hits for record in hit.records]
    in_time = {one.record for one in facts if date(2023, 11, 21) <= one.on <= ON}
    assert sorted(shown) == sorted(in_time)
    order = [hit.value.situation.number for hit in hints(findings=facts).hits]
    assert order == sorted(set(order))
