"""Values read back from the trail and set on records again, in the form the store holds them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, RelationshipProperty, Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records import BY_TABLE, RecordKind
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.canonical import many_links, plain
from cadre_desktop.storage.chain import Chain
from cadre_desktop.storage.fields import SPEC, Choice

_AT_ONCE = 500


class Gone(Exception):
    """A record that an old value points at has been erased."""


def column_named(mapper: Mapper[Any], name: str) -> sa.Column[Any] | None:
    """Find a column by its attribute; None for a link to several records and for names of other versions."""
    found = mapper.column_attrs.get(name)
    column = found.columns[0] if found is not None else None
    return column if isinstance(column, sa.Column) else None


def link_over(mapper: Mapper[Any], name: str) -> RelationshipProperty[Any] | None:
    """Find the link that a foreign key column belongs to."""
    column = column_named(mapper, name)
    return next((r for r in mapper.relationships if column is not None and column in r.local_columns), None)


def hides(mapper: Mapper[Any], name: str) -> bool:
    """Tell whether the trail masks a column."""
    column = column_named(mapper, name)
    spec = column.info.get(SPEC) if column is not None else None
    return spec is not None and (spec.sensitive or spec.sealed)


def is_sealed(mapper: Mapper[Any], name: str) -> bool:
    """Tell whether a column lies under the second key: only who holds it may put another value there."""
    column = column_named(mapper, name)
    spec = column.info.get(SPEC) if column is not None else None
    return spec is not None and bool(spec.sealed)


def now_held(record: Record, name: str) -> Any:
    """Return what a record holds, as the trail writes it."""
    if name in {r.key for r in many_links(sa.inspect(type(record)))}:
        return sorted(other.id for other in getattr(record, name))
    return plain(getattr(record, name))


def secrets_of(chain: Chain, entry: AuditEntry) -> Mapping[str, Any]:
    """Return the true old values of an entry's masked fields."""
    return chain.reveal(entry.secret, entry.record_id) if entry.secret else {}


def old_and_new(chain: Chain, mapper: Mapper[Any], entry: AuditEntry) -> dict[str, tuple[Any, Any]]:
    """Map each field of an entry to its true old value and its new one; a masked new value stays the mask."""
    secrets = secrets_of(chain, entry)
    known = {p.key for p in (*mapper.column_attrs, *many_links(mapper))}
    return {n: (secrets.get(n, old), new) for n, (old, new) in entry.changes.items() if n in known}


def set_held(session: Session, record: Record, name: str, value: Any) -> None:
    """Set one field from what the trail holds; raise Gone when it points at an erased record."""
    mapper: Mapper[Any] = sa.inspect(type(record))
    several = next((r for r in many_links(mapper) if r.key == name), None)
    if several is not None:
        setattr(record, name, [_linked(session, several, i) for i in value or ()])
        return
    one = link_over(mapper, name)
    if one is not None:
        setattr(record, one.key, _linked(session, one, value) if value else None)
    column = column_named(mapper, name)
    if column is not None:
        setattr(record, name, from_plain(column, value))


def _linked(session: Session, relation: RelationshipProperty[Any], record_id: str) -> Record:
    found: Record | None = session.get(relation.mapper.class_, record_id)
    if found is None:
        raise Gone
    return found


def from_plain(column: sa.Column[Any], value: Any) -> Any:
    """Turn what `canonical.plain` wrote back into the value a column takes."""
    if value is None:
        return None
    kind = column.type.python_type
    if isinstance(column.type, sa.Enum) and column.type.enum_class is not None:
        return column.type.enum_class(value)
    if kind is PartialDate:
        return PartialDate.parse_stored(value)
    if kind is datetime or kind is date:
        return kind.fromisoformat(value)
    return bytes.fromhex(value) if kind is bytes else float(value) if kind is float else value


def fetch_many(session: Session, kind: RecordKind, ids: Iterable[str]) -> dict[str, Record]:
    """Load many records of a kind at once, by id; erased ones are left out."""
    wanted = list(ids)
    found: dict[str, Record] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = sa.select(kind.model).where(kind.model.id.in_(wanted[start : start + _AT_ONCE]))
        found |= {record.id: record for record in session.scalars(query)}
    return found


def kind_of(table: str) -> RecordKind:
    """Find the kind a line of the trail is about; raise NotAllowed for a table of another version."""
    if table not in BY_TABLE:
        raise NotAllowed("这条记录的类型本程序不认识。", hint="请升级程序后再试。")
    return BY_TABLE[table]


def words_of(choice: type[Choice], code: Any) -> str:
    """Return the words for a stored code; the code itself where no version knows it."""
    return next((member.label for member in choice if member.value == code), str(code))
