"""The people of a roster as of its day: posts, ranks and since-dates rebuilt, the rest of the archive beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.people import unit_of
from cadre_desktop.figures.population import Person
from cadre_desktop.records import roster
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.summary import LEVEL_ORDER
from cadre_desktop.rules import ages, since_dates
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.since_dates import SinceDates
from cadre_desktop.storage.turns import breathing

_CHUNK = 500
_LEVELS = {level.value: order for level, order in LEVEL_ORDER.items()}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person of the roster with everything a column may want."""

    person: Person
    unit_id: str
    unit_name: str
    cadre: Any
    since: SinceDates
    today: dict[str, Any]
    as_of: date

    @property
    def age(self) -> int | None:
        """Full years at the cut-off month, None for a birth after it."""
        cut_off = PartialDate.of(self.as_of)
        born = self.person.birth_on
        return ages.age(born, cut_off) if born.month_index <= cut_off.month_index else None


def lines(ground: Ground, wanted: Iterable[str], summarised: tuple[str, ...], today: date) -> list[RosterLine]:
    """Read the people asked for, all of the day when none is named, in the order of units and levels.

    `summarised` names the columns of the on-screen roster that are kept as they are today, such as 资料完整.
    """
    asked = set(wanted)
    people = [p for p in ground.people() if not asked or p.id in asked]
    ids = [p.id for p in people]
    cadres = _cadres(ground, ids)
    present = _present(ground, ids, summarised, today)
    found = []
    for person in breathing(people):
        unit_id = unit_of(ground, person)
        name = ground.units[unit_id].name if unit_id else ""
        since = _since(ground, person.id)
        found.append(
            RosterLine(person, unit_id, name, cadres[person.id], since, present.get(person.id, {}), ground.as_of)
        )
    order = {unit_id: at for at, unit_id in enumerate(ground.units)}
    return sorted(found, key=lambda line: _place(line, order))


def _place(line: RosterLine, order: dict[str, int]) -> tuple[int, int, bool, str, str]:
    level = LEVEL_ORDER.get(line.person.level, 0) if line.person.level else -1
    at = order.get(line.unit_id, len(order))
    return at, -level, not line.person.is_leader, line.person.name, line.person.id


def _cadres(ground: Ground, ids: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for start in range(0, len(ids), _CHUNK):
        query = sa.select(Cadre.__table__).where(Cadre.id.in_(ids[start : start + _CHUNK]))
        found |= {row.id: row for row in ground.rows(query)}
    return found


def _present(ground: Ground, ids: list[str], columns: tuple[str, ...], today: date) -> dict[str, dict[str, Any]]:
    if not columns:
        return {}
    rows = roster.rows(ground.session, ids, columns, today)
    return {row.id: dict(zip(columns, row.values, strict=True)) for row in rows}


def _since(ground: Ground, cadre_id: str) -> SinceDates:
    posts = [
        since_dates.Post(
            id=row.id,
            unit_id=row.unit_id,
            title=row.title,
            start=PartialDate.parse_stored(row.start),
            end=_date(row.end),
            level_order=_LEVELS.get(row.level) if row.level else None,
            is_main=bool(row.is_main),
            counts_continuous=bool(row.counts_continuous),
        )
        for row in ground.histories.posts.get(cadre_id, ())
        if row.start
    ]
    ranks = [
        since_dates.Rank(id=row.id, code=row.name, start=PartialDate.parse_stored(row.start), end=_date(row.end))
        for row in ground.histories.ranks.get(cadre_id, ())
        if row.start
    ]
    return since_dates.since_dates(posts, ranks, ground.as_of)


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse_stored(text) if text else None
