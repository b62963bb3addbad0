"""容错: six conditions, three phases, allowed conclusions."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desktop.rules.tolerance import (
    CONDITION_LABELS,
    Answer,
    ToleranceFile,
    allowed_results,
    granted,
    phase_gaps,
)
from tests.rules.rule_book import changed, delivered

ON = date(2026, 11, 21)
YES, NO = Answer(True, "有会议纪要"), Answer(False, "未经集体研究")
ALL_MET = dict.fromkeys(CONDITION_LABELS, YES)
FULL = ToleranceFile(
    "t1",
    ON,
    ALL_MET,
    filed_before=True,
    filing_number="备〔2026〕1号",
    filing_filled=frozenset({"basis", "risks", "collective_record"}),
    deciders=("县纪委监委", "县委组织部"),
    decided_on=ON,
    result="exempt",
    document="清容认〔2026〕3号",
    correction="完善程序",
    followed_on=ON,
    about=frozenset({"s1"}),
)


def results(case, book=None):
    return allowed_results(case, book or delivered()).value


def answered(**changes):
    return replace(FULL, answers={**ALL_MET, **changes})


def test_all_six_open_every_conclusion():
    found = allowed_results(FULL, delivered())
    assert found.value == ("exempt", "lighter", "reduced", "refused")
    assert found.sentence == "六个条件都符合：可作出的结论：免责、从轻、减轻、不予容错。"
    assert len(found.inputs) == 6


@pytest.mark.parametrize("name", list(CONDITION_LABELS))
def test_one_condition_not_met_leaves_refusal_alone_and_one_not_answered_leaves_nothing(name):
    assert results(answered(**{name: NO})) == ("refused",)
    assert CONDITION_LABELS[name] in allowed_results(answered(**{name: NO}), delivered()).sentence
    assert results(answered(**{name: Answer()})) == ()
    assert results(answered(**{name: Answer(True, " ")})) == ()
    missing = replace(FULL, answers={key: YES for key in CONDITION_LABELS if key != name})
    assert results(missing) == ()
    assert f"还缺：{CONDITION_LABELS[name]}" in allowed_results(missing, delivered()).sentence


def test_some_grounds_are_never_tolerated():
    assert results(replace(FULL, excluded=frozenset({"谋取私利"}))) == ("refused",)
    assert results(replace(FULL, excluded=frozenset({"别的情形"}))) == ("exempt", "lighter", "reduced", "refused")


def test_the_county_may_tolerate_less():
    assert results(FULL, changed("tolerance.results_all_met", ["lighter", "refused"])) == ("lighter", "refused")


def test_a_full_case_lacks_nothing_in_any_phase():
    found = phase_gaps(FULL, delivered())
    assert found.value.complete
    assert found.sentence == "各阶段材料齐全。"


@pytest.mark.parametrize(
    ("change", "phase", "gaps"),
    [
        ({"filing_filled": frozenset({"basis", "risks"})}, "before", ("集体决策记录",)),
        ({"filing_number": ""}, "before", ("备案号",)),
        ({"simple": True}, "before", ("适用简易程序的理由",)),
        ({"simple": True, "simple_reason": "防汛抢险"}, "before", ()),
        ({"deciders": ("县纪委监委",)}, "finding", ("联合裁定单位（1家，不足2家）",)),
        ({"deciders": ("县纪委监委", " 县纪委监委 ")}, "finding", ("联合裁定单位（1家，不足2家）",)),
        ({"decided_on": None}, "finding", ("裁定日期",)),
        ({"result": ""}, "finding", ("结论",)),
        ({"correction": " "}, "after", ("纠错要求",)),
        ({"followed_on": None}, "after", ("跟踪纠错情况",)),
        ({"result": "refused", "correction": "", "followed_on": None}, "after", ()),
    ],
)
def test_each_phase_names_what_it_lacks(change, phase, gaps):
    found = phase_gaps(replace(FULL, **change), delivered()).value
    assert getattr(found, phase) == gaps


def test_phases_not_begun_lack_nothing():
    begun = ToleranceFile("t1", ON, {})
    assert phase_gaps(begun, delivered()).value.complete
    filed = replace(begun, filed_before=True)
    assert phase_gaps(filed, delivered()).value.before == ("政策依据", "风险点和预警", "集体决策记录", "备案号")


def test_a_conclusion_against_the_conditions_is_pointed_out():
    found = phase_gaps(answered(procedural=NO), delivered()).value
    assert len(found.finding) == 1
    assert "与结论“免责”相符的条件（不符合程序正当" in found.finding[0]


@pytest.mark.parametrize(
    ("change", "exempts"),
    [
        ({}, [True]),
        ({"result": "lighter"}, [False]),
        ({"result": "reduced"}, [False]),
        ({"result": "refused"}, []),
        ({"result": "filed"}, []),
        ({"decided_on": None}, []),
        ({"answers": {**ALL_MET, "lawful": NO}}, []),
        ({"excluded": frozenset({"上级明令禁止"})}, []),
    ],
)
def test_only_a_conclusion_the_conditions_allow_counts_elsewhere(change, exempts):
    found = granted([replace(FULL, **change)], delivered())
    assert [case.exempts for case in found] == exempts
    assert all((case.record, case.about, case.document) == ("t1", {"s1"}, "清容认〔2026〕3号") for case in found)


ANSWERS = st.fixed_dictionaries(
    {name: st.builds(Answer, st.sampled_from([True, False, None]), st.sampled_from(["", "理由"])) for name in ALL_MET}
)


@given(ANSWERS)
def test_exemption_takes_six_yeses_with_reasons(answers):
    all_met = all(one.met and one.reason for one in answers.values())
    assert ("exempt" in results(replace(FULL, answers=answers))) == all_met
