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


def difference(label: str, old: Any, new: Any, field: str = "") -> Difference:
    """Put a change into words; an empty side is said to be empty."""
    return Difference(label, shown(old) or "（空）", shown(new) or "（空）", field)


@cache
def _manager(model: type[Record]) -> Any:
    configure_mappers()  # a record made without its constructor has nobody else to ask for it
    return sa.inspect(model).class_manager


class StandIns:
    """Records for the rules to look at, that belong to no session.

    One of each model takes the values of row after row, without the bookkeeping of changes: to make ten thousand
    costs more than the rules themselves.  Who asks for the next one of a model is done with the one before.
    """

    def __init__(self) -> None:
        self._made: dict[type[Record], tuple[Any, dict[str, Any]]] = {}

    def of(self, model: type[Record], *values: Values) -> Any:
        """Return the record with these values, later ones laid over earlier ones, and nothing else in it."""
        if model not in self._made:
            record = _manager(model).new_instance()
            blank = dict.fromkeys(p.key for p in sa.inspect(model).column_attrs)
            self._made[model] = record, {**blank, **record.__dict__}
        record, blank = self._made[model]
        record.__dict__.clear()
        record.__dict__.update(blank)
        for some in values:
            record.__dict__.update(some)
        return record


def broken_rules(kind: RecordKind, record: Any, today: date) -> Iterable[Problem]:
    """Ask the kind's own rules about a transient record."""
    return rule_problems(kind, record, today)
