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


JOINING = "joining"
"""Set in a session's info while two files of one person become one, or two again: whose a record is may change then."""


def changed_names(record: Record) -> frozenset[str]:
    """Name the columns and links of a stored record that differ from the store; putting in the bin is no change.

    While files of one person are joined, whom a record is about does not count: it is about the same person.
    """
    state = sa.inspect(record)
    if not state.persistent:
        return frozenset()
    names = {a.key for a in state.attrs if a.history.has_changes()}
    if state.session is not None and state.session.info.get(JOINING):
        names -= _about_whom(state.mapper)
    return frozenset(names - OWN_COLUMNS - {"deleted_at"})


def _about_whom(mapper: Any) -> set[str]:
    people = [relation for relation in mapper.relationships if relation.mapper.class_.__tablename__ == "cadre"]
    columns = {mapper.get_property_by_column(c).key for one in people if not one.uselist for c in one.local_columns}
    return columns | {relation.key for relation in people}
