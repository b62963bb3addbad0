"""五必谈 of a year: who is due, with whom about them the talks are done, and who is still left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.interview import Category, Interview, InterviewState, Purpose, interview_subject
from cadre_desktop.records.rows import Link
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules import talk_coverage as rules
from cadre_desktop.rules.percent import Rate
from cadre_desktop.rules.talk_coverage import Subject, SubjectCoverage, Talk, TalkState, UnitCoverage
from cadre_desktop.services import unit_profile
from cadre_desktop.services.unit_profile import TalkPopulation
from cadre_desktop.storage.database import Database

CATEGORIES: tuple[Category, ...] = tuple(Category)
_SECTION = (PostLevel.COUNTY_HEAD, PostLevel.COUNTY_DEPUTY, PostLevel.SECTION_HEAD, PostLevel.SECTION_DEPUTY)
_NO_UNIT = Link("", "未填单位")
_NO_STATES = (TalkState.NONE,) * len(CATEGORIES)
_NO_TALKS: tuple[tuple[str, ...], ...] = ((),) * len(CATEGORIES)
_Person = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person's five states, in the order of CATEGORIES, and the talks behind each.

    `not_due` says why nobody expects these talks this year; it is empty for those whose talks are due.
    """

    person: Link
    unit: Link
    post_title: str
    states: tuple[TalkState, ...]
    talks: tuple[tuple[str, ...], ...]
    not_due: str = ""

    @property
    def missing(self) -> tuple[Category, ...]:
        """The kinds of people still to be heard, or to sign."""
        return tuple(c for c, s in zip(CATEGORIES, self.states, strict=True) if s is not TalkState.DONE)

    @property
    def complete(self) -> bool:
        """Whether all five are done."""
        return rules.all_done(self.states)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: its people, how many are complete, and each kind's share."""

    unit: Link
    people: tuple[PersonLine, ...]
    complete: Rate
    talks: Rate
    by_category: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The year's coverage: unit by unit, and over all."""

    year: int
    population: TalkPopulation
    units: tuple[UnitLine, ...]
    complete: Rate
    talks: Rate
    by_category: tuple[Rate, ...]

    @property
    def people(self) -> tuple[PersonLine, ...]:
        """Everybody due, unit by unit."""
        return tuple(person for unit in self.units for person in unit.people)

    @property
    def left(self) -> tuple[PersonLine, ...]:
        """Those with something missing: the most missing first."""
        return tuple(sorted((p for p in self.people if not p.complete), key=lambda p: p.states.count(TalkState.DONE)))


def coverage(db: Database, year: int | None = None, *, unit_id: str | None = None) -> Coverage:
    """Work out the coverage of a year (the year under review by default), of all units or of one.

    Due are the serving people the unit's profile names.  A kind is done when one talk of that kind is final
    and signed; a talk not yet so counts as unsigned.
    """
    with db.read() as session:
        profile = unit_profile.read(session, db.now().year)
        wanted = year or profile.review_year
        people = _people_due(session, profile.talk_population, unit_id)
        talks = _talks(session, wanted, [row.id for row in people])
    subjects = [Subject(row.id, row.unit_id or "") for row in people]
    codes = [c.value for c in CATEGORIES]
    covered = rules.talk_coverage(subjects, [talk for talk, _ in talks], codes)
    lines = _lines(people, covered, talks)
    units = tuple(_unit_line(unit, lines) for unit in rules.by_unit(covered))
    whole = UnitCoverage("", covered)
    return Coverage(
        wanted,
        profile.talk_population,
        units,
        whole.complete,
        whole.talks,
        tuple(whole.category(code) for code in codes),
    )


def of_person(db: Database, cadre_id: str, year: int | None = None) -> PersonLine:
    """Work out one person's five states, due or not, and if not, why not."""
    with db.read() as session:
        profile = unit_profile.read(session, db.now().year)
        wanted = year or profile.review_year
        people = session.execute(_columns().where(Cadre.id == cadre_id)).all()
        talks = _talks(session, wanted, [cadre_id])
    subject = Subject(cadre_id, "")
    covered = rules.talk_coverage([subject], [talk for talk, _ in talks], [c.value for c in CATEGORIES])
    return replace(_lines(people, covered, talks)[cadre_id], not_due=_why_not_due(people[0], profile.talk_population))


def _why_not_due(row: _Person, population: TalkPopulation) -> str:
    """Say which part of the definition `_people_due` reads the person does not meet; empty when all are met."""
    if row.state is not CadreState.SERVING:
        return f"管理状态为“{row.state.label}”，应谈的是在职干部"
    post = f"现任职务“{row.post_title}”" if row.post_title else "没有登记现任职务，"
    if population is TalkPopulation.LEADERS and not row.is_leader:
        return f"{post}未登记为班子成员"
    if population is TalkPopulation.SECTION and row.level not in _SECTION:
        level = f"的层次为“{row.level.label}”" if row.level else "未填职务层次"
        return f"{post}{level}，不属于{population.label}"
    return ""


def _columns() -> Any:
    return (
        sa.select(
            Cadre.id,
            Cadre.name,
            Cadre.state,
            CadreSummary.unit_id,
            CadreSummary.post_title,
            CadreSummary.is_leader,
            CadreSummary.level,
            Unit.name.label("unit_name"),
        )
        .outerjoin(CadreSummary, CadreSummary.cadre_id == Cadre.id)
        .outerjoin(Unit, Unit.id == CadreSummary.unit_id)
    )


def _people_due(session: Session, population: TalkPopulation, unit_id: str | None) -> Sequence[_Person]:
    query = _columns().where(Cadre.deleted_at.is_(None), Cadre.state == CadreState.SERVING)
    if population is TalkPopulation.LEADERS:
        query = query.where(CadreSummary.is_leader.is_(True))
    elif population is TalkPopulation.SECTION:
        query = query.where(CadreSummary.level.in_(_SECTION))
    if unit_id is not None:
        query = query.where(CadreSummary.unit_id == unit_id)
    order = (Unit.order_number.is_(None), Unit.order_number, Unit.name, CadreSummary.level, Cadre.name, Cadre.id)
    return session.execute(query.order_by(*order)).all()


def _talks(session: Session, year: int, ids: Sequence[str]) -> list[tuple[Talk, str]]:
    """Read the year's review talks about these people, with the id of each."""
    pairs, wanted = interview_subject.c, set(ids)
    whose = pairs.cadre_id == ids[0] if len(ids) == 1 else sa.true()
    query = (
        sa.select(pairs.cadre_id, Interview.category, Interview.state, Interview.signed, Interview.id)
        .join(Interview, Interview.id == pairs.interview_id)
        .where(
            Interview.year == year,
            Interview.purpose == Purpose.REVIEW,
            Interview.category.is_not(None),
            Interview.deleted_at.is_(None),
            whose,
        )
    )
    return [
        (Talk(who, category.value, state is InterviewState.FINAL, signed), talk_id)
        for who, category, state, signed, talk_id in session.execute(query.order_by(Interview.talked_on))
        if who in wanted and category is not None
    ]


def _lines(
    people: Sequence[_Person], covered: Iterable[SubjectCoverage], talks: Iterable[tuple[Talk, str]]
) -> dict[str, PersonLine]:
    """Make the line of everybody; those nobody has talked about, most people early in a year, share theirs."""
    behind: dict[str, dict[str, list[str]]] = {}
    for talk, talk_id in talks:
        behind.setdefault(talk.subject_id, {}).setdefault(talk.category, []).append(talk_id)
    states = {person.subject.id: person.states for person in covered}
    units = {row.unit_id: Link(row.unit_id, row.unit_name) if row.unit_id else _NO_UNIT for row in people}
    return {
        row.id: PersonLine(
            person=Link(row.id, row.name),
            unit=units[row.unit_id],
            post_title=row.post_title or "",
            states=_states(states[row.id]) if row.id in behind else _NO_STATES,
            talks=_told(behind[row.id]) if row.id in behind else _NO_TALKS,
        )
        for row in people
    }


def _states(by_code: Mapping[str, TalkState]) -> tuple[TalkState, ...]:
    return tuple(by_code[c.value] for c in CATEGORIES)


def _told(by_code: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(by_code.get(c.value, ())) for c in CATEGORIES)


def _unit_line(unit: UnitCoverage, lines: Mapping[str, PersonLine]) -> UnitLine:
    people = tuple(lines[person.subject.id] for person in unit.people)
    shares = tuple(unit.category(c.value) for c in CATEGORIES)
    return UnitLine(people[0].unit, people, unit.complete, unit.talks, shares)
