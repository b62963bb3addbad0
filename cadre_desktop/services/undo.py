"""Taking back a whole piece of work, also after others: a new piece of work, the trail is never edited.

What the work created goes to the recycle bin, what it changed gets its old value again where
it still holds what the work wrote.  Whatever later work made of it stays, and is named with
the reason; so does what the rules forbid to take back.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed, Problem
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import BY_TABLE, KINDS, RecordKind
from cadre_desktop.records.import_batch import ImportBatch
from cadre_desktop.records.stored import JOINING
from cadre_desktop.services.old_values import (
    Gone,
    fetch_many,
    hides,
    is_sealed,
    now_held,
    old_and_new,
    secrets_of,
    set_held,
)
from cadre_desktop.services.trail_words import field_words
from cadre_desktop.storage import audit
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database

JOIN = "join"
"""The act in the trail that says a work joined two files of one person."""
REGISTERS = frozenset({"export_entry", "import_batch"})
_AT_ONCE = 500
_ERASED = "记录后来已彻底删除"
_USED = "后来的其他记录还用到它"


@dataclass(frozen=True, slots=True)
class Stays:
    """Something that was not taken back, and why."""

    table: str
    record_id: str
    kind_title: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of a piece of work: how many records went back, and what stays."""

    n_back: int
    stays: tuple[Stays, ...]

    @property
    def sentence(self) -> str:
        """Say it in one line for the screen."""
        if not self.n_back and not self.stays:
            return "没有可以撤销的内容，数据已是撤销后的样子。"
        kept = f"，{len(self.stays)} 处保留现状" if self.stays else ""
        return f"已撤销 {self.n_back} 条记录{kept}。"


@dataclass(slots=True)
class _Step:
    """What a piece of work did to one record."""

    record_id: str
    last_seq: int
    created: bool = False
    erased: bool = False
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def undo(db: Database, work_id: str, progress: Progress = silent) -> TakenBack:
    """Take a whole piece of work back; raise NotAllowed when there is none such."""
    with db.read() as session:
        title = session.scalar(sa.select(AuditEntry.title).where(AuditEntry.work_id == work_id).limit(1)) or ""
    with db.work(f"撤销：{title}"[:80]) as session:
        result = take_back(db, session, work_id, progress)
        _mark_import(db, session, work_id)
    return result


def preview(db: Database, work_id: str) -> TakenBack:
    """Say what `undo` would do, without doing it."""
    with db.read() as session:
        return _Taking(db, session, silent, flush=lambda: None).run(work_id)


def take_back(db: Database, session: Session, work_id: str, progress: Progress = silent) -> TakenBack:
    """Take a piece of work back inside one already begun; the undoing itself is noted in the trail."""
    result = _Taking(db, session, progress, flush=session.flush).run(work_id)
    audit.note(session, "undo", "work", work=work_id, stays=len(result.stays))
    return result


def _mark_import(db: Database, session: Session, work_id: str) -> None:
    """Keep the register of imports true: taken back when its work was, in force again when that was undone."""
    undoing = sa.select(AuditEntry).where(AuditEntry.work_id == work_id, AuditEntry.action == "undo")
    again = session.scalar(undoing.limit(1))
    filed_by = str(again.changes["work"][1]) if again is not None else work_id
    batch = session.scalar(sa.select(ImportBatch).where(ImportBatch.work_id == filed_by))
    if batch is not None:
        batch.undone_at = None if again is not None else db.now()


class _Taking:
    """One taking back; lives as long as its session."""

    def __init__(self, db: Database, session: Session, progress: Progress, flush: Callable[[], None]) -> None:
        self.db, self.session, self.progress, self.flush = db, session, progress, flush
        self.today = db.now().date()
        self.stays: list[Stays] = []
        self.n_back = 0

    def run(self, work_id: str) -> TakenBack:
        self.session.info[JOINING] = self._joined(work_id)
        steps = self._steps(work_id)
        if not steps:
            raise NotAllowed("找不到这一步操作，或它没有改动记录。", hint="请刷新操作记录后重试。")
        records = {table: fetch_many(self.session, BY_TABLE[table], by_id) for table, by_id in steps.items()}
        total, done = sum(len(by_id) for by_id in steps.values()), 0
        self._bin_created(steps, records)
        self.flush()
        for table, by_id in steps.items():
            later = self._later_secrets(table, by_id)
            for step in by_id.values():
                done += 1
                if done % 100 == 0:
                    self.progress(done, total, "正在撤销")
                if not step.created:
                    self._put_back(BY_TABLE[table], step, records[table].get(step.record_id), later)
        self.flush()
        return TakenBack(self.n_back, tuple(self.stays))

    def _joined(self, work_id: str) -> bool:
        """Tell whether the work made one file of two: then final records go back to whom they were filed for."""
        query = sa.select(AuditEntry.id).where(AuditEntry.work_id == work_id, AuditEntry.action == JOIN)
        return self.session.scalar(query.limit(1)) is not None

    def _steps(self, work_id: str) -> dict[str, dict[str, _Step]]:
        """Read what the work did, record by record: the first old value and the last new one of each field."""
        found: dict[str, dict[str, _Step]] = {}
        query = sa.select(AuditEntry).where(AuditEntry.work_id == work_id, AuditEntry.record_id != "")
        for entry in self.session.scalars(query.order_by(AuditEntry.id)):
            if entry.table in REGISTERS or entry.table not in BY_TABLE:
                continue
            step = found.setdefault(entry.table, {}).setdefault(entry.record_id, _Step(entry.record_id, entry.id))
            step.last_seq = entry.id
            step.created |= entry.action == "create"
            step.erased |= entry.action == "erase"
            mapper = sa.inspect(BY_TABLE[entry.table].model)
            for name, (old, new) in old_and_new(self.db.chain, mapper, entry).items():
                first = step.fields.get(name, (old, new))[0]
                step.fields[name] = (first, new)
        return found

    # What was created

    def _bin_created(self, steps: Mapping[str, Mapping[str, _Step]], records: Mapping[str, dict[str, Record]]) -> None:
        going = {
            table: {i for i, step in by_id.items() if step.created and i in records[table] and _live(records[table][i])}
            for table, by_id in steps.items()
        }
        used = self._still_used({table: ids for table, ids in going.items() if ids})
        for table, ids in going.items():
            kind = BY_TABLE[table]
            for record_id in sorted(ids):
                record = records[table][record_id]
                if record_id in used:
                    self._stay(kind, record_id, str(record), _USED)
                    continue
                record.deleted_at = self.db.now()
                refusals = [p for p in kind.check(record, self.today) if p.field == ""]
                if refusals:
                    record.deleted_at = None
                    self._stay(kind, record_id, str(record), refusals[0].message)
                else:
                    self.n_back += 1

    def _still_used(self, going: dict[str, set[str]]) -> set[str]:
        """Find the created records that must stay: others need them, or they are lines of one that stays."""
        left = {table: set(ids) for table, ids in going.items()}
        staying: set[str] = set()
        while True:
            found = {i for table, ids in left.items() for i in self._needed_from_outside(table, ids, left)}
            found |= {i for table, ids in left.items() for i in self._lines_of(table, ids, staying | found)}
            if not found:
                return staying
            staying |= found
            for ids in left.values():
                ids -= found

    def _needed_from_outside(self, table: str, ids: set[str], left: Mapping[str, set[str]]) -> set[str]:
        """Find ids that live records outside `left` link to."""
        needed: set[str] = set()
        for user, column, owner, live in _pointers(table):
            inside = left.get(user, set())
            for chunk in _chunks(ids):
                rows = self.session.execute(sa.select(column, owner).where(column.in_(chunk), live))
                needed |= {target for target, by in rows if by not in inside}
        return needed

    def _lines_of(self, table: str, ids: set[str], staying: set[str]) -> set[str]:
        part_of = BY_TABLE[table].part_of
        if part_of is None or not staying:
            return set()
        model = BY_TABLE[table].model
        column = next(iter(part_of.property.local_columns))
        lines: set[str] = set()
        for chunk in _chunks(ids):
            rows = self.session.execute(sa.select(model.id, column).where(model.id.in_(chunk)))
            lines |= {i for i, owner in rows if owner in staying}
        return lines

    # What was changed

    def _later_secrets(self, table: str, by_id: Mapping[str, _Step]) -> dict[tuple[str, str], Any]:
        """For masked fields: what each held when it was next changed after the work."""
        mapper = sa.inspect(BY_TABLE[table].model)
        masked = {i: s for i, s in by_id.items() if not s.created and any(hides(mapper, n) for n in s.fields)}
        found: dict[tuple[str, str], Any] = {}
        for chunk in _chunks(masked):
            query = sa.select(AuditEntry).where(AuditEntry.record_id.in_(chunk), AuditEntry.secret.is_not(None))
            for entry in self.session.scalars(query.order_by(AuditEntry.id)):
                if entry.table == table and entry.id > masked[entry.record_id].last_seq:
                    for name, old in secrets_of(self.db.chain, entry).items():
                        found.setdefault((entry.record_id, name), old)
        return found

    def _put_back(
        self, kind: RecordKind, step: _Step, record: Record | None, later: Mapping[tuple[str, str], Any]
    ) -> None:
        if record is None or step.erased:
            text = "" if record is None else str(record)
            self._stay(kind, step.record_id, text, "彻底删除的记录不能恢复" if step.erased else _ERASED)
            return
        mapper = sa.inspect(kind.model)
        targets, changed, sealed = {}, [], []
        for name, (old, new) in step.fields.items():
            held = now_held(record, name)
            written = later.get((record.id, name), held) if hides(mapper, name) else new
            if held == old:
                continue
            if not self.db.vault.open and is_sealed(mapper, name):
                sealed.append(name)
            elif held == written:
                targets[name] = old
            else:
                changed.append(name)
        if sealed:
            words = "、".join(field_words(kind, name) for name in sealed)
            self._stay(kind, record.id, str(record), f"“{words}”是加密内容，要由有谈话管理权限的人员撤销")
        if changed:
            words = "、".join(field_words(kind, name) for name in changed)
            self._stay(kind, record.id, str(record), f"“{words}”后来又改过")
        if targets:
            problem = give_back(self.session, kind, record, targets, self.today)
            if problem:
                self._stay(kind, record.id, str(record), problem)
            else:
                self.n_back += 1

    def _stay(self, kind: RecordKind, record_id: str, text: str, reason: str) -> None:
        self.stays.append(Stays(kind.model.__tablename__, record_id, kind.title, text, reason))


def known_kind(table: str) -> RecordKind | None:
    """Find the kind a line of the trail is about; None for notes and registers that nothing takes back."""
    return BY_TABLE.get(table)


def give_back(session: Session, kind: RecordKind, record: Record, targets: Mapping[str, Any], today: Any) -> str:
    """Set old values on a record if its rules allow; return the sentence that forbids it, else nothing.

    Faults the record has already do not count against it.
    """
    before = {name: now_held(record, name) for name in targets}
    try:
        _set_all(session, record, targets)
    except Gone:
        _set_all(session, record, before)
        return "原来所指的记录已彻底删除"
    problems = list(kind.check(record, today))
    if not problems:
        return ""
    _set_all(session, record, before)
    known = set(kind.check(record, today))
    fresh = [p for p in problems if p.field == "" or p not in known]
    if fresh:
        return _first(fresh)
    _set_all(session, record, targets)
    return ""


def _set_all(session: Session, record: Record, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        set_held(session, record, name, value)


def _first(problems: Iterable[Problem]) -> str:
    return next(iter(problems)).message


def _live(record: Record) -> bool:
    return record.deleted_at is None


def _pointers(table: str) -> list[tuple[str, Any, Any, Any]]:
    """List what may point at records of a table: whose table, the pointing column, its record's id, that it is live."""
    found: list[tuple[str, Any, Any, Any]] = []
    for kind in KINDS:
        mapper = sa.inspect(kind.model)
        for relation in mapper.relationships:
            if relation.mapper.class_.__tablename__ != table:
                continue
            user, live = kind.model.__tablename__, kind.model.deleted_at.is_(None)
            if relation.secondary is None:
                found.append((user, next(iter(relation.local_columns)), kind.model.id, live))
            else:
                owner, target = list(relation.secondary.columns)[:2]
                alive = owner.in_(sa.select(kind.model.id).where(live))
                found.append((user, target, owner, alive))
    return found


def _chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    listed = sorted(ids)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
