"""单位清单: which units have built which list, as a table of units and lists."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from cadre_desktop.records import unit_checklist as kinds
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.records.unit_checklist import UnitChecklist, UnitListKind
from cadre_desktop.services import records
from cadre_desktop.services.steps import keep_rules
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_NOT_ASKED = (UnitKind.VILLAGE, UnitKind.COUNTY)


@dataclass(frozen=True, slots=True)
class UnitLists:
    """One unit's line: the day each list was built, None where it was not; in the order of UnitListKind."""

    unit: Link
    built: tuple[date | None, ...]

    @property
    def n_built(self) -> int:
        """How many of its lists are there."""
        return sum(day is not None for day in self.built)


def matrix(db: Database) -> list[UnitLists]:
    """Return every unit but villages with its lists, in the order of the units."""
    with db.read() as session:
        u, c = Unit, UnitChecklist
        units = session.scalars(
            sa.select(u)
            .where(u.deleted_at.is_(None), u.kind.not_in(_NOT_ASKED))
            .order_by(u.order_number.is_(None), u.order_number, u.name)
        )
        built: dict[tuple[str, UnitListKind], date] = {}
        query = sa.select(c).where(c.deleted_at.is_(None), c.built.is_(True), c.built_on.is_not(None))
        for one in session.scalars(query.order_by(c.built_on.desc())):
            if one.built_on is not None:
                built[one.unit_id, one.kind] = one.built_on  # the earliest day stays
        return [UnitLists(link_to(one), tuple(built.get((one.id, kind)) for kind in UnitListKind)) for one in units]


def set_built(db: Database, unit: Link, kind: UnitListKind, *, built_on: date | None) -> str:
    """Note that a unit has built a list (or, with None, that it has not after all); return the record's id."""
    with db.work(f"登记{kind.label}") as session:
        c = UnitChecklist
        query = sa.select(c).where(c.deleted_at.is_(None), c.unit_id == unit.id, c.kind == kind)
        found = session.scalars(query.order_by(c.created_at).limit(1)).first()
        if found is None:
            values = {"unit": unit, "kind": kind, "built": built_on is not None, "built_on": built_on}
            return records.add(db, session, KIND, values).id
        found.built, found.built_on = built_on is not None, built_on
        keep_rules(db, KIND, found)
        return found.id


def records_of(db: Database, unit_id: str) -> tuple[str, ...]:
    """Return the ids of a unit's lists."""
    c = UnitChecklist
    query = sa.select(c.id).where(c.deleted_at.is_(None), c.unit_id == unit_id)
    with db.read() as session:
        return tuple(session.scalars(query.order_by(c.kind, c.id)))
