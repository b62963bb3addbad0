"""The tree of units with the people in each."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit, UnitKind, UnitState
from cadre_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: where it stands in the tree, and how many serve in it (itself, and with all below it)."""

    unit: Link
    kind: UnitKind
    state: UnitState
    depth: int
    parent_id: str | None
    n_people: int
    n_leaders: int
    n_below: int


def with_counts(db: Database, *, closed: bool = False) -> list[UnitLine]:
    """List the units as a tree read from the top, each level in its set order; closed ones when asked for."""
    serving = sa.and_(Cadre.deleted_at.is_(None), Cadre.state == CadreState.SERVING)
    leaders = sa.func.count().filter(CadreSummary.is_leader.is_(True))
    people = sa.select(CadreSummary.unit_id, sa.func.count(), leaders).join(Cadre, Cadre.id == CadreSummary.cadre_id)
    units = sa.select(Unit.id, Unit.name, Unit.kind, Unit.state, Unit.parent_id).where(Unit.deleted_at.is_(None))
    if not closed:
        units = units.where(Unit.state == UnitState.ACTIVE)
    order = (Unit.order_number.is_(None), Unit.order_number, Unit.name, Unit.id)
    with db.read() as session:
        rows = session.execute(units.order_by(*order)).all()
        counts = session.execute(people.where(serving).group_by(CadreSummary.unit_id)).all()
    here = {unit_id: (n, n_leaders) for unit_id, n, n_leaders in counts}
    known = {row.id for row in rows}
    below: dict[str | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)

    def walk(parent: str | None, depth: int) -> list[UnitLine]:
        lines: list[UnitLine] = []
        for row in below.get(parent, ()):
            under = walk(row.id, depth + 1)
            n_people, n_leaders = here.get(row.id, (0, 0))
            n_below = n_people + sum(line.n_below for line in under if line.parent_id == row.id)
            link = Link(row.id, row.name)
            lines.append(UnitLine(link, row.kind, row.state, depth, row.parent_id, n_people, n_leaders, n_below))
            lines += under
        return lines

    return walk(None, 0)
