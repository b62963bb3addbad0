"""The history of a record as people read it, and putting a record back to an earlier moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.records import RecordKind
from cadre_desktop.services import undo
from cadre_desktop.services.old_values import hides, is_sealed, now_held, old_and_new
from cadre_desktop.services.records import opened
from cadre_desktop.services.trail_words import ACTIONS, Namer, field_words, said
from cadre_desktop.services.undo import TakenBack
from cadre_desktop.storage import audit
from cadre_desktop.storage.audit import MASK, AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database

Moment = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one change; masked values stay masked."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One change of one record: its number in the trail, when, who, what was done and which fields it touched."""

    seq: int
    at: datetime
    actor: str
    action: str
    title: str
    work_id: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """What one field held at some moment."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work in the list of what was done lately."""

    work_id: str
    at: datetime
    actor: str
    title: str
    n_records: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the whole trail, for the page that lists every act."""

    seq: int
    at: datetime
    actor: str
    title: str
    action: str
    kind_title: str
    facts: str


@dataclass(frozen=True, slots=True)
class WorkSum:
    """How many records of a kind a piece of work made, changed or removed; `action` is the trail's word for it."""

    kind_title: str
    action: str
    n_records: int


def trail(db: Database, kind: RecordKind, record_id: str) -> list[TrailLine]:
    """List what was done to a record, newest first, in words."""
    with db.read() as session:
        namer = Namer(session)
        return [_line(namer, kind, entry) for entry in reversed(_entries(session, kind, record_id))]


def versions(db: Database, kind: RecordKind, record_id: str, entry_seq: int, *, at: Moment = "after") -> list[Held]:
    """Say what a record held before or after one line of its trail, field by field; masked values stay masked."""
    with db.read() as session:
        entries = _entries(session, kind, record_id)
        _require_line(entries, entry_seq, at)
        record = session.get(kind.model, record_id)
        held = dict(_held_by(record)) if record is not None else {}
        for entry in reversed(entries):
            if entry.id > entry_seq or (entry.id == entry_seq and at == "before"):
                held |= {name: old for name, (old, _) in entry.changes.items()}
        namer, mapper = Namer(session), sa.inspect(kind.model)
        found = []
        for name, value in held.items():
            label = field_words(kind, name)
            if label and value not in (None, []):
                shown = MASK if hides(mapper, name) else namer.words(kind, name, value)
                found.append(Held(label, shown))
        return found


def put_back(
    db: Database, kind: RecordKind, record_id: str, entry_seq: int, version: int, *, to: Moment = "before"
) -> int:
    """Give a record the values it had before (or after) one line of its trail; return how many fields went back.

    A new piece of work.  States and other fields the program keeps are left alone: they have ways of their
    own; so are sealed values when the person does not hold their key.  Raises EditConflict when the record was
    saved since it was read at `version`, InvalidInput when its rules forbid the old values (a final talk, a
    signed list), NotAllowed when there is nothing that may go back.
    """
    with db.work(f"退回{kind.title}的旧版本") as session:
        record = opened(session, kind, record_id, version)
        entries = _entries(session, kind, record_id)
        _require_line(entries, entry_seq, to)
        targets = _targets(db, kind, record, entries, entry_seq, to)
        if not db.vault.open:
            targets = _without_sealed(kind, targets)
        if not targets:
            raise NotAllowed("这条记录现在的内容与那时相同，不需要退回。")
        problem = undo.give_back(session, kind, record, targets, db.now().date())
        if problem:
            raise InvalidInput([Problem("", f"不能退回到这个版本：{problem}")])
        audit.note(session, "put_back", kind.model.__tablename__, record=record_id, line=entry_seq)
        return len(targets)


def recent_steps(db: Database, limit: int = 50) -> list[Step]:
    """List the latest pieces of work that changed records, newest first."""
    with db.read() as session:
        undone = _undone(session)
        found: list[Step] = []
        last = session.scalar(sa.select(sa.func.max(AuditEntry.id))) or 0
        while last and len(found) < limit:
            # the lines of one piece of work stand together: nobody writes between them
            entry = session.get_one(AuditEntry, last)
            touched = sa.func.count(sa.func.distinct(sa.func.nullif(AuditEntry.record_id, "")))
            lines = sa.select(sa.func.min(AuditEntry.id), touched).where(AuditEntry.work_id == entry.work_id)
            first, n_records = session.execute(lines).one()
            if n_records:
                done = entry.work_id in undone
                found.append(Step(entry.work_id, entry.at, entry.actor, entry.title, n_records, done))
            last = first - 1
        return found


def work_lines(db: Database, work_id: str, limit: int = 500) -> list[tuple[str, str, TrailLine]]:
    """List what a piece of work did: the kind and name of each record, and the change."""
    with db.read() as session:
        query = sa.select(AuditEntry).where(AuditEntry.work_id == work_id, AuditEntry.record_id != "")
        namer, found = Namer(session), []
        for entry in session.scalars(query.order_by(AuditEntry.id).limit(limit)):
            kind = undo.known_kind(entry.table)
            if kind is not None:
                record = session.get(kind.model, entry.record_id)
                found.append((kind.title, str(record) if record else "", _line(namer, kind, entry)))
        return found


def work_sums(db: Database, work_id: str) -> list[WorkSum]:
    """Count what a piece of work did by kind and act, in the order of the kinds; registers are left out."""
    records = sa.func.count(sa.func.distinct(AuditEntry.record_id))
    query = (
        sa.select(AuditEntry.table, AuditEntry.action, records)
        .where(AuditEntry.work_id == work_id, AuditEntry.record_id != "")
        .group_by(AuditEntry.table, AuditEntry.action)
        .order_by(sa.func.min(AuditEntry.id))
    )
    with db.read() as session:
        found = [(undo.known_kind(table), table, action, n) for table, action, n in session.execute(query)]
    return [WorkSum(kind.title, action, n) for kind, table, action, n in found if kind and table not in undo.REGISTERS]


def acts(db: Database, *, text: str = "", actor: str = "", limit: int = 200, before: int = 0) -> list[Note]:
    """List every line of the trail, newest first: whose title holds `text`, by `actor`, older than line `before`."""
    query = sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if text:
        query = query.where(AuditEntry.title.contains(text, autoescape=True))
    if actor:
        query = query.where(AuditEntry.actor == actor)
    if before:
        query = query.where(AuditEntry.id < before)
    with db.read() as session:
        return [_note(entry) for entry in session.scalars(query)]


def undo_step(db: Database, work_id: str) -> TakenBack:
    """Take a whole piece of work back; see `undo.undo`."""
    return undo.undo(db, work_id)


def _entries(session: Session, kind: RecordKind, record_id: str) -> list[AuditEntry]:
    query = sa.select(AuditEntry).where(AuditEntry.record_id == record_id, AuditEntry.table == kind.model.__tablename__)
    return list(session.scalars(query.order_by(AuditEntry.id)))


def _require_line(entries: list[AuditEntry], entry_seq: int, moment: Moment) -> None:
    entry = next((e for e in entries if e.id == entry_seq), None)
    if entry is None:
        raise NotAllowed("找不到这条操作记录。", hint="请刷新后重试。")
    if moment == "before" and entry.action == "create":
        raise NotAllowed("这是新增记录的一步，之前还没有这条记录。", hint="不需要这条记录时，请把它删除。")


def _line(namer: Namer, kind: RecordKind, entry: AuditEntry) -> TrailLine:
    changes = []
    for name, (old, new) in entry.changes.items():
        label = field_words(kind, name)
        if label and not (name == "deleted_at" and entry.action in ("discard", "restore", "create")):
            changes.append(FieldChange(label, namer.words(kind, name, old), namer.words(kind, name, new)))
    action = ACTIONS.get(entry.action, entry.action)
    return TrailLine(entry.id, entry.at, entry.actor, action, entry.title, entry.work_id, tuple(changes))


def _note(entry: AuditEntry) -> Note:
    kind = undo.known_kind(entry.table)
    facts = said(new for _, new in entry.changes.values()) if not entry.record_id else ""
    action = ACTIONS.get(entry.action, entry.action)
    return Note(entry.id, entry.at, entry.actor, entry.title, action, kind.title if kind else "", facts)


def _held_by(record: Record) -> Mapping[str, Any]:
    mapper = sa.inspect(type(record))
    names = [p.key for p in mapper.column_attrs]
    names += [r.key for r in mapper.relationships if r.secondary is not None]
    return {name: now_held(record, name) for name in names}


def _targets(
    db: Database, kind: RecordKind, record: Record, entries: list[AuditEntry], entry_seq: int, to: Moment
) -> dict[str, Any]:
    """Find what each field held then: its old value in the first line from there on that touched it."""
    kept = {f.name for f in kind.form_fields if f.spec.read_only}
    mapper = sa.inspect(kind.model)
    targets: dict[str, Any] = {}
    for entry in entries:
        if entry.id > entry_seq or (entry.id == entry_seq and to == "before"):
            for name, (old, _) in old_and_new(db.chain, mapper, entry).items():
                targets.setdefault(name, old)
    return {n: old for n, old in targets.items() if n not in kept and now_held(record, n) != old}


def _without_sealed(kind: RecordKind, targets: dict[str, Any]) -> dict[str, Any]:
    """Leave out what only the holder of the second key may put back; raise NotAllowed when nothing else is left."""
    left = {name: old for name, old in targets.items() if not is_sealed(sa.inspect(kind.model), name)}
    if targets and not left:
        raise NotAllowed(
            "那时与现在只有加密的谈话内容不同，您没有谈话管理权限，不能退回。",
            hint="请由有谈话管理权限的人员操作。",
        )
    return left


def _undone(session: Session) -> set[str]:
    """Name the works taken back, and not brought back by undoing the undoing."""
    query = sa.select(AuditEntry).where(AuditEntry.record_id == "", AuditEntry.action == "undo")
    undone: set[str] = set()
    for entry in session.scalars(query.order_by(AuditEntry.id.desc())):
        if entry.work_id not in undone:
            undone.add(str(entry.changes["work"][1]))
    return undone
