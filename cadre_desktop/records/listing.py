"""Lists of any kind: searched, filtered, sorted and cut into pages by SQL, never in Python."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records import keyset
from cadre_desktop.records.keyset import Term
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.reading import listed, read_rows
from cadre_desktop.records.rows import Row
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Field
from cadre_desktop.storage.search import is_indexed, match_query

PAGE = 200
_ENTRY = sa.table("search_entry", sa.column("number"), sa.column("record_id"))
_INDEX = sa.table("search_text", sa.column("rowid"), sa.column("search_text"))
_FOUND_AS: Any = sa.literal_column("search_text.rowid", sa.Integer)
"""The number a record is indexed by: what a search finds comes in this order, forward or back, for nothing."""


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
    after: str = "",
    limit: int = PAGE,
) -> list[Row]:
    """Read one page of a list as plain rows, in the kind's own order unless sorted otherwise.

    `after` is the id of the last row of the page before; when that record is gone, so is what followed it.
    """
    return read_rows(session, kind.model, _ids(session, kind, query, after, limit), fields)


def all_ids(session: Session, kind: RecordKind, query: ListQuery) -> list[str]:
    """Read the ids of a whole list, in its order."""
    return _ids(session, kind, query, "", -1)


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
    connection = session.connection()
    statement, live, binned, any_binned = _counting(kind.model)
    if query.deleted:
        statement = binned
    elif connection.execute(any_binned).first():  # telling them apart makes the count half as slow again
        statement = live
    return int(connection.execute(statement, {"wanted": wanted}).scalar_one())


@cache
def _counting(model: type[Record]) -> tuple[Any, Any, Any, Any]:
    """Return the counts of what the index finds: all, what is live, what is binned; and whether anything is binned."""
    in_bin = sa.select(model.id).where(model.deleted_at.is_not(None))
    numbers = sa.select(_ENTRY.c.number).where(_ENTRY.c.record_id.in_(in_bin))
    number: Any = sa.literal_column("+search_text.rowid")  # the sign keeps SQLite from asking the index row by row
    found = sa.select(sa.func.count()).select_from(_INDEX)
    found = found.where(_INDEX.c.search_text.op("MATCH")(sa.bindparam("wanted")))
    return found, found.where(number.not_in(numbers)), found.where(number.in_(numbers)), in_bin.limit(1)


def _ids(session: Session, kind: RecordKind, query: ListQuery, after: str, limit: int) -> list[str]:
    terms = _order(kind, query)
    statement = _narrowed(sa.select(kind.model.id), kind, query)
    if after:
        values = _values_of(session, kind, terms, after)
        if values is None:
            return []
        statement = statement.where(keyset.after(terms, values))
    statement = statement.order_by(*(term.ordered for term in terms)).limit(limit)
    return [row[0] for row in session.connection().execute(statement).all()]


def _values_of(session: Session, kind: RecordKind, terms: Sequence[Term], record_id: str) -> Sequence[Any] | None:
    """Read by what values a record stands where it stands in a list; None when it is gone."""
    if terms[0].expression is _FOUND_AS:
        query = sa.select(_ENTRY.c.number).where(_ENTRY.c.record_id == record_id)
    else:
        query = sa.select(*(term.expression for term in terms)).where(kind.model.id == record_id)
    return session.connection().execute(query).first()


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


def _order(kind: RecordKind, query: ListQuery) -> tuple[Term, ...]:
    model = kind.model
    newest = Term(sa.literal_column(f'"{model.__tablename__}".rowid', sa.Integer), descending=True, may_be_empty=False)
    if query.sort:
        return _sort_term(getattr(model, query.sort), query.descending), newest
    if kind.order:
        return *(Term(expression) for expression in kind.order), newest
    if query.text.strip() and match_query(model.__tablename__, query.text) and is_indexed(sa.inspect(model)):
        return (Term(_FOUND_AS, descending=True, may_be_empty=False),)
    return (newest,)


def _sort_term(attribute: Any, descending: bool) -> Term:
    """Sort a linked record by its name when it has one, by its key when not."""
    prop = attribute.property
    target = getattr(prop, "mapper", None)
    if target is None:
        return Term(attribute, descending, bool(prop.columns[0].nullable))
    if prop.uselist or not target.class_.__found_by_name__:
        return Term(attribute.parent.class_.created_at, descending, may_be_empty=False)
    named = target.class_.__table__.alias()
    local = next(iter(prop.local_columns))
    return Term(sa.select(named.c.name).where(named.c.id == local).scalar_subquery(), descending)
