"""Figures of supervision and care: what counts once, what is cleared, and who is where on the day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cadre_desktop.figures import Figure, FigureTable
from cadre_desktop.records.care_record import CareKind
from cadre_desktop.records.clearance import ClearanceState, ClearanceWay, Finding
from cadre_desktop.records.deviation_problem import DeviationKind, DeviationState, FoundBy
from cadre_desktop.records.honour import HonourKind, HonourLevel, HonourState, HonourTo
from cadre_desktop.records.incentive import MeasureKind
from cadre_desktop.records.reminder import Organ, ReminderKind, ReminderState
from cadre_desktop.records.revisit import Proposal
from cadre_desktop.records.rows import Link
from cadre_desktop.records.style_review import ReviewActivity
from cadre_desktop.records.supervision_item import SupervisionSource, SupervisionState
from cadre_desktop.records.tolerance_case import (
    CONDITIONS,
    MatterKind,
    TolerancePhase,
    ToleranceResult,
    ToleranceState,
    YesNo,
)
from cadre_desktop.records.unit_checklist import UnitListKind
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import figures as service
from cadre_desktop.services import reminders
from cadre_desktop.storage.database import Database
from tests.services.people import cadre, filed, post, unit
from tests.services.test_sanctions_and_revisits import sanction

NAMES = ("周文静", "罗志强", "陈立新")


@pytest.fixture
def town(db: Database) -> Link:
    return unit(db)


@pytest.fixture
def people(db: Database, town: Link) -> list[Link]:
    found = [cadre(db, name) for name in NAMES]
    for who in found:
        post(db, who, town)
    return found


def figure(db: Database, key: str, **asked: Any) -> Figure:
    return next(one for one in service.figures(db, **asked) if one.key == key)


def table(db: Database, key: str) -> FigureTable:
    return next(one for one in service.tables(db) if one.key == key)


def number(db: Database, key: str, **asked: Any) -> object:
    return figure(db, key, **asked).value


def given(db: Database, who: Link, kind: ReminderKind = ReminderKind.REMINDER, **values: object) -> Link:
    more = {"state": ReminderState.ISSUED, "issued_on": date(2026, 5, 6), **values}
    return filed(db, "reminder", cadre=who, kind=kind, organ=Organ.ORGANISATION, matter="材料不实。", **more)


def cleared(db: Database, who: Link, **values: object) -> Link:
    more = {
        "matter": "反映其材料不实。",
        "finding": Finding.UNTRUE,
        "found_on": date(2026, 8, 1),
        "consented": True,
        "state": ClearanceState.DONE,
        "way": ClearanceWay.FACE,
        "scope": "本单位",
        "cleared_on": date(2026, 9, 1),
        **values,
    }
    return filed(db, "clearance", cadre=who, **more)


def test_reminders_are_counted_as_times_and_as_people_of_the_year_alone(db: Database, people: list[Link]) -> None:
    given(db, people[0])
    given(db, people[0])
    given(db, people[1])
    given(db, people[1], issued_on=date(2025, 12, 31))
    given(db, people[2], state=ReminderState.DRAFT, issued_on=None)
    assert number(db, "reminder_reminder_times") == 3
    assert number(db, "reminder_reminder_people") == 2
    assert number(db, "reminder_reminder_times", year=2025) == 1
    assert table(db, "reminders_by_unit").numbers() == ((3, 0, 0, 0),)


def test_what_was_cleared_counts_nowhere_and_neither_does_what_rests_on_it(db: Database, people: list[Link]) -> None:
    first = given(db, people[0], ReminderKind.INQUIRY)
    given(db, people[0], ReminderKind.ADMONITION, came_from=first)
    given(db, people[1], ReminderKind.ADMONITION)
    assert number(db, "reminder_admonition_times") == 2
    cleared(db, people[0], reminder=first)
    assert number(db, "reminder_inquiry_times") == 0
    assert number(db, "reminder_admonition_times") == 1
    assert table(db, "reminders_by_unit").numbers() == ((0, 0, 1, 0),)


def test_it_still_counted_before_the_day_of_clearing(db: Database, people: list[Link]) -> None:
    first = given(db, people[0])
    cleared(db, people[0], reminder=first)
    assert number(db, "reminder_reminder_times", as_of=date(2026, 8, 31)) == 1
    assert number(db, "reminder_reminder_times", as_of=date(2026, 9, 1)) == 0


def test_people_in_influence_are_those_whose_sanction_runs_on_the_day(db: Database, people: list[Link]) -> None:
    sanction(db, people[0], PartialDate(2025, 11, 21))
    sanction(db, people[0], PartialDate(2026, 3, 2))
    sanction(db, people[1], PartialDate(2025, 11, 20))
    sanction(db, people[2], withdrawn_on=PartialDate(2026, 9), withdrawn_document="清纪复1号")
    assert figure(db, "sanction_running").ids == (people[0].id,)
    assert number(db, "sanction_decided") == 1
    assert number(db, "sanction_running", as_of=date(2025, 11, 20)) == 1


def test_an_admonition_is_no_sanction(db: Database, people: list[Link]) -> None:
    given(db, people[0], ReminderKind.ADMONITION, issued_on=date(2026, 10, 8))
    assert number(db, "sanction_running") == 0


def test_visits_and_new_uses_count_people_once(db: Database, people: list[Link]) -> None:
    for who in people[:2]:
        sanction(db, who)
    for day in (date(2026, 7, 1), date(2026, 9, 1)):
        filed(db, "revisit", cadre=people[0], visited_on=day, visitors="陈海燕、刘正")
    filed(
        db,
        "revisit",
        cadre=people[1],
        visited_on=date(2026, 8, 1),
        visitors="陈海燕、刘正",
        proposal=Proposal.REUSE,
        reused_on=date(2026, 10, 1),
    )
    assert [number(db, f"revisit_{key}") for key in ("people", "times", "reused", "due")] == [2, 3, 1, 0]


def test_deviations_found_put_right_and_at_work_again(db: Database, town: Link) -> None:
    common = {"kind": DeviationKind.HALF_DONE, "found_by": FoundBy.AUDIT, "problem": "停工。", "unit": town}
    filed(db, "deviation_problem", project="甲", found_on=date(2026, 2, 1), **common)
    done = {"assigned_on": date(2026, 2, 3), "measures": "压减。", "closed_on": date(2026, 8, 1), "result": "完工。"}
    filed(
        db,
        "deviation_problem",
        project="乙",
        found_on=date(2026, 2, 1),
        resumed_on=date(2026, 5, 1),
        state=DeviationState.CLOSED,
        **done,
        **common,
    )
    filed(db, "deviation_problem", project="丙", found_on=date(2025, 2, 1), **common)
    assert [number(db, f"deviation_{key}") for key in ("found", "closed", "resumed")] == [2, 1, 1]


def test_reviews_count_units_once_and_heads_talked_with(db: Database, people: list[Link], town: Link) -> None:
    other = unit(db, "县住建局")
    common = {"activity": ReviewActivity.CONGRESS, "grade": Satisfaction.FAIRLY}
    talked = {"head": people[0], "talked_on": date(2026, 6, 25)}
    for day in (date(2026, 5, 1), date(2026, 6, 1)):
        filed(db, "style_review", unit=town, reviewed_on=day, **talked, **common)
    filed(db, "style_review", unit=other, reviewed_on=date(2026, 6, 2), **common)
    assert number(db, "style_fairly") == 2
    assert (number(db, "style_heads_talked"), number(db, "style_units_talked")) == (1, 1)
    assert table(db, "style_by_unit").row(town.id)[1].value == 2


def test_lists_are_counted_by_unit_once_built(db: Database, town: Link) -> None:
    other = unit(db, "县住建局")
    filed(db, "unit_checklist", unit=town, kind=UnitListKind.TOLERANCE, built=True, built_on=date(2026, 1, 20))
    filed(db, "unit_checklist", unit=town, kind=UnitListKind.TOLERANCE, built=True, built_on=date(2026, 3, 20))
    filed(db, "unit_checklist", unit=other, kind=UnitListKind.TOLERANCE, built=False)
    filed(db, "unit_checklist", unit=other, kind=UnitListKind.BUSINESS_TIES, built=True, built_on=date(2026, 3, 20))
    assert number(db, "unit_list_tolerance") == 1
    assert number(db, "unit_list_business_ties") == 1
    assert number(db, "unit_list_business_ties", as_of=date(2026, 3, 19)) == 0


def case(db: Database, who: Link, result: ToleranceResult, **values: object) -> Link:
    met = {name: YesNo.YES for name in CONDITIONS} | {f"{name}_reason": "有会议纪要" for name in CONDITIONS}
    more = {
        "title": "低效用地盘活",
        "phase": TolerancePhase.APPLIED_AFTER,
        "matter_kind": MatterKind.REFORM,
        "applied_on": date(2026, 3, 1),
        "state": ToleranceState.DECIDED,
        "decided_on": date(2026, 4, 1),
        "deciders": "县纪委监委、县委组织部",
        **met,
        **values,
    }
    return filed(db, "tolerance_case", cadre=who, result=result, **more)


def test_tolerance_counts_cases_and_people_by_result(db: Database, people: list[Link]) -> None:
    case(db, people[0], ToleranceResult.EXEMPT)
    case(db, people[0], ToleranceResult.EXEMPT)
    case(db, people[1], ToleranceResult.REFUSED)
    case(db, people[2], ToleranceResult.FILED, phase=TolerancePhase.FILED_BEFORE)
    case(db, people[2], ToleranceResult.EXEMPT, decided_on=date(2025, 4, 1), applied_on=date(2025, 3, 1))
    assert (number(db, "tolerance_exempt_cases"), number(db, "tolerance_exempt_people")) == (2, 1)
    assert (number(db, "tolerance_cases"), number(db, "tolerance_filed_cases")) == (4, 1)
    assert table(db, "tolerance_by_phase").numbers() == ((0, 0, 0, 0, 1), (0, 0, 0, 0, 0), (2, 0, 0, 1, 0))


def test_an_exempted_sanction_does_not_count_and_its_person_is_not_due_for_a_visit(
    db: Database, people: list[Link]
) -> None:
    one = sanction(db, people[0])
    assert (number(db, "sanction_running"), number(db, "revisit_due")) == (1, 1)
    case(db, people[0], ToleranceResult.EXEMPT, sanction=one, decided_on=date(2026, 7, 1))
    assert (number(db, "sanction_running"), number(db, "revisit_due")) == (0, 0)


def test_people_are_cleared_once_and_only_when_it_was_done(db: Database, people: list[Link]) -> None:
    cleared(db, people[0])
    cleared(db, people[0])
    cleared(db, people[1], state=ClearanceState.APPROVED, cleared_on=None)
    cleared(db, people[2], finding=Finding.FALSE_CHARGE, charge_handed_on=date(2026, 9, 2))
    assert (number(db, "cleared_people"), number(db, "cleared_cases")) == (2, 3)
    assert number(db, "false_charges_handed") == 1


def honour(db: Database, who: Link | None = None, where: Link | None = None, **values: object) -> Link:
    more = {
        "to": HonourTo.PERSON if who else HonourTo.COLLECTIVE,
        "name": "先进",
        "kind": HonourKind.ADVANCED,
        "level": HonourLevel.COUNTY,
        "awarded_on": PartialDate(2026, 7),
        **values,
    }
    return filed(db, "honour", cadre=who, unit=where, **more)


def test_honours_of_collectives_and_of_people_by_kind_and_level(db: Database, people: list[Link], town: Link) -> None:
    honour(db, where=town)
    honour(db, people[0])
    honour(db, people[0], kind=HonourKind.HERO)
    honour(db, people[1], kind=HonourKind.LION, level=HonourLevel.CITY)
    honour(db, people[2], state=HonourState.PROPOSED)
    honour(db, people[2], withdrawn_on=PartialDate(2026, 9))
    honour(db, people[2], awarded_on=PartialDate(2025, 7))
    keys = ("collectives", "persons", "people", "hero", "lion", "star")
    assert [number(db, f"honour_{key}") for key in keys] == [1, 3, 2, 1, 1, 0]
    by_level = table(db, "honours_by_level")
    assert by_level.row("county")[0].value == 1
    assert [cell.value for cell in by_level.totals] == [1, 3]
    assert table(db, "honours_by_kind").row("hero")[1].value == 1


def test_care_counts_people_for_units_and_adds_money_up_exactly(db: Database, people: list[Link], town: Link) -> None:
    filed(db, "care_record", kind=CareKind.VISIT, cadre=people[0], done_on=date(2026, 2, 1), amount=500.1)
    filed(db, "care_record", kind=CareKind.CHECK_UP, unit=town, done_on=date(2026, 6, 1), n_people=40, amount=0.2)
    filed(db, "care_record", kind=CareKind.FACILITIES, unit=town, done_on=date(2026, 6, 2))
    assert number(db, "care_times") == 41
    assert number(db, "care_amount") == Decimal("500.3")
    assert (number(db, "care_check_up"), number(db, "care_facilities")) == (40, 0)


def test_the_five_priorities_count_the_uses_of_their_measures(db: Database, people: list[Link]) -> None:
    first = filed(db, "incentive_measure", number=101, name="优先提拔使用", kind=MeasureKind.SELECTION)
    filed(db, "incentive_measure", number=102, name="旧措施", kind=MeasureKind.RANK, in_force=False)
    for who in people[:2]:
        filed(db, "incentive_use", measure=first, cadre=who, used_on=date(2026, 4, 1), grounds="年度优秀")
    assert number(db, "incentive_selection") == 2
    assert number(db, "incentive_rank") == 0
    assert number(db, "incentive_measures") == 1


def test_a_reminder_turned_by_its_verb_is_counted_under_its_own_kind_only_once_issued(
    db: Database, people: list[Link]
) -> None:
    one = given(db, people[0], ReminderKind.INQUIRY)
    reminders.examine(db, one.id, finding="说明不实。")
    reminders.turn(db, one.id, reminders.NextStep.TO_ADMONITION)
    assert (number(db, "reminder_inquiry_times"), number(db, "reminder_admonition_times")) == (1, 0)


def test_a_matter_of_supervision_that_was_cleared_is_not_counted(db: Database, people: list[Link]) -> None:
    common = {"source": SupervisionSource.CLUE, "found_on": date(2026, 4, 2), "problem": "反映公车私用。"}
    first = filed(db, "supervision_item", matter="甲", cadre=people[0], **common)
    done = {"state": SupervisionState.DONE, "done_on": date(2026, 6, 1), "handling": "已办。"}
    second = filed(db, "supervision_item", matter="乙", cadre=people[1], **done, **common)
    assert (figure(db, "supervision_items").ids, number(db, "supervision_done")) == ((first.id, second.id), 1)
    cleared(db, people[0], supervision_item=first)
    assert figure(db, "supervision_items").ids == (second.id,)
