"""Set-wise erasing: no ORM object a record, but the same lines in the trail as after erasing one by one."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.orm import Mapper, RelationshipProperty, Session

from cadre_desktop.storage import search
from cadre_desktop.storage.audit import Line, Trail, masked
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.canonical import many_links

_AT_ONCE = 500


def erase(session: Session, model: type[Record], ids: Sequence[str]) -> None:
    """Remove many records of one model for good; nothing may point at them any more.

    The trail keeps what they said, masked where it must be, as after erasing one by one.
    """
    mapper: Mapper[Any] = sa.inspect(model)
    trail: Trail = session.info["trail"]
    table, connection = mapper.local_table, session.connection()
    for start in range(0, len(ids), _AT_ONCE):
        chunk = list(ids[start : start + _AT_ONCE])
        said = {row["id"]: dict(row) for row in connection.execute(_rows_of(table, chunk)).mappings()}
        for relation in many_links(mapper):
            _take_links(connection, relation, said)
        lines = [
            Line(model.__tablename__, key, "erase", *masked(mapper, row, dict.fromkeys(row)))
            for key, row in said.items()
        ]
        trail.add(session, lines)
        if search.is_indexed(mapper):
            _unindex(connection, chunk)
        connection.execute(sa.delete(table).where(table.c.id.in_(chunk)))  # type: ignore[arg-type]  # as in bulk


def _rows_of(table: Any, ids: Sequence[str]) -> Any:
    return sa.select(table).where(table.c.id.in_(ids))


def _take_links(connection: Connection, relation: RelationshipProperty[Any], said: dict[str, dict[str, Any]]) -> None:
    """Read the linked ids of some records beside their columns, and take the pairs away."""
    pairs: Any = relation.secondary
    (_, ours), (_, theirs) = relation.synchronize_pairs[0], (relation.secondary_synchronize_pairs or [])[0]
    mine = ours.in_(list(said))
    for row in said.values():
        row[relation.key] = []
    for owner, other in connection.execute(sa.select(ours, theirs).where(mine).order_by(theirs)):
        said[owner][relation.key].append(other)
    connection.execute(sa.delete(pairs).where(mine))


def _unindex(connection: Connection, ids: Sequence[str]) -> None:
    entry = sa.table("search_entry", sa.column("number"), sa.column("record_id"))
    index = sa.table("search_text", sa.column("rowid"))
    numbers = sa.select(entry.c.number).where(entry.c.record_id.in_(ids))
    connection.execute(sa.delete(index).where(index.c.rowid.in_(numbers)))
    connection.execute(sa.delete(entry).where(entry.c.record_id.in_(ids)))
