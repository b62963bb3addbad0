"""One line of life: everything kept about a person or a unit, in the order in which it happened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records import KINDS
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Field, describe

_EARLIEST_YEAR = 1900  # a smaller whole number is no year


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One record in the life of its subject: what, when, and in which part (empty where it is simply theirs)."""

    kind_key: str
    title: str
    record_id: str
    when: PartialDate | None
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """How many records of a kind a subject has, through one of the kind's links."""

    kind_key: str
    title: str
    link: str
    part: str
    count: int


def life_of_person(db: Database, cadre_id: str) -> list[LifeEvent]:
    """List everything kept about a person, the newest first, what has no date last."""
    return _life(db, Cadre, cadre_id)


def life_of_unit(db: Database, unit_id: str, *, with_people: bool = True) -> list[LifeEvent]:
    """List everything that names a unit, the newest first, what has no date last.

    Without people what is about one of its officials (posts, results, talks) is left out: it is in their lives.
    """
    return _life(db, Unit, unit_id, KINDS if with_people else OF_UNITS)


def shelves_of_person(db: Database, cadre_id: str) -> list[Shelf]:
    """Count a person's records kind by kind, in menu order; kinds without any are counted as well."""
    return _shelves(db, Cadre, cadre_id)


def shelves_of_unit(db: Database, unit_id: str) -> list[Shelf]:
    """Count a unit's records kind by kind, in menu order; kinds without any are counted as well."""
    return _shelves(db, Unit, unit_id)


def ways_to(kind: RecordKind, model: type[Record]) -> tuple[Field, ...]:
    """List the links of a kind that lead to a model; records kept by the program alone are nobody's life."""
    if kind.kept_by_program or kind.model is model:
        return ()
    return tuple(f for f in kind.form_fields if (f.is_link or f.is_links) and f.type is model)


def is_about_somebody(kind: RecordKind) -> bool:
    """Tell whether a record of the kind is always about an official; only some kinds that name a unit are."""
    part = describe(kind.part_of).name if kind.part_of is not None else ""
    return any(way.required or way.is_links or way.name == part for way in ways_to(kind, Cadre))


def _life(db: Database, model: type[Record], owner_id: str, kinds: Iterable[RecordKind] = KINDS) -> list[LifeEvent]:
    with db.read() as session:
        found = [
            _event(kind, way, record)
            for kind in kinds
            for way in ways_to(kind, model)
            for record in _records(session, kind, way, owner_id)
        ]
    return sorted(found, key=_newest_first)


def _records(session: Session, kind: RecordKind, way: Field, owner_id: str) -> Iterator[Any]:
    query = sa.select(kind.model).where(_leads_to(kind, way, owner_id), kind.model.deleted_at.is_(None))
    return iter(session.scalars(query.order_by(kind.model.created_at)))


def _leads_to(kind: RecordKind, way: Field, owner_id: str) -> Any:
    """Return the condition that a record's link holds the owner."""
    attribute = getattr(kind.model, way.name)
    if way.is_links:
        return attribute.any(id=owner_id)
    (column,) = attribute.property.local_columns
    return column == owner_id


def _event(kind: RecordKind, way: Field, record: Any) -> LifeEvent:
    return LifeEvent(kind.key, kind.title, record.id, moment_of(kind, record), _part(way), str(record))


def _part(way: Field) -> str:
    """Name the part somebody has in a record, where it is not simply theirs."""
    return "" if way.name in ("cadre", "unit", "subjects") else way.label


def moment_of(kind: RecordKind, record: Any) -> PartialDate | None:
    """Say when a record happened: its first filled moment; a line without any happens when its owner does."""
    for attribute in kind.moments:
        value = getattr(record, attribute.key)
        if value is not None:
            return _as_partial(value)
    if kind.moments or kind.part_of is None:
        return None
    link = describe(kind.part_of)
    owner, owner_kind = getattr(record, link.name), next(k for k in KINDS if k.model is link.type)
    return moment_of(owner_kind, owner) if owner is not None else None


def _as_partial(value: Any) -> PartialDate | None:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate.of(value)
    return PartialDate(value) if value >= _EARLIEST_YEAR else None


def _newest_first(event: LifeEvent) -> tuple[int, int, int]:
    """Sort by year, month, day downwards; an unknown day stands behind the known ones, no date at all last."""
    if event.when is None:
        return (0, 0, 0)
    return (-event.when.year, -(event.when.month or 0), -(event.when.day or 0))


def _shelves(db: Database, model: type[Record], owner_id: str) -> list[Shelf]:
    with db.read() as session:
        return [
            Shelf(kind.key, kind.title, way.name, _part(way), _count(session, kind, way, owner_id))
            for kind in KINDS
            for way in ways_to(kind, model)
        ]


def _count(session: Session, kind: RecordKind, way: Field, owner_id: str) -> int:
    query = sa.select(sa.func.count()).select_from(kind.model)
    return session.scalar(query.where(_leads_to(kind, way, owner_id), kind.model.deleted_at.is_(None))) or 0


OF_UNITS = tuple(kind for kind in KINDS if ways_to(kind, Unit) and not is_about_somebody(kind))
"""The kinds that are about a unit itself."""
