"""Proof that the records are those the trail tells of: no line altered, no page swapped, no row changed from outside.

Both walks go step by step, each step in a reading of its own, so that hours of history can be checked while people
work: what is saved between two steps is not mistaken for a fault.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.orm import Mapper

from cadre_desktop.progress import Progress, silent
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.canonical import KeyedHash, many_links, state_mac
from cadre_desktop.storage.chain import Anchor, Chain

LINES_AT_ONCE, RECORDS_AT_ONCE = 1000, 300
Seals = dict[str, dict[str, bytes | None]]
"""By table and record: the seal in the last line about it, None once it was erased."""
_entry = AuditEntry.__table__


class TrailWalk:
    """Walks along the whole trail and learns the last seal of every record on the way."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._last = Anchor.start()
        self.faults: list[str] = []
        self.seals: Seals = {}
        self.latest = ""
        """The latest time any line bears, as the database keeps it."""

    @property
    def n_lines(self) -> int:
        """How many lines there were."""
        return self._last.seq

    def step(self, connection: Connection) -> bool:
        """Check the next lines; return whether there are more."""
        lines = self._chain.lines_after(connection, self._last, LINES_AT_ONCE)
        for line in lines:
            fault = self._chain.fault_of(line, self._last)
            if fault:
                self.faults.append(fault)
            self._last = Anchor(line[0], line[-1])
            self.latest = max(self.latest, line[1])
            table, record_id, state = line[5], line[6], line[10]
            if record_id:
                self.seals.setdefault(table, {})[record_id] = state
        return len(lines) == LINES_AT_ONCE


class SealWalk:
    """Walks along all records of some models and compares each with its last seal; `seals` is used up.

    A record that differs was perhaps saved since the seals were read, so the trail is asked again.
    """

    def __init__(self, models: Sequence[type[Record]], keyed: KeyedHash, seals: Seals) -> None:
        self._models, self._keyed, self._seals = list(models), keyed, seals
        self._after = ""
        self.n_records = 0
        self.faults: list[tuple[str, str]] = []

    @property
    def n_left(self) -> int:
        """How many tables are still to be gone through."""
        return len(self._models)

    def step(self, connection: Connection) -> bool:
        """Compare the next records; return whether there are more."""
        if not self._models:
            return False
        model = self._models[0]
        table = model.__tablename__
        seals = self._seals.get(table, {})
        rows = _rows(connection, model, self._after)
        for record_id, values in rows:
            code = state_mac(self._keyed, table, record_id, values)
            if seals.pop(record_id, None) != code and _last_seal(connection, table, record_id) != code:
                self.faults.append((table, record_id))
            self._after = record_id
        self.n_records += len(rows)
        if len(rows) < RECORDS_AT_ONCE and not self._missing(connection, model, seals):
            self._models.pop(0)
            self._after = ""
        return bool(self._models)

    def _missing(self, connection: Connection, model: type[Record], seals: dict[str, bytes | None]) -> bool:
        """Look for some records that the trail knows and the table does not; return whether there are more to see."""
        table = model.__tablename__
        for _ in range(min(len(seals), RECORDS_AT_ONCE)):
            record_id, seal = seals.popitem()
            if seal is None or _last_seal(connection, table, record_id) is None:
                continue  # an erased record leaves a line without a seal
            there = sa.select(model.__table__.c.id).where(model.__table__.c.id == record_id)
            if connection.execute(there).first() is None:
                self.faults.append((table, record_id))
        return bool(seals)


def state_faults(
    connection: Connection, models: Sequence[type[Record]], state_key: bytes, progress: Progress = silent
) -> Iterator[tuple[str, str]]:
    """Compare every record with the seal of its last trail line; yield (table, record id) of each that differs."""
    walk = SealWalk(models, KeyedHash(state_key), _all_seals(connection))
    more = True
    while more:
        progress(len(models) - walk.n_left, len(models), "正在核对记录")
        more = walk.step(connection)
        yield from walk.faults
        walk.faults.clear()


def _all_seals(connection: Connection) -> Seals:
    found: Seals = {}
    query = sa.select(_entry.c.table, _entry.c.record_id, _entry.c.state).where(_entry.c.record_id != "")
    for table, record_id, state in connection.execute(query.order_by(_entry.c.id)):
        found.setdefault(table, {})[record_id] = state
    return found


def _last_seal(connection: Connection, table: str, record_id: str) -> bytes | None:
    query = sa.select(_entry.c.state).where(_entry.c.record_id == record_id, _entry.c.table == table)
    seal: bytes | None = connection.execute(query.order_by(_entry.c.id.desc()).limit(1)).scalar()
    return seal


def _rows(connection: Connection, model: type[Record], after: str) -> list[tuple[str, dict[str, Any]]]:
    """Read the next records in the order of their ids, with the ids they are linked to."""
    table, mapper = model.__table__, sa.inspect(model)
    query = sa.select(table).where(table.c.id > after).order_by(table.c.id).limit(RECORDS_AT_ONCE)
    found = [dict(row) for row in connection.execute(query).mappings()]
    ids = [row["id"] for row in found]
    pairs = {r.key: _pairs(connection, r.secondary, ids) for r in _links(mapper)}
    return [
        (row["id"], row | {name: sorted(linked.get(row["id"], ())) for name, linked in pairs.items()}) for row in found
    ]


def _links(mapper: Mapper[Any]) -> list[Any]:
    return [r for r in many_links(mapper) if r.secondary is not None]


def _pairs(connection: Connection, secondary: Any, owners: list[str]) -> dict[str, list[str]]:
    """Read the pairs of some owners: the first column is the owner, the second the linked record."""
    found: dict[str, list[str]] = {}
    owner_column = next(iter(secondary.columns))
    for owner, other in connection.execute(sa.select(*secondary.columns).where(owner_column.in_(owners))):
        found.setdefault(owner, []).append(other)
    return found
