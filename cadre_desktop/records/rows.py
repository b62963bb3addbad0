"""Records as plain values, for screens, sheets and reports alike."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Field


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: the record's id and the values of the asked-for fields."""

    id: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A linked record, as screens and sheets know it."""

    id: str
    text: str

    def __str__(self) -> str:
        return self.text


SEALED = "●●●"
"""What stands for a sealed value wherever the person may not, or need not, read it."""


def link_to(record: Record) -> Link:
    """Make the plain value of a linked record."""
    return Link(record.id, str(record))


def value_of(record: Record, field: Field) -> Any:
    """Read one field; linked records come out as Links, sealed values as a mark that there is one."""
    value = getattr(record, field.name)
    if field.is_links:
        return tuple(sorted((link_to(other) for other in value), key=str))
    if field.is_link:
        return link_to(value) if value is not None else None
    if field.spec.sealed:
        return SEALED if value else None
    return value


def links(session: Session, model: type[Record], text: str = "", limit: int = 50) -> list[Link]:
    """List the live records a link may point at, narrowed by what the person typed."""
    query = sa.select(model).where(model.deleted_at.is_(None))
    if text and model.__found_by_name__:
        query = query.where(model.name.contains(text, autoescape=True))  # type: ignore[attr-defined]
        return sorted((link_to(r) for r in session.scalars(query.limit(limit))), key=str)
    found = (link_to(r) for r in session.scalars(query.order_by(model.created_at.desc()).limit(limit * 10)))
    return sorted((link for link in found if text in link.text), key=str)[:limit]
