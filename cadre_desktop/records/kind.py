"""`RecordKind`: the one declaration from which a kind's screens and sheets follow.

Keep this small.  A kind says which fields appear where, and which rule checks it.
How a thing behaves is written as ordinary functions, not declared here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any

from sqlalchemy.orm import QueryableAttribute, Session

from cadre_desktop.errors import Problem
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Field, describe

Attribute = QueryableAttribute[Any]
Check = Callable[[Any, date], Iterable[Problem]]
Complete = Callable[[Session, Any], None]


def nothing_wrong(_record: Any, _today: date) -> Iterable[Problem]:
    """Find no fault: for kinds whose fields say all there is to check."""
    return ()


def left_as_given(_session: Session, _record: Any) -> None:
    """Fill in nothing: for kinds whose records hold what people typed."""


class Binning(Enum):
    """What becomes of the others when a record goes into the recycle bin."""

    LINES = "its lines go along"
    ALL = "all that is kept of it alone goes along"
    UNUSED = "it stays while others need it"


@dataclass(frozen=True)
class Section:
    """A titled group of fields on the form."""

    title: str
    attributes: tuple[Attribute, ...]

    def __init__(self, title: str, *attributes: Any) -> None:
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "attributes", attributes)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The section's fields, in order."""
        return tuple(describe(a) for a in self.attributes)


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """One kind of record: what it is called and where its fields appear.

    `part_of` is the link to the record this one is a line of (a task of a term, a sign of a
    review); such kinds are edited inside their owner.  `filters` are the fields a list can be
    narrowed by; `spare` are the columns a narrow list leaves out first, in this order.  `order` is what
    a list is sorted by until somebody sorts it: expressions that are never NULL; without it the newest
    comes first.  `moments` are the fields that say when it happened, the first filled one counts; a line
    without any happens when its owner does.  `kept_by_program` marks registers that people read but never type into.
    `complete` fills in what was left empty and the store knows, each time before the rules are checked.
    `binning` is what becomes of others when it is binned, `instead` what to do where that is refused.
    """

    key: str
    title: str
    model: type[Record]
    form: tuple[Section, ...]
    table: tuple[Any, ...]
    sheet: tuple[Any, ...] = ()
    filters: tuple[Any, ...] = ()
    spare: tuple[Any, ...] = ()
    order: tuple[Any, ...] = ()
    part_of: Any = None
    moments: tuple[Any, ...] = ()
    check: Check = nothing_wrong
    complete: Complete = left_as_given
    kept_by_program: bool = False
    binning: Binning = Binning.LINES
    instead: str = ""

    @cached_property
    def table_fields(self) -> tuple[Field, ...]:
        """The columns of the list page."""
        return tuple(describe(a) for a in self.table)

    @cached_property
    def filter_fields(self) -> tuple[Field, ...]:
        """The fields a list can be narrowed by."""
        return tuple(describe(a) for a in self.filters)

    @cached_property
    def form_fields(self) -> tuple[Field, ...]:
        """Every field of the form."""
        return tuple(f for section in self.form for f in section.fields)

    @cached_property
    def sheet_fields(self) -> tuple[Field, ...]:
        """Columns of the import template and the list report; sealed fields are never among them."""
        chosen = tuple(describe(a) for a in self.sheet) or self.form_fields
        return tuple(f for f in chosen if not f.spec.sealed)

    def field(self, name: str) -> Field:
        """Find a field by its name; raise KeyError when the kind has none such."""
        for found in (*self.form_fields, *self.table_fields):
            if found.name == name:
                return found
        raise KeyError(name)
