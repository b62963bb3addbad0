"""The recycle bin over all kinds: what lies in it, taking things out, and emptying what has lain long enough."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import AppError, NotAllowed
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import BY_KEY, BY_TABLE, KINDS
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import attachments, binning, records
from cadre_desktop.services.undo import REGISTERS
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database

KEPT_DAYS = 30
_EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class BinLine:
    """One record in the bin: what it is, who put it there and when; `along` says what went there with it."""

    kind_key: str
    kind_title: str
    id: str
    text: str
    deleted_at: datetime
    deleted_by: str
    along: str = ""

    def days_left(self, now: datetime) -> int:
        """Whole days until emptying may take it."""
        return max(0, KEPT_DAYS - (now - self.deleted_at).days)


@dataclass(frozen=True, slots=True)
class Emptied:
    """What emptying did: how many went, and which had to stay, with the reason."""

    n_erased: int
    stays: tuple[tuple[BinLine, str], ...]


def listed(db: Database, *, kind_key: str = "", text: str = "", limit: int = 1000) -> list[BinLine]:
    """List the bin, what was put in last first, narrowed by kind and by what the record is called.

    What went along with another has no line of its own: it comes back and goes for good with that one.
    """
    kinds = [BY_KEY[kind_key]] if kind_key else list(_kinds())
    with db.read() as session:
        found = []
        for kind in kinds:
            lines = _lines(session, kind, limit)
            inside = binning.went_along(session, kind, [line.id for line in lines])
            found += [line for line in lines if line.id not in inside and text in line.text]
        found = sorted(found, key=lambda line: (line.deleted_at, line.id), reverse=True)[:limit]
        return [replace(line, along=_along(session, line)) for line in found]


def count(db: Database) -> int:
    """Count the lines of the bin."""
    return len(listed(db, limit=_EVERYTHING))


def restore(db: Database, kind_key: str, record_id: str) -> None:
    """Take a record out of the bin with what went there along with it.

    Its rules must still hold, and what it is a line of must not lie there too.
    """
    kind = BY_KEY[kind_key]
    with db.read() as session:
        record = session.get_one(kind.model, record_id)
        owner = getattr(record, kind.part_of.key) if kind.part_of is not None else None
        if isinstance(owner, Record) and owner.deleted_at is not None:
            raise NotAllowed(f"它所属的“{owner}”也在回收站中。", hint="请先恢复所属的记录。")
    records.restore(db, kind, record_id)


def erase(db: Database, kind_key: str, record_id: str) -> None:
    """Remove a record from the bin for good, with what went there along; raise NotAllowed while others need it."""
    kind = BY_KEY[kind_key]
    with db.work(f"彻底删除{kind.title}") as session:
        going = binning.binned_together(session, kind, record_id)
        _remove_all(session, [(table, i) for table, ids in going.items() for i in ids if i != record_id])
        records.remove(session, kind, record_id)
        attachments.sweep_in(session)


def _remove_all(session: Session, waiting: list[tuple[str, str]]) -> None:
    """Remove records that need one another, again and again until no more can go."""
    while waiting:
        left = []
        for table, record_id in waiting:
            try:
                records.remove(session, BY_TABLE[table], record_id)
            except NotAllowed:
                left.append((table, record_id))
        waiting = left if len(left) < len(waiting) else []


def empty(db: Database, *, older_than_days: int = KEPT_DAYS, progress: Progress = silent) -> Emptied:
    """Erase what has lain in the bin longer than so many days; what others need stays and is named.

    Lines go before what they are lines of, so the kinds are gone through again until nothing more can go.
    """
    limit = db.now() - timedelta(days=older_than_days)
    with db.read() as session:
        lines = [line for kind in _kinds() for line in _lines(session, kind, _EVERYTHING)]
    waiting = [line for line in lines if line.deleted_at <= limit]
    n_erased, total = 0, len(waiting)
    stays: list[tuple[BinLine, str]] = []
    with db.work("清空回收站") as session:
        while waiting:
            stays = []
            for line in waiting:
                progress(n_erased, total, "正在清空回收站")
                try:
                    records.remove(session, BY_KEY[line.kind_key], line.id)
                    n_erased += 1
                except NotAllowed as error:
                    stays.append((line, str(error)))
            waiting = [] if len(stays) == len(waiting) else [line for line, _ in stays]
        attachments.sweep_in(session)
    return Emptied(n_erased, tuple(stays))


def restore_many(db: Database, lines: Iterable[BinLine]) -> list[tuple[BinLine, str]]:
    """Take several records out of the bin; return those that cannot come back, with the reason."""
    refused = []
    for line in sorted(lines, key=lambda one: BY_KEY[one.kind_key].part_of is not None):
        try:
            restore(db, line.kind_key, line.id)
        except AppError as error:
            refused.append((line, str(error)))
    return refused


def _kinds() -> Iterable[RecordKind]:
    """The kinds whose records people put in the bin: registers are never emptied."""
    return (kind for kind in KINDS if kind.model.__tablename__ not in REGISTERS)


def _along(session: Session, line: BinLine) -> str:
    kind = BY_KEY[line.kind_key]
    return binning.in_words(binning.binned_together(session, kind, line.id), kind)


def _lines(session: Session, kind: RecordKind, limit: int) -> list[BinLine]:
    model = kind.model
    query = sa.select(model).where(model.deleted_at.is_not(None)).order_by(model.deleted_at.desc()).limit(limit)
    found = list(session.scalars(query))
    by = _deleted_by(session, [record.id for record in found])
    return [
        BinLine(kind.key, kind.title, record.id, str(record), record.deleted_at, by.get(record.id, ""))
        for record in found
        if record.deleted_at is not None
    ]


def _deleted_by(session: Session, ids: list[str]) -> dict[str, str]:
    """Find who put each record in the bin last."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        query = sa.select(AuditEntry.record_id, AuditEntry.actor).where(
            AuditEntry.record_id.in_(ids[start : start + 500]), AuditEntry.diff.contains('"deleted_at"')
        )
        found |= {record_id: actor for record_id, actor in session.execute(query.order_by(AuditEntry.id))}
    return found
