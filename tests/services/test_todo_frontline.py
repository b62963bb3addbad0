"""What waits on the ground and in contests: both sides of each edge."""

from datetime import date

from cadre_desktop.records.board_entry import BoardColour
from cadre_desktop.records.challenge import ChallengeState
from cadre_desktop.records.outside_voices import Department, NoteState
from cadre_desktop.records.problem import ProblemState
from cadre_desktop.records.rows import Link
from cadre_desktop.services import boards, todo
from cadre_desktop.services.todo_line import TodoLine, Urgency
from cadre_desktop.storage.database import Database
from tests.figures.test_frontline import problem
from tests.services.people import cadre, filed, unit
from tests.services.test_races_and_visits import entry, filled, project

_S = ProblemState


def lines(db: Database) -> dict[str, TodoLine]:
    with db.read() as session:
        return {line.key: line for line in todo.within(session, db.now())}


def test_problems_wait_by_their_state_and_are_late_from_the_day_after(db: Database) -> None:
    town = unit(db)
    new = problem(db, town, _S.REPORTED)
    late = problem(db, town, _S.TAKEN, due_on=date(2026, 11, 20))
    problem(db, town, _S.HANDLING, due_on=date(2026, 11, 21))
    again = problem(db, town, _S.RETURNED, due_on=date(2026, 12, 1))
    late_again = problem(db, town, _S.RETURNED, due_on=date(2026, 11, 1))
    solved = problem(db, town, _S.SOLVED, due_on=date(2026, 5, 1))
    problem(db, town, _S.RATED, due_on=date(2026, 5, 1))
    found = lines(db)
    assert found["loop_overdue"].ids == (late_again.id, late.id)
    assert found["loop_overdue"].urgency is Urgency.OVERDUE
    assert found["loop_unclaimed"].ids == (new.id,)
    assert found["loop_returned"].ids == (again.id,), "what is late is named once"
    assert found["loop_unrated"].ids == (solved.id,)


def test_a_third_black_entry_waits_until_something_was_done_about_it(db: Database) -> None:
    town, other = unit(db), unit(db, "白沙镇")
    black = [entry(db, town, date(2026, month, 20)) for month in (3, 6)]
    entry(db, other, date(2025, 12, 20))
    entry(db, town, date(2026, 9, 20), colour=BoardColour.RED)
    assert "boards_third" not in lines(db)
    boards.handle(db, black[1].id, handled_on=date(2026, 7, 1), handling="预警")
    third = entry(db, town, date(2026, 9, 20))
    found = lines(db)["boards_third"]
    assert found.ids == (black[0].id, black[1].id, third.id)
    assert (found.page, found.text) == ("boards", "1 家单位单项工作年内满 3 次列入黑榜，还没有处理")
    boards.handle(db, third.id, handled_on=date(2026, 10, 1), handling="提出建议")
    assert "boards_third" not in lines(db)


def test_tasks_of_months_gone_by_want_a_rate_and_running_projects_a_task(db: Database) -> None:
    one = project(db, cadre(db, "甲"))
    project(db, cadre(db, "乙"), "乙", state=ChallengeState.DONE, done_on=date(2026, 9, 1))
    filled(db, 10, 甲=None)
    found = lines(db)
    assert len(found["tasks_unfilled"].ids) == 1
    assert found["tasks_missing"].ids == (one.id,)
    filled(db, 10, 甲=80)
    filled(db, 11, 甲=None)
    found = lines(db)
    assert "tasks_unfilled" not in found, "this month still runs"
    assert "tasks_missing" not in found


def test_a_note_waits_until_it_was_verified(db: Database) -> None:
    def note(state: NoteState) -> Link:
        given = {"department": Department.AUDIT, "content": "好", "verified": "属实", "unit": town}
        return filed(db, "source_note", **given, received_on=date(2026, 6, 1), state=state)

    town = unit(db)
    waiting = note(NoteState.RECEIVED)
    note(NoteState.VERIFIED)
    assert lines(db)["notes_unverified"].ids == (waiting.id,)
