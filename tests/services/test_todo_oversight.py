"""What waits in supervision and care: both sides of each edge."""

from datetime import date

from cadre_desktop.records.clearance import ClearanceState, ClearanceWay, Finding
from cadre_desktop.records.deviation_problem import DeviationKind, FoundBy
from cadre_desktop.records.reminder import NextStep, ReminderKind, ReminderState
from cadre_desktop.records.style_review import ReviewActivity
from cadre_desktop.records.supervision_item import SupervisionSource
from cadre_desktop.records.tolerance_case import ToleranceResult
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import todo
from cadre_desktop.services.todo_line import TodoLine, Urgency
from cadre_desktop.storage.database import Database
from tests.figures.test_oversight import case, cleared, given, people, town  # noqa: F401  # fixtures
from tests.services.people import filed
from tests.services.test_sanctions_and_revisits import sanction, serving

INQUIRY, ADMONITION = ReminderKind.INQUIRY, ReminderKind.ADMONITION


def lines(db: Database) -> dict[str, TodoLine]:
    return {line.key: line for line in todo.todo(db)}


def test_an_inquiry_is_late_from_the_day_after_its_last_and_announced_five_days_before(db: Database) -> None:
    who = serving(db)
    late = given(db, who, INQUIRY, reply_due_on=date(2026, 11, 20))
    today = given(db, who, INQUIRY, reply_due_on=date(2026, 11, 21))
    soon = given(db, who, INQUIRY, reply_due_on=date(2026, 11, 26))
    given(db, who, INQUIRY, reply_due_on=date(2026, 11, 27))
    found = lines(db)
    assert found["replies_overdue"].ids == (late.id,)
    assert found["replies_overdue"].urgency is Urgency.OVERDUE
    assert found["replies_due"].ids == (today.id, soon.id)


def test_an_inquiry_filed_without_its_last_day_is_reckoned_from_its_receipt(db: Database) -> None:
    who = serving(db)
    received = {"reply_due_on": None, "issued_on": date(2026, 10, 20)}
    late = given(db, who, INQUIRY, **received, received_on=date(2026, 10, 30))  # 15 working days: 2026.11.20
    soon = given(db, who, INQUIRY, **received, received_on=date(2026, 11, 2))
    found = lines(db)
    assert found["replies_overdue"].ids == (late.id,)
    assert found["replies_due"].ids == (soon.id,)


def test_nobody_is_chased_for_what_was_cleared(db: Database) -> None:
    who = serving(db)
    late = given(db, who, INQUIRY, reply_due_on=date(2026, 11, 20))
    cleared(db, who, reminder=late)
    found = lines(db)
    assert "replies_overdue" not in found
    assert len(found["clearances_unvisited"].ids) == 1


def test_an_admonition_is_looked_at_again_on_the_day_six_months_later(db: Database) -> None:
    who = serving(db)
    closed = {"state": ReminderState.CLOSED, "next_step": NextStep.CLOSE}
    due = given(db, who, ADMONITION, issued_on=date(2026, 5, 21), **closed)
    given(db, who, ADMONITION, issued_on=date(2026, 5, 22), **closed)
    assert lines(db)["follow_ups_due"].ids == (due.id,)


def test_influence_ending_within_thirty_days_is_announced_and_visits_are_asked_for(db: Database) -> None:
    who = serving(db)
    soon = sanction(db, who, PartialDate(2025, 12, 21))
    later = sanction(db, who, PartialDate(2025, 12, 22))
    sanction(db, who, PartialDate(2020, 1, 1))
    found = lines(db)
    assert found["influence_ending"].ids == (soon.id,)
    assert found["revisits_due"].ids == (soon.id, later.id)
    assert "其中 1 项影响期即将届满" in found["revisits_due"].text
    filed(db, "revisit", cadre=who, visited_on=date(2026, 6, 1), visitors="陈海燕、刘正")
    assert "revisits_due" not in lines(db)


def test_corrections_are_due_before_and_overdue_after_their_day_and_done_once_followed_up(db: Database) -> None:
    who = serving(db)
    late = case(db, who, ToleranceResult.LIGHTER, follow_up_due_on=date(2026, 11, 20))
    due = case(db, who, ToleranceResult.EXEMPT, follow_up_due_on=date(2026, 12, 21))
    case(db, who, ToleranceResult.EXEMPT, follow_up_due_on=date(2026, 12, 22))
    case(db, who, ToleranceResult.REFUSED, follow_up_due_on=date(2026, 11, 1))
    case(
        db,
        who,
        ToleranceResult.EXEMPT,
        follow_up_due_on=date(2026, 11, 1),
        followed_on=date(2026, 11, 1),
        follow_up="好",
    )
    found = lines(db)
    assert found["corrections_overdue"].ids == (late.id,)
    assert found["corrections_due"].ids == (due.id,)


def test_a_clearance_waits_for_its_visit_only_once_it_was_done(db: Database) -> None:
    who = serving(db)
    done = cleared(db, who)
    cleared(db, who, state=ClearanceState.APPROVED, cleared_on=None)
    visited = {"state": ClearanceState.VISITED, "revisited_on": date(2026, 10, 1), "revisit": "好"}
    cleared(db, who, finding=Finding.UNTRUE, way=ClearanceWay.LETTER, **visited)
    assert lines(db)["clearances_unvisited"].ids == (done.id,)


def test_matters_and_deviations_past_their_day_and_reviews_without_a_talk(db: Database, town) -> None:  # noqa: F811
    common = {"source": SupervisionSource.AUDIT, "found_on": date(2026, 4, 2), "problem": "未报批。"}
    late = filed(db, "supervision_item", matter="甲", due_on=date(2026, 11, 20), **common)
    filed(db, "supervision_item", matter="乙", due_on=date(2026, 11, 21), **common)
    given_ = {"kind": DeviationKind.IDLE, "found_by": FoundBy.AUDIT, "found_on": date(2026, 2, 1), "problem": "拖延。"}
    problem = filed(db, "deviation_problem", project="丙", due_on=date(2026, 11, 20), **given_)
    review = filed(
        db,
        "style_review",
        unit=town,
        activity=ReviewActivity.COMPANIES,
        reviewed_on=date(2026, 6, 1),
        grade=Satisfaction.NOT,
    )
    found = lines(db)
    assert found["supervision_overdue"].ids == (late.id,)
    assert found["deviations_overdue"].ids == (problem.id,)
    assert found["style_talks_due"].ids == (review.id,)


def test_an_empty_store_asks_for_nothing_here(db: Database) -> None:
    here = ("replies", "follow_ups", "influence", "revisits", "corrections", "clearances", "supervision", "style_talks")
    assert [key for key in lines(db) if key.startswith(here)] == []
