"""Many records as plain rows: only the asked-for columns, set by set, without an object a record."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import RelationshipProperty, Session

from cadre_desktop.records.rows import SEALED, Link, Row, link_to
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Field
from cadre_desktop.storage.turns import breathing

_AT_ONCE = 2000
Pick = Callable[[Any], Any]


def read_rows(session: Session, model: type[Record], ids: Sequence[str], fields: Sequence[Field]) -> list[Row]:
    """Read the records with these ids, in their order; values as `rows.value_of` gives them.

    Ids that no record has are left out.
    """
    found: list[Row] = []
    for start in range(0, len(ids), _AT_ONCE):
        found += breathing(_read(session, model, ids[start : start + _AT_ONCE], fields))
    return found


def listed(ids: Iterable[str]) -> Any:
    """Return a subquery of any number of ids: one parameter, one statement, however many they are."""
    return sa.select(sa.func.json_each(as_list(ids)).table_valued("value").c.value)


def as_list(ids: Iterable[str]) -> str:
    """Write ids as the parameter of a statement made beforehand with `LISTED`."""
    return orjson.dumps(list(ids)).decode()


LISTED = sa.select(sa.func.json_each(sa.bindparam("ids")).table_valued("value").c.value)
"""The same subquery for statements that are made once and run after every save, with the parameter `ids`."""


def _read(session: Session, model: type[Record], ids: Sequence[str], fields: Sequence[Field]) -> Iterator[Row]:
    statement, is_stored = _statement(model, tuple(fields))
    stored = {row[0]: row for row in session.connection().execute(statement, {"ids": as_list(ids)}).all()}
    at = 0
    picks: list[tuple[int, Pick | None]] = []
    for field, there in zip(fields, is_stored, strict=True):
        if not there:
            picks.append((0, _many(session, model, field, ids)))
            continue
        at += 1
        picks.append((at, _pick(session, field, {row[at] for row in stored.values()} if field.is_link else ())))
    for record_id in ids:
        row = stored.get(record_id)
        if row is not None:
            yield Row(record_id, tuple([row[i] if pick is None else pick(row[i]) for i, pick in picks]))


@lru_cache(maxsize=256)
def _statement(model: type[Record], fields: tuple[Field, ...]) -> tuple[Any, tuple[bool, ...]]:
    """Return the statement that reads some fields of records, and which of the fields have a column of their own."""
    table = model.__table__
    sources = [_column(model, f) for f in fields]
    query = sa.select(table.c.id, *(c for c in sources if c is not None)).where(table.c.id.in_(LISTED))
    return query, tuple(c is not None for c in sources)


@cache
def _names(model: type[Record]) -> Any:
    table = model.__table__
    return sa.select(table.c.id, table.c.name).where(table.c.id.in_(LISTED))


def _column(model: type[Record], field: Field) -> Any:
    """Return the column that holds a field, or the key of the record it links to; None for links to many."""
    if field.is_links:
        return None
    prop = getattr(model, field.name).property
    return next(iter(prop.local_columns)) if field.is_link else prop.columns[0]


def _pick(session: Session, field: Field, keys: Iterable[str | None]) -> Pick | None:
    """Return how a stored value becomes the shown one; None when it is that already."""
    if field.is_link:
        return _links(session, field.type, keys).get
    if field.spec.sealed:
        return _mark
    return None


def _mark(value: bytes | None) -> str | None:
    return SEALED if value else None


def _many(session: Session, model: type[Record], field: Field, ids: Sequence[str]) -> Pick:
    relation: RelationshipProperty[Any] = getattr(model, field.name).property
    assert relation.secondary is not None
    owner, other = list(relation.secondary.columns)[:2]
    pairs = session.connection().execute(sa.select(owner, other).where(owner.in_(listed(ids)))).all()
    links = _links(session, field.type, {key for _, key in pairs})
    found: dict[str, list[Link]] = defaultdict(list)
    for record_id, key in pairs:
        found[record_id].append(links[key])
    return lambda record_id: tuple(sorted(found.get(record_id, ()), key=str))


def _links(session: Session, model: type[Record], keys: Iterable[str | None]) -> Mapping[str | None, Link]:
    """Read what linked records are called: people and units by their name, others by what they say of themselves."""
    wanted = [key for key in keys if key is not None]
    if model.__found_by_name__:
        named = session.connection().execute(_names(model), {"ids": as_list(wanted)})
        return {key: Link(key, name) for key, name in named.all()}
    found = session.scalars(sa.select(model).where(model.id.in_(listed(wanted))))
    return {record.id: link_to(record) for record in found}
