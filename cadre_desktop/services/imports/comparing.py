"""When a value of the sheet and a value of the store say the same, and how a difference is shown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import configure_mappers

from cadre_desktop.errors import Problem
from cadre_desktop.formats.values import shown
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services.imports.shape import Difference
from cadre_desktop.services.records import rule_problems
from cadre_desktop.storage.base import Record

Values = Mapping[str, Any]
Say = Callable[..., Any]


def same(old: Any, new: Any) -> bool:
    """Tell whether the sheet adds nothing: a day in the store is not lost to a month in the sheet."""
    if isinstance(old, PartialDate) and isinstance(new, PartialDate):
        finer = ("year", "month", "day")
        return finer.index(old.precision) >= finer.index(new.precision) and old.cut(new.precision) == new
    if isinstance(old, Link) and isinstance(new, Link):
        return old.id == new.id
    return bool(old == new)


def difference(label: str, old: Any, new: Any) -> Difference:
    """Put a change into words; an empty side is said to be empty."""
    return Difference(label, shown(old) or "（空）", shown(new) or "（空）")


@cache
def _manager(model: type[Record]) -> Any:
    configure_mappers()  # a record made without its constructor has nobody else to ask for it
    return sa.inspect(model).class_manager


def transient(model: type[Record], values: Values) -> Any:
    """Make a record that belongs to no session, for the rules to look at.

    Its values are put in without the bookkeeping of changes, which nobody will ask for.
    """
    record = _manager(model).new_instance()
    record.__dict__.update(values)
    return record


def broken_rules(kind: RecordKind, record: Any, today: date) -> Iterable[Problem]:
    """Ask the kind's own rules about a transient record."""
    return rule_problems(kind, record, today)
