"""The sample county's supervision and care: plausible, within its rules, with a reply beside every mark."""

from datetime import date

import sqlalchemy as sa

from cadre_desktop.figures import Figure
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.clearance import Clearance
from cadre_desktop.records.deviation_problem import DeviationProblem
from cadre_desktop.records.honour import Honour
from cadre_desktop.records.reminder import Reminder, ReminderState
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.services import figures, todo
from cadre_desktop.services.demo import build_demo
from cadre_desktop.services.demo.care import MODELS
from cadre_desktop.storage.database import Database
from tests.services.demo.conftest import TODAY, MakeStore


def numbers(db: Database) -> dict[str, Figure]:
    return {one.key: one for one in figures.figures(db)}


def faults(db: Database, today: date) -> list[tuple[str, str]]:
    """Hold every record of these ledgers against the rules of its kind; each kind has some."""
    kinds = {kind.model: kind for kind in BY_KEY.values()}
    found = []
    with db.read() as session:
        for model in MODELS:
            records = list(session.scalars(sa.select(model)))
            assert records, model.__tablename__
            found += [(str(one), p.message) for one in records for p in kinds[model].check(one, today)]
    return found


def test_every_kind_of_these_ledgers_has_something_that_keeps_its_rules(county: Database) -> None:
    assert faults(county, TODAY) == []


def test_it_keeps_them_in_the_first_days_of_a_year_too(make_store: MakeStore) -> None:
    early = date(2027, 1, 2)
    store = make_store(early)
    build_demo(store, early)
    assert faults(store, early) == []


def test_every_closed_mark_has_the_persons_own_words_beside_it(county: Database) -> None:
    with county.read() as session:
        reminders = session.scalars(sa.select(Reminder).where(Reminder.state != ReminderState.ISSUED))
        assert all(one.reply and one.source and one.document for one in reminders)
        assert all(one.statement and one.document for one in session.scalars(sa.select(Sanction)))
        assert all(one.reply for one in session.scalars(sa.select(DeviationProblem)))


def test_nobody_is_honoured_and_sanctioned_or_reminded_in_the_sample(county: Database) -> None:
    with county.read() as session:
        marked = set(session.scalars(sa.select(Sanction.cadre_id))) | set(session.scalars(sa.select(Reminder.cadre_id)))
        assert not marked & set(session.scalars(sa.select(Honour.cadre_id).where(Honour.cadre_id.is_not(None))))


def test_the_figures_of_the_year_look_like_a_countys(county: Database) -> None:
    found = numbers(county)
    assert found["sanction_running"].value == 3
    assert (found["revisit_people"].value, found["revisit_reused"].value, found["revisit_due"].value) == (2, 1, 1)
    assert found["cleared_people"].value == 3
    assert (found["tolerance_exempt_people"].value, found["tolerance_filed_cases"].value) == (1, 1)
    assert (found["honour_collectives"].value, found["honour_persons"].value) == (7, 18)
    assert found["incentive_measures"].value == 20
    assert 5 <= (found["reminder_reminder_times"].value or 0) <= 11
    assert (found["style_heads_talked"].value or 0) >= 1


def test_what_waits_is_there_to_be_shown(county: Database) -> None:
    keys = {line.key for line in todo.todo(county)}
    assert {"replies_overdue", "revisits_due", "clearances_unvisited", "style_talks_due"} <= keys


def test_a_cleared_inquiry_is_not_counted(county: Database) -> None:
    with county.read() as session:
        cleared = set(session.scalars(sa.select(Clearance.reminder_id).where(Clearance.reminder_id.is_not(None))))
    assert cleared
    assert not cleared & set(numbers(county)["reminder_inquiry_times"].ids)
