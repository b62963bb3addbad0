"""What waits to be done, each line with a verb that leads there and the records behind it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records import roster
from cadre_desktop.records.achievement import Achievement, AchievementState
from cadre_desktop.records.annual_answer import AnnualAnswer
from cadre_desktop.records.interview import Interview, InterviewState, Purpose
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.performance_term import PerformanceTerm, TermState
from cadre_desktop.records.political_review import PoliticalReview, ReviewState
from cadre_desktop.records.term_settlement import SettlementLine, TermSettlement
from cadre_desktop.services import (
    achievements,
    backups,
    data_quality,
    drafts,
    interviews,
    talk_coverage,
    term_overview,
    todo_clocks,
    todo_frontline,
    todo_oversight,
    todo_review,
    todo_selection,
    unit_profile,
)
from cadre_desktop.services.talk_coverage import Coverage
from cadre_desktop.services.todo_line import TodoLine, Urgency
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore


def todo(db: Database, store: OpenedStore | None = None, *, covered: Coverage | None = None) -> list[TodoLine]:
    """List what waits, the most pressing first; with `store` also the backup that is overdue.

    `covered` is the coverage of the year under review for who has worked it out already.
    """
    lines = apart(db, covered)
    with db.read() as session:
        lines += within(session, db.now())
    return arranged(lines, store, db.now())


def apart(db: Database, covered: Coverage | None = None) -> list[TodoLine]:
    """List what waits by the services that read for themselves."""
    parts = (
        _look_backs(db),
        _talk_problems(db),
        _talks_missing(covered or talk_coverage.coverage(db)),
        _answers_missing(db),
        _doubles(db),
        _incomplete(db),
        _drafts(db),
    )
    return [line for part in parts for line in part]


def within(session: Session, now: datetime) -> list[TodoLine]:
    """List what waits by what one session reads; careers it has read already are not read again."""
    return [line for query in _QUERIES for line in query(session, now)]


def arranged(lines: list[TodoLine], store: OpenedStore | None, now: datetime) -> list[TodoLine]:
    """Put the most pressing first; with `store` also the backup that is overdue."""
    backup = _backup(store, now) if store is not None else ()
    order = list(Urgency)
    return sorted((*lines, *backup), key=lambda line: order.index(line.urgency))


def _talks_missing(found: Coverage) -> Iterator[TodoLine]:
    left = found.left
    if left:
        text = f"{found.year}年五必谈：{len(left)} 人未谈齐，已谈齐 {found.complete.part} 人"
        ids = tuple(person.person.id for person in left)
        yield TodoLine("talks_missing", Urgency.DUE, text, "安排谈话", "coverage", ids, {"year": found.year})


def _look_backs(db: Database) -> Iterator[TodoLine]:
    found = achievements.look_backs_due(db)
    if found:
        vacant = sum(due.holder is None for due in found)
        tail = f"，其中 {vacant} 件岗位空缺" if vacant else ""
        text = f"{len(found)} 件潜绩到了回看的时候{tail}"
        ids = tuple(due.achievement.id for due in found)
        yield TodoLine("look_backs", Urgency.OVERDUE, text, "回看", "look_backs", ids)


def _talk_problems(db: Database) -> Iterator[TodoLine]:
    found = interviews.open_problems(db)
    late = tuple(problem.id for problem in found if problem.overdue)
    rest = tuple(problem.id for problem in found if not problem.overdue)
    if late:
        text = f"{len(late)} 个谈话反映的问题已过办理时限"
        yield TodoLine("problems_overdue", Urgency.OVERDUE, text, "督办", "talk_problem", late)
    if rest:
        yield TodoLine(
            "problems_open", Urgency.LATER, f"{len(rest)} 个谈话反映的问题还没有办结", "查看", "talk_problem", rest
        )


def _answers_missing(db: Database) -> Iterator[TodoLine]:
    """Ask for the answers of years past, of terms that run."""
    today = db.now().date()
    with db.read() as session:
        terms = sa.select(PerformanceTerm).where(
            PerformanceTerm.deleted_at.is_(None), PerformanceTerm.state == TermState.FROZEN
        )
        answered: dict[str, set[int]] = {}
        years = sa.select(AnnualAnswer.term_id, AnnualAnswer.year).where(AnnualAnswer.deleted_at.is_(None))
        for term_id, year in session.execute(years):
            answered.setdefault(term_id, set()).add(year)
        lacking = tuple(
            term.id
            for term in session.scalars(terms.order_by(PerformanceTerm.created_at))
            if set(term_overview.due_years(term, today)) - answered.get(term.id, set())
        )
    if lacking:
        text = f"{len(lacking)} 份实绩档案缺以前年度的答卷"
        yield TodoLine("answers_missing", Urgency.DUE, text, "补答卷", "performance_term", lacking)


def _incomplete(db: Database) -> Iterator[TodoLine]:
    query = ListQuery(filters=(("incomplete", True),))
    with db.read() as session:
        ids = tuple(roster.ids(session, query, db.now().date()))
    if ids:
        text = f"{len(ids)} 人的资料不全"
        yield TodoLine("incomplete", Urgency.LATER, text, "补资料", "roster", ids, {"filters": query.filters})


def _doubles(db: Database) -> Iterator[TodoLine]:
    with db.read() as session:
        found = data_quality.doubles(session)
    if found:
        ids = tuple(dict.fromkeys(i for finding in found for i in finding.ids))
        yield TodoLine("doubles", Urgency.DUE, f"{len(found)} 组人员可能重复", "核对", "roster", ids)


def _drafts(db: Database) -> Iterator[TodoLine]:
    found = drafts.listed(db)
    if found:
        latest = found[0]
        text = f"{len(found)} 份填了没保存的内容，最近一份是“{latest.text}”"
        hints = {"kind": latest.kind_key, "key": latest.key} if len(found) == 1 else {}
        yield TodoLine("drafts", Urgency.LATER, text, "继续填写", "drafts", (), hints)


def _talks_waiting(session: Session, now: datetime) -> Iterator[TodoLine]:
    year = unit_profile.read(session, now.year).review_year
    live = sa.select(Interview.id).where(
        Interview.deleted_at.is_(None), Interview.year == year, Interview.purpose == Purpose.REVIEW
    )
    unsigned = live.where(Interview.state != InterviewState.FINAL, Interview.signed.is_(False))
    signed = live.where(Interview.state != InterviewState.FINAL, Interview.signed.is_(True))
    yield from _line(
        session, unsigned, "talks_unsigned", Urgency.DUE, "{n} 份考察谈话还没有核对签字", "催签", "interview"
    )
    yield from _line(
        session, signed, "talks_signed", Urgency.DUE, "{n} 份考察谈话已签字，等待定稿", "定稿", "interview"
    )


def _achievements_waiting(session: Session, _now: datetime) -> Iterator[TodoLine]:
    live = sa.select(Achievement.id).where(Achievement.deleted_at.is_(None))
    state = Achievement.state
    waiting = live.where(state.in_((AchievementState.DECLARED, AchievementState.REVIEWING)))
    returned = live.where(state == AchievementState.RETURNED)
    confirmed = live.where(state == AchievementState.CONFIRMED)
    kind = "achievement"
    yield from _line(session, waiting, "achievements_waiting", Urgency.DUE, "{n} 件实绩等待审核", "审核", kind)
    yield from _line(
        session, returned, "achievements_returned", Urgency.DUE, "{n} 件实绩被退回，等待补充", "补充", kind
    )
    yield from _line(
        session, confirmed, "achievements_confirmed", Urgency.LATER, "{n} 件已认定的实绩未入档", "入档", kind
    )


def _terms_waiting(session: Session, _now: datetime) -> Iterator[TodoLine]:
    live = sa.select(PerformanceTerm.id).where(PerformanceTerm.deleted_at.is_(None))
    unsigned = live.where(PerformanceTerm.state == TermState.OPEN)
    unconfirmed = (
        live.join(TermSettlement, TermSettlement.term_id == PerformanceTerm.id)
        .join(SettlementLine, SettlementLine.settlement_id == TermSettlement.id)
        .where(
            PerformanceTerm.state == TermState.SETTLED,
            SettlementLine.deleted_at.is_(None),
            TermSettlement.deleted_at.is_(None),
            SettlementLine.confirmed_by.is_(None),
        )
        .distinct()
    )
    kind = "performance_term"
    yield from _line(session, unsigned, "terms_unsigned", Urgency.DUE, "{n} 份实绩档案的任务清单没有签收", "签收", kind)
    yield from _line(session, unconfirmed, "terms_unconfirmed", Urgency.DUE, "{n} 份交账单有任务未确认", "确认", kind)


def _reviews_waiting(session: Session, _now: datetime) -> Iterator[TodoLine]:
    live = sa.select(PoliticalReview.id).where(PoliticalReview.deleted_at.is_(None))
    ungraded = live.where(
        PoliticalReview.grade.is_(None), PoliticalReview.state.in_((ReviewState.OPEN, ReviewState.REVIEWING))
    )
    decided = live.where(PoliticalReview.state == ReviewState.DECIDED)
    kind = "political_review"
    yield from _line(session, ungraded, "reviews_ungraded", Urgency.DUE, "{n} 份政治素质档案没有评定等次", "评定", kind)
    yield from _line(
        session, decided, "reviews_decided", Urgency.LATER, "{n} 份已评定的政治素质档案未入档", "入档", kind
    )


_QUERIES: tuple[Callable[[Session, datetime], Iterator[TodoLine]], ...] = (
    _talks_waiting,
    _achievements_waiting,
    _terms_waiting,
    _reviews_waiting,
    todo_selection.lines,
    todo_clocks.lines,
    todo_oversight.lines,
    todo_review.lines,
    todo_frontline.lines,
)


def _line(
    session: Session, query: Any, key: str, urgency: Urgency, words: str, verb: str, page: str
) -> Iterator[TodoLine]:
    ids = tuple(session.scalars(query))
    if ids:
        yield TodoLine(key, urgency, words.format(n=len(ids)), verb, page, ids)


def _backup(store: OpenedStore, now: datetime) -> Iterator[TodoLine]:
    made = backups.last_made(store)
    if made is None:
        yield TodoLine("backup", Urgency.DUE, "还没有备份过", "立即备份", "backups")
    elif now - made >= backups.TOO_OLD:
        text = f"已有 {(now - made).days} 天没有备份"
        yield TodoLine("backup", Urgency.OVERDUE, text, "立即备份", "backups")


__all__ = ["TodoLine", "Urgency", "todo"]
