"""What waits on the ground and in contests: problems, notes to verify, third black entries, tasks without a rate."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.contests import board_entries, board_findings
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.board_entry import BoardEntry
from cadre_desktop.records.challenge import Challenge, MonthlyTask
from cadre_desktop.records.outside_voices import NoteState, SourceNote
from cadre_desktop.records.problem import Problem, ProblemState
from cadre_desktop.rules.boards import BoardState
from cadre_desktop.services import figures
from cadre_desktop.services.races import RUNNING
from cadre_desktop.services.todo_line import TodoLine, Urgency

_S = ProblemState


def lines(session: Session, now: datetime) -> Iterator[TodoLine]:
    """Yield every line there is something behind; what to do is a verb."""
    yield from _problems(session, now.date())
    yield from _notes(session)
    yield from _boards(Ground(session, figures.context_in(session, now)))
    yield from _tasks(session, now.date())


def _problems(session: Session, today: date) -> Iterator[TodoLine]:
    p = Problem
    query = sa.select(p.id, p.state, p.due_on).where(p.deleted_at.is_(None), p.state != _S.RATED)
    rows = session.execute(query.order_by(p.due_on, p.reported_on, p.id)).all()
    late = [r for r in rows if r.state is not _S.SOLVED and r.due_on is not None and r.due_on < today]
    gone = {row.id for row in late}
    yield from _line(late, "loop_overdue", Urgency.OVERDUE, "{n} 件问题超过办理时限没有解决", "督办", "problem")
    parts = (
        (_S.REPORTED, "loop_unclaimed", Urgency.DUE, "{n} 件报送的问题还没有认领或交办", "认领交办"),
        (_S.RETURNED, "loop_returned", Urgency.DUE, "{n} 件问题因不满意退回，等待重办", "重办"),
        (_S.SOLVED, "loop_unrated", Urgency.LATER, "{n} 件已解决的问题没有评价", "登记评价"),
    )
    for state, key, urgency, words, verb in parts:
        found = [row for row in rows if row.state is state and row.id not in gone]
        yield from _line(found, key, urgency, words, verb, "problem")


def _notes(session: Session) -> Iterator[TodoLine]:
    n = SourceNote
    query = sa.select(n.id).where(n.deleted_at.is_(None), n.state == NoteState.RECEIVED)
    rows = session.execute(query.order_by(n.received_on, n.id)).all()
    yield from _line(rows, "notes_unverified", Urgency.DUE, "{n} 条部门信息还没有核实", "核实", "source_note")


def _boards(ground: Ground) -> Iterator[TodoLine]:
    """Name the units with the third black entry of an item in this year where nothing was done since."""
    if not board_entries(ground):
        return
    counts = [one.value.count for one in board_findings(ground) if one.value.state is BoardState.GIVE_WAY]
    if not counts:
        return
    times = ground.book.number("boards.give_way_at", on=ground.as_of)
    b = BoardEntry
    last = [entry.record for count in counts for entry in count.black[times - 1 :]]
    handled = set(ground.session.scalars(sa.select(b.id).where(b.id.in_(last), b.handling.is_not(None))))
    open_ones = [one for one in counts if not handled & {entry.record for entry in one.black[times - 1 :]}]
    if open_ones:
        text = f"{len({one.unit for one in open_ones})} 家单位单项工作年内满 {times} 次列入黑榜，还没有处理"
        ids = tuple(entry.record for one in open_ones for entry in one.black)
        yield TodoLine("boards_third", Urgency.DUE, text, "研究处理", "boards", ids)


def _tasks(session: Session, today: date) -> Iterator[TodoLine]:
    t, c = MonthlyTask, Challenge
    gone_by = sa.or_(t.year < today.year, sa.and_(t.year == today.year, t.month < today.month))
    query = sa.select(t.id).join(c, c.id == t.challenge_id)
    query = query.where(t.deleted_at.is_(None), c.deleted_at.is_(None), t.percent.is_(None), gone_by)
    rows = session.execute(query.order_by(t.year, t.month, t.id)).all()
    words = "{n} 项以前月份的任务没有填完成率"
    yield from _line(rows, "tasks_unfilled", Urgency.DUE, words, "填完成率", "monthly_task")
    listed = sa.select(t.challenge_id).where(t.deleted_at.is_(None), t.year == today.year, t.month == today.month)
    missing = sa.select(c.id).where(
        c.deleted_at.is_(None), c.state.in_(RUNNING), c.cadre_id.is_not(None), c.id.not_in(listed)
    )
    rows = session.execute(missing.order_by(c.posted_on, c.id)).all()
    words = "{n} 个揭榜项目本月没有列任务"
    yield from _line(rows, "tasks_missing", Urgency.LATER, words, "列任务", "challenge")


def _line(rows: Any, key: str, urgency: Urgency, words: str, verb: str, page: str) -> Iterator[TodoLine]:
    if rows:
        yield TodoLine(key, urgency, words.format(n=len(rows)), verb, page, tuple(row.id for row in rows))
