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

Values = Mapping[str, Any]
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Update:
    """A record to change: what it is now, whole, and what is to differ."""

    id: str
    version: int
    now: Values
    new: Values


def insert(session: Session, model: type[Record], rows: Sequence[dict[str, Any]]) -> list[str]:
    """File many new records of one model, values by column name; return their ids.

    The values must already have passed the kind's rules.  Columns left out are empty.
    """
    mapper: Mapper[Any] = sa.inspect(model)
    trail: Trail = session.info["trail"]
    hidden, defaults, dialect = masked_names(mapper), _defaults(mapper), session.connection().dialect
    store = _Insert(model.__table__, dialect)  # type: ignore[arg-type]
    ids: list[str] = []
    for start in range(0, len(rows), _CHUNK):
        full = [_filled(row, defaults, trail) for row in rows[start : start + _CHUNK]]
        session.connection().exec_driver_sql(store.statement, [store.stored(row) for row in full])
        trail.add(session, [_created(trail, hidden, model.__tablename__, row) for row in full])
        _index(session, mapper, model.__tablename__, full)
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
            sa.update(table)  # type: ignore[arg-type]
            .where(table.c.id == one.id, table.c.version == one.version)
            .values(**one.new, version=one.version + 1, updated_at=trail.now)
        )
        if connection.execute(statement).rowcount != 1:
            raise EditConflict("有记录在导入期间被修改，导入未进行。", hint="请重新读取文件后再导入。")
        state = state_mac(trail.chain.state_key, model.__tablename__, one.id, {**one.now, **one.new})
        lines.append(Line(model.__tablename__, one.id, "update", diff, secret, state))
    trail.add(session, lines)
    if search.is_indexed(mapper):
        changed = {line.record_id for line in lines}
        after = [{**one.now, **one.new, "id": one.id} for one in updates if one.id in changed]
        for row, names in zip(after, search.link_words(session, mapper, after), strict=True):
            search.replace(session, model.__tablename__, row["id"], search.body_of(mapper, row, names))


class _Insert:
    """How rows of one table are written: the statement, and each value as the database keeps it.

    The types' own converters are asked; only the walk over rows and columns is ours, because a general one costs
    more than writing the rows.
    """

    def __init__(self, table: sa.Table, dialect: sa.Dialect) -> None:
        compiled: Any = sa.insert(table).compile(dialect=dialect)
        self.statement = str(compiled)
        self._names = tuple(compiled.positiontup)
        converters = (table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in self._names)
        self._converters = [(at, convert) for at, convert in enumerate(converters) if convert is not None]

    def stored(self, row: Values) -> tuple[Any, ...]:
        """Return a row's values in the order of the statement."""
        values = [row.get(name) for name in self._names]
        for at, convert in self._converters:
            if values[at] is not None:
                values[at] = convert(values[at])
        return tuple(values)


def _filled(row: dict[str, Any], defaults: dict[str, Any], trail: Trail) -> dict[str, Any]:
    return {
        **defaults,
        "id": new_id(),
        **row,
        "version": 1,
        "created_at": trail.now,
        "updated_at": trail.now,
    }


@cache
def _defaults(mapper: Mapper[Any]) -> dict[str, Any]:
    """Read the plain defaults of a model's columns (the ORM would fill them in)."""
    return {
        p.key: p.columns[0].default.arg
        for p in mapper.column_attrs
        if p.columns[0].default is not None and p.columns[0].default.is_scalar
    }


def _created(trail: Trail, hidden: frozenset[str], table: str, row: dict[str, Any]) -> Line:
    said = said_of(row)
    diff = {name: [None, MASK if name in hidden else value] for name, value in said.items()}
    return Line(table, row["id"], "create", diff, None, said_mac(trail.chain.state_key, table, row["id"], said))


def _index(session: Session, mapper: Mapper[Any], table: str, rows: Sequence[dict[str, Any]]) -> None:
    if search.is_indexed(mapper):
        names = search.link_words(session, mapper, rows)
        bodies = [(row["id"], search.body_of(mapper, row, n)) for row, n in zip(rows, names, strict=True)]
        search.add_many(session, table, bodies)
