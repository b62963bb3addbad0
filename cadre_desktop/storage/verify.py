"""Proof that the records are those the trail tells of: no page swapped, no row changed from outside."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.orm import Mapper

from cadre_desktop.progress import Progress, silent
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.canonical import KeyedHash, many_links, state_mac


def state_faults(
    connection: Connection, models: Sequence[type[Record]], state_key: bytes, progress: Progress = silent
) -> Iterator[tuple[str, str]]:
    """Compare every record with the seal of its last trail line; yield (table, record id) of each that differs."""
    keyed = KeyedHash(state_key)
    for done, model in enumerate(models):
        table = model.__tablename__
        progress(done, len(models), "正在核对记录")
        seals = _last_seals(connection, table)
        for record_id, values in _rows(connection, model):
            if seals.pop(record_id, None) != state_mac(keyed, table, record_id, values):
                yield table, record_id
        for record_id, seal in seals.items():
            if seal is not None:  # an erased record leaves a line without a seal
                yield table, record_id


def _last_seals(connection: Connection, table: str) -> dict[str, bytes | None]:
    entry = AuditEntry.__table__
    rows = connection.execute(
        sa.select(entry.c.record_id, entry.c.state)
        .where(entry.c.table == table, entry.c.record_id != "")
        .order_by(entry.c.id)
    )
    return {row.record_id: row.state for row in rows}


def _rows(connection: Connection, model: type[Record]) -> Iterator[tuple[str, dict[str, Any]]]:
    mapper: Mapper[Any] = sa.inspect(model)
    pairs = {r.key: _pairs(connection, r.secondary) for r in many_links(mapper) if r.secondary is not None}
    for row in connection.execute(sa.select(model.__table__), execution_options={"yield_per": 2000}).mappings():
        values = dict(row)
        for name, linked in pairs.items():
            values[name] = sorted(linked.get(row["id"], ()))
        yield row["id"], values


def _pairs(connection: Connection, secondary: Any) -> dict[str, list[str]]:
    """Read a table of pairs: its first column is the owner, its second the linked record."""
    found: dict[str, list[str]] = {}
    for owner, other in connection.execute(sa.select(*secondary.columns)):
        found.setdefault(owner, []).append(other)
    return found
