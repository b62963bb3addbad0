"""Columns that also say how people see them.

A column is declared once, with `field`, `link` or `links`; tables, forms, sheets,
search and the audit trail read the declaration back through `describe`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import (
    MappedColumn,
    QueryableAttribute,
    Relationship,
    RelationshipProperty,
    mapped_column,
    relationship,
)

SPEC = "spec"


class Choice(StrEnum):
    """A closed list: each member is the stored code, then the words on screen."""

    label: str

    def __new__(cls, code: str, label: str) -> "Choice":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What SQLAlchemy cannot know of a column.  Data only: never a callable.

    `sensitive` values are masked in the trail and in what leaves below the inner level; `covered` ones
    also on the screen, until somebody asks for them.  `sealed` ones are encrypted once more, shown to the
    talk-handling role only, and never exported, searched or imported.
    """

    label: str
    help: str = ""
    width: int = 12
    multiline: bool = False
    read_only: bool = False
    sensitive: bool = False
    covered: bool = False
    sealed: bool = False
    searchable: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """One declared column or link, as the rest of the program reads it."""

    name: str
    type: type
    required: bool
    max_length: int | None
    spec: FieldSpec
    is_link: bool = False
    is_links: bool = False

    @property
    def label(self) -> str:
        """The words shown beside the value."""
        return self.spec.label

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The closed list, when the field has one."""
        return tuple(self.type) if issubclass(self.type, Choice) else ()


def field(
    label: str, /, *, length: int | None = None, default: Any = None, index: bool = False, **spec: Any
) -> MappedColumn[Any]:
    """Declare a plain column; its type and whether it may be empty come from `Mapped[...]`."""
    info: Mapping[Any, Any] = {SPEC: FieldSpec(label, **spec)}
    kind = (sa.String(length),) if length else ()
    return mapped_column(*kind, default=default, index=index, info=dict(info))


def link(label: str, /, *, foreign_keys: Any = None, remote_side: Any = None, **spec: Any) -> Relationship[Any]:
    """Declare a many-to-one link; the foreign key beside it stays a plain column."""
    return relationship(
        lazy="selectin", foreign_keys=foreign_keys, remote_side=remote_side, info={SPEC: FieldSpec(label, **spec)}
    )


def links(label: str, secondary: sa.Table, /, **spec: Any) -> Relationship[Any]:
    """Declare a link to several records, kept in a table of pairs."""
    return relationship(secondary=secondary, lazy="selectin", info={SPEC: FieldSpec(label, **spec)})


def describe(attribute: QueryableAttribute[Any]) -> Field:
    """Read a declaration back: `describe(Cadre.name).label`."""
    prop = attribute.property
    if isinstance(prop, RelationshipProperty):
        many = prop.secondary is not None
        required = not many and not any(c.nullable for c in prop.local_columns)
        return Field(prop.key, prop.mapper.class_, required, None, prop.info[SPEC], is_link=not many, is_links=many)
    column = prop.columns[0]
    spec: FieldSpec = column.info[SPEC]
    kind = str if spec.sealed else column.type.python_type
    length = getattr(column.type, "length", None) if kind is str and not spec.sealed else None
    return Field(prop.key, kind, not column.nullable, length, spec)
