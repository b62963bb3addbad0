"""The audit trail: written beside the change, in the same transaction, each line sealed to the one before.

One hook sees every flush, so no service can forget it.  The same walk collects what
was touched, which is what the screens refresh by.  Values of sensitive fields are
masked; what is needed to put them back lies encrypted beside the line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import orjson
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, ORMExecuteState, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from cadre_desktop.storage import search
from cadre_desktop.storage.base import Base, Record, new_id
from cadre_desktop.storage.canonical import OWN_COLUMNS, plain, said_by, state_mac
from cadre_desktop.storage.chain import FIELDS, Chain
from cadre_desktop.storage.fields import SPEC

MASK = "●●●"
Diff = dict[str, list[Any]]


class AuditEntry(Base):
    """Who did what to which record, field by field."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(sa.String(40))
    work_id: Mapped[str] = mapped_column(sa.String(32), index=True)
    title: Mapped[str] = mapped_column(sa.String(80))
    table: Mapped[str] = mapped_column(sa.String(60))
    record_id: Mapped[str] = mapped_column(sa.String(32), index=True)
    action: Mapped[str] = mapped_column(sa.String(10))
    diff: Mapped[str] = mapped_column(sa.Text)
    secret: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    state: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    mac: Mapped[bytes] = mapped_column(sa.LargeBinary)

    @property
    def changes(self) -> Diff:
        """Map each changed field to its old and new value."""
        found: Diff = orjson.loads(self.diff)
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """What one piece of work touched: (table, record id) pairs."""

    title: str
    touched: frozenset[tuple[str, str]]
    work_id: str = ""

    def touches(self, *tables: str) -> bool:
        """Tell whether any record of these tables changed."""
        return any(t in tables for t, _ in self.touched)


class Trail:
    """Writes the lines of one piece of work; lives as long as its transaction."""

    def __init__(self, chain: Chain, *, now: datetime, actor: str, title: str) -> None:
        self.chain, self.now, self.actor, self.title = chain, now, actor, title
        self.work_id = new_id()
        self.touched: set[tuple[str, str]] = set()
        self.edited: dict[tuple[str, str], set[str]] = {}
        """Which fields differ, of the touched records that were there before and still are."""

    def add(self, session: Session, lines: Iterable["Line"]) -> None:
        """Seal the lines and write them, in order."""
        rows = []
        connection = session.connection()
        self.chain.read_head(connection)
        at = self.now.isoformat(sep=" ", timespec="microseconds")  # as the column's type keeps it
        for line in lines:
            diff = orjson.dumps(line.diff, option=orjson.OPT_SORT_KEYS).decode()
            secret = self.chain.conceal(line.secret, line.record_id) if line.secret else None
            about = (line.table, line.record_id, line.action, diff, secret, line.state)
            rows.append(self.chain.sealed((at, self.actor, self.work_id, self.title, *about)))
            if line.action == "create":
                self.touched.add((line.table, line.record_id))
            elif line.record_id:
                self._touch(line)
        if rows:
            connection.exec_driver_sql(_INSERT, rows)

    def _touch(self, line: "Line") -> None:
        pair = (line.table, line.record_id)
        if line.action == "update" and (pair in self.edited or pair not in self.touched):
            self.edited.setdefault(pair, set()).update(line.diff)
        else:
            self.edited.pop(pair, None)
        self.touched.add(pair)


_FIELD_LIST = ", ".join(f'"{name}"' for name in FIELDS)
_INSERT = f'INSERT INTO audit_entry ("id", {_FIELD_LIST}, "mac") VALUES ({"?, " * (len(FIELDS) + 1)}?)'


class Line(NamedTuple):
    """One line to be written: what happened to one record.  Imports make many: tuples are made quickest."""

    table: str
    record_id: str
    action: str
    diff: Diff
    secret: dict[str, Any] | None = None
    state: bytes | None = None


@cache
def masked_names(mapper: Mapper[Any]) -> frozenset[str]:
    """Name the columns whose values the trail must not show."""
    return frozenset(
        p.key
        for p in mapper.column_attrs
        if SPEC in p.columns[0].info and (p.columns[0].info[SPEC].sensitive or p.columns[0].info[SPEC].sealed)
    )


def masked(mapper: Mapper[Any], old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Diff, dict[str, Any] | None]:
    """Compare two states; return the diff to show, and the true old values of its masked fields."""
    hidden = masked_names(mapper)
    diff: Diff = {}
    secret: dict[str, Any] = {}
    for name in new:
        before, after = plain(old.get(name)), plain(new[name])
        if before == after or name in OWN_COLUMNS:
            continue
        if name in hidden:
            secret[name] = before
            before, after = (MASK if v is not None else None for v in (before, after))
        diff[name] = [before, after]
    return diff, secret or None


def _before_flush(session: Session, *_: Any) -> None:
    trail: Trail = session.info["trail"]
    for record in session.new:
        if isinstance(record, Record):
            record.id = record.id or new_id()
            record.created_at = record.updated_at = trail.now
    for record in session.dirty:
        if isinstance(record, Record) and session.is_modified(record):
            record.updated_at = trail.now
            flag_modified(record, "updated_at")  # even within one second: a changed list of links is a new version


def _after_flush(session: Session, *_: Any) -> None:
    """Write the trail once the flush has set every column, while the old values are still known."""
    trail: Trail = session.info["trail"]
    lines = [
        *(_line(session, r, "create") for r in session.new if isinstance(r, Record)),
        *(_line(session, r, "update") for r in session.dirty if isinstance(r, Record)),
        *(_line(session, r, "erase") for r in session.deleted if isinstance(r, Record)),
    ]
    real = [line for line in lines if line is not None]
    if real:
        trail.add(session, real)
        search.reindex(session, [r for r in (*session.new, *session.dirty) if isinstance(r, Record)], session.deleted)


def _line(session: Session, record: Record, action: str) -> Line | None:
    mapper: Mapper[Any] = sa.inspect(type(record))
    now = said_by(record)
    before = {} if action == "create" else _before(record, now)
    if action == "update" and before.get("deleted_at") != now.get("deleted_at"):
        action = "discard" if now["deleted_at"] else "restore"
    if action == "erase":
        before, now = now, dict.fromkeys(now)
    diff, secret = masked(mapper, before, now)
    if not diff:
        return None
    keyed = session.info["trail"].chain.state
    state = None if action == "erase" else state_mac(keyed, record.__tablename__, record.id, now)
    return Line(record.__tablename__, record.id, action, diff, secret, state)


def _before(record: Record, now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record held before this flush."""
    state = sa.inspect(record)
    before = dict(now)
    for name in now.keys() & state.committed_state.keys():  # asking each of the others costs ten times as much
        history = state.attrs[name].history
        if isinstance(now[name], list):
            before[name] = sorted(other.id for other in (*history.unchanged, *history.deleted))
        elif history.has_changes():
            before[name] = next(iter(history.deleted), None)
    return before


def note(session: Session, action: str, subject: str, **facts: Any) -> None:
    """Put an act that changes no record (an export, a print, a refused unlock) in the trail."""
    trail: Trail = session.info["trail"]
    trail.add(session, [Line(subject, "", action, {k: [None, plain(v)] for k, v in facts.items()})])


def _no_bulk_writes(state: ORMExecuteState) -> None:
    """Refuse set-wise UPDATE and DELETE on records: they skip the flush, and so the trail."""
    mapper = state.bind_mapper
    if (state.is_update or state.is_delete) and mapper is not None and issubclass(mapper.class_, Record):
        raise RuntimeError(f"unaudited bulk write on {mapper.class_.__name__}")


def install(session_class: type[Session]) -> None:
    """Hook the trail into every session of a class."""
    event.listen(session_class, "before_flush", _before_flush)
    event.listen(session_class, "after_flush", _after_flush)
    event.listen(session_class, "do_orm_execute", _no_bulk_writes)
