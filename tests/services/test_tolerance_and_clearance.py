"""容错和澄清: six conditions with reasons, joint findings, and only what is untrue is cleared."""

from datetime import date

import pytest

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records.clearance import ClearanceState, ClearanceWay, Finding, Situation
from cadre_desktop.records.deviation_problem import DeviationKind, DeviationState, FoundBy
from cadre_desktop.records.rows import Link
from cadre_desktop.records.sanction import SanctionClass, SanctionName
from cadre_desktop.records.tolerance_case import (
    CONDITIONS,
    MatterKind,
    Procedure,
    TolerancePhase,
    ToleranceResult,
    ToleranceState,
)
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.tolerance import Answer
from cadre_desktop.services import adjustments, clearances, sanctions, tolerance_cases
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, held, post, unit

ALL_MET = {name: Answer(True, "有会议纪要") for name in CONDITIONS}


def serving(db: Database) -> Link:
    who = cadre(db)
    post(db, who, unit(db))
    return who


def case(db: Database, who: Link, **values: object) -> Link:
    given = {
        "title": "低效用地盘活",
        "phase": TolerancePhase.APPLIED_AFTER,
        "matter_kind": MatterKind.INNOVATION,
        "applied_on": date(2026, 3, 1),
        **values,
    }
    return filed(db, "tolerance_case", cadre=who, **given)


def verified(db: Database, answers: dict[str, Answer], **values: object) -> Link:
    one = case(db, values.pop("who", None) or serving(db), **values)  # type: ignore[arg-type]
    tolerance_cases.accept(db, one.id)
    tolerance_cases.verify(db, one.id, answers=answers, verified_by="联合核实组", facts="属先行先试。")
    return one


def decide(db: Database, one: Link, result: ToleranceResult, deciders: str = "县纪委监委、县委组织部") -> None:
    tolerance_cases.decide(
        db,
        one.id,
        result=result,
        deciders=deciders,
        decided_on=date(2026, 5, 1),
        document="清容〔2026〕1号",
        correction="完善补偿标准",
        correction_due_on=date(2026, 8, 1),
    )


def test_every_condition_wants_an_answer_and_a_reason(db: Database) -> None:
    one = case(db, serving(db))
    tolerance_cases.accept(db, one.id)
    answers = {**ALL_MET, "unselfish": Answer(True, " "), "corrected": Answer()}
    with pytest.raises(InvalidInput) as raised:
        tolerance_cases.verify(db, one.id, answers=answers, verified_by="组", facts="实")
    assert [p.field for p in raised.value.problems] == ["unselfish", "corrected"]
    assert held(db, "tolerance_case", one, "state") is ToleranceState.ACCEPTED


def test_with_all_six_met_it_may_be_exempted_by_two_units_but_not_by_one(db: Database) -> None:
    one = verified(db, ALL_MET)
    with pytest.raises(InvalidInput, match="2家以上，现在1家"):
        decide(db, one, ToleranceResult.EXEMPT, "县纪委监委")
    with pytest.raises(InvalidInput, match="现在1家"):
        decide(db, one, ToleranceResult.EXEMPT, "县纪委监委、县纪委监委")
    decide(db, one, ToleranceResult.EXEMPT)
    assert held(db, "tolerance_case", one, "state") is ToleranceState.DECIDED


def test_with_one_not_met_only_refusal_is_left(db: Database) -> None:
    one = verified(db, {**ALL_MET, "unselfish": Answer(False, "有亲属参与")})
    with pytest.raises(InvalidInput, match="不符合出于公心"):
        decide(db, one, ToleranceResult.LIGHTER)
    decide(db, one, ToleranceResult.REFUSED)
    assert held(db, "tolerance_case", one, "result") is ToleranceResult.REFUSED


def test_the_grid_shows_each_condition_with_its_reason_and_what_is_excused(db: Database) -> None:
    who = serving(db)
    warned = filed(
        db,
        "sanction",
        cadre=who,
        sanction_class=SanctionClass.PARTY,
        name=SanctionName.PARTY_WARNING,
        decided_on=PartialDate(2026, 2, 1),
    )
    one = verified(db, {**ALL_MET, "lawful": Answer(False, "未公示")}, who=who, sanction=warned)
    view = tolerance_cases.view(db, one.id)
    assert [c.title for c in view.conditions][:2] == ["遵纪守法", "改革创新"]
    assert (view.conditions[0].met, view.conditions[0].reason) == (False, "未公示")
    assert [link.id for link in view.excuses] == [warned.id]
    assert view.allowed.value == ("refused",)


def test_an_exempted_sanction_names_the_case_as_the_reason_and_counts_no_more(db: Database) -> None:
    who = serving(db)
    warned = filed(
        db,
        "sanction",
        cadre=who,
        sanction_class=SanctionClass.PARTY,
        name=SanctionName.PARTY_WARNING,
        decided_on=PartialDate(2026, 2, 1),
    )
    one = verified(db, ALL_MET, who=who, sanction=warned)
    assert sanctions.view(db, warned.id).words == sanctions.RUNS
    decide(db, one, ToleranceResult.EXEMPT)
    view = sanctions.view(db, warned.id)
    assert (view.words, view.excused_by) == (sanctions.EXEMPTED, one)


def test_a_case_in_favour_is_filed_only_after_the_mistake_was_followed_up(db: Database) -> None:
    one = verified(db, ALL_MET)
    decide(db, one, ToleranceResult.LIGHTER)
    tolerance_cases.tell(db, one.id, told_on=date(2026, 5, 8), statement="接受，立即纠正。")
    with pytest.raises(InvalidInput, match="跟踪纠错情况"):
        tolerance_cases.close(db, one.id)
    tolerance_cases.follow(db, one.id, followed_on=date(2026, 7, 1), text="已出台标准。")
    tolerance_cases.close(db, one.id)
    assert held(db, "tolerance_case", one, "state") is ToleranceState.CLOSED
    assert held(db, "tolerance_case", one, "statement") == "接受，立即纠正。"


def test_a_matter_filed_beforehand_needs_its_papers(db: Database) -> None:
    one = case(db, serving(db), phase=TolerancePhase.FILED_BEFORE, basis="改革若干措施")
    tolerance_cases.accept(db, one.id)
    with pytest.raises(InvalidInput, match="风险点和预警、集体决策记录"):
        tolerance_cases.file_before(db, one.id, filing_number="容备1号", filed_on=date(2026, 3, 9))
    full = case(
        db,
        cadre(db, "罗志强"),
        phase=TolerancePhase.PRE_EXAMINED,
        basis="改革若干措施",
        risks="标准不一",
        collective_record="党委会5次",
    )
    tolerance_cases.use_simple_procedure(db, full.id, reason="时间紧、任务急")
    tolerance_cases.accept(db, full.id)
    tolerance_cases.file_before(db, full.id, filing_number="容备2号", filed_on=date(2026, 3, 9), guidance="县纪委监委")
    assert held(db, "tolerance_case", full, "result") is ToleranceResult.FILED
    assert held(db, "tolerance_case", full, "procedure") is Procedure.SIMPLE


def complaint(db: Database, **values: object) -> Link:
    return filed(db, "clearance", cadre=serving(db), matter="反映其违规发放补助。", **values)


def test_what_could_not_be_established_is_not_cleared(db: Database) -> None:
    one = complaint(db)
    clearances.conclude(db, one.id, finding=Finding.UNCLEAR, found_on=date(2026, 6, 1))
    assert held(db, "clearance", one, "state") is ClearanceState.NOT_CLEARED
    assert not clearances.view(db, one.id).may.value
    with pytest.raises(NotAllowed, match="不予澄清"):
        clearances.propose(
            db, one.id, situation=Situation.SELECTION, way=ClearanceWay.FACE, scope="本单位", consented=True
        )


def test_clearing_needs_the_persons_consent_and_a_full_draft(db: Database) -> None:
    one = complaint(db)
    clearances.conclude(db, one.id, finding=Finding.UNTRUE, found_on=date(2026, 6, 1), verifier=unit(db, "县纪委"))
    draft = {"situation": Situation.SELECTION, "way": ClearanceWay.MEETING, "scope": "本单位"}
    with pytest.raises(InvalidInput, match="本人同意"):
        clearances.propose(db, one.id, **draft, consented=False)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="澄清方式"):
        clearances.approve(db, one.id, approved_by="书记", approved_on=date(2026, 6, 10))
    clearances.propose(db, one.id, **draft, consented=True)  # type: ignore[arg-type]
    clearances.approve(db, one.id, approved_by="书记", approved_on=date(2026, 6, 10))
    clearances.clear(db, one.id, cleared_on=date(2026, 6, 20), opinion="感谢组织。")
    assert clearances.view(db, one.id).gaps.value == ("效果回访",)
    clearances.revisit(db, one.id, revisited_on=date(2026, 9, 1), text="放下包袱。")
    assert held(db, "clearance", one, "state") is ClearanceState.VISITED


def test_a_false_charge_is_to_be_handed_on_and_an_untrue_one_is_not(db: Database) -> None:
    one = complaint(db)
    clearances.conclude(db, one.id, finding=Finding.UNTRUE, found_on=date(2026, 6, 1))
    with pytest.raises(InvalidInput, match="诬告陷害的才移交"):
        clearances.hand_on(db, one.id, handed_on=date(2026, 7, 1))
    other = filed(db, "clearance", cadre=cadre(db, "罗志强"), matter="反映其收受礼金。")
    clearances.conclude(db, other.id, finding=Finding.FALSE_CHARGE, found_on=date(2026, 6, 1))
    clearances.hand_on(db, other.id, handed_on=date(2026, 7, 1), handling="依法处理。")
    assert held(db, "clearance", other, "charge_handed_on") == date(2026, 7, 1)


def test_no_kind_of_these_ledgers_has_a_field_for_who_complained() -> None:
    from cadre_desktop.records import care_ledgers, oversight_ledgers

    labels = [f.label for kind in (*oversight_ledgers.KINDS, *care_ledgers.KINDS) for f in kind.form_fields]
    assert not [label for label in labels if any(word in label for word in ("反映人", "举报人", "信访人", "检举人"))]


def test_a_deviation_that_was_exempted_is_no_longer_proposed_as_a_ground_for_moving_down(db: Database) -> None:
    who = serving(db)
    slow = filed(
        db,
        "deviation_problem",
        project="集镇道路",
        kind=DeviationKind.IDLE,
        found_by=FoundBy.AUDIT,
        found_on=date(2026, 2, 1),
        problem="推进缓慢。",
        cadre=who,
        state=DeviationState.ASSIGNED,
        assigned_on=date(2026, 2, 10),
    )
    assert [slow.id in hit.evidence for hit in adjustments.hits(db)] == [True]
    one = verified(db, ALL_MET, who=who, deviation=slow)
    decide(db, one, ToleranceResult.LIGHTER)
    assert len(adjustments.hits(db)) == 1, "weighing less does not take it away"
    other = verified(db, ALL_MET, who=who, deviation=slow)
    decide(db, other, ToleranceResult.EXEMPT)
    assert adjustments.hits(db) == []
