"""实绩档案 through its three moments: the list signed on taking up the post, answered each year, closed at the exit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.records import achievement, annual_answer, performance_term, term_settlement
from cadre_desktop.records.achievement import Achievement, Evidence
from cadre_desktop.records.annual_answer import AnnualAnswer, AnswerLine, Standing
from cadre_desktop.records.performance_term import PerformanceTerm, Responsibility, TaskKind, TermState, TermTask
from cadre_desktop.records.rows import link_to
from cadre_desktop.records.term_settlement import Outcome, SettlementLine, TermSettlement
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, not_later_than, refuse_if, require_state
from cadre_desktop.storage.database import Database

KIND, TASK = performance_term.KIND, performance_term.TASK
_MAX_EVIDENCE = 300
_OUTCOMES = {Standing.DONE: Outcome.DONE, Standing.NOT_DONE: Outcome.NOT_DONE}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of a term, as lists show it."""

    id: str
    number: int
    kind: TaskKind
    name: str
    target: str | None
    due_on: PartialDate | None
    responsibility: Responsibility


def tasks(db: Database, term_id: str) -> list[TaskLine]:
    """List the tasks of a term in their order."""
    with db.read() as session:
        return [_task_line(task) for task in tasks_of(session, term_id)]


def sign(db: Database, term_id: str, signed_on: date) -> None:
    """Freeze the task list: the person has signed it.  Raises NotAllowed for an empty list or a signed one."""
    with db.work("签收任务清单") as session:
        term: PerformanceTerm = fetch(session, KIND, term_id)
        require_state(KIND, term.state, (TermState.OPEN,), "签收")
        refuse_if(not_later_than("signed_on", signed_on, db.now().date(), "签收日期"))
        if signed_on < term.started_on.first_day():
            raise InvalidInput([Problem("signed_on", "签收日期不能早于任职时间")])
        if not tasks_of(session, term_id):
            raise NotAllowed("任务清单还是空的，不能签收。", hint="请先列出任务，再由本人签收。")
        term.state, term.signed_on = TermState.FROZEN, signed_on
        keep_rules(db, KIND, term)


def answer_year(db: Database, term_id: str, year: int) -> str:
    """Make the year's answer with one line a task, and return its id; raise NotAllowed when it is there already.

    A task done in an earlier year starts as done, with what was written then.
    """
    with db.work("建立年度答卷") as session:
        term: PerformanceTerm = fetch(session, KIND, term_id)
        if term.state is TermState.OPEN:
            raise NotAllowed("任务清单还没有签收，不能建立年度答卷。", hint="请先由本人签收任务清单。")
        if any(answer.year == year for answer in answers_of(session, term_id)):
            raise NotAllowed(f"{year}年度答卷已经建立。", hint="请直接打开填写。")
        earlier = _latest_lines(session, term_id, before=year)
        answer = records.add(db, session, annual_answer.KIND, {"term": link_to(term), "year": year})
        for task in tasks_of(session, term_id):
            records.add(db, session, annual_answer.LINE, _first_line(answer, task, earlier.get(task.id)))
        return answer.id


def _first_line(answer: Any, task: TermTask, earlier: AnswerLine | None) -> dict[str, Any]:
    values: dict[str, Any] = {"answer": link_to(answer), "task": link_to(task)}
    if earlier is not None and earlier.standing is Standing.DONE:
        values |= {"standing": Standing.DONE, "result": earlier.result, "figures": earlier.figures}
    return values


def settle(db: Database, term_id: str, settled_on: date) -> str:
    """Make the exit sheet from what is on file, one line for every task, and return its id.

    Results come from the latest answers and the achievements linked to each task, evidence from those
    achievements, the comparison from the yearly ranks.  Who confirms each line is left to people.
    """
    with db.work("生成交账单") as session:
        term: PerformanceTerm = fetch(session, KIND, term_id)
        require_state(KIND, term.state, (TermState.FROZEN,), "交账")
        if term.signed_on and settled_on < term.signed_on:
            raise InvalidInput([Problem("settled_on", "交账日期不能早于任务清单签收日期")])
        answers = answers_of(session, term_id)
        term.state = TermState.SETTLED
        sheet = records.add(
            db,
            session,
            term_settlement.KIND,
            {
                "term": link_to(term),
                "settled_on": settled_on,
                "effect": _effect(answers) or None,
                "comparison": comparison_text(answers) or None,
            },
        )
        latest, proofs = _latest_lines(session, term_id), _achievements(session, term_id)
        for task in tasks_of(session, term_id):
            values = _settlement_line(latest.get(task.id), proofs.get(task.id, []))
            records.add(
                db, session, term_settlement.LINE, {"settlement": link_to(sheet), "task": link_to(task), **values}
            )
        keep_rules(db, KIND, term)
        return sheet.id


def seal(db: Database, term_id: str, ended_on: PartialDate) -> None:
    """Close the file for good at the exit; raise InvalidInput naming the lines that nobody has confirmed."""
    with db.work("封存实绩档案") as session:
        term: PerformanceTerm = fetch(session, KIND, term_id)
        require_state(KIND, term.state, (TermState.SETTLED,), "封存")
        if ended_on < term.started_on.cut(ended_on.precision):
            raise InvalidInput([Problem("ended_on", "离任时间不能早于任职时间")])
        refuse_if(not_later_than("ended_on", ended_on.first_day(), db.now().date(), "离任时间"))
        lines = settlement_lines_of(session, term_id)
        unconfirmed = [line.task.number for line in lines if not line.confirmed_by]
        unproved = [line.task.number for line in lines if line.outcome is Outcome.DONE and not line.result]
        refuse_if(
            _named(unconfirmed, "还没有确认人，不能封存；请逐项填写确认人"),
            _named(unproved, "结果为“完成”但没有写明成效，不能封存"),
        )
        term.state, term.ended_on = TermState.SEALED, ended_on
        keep_rules(db, KIND, term)


def _named(numbers: list[int], words: str) -> Problem | None:
    return Problem("", f"交账单第{'、'.join(map(str, numbers))}项{words}") if numbers else None


def tasks_of(session: Session, term_id: str) -> Sequence[TermTask]:
    """Read the live tasks of a term in their order."""
    query = sa.select(TermTask).where(TermTask.term_id == term_id, TermTask.deleted_at.is_(None))
    return session.scalars(query.order_by(TermTask.number, TermTask.created_at, TermTask.id)).all()


def answers_of(session: Session, term_id: str) -> Sequence[AnnualAnswer]:
    """Read the live answers of a term, oldest year first."""
    query = sa.select(AnnualAnswer).where(AnnualAnswer.term_id == term_id, AnnualAnswer.deleted_at.is_(None))
    return session.scalars(query.order_by(AnnualAnswer.year)).all()


def answer_lines_of(session: Session, term_id: str) -> Sequence[AnswerLine]:
    """Read the live lines of all answers of a term, oldest year first."""
    query = (
        sa.select(AnswerLine)
        .join(AnnualAnswer, AnnualAnswer.id == AnswerLine.answer_id)
        .where(AnnualAnswer.term_id == term_id, AnnualAnswer.deleted_at.is_(None), AnswerLine.deleted_at.is_(None))
    )
    return session.scalars(query.order_by(AnnualAnswer.year)).all()


def settlement_of(session: Session, term_id: str) -> TermSettlement | None:
    """Read the exit sheet of a term."""
    query = sa.select(TermSettlement).where(TermSettlement.term_id == term_id, TermSettlement.deleted_at.is_(None))
    return session.scalars(query.order_by(TermSettlement.created_at.desc())).first()


def settlement_lines_of(session: Session, term_id: str) -> list[SettlementLine]:
    """Read the lines of the exit sheet in the order of the tasks."""
    sheet = settlement_of(session, term_id)
    if sheet is None:
        return []
    query = sa.select(SettlementLine).where(
        SettlementLine.settlement_id == sheet.id, SettlementLine.deleted_at.is_(None)
    )
    return sorted(session.scalars(query), key=lambda line: line.task.number)


def _latest_lines(session: Session, term_id: str, before: int | None = None) -> dict[str, AnswerLine]:
    """Map each task to its line of the newest year that has one."""
    lines = answer_lines_of(session, term_id)
    return {line.task_id: line for line in lines if before is None or line.answer.year < before}


def _achievements(session: Session, term_id: str) -> dict[str, list[tuple[Achievement, list[Evidence]]]]:
    """Map each task to the achievements linked to it, with their evidence."""
    query = sa.select(Achievement).where(Achievement.term_id == term_id, Achievement.deleted_at.is_(None))
    found: dict[str, list[tuple[Achievement, list[Evidence]]]] = {}
    for item in session.scalars(query.order_by(Achievement.year, Achievement.created_at)):
        if item.task_id and item.state is not achievement.AchievementState.RETURNED:
            pieces = sa.select(Evidence).where(Evidence.achievement_id == item.id, Evidence.deleted_at.is_(None))
            found.setdefault(item.task_id, []).append((item, list(session.scalars(pieces))))
    return found


def _settlement_line(line: AnswerLine | None, proofs: Iterable[tuple[Achievement, list[Evidence]]]) -> dict[str, Any]:
    said = []
    if line is not None and (line.result or line.figures):
        figures = f"（{line.figures}）" if line.figures and line.result else line.figures or ""
        said.append(f"{line.result or ''}{figures}")
    said += [f"{item.title}：{item.result}" if item.result else item.title for item, _ in proofs]
    evidence = list(dict.fromkeys(_evidence_text(one) for _, pieces in proofs for one in pieces))
    result = "；".join(said)
    outcome = _OUTCOMES.get(line.standing, Outcome.CARRIED) if line is not None else Outcome.CARRIED
    if outcome is Outcome.DONE and not result:
        outcome = Outcome.CARRIED  # nothing shows that it was done: people decide on the sheet
    return {"outcome": outcome, "result": result or None, "evidence": _cut("；".join(evidence)) or None}


def _evidence_text(piece: Evidence) -> str:
    return f"{piece}（{piece.reference}）" if piece.reference else str(piece)


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_EVIDENCE else text[: _MAX_EVIDENCE - 1] + "…"


def _effect(answers: Iterable[AnnualAnswer]) -> str:
    return "\n".join(f"{answer.year}年：{answer.summary}" for answer in answers if answer.summary)


def comparison_text(answers: Iterable[AnnualAnswer]) -> str:
    """Write the yearly ranks and reputations in one text, one year a line."""
    lines = []
    for answer in answers:
        said = [text for text in (rank_text(answer), reputation_text(answer)) if text]
        if said:
            lines.append(f"{answer.year}年：{'；'.join(said)}")
    return "\n".join(lines)


def rank_text(answer: AnnualAnswer) -> str:
    """Write one year's rank: 全县乡镇党政正职第3名，共17名."""
    if answer.rank_place is None:
        return ""
    return f"{answer.rank_scope or ''}第{answer.rank_place}名，共{answer.rank_total}名"


def reputation_text(answer: AnnualAnswer) -> str:
    """Write one year's reputation with its ballots: 满意率95.5%（有效票40张）."""
    if answer.reputation_percent is None:
        return ""
    ballots = f"（有效票{answer.reputation_ballots}张）" if answer.reputation_ballots is not None else ""
    return f"满意率{answer.reputation_percent:g}%{ballots}"


def _task_line(task: TermTask) -> TaskLine:
    return TaskLine(task.id, task.number, task.kind, task.name, task.target, task.due_on, task.responsibility)
