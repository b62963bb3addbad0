"""What a record held when it was read: for rules that depend on where a change starts from."""

from typing import Any

import sqlalchemy as sa

from cadre_desktop.storage.base import Record
from cadre_desktop.storage.canonical import OWN_COLUMNS


def stored(record: Record, name: str) -> Any:
    """Return a column as it is in the store; None for a record that is not there yet."""
    history = sa.inspect(record).attrs[name].history
    held = (*(history.deleted or ()), *(history.unchanged or ()))
    return held[0] if held and sa.inspect(record).persistent else None


def changed_names(record: Record) -> frozenset[str]:
    """Name the columns and links of a stored record that differ from the store; putting in the bin is no change."""
    state = sa.inspect(record)
    if not state.persistent:
        return frozenset()
    names = {a.key for a in state.attrs if a.history.has_changes()}
    return frozenset(names - OWN_COLUMNS - {"deleted_at"})
