"""Rows written many at a time: one statement a table, each value turned into what the database keeps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Dialect

from cadre_desktop.storage.canonical import OWN_COLUMNS

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How rows of one table are written: the statement, its columns, and which of their values need converting."""

    statement: str
    empty: Mapping[str, None]
    """Every column in the statement's order: laying values over it is quicker than asking for each."""
    converters: tuple[tuple[str, Convert], ...]
    not_said: tuple[tuple[str, Convert | None], ...]


class RowInsert:
    """Writes rows of one table.

    The types' own converters are asked; only the walk over rows and columns is ours, because a general one costs
    more than writing the rows.
    """

    def __init__(self, table: Any, connection: Connection) -> None:
        self._plan, self._connection = _plan(table, connection.dialect), connection

    def write(self, rows: Iterable[Values]) -> None:
        """Write rows given by column name; what is missing is empty."""
        stored = [self._stored(row) for row in rows]
        if stored:
            self._connection.exec_driver_sql(self._plan.statement, stored)

    def write_said(self, rows: Iterable[tuple[Values, Values]]) -> None:
        """Write rows whose plain form, as `canonical.said_of` gives it, is known already beside the values.

        Times and bytes are kept in another form than the plain one; all else is the same.
        """
        self._connection.exec_driver_sql(self._plan.statement, [self._stored_said(row, said) for row, said in rows])

    def _stored(self, row: Values) -> tuple[Any, ...]:
        values = {**self._plan.empty, **row}
        for name, convert in self._plan.converters:
            if values[name] is not None:
                values[name] = convert(values[name])
        return tuple(values.values())

    def _stored_said(self, row: Values, said: Values) -> tuple[Any, ...]:
        values = {**self._plan.empty, **said}
        for name, convert in self._plan.not_said:
            value = row.get(name)
            values[name] = value if convert is None or value is None else convert(value)
        return tuple(values.values())


@lru_cache(maxsize=128)
def _plan(table: Any, dialect: Dialect) -> _Plan:
    compiled: Any = sa.insert(table).compile(dialect=dialect)
    names: tuple[str, ...] = tuple(compiled.positiontup)
    converters, not_said = [], []
    for name in names:
        kind = table.c[name].type
        convert = kind.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None and isinstance(kind, sa.DateTime):
            convert = lru_cache(maxsize=8)(convert)  # every row of a work carries the same time
        if convert is not None:
            converters.append((name, convert))
        if name in OWN_COLUMNS or isinstance(kind, sa.DateTime | sa.LargeBinary):
            not_said.append((name, convert))
    return _Plan(str(compiled), dict.fromkeys(names), tuple(converters), tuple(not_said))
