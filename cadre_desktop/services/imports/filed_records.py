"""The records of a kind already filed, found by the values of some fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.records import defaults
from cadre_desktop.storage.canonical import plain

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FiledRecord:
    """One record already filed."""

    id: str


class FiledRecords:
    """Reads the kind's records once, by the fields that tell them apart."""

    def __init__(self, session: Session, kind: RecordKind, names: Sequence[str]) -> None:
        model = kind.model
        columns = [_column(kind, name) for name in names]
        many = {at: _linked_ids(session, kind, name) for at, name in enumerate(names) if columns[at] is None}
        query = sa.select(model.id, *(c for c in columns if c is not None)).where(model.deleted_at.is_(None))
        self._found: dict[Key, FiledRecord] = {}
        for row in session.execute(query):
            stored = iter(row[1:])
            key = tuple(
                many[at].get(row[0], frozenset()) if column is None else _comparable(next(stored))
                for at, column in enumerate(columns)
            )
            self._found.setdefault(key, FiledRecord(row[0]))

    def find(self, key: Key) -> FiledRecord | None:
        """Return the record with these values."""
        return self._found.get(key)


def key_of(values: Mapping[str, Any], names: Sequence[str], kind: RecordKind) -> Key:
    """Return a row's values as `FiledRecords` compares them."""
    starts = defaults(kind)
    return tuple(_comparable(values.get(name, starts.get(name))) for name in names)


def _comparable(value: Any) -> Any:
    if isinstance(value, Link):
        return value.id
    if isinstance(value, tuple):
        return frozenset(link.id for link in value)
    if isinstance(value, PartialDate):
        return str(value)
    return plain(value)


def _column(kind: RecordKind, name: str) -> Any:
    """Return the column that holds a field, None for links to several records."""
    prop = getattr(kind.model, name).property
    if not hasattr(prop, "mapper"):
        return getattr(kind.model, name)
    return None if prop.secondary is not None else next(iter(prop.local_columns))


def _linked_ids(session: Session, kind: RecordKind, name: str) -> dict[str, frozenset[str]]:
    pairs = getattr(kind.model, name).property.secondary
    owner, other = list(pairs.columns)[:2]
    found: dict[str, set[str]] = {}
    for record_id, linked in session.execute(sa.select(owner, other)):
        found.setdefault(record_id, set()).add(linked)
    return {record_id: frozenset(ids) for record_id, ids in found.items()}
