"""Hints about somebody under influence who is honoured, appointed, promoted or graded: until when, by which rule."""

from datetime import date

import pytest

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.adjustment import AdjustmentState, AdjustmentWay
from cadre_desktop.records.clearance import ClearanceState, ClearanceWay, Finding
from cadre_desktop.records.reminder import Organ, ReminderKind, ReminderState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.tolerance_case import (
    CONDITIONS,
    MatterKind,
    TolerancePhase,
    ToleranceResult,
    ToleranceState,
    YesNo,
)
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import hints
from cadre_desktop.services.hint import Hint
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, post, unit
from tests.services.test_adjustments import started
from tests.services.test_sanctions_and_revisits import sanction


def looked(db: Database, key: str, **values: object) -> list[Hint]:
    return hints.hints(db, BY_KEY[key], values)


def serving(db: Database) -> Link:
    who = cadre(db)
    post(db, who, unit(db))
    return who


def admonished(db: Database, who: Link, on: date) -> Link:
    return filed(
        db,
        "reminder",
        cadre=who,
        kind=ReminderKind.ADMONITION,
        organ=Organ.ORGANISATION,
        state=ReminderState.ISSUED,
        matter="擅自离岗。",
        issued_on=on,
    )


@pytest.mark.parametrize(
    ("key", "field"),
    [("post", "appointed_on"), ("rank", "approved_on"), ("honour", "awarded_on"), ("pool_member", "entered_on")],
)
def test_each_window_says_until_when_and_by_which_rule_and_asks_for_a_reason(
    db: Database, key: str, field: str
) -> None:
    who = serving(db)
    one = sanction(db, who)
    (hint,) = looked(db, key, cadre=who, **{field: None})
    assert hint.asks
    assert "2027.06.12" in hint.sentence
    assert hint.source
    assert hint.records == (one.id,)
    assert field in hints.watched(BY_KEY[key])


def test_it_is_held_against_the_day_of_the_act_not_of_the_entry(db: Database) -> None:
    who = serving(db)
    sanction(db, who, PartialDate(2025, 11, 20))
    assert looked(db, "post", cadre=who, appointed_on=None) == []
    assert looked(db, "post", cadre=who, appointed_on=PartialDate(2026, 11, 20)), "the last day still counts"
    assert looked(db, "post", cadre=who, appointed_on=PartialDate(2026, 11, 21)) == []
    assert looked(db, "post", cadre=who, appointed_on=PartialDate(2021, 5)) == []


def test_without_a_person_or_for_a_collective_nothing_is_said(db: Database) -> None:
    sanction(db, serving(db))
    assert looked(db, "honour", cadre=None, awarded_on=PartialDate(2026, 7)) == []


def test_an_admonition_and_a_move_down_count_too(db: Database) -> None:
    who = serving(db)
    admonished(db, who, date(2026, 8, 31))
    started(db, cadre=who, state=AdjustmentState.DECIDED, way=AdjustmentWay.REMOVED, decided_on=date(2026, 8, 1))
    told = [hint.sentence for hint in looked(db, "rank", cadre=who, approved_on=None)]
    assert len(told) == 2
    assert any("2027.02.28" in text for text in told)
    assert any("2028.08.01" in text for text in told)


def test_what_was_exempted_is_told_with_the_case_and_asks_for_nothing(db: Database) -> None:
    who = serving(db)
    one = sanction(db, who)
    met = {name: YesNo.YES for name in CONDITIONS} | {f"{name}_reason": "有会议纪要" for name in CONDITIONS}
    case = filed(
        db,
        "tolerance_case",
        title="低效用地盘活",
        phase=TolerancePhase.APPLIED_AFTER,
        cadre=who,
        matter_kind=MatterKind.INNOVATION,
        applied_on=date(2026, 7, 1),
        state=ToleranceState.DECIDED,
        decided_on=date(2026, 8, 1),
        deciders="县纪委监委、县委组织部",
        result=ToleranceResult.EXEMPT,
        document="清容〔2026〕1号",
        sanction=one,
        **met,
    )
    (hint,) = looked(db, "post", cadre=who, appointed_on=None)
    assert not hint.asks
    assert hint.records == (one.id, case.id)
    assert "低效用地盘活" in hint.sentence
    assert "容错免责" in hint.sentence


def test_what_was_cleared_is_not_told_at_all_not_even_of_days_before_the_clearing(db: Database) -> None:
    who = serving(db)
    one = admonished(db, who, date(2026, 6, 1))
    assert looked(db, "post", cadre=who, appointed_on=PartialDate(2026, 7, 1))
    filed(
        db,
        "clearance",
        cadre=who,
        matter="反映其擅自离岗。",
        finding=Finding.UNTRUE,
        found_on=date(2026, 8, 1),
        reminder=one,
        consented=True,
        state=ClearanceState.DONE,
        way=ClearanceWay.FACE,
        scope="本单位",
        cleared_on=date(2026, 9, 1),
    )
    assert looked(db, "post", cadre=who, appointed_on=PartialDate(2026, 7, 1)) == []
    assert looked(db, "honour", cadre=who, awarded_on=None) == []


def test_an_excellent_of_the_year_tells_each_record_once(db: Database) -> None:
    who = serving(db)
    one = sanction(db, who)
    values = {"cadre": who, "unit": None, "year": 2026, "participation": None, "grade": AssessmentGrade.EXCELLENT}
    found = looked(db, "annual_assessment", **values)
    assert len([hint for hint in found if one.id in hint.records]) == 1
