"""What all clocks are read with: the day, the rules, how far to look, and the names of people and units."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.rows import Link
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.rules.clocks import clock
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.rules.work_calendar import WorkCalendar, work_calendar
from cadre_desktop.services import figures
from cadre_desktop.services.due import NO_END, Due, DueKind


@dataclass(frozen=True, slots=True)
class Reach:
    """Which clocks are wanted: due by a day, and (where somebody or a record is named) only theirs."""

    until: date = NO_END
    cadre_id: str | None = None
    record_id: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nobody and nothing is named."""
        return self.cadre_id is None and self.record_id is None

    def narrows(self, record: Any, *whose: Any) -> Any:
        """Return the condition that a record is wanted; `whose` are its columns that name people."""
        if self.is_whole:
            return sa.true()
        found = [column == self.cadre_id for column in whose] if self.cadre_id else []
        return sa.or_(sa.false(), *found, *([record == self.record_id] if self.record_id else []))


class Reading:
    """One session's reading of the clocks; what several of them need is read once."""

    def __init__(self, session: Session, now: datetime, reach: Reach) -> None:
        self.session, self.now, self.reach = session, now, reach
        self.today = now.date()

    @cached_property
    def ground(self) -> Ground:
        """The careers, of everybody or of the person named."""
        whose = None if self.reach.is_whole else self.reach.cadre_id or ""
        return Ground(self.session, replace(figures.context_in(self.session, self.now), cadre_id=whose))

    @property
    def book(self) -> RuleBook:
        """The rules as they hold here."""
        return self.ground.book

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The days that are worked."""
        return work_calendar(self.book)

    @cached_property
    def warn_days(self) -> int:
        """How many days before its last day a deadline is announced."""
        return self.book.number("working_days.warn_days", on=self.today)

    @cached_property
    def _people(self) -> dict[str, tuple[str, str | None]]:
        c, s = Cadre, CadreSummary
        query = sa.select(c.id, c.name, s.unit_id).outerjoin(s, s.cadre_id == c.id).where(c.deleted_at.is_(None))
        if not self.reach.is_whole and self.reach.cadre_id:
            query = query.where(c.id == self.reach.cadre_id)
        return {row[0]: (row[1], row[2]) for row in self.ground.stored(query)}

    def person(self, cadre_id: str | None) -> Link | None:
        """Return who it is; None for nobody, and for who was deleted."""
        found = self._people.get(cadre_id or "")
        return Link(cadre_id or "", found[0]) if found else None

    def unit(self, unit_id: str | None, person: Link | None = None) -> Link | None:
        """Return the unit named, else the one the person serves in."""
        if unit_id is None and person is not None:
            unit_id = self._people[person.id][1]
        line = self.ground.units.get(unit_id or "")
        return Link(line.id, line.name) if line is not None else None

    def deadline(self, kind: DueKind, due_on: date, what: str, **told: Any) -> Due:
        """Make the clock of a date the record itself gives."""
        when = PartialDate.of(due_on)
        found = clock(when, self.today, warn_days=self.warn_days)
        inputs = [Input(kind.label, str(when), told["record_id"])]
        if told.get("since") is not None:
            inputs.insert(0, Input("登记日期", str(told["since"]), told["record_id"]))
        text = self._warning
        explained = Explained(found, kind.label, tuple(inputs), f"{what}：{when}到期，{found.words}", (text,))
        return Due(kind, what, found, found=explained, **told)

    @cached_property
    def _warning(self) -> Any:
        return self.book.constant("working_days.warn_days", on=self.today)


@lru_cache(maxsize=4096)
def partial(text: str) -> PartialDate:
    """Read a stored date; a county's fall into some hundred months."""
    return PartialDate.parse_stored(text)
