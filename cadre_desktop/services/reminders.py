"""提醒、函询、诫勉、约谈 step by step: approved, issued, answered, examined, closed or turned into the next, followed.

What a step finds lacking is said, never decided: filing before the time to look again is up asks for a reason, which
goes into the trail.  The person's own words may be put down until the file is closed for good.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.figures.influences import reminder_file
from cadre_desktop.records import interview as talk_kinds
from cadre_desktop.records import problem as ground_kinds
from cadre_desktop.records import reminder as kinds
from cadre_desktop.records.interview import Interview, TalkProblem
from cadre_desktop.records.problem import Problem as GroundProblem
from cadre_desktop.records.reminder import NextStep, Reminder, ReminderKind, ReminderState
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.rules import reminders as rules
from cadre_desktop.rules.clocks import Clock
from cadre_desktop.rules.dated_terms import Term, term_clock
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.influence import Measure, Period, influence
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import NoTextInForce, RuleBook
from cadre_desktop.rules.work_calendar import work_calendar
from cadre_desktop.rules.working_days import Deadline, deadline
from cadre_desktop.services import records
from cadre_desktop.services.steps import dated_line, fetch, keep_rules, missing, not_later_than, refuse_if
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_S = ReminderState
FOLLOW_UP = "follow_up.admonition"
_NEXT_KIND = {NextStep.TO_INQUIRY: ReminderKind.INQUIRY, NextStep.TO_ADMONITION: ReminderKind.ADMONITION}


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A reminder for the screen: what its file lacks, when the reply and the second look are due, what it counts."""

    state: ReminderState
    gaps: Explained[tuple[str, ...]]
    reply: Explained[Deadline] | None
    follow_up: Explained[Clock] | None
    influence: Explained[Period | None] | None
    next_steps: tuple[NextStep, ...]


def view(db: Database, reminder_id: str) -> ReminderView:
    """Return how a reminder stands today."""
    today = db.now().date()
    with db.read() as session:
        reminder: Reminder = fetch(session, KIND, reminder_id)
        book = read_book(session)
        on = reminder.issued_on or today
        return ReminderView(
            state=reminder.state,
            gaps=rules.reminder_gaps(reminder_file(reminder), book, on),
            reply=reply_deadline(reminder, book, today),
            follow_up=follow_up_clock(reminder, book, today),
            influence=_influence(reminder, book),
            next_steps=tuple(
                one for one in NextStep if one.value in rules.next_steps(reminder.kind.value, book, on).value
            ),
        )


def reply_deadline(reminder: Reminder, book: RuleBook, today: date) -> Explained[Deadline] | None:
    """Work out the last day to answer a 函询, from the day it was received; None where no answer is asked for."""
    start = reminder.received_on or reminder.issued_on
    if reminder.kind is not ReminderKind.INQUIRY or start is None:
        return None
    try:
        return deadline("inquiry", start, work_calendar(book), book, today, record=reminder.id)
    except NoTextInForce:
        return None


def follow_up_clock(reminder: Reminder, book: RuleBook, today: date) -> Explained[Clock] | None:
    """Say when to look again after a 诫勉; None for the lighter kinds and before it was given."""
    if reminder.kind is not ReminderKind.ADMONITION or reminder.issued_on is None:
        return None
    try:
        return term_clock(FOLLOW_UP, Term(reminder.id, PartialDate.of(reminder.issued_on)), book, today)
    except NoTextInForce:
        return None


def _influence(reminder: Reminder, book: RuleBook) -> Explained[Period | None] | None:
    if reminder.kind is not ReminderKind.ADMONITION or reminder.issued_on is None:
        return None
    return influence(
        Measure(reminder.id, "admonition", PartialDate.of(reminder.issued_on), reminder.influence_months), book
    )


def approve(db: Database, reminder_id: str, *, approved_by: str, approved_on: date) -> None:
    """Note who approved it and when."""
    refuse_if(
        missing("approved_by", approved_by.strip(), "请填写批准人"),
        not_later_than("approved_on", approved_on, db.now().date(), "批准日期"),
    )
    _step(db, reminder_id, "批准", _S.APPROVED, approved_by=approved_by.strip(), approved_on=approved_on)


def back_to_draft(db: Database, reminder_id: str) -> None:
    """Take an approved one that was not issued back to be worked on; the approval lapses."""
    _step(db, reminder_id, "退回拟定", _S.DRAFT, approved_by=None, approved_on=None)


def issue(
    db: Database,
    reminder_id: str,
    *,
    issued_on: date,
    document: str = "",
    talkers: str = "",
    recorder: str = "",
    place: str = "",
    content: str = "",
) -> None:
    """Note that the letter was sent, or the talk held; a 函询 gets its last day for the reply."""
    given = {"document": document, "talkers": talkers, "recorder": recorder, "place": place, "content": content}
    with db.work("提醒函询诫勉：发出或谈话") as session:
        reminder = _to(session, reminder_id, _S.ISSUED)
        reminder.issued_on = issued_on
        for name, text in given.items():
            setattr(reminder, name, text.strip() or getattr(reminder, name))
        _set_reply_due(session, reminder, db.now().date())
        keep_rules(db, KIND, reminder)


def receive(db: Database, reminder_id: str, *, received_on: date) -> date | None:
    """Note when the person received a 函询; return the last day for the reply, which counts from there."""
    with db.work("函询登记收到") as session:
        reminder: Reminder = fetch(session, KIND, reminder_id)
        if reminder.kind is not ReminderKind.INQUIRY or reminder.state is not _S.ISSUED:
            raise NotAllowed("只有已发出、还没有回复的函询才登记收到日期。")
        reminder.received_on = received_on
        _set_reply_due(session, reminder, db.now().date())
        keep_rules(db, KIND, reminder)
        return reminder.reply_due_on


def reply(db: Database, reminder_id: str, *, replied_on: date, text: str) -> None:
    """Put down what the person says to it; a 函询 is answered by this, later words are added to the first.

    Raises NotAllowed before anything was issued, and once the file is closed for good.
    """
    refuse_if(
        missing("reply", text.strip(), "请填写本人说明"),
        not_later_than("replied_on", replied_on, db.now().date(), "回复日期"),
    )
    with db.work("提醒函询诫勉：本人说明") as session:
        reminder: Reminder = fetch(session, KIND, reminder_id)
        if reminder.state in (_S.DRAFT, _S.APPROVED, _S.FOLLOWED):
            raise NotAllowed(f"现在是“{reminder.state.label}”，本人说明在发出之后、归档之前登记。")
        reminder.reply = dated_line(reminder.reply, replied_on, text.strip()) if reminder.reply else text.strip()
        reminder.replied_on = reminder.replied_on or replied_on
        if reminder.kind is ReminderKind.INQUIRY and reminder.state is _S.ISSUED:
            reminder.state = _S.REPLIED
        keep_rules(db, KIND, reminder)


def examine(db: Database, reminder_id: str, *, finding: str) -> None:
    """Note what was made of it; a 函询 that nobody answered is examined all the same."""
    refuse_if(missing("finding", finding.strip(), "请写明核查研判意见"))
    _step(db, reminder_id, "核查研判", _S.EXAMINED, finding=finding.strip())


def close(db: Database, reminder_id: str) -> None:
    """Let it rest: nothing follows but looking again."""
    _step(db, reminder_id, "了结", _S.CLOSED, next_step=NextStep.CLOSE)


def turn(db: Database, reminder_id: str, step: NextStep) -> str | None:
    """Go on to something heavier; return the id of the reminder made for it, None for an organisational measure.

    The new one is a draft, linked back; it takes over person, unit and matter.  Raises NotAllowed for a step the
    settings do not allow after this kind.
    """
    with db.work(f"提醒函询诫勉：{step.label}") as session:
        reminder = _to(session, reminder_id, _S.TURNED)
        on = reminder.issued_on or db.now().date()
        rules.require_next_step(reminder.kind.value, step.value, read_book(session), on)
        if step is NextStep.CLOSE:
            raise NotAllowed("了结不是转下一步，请用“了结”。")
        reminder.next_step = step
        keep_rules(db, KIND, reminder)
        if step not in _NEXT_KIND:
            return None
        values: dict[str, Any] = {
            "cadre": link_to(reminder.cadre),
            "unit": link_to(reminder.unit) if reminder.unit is not None else None,
            "kind": _NEXT_KIND[step],
            "organ": reminder.organ,
            "subject_class": reminder.subject_class,
            "matter": reminder.matter,
            "source": reminder.source,
            "came_from": link_to(reminder),
        }
        return records.add(db, session, KIND, values).id


def follow(db: Database, reminder_id: str, *, followed_on: date, text: str) -> None:
    """Note how the person does afterwards; it may be noted again and again."""
    refuse_if(
        missing("follow_up", text.strip(), "请写明跟踪了解的情况"),
        not_later_than("follow_up_on", followed_on, db.now().date(), "跟踪了解日期"),
    )
    with db.work("提醒函询诫勉：跟踪了解") as session:
        reminder: Reminder = fetch(session, KIND, reminder_id)
        if reminder.state not in (_S.CLOSED, _S.TURNED):
            raise NotAllowed(f"现在是“{reminder.state.label}”，了结或转下一步之后再登记跟踪。")
        reminder.follow_up = dated_line(reminder.follow_up, followed_on, text.strip())
        reminder.follow_up_on = followed_on
        keep_rules(db, KIND, reminder)


def before_filing(db: Database, reminder_id: str) -> tuple[str, ...]:
    """Say what speaks against filing now: gaps, and a 诫勉 not looked at again, or looked at too early."""
    with db.read() as session:
        return _before_filing(session, fetch(session, KIND, reminder_id), db.now().date())


def _before_filing(session: Session, reminder: Reminder, today: date) -> tuple[str, ...]:
    book = read_book(session)
    gaps = rules.reminder_gaps(reminder_file(reminder), book, reminder.issued_on or today).value
    told = [f"{gap}没有填写" for gap in gaps]
    clock = follow_up_clock(reminder, book, reminder.follow_up_on or today)
    if clock is not None and reminder.follow_up_on is None:
        told.append("还没有跟踪了解改正情况")
    elif clock is not None and not clock.value.reached:
        told.append(f"跟踪了解早于规定时间（{clock.value.due_on}）")
    return tuple(told)


def file(db: Database, reminder_id: str, *, reason: str = "") -> None:
    """Close the file for good; against what `before_filing` says only with a reason, which goes into the trail."""
    with db.work("提醒函询诫勉：归档") as session:
        reminder = _to(session, reminder_id, _S.FOLLOWED)
        told = _before_filing(session, reminder, db.now().date())
        if told and not reason.strip():
            words = "；".join(told)
            raise InvalidInput([Problem("reason", f"归档前请注意：{words}。仍要归档的，请写明原因")])
        if told:
            facts = {f"hint_{number}": line for number, line in enumerate(told, 1)}
            table = Reminder.__tablename__
            audit.note(session, "hint", table, record=reminder.id, did="归档", reason=reason.strip(), **facts)
        keep_rules(db, KIND, reminder)


def start_from_talk(db: Database, interview_id: str, *, kind: ReminderKind, cadre: Link, matter: str) -> str:
    """Begin a reminder to somebody a talk was about; return its id.  Who said it in the talk is not carried over."""
    with db.work(f"由谈话发起{kind.label}") as session:
        talk: Interview = fetch(session, talk_kinds.KIND, interview_id)
        if cadre.id not in {one.id for one in talk.subjects}:
            raise NotAllowed("所选干部不是这次谈话的对象。")
        values = {"cadre": cadre, "kind": kind, "matter": matter, "interview": link_to(talk), "unit": _unit_of(talk)}
        return records.add(db, session, KIND, values).id


def start_from_talk_problem(db: Database, problem_id: str, *, kind: ReminderKind, cadre: Link) -> str:
    """Begin a reminder over a problem raised in a talk; return its id."""
    with db.work(f"由谈话反映的问题发起{kind.label}") as session:
        problem: TalkProblem = fetch(session, talk_kinds.PROBLEM, problem_id)
        values = {"talk_problem": link_to(problem), "matter": problem.text, "unit": _unit_of(problem)}
        return records.add(db, session, KIND, {"cadre": cadre, "kind": kind, **values}).id


def start_from_problem(db: Database, problem_id: str, *, kind: ReminderKind, cadre: Link) -> str:
    """Begin a reminder over a problem found on the ground; return its id."""
    with db.work(f"由问题发起{kind.label}") as session:
        problem: GroundProblem = fetch(session, ground_kinds.KIND, problem_id)
        values = {"problem": link_to(problem), "matter": problem.text}
        return records.add(db, session, KIND, {"cadre": cadre, "kind": kind, **values}).id


def _unit_of(record: Any) -> Link | None:
    return link_to(record.unit) if record.unit is not None else None


def _set_reply_due(session: Session, reminder: Reminder, today: date) -> None:
    found = reply_deadline(reminder, read_book(session), today)
    if found is not None:
        reminder.reply_due_on = found.value.last_day


def _to(session: Session, reminder_id: str, target: ReminderState) -> Reminder:
    """Move a reminder on to a state its kind and present state allow."""
    reminder: Reminder = fetch(session, KIND, reminder_id)
    rules.require_state(reminder.kind.value, reminder.state.value, target.value)
    reminder.state = target
    return reminder


def _step(db: Database, reminder_id: str, step: str, target: ReminderState, **values: Any) -> None:
    with db.work(f"提醒函询诫勉：{step}") as session:
        reminder = _to(session, reminder_id, target)
        for name, value in values.items():
            setattr(reminder, name, value)
        keep_rules(db, KIND, reminder)
