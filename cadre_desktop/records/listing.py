"""Lists of any kind: searched, filtered, sorted and cut into pages by SQL, never in Python."""

from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.reading import listed, read_rows
from cadre_desktop.records.rows import Row
from cadre_desktop.storage.fields import Field
from cadre_desktop.storage.search import is_indexed, match_query

PAGE = 200
_ENTRY = sa.table("search_entry", sa.column("number"), sa.column("record_id"))
_INDEX = sa.table("search_text", sa.column("rowid"), sa.column("search_text"))


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list shows: text searched for, filters by field name, order, or exactly these ids."""

    text: str = ""
    filters: tuple[tuple[str, Any], ...] = field(default=())
    sort: str = ""
    descending: bool = False
    ids: tuple[str, ...] | None = None
    deleted: bool = False

    def with_filter(self, name: str, value: Any) -> "ListQuery":
        """Return the query narrowed by one more field; an empty value takes the filter away."""
        kept = tuple((n, v) for n, v in self.filters if n != name)
        return replace(self, filters=(*kept, (name, value)) if value not in (None, "") else kept)


def page(
    session: Session,
    kind: RecordKind,
    fields: tuple[Field, ...],
    query: ListQuery,
    *,
    offset: int = 0,
    limit: int = PAGE,
) -> list[Row]:
    """Read one page of a list as plain rows, in the kind's own order unless sorted otherwise."""
    return read_rows(session, kind.model, _ids(session, kind, query, offset, limit), fields)


def all_ids(session: Session, kind: RecordKind, query: ListQuery) -> list[str]:
    """Read the ids of a whole list, in its order."""
    return _ids(session, kind, query, 0, -1)


def count(session: Session, kind: RecordKind, query: ListQuery) -> int:
    """Count the records of a list."""
    if query.text.strip() and not query.filters and query.ids is None:
        return _count_found(session, kind, query)
    statement = _narrowed(sa.select(sa.func.count()).select_from(kind.model), kind, query)
    return int(session.connection().execute(statement).scalar_one())


def _count_found(session: Session, kind: RecordKind, query: ListQuery) -> int:
    """Count by the index, less what lies in the bin: so a hundred thousand records need not be visited."""
    wanted = match_query(kind.model.__tablename__, query.text)
    if wanted is None or not is_indexed(sa.inspect(kind.model)):
        return 0
    in_bin = sa.select(kind.model.id).where(kind.model.deleted_at.is_not(None))
    numbers = sa.select(_ENTRY.c.number).where(_ENTRY.c.record_id.in_(in_bin))
    number: Any = sa.literal_column("+search_text.rowid")  # the sign keeps SQLite from asking the index row by row
    found = sa.select(sa.func.count()).select_from(_INDEX).where(_INDEX.c.search_text.op("MATCH")(wanted))
    found = found.where(number.in_(numbers) if query.deleted else number.not_in(numbers))
    return int(session.connection().execute(found).scalar_one())


def _ids(session: Session, kind: RecordKind, query: ListQuery, offset: int, limit: int) -> list[str]:
    statement = _narrowed(sa.select(kind.model.id), kind, query)
    statement = statement.order_by(*_order(kind, query)).offset(offset).limit(limit)
    return [row[0] for row in session.connection().execute(statement).all()]


def _narrowed(statement: Any, kind: RecordKind, query: ListQuery) -> Any:
    model = kind.model
    statement = statement.where(model.deleted_at.is_not(None) if query.deleted else model.deleted_at.is_(None))
    for name, value in query.filters:
        statement = statement.where(_matches(getattr(model, name), value))
    if query.ids is not None:
        statement = statement.where(model.id.in_(listed(query.ids)))
    if not query.text.strip():
        return statement
    return _found_by(statement, kind, query.text)


def _matches(attribute: Any, value: Any) -> Any:
    field_type = getattr(attribute.property, "mapper", None)
    if field_type is None:
        return attribute == value
    wanted = getattr(value, "id", value)
    return attribute.any(id=wanted) if attribute.property.uselist else attribute.has(id=wanted)


def _found_by(statement: Any, kind: RecordKind, text: str) -> Any:
    """Narrow a list to the records the index finds; what has no letter or digit finds nothing."""
    wanted = match_query(kind.model.__tablename__, text)
    if wanted is None or not is_indexed(sa.inspect(kind.model)):
        return statement.where(sa.false())
    return (
        statement.join(_ENTRY, _ENTRY.c.record_id == kind.model.id)
        .join(_INDEX, _INDEX.c.rowid == _ENTRY.c.number)
        .where(_INDEX.c.search_text.op("MATCH")(wanted))
    )


def _order(kind: RecordKind, query: ListQuery) -> tuple[Any, ...]:
    model = kind.model
    newest: Any = sa.literal_column(f'"{model.__tablename__}".rowid').desc()
    if not query.sort:
        if kind.order:
            return (*kind.order, newest)
        if query.text.strip() and match_query(model.__tablename__, query.text):
            return (sa.literal_column("search_text.rowid").desc(),)  # the order the index gives for nothing
        return (newest,)
    column = _sort_column(getattr(model, query.sort))
    return (column.desc() if query.descending else column.asc(), newest)


def _sort_column(attribute: Any) -> Any:
    """Sort a linked record by its name when it has one, by its key when not."""
    prop = attribute.property
    target = getattr(prop, "mapper", None)
    if target is None:
        return attribute
    if prop.uselist or not target.class_.__found_by_name__:
        return attribute.parent.class_.created_at
    named = target.class_.__table__.alias()
    local = next(iter(prop.local_columns))
    return sa.select(named.c.name).where(named.c.id == local).scalar_subquery()
