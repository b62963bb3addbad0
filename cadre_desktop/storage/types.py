"""Column types of our own: dates known to the year, month or day."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from cadre_desktop.rules.partial_date import PartialDate


class PartialDateType(TypeDecorator[PartialDate]):
    """A date with its precision, kept as text that sorts by itself: 1978, 1978.08, 1978.08.12."""

    impl = sa.String(10)
    cache_ok = True

    @property
    def python_type(self) -> type[PartialDate]:
        return PartialDate

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> PartialDate | None:
        return None if value is None else _parsed(value)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> PartialDate:
    """Read a stored date; lists hold the same few thousand months over and over."""
    return PartialDate.parse_stored(text)
