"""What the rules look at, read set-wise in a fixed number of queries however many people there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.population import stored_rows
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.unit import Unit, UnitState
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.storage.turns import breathing

# Codes and dates are text as stored: dates of any precision sort as they are.


class Official(NamedTuple):
    """A person as stored."""

    id: str
    name: str
    sex: str
    birth_on: str
    ethnic: str | None
    native_place: str | None
    birth_place: str | None
    id_number: str | None
    political_status: str | None
    party_joined_on: str | None
    other_party: str | None
    work_start_on: str | None
    identity: str
    managed_by: str | None
    state: str
    resume: str | None

    @property
    def serves(self) -> bool:
        """Whether the person is in service."""
        return self.state == CadreState.SERVING.value


class Held(NamedTuple):
    """A post as stored."""

    id: str
    cadre_id: str
    unit_id: str
    title: str
    level: str | None
    member_kind: str | None
    is_main: int
    is_leader: int
    start: str | None
    end: str | None
    removal_document: str | None


class Ranked(NamedTuple):
    """A rank as stored."""

    id: str
    cadre_id: str
    name: str
    start: str | None
    end: str | None


class Graded(NamedTuple):
    """A year's assessment as stored."""

    id: str
    cadre_id: str
    year: int
    grade: str | None


class Punished(NamedTuple):
    """A sanction that stands."""

    id: str
    cadre_id: str
    name: str
    decided_on: str


class Office(NamedTuple):
    """A unit as stored."""

    id: str
    name: str
    parent_id: str | None
    state: str
    closed_on: str | None
    head_posts: int | None
    deputy_posts: int | None
    inner_head_posts: int | None
    inner_deputy_posts: int | None

    @property
    def closed(self) -> bool:
        """Whether the unit was dissolved or merged."""
        return self.state == UnitState.CLOSED.value


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything the rules look at, as of one reading; `now` is its day as stored dates are written."""

    today: date
    now: str
    book: RuleBook
    people: Mapping[str, Official]
    posts: Mapping[str, Sequence[Held]]
    ranks: Mapping[str, Sequence[Ranked]]
    grades: Mapping[str, Sequence[Graded]]
    sanctions: Mapping[str, Sequence[Punished]]
    units: Mapping[str, Office]
    present: Mapping[str, Sequence[Held]]

    def number(self, key: str) -> int:
        """Return a threshold as it holds here and now."""
        return self.book.number(f"quality.{key}", on=self.today)

    def unit_name(self, unit_id: str | None) -> str:
        """Name a unit; empty for none."""
        unit = self.units.get(unit_id or "")
        return unit.name if unit else ""

    def held_now(self, cadre_id: str) -> Sequence[Held]:
        """List the posts a person holds today, the main and older ones first."""
        return self.present.get(cadre_id, ())

    def where(self, person: Official) -> str:
        """Say who it is and where he or she serves, for the list of findings."""
        held = self.held_now(person.id)
        unit = self.unit_name(held[0].unit_id) if held else ""
        return f"{person.name}（{unit}）" if unit else person.name


def runs_on(line: Held | Ranked, day: str) -> bool:
    """Tell whether a post or rank has begun and not ended on a day."""
    return (line.start is None or line.start <= day) and (line.end is None or line.end > day)


def months(text: str) -> int:
    """Turn a stored date into months since year 0; a bare year counts as its January."""
    return int(text[:4]) * 12 + int(text[5:7] or 1) - 1


def years_between(earlier: str, later: str) -> int:
    """Count the full years from one stored date to another, by year and month."""
    return (months(later) - months(earlier)) // 12


def read(session: Session, today: date) -> Snapshot:
    """Read it all."""
    c, p, r, a, s, u = Cadre, Post, Rank, AnnualAssessment, Sanction, Unit
    people = _lines(session, Official, c, (
        c.id, c.name, c.sex, c.birth_on, c.ethnic, c.native_place, c.birth_place, c.id_number, c.political_status,
        c.party_joined_on, c.other_party, c.work_start_on, c.identity, c.managed_by, c.state, c.resume,
    ))  # fmt: skip
    posts = _lines(session, Held, p, (
        p.id, p.cadre_id, p.unit_id, p.title, p.level, p.member_kind, p.is_main, p.is_leader, p.appointed_on,
        p.removed_on, p.removal_document,
    ))  # fmt: skip
    ranks = _lines(session, Ranked, r, (r.id, r.cadre_id, r.name, r.approved_on, r.ended_on))
    grades = _lines(session, Graded, a, (a.id, a.cadre_id, a.year, a.grade))
    sanctions = _lines(session, Punished, s, (s.id, s.cadre_id, s.name, s.decided_on), s.withdrawn_on.is_(None))
    units = _lines(session, Office, u, (
        u.id, u.name, u.parent_id, u.state, u.closed_on, u.head_posts, u.deputy_posts, u.inner_head_posts,
        u.inner_deputy_posts,
    ))  # fmt: skip
    now = str(PartialDate.of(today))
    present = [post for post in posts if runs_on(post, now)]
    present.sort(key=lambda post: (not post.is_main, post.start or ""))
    return Snapshot(
        today, now, read_book(session), {one.id: one for one in people}, _by_person(posts), _by_person(ranks),
        _by_person(grades), _by_person(sanctions), {one.id: one for one in units}, _by_person(present),
    )  # fmt: skip


Line = TypeVar("Line", Official, Held, Ranked, Graded, Punished, Office)
Owned = TypeVar("Owned", Held, Ranked, Graded, Punished)


def _lines(session: Session, shape: type[Line], model: Any, columns: tuple[Any, ...], *where: Any) -> list[Line]:
    query = sa.select(*columns).where(model.deleted_at.is_(None), *where)
    return [shape._make(row) for row in breathing(stored_rows(session, query), 2000)]


def _by_person(lines: Iterable[Owned]) -> dict[str, list[Owned]]:
    grouped: dict[str, list[Owned]] = {}
    for line in lines:
        grouped.setdefault(line.cadre_id, []).append(line)
    return grouped
