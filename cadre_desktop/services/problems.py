"""问题闭环 step by step: reported, claimed or passed on or assigned, handled, solved, rated; back when it is no good.

A problem raised in a talk becomes one of these once, linked back; who raised it is not carried over.  Where one of
the two is closed, closing the other is offered, never done unasked.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.errors import Problem as Fault
from cadre_desktop.figures.problems import in_loop
from cadre_desktop.records import interview as talk_kinds
from cadre_desktop.records import problem as kinds
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import TalkProblem
from cadre_desktop.records.problem import Problem, ProblemSource, ProblemState, Route
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.rules import problem_loop as rules
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.problem_loop import Response
from cadre_desktop.services import records
from cadre_desktop.services.steps import (
    dated_line,
    fetch,
    keep_rules,
    missing,
    not_later_than,
    optional_link,
    refuse_if,
)
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_S = ProblemState


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem for the screen: how long the first answer took, the days left, and the talk's problem behind it.

    `days_left` is below 0 for one that is late, None where no day is set or it is solved.
    """

    state: ProblemState
    response: Explained[Response | None]
    days_left: int | None
    times_returned: int
    talk_problem: Link | None
    talk_is_open: bool


def view(db: Database, problem_id: str) -> ProblemView:
    """Return how a problem stands today."""
    today = db.now().date()
    with db.read() as session:
        problem: Problem = fetch(session, KIND, problem_id)
        is_open = problem.due_on is not None and problem.state not in (_S.SOLVED, _S.RATED)
        raised = problem.talk_problem
        return ProblemView(
            problem.state,
            rules.response(in_loop(problem), read_book(session), today),
            (problem.due_on - today).days if is_open and problem.due_on is not None else None,
            problem.times_returned,
            optional_link(raised),
            raised is not None and raised.closed_on is None and raised.deleted_at is None,
        )


def take(
    db: Database,
    problem_id: str,
    *,
    route: Route,
    unit: Link,
    taken_on: date,
    due_on: date | None = None,
    handler: Link | None = None,
) -> None:
    """Note which unit claimed a problem, or was handed it; one that has it may pass it on to another."""
    refuse_if(not_later_than("taken_on", taken_on, db.now().date(), f"{route.label}日期"))
    with db.work(f"问题{route.label}") as session:
        problem = _to(session, problem_id, _S.TAKEN)
        problem.unit = session.get_one(Unit, unit.id)
        problem.handler = session.get_one(Cadre, handler.id) if handler is not None else None
        problem.route, problem.taken_on, problem.due_on = route, taken_on, due_on
        keep_rules(db, KIND, problem)


def answer(db: Database, problem_id: str, *, first_answer_at: datetime) -> None:
    """Note when whoever reported it first got an answer; raise NotAllowed where one is on file."""
    with db.work("问题首次响应") as session:
        problem: Problem = fetch(session, KIND, problem_id)
        if problem.first_answer_at is not None:
            raise NotAllowed(f"首次响应已登记为{problem.first_answer_at:%Y.%m.%d %H:%M}。")
        if first_answer_at > db.now():
            raise InvalidInput([Fault("first_answer_at", "首次响应时间不能晚于现在")])
        problem.first_answer_at = first_answer_at
        keep_rules(db, KIND, problem)


def handle(
    db: Database, problem_id: str, *, measures: str, n_measures: int | None = None, handler: Link | None = None
) -> None:
    """Put the measures down and begin to handle a problem."""
    refuse_if(missing("measures", measures.strip(), "请写明办理措施"))
    with db.work("问题办理") as session:
        problem = _to(session, problem_id, _S.HANDLING)
        problem.measures, problem.n_measures = measures.strip(), n_measures
        if handler is not None:
            problem.handler = session.get_one(Cadre, handler.id)
        keep_rules(db, KIND, problem)


def solve(db: Database, problem_id: str, *, solved_on: date, result: str) -> None:
    """Note that a problem is solved; one that came back gets the new result below the first, and waits to be rated."""
    refuse_if(
        missing("result", result.strip(), "请写明办理结果"),
        not_later_than("solved_on", solved_on, db.now().date(), "解决日期"),
    )
    with db.work("问题解决") as session:
        problem = _to(session, problem_id, _S.SOLVED)
        _solve(problem, solved_on, result.strip())
        keep_rules(db, KIND, problem)


def rate(
    db: Database,
    problem_id: str,
    *,
    satisfaction: Satisfaction,
    rated_on: date,
    rater_kind: str = "",
    reason: str = "",
) -> ProblemState:
    """Note how people judge it; 不满意 sends it back, counted and in the trail.  Return the state it is in then."""
    refuse_if(not_later_than("rated_on", rated_on, db.now().date(), "评价日期"))
    with db.work("问题评价") as session:
        problem: Problem = fetch(session, KIND, problem_id)
        goes_to = rules.after_rating(satisfaction.value, read_book(session), rated_on).value
        target = next(state for state in _S if state.value == goes_to)
        rules.require_step(problem.state.value, target.value)
        problem.state, problem.satisfaction, problem.rated_on = target, satisfaction, rated_on
        problem.rater_kind = rater_kind.strip() or problem.rater_kind
        if target is _S.RETURNED:
            problem.times_returned += 1
            words = f"评价为{satisfaction.label}，第{problem.times_returned}次退回重办"
            told = f"{words}：{reason.strip()}" if reason.strip() else words
            problem.result = dated_line(problem.result, rated_on, told)
            table = Problem.__tablename__
            audit.note(session, "return", table, record=problem.id, times=problem.times_returned, reason=reason.strip())
        keep_rules(db, KIND, problem)
        return target


# problems raised in talks


def report_from_talk(db: Database, talk_problem_id: str) -> str:
    """Report a problem raised in a talk; return the id of the new one.  Raises NotAllowed when there is one already.

    It is reported today, with the unit the talk's problem names; who raised it, and the talk itself, stay where they
    are.
    """
    with db.work("谈话反映的问题转入问题集") as session:
        raised: TalkProblem = fetch(session, talk_kinds.PROBLEM, talk_problem_id)
        if raised.closed_on is not None:
            raise NotAllowed(f"这个问题已于{raised.closed_on:%Y.%m.%d}办结，不用再转入问题集。")
        if (there := _of_talk(session, talk_problem_id)) is not None:
            raise NotAllowed(f"这个问题已转入问题集（编号{there.number}）。")
        today = db.now().date()
        values: dict[str, Any] = {
            "text": raised.text,
            "source": ProblemSource.TALK,
            "reported_on": today,
            "talk_problem": link_to(raised),
            "unit": optional_link(raised.unit),
            "due_on": raised.due_on if raised.due_on is not None and raised.due_on >= today else None,
        }
        return records.add(db, session, KIND, values).id


def of_talk_problem(db: Database, talk_problem_id: str) -> Link | None:
    """Return the problem made of one raised in a talk, None where there is none."""
    with db.read() as session:
        return optional_link(_of_talk(session, talk_problem_id))


def close_raised(db: Database, problem_id: str) -> None:
    """Close the talk's problem behind a solved one, with its result and day; raise NotAllowed when that is done."""
    with db.work("同时办结谈话反映的问题") as session:
        problem: Problem = fetch(session, KIND, problem_id)
        raised = problem.talk_problem
        if raised is None or raised.closed_on is not None:
            raise NotAllowed("没有需要一并办结的谈话问题。")
        refuse_if(missing("result", problem.result, "请先登记办理结果"))
        raised.outcome, raised.closed_on = problem.result, problem.solved_on or db.now().date()
        keep_rules(db, talk_kinds.PROBLEM, raised)


def can_solve_along(db: Database, talk_problem_id: str) -> bool:
    """Say whether the problem made of one raised in a talk is being worked on, and so may be solved along with it."""
    with db.read() as session:
        problem = _of_talk(session, talk_problem_id)
        return problem is not None and problem.state in (_S.TAKEN, _S.HANDLING, _S.RETURNED)


def solve_along(db: Database, talk_problem_id: str) -> None:
    """Solve the problem made of one raised in a talk, with the outcome and the day of the talk's."""
    with db.work("问题解决") as session:
        raised: TalkProblem = fetch(session, talk_kinds.PROBLEM, talk_problem_id)
        problem = _of_talk(session, talk_problem_id)
        if problem is None or raised.closed_on is None or not raised.outcome:
            raise NotAllowed("没有可以一并登记解决的问题。")
        if problem.state is not _S.HANDLING:
            _move(problem, _S.HANDLING)
        _move(problem, _S.SOLVED)
        _solve(problem, raised.closed_on, raised.outcome)
        keep_rules(db, KIND, problem)


def _of_talk(session: Session, talk_problem_id: str) -> Problem | None:
    query = sa.select(Problem).where(Problem.talk_problem_id == talk_problem_id, Problem.deleted_at.is_(None))
    return session.scalars(query.order_by(Problem.created_at).limit(1)).first()


def _solve(problem: Problem, solved_on: date, result: str) -> None:
    """Put the result down; the rating of a handling that came back is a thing of the past, and in the trail."""
    if problem.times_returned:
        problem.result = dated_line(problem.result, solved_on, result)
    else:
        problem.result = result
    problem.solved_on, problem.satisfaction, problem.rated_on = solved_on, None, None


def _to(session: Session, problem_id: str, target: ProblemState) -> Problem:
    """Move a problem on to a state its present one allows."""
    problem: Problem = fetch(session, KIND, problem_id)
    _move(problem, target)
    return problem


def _move(problem: Problem, target: ProblemState) -> None:
    rules.require_step(problem.state.value, target.value)
    problem.state = target
