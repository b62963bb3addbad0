"""What waits about one person besides the clocks: talks not held, papers lacking, files that stand still."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.achievement import Achievement, AchievementState
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.performance_term import PerformanceTerm, TermState
from cadre_desktop.records.political_review import PoliticalReview, ReviewState
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import talk_coverage
from cadre_desktop.services.clocks import YOUNGEST_TO_LEAVE
from cadre_desktop.services.todo_line import TodoLine, Urgency
from cadre_desktop.storage.database import Database


def todo_of_person(db: Database, cadre_id: str) -> list[TodoLine]:
    """List what waits about somebody in service, the most pressing first."""
    with db.read() as session:
        person = session.get(Cadre, cadre_id)
        if person is None or person.deleted_at is not None or person.state is not CadreState.SERVING:
            return []
        lines = [line for part in _PARTS for line in part(session, person, db.now())]
    lines += _talks(db, cadre_id)
    order = list(Urgency)
    return sorted(lines, key=lambda line: order.index(line.urgency))


def _talks(db: Database, cadre_id: str) -> Iterator[TodoLine]:
    found = talk_coverage.of_person(db, cadre_id)
    if found.missing and not found.not_due:
        lacking = "、".join(one.label for one in found.missing)
        text = f"五必谈还缺{len(found.missing)}类：{lacking}"
        yield TodoLine("talks_missing", Urgency.DUE, text, "安排谈话", "coverage", hints={"unit": found.unit.id})


def _papers(session: Session, person: Cadre, _now: datetime) -> Iterator[TodoLine]:
    missing = session.scalar(sa.select(CadreSummary.missing).where(CadreSummary.cadre_id == person.id))
    if missing:
        yield TodoLine("incomplete", Urgency.LATER, f"资料不全：缺{missing}", "补资料", "cadre", (person.id,))


def _age_limit(_session: Session, person: Cadre, now: datetime) -> Iterator[TodoLine]:
    old_enough = (
        person.birth_on.first_day() <= PartialDate.of(now.date()).plus_months(-12 * YOUNGEST_TO_LEAVE).last_day()
    )
    if person.retirement_base is None and old_enough:
        text = "没有填改革前任职年龄界限，推算不出退休时间"
        yield TodoLine("retirement_base", Urgency.LATER, text, "补填", "cadre", (person.id,))


def _achievements(session: Session, person: Cadre, _now: datetime) -> Iterator[TodoLine]:
    a = Achievement
    live = sa.select(a.id).where(a.cadre_id == person.id, a.deleted_at.is_(None)).order_by(a.created_at, a.id)
    returned = live.where(a.state == AchievementState.RETURNED)
    yield from _line(session, returned, "achievements_returned", "{n} 件实绩被退回，等待补充", "补充", "achievement")
    waiting = (AchievementState.DECLARED, AchievementState.REVIEWING)
    yield from _line(
        session, live.where(a.state.in_(waiting)), "achievements_waiting", "{n} 件实绩等待审核", "审核", "achievement"
    )


def _files(session: Session, person: Cadre, _now: datetime) -> Iterator[TodoLine]:
    t, r = PerformanceTerm, PoliticalReview
    terms = sa.select(t.id).where(t.cadre_id == person.id, t.deleted_at.is_(None), t.state == TermState.OPEN)
    yield from _line(session, terms, "terms_unsigned", "{n} 份实绩档案的任务清单没有签收", "签收", "performance_term")
    reviews = sa.select(r.id).where(
        r.cadre_id == person.id, r.deleted_at.is_(None), r.grade.is_(None),
        r.state.in_((ReviewState.OPEN, ReviewState.REVIEWING)),
    )  # fmt: skip
    yield from _line(session, reviews, "reviews_ungraded", "{n} 份政治素质档案没有评定等次", "评定", "political_review")


_PARTS: tuple[Callable[[Session, Cadre, datetime], Iterator[TodoLine]], ...] = (
    _achievements,
    _files,
    _papers,
    _age_limit,
)


def _line(session: Session, query: Any, key: str, words: str, verb: str, page: str) -> Iterator[TodoLine]:
    ids = tuple(session.scalars(query))
    if ids:
        yield TodoLine(key, Urgency.DUE, words.format(n=len(ids)), verb, page, ids)
