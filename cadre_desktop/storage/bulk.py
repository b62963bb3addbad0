"""Set-wise writing for imports and merges: no ORM object a row, but the same trail, seals and index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session

from cadre_desktop.errors import EditConflict
from cadre_desktop.storage import search
from cadre_desktop.storage.audit import MASK, Line, Trail, masked, masked_names
from cadre_desktop.storage.base import Record, new_id
from cadre_desktop.storage.canonical import said_mac, said_of, state_mac
from cadre_desktop.storage.row_insert import RowInsert

Values = Mapping[str, Any]
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Update:
    """A record to change: what it is now, whole, and what is to differ."""

    id: str
    version: int
    now: Values
    new: Values


def insert(session: Session, model: type[Record], rows: Sequence[Values]) -> list[str]:
    """File many new records of one model, values by column name; return their ids.

    The values must already have passed the kind's rules.  Columns left out are empty.
    """
    mapper: Mapper[Any] = sa.inspect(model)
    trail: Trail = session.info["trail"]
    connection, table, hidden, defaults = (
        session.connection(),
        model.__tablename__,
        masked_names(mapper),
        _defaults(mapper),
    )
    insert_rows = RowInsert(model.__table__, connection)
    ids: list[str] = []
    for start in range(0, len(rows), _CHUNK):
        full = [_filled(row, defaults, trail) for row in rows[start : start + _CHUNK]]
        said = [said_of(row) for row in full]
        insert_rows.write_said(zip(full, said, strict=True))
        trail.add(session, [_created(trail, hidden, table, r["id"], s) for r, s in zip(full, said, strict=True)])
        _index(session, mapper, table, full)
        ids += [row["id"] for row in full]
    return ids


def update(session: Session, model: type[Record], updates: Sequence[Update]) -> None:
    """Change many records of one model; raise EditConflict when one was saved since it was read."""
    mapper: Mapper[Any] = sa.inspect(model)
    trail: Trail = session.info["trail"]
    table = model.__table__
    connection = session.connection()
    lines = []
    for one in updates:
        diff, secret = masked(mapper, {k: one.now.get(k) for k in one.new}, one.new)
        if not diff:
            continue
        statement = (
            sa.update(table)  # type: ignore[arg-type]  # a FromClause, says the stub
            .where(table.c.id == one.id, table.c.version == one.version)
            .values(**one.new, version=one.version + 1, updated_at=trail.now)
        )
        if connection.execute(statement).rowcount != 1:
            raise EditConflict("有记录在导入期间被修改，导入未进行。", hint="请重新读取文件后再导入。")
        state = state_mac(trail.chain.state, model.__tablename__, one.id, {**one.now, **one.new})
        lines.append(Line(model.__tablename__, one.id, "update", diff, secret, state))
    trail.add(session, lines)
    changed = {line.record_id for line in lines}
    if model.__found_by_name__:
        search.follow_names(session, model, [one.id for one in updates if one.id in changed and "name" in one.new])
    if search.is_indexed(mapper):
        after = [{**one.now, **one.new, "id": one.id} for one in updates if one.id in changed]
        for row, names in zip(after, search.link_words(session, mapper, after), strict=True):
            search.replace(session, model.__tablename__, row["id"], search.body_of(mapper, row, names))


def _filled(row: Values, defaults: dict[str, Any], trail: Trail) -> dict[str, Any]:
    full = {**defaults, **row, "version": 1, "created_at": trail.now, "updated_at": trail.now}
    if "id" not in full:
        full["id"] = new_id()
    return full


@cache
def _defaults(mapper: Mapper[Any]) -> dict[str, Any]:
    """Read the plain defaults of a model's columns (the ORM would fill them in)."""
    return {
        p.key: p.columns[0].default.arg
        for p in mapper.column_attrs
        if p.columns[0].default is not None and p.columns[0].default.is_scalar
    }


def _created(trail: Trail, hidden: frozenset[str], table: str, record_id: str, said: Values) -> Line:
    diff = {name: [None, MASK if name in hidden else value] for name, value in said.items()}
    return Line(table, record_id, "create", diff, None, said_mac(trail.chain.state, table, record_id, said))


def _index(session: Session, mapper: Mapper[Any], table: str, rows: Sequence[dict[str, Any]]) -> None:
    if search.is_indexed(mapper):
        names = search.link_words(session, mapper, rows)
        bodies = [(row["id"], search.body_of(mapper, row, n)) for row, n in zip(rows, names, strict=True)]
        search.add_many(session, table, bodies)
