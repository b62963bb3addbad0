"""What waits in choosing and bringing officials on: each line with its verb and the records it is about."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, lazyload

from cadre_desktop.figures import mentoring, rotation_due, young_officials
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.vettings import gaps_of
from cadre_desktop.records.placement import Placement, PlacementState
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.training import ClassState, Trainee, TrainingClass
from cadre_desktop.records.vetting import Vetting, VettingState
from cadre_desktop.services import figures
from cadre_desktop.services.todo_line import TodoLine, Urgency

_APPRAISE_WITHIN = timedelta(days=15)
"""How long after the end an appraisal may take before it is called late."""


def lines(session: Session, now: datetime) -> Iterator[TodoLine]:
    """Yield every line there is something behind; what to do is a verb."""
    ground = Ground(session, figures.context_in(session, now))
    yield from _rotation(ground)
    yield from _vettings(session)
    yield from _placements(session, now)
    yield from _mentoring(ground)
    yield from _indicators(ground)
    yield from _classes(session, now)


def _rotation(ground: Ground) -> Iterator[TodoLine]:
    found = rotation_due.standings(ground)
    due = tuple(one.person.id for one in found if one.clock.to_move)
    soon = tuple(one.person.id for one in found if not one.clock.clock.reached)
    if due:
        tail = f"，另有 {len(soon)} 人即将到期" if soon else ""
        yield TodoLine(
            "rotation_due", Urgency.OVERDUE, f"{len(due)} 人任职年限已满，应交流{tail}", "安排交流", "rotation_due", due
        )
    elif soon:
        yield TodoLine("rotation_soon", Urgency.LATER, f"{len(soon)} 人任职年限即将期满", "查看", "rotation_due", soon)


def _vettings(session: Session) -> Iterator[TodoLine]:
    query = sa.select(Vetting).where(
        Vetting.deleted_at.is_(None), Vetting.state.in_((VettingState.OPEN, VettingState.COMPLETE))
    )
    book = read_book(session)
    lacking = tuple(
        one.id for one in session.scalars(query.options(lazyload("*"))) if gaps_of(one, book).value.before_meeting
    )
    if lacking:
        text = f"{len(lacking)} 份任前审核单不齐全"
        yield TodoLine("vetting_incomplete", Urgency.DUE, text, "补审核", "vetting", lacking)


def _placements(session: Session, now: datetime) -> Iterator[TodoLine]:
    p, today = Placement, now.date()
    live = sa.select(p.id).where(p.deleted_at.is_(None))
    over = tuple(session.scalars(live.where(p.state == PlacementState.SERVING, p.planned_end_on < today)))
    if over:
        yield TodoLine(
            "placement_over", Urgency.DUE, f"{len(over)} 人墩苗挂职已过计划期满日期", "登记期满", "placement", over
        )
    ended = live.where(p.state.in_((PlacementState.ENDED, PlacementState.RECALLED)))
    waiting = tuple(session.scalars(ended))
    if waiting:
        late = session.scalar(ended.where(p.ended_on < today - _APPRAISE_WITHIN).limit(1))
        urgency = Urgency.OVERDUE if late else Urgency.DUE
        text = f"{len(waiting)} 人墩苗挂职期满没有鉴定"
        yield TodoLine("placement_unappraised", urgency, text, "鉴定", "placement", waiting)


def _mentoring(ground: Ground) -> Iterator[TodoLine]:
    short = tuple(one.value.mentor.person for one in mentoring.standings(ground) if one.value.short)
    if short and len(short) < len(mentoring.standings(ground)):  # with no pair at all the ledger is not kept here
        least = ground.book.number("coverage.mentees", on=ground.as_of)
        text = f"{len(short)} 名副科级以上干部结对不足 {least} 人"
        yield TodoLine("mentoring_short", Urgency.LATER, text, "安排结对", "mentoring_coverage", short)


def _indicators(ground: Ground) -> Iterator[TodoLine]:
    results = [one.value for one in young_officials.results(ground)]
    short = [one for one in results if not one.reached and any(part.people for part in one.parts)]
    if short:
        ids = tuple(dict.fromkeys(person for one in short for part in one.parts for person in part.people))
        text = f"青年干部 {len(short)} 项指标未达到，对象 {len(ids)} 人"
        yield TodoLine("young_short", Urgency.LATER, text, "看指标", "young_indicators", ids)


def _classes(session: Session, now: datetime) -> Iterator[TodoLine]:
    c, t = TrainingClass, Trainee
    listed = sa.exists().where(t.training_class_id == c.id, t.deleted_at.is_(None))
    query = sa.select(c.id).where(
        c.deleted_at.is_(None),
        c.state == ClassState.ENDED,
        sa.extract("year", c.started_on) == now.year,
        c.n_people.is_(None),
        ~listed,
    )
    without = tuple(session.scalars(query))
    if without:
        text = f"{len(without)} 期培训班没有参训名单和人数"
        yield TodoLine("class_unattended", Urgency.DUE, text, "登记考勤", "training_class", without)
