"""One byte-exact form of a row, so that a seal over it means the same on every path."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from sqlalchemy.orm import Mapper, RelationshipProperty

from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import SPEC

# What the store itself keeps about a record: it changes with every save and says nothing of the matter.
OWN_COLUMNS = frozenset({"id", "version", "created_at", "updated_at"})

_PLAIN_ALREADY = frozenset({str, int, bool})


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: dates as text, bytes as hex, choices as their code."""
    if value is None or type(value) in _PLAIN_ALREADY:  # the ordinary case of imports of a hundred thousand values
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value  # a column gives 95 back as 95.0
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [plain(v) for v in value]
    raise TypeError(f"no plain form for {type(value).__name__}")


def dump(values: Any) -> bytes:
    """Write plain values as compact JSON with sorted keys."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS)


class KeyedHash:
    """HMAC-SHA256 under one key, made ready once: beginning anew for every line takes longer than the line."""

    def __init__(self, key: bytes) -> None:
        self._ready = HMAC(key, SHA256())

    def __call__(self, said: bytes) -> bytes:
        """Return the code of some bytes."""
        code = self._ready.copy()
        code.update(said)
        return code.finalize()


def state_mac(keyed: KeyedHash, table: str, record_id: str, values: Mapping[str, Any]) -> bytes:
    """Seal what a record says: every column but the store's own, and its linked ids.

    Empty values are left out, so that a column added by a later version does not break old seals.
    """
    return said_mac(keyed, table, record_id, said_of(values))


def said_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain values that a record's seal covers."""
    said = {}
    for name, value in values.items():
        if value is None or name in OWN_COLUMNS:
            continue
        if type(value) in _PLAIN_ALREADY:
            said[name] = value
        elif value != []:
            said[name] = plain(value)
    return said


def said_mac(keyed: KeyedHash, table: str, record_id: str, said: Mapping[str, Any]) -> bytes:
    """Seal plain values as `said_of` gave them."""
    return keyed(dump([table, record_id, said]))


@cache
def many_links(mapper: Mapper[Any]) -> tuple[RelationshipProperty[Any], ...]:
    """List the declared many-to-many links of a model."""
    return tuple(r for r in mapper.relationships if SPEC in r.info and r.secondary is not None)


@cache
def _column_names(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(p.key for p in mapper.column_attrs)


def said_by(record: Record) -> dict[str, Any]:
    """Read a loaded record as the values its seal covers."""
    mapper = sa.inspect(type(record))
    values: dict[str, Any] = {name: getattr(record, name) for name in _column_names(mapper)}
    for relation in many_links(mapper):
        values[relation.key] = sorted(other.id for other in getattr(record, relation.key))
    return values
