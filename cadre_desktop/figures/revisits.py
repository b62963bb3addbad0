"""回访教育 due: sanctions whose influence runs and whose person was not visited since."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.influences import influences
from cadre_desktop.records.revisit import Revisit
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.rules.dated_terms import revisit_window
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.partial_date import PartialDate


class RevisitDue(NamedTuple):
    """One sanction to visit over, with the first and the last day for it."""

    cadre_id: str
    sanction_id: str
    window: Explained[tuple[date, date]]


def revisits_due(ground: Ground) -> tuple[RevisitDue, ...]:
    """Return the visits due, the one whose time runs out first in front.

    A visit that names no sanction counts for all of the person's decided before it.
    """
    s, r = Sanction, Revisit
    sanctions = set(ground.session.scalars(sa.select(s.id).where(s.deleted_at.is_(None))))
    visits: dict[str, list[tuple[str | None, PartialDate]]] = {}
    for row in ground.rows(sa.select(r.cadre_id, r.sanction_id, r.visited_on).where(r.deleted_at.is_(None))):
        visits.setdefault(row.cadre_id, []).append((row.sanction_id, PartialDate.of(row.visited_on)))
    found = []
    for cadre_id, influence in influences(ground).items():
        if ground.place(cadre_id, None) is None:
            continue
        for period in influence.standing.value.in_force:
            measure = period.value.measure
            visited = any(
                about == measure.id or (about is None and day >= measure.decided_on)
                for about, day in visits.get(cadre_id, ())
            )
            if measure.id in sanctions and not visited:
                window = revisit_window(measure.decided_on, period.value.last_day, measure.id)
                found.append(RevisitDue(cadre_id, measure.id, window))
    return tuple(sorted(found, key=lambda one: (one.window.value[1], one.sanction_id)))
