"""The clocks whose day a record itself gives, or a rule reckons from one day of it: replies, deadlines, notices."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from cadre_desktop.figures.influences import cleared
from cadre_desktop.records.achievement import Achievement, Ledger
from cadre_desktop.records.challenge import Challenge, ChallengeState
from cadre_desktop.records.deviation_problem import DeviationProblem, DeviationState
from cadre_desktop.records.interview import Interview, TalkProblem
from cadre_desktop.records.problem import Problem, ProblemState
from cadre_desktop.records.reminder import Reminder, ReminderKind, ReminderState
from cadre_desktop.records.supervision_item import SupervisionItem, SupervisionState
from cadre_desktop.records.tolerance_case import ToleranceCase, ToleranceResult, ToleranceState
from cadre_desktop.records.vetting import Vetting, VettingState
from cadre_desktop.rules import clocks as rules
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import NoTextInForce
from cadre_desktop.rules.working_days import deadline
from cadre_desktop.services.achievements import looked_back
from cadre_desktop.services.clock_reading import Reading
from cadre_desktop.services.due import Due, DueKind
from cadre_desktop.services.reminders import follow_up_clock

_GRANTED = (ToleranceResult.EXEMPT, ToleranceResult.LIGHTER, ToleranceResult.REDUCED)
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class _Given:
    """A kind of record with a day by which it is to be done: its columns, and which of them are still open."""

    kind: DueKind
    kind_key: str
    model: Any
    due_on: Any
    text: Any
    since: Any
    cadre: Any
    unit: Any
    still_open: Any


_T, _S, _D, _P, _C = ToleranceCase, SupervisionItem, DeviationProblem, Problem, Challenge
_GIVEN = (
    _Given(
        DueKind.CORRECTION, "tolerance_case", _T, _T.follow_up_due_on, _T.title, _T.decided_on, _T.cadre_id,
        _T.unit_id,
        sa.and_(
            _T.result.in_(_GRANTED),
            _T.state.in_((ToleranceState.DECIDED, ToleranceState.TOLD, ToleranceState.FOLLOWED)),
            sa.or_(_T.followed_on.is_(None), _T.followed_on < _T.follow_up_due_on),
        ),
    ),
    _Given(
        DueKind.SUPERVISION, "supervision_item", _S, _S.due_on, _S.matter, _S.found_on, _S.cadre_id, _S.unit_id,
        _S.state != SupervisionState.DONE,
    ),
    _Given(
        DueKind.DEVIATION, "deviation_problem", _D, _D.due_on, _D.project, _D.found_on, _D.cadre_id, _D.unit_id,
        _D.state != DeviationState.CLOSED,
    ),
    _Given(
        DueKind.PROBLEM, "problem", _P, _P.due_on, _P.text, _P.reported_on, _P.handler_id, _P.unit_id,
        _P.state.not_in((ProblemState.SOLVED, ProblemState.RATED)),
    ),
    _Given(
        DueKind.CHALLENGE, "challenge", _C, _C.due_on, _C.name, _C.posted_on, _C.cadre_id, _C.unit_id,
        _C.state.not_in((ChallengeState.DONE, ChallengeState.FAILED)),
    ),
)  # fmt: skip


def _given(reading: Reading) -> Iterator[Due]:
    for one in _GIVEN:
        m = one.model
        query = sa.select(
            m.id, one.due_on.label("due"), one.text.label("text"), one.since.label("since"),
            one.cadre.label("cadre_id"), one.unit.label("unit_id"),
        ).where(
            m.deleted_at.is_(None), one.due_on <= reading.reach.until, one.still_open,
            reading.reach.narrows(m.id, one.cadre),
        )  # fmt: skip
        gone = cleared(reading.ground) if one.kind is DueKind.SUPERVISION else frozenset()
        for row in reading.ground.rows(query):
            if row.id in gone:
                continue
            person = reading.person(row.cadre_id)
            since = PartialDate.of(row.since) if row.since else None
            yield reading.deadline(
                one.kind, row.due, shortened(row.text), kind_key=one.kind_key, record_id=row.id, person=person,
                unit=reading.unit(row.unit_id, person), since=since,
            )  # fmt: skip


def _talk_problems(reading: Reading) -> Iterator[Due]:
    """Problems raised in talks belong to a unit; who raised them, or whom the talk was about, is not told."""
    q = TalkProblem
    query = (
        sa.select(q.id, q.due_on, q.text, q.unit_id, Interview.talked_on)
        .join(Interview, Interview.id == q.interview_id)
        .where(q.deleted_at.is_(None), q.closed_on.is_(None), q.due_on <= reading.reach.until)
        .where(reading.reach.narrows(q.id))
    )
    for row in reading.ground.rows(query):
        yield reading.deadline(
            DueKind.TALK_PROBLEM, row.due_on, shortened(row.text), kind_key="talk_problem", record_id=row.id,
            unit=reading.unit(row.unit_id), since=PartialDate.of(row.talked_on),
        )  # fmt: skip


def _look_backs(reading: Reading) -> Iterator[Due]:
    a = Achievement
    query = sa.select(
        a.id, a.cadre_id, a.unit_id, a.title, a.year, a.happened_on, a.look_back_on, a.look_back_result
    ).where(
        a.deleted_at.is_(None), a.ledger == Ledger.LATENT, a.look_back_on <= reading.reach.until,
        reading.reach.narrows(a.id, a.cadre_id),
    )  # fmt: skip
    warning = reading.book.constant("terms.warn_months", on=reading.today, applies_to="look_back")
    warn_months = reading.book.number("terms.warn_months", on=reading.today, applies_to="look_back")
    for row in reading.ground.rows(query):
        person = reading.person(row.cadre_id)
        if person is None or looked_back(row.look_back_on, row.look_back_result):
            continue
        since, due_on = row.happened_on or PartialDate(row.year), PartialDate.of(row.look_back_on)
        found = rules.clock(due_on, reading.today, warn_months=warn_months)
        inputs = (Input("取得时间", str(since), row.id), Input("回看日期", str(due_on), row.id))
        said = f"{since}的潜绩“{row.title}”定于{due_on}回看，{found.words}；由届时在岗的人回看"
        yield Due(
            DueKind.LOOK_BACK, shortened(row.title), found, "achievement", row.id,
            Explained(found, "潜绩回看", inputs, said, (warning,)), person, reading.unit(row.unit_id, person), since,
        )  # fmt: skip


def _replies(reading: Reading) -> Iterator[Due]:
    r = Reminder
    query = sa.select(r.id, r.cadre_id, r.unit_id, r.issued_on, r.received_on, r.reply_due_on).where(
        r.deleted_at.is_(None), r.kind == ReminderKind.INQUIRY, r.state == ReminderState.ISSUED,
        reading.reach.narrows(r.id, r.cadre_id),
    )  # fmt: skip
    for row in reading.ground.rows(query):
        start, person = row.received_on or row.issued_on, reading.person(row.cadre_id)
        if person is None or row.id in cleared(reading.ground):
            continue
        told: dict[str, Any] = {"person": person, "unit": reading.unit(row.unit_id, person), "kind_key": "reminder"}
        since = PartialDate.of(start) if start else None
        reckoned = _reckoned(reading, "inquiry", row.id, start)
        if reckoned is not None and row.reply_due_on in (None, reckoned.value.last_day):
            clock = reckoned.value.clock
            yield Due(DueKind.REPLY, "函询书面回复", clock, found=reckoned, record_id=row.id, since=since, **told)
        elif row.reply_due_on is not None:
            yield reading.deadline(
                DueKind.REPLY, row.reply_due_on, "函询书面回复（时限为手工填写）", record_id=row.id, since=since, **told
            )


def _follow_ups(reading: Reading) -> Iterator[Due]:
    r = Reminder
    query = sa.select(r).where(
        r.deleted_at.is_(None), r.kind == ReminderKind.ADMONITION, r.follow_up_on.is_(None),
        r.state.in_((ReminderState.ISSUED, ReminderState.EXAMINED, ReminderState.CLOSED, ReminderState.TURNED)),
        reading.reach.narrows(r.id, r.cadre_id),
    )  # fmt: skip
    for one in reading.session.scalars(query.options(lazyload("*"))):
        found, person = follow_up_clock(one, reading.book, reading.today), reading.person(one.cadre_id)
        if found is None or person is None or one.issued_on is None or one.id in cleared(reading.ground):
            continue
        unit, since = reading.unit(one.unit_id, person), PartialDate.of(one.issued_on)
        what = "诫勉后了解改正情况"
        yield Due(DueKind.FOLLOW_UP, what, found.value, "reminder", one.id, found, person, unit, since)


def vettings(reading: Reading) -> Iterator[Due]:
    """Yield the notices that run, and the talks due before an appointment that was decided."""
    v = Vetting
    query = sa.select(v).where(
        v.deleted_at.is_(None), v.state != VettingState.REFUSED, reading.reach.narrows(v.id, v.cadre_id),
        sa.or_(
            sa.and_(v.notice_from.is_not(None), v.notice_result.is_(None)),
            sa.and_(v.decided_on.is_not(None), v.talk_on.is_(None)),
        ),
    )  # fmt: skip
    for one in reading.session.scalars(query.options(lazyload("*"))):
        person = reading.person(one.cadre_id)
        if person is None:
            continue
        told: dict[str, Any] = {"kind_key": "vetting", "record_id": one.id, "person": person}
        told["unit"] = reading.unit(None, person)
        if one.notice_from is not None and not one.notice_result:
            yield from _notice(reading, one, told)
        if one.decided_on is not None and one.talk_on is None:
            what, since = f"拟任{one.proposed_post}，任职前廉政谈话", PartialDate.of(one.decided_on)
            yield reading.deadline(DueKind.INTEGRITY_TALK, one.decided_on, what, since=since, **told)


def _notice(reading: Reading, vetting: Vetting, told: dict[str, Any]) -> Iterator[Due]:
    since = PartialDate.of(vetting.notice_from) if vetting.notice_from else None
    what = f"拟任{vetting.proposed_post}公示"
    if vetting.notice_to is not None:
        yield reading.deadline(DueKind.NOTICE, vetting.notice_to, what, since=since, **told)
        return
    found = _reckoned(reading, "appointment_notice", vetting.id, vetting.notice_from)
    if found is not None:
        yield Due(DueKind.NOTICE, what, found.value.clock, found=found, since=since, **told)


def _reckoned(reading: Reading, case: str, record: str, start: Any) -> Any:
    """Reckon a deadline in working days; None without a first day, or before every text."""
    if start is None:
        return None
    try:
        return deadline(case, start, reading.calendar, reading.book, reading.today, record=record)
    except NoTextInForce:
        return None


def shortened(text: str) -> str:
    """Cut long words to what a line of a calendar holds."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


READERS: tuple[Callable[[Reading], Iterator[Due]], ...] = (
    _replies,
    _follow_ups,
    _given,
    _talk_problems,
    _look_backs,
    vettings,
)
