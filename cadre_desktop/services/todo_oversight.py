"""What waits in supervision and care: replies, second looks, influence that ends, visits, corrections, clearances."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, lazyload

from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.influences import cleared, influences
from cadre_desktop.figures.revisits import revisits_due
from cadre_desktop.records.clearance import Clearance, ClearanceState
from cadre_desktop.records.deviation_problem import DeviationProblem, DeviationState
from cadre_desktop.records.reminder import Reminder, ReminderKind, ReminderState
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.style_review import StyleReview
from cadre_desktop.records.supervision_item import SupervisionItem, SupervisionState
from cadre_desktop.records.tolerance_case import ToleranceCase, ToleranceResult, ToleranceState
from cadre_desktop.services import figures
from cadre_desktop.services.reminders import follow_up_clock, reply_deadline
from cadre_desktop.services.style_reviews import MIDDLING
from cadre_desktop.services.todo_line import TodoLine, Urgency

_SOON = timedelta(days=30)
"""How long before an influence period ends it is announced."""
_REPLY_SOON = timedelta(days=5)
_GRANTED = (ToleranceResult.EXEMPT, ToleranceResult.LIGHTER, ToleranceResult.REDUCED)


def lines(session: Session, now: datetime) -> Iterator[TodoLine]:
    """Yield every line there is something behind; what to do is a verb."""
    ground = Ground(session, figures.context_in(session, now))
    gone = cleared(ground)
    yield from _replies(ground, gone)
    yield from _follow_ups(ground, gone)
    yield from _endings(ground)
    yield from _visits(ground)
    yield from _corrections(session, now.date())
    yield from _clearances(session)
    yield from _matters(session, now.date(), gone)
    yield from _talks(session)


def _replies(ground: Ground, gone: frozenset[str]) -> Iterator[TodoLine]:
    """Yield the answers that are late or near; a 函询 filed without its last day is reckoned, as the calendar does."""
    r = Reminder
    query = sa.select(r).where(r.deleted_at.is_(None), r.kind == ReminderKind.INQUIRY, r.state == ReminderState.ISSUED)
    today, due = ground.as_of, list[tuple[date, str]]()
    for one in ground.session.scalars(query.options(lazyload("*"))):
        last_day = one.reply_due_on
        if last_day is None and (reckoned := reply_deadline(one, ground.book, today)) is not None:
            last_day = reckoned.value.last_day
        if last_day is not None and one.id not in gone:
            due.append((last_day, one.id))
    late = tuple(key for day, key in sorted(due) if day < today)
    soon = tuple(key for day, key in sorted(due) if today <= day <= today + _REPLY_SOON)
    if late:
        text = f"{len(late)} 份函询超过时限没有回复"
        yield TodoLine("replies_overdue", Urgency.OVERDUE, text, "催复", "reminder", late)
    if soon:
        text = f"{len(soon)} 份函询 {_REPLY_SOON.days} 天内到回复时限"
        yield TodoLine("replies_due", Urgency.DUE, text, "提醒回复", "reminder", soon)


def _follow_ups(ground: Ground, gone: frozenset[str]) -> Iterator[TodoLine]:
    r = Reminder
    query = sa.select(r).where(
        r.deleted_at.is_(None),
        r.kind == ReminderKind.ADMONITION,
        r.state.in_((ReminderState.CLOSED, ReminderState.TURNED)),
        r.follow_up_on.is_(None),
    )
    due = []
    for one in ground.session.scalars(query.options(lazyload("*")).order_by(r.issued_on, r.id)):
        clock = follow_up_clock(one, ground.book, ground.as_of)
        if clock is not None and clock.value.reached and one.id not in gone:
            due.append(one.id)
    if due:
        text = f"{len(due)} 份诫勉已满跟踪期，还没有了解改正情况"
        yield TodoLine("follow_ups_due", Urgency.DUE, text, "跟踪了解", "reminder", tuple(due))


def _endings(ground: Ground) -> Iterator[TodoLine]:
    """Name the sanctions whose influence ends within the month: from the next day they count no more."""
    filed = set(ground.session.scalars(sa.select(Sanction.id).where(Sanction.deleted_at.is_(None))))
    ends = {
        period.value.measure.id: period.value.last_day
        for one in influences(ground).values()
        for period in one.standing.value.in_force
        if period.value.last_day <= ground.as_of + _SOON and period.value.measure.id in filed
    }
    if ends:
        ids = tuple(sorted(ends, key=lambda record: (ends[record], record)))
        text = f"{len(ids)} 项处分处理的影响期 {_SOON.days} 天内届满"
        yield TodoLine("influence_ending", Urgency.LATER, text, "查看", "sanction", ids)


def _visits(ground: Ground) -> Iterator[TodoLine]:
    found = revisits_due(ground)
    soon = sum(one.window.value[1] <= ground.as_of + _SOON for one in found)
    if found:
        tail = f"，其中 {soon} 项影响期即将届满" if soon else ""
        text = f"{len(found)} 项处分处理还没有回访{tail}"
        ids = tuple(one.sanction_id for one in found)
        yield TodoLine("revisits_due", Urgency.DUE, text, "安排回访", "sanction", ids)


def _corrections(session: Session, today: date) -> Iterator[TodoLine]:
    t = ToleranceCase
    query = sa.select(t.id, t.follow_up_due_on).where(
        t.deleted_at.is_(None),
        t.result.in_(_GRANTED),
        t.state.in_((ToleranceState.DECIDED, ToleranceState.TOLD, ToleranceState.FOLLOWED)),
        t.follow_up_due_on <= today + _SOON,
        sa.or_(t.followed_on.is_(None), t.followed_on < t.follow_up_due_on),
    )
    rows = session.execute(query.order_by(t.follow_up_due_on, t.id)).all()
    late = tuple(row.id for row in rows if row.follow_up_due_on < today)
    rest = tuple(row.id for row in rows if row.follow_up_due_on >= today)
    if late:
        text = f"{len(late)} 件容错事项超过纠错时限"
        yield TodoLine("corrections_overdue", Urgency.OVERDUE, text, "跟踪纠错", "tolerance_case", late)
    if rest:
        text = f"{len(rest)} 件容错事项 {_SOON.days} 天内到纠错时限"
        yield TodoLine("corrections_due", Urgency.DUE, text, "跟踪纠错", "tolerance_case", rest)


def _clearances(session: Session) -> Iterator[TodoLine]:
    c = Clearance
    query = sa.select(c.id).where(c.deleted_at.is_(None), c.state == ClearanceState.DONE, c.revisited_on.is_(None))
    ids = tuple(session.scalars(query.order_by(c.cleared_on, c.id)))
    if ids:
        yield TodoLine("clearances_unvisited", Urgency.DUE, f"{len(ids)} 件澄清还没有回访", "回访", "clearance", ids)


def _matters(session: Session, today: date, gone: frozenset[str]) -> Iterator[TodoLine]:
    i, d = SupervisionItem, DeviationProblem
    items = sa.select(i.id).where(i.deleted_at.is_(None), i.state != SupervisionState.DONE, i.due_on < today)
    late = tuple(one for one in session.scalars(items.order_by(i.due_on, i.id)) if one not in gone)
    if late:
        text = f"{len(late)} 件监督事项超过办理时限"
        yield TodoLine("supervision_overdue", Urgency.OVERDUE, text, "督办", "supervision_item", late)
    problems = sa.select(d.id).where(d.deleted_at.is_(None), d.state != DeviationState.CLOSED, d.due_on < today)
    late = tuple(session.scalars(problems.order_by(d.due_on, d.id)))
    if late:
        text = f"{len(late)} 个政绩观偏差问题超过整改时限"
        yield TodoLine("deviations_overdue", Urgency.OVERDUE, text, "督办", "deviation_problem", late)


def _talks(session: Session) -> Iterator[TodoLine]:
    s = StyleReview
    query = sa.select(s.id).where(
        s.deleted_at.is_(None), s.grade.in_(MIDDLING), s.talked_on.is_(None), s.reminder_id.is_(None)
    )
    ids = tuple(session.scalars(query.order_by(s.reviewed_on, s.id)))
    if ids:
        text = f"{len(ids)} 次作风评议为基本满意以下，还没有约谈"
        yield TodoLine("style_talks_due", Urgency.DUE, text, "安排约谈", "style_review", ids)
