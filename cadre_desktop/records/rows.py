"""Records as plain values, for screens, sheets and reports alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.unit import Unit, tree_place
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import SPEC, Field


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


Near = Mapping[type, str]
"""The records a form already speaks of, by their model: what else it may link to belongs to them."""


def links(
    session: Session, model: type[Record], text: str = "", *, near: Near | None = None, limit: int = 50
) -> list[Link]:
    """List the live records a link may point at, narrowed by what was typed and by what is near.

    Units come whole, as the tree they are: a drop-down list without some of them would hide them for good.
    """
    query = sa.select(model).where(model.deleted_at.is_(None))
    if model is Unit:
        units = query.where(Unit.name.contains(text, autoescape=True)).order_by(tree_place())
        return [link_to(unit) for unit in session.scalars(units)]
    if model.__found_by_name__:
        named = query.where(model.name.contains(text, autoescape=True))  # type: ignore[attr-defined]  # such a model has a name
        return sorted((link_to(r) for r in session.scalars(named.limit(limit))), key=str)
    near = near or {}
    for relation in sa.inspect(model).relationships:
        if SPEC in relation.info and relation.mapper.class_ in near:
            attribute = getattr(model, relation.key)
            wanted = near[relation.mapper.class_]
            query = query.where(attribute.any(id=wanted) if relation.uselist else attribute.has(id=wanted))
    found = (link_to(r) for r in session.scalars(query.order_by(model.created_at.desc()).limit(limit * 10)))
    return sorted((link for link in found if text in link.text), key=str)[:limit]


def nearby(session: Session, given: Iterable[tuple[type[Record], str]]) -> dict[type, str]:
    """Follow the links a form holds one step further: a sign's review tells whose observations fit."""
    near: dict[type, str] = {}
    for model, record_id in given:
        near.setdefault(model, record_id)
        record = session.get(model, record_id)
        for relation in sa.inspect(model).relationships if record is not None else ():
            other = getattr(record, relation.key) if SPEC in relation.info and not relation.uselist else None
            if other is not None:
                near.setdefault(type(other), other.id)
    return near
