"""谈话记录 from draft to final, corrected afterwards only by adding, and the problems raised in talks."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records import interview as kinds
from cadre_desktop.records.interview import Interview, InterviewState, Purpose, TalkProblem
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, missing, optional_link, refuse_if, require_state
from cadre_desktop.storage.database import Database

KIND = kinds.KIND


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem raised in a talk that nobody has closed."""

    id: str
    interview: Link
    text: str
    unit: Link | None
    raised_on: date
    due_on: date | None
    overdue: bool


def to_checking(db: Database, interview_id: str) -> None:
    """Hand the agreed text to the person talked with for checking; raise InvalidInput while there is none."""
    with db.work("谈话记录送核对") as session:
        talk: Interview = fetch(session, KIND, interview_id)
        require_state(KIND, talk.state, (InterviewState.DRAFT,), "送核对")
        refuse_if(missing("agreed_text", (talk.agreed_text or "").strip(), "请先整理出供本人核对的文本"))
        talk.state = InterviewState.CHECKING
        keep_rules(db, KIND, talk)


def back_to_draft(db: Database, interview_id: str) -> None:
    """Take a record under checking back to be worked on; the signature lapses with the text it stood under."""
    with db.work("谈话记录退回草稿") as session:
        talk: Interview = fetch(session, KIND, interview_id)
        require_state(KIND, talk.state, (InterviewState.CHECKING,), "退回草稿")
        talk.state, talk.signed = InterviewState.DRAFT, False
        keep_rules(db, KIND, talk)


def sign(db: Database, interview_id: str) -> None:
    """Note that the checked text has been signed on paper."""
    with db.work("谈话记录签字") as session:
        talk: Interview = fetch(session, KIND, interview_id)
        require_state(KIND, talk.state, (InterviewState.CHECKING,), "签字")
        talk.signed = True
        keep_rules(db, KIND, talk)


def finalise(db: Database, interview_id: str) -> None:
    """Lock a checked record for good; a review talk must be signed, for after this nothing can be."""
    with db.work("谈话记录定稿") as session:
        talk: Interview = fetch(session, KIND, interview_id)
        require_state(KIND, talk.state, (InterviewState.CHECKING,), "定稿")
        review = talk.purpose is Purpose.REVIEW
        refuse_if(
            missing("agreed_text", (talk.agreed_text or "").strip(), "没有核对后文本，不能定稿"),
            missing("signed", talk.signed or None, "考察谈话要经本人核对签字后才能定稿") if review else None,
        )
        talk.state, talk.finalised_on = InterviewState.FINAL, db.now().date()
        keep_rules(db, KIND, talk)


def add_supplement(
    db: Database, interview_id: str, *, reason: str, text: str, added_on: date | None = None, added_by: str = ""
) -> str:
    """Correct a final record by adding to it; return the supplement's id."""
    with db.work("添加补充说明") as session:
        talk: Interview = fetch(session, KIND, interview_id)
        values = {
            "interview": link_to(talk),
            "added_on": added_on or db.now().date(),
            "added_by": added_by or db.actor,
            "reason": reason,
            "text": text,
        }
        return records.add(db, session, kinds.SUPPLEMENT, values).id


def raise_problem(
    db: Database, interview_id: str, text: str, *, unit: Link | None = None, due_on: date | None = None
) -> str:
    """Write down a problem raised in a talk, final or not, for somebody to see to; return its id."""
    with db.work("登记谈话反映的问题") as session:
        talk: Interview = fetch(session, KIND, interview_id)
        values = {"interview": link_to(talk), "text": text, "unit": unit, "due_on": due_on}
        return records.add(db, session, kinds.PROBLEM, values).id


def close_problem(db: Database, problem_id: str, outcome: str, *, closed_on: date | None = None) -> None:
    """Say how a problem ended; raise NotAllowed when it was closed before."""
    with db.work("办结谈话反映的问题") as session:
        problem: TalkProblem = fetch(session, kinds.PROBLEM, problem_id)
        if problem.closed_on is not None:
            raise NotAllowed(f"这个问题已于{problem.closed_on:%Y.%m.%d}办结。")
        refuse_if(missing("outcome", outcome.strip(), "请写明办理结果"))
        problem.outcome, problem.closed_on = outcome.strip(), closed_on or db.now().date()
        keep_rules(db, kinds.PROBLEM, problem)


def open_problems(db: Database, *, overdue_only: bool = False) -> list[OpenProblem]:
    """List the problems nobody has closed: the overdue first, then by the day they are due."""
    today = db.now().date()
    query = (
        sa.select(TalkProblem)
        .join(Interview, Interview.id == TalkProblem.interview_id)
        .where(TalkProblem.deleted_at.is_(None), TalkProblem.closed_on.is_(None), Interview.deleted_at.is_(None))
    )
    if overdue_only:
        query = query.where(TalkProblem.due_on < today)
    with db.read() as session:
        found = [
            OpenProblem(
                id=problem.id,
                interview=link_to(problem.interview),
                text=problem.text,
                unit=optional_link(problem.unit),
                raised_on=problem.interview.talked_on,
                due_on=problem.due_on,
                overdue=problem.due_on is not None and problem.due_on < today,
            )
            for problem in session.scalars(query)
        ]
    return sorted(found, key=lambda p: (p.due_on is None, p.due_on or today, p.raised_on, p.id))
