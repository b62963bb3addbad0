"""One unit as its page shows it: the head, establishment against people, results over years, units below, counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import files, gaps, mentoring, talks
from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records import unit as kinds
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.board_entry import BoardColour, BoardEntry, BoardState
from cadre_desktop.records.cadre import Cadre, CadreState, Identity
from cadre_desktop.records.post import Post
from cadre_desktop.records.problem import Problem, ProblemState
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.unit_assessment import TeamGrade, UnitAssessment, UnitGrade
from cadre_desktop.records.vocab import AssessmentGrade, PostLevel
from cadre_desktop.rules.establishment import Seat, Strength, seat_of
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.percent import Rate
from cadre_desktop.services import figures, unit_profile
from cadre_desktop.services.steps import fetch
from cadre_desktop.storage.database import Database

_SEATS = MappingProxyType(
    {
        Seat.HEAD: ("正职领导", "head_posts"),
        Seat.DEPUTY: ("副职领导", "deputy_posts"),
        Seat.INNER_HEAD: ("内设正职", "inner_head_posts"),
        Seat.INNER_DEPUTY: ("内设副职", "inner_deputy_posts"),
    }
)
_STAFF = MappingProxyType(
    {
        Identity.CIVIL_SERVANT: ("行政编制", "admin_quota"),
        Identity.REFERENCE: ("参公编制", "reference_quota"),
        Identity.INSTITUTION: ("事业编制", "institution_quota"),
    }
)
_G = AssessmentGrade
_SECOND, _THIRD = (_G.COMPETENT, _G.QUALIFIED), (_G.BASICALLY_COMPETENT, _G.BASICALLY_QUALIFIED)
_FOURTH = (_G.INCOMPETENT, _G.UNQUALIFIED)
_GRADED = (_G.EXCELLENT, *_SECOND, *_THIRD, *_FOURTH)
MOST_YEARS = 8
COVERAGE = (
    "five_talks_rate", "five_talks_complete", "five_talks_left", "performance_files_rate", "political_files_rate",
    "conduct_files_rate", "mentoring_coverage", "incomplete_people",
)  # fmt: skip
"""The figures of the unit's page, in order."""


@dataclass(frozen=True, slots=True)
class UnitHead:
    """Who the unit is: its own fields, the unit above, who heads it, how many serve in it."""

    unit: Link
    values: Mapping[str, Any]
    parent: Link | None
    heads: tuple[Link, ...]
    n_people: int
    n_leaders: int


@dataclass(frozen=True, slots=True)
class UnitResult:
    """The unit's own result of a year."""

    id: str
    grade: UnitGrade
    team_grade: TeamGrade | None
    score: float | None
    rank_place: int | None
    rank_total: int | None


@dataclass(frozen=True, slots=True)
class YearOfResults:
    """A year of a unit: its own result and its leaders', and how many of its people got which grade."""

    year: int
    result: UnitResult | None = None
    grades: Mapping[AssessmentGrade | None, int] = field(default_factory=dict)

    @property
    def assessed(self) -> int:
        """How many have a result of any kind filed for the year."""
        return sum(self.grades.values())

    @property
    def excellent(self) -> Rate:
        """The share of 优秀 among those who got a grade."""
        graded = sum(n for grade, n in self.grades.items() if grade in _GRADED)
        return Rate(self.grades.get(_G.EXCELLENT, 0), graded)

    def count(self, place: int) -> int:
        """Return how many got the second, third or fourth grade, in the words of either scheme; 0 for all others."""
        wanted = {2: _SECOND, 3: _THIRD, 4: _FOURTH}.get(place)
        if wanted is None:
            return sum(n for grade, n in self.grades.items() if grade not in _GRADED)
        return sum(self.grades.get(grade, 0) for grade in wanted)


@dataclass(frozen=True, slots=True)
class UnitBelow:
    """A unit directly below, with the people in it."""

    unit: Link
    kind: str
    state: str
    n_people: int
    n_leaders: int


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """What the year has brought the unit: entries on the boards, and problems it is to solve."""

    year: int
    red: tuple[str, ...]
    black: tuple[str, ...]
    problems: tuple[str, ...]
    problems_open: tuple[str, ...]


def head(db: Database, unit_id: str) -> UnitHead:
    """Read who the unit is; raise NotAllowed when it is in the recycle bin or gone."""
    with db.read() as session:
        unit: Unit = fetch(session, kinds.KIND, unit_id)
        strength = {one.label: one for one in _seats(session, unit, db.now().date())}
        heads = strength["正职领导"].people
        people = session.execute(sa.select(Cadre.id, Cadre.name).where(Cadre.id.in_(heads)).order_by(Cadre.name)).all()
        n_people, n_leaders = _numbers(session, unit_id)
        values = {f.name: getattr(unit, f.name) for f in kinds.KIND.form_fields if not f.is_link}
        return UnitHead(
            link_to(unit), values, link_to(unit.parent) if unit.parent is not None else None,
            tuple(Link(row.id, row.name) for row in people), n_people, n_leaders,
        )  # fmt: skip


def people_ids(db: Database, unit_id: str) -> list[str]:
    """List who serves in the unit itself, the highest posts first."""
    s = CadreSummary
    level = sa.func.coalesce(s.level, "~")
    query = _serving(sa.select(s.cadre_id), unit_id).order_by(s.is_leader.desc(), level, s.post_since, Cadre.name)
    with db.read() as session:
        return list(session.scalars(query))


def establishment(db: Database, unit_id: str) -> tuple[Strength, ...]:
    """Compare what is approved for the unit with who is there, people and posts; lines with neither are left out."""
    today = db.now().date()
    with db.read() as session:
        unit: Unit = fetch(session, kinds.KIND, unit_id)
        lines = [*_staff(session, unit), *_seats(session, unit, today)]
    return tuple(one for one in lines if one.approved or one.present)


def results(db: Database, unit_id: str) -> tuple[YearOfResults, ...]:
    """Read the results of the last years, the newest first."""
    a, u = AnnualAssessment, UnitAssessment
    grades = (
        sa.select(a.year, a.grade, sa.func.count().label("n"))
        .where(a.unit_id == unit_id, a.deleted_at.is_(None))
        .group_by(a.year, a.grade)
    )
    with db.read() as session:
        by_year: dict[int, Counter[AssessmentGrade | None]] = {}
        for year, grade, number in session.execute(grades):
            by_year.setdefault(year, Counter())[grade] += number
        own = sa.select(u.year, u.id, u.grade, u.team_grade, u.score, u.rank_place, u.rank_total)
        rows = session.execute(own.where(u.unit_id == unit_id, u.deleted_at.is_(None))).all()
    of_unit = {
        row.year: UnitResult(row.id, row.grade, row.team_grade, row.score, row.rank_place, row.rank_total)
        for row in rows
    }
    years = sorted({*by_year, *of_unit}, reverse=True)[:MOST_YEARS]
    return tuple(YearOfResults(year, of_unit.get(year), by_year.get(year, {})) for year in years)


def below(db: Database, unit_id: str) -> tuple[UnitBelow, ...]:
    """List the units directly below, in their order."""
    u = Unit
    order = (u.order_number.is_(None), u.order_number, u.name, u.id)
    query = sa.select(u.id, u.name, u.kind, u.state).where(u.parent_id == unit_id, u.deleted_at.is_(None))
    with db.read() as session:
        return tuple(
            UnitBelow(Link(row.id, row.name), row.kind.label, row.state.label, *_numbers(session, row.id))
            for row in session.execute(query.order_by(*order)).all()
        )


def counts(db: Database, unit_id: str) -> UnitCounts:
    """Count this year's entries on the boards, and the problems the unit has taken on."""
    year, b, p = db.now().year, BoardEntry, Problem
    boards = sa.select(b.id, b.colour).where(
        b.unit_id == unit_id, b.deleted_at.is_(None), b.state == BoardState.PUBLISHED,
        b.published_on.between(date(year, 1, 1), date(year, 12, 31)),
    )  # fmt: skip
    problems = sa.select(p.id, p.state).where(p.unit_id == unit_id, p.deleted_at.is_(None))
    with db.read() as session:
        shown = session.execute(boards.order_by(b.published_on, b.id)).all()
        taken = session.execute(problems.order_by(p.reported_on, p.id)).all()
    done = (ProblemState.SOLVED, ProblemState.RATED)
    return UnitCounts(
        year,
        tuple(row.id for row in shown if row.colour is BoardColour.RED),
        tuple(row.id for row in shown if row.colour is BoardColour.BLACK),
        tuple(row.id for row in taken),
        tuple(row.id for row in taken if row.state not in done),
    )


def _serving(query: Any, unit_id: str) -> Any:
    joined = query.select_from(CadreSummary).join(Cadre, Cadre.id == CadreSummary.cadre_id)
    return joined.where(CadreSummary.unit_id == unit_id, Cadre.deleted_at.is_(None), Cadre.state == CadreState.SERVING)


def _numbers(session: Session, unit_id: str) -> tuple[int, int]:
    leaders = sa.func.count().filter(CadreSummary.is_leader.is_(True))
    number, n_leaders = session.execute(_serving(sa.select(sa.func.count(), leaders), unit_id)).one()
    return number, n_leaders


def _staff(session: Session, unit: Unit) -> list[Strength]:
    rows = session.execute(_serving(sa.select(Cadre.id, Cadre.identity), unit.id).order_by(Cadre.name)).all()
    return [
        Strength(label, getattr(unit, name), tuple(row.id for row in rows if row.identity is identity))
        for identity, (label, name) in _STAFF.items()
    ]


def _seats(session: Session, unit: Unit, today: date) -> list[Strength]:
    """Count who holds which posts in the unit today, concurrent posts included, each person once a line."""
    p, day = Post, str(PartialDate.of(today))
    begun, ended = (sa.type_coerce(column, sa.String) for column in (p.appointed_on, p.removed_on))
    query = (
        sa.select(p.cadre_id, p.title, p.is_leader, p.member_kind, p.level)
        .join(Cadre, Cadre.id == p.cadre_id)
        .where(
            p.unit_id == unit.id, p.deleted_at.is_(None), sa.or_(begun.is_(None), begun <= day),
            sa.or_(ended.is_(None), ended > day), Cadre.deleted_at.is_(None), Cadre.state == CadreState.SERVING,
        )
    )  # fmt: skip
    held: dict[Seat, dict[str, None]] = {seat: {} for seat in Seat}
    for row in session.execute(query.order_by(p.appointed_on, p.id)):
        kind = row.member_kind.value if row.member_kind is not None else None
        is_subsection = row.level is PostLevel.SUBSECTION
        seat = seat_of(row.title, is_leader=row.is_leader, member_kind=kind, is_subsection=is_subsection)
        if seat is not None:
            held[seat][row.cadre_id] = None
    return [Strength(label, getattr(unit, name), tuple(held[seat])) for seat, (label, name) in _SEATS.items()]


def coverage(db: Database, unit_id: str) -> tuple[Figure, ...]:
    """Work out how far talks, files and pairs have come in the unit and those below it; every figure opens."""
    with db.read() as session:
        now = db.now()
        year = unit_profile.read(session, now.year).review_year
        ground = Ground(session, figures.context_in(session, now, unit_id=unit_id))
        review = Ground(session, figures.context_in(session, now, year=year, unit_id=unit_id))
        found = [
            *talks.five_talks(review),
            *files.files(ground),
            *mentoring.mentoring(ground),
            *gaps.incomplete(ground),
        ]
    by_key = {one.key: one for one in found}
    return tuple(by_key[key] for key in COVERAGE if key in by_key)


def result_ids(db: Database, unit_id: str, year: int) -> tuple[str, ...]:
    """Name the results the unit's people have on file for a year."""
    a = AnnualAssessment
    query = sa.select(a.id).where(a.unit_id == unit_id, a.year == year, a.deleted_at.is_(None)).order_by(a.id)
    with db.read() as session:
        return tuple(session.scalars(query))
