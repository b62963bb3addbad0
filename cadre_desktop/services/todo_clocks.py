"""What the clocks ask for that no other part tells: who retires or is to be confirmed, notices over, talks not held."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.clock_deadlines import vettings
from cadre_desktop.services.clock_reading import Reach, Reading
from cadre_desktop.services.clocks import lacking_base, probations, retirements
from cadre_desktop.services.due import Due, DueKind
from cadre_desktop.services.todo_line import TodoLine, Urgency

_AHEAD = 12
"""Months to look ahead: no clock told here is announced earlier."""
_PASSED = (ClockState.DUE, ClockState.OVERDUE)


def lines(session: Session, now: datetime) -> Iterator[TodoLine]:
    """Yield every line there is something behind; what to do is a verb."""
    until = PartialDate.of(now.date()).plus_months(_AHEAD).first_day()
    reading = Reading(session, now, Reach(until))
    yield from _retirements(list(retirements(reading)))
    yield from _probations(list(probations(reading)))
    yield from _vettings(list(vettings(reading)))
    lacking = lacking_base(session, now.date())
    if lacking:
        text = f"{len(lacking)} 名50岁以上干部没有填年龄界限，推算不出退休时间"
        yield TodoLine("retirement_base", Urgency.LATER, text, "补填", "roster", lacking)


def _retirements(found: list[Due]) -> Iterator[TodoLine]:
    passed = _records(found, *_PASSED)
    soon = _records(found, ClockState.SOON)
    if passed:
        text = f"{len(passed)} 人已到法定退休时间"
        yield TodoLine("retirement_due", Urgency.OVERDUE, text, "办理退休", "roster", passed)
    if soon:
        yield TodoLine("retirement_soon", Urgency.LATER, f"{len(soon)} 人即将到龄退休", "查看", "roster", soon)


def _probations(found: list[Due]) -> Iterator[TodoLine]:
    over = _records([due for due in found if due.kind_key == "post"], *_PASSED)
    if over:
        text = f"{len(over)} 人提任试用期已满，没有登记转正"
        yield TodoLine("probation_over", Urgency.DUE, text, "登记转正", "post", over)


def _vettings(found: list[Due]) -> Iterator[TodoLine]:
    notices = _records([due for due in found if due.kind is DueKind.NOTICE], ClockState.OVERDUE)
    unheld = _records([due for due in found if due.kind is DueKind.INTEGRITY_TALK], *_PASSED)
    if notices:
        text = f"{len(notices)} 个任前公示期满，没有登记结果"
        yield TodoLine("notice_over", Urgency.DUE, text, "登记结果", "vetting", notices)
    if unheld:
        text = f"{len(unheld)} 人讨论决定后没有登记任前廉政谈话"
        yield TodoLine("integrity_talk", Urgency.DUE, text, "登记谈话", "vetting", unheld)


def _records(found: list[Due], *states: ClockState) -> tuple[str, ...]:
    return tuple(due.record_id for due in sorted(found, key=lambda due: str(due.due_on)) if due.state in states)
