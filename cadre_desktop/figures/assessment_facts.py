"""What the records say about everybody's assessment year: posts, leave, work elsewhere, measures, quarterly results."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.measures import clearance_files, penalty_of, read_measures, tolerance_files
from cadre_desktop.figures.population import PostLine, by_code
from cadre_desktop.records.annual_assessment import AnnualAssessment, Participation
from cadre_desktop.records.cadre import Cadre, CadreState, Identity, ManagedBy
from cadre_desktop.records.placement import Placement, PlacementKind
from cadre_desktop.records.regular_assessment import RegularAssessment, RegularState
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules.clearance import cleared_records
from cadre_desktop.rules.eligibility_facts import (
    Absence,
    AbsenceKind,
    Away,
    AwayKind,
    Event,
    PersonYear,
    RegularGrade,
    System,
)
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.tolerance import granted

_ABOVE = (ManagedBy.PROVINCE, ManagedBy.PREFECTURE)
_PROBATION = "probation.civil_servant"
_GRADED = (Identity.CIVIL_SERVANT, Identity.REFERENCE, Identity.INSTITUTION, Identity.WORKER)
SYSTEMS: Mapping[Identity, System] = MappingProxyType(
    {
        Identity.CIVIL_SERVANT: System.CIVIL,
        Identity.REFERENCE: System.CIVIL,
        Identity.INSTITUTION: System.INSTITUTION,
        Identity.WORKER: System.INSTITUTION,
    }
)
"""Whose rules apply; 机关工勤 follow the institutions (2023 text, article 47)."""
_AWAY = MappingProxyType(
    {
        PlacementKind.ROOTING: AwayKind.SECONDED,
        PlacementKind.SHADOWING: AwayKind.SECONDED,
        PlacementKind.SECONDMENT: AwayKind.SECONDED,
        PlacementKind.POST_STUDY: AwayKind.STUDY,
        PlacementKind.DRILL: AwayKind.LENT,
    }
)
_GONE = MappingProxyType(
    {
        CadreState.RETIRED: "离退休",
        CadreState.TRANSFERRED: "调出",
        CadreState.DECEASED: "去世",
        CadreState.OTHER: "离开",
    }
)


class Subject(NamedTuple):
    """One official as the assessment of a year sees him: what he is, where he is assessed, in which standing."""

    id: str
    name: str
    identity: Identity
    county_managed: bool
    managed_above: bool
    team_member: bool
    unit_id: str
    post_title: str
    state: CadreState
    work_start_on: str | None

    @property
    def system(self) -> System:
        """Whose rules apply."""
        return SYSTEMS[self.identity]


class YearResult(NamedTuple):
    """The result on file for the year."""

    id: str
    cadre_id: str
    unit_id: str | None
    participation: Participation
    grade: AssessmentGrade | None
    reason: str


@kept
def year_end(ground: Ground) -> date:
    """Return the day the year is looked at from: its last, or the cut-off while it runs."""
    return min(date(ground.year, 12, 31), max(ground.as_of, date(ground.year, 1, 1)))


@kept
def year_results(ground: Ground) -> dict[str, YearResult]:
    """Read the results of the year by person; as stored, because a county has very many."""
    a = AnnualAssessment
    query = sa.select(a.id, a.cadre_id, a.unit_id, a.participation, a.grade, a.reason).where(
        a.deleted_at.is_(None), a.year == ground.year, ground.whose(a.cadre_id)
    )
    ways, grades = by_code(Participation), by_code(AssessmentGrade)
    return {
        whose: YearResult(key, whose, unit_id, ways[way], grades[grade] if grade else None, reason or "")
        for key, whose, unit_id, way, grade, reason in ground.stored(query)
    }


@kept
def subjects(ground: Ground) -> dict[str, Subject]:
    """Return everybody the year's assessment may concern: on the books at its end, with a result, or gone in it.

    Somebody counts where his result says, else where he works at the end of the year.
    """
    results, scope, year = year_results(ground), ground.scope, str(ground.year)
    on_books = {person.id: person for person in ground.everybody_on(year_end(ground))}
    c = Cadre
    query = sa.select(c.id, c.name, c.identity, c.managed_by, c.state, c.work_start_on).where(
        c.deleted_at.is_(None), ground.whose(c.id), c.identity.in_(_GRADED)
    )
    identities, states = by_code(Identity), by_code(CadreState)
    found = {}
    for key, name, identity, managed_by, state, work_start in ground.stored(query):
        person, result = on_books.get(key), results.get(key)
        last = _last_post(ground, key) if person is None else None
        if person is None and result is None and not (last and (last.end or "").startswith(year)):
            continue
        unit_id = (result.unit_id if result else None) or (person.unit_id if person else last and last.unit_id)
        if scope is None or unit_id in scope:
            found[key] = Subject(
                key, name, identities[identity], managed_by == ManagedBy.COUNTY, managed_by in _ABOVE,
                person.is_leader if person else bool(last and last.is_leader), unit_id or "",
                person.post_title if person else (last.title if last else ""), states[state], work_start,
            )  # fmt: skip
    return found


def _last_post(ground: Ground, cadre_id: str) -> PostLine | None:
    ended = [post for post in ground.histories.posts.get(cadre_id, ()) if post.end is not None]
    return max(ended, key=lambda post: post.end or "", default=None)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What was read set-wise for everybody, by person."""

    absences: Mapping[str, list[Absence]]
    away: Mapping[str, list[Away]]
    measures: Mapping[str, list[Any]]
    regular: Mapping[str, list[RegularGrade]]
    tolerated: Mapping[str, Any]
    cleared: Mapping[str, Any]
    unit_names: Mapping[str, str]

    @property
    def by_person(self) -> tuple[Mapping[str, Any], ...]:
        """Everything that makes somebody's year worth reckoning."""
        return self.absences, self.away, self.measures, self.regular


@kept
def person_years(ground: Ground) -> dict[str, PersonYear]:
    """Collect the facts of those of whom anything unusual is on file: the others have nothing to reckon with."""
    regular, absences = _regular(ground)
    book, day = ground.book, year_end(ground)
    gathered = _Gathered(
        absences=absences,
        away=_away(ground),
        measures=_by(read_measures(ground.session), lambda one: one.cadre_id),
        regular=regular,
        tolerated={whose: granted(cases, book) for whose, cases in tolerance_files(ground.session).items()},
        cleared={whose: cleared_records(cases, book, day) for whose, cases in clearance_files(ground.session).items()},
        unit_names={unit.id: unit.name for unit in ground.units.values()},
    )
    return {
        subject.id: _person_year(ground, subject, gathered)
        for subject in subjects(ground).values()
        if _has_something(ground, subject, gathered)
    }


def _has_something(ground: Ground, subject: Subject, gathered: _Gathered) -> bool:
    """Tell people of whom nothing unusual is on file: most of a county, who need no reckoning."""
    whose = subject.id
    if subject.state is not CadreState.SERVING or any(whose in facts for facts in gathered.by_person):
        return True
    result = year_results(ground).get(whose)
    if result is not None and result.participation is Participation.REFUSED:
        return True
    before = str(ground.year - 1)  # probation of the year before may reach into this one
    return any((post.start or "") >= before for post in ground.histories.posts.get(whose, ()))


def _person_year(ground: Ground, subject: Subject, gathered: _Gathered) -> PersonYear:
    whose, year = subject.id, ground.year
    result = year_results(ground).get(whose)
    refused = result is not None and result.participation is Participation.REFUSED
    career = _Career(ground, subject, gathered.unit_names)
    return PersonYear(
        person=whose,
        year=year,
        system=subject.system,
        joined=career.joined,
        first_job=career.is_first,
        days_before=career.days_before,
        probation_until=career.probation_until,
        probation_record=career.joined.record if career.joined else "",
        left=career.left,
        transfer=career.transfer,
        refusal=Event(result.id, date(year, 12, 31)) if result is not None and refused else None,
        absences=tuple(gathered.absences.get(whose, ())),
        away=tuple(gathered.away.get(whose, ())),
        penalties=tuple(penalty_of(one, ground.book) for one in gathered.measures.get(whose, ())),
        regular=tuple(gathered.regular.get(whose, ())),
        tolerated=gathered.tolerated.get(whose, ()),
        cleared=gathered.cleared.get(whose, frozenset()),
    )


class _Career:
    """How somebody came to the unit that assesses him, and whether he left it."""

    def __init__(self, ground: Ground, subject: Subject, unit_names: Mapping[str, str]) -> None:
        self._ground, self._subject, self._unit_names = ground, subject, unit_names
        last_day = str(PartialDate(ground.year, 12, 31))
        posts = [p for p in ground.histories.posts.get(subject.id, ()) if p.start is None or p.start <= last_day]
        self._posts = sorted(posts, key=lambda post: post.start or "")
        first = len(self._posts)
        while first and self._posts[first - 1].unit_id == subject.unit_id:
            first -= 1
        self._before = self._posts[first - 1] if first else None
        self._entry = self._posts[first] if first < len(self._posts) else None

    @property
    def joined(self) -> Event | None:
        """The first day in the unit, when it is told."""
        if self._entry is None or self._entry.start is None:
            return None
        return Event(self._entry.id, _first_day(self._entry.start), self._unit_names.get(self._entry.unit_id, ""))

    @property
    def is_first(self) -> bool:
        """Whether the person had no work before this unit."""
        text, joined = self._subject.work_start_on, self.joined
        if self._before is not None or joined is None:
            return False
        began = PartialDate.parse_stored(text) if text else None
        return began is None or (began.year, began.month or 12) >= (joined.on.year, joined.on.month)

    @property
    def _came_this_year(self) -> bool:
        joined = self.joined
        return joined is not None and joined.on.year == self._ground.year

    @property
    def days_before(self) -> int:
        """The days of the year worked elsewhere before coming."""
        joined = self.joined
        if joined is None or not self._came_this_year or self.is_first:
            return 0
        since = date(self._ground.year, 1, 1)
        if self._before is not None and self._before.start is not None:
            since = max(since, _first_day(self._before.start))
        return max(0, (joined.on - since).days)

    @property
    def transfer(self) -> Event | None:
        """The move from another unit within the year."""
        joined = self.joined
        if joined is None or not self._came_this_year or self._before is None:
            return None
        return Event(joined.record, joined.on, self._unit_names.get(self._before.unit_id, "外单位"))

    @property
    def probation_until(self) -> date | None:
        """The last day of a new civil servant's probation."""
        joined = self.joined
        if joined is None or not self.is_first or self._subject.system is not System.CIVIL:
            return None
        book = self._ground.book
        if not any(text.valid_from <= joined.on for text in book.versions("terms.months", _PROBATION)):
            return None
        months = book.number("terms.months", on=joined.on, applies_to=_PROBATION)
        return PartialDate.of(joined.on).plus_months(months).first_day() - timedelta(days=1)

    @property
    def left(self) -> Event | None:
        """When somebody no longer in service went, and how."""
        words = _GONE.get(self._subject.state)
        last = _last_post(self._ground, self._subject.id)
        if words is None or last is None or last.end is None:
            return None
        return Event(last.id, _first_day(last.end), words)


def _first_day(text: str) -> date:
    return PartialDate.parse_stored(text).first_day()


_IN_USE = (RegularState.DECIDED, RegularState.TOLD)


def _regular(ground: Ground) -> tuple[dict[str, list[RegularGrade]], dict[str, list[Absence]]]:
    """Read the year's decided quarterly grades, and the leave noted with all of them."""
    r = RegularAssessment
    query = (
        sa.select(r.id, r.cadre_id, r.period, r.grade, r.state, r.days_leave)
        .where(r.deleted_at.is_(None), r.year == ground.year, ground.whose(r.cadre_id))
        .order_by(r.period)
    )
    grades: dict[str, list[RegularGrade]] = {}
    absences: dict[str, list[Absence]] = {}
    for row in ground.rows(query):
        if row.grade is not None and row.state in _IN_USE:
            grades.setdefault(row.cadre_id, []).append(RegularGrade(row.id, row.period.label, row.grade.label))
        if row.days_leave:
            absences.setdefault(row.cadre_id, []).append(Absence(row.id, AbsenceKind.SICK, days=row.days_leave))
    return grades, absences


def _away(ground: Ground) -> dict[str, list[Away]]:
    """Read the placements that touch the year."""
    p, last = Placement, date(ground.year, 12, 31)
    over = sa.func.coalesce(p.ended_on, p.planned_end_on, last)
    query = (
        sa.select(p.id, p.cadre_id, p.kind, p.started_on, p.ended_on, p.planned_end_on, Unit.name, Unit.kind)
        .join(Unit, Unit.id == p.to_unit_id)
        .where(p.deleted_at.is_(None), p.started_on <= last, over >= date(ground.year, 1, 1), ground.whose(p.cadre_id))
    )
    found: dict[str, list[Away]] = {}
    for record, whose, kind, start, ended, planned, host, host_kind in ground.rows(query):
        way = AwayKind.VILLAGE if host_kind is UnitKind.VILLAGE else _AWAY[kind]
        found.setdefault(whose, []).append(Away(record, way, host, start, ended or planned))
    return found


Item = TypeVar("Item")


def _by(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
