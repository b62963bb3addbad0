"""What goes into the recycle bin together and comes back together, and what may not go there while it is in use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_TABLE, KINDS
from cadre_desktop.records.kind import Binning, RecordKind
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import SPEC, describe

_AT_ONCE = 500
_NAMED = 3
_MOST_KINDS = 6
Going = dict[str, set[str]]
"""Ids by table."""


@dataclass(frozen=True)
class _Pointer:
    """A link of one kind to records of another: the pointing record's id, the id it points at."""

    kind: RecordKind
    owner: Any
    target: Any
    several: bool


def with_theirs(session: Session, kind: RecordKind, ids: Iterable[str], *, binned: bool = False) -> Going:
    """Find what goes along with records: their lines, and with a person all that is kept of him or her alone.

    The records themselves are in the answer too.  With `binned` it is what lies in the bin already that is looked for.
    """
    found: Going = {kind.model.__tablename__: set(ids)}
    waiting = [(kind.model.__tablename__, frozenset(ids))]
    while waiting:
        table, targets = waiting.pop()
        for pointer in _owning(table):
            own = pointer.kind.model.__tablename__
            held = _pointing(session, pointer, targets, binned)
            if pointer.several and not binned:  # a talk with others is kept for them; out of the bin it comes with any
                held -= _shared(session, pointer, held, found[table])
            fresh = held - found.setdefault(own, set())
            if fresh:
                found[own] |= fresh
                waiting.append((own, frozenset(fresh)))
    return {table: kept for table, kept in found.items() if kept}


def put_away(session: Session, kind: RecordKind, ids: Iterable[str], now: datetime) -> None:
    """Put records in the bin with all that goes along; raise NotAllowed or InvalidInput when that may not be."""
    wanted = list(ids)
    if kind.binning is Binning.UNUSED:
        refuse_used(session, kind, wanted)
    going, forbidden = with_theirs(session, kind, wanted), []
    for one, record in fetch(session, going):
        record.deleted_at = now
        if one is kind:
            if found := [p for p in kind.check(record, now.date()) if p.field == ""]:
                raise InvalidInput(found)
        elif one.part_of is None or one.part_of.property.mapper.class_.__tablename__ not in going:
            forbidden += [f"{one.title}“{record}”：{p.message}" for p in one.check(record, now.date()) if p.field == ""]
    if forbidden:
        more = f"等 {len(forbidden)} 条" if len(forbidden) > 1 else ""
        raise NotAllowed(f"有按规定不能删除的记录，不能移入回收站。{forbidden[0]}{more}。", hint=kind.instead)


def take_out(session: Session, kind: RecordKind, record_id: str) -> list[str]:
    """Take a record out of the bin with what went in along with it; return their ids.

    The rules of the record itself are the caller's matter; the others come back as they lay there.
    """
    back = []
    for _, record in fetch(session, binned_together(session, kind, record_id)):
        record.deleted_at = None
        back.append(record.id)
    return back


def refuse_used(session: Session, kind: RecordKind, ids: Iterable[str]) -> None:
    """Raise NotAllowed naming what still points at records that others need, such as units with people."""
    going = with_theirs(session, kind, ids)
    for record_id in going[kind.model.__tablename__]:
        uses = list(_uses(session, kind, record_id, going))
        if uses:
            record = session.get_one(kind.model, record_id)
            more = f"，另有 {len(uses) - _MOST_KINDS} 类记录" if len(uses) > _MOST_KINDS else ""
            raise NotAllowed(
                f"“{record}”还在使用，不能移入回收站：{'；'.join(uses[:_MOST_KINDS])}{more}。", hint=kind.instead
            )


def works_of(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Find the piece of work that put each record in the bin last."""
    found: dict[str, str] = {}
    for chunk in _chunks(ids):
        query = sa.select(AuditEntry.record_id, AuditEntry.work_id).where(
            AuditEntry.record_id.in_(chunk), AuditEntry.action == "discard"
        )
        found |= {record_id: work_id for record_id, work_id in session.execute(query.order_by(AuditEntry.id))}
    return found


def binned_together(session: Session, kind: RecordKind, record_id: str) -> Going:
    """Find what one piece of work put in the bin along with a record, the record included."""
    going = with_theirs(session, kind, [record_id], binned=True)
    works = works_of(session, [i for ids in going.values() for i in ids])
    own = works.get(record_id)
    return {
        table: kept
        for table, ids in going.items()
        if (kept := {i for i in ids if i == record_id or (own is not None and works.get(i) == own)})
    }


def went_along(session: Session, kind: RecordKind, ids: Iterable[str]) -> set[str]:
    """Find those of some binned records that went along with one they belong to: the bin shows that one."""
    listed, along = list(ids), set()
    works = works_of(session, listed)
    for target in KINDS:
        for pointer in _owning(target.model.__tablename__):
            if pointer.kind is not kind:
                continue
            pairs = list(_owners(session, pointer, target, listed))
            theirs = works_of(session, {owner for _, owner in pairs})
            along |= {i for i, owner in pairs if works.get(i) is not None and works[i] == theirs.get(owner)}
    return along


def in_words(going: Going, kind: RecordKind) -> str:
    """Say what goes along with records of a kind: 任职经历 3 条、实绩 12 条; empty when nothing does."""
    own = kind.model.__tablename__
    counts = [(BY_TABLE[table].title, len(ids)) for table, ids in going.items() if table != own and ids]
    return "、".join(f"{title} {n} 条" for title, n in sorted(counts, key=lambda one: -one[1]))


def _uses(session: Session, kind: RecordKind, record_id: str, going: Going) -> Iterator[str]:
    for pointer in _pointers(kind.model.__tablename__):
        inside = going.get(pointer.kind.model.__tablename__, set())
        users = sorted(_pointing(session, pointer, {record_id}, binned=False) - inside)
        if users:
            yield f"{pointer.kind.title} {len(users)} 条（{_names(session, pointer.kind, users)}）"


def _names(session: Session, kind: RecordKind, ids: list[str]) -> str:
    """Name the first few: by the person they are about, else by what they say of themselves."""
    first = session.scalars(sa.select(kind.model).where(kind.model.id.in_(ids[:_NAMED])))
    names = dict.fromkeys(str(getattr(record, "cadre", None) or record) for record in first)
    return f"{'、'.join(names)}{'等' if len(ids) > len(names) else ''}"


@cache
def _pointers(table: str) -> tuple[_Pointer, ...]:
    """List the declared links of all kinds to records of a table."""
    found = []
    for kind in KINDS:
        for relation in sa.inspect(kind.model).relationships:
            if SPEC not in relation.info or relation.mapper.class_.__tablename__ != table:
                continue
            if relation.secondary is None:
                found.append(_Pointer(kind, kind.model.id, next(iter(relation.local_columns)), several=False))
            else:
                owner, target = list(relation.secondary.columns)[:2]
                found.append(_Pointer(kind, owner, target, several=True))
    return tuple(found)


@cache
def _owning(table: str) -> tuple[_Pointer, ...]:
    """List the links by which records belong to those of a table.

    Lines belong to what they are lines of.  To a kind that takes everything along belongs whatever must name it, or
    names it under its own key (`cadre`); what only mentions it otherwise stays.
    """
    target = BY_TABLE.get(table)
    if target is None:
        return ()
    return tuple(p for p in _pointers(table) if _is_line(p, table) or (target.binning is Binning.ALL and _is_about(p)))


def _is_line(pointer: _Pointer, table: str) -> bool:
    part_of = pointer.kind.part_of
    if part_of is None or pointer.several or part_of.property.mapper.class_.__tablename__ != table:
        return False
    return pointer.target in part_of.property.local_columns


def _is_about(pointer: _Pointer) -> bool:
    if pointer.several:
        return True
    relation = next(
        r
        for r in sa.inspect(pointer.kind.model).relationships
        if r.secondary is None and pointer.target in r.local_columns
    )
    field = describe(getattr(pointer.kind.model, relation.key))
    return field.required or relation.key == BY_TABLE[relation.mapper.class_.__tablename__].key


def _pointing(session: Session, pointer: _Pointer, targets: Iterable[str], binned: bool) -> set[str]:
    """Find the records that point at some targets, live or in the bin."""
    model = pointer.kind.model
    state = model.deleted_at.is_not(None) if binned else model.deleted_at.is_(None)
    found: set[str] = set()
    for chunk in _chunks(targets):
        query = sa.select(model.id).where(pointer.target.in_(chunk), state)
        if pointer.several:
            query = query.join(pointer.owner.table, pointer.owner == model.id)
        found |= set(session.scalars(query))
    return found


def _shared(session: Session, pointer: _Pointer, ids: set[str], going: set[str]) -> set[str]:
    """Find those of some records that point at others besides."""
    shared: set[str] = set()
    for chunk in _chunks(ids):
        rows = session.execute(sa.select(pointer.owner, pointer.target).where(pointer.owner.in_(chunk)))
        shared |= {owner for owner, target in rows if target not in going}
    return shared


def _owners(session: Session, pointer: _Pointer, target: RecordKind, ids: list[str]) -> Iterator[tuple[str, str]]:
    """Pair records with those they belong to by a link, as far as these lie in the bin."""
    model = pointer.kind.model
    binned = sa.select(target.model.id).where(target.model.deleted_at.is_not(None))
    for chunk in _chunks(ids):
        query = sa.select(model.id, pointer.target).where(model.id.in_(chunk), pointer.target.in_(binned))
        if pointer.several:
            query = query.join(pointer.owner.table, pointer.owner == model.id)
        yield from ((row[0], row[1]) for row in session.execute(query))


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    listed = sorted(ids)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))


def fetch(session: Session, going: Going) -> Iterator[tuple[RecordKind, Record]]:
    """Load what goes, kind by kind."""
    for table, ids in going.items():
        kind = BY_TABLE[table]
        for chunk in _chunks(ids):
            for record in session.scalars(sa.select(kind.model).where(kind.model.id.in_(chunk))):
                yield kind, record
