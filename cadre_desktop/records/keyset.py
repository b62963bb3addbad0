"""Where the next page of a sorted list begins: after the values of the last row, never after so many rows.

To pass over rows the database has to read them; to find the place behind known values it goes there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a list is sorted by; the last term of an order tells every two rows apart, and is never empty."""

    expression: Any
    descending: bool = False
    may_be_empty: bool = True

    @property
    def ordered(self) -> Any:
        """The term as ORDER BY takes it."""
        return self.expression.desc() if self.descending else self.expression.asc()


def after(terms: Sequence[Term], values: Sequence[Any]) -> Any:
    """Return the condition of the rows that come after the one with these values of the terms."""
    later = []
    for at, (term, value) in enumerate(zip(terms, values, strict=True)):
        beyond = _beyond(term, value)
        if beyond is not None:
            same = [_same(t, v) for t, v in zip(terms[:at], values[:at], strict=True)]
            later.append(sa.and_(*same, beyond))
    found = sa.or_(*later)
    first, value = terms[0], values[0]
    if len(terms) > 1 and not first.descending and value is not None:
        found = sa.and_(first.expression >= _bound(first, value), found)  # said once more, for the index
    return found


def _same(term: Term, value: Any) -> Any:
    return term.expression.is_(None) if value is None else term.expression == _bound(term, value)


def _beyond(term: Term, value: Any) -> Any:
    """Return the condition of coming after a value; None where nothing does.  SQLite puts empty values first."""
    if value is None:
        return None if term.descending else term.expression.is_not(None)
    if not term.descending:
        return term.expression > _bound(term, value)
    smaller = term.expression < _bound(term, value)
    return sa.or_(smaller, term.expression.is_(None)) if term.may_be_empty else smaller


def _bound(term: Term, value: Any) -> Any:
    return sa.literal(value, term.expression.type)
