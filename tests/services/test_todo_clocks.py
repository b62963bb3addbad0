"""What waits by the clocks: each line names its records and the verb that deals with it."""

from datetime import date

from cadre_desktop.records.post import AppointmentKind, MemberKind
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import todo_clocks
from cadre_desktop.services.todo import todo
from cadre_desktop.services.todo_line import Urgency
from tests.services.people import cadre, change, filed, post, unit


def lines(db):
    with db.read() as session:
        return {line.key: line for line in todo_clocks.lines(session, db.now())}


def test_nothing_near_says_nothing(db):
    cadre(db, birth_on=PartialDate(1980, 1), retirement_base=60)
    assert lines(db) == {}


def test_who_has_reached_the_month_or_soon_will_is_told_apart(db):
    past = cadre(db, "已到", birth_on=PartialDate(1965, 1), retirement_base=60)
    soon = cadre(db, "将到", birth_on=PartialDate(1966, 8), retirement_base=60)
    cadre(db, "还早", birth_on=PartialDate(1969, 8), retirement_base=60)
    found = lines(db)
    assert (found["retirement_due"].ids, found["retirement_due"].urgency) == ((past.id,), Urgency.OVERDUE)
    assert (found["retirement_soon"].ids, found["retirement_soon"].page) == ((soon.id,), "roster")
    assert "retirement_due" in {line.key for line in todo(db)}


def test_fifty_without_an_age_limit_is_asked_for_to_the_month(db):
    who = cadre(db, "满五十", birth_on=PartialDate(1976, 11, 30))
    cadre(db, "未满", birth_on=PartialDate(1976, 12))
    assert lines(db)["retirement_base"].ids == (who.id,)


def test_a_trial_that_is_over_wants_its_confirmation(db):
    given = {"appointment_kind": AppointmentKind.PROMOTED, "member_kind": MemberKind.HEAD}
    held = post(db, cadre(db), unit(db), appointed_on=PartialDate(2025, 10, 8), **given)
    assert lines(db)["probation_over"].ids == (held.id,)
    change(db, "post", held, confirmed_on=PartialDate(2026, 10, 20))
    assert "probation_over" not in lines(db)


def test_a_notice_that_ended_and_a_talk_not_held_wait_in_the_vetting(db):
    made = filed(db, "vetting", cadre=cadre(db), proposed_post="副镇长", started_on=date(2026, 11, 1),
                 notice_from=date(2026, 11, 9), notice_to=date(2026, 11, 16))  # fmt: skip
    assert lines(db)["notice_over"].ids == (made.id,)
    change(db, "vetting", made, notice_to=date(2026, 11, 21))
    assert lines(db) == {}
