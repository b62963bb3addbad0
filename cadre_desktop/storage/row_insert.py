"""Rows written many at a time: one statement a table, each value turned into what the database keeps."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from cadre_desktop.storage.canonical import OWN_COLUMNS

Values = Mapping[str, Any]


class RowInsert:
    """Writes rows of one table.

    The types' own converters are asked; only the walk over rows and columns is ours, because a general one costs
    more than writing the rows.
    """

    def __init__(self, table: Any, connection: Connection) -> None:
        compiled: Any = sa.insert(table).compile(dialect=connection.dialect)
        self._statement, self._connection = str(compiled), connection
        self._names: tuple[str, ...] = tuple(compiled.positiontup)
        self._converters, self._not_said = [], []
        for at, name in enumerate(self._names):
            kind = table.c[name].type
            convert = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
            if convert is not None:
                self._converters.append((at, convert))
            if name in OWN_COLUMNS or isinstance(kind, sa.DateTime | sa.LargeBinary):
                self._not_said.append((at, name, convert))

    def write(self, rows: Iterable[Values]) -> None:
        """Write rows given by column name; what is missing is empty."""
        stored = [self._stored(row) for row in rows]
        if stored:
            self._connection.exec_driver_sql(self._statement, stored)

    def write_said(self, rows: Iterable[tuple[Values, Values]]) -> None:
        """Write rows whose plain form, as `canonical.said_of` gives it, is known already beside the values.

        Times and bytes are kept in another form than the plain one; all else is the same.
        """
        self._connection.exec_driver_sql(self._statement, [self._stored_said(row, said) for row, said in rows])

    def _stored(self, row: Values) -> tuple[Any, ...]:
        values = [row.get(name) for name in self._names]
        for at, convert in self._converters:
            if values[at] is not None:
                values[at] = convert(values[at])
        return tuple(values)

    def _stored_said(self, row: Values, said: Values) -> tuple[Any, ...]:
        values = [said.get(name) for name in self._names]
        for at, name, convert in self._not_said:
            value = row.get(name)
            values[at] = value if convert is None or value is None else convert(value)
        return tuple(values)
