"""What every step from one state to the next does first and last: fetch the record, keep its rules."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Choice


def fetch(session: Session, kind: RecordKind, record_id: str) -> Any:
    """Fetch a live record; raise NotAllowed when it has been removed meanwhile."""
    record = session.get(kind.model, record_id)
    if record is None or record.deleted_at is not None:
        raise NotAllowed(f"这条{kind.title}已被删除。", hint="请刷新列表；需要时可从回收站恢复。")
    return record


def require_state(kind: RecordKind, state: Choice, allowed: tuple[Choice, ...], step: str) -> None:
    """Raise NotAllowed unless the record is in one of the states the step starts from."""
    if state not in allowed:
        words = "”“".join(one.label for one in allowed)
        raise NotAllowed(f"这份{kind.title}现在是“{state.label}”，{step}要在“{words}”时进行。")


def keep_rules(db: Database, kind: RecordKind, *records: Record) -> None:
    """Raise InvalidInput with everything the rules say against the records as they now are."""
    problems = [p for record in records for p in kind.check(record, db.now().date())]
    if problems:
        raise InvalidInput(problems)


def forget_unfinished(session: Session) -> None:
    """Let go of records that were refused, so that the others of the same work can be looked at as well."""
    for record in list(session.new):
        session.expunge(record)


def refuse_if(*problems: Problem | None) -> None:
    """Raise InvalidInput with the problems that are there."""
    found = [p for p in problems if p is not None]
    if found:
        raise InvalidInput(found)


def missing(name: str, value: Any, message: str) -> Problem | None:
    """Make a problem of a field that has to be filled for this step."""
    return Problem(name, message) if value in (None, "", ()) else None


def not_later_than(name: str, day: date, today: date, label: str) -> Problem | None:
    """Make a problem of a day that has not come yet."""
    return Problem(name, f"{label}不能晚于今天") if day > today else None


def optional_link(record: Record | None) -> Link | None:
    """Make the plain value of a linked record, if there is one."""
    return link_to(record) if record is not None else None


def dated_line(before: str | None, day: date, text: str) -> str:
    """Add a dated line to a text that grows: what was said earlier stays."""
    line = f"{day:%Y.%m.%d} {text}"
    return f"{before}\n{line}" if before else line
