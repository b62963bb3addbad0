"""Full-text search that works for Chinese: one token per character, so any substring is a phrase.

One index serves every kind.  A record is found by its fields declared searchable, and by the
names (and pinyin initials) of the people and units it links to.  Sealed fields never go in.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.orm import Mapped, Mapper, RelationshipProperty, Session, mapped_column

from cadre_desktop import chinese
from cadre_desktop.storage.base import Base, Record
from cadre_desktop.storage.fields import SPEC

_NOT_SEARCHED = re.compile(r"[\W_]+")
_FIELD_BREAK = " fieldbreak "  # a word no query can hold, so that no phrase reaches across two fields
CREATE_INDEX = "CREATE VIRTUAL TABLE search_text USING fts5(place, body, content='', contentless_delete=1)"


class SearchEntry(Base):
    """Which record a line of the index stands for."""

    __tablename__ = "search_entry"
    __table_args__ = {"sqlite_autoincrement": True}

    number: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(sa.String(60))
    record_id: Mapped[str] = mapped_column(sa.String(32), unique=True)


def tokens(text: str) -> str:
    """Write a text as the index keeps it: normalised, letters and digits only, one a word."""
    return " ".join(_NOT_SEARCHED.sub("", unicodedata.normalize("NFKC", text).casefold()))


def match_query(place: str, text: str) -> str | None:
    """Write what the person typed as a query of the index; None when it holds no letter or digit."""
    wanted = tokens(text)
    return f'place:"{_place_token(place)}" AND body:"{wanted}"' if wanted else None


@cache
def searchable_columns(mapper: Mapper[Any]) -> tuple[str, ...]:
    """Name the columns of a model that go into the index."""
    return tuple(
        p.key
        for p in mapper.column_attrs
        if SPEC in p.columns[0].info and p.columns[0].info[SPEC].searchable and not p.columns[0].info[SPEC].sealed
    )


@cache
def named_links(mapper: Mapper[Any]) -> tuple[RelationshipProperty[Any], ...]:
    """List the declared links of a model to people and units."""
    return tuple(r for r in mapper.relationships if SPEC in r.info and r.mapper.class_.__found_by_name__)


def is_indexed(mapper: Mapper[Any]) -> bool:
    """Tell whether records of a model go into the index."""
    return bool(searchable_columns(mapper))


def name_words(name: str) -> str:
    """Write a person's or unit's name as it is searched: itself and its pinyin initials."""
    return _FIELD_BREAK.join([tokens(name), *map(" ".join, chinese.pinyin_keys(name))])


def body_of(mapper: Mapper[Any], values: Mapping[str, Any], names: Iterable[str]) -> str:
    """Put the searchable values of one record, and the words of its links, into one text."""
    parts = [tokens(str(values[c])) for c in searchable_columns(mapper) if values.get(c)]
    return _FIELD_BREAK.join([*names, *parts])


def reindex(session: Session, changed: Iterable[Record], erased: Iterable[object]) -> None:
    """Bring the index up to date with records just flushed, in the same transaction."""
    for record in erased:
        if isinstance(record, Record):
            _remove(session, record.id)
    for record in changed:
        if is_indexed(sa.inspect(type(record))) and _says_something_else(record):
            replace(session, record.__tablename__, record.id, _body(session, record))
        if record.__found_by_name__ and sa.inspect(record).attrs["name"].history.deleted:
            for other in _linking_to(session, record):
                replace(session, other.__tablename__, other.id, _body(session, other))


def follow_names(session: Session, model: type[Record], ids: Iterable[str]) -> None:
    """Index anew what links to people or units that were renamed set-wise."""
    for record_id in ids:
        renamed = session.get_one(model, record_id, populate_existing=True)
        for other in _linking_to(session, renamed):
            replace(session, other.__tablename__, other.id, _body(session, other))


def _says_something_else(record: Record) -> bool:
    """Tell whether anything the index holds of a record changed: going to the bin, for one, does not."""
    state, mapper = sa.inspect(record), sa.inspect(type(record))
    links = named_links(mapper)
    columns = {c.key or "" for link in links if not link.uselist for c in link.local_columns}
    names = {*searchable_columns(mapper), *columns, *(link.key for link in links)}
    return any(state.attrs[name].history.has_changes() for name in names & state.committed_state.keys())


def _body(session: Session, record: Record) -> str:
    mapper: Mapper[Any] = sa.inspect(type(record))
    names: list[str] = []
    for relation in named_links(mapper):
        if relation.uselist or relation.key in record.__dict__:
            linked = getattr(record, relation.key)
            names += [other.name for other in (linked if relation.uselist else [linked]) if other is not None]
        else:
            names += _name_of(session, record, relation)
    return body_of(mapper, {c: getattr(record, c) for c in searchable_columns(mapper)}, map(name_words, names))


def _name_of(session: Session, record: Record, relation: RelationshipProperty[Any]) -> Iterable[str]:
    """Read the name behind a link that nobody looked at, without the rest of the record it leads to."""
    key = getattr(record, next(iter(relation.local_columns)).key or "")
    query = f"SELECT name FROM {relation.mapper.class_.__tablename__} WHERE id = ?"
    return session.connection().exec_driver_sql(query, (key,)).scalars()


def _linking_to(session: Session, record: Record) -> Iterable[Record]:
    """Find the indexed records that carry the name of this person or unit."""
    for mapper in type(record).registry.mappers:
        for relation in named_links(mapper) if is_indexed(mapper) else ():
            if relation.mapper.class_ is type(record):
                attribute = getattr(mapper.class_, relation.key)
                wanted = attribute.any(id=record.id) if relation.uselist else attribute.has(id=record.id)
                yield from session.scalars(sa.select(mapper.class_).where(wanted))


def link_words(session: Session, mapper: Mapper[Any], rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """For rows given by column, look up the words of the people and units they link to."""
    found: list[list[str]] = [[] for _ in rows]
    for relation in named_links(mapper):
        if relation.uselist:
            continue
        column = next(iter(relation.local_columns)).key or ""
        wanted = orjson.dumps(list({row[column] for row in rows if row.get(column)})).decode()
        query = (
            f"SELECT id, name FROM {relation.mapper.class_.__tablename__} WHERE id IN (SELECT value FROM json_each(?))"
        )
        named = session.connection().exec_driver_sql(query, (wanted,))
        words = {i: name_words(name) for i, name in named}
        for i, row in enumerate(rows):
            if row.get(column) in words:
                found[i].append(words[row[column]])
    return found


def add_many(session: Session, place: str, bodies: Sequence[tuple[str, str]]) -> None:
    """Index many new records of one table: (record id, body) pairs."""
    connection = session.connection()
    first = (connection.exec_driver_sql("SELECT max(number) FROM search_entry").scalar() or 0) + 1
    token = _place_token(place)
    entries = [(first + i, token, record_id) for i, (record_id, _) in enumerate(bodies)]
    texts = [(first + i, token, body) for i, (_, body) in enumerate(bodies)]
    if bodies:
        connection.exec_driver_sql("INSERT INTO search_entry(number, place, record_id) VALUES (?, ?, ?)", entries)
        connection.exec_driver_sql("INSERT INTO search_text(rowid, place, body) VALUES (?, ?, ?)", texts)


def replace(session: Session, place: str, record_id: str, body: str) -> None:
    """Index one record anew; it keeps its number, and so its place among what a search finds."""
    connection = session.connection()
    number = _number_of(connection, record_id)
    if number is None:
        add_many(session, place, [(record_id, body)])
    else:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO search_text(rowid, place, body) VALUES (?, ?, ?)",
            (number, _place_token(place), body),
        )


def _remove(session: Session, record_id: str) -> None:
    connection = session.connection()
    number = _number_of(connection, record_id)
    if number is not None:
        connection.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", (number,))
        connection.exec_driver_sql("DELETE FROM search_entry WHERE number = ?", (number,))


def _number_of(connection: Connection, record_id: str) -> int | None:
    query = "SELECT number FROM search_entry WHERE record_id = ?"
    number: int | None = connection.exec_driver_sql(query, (record_id,)).scalar()
    return number


def _place_token(place: str) -> str:
    """Write a table's name as one word, so that "post" does not find "post_note"."""
    return place.replace("_", "")
