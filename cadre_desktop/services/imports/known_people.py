"""The people already in the store whom the rows of a roster may mean, with what they hold today."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record

Stored = Mapping[str, Any]


@dataclass(slots=True)
class KnownPerson:
    """One person as stored: the record's own columns, and the live posts, ranks and the year's assessment."""

    record: Stored
    posts: list[Stored] = field(default_factory=list)
    ranks: list[Stored] = field(default_factory=list)
    assessment: Stored | None = None

    @property
    def id(self) -> str:
        """The id of the person's record."""
        return str(self.record["id"])

    def held_posts(self, today: date) -> list[Stored]:
        """Return the posts held today, the main ones and of these the latest first."""
        held = [p for p in self.posts if _held(p["appointed_on"], p["removed_on"], today)]
        held.sort(key=lambda p: str(p["appointed_on"] or ""), reverse=True)
        return sorted(held, key=lambda p: not p["is_main"])

    def held_rank(self, today: date) -> Stored | None:
        """Return the rank held today, the latest approved of them."""
        held = [r for r in self.ranks if _held(r["approved_on"], r["ended_on"], today)]
        return max(held, key=lambda r: str(r["approved_on"] or ""), default=None)


class KnownPeople:
    """Looks people up for one import, by identity number and by name with the birth month."""

    def __init__(self, session: Session, ids: Iterable[str], names: Iterable[str], year: int) -> None:
        self._people: dict[str, KnownPerson] = {}
        for column, wanted in ((Cadre.id_number, ids), (Cadre.name, names)):
            for row in _rows(session, Cadre, column, list(wanted)):
                self._people.setdefault(row["id"], KnownPerson(row))
        self._attach(session, year)
        self._by_id_number = {p.record["id_number"]: p for p in self._people.values() if p.record["id_number"]}
        self._by_name: dict[str, list[KnownPerson]] = {}
        for person in self._people.values():
            self._by_name.setdefault(person.record["name"], []).append(person)

    def _attach(self, session: Session, year: int) -> None:
        keys = list(self._people)
        for row in _rows(session, Post, Post.cadre_id, keys):
            self._people[row["cadre_id"]].posts.append(row)
        for row in _rows(session, Rank, Rank.cadre_id, keys):
            self._people[row["cadre_id"]].ranks.append(row)
        for row in _rows(session, AnnualAssessment, AnnualAssessment.cadre_id, keys):
            if row["year"] == year:
                self._people[row["cadre_id"]].assessment = row

    def by_key(self, cadre_id: str) -> KnownPerson | None:
        """Return a person by the id of the record."""
        return self._people.get(cadre_id)

    def by_id_number(self, number: str | None) -> KnownPerson | None:
        """Return the person of an identity number."""
        return self._by_id_number.get(number) if number else None

    def by_name(self, name: str, birth: PartialDate) -> list[KnownPerson]:
        """Return the people of that name born in that month (in that year, where one side knows no month)."""
        return [p for p in self._by_name.get(name, ()) if _same_month(p.record["birth_on"], birth)]


def _same_month(one: PartialDate, other: PartialDate) -> bool:
    if one.month is None or other.month is None:
        return one.year == other.year
    return one.month_index == other.month_index


def _held(start: PartialDate | None, end: PartialDate | None, today: date) -> bool:
    return (start is None or start.first_day() <= today) and (end is None or end.first_day() > today)


def _rows(session: Session, model: type[Record], column: Any, wanted: Sequence[str]) -> Iterator[Stored]:
    """Read the live records of a model by the values of one column, as plain mappings."""
    listed = sa.func.json_each(orjson.dumps(list(wanted)).decode()).table_valued("value")
    query = sa.select(model.__table__).where(column.in_(sa.select(listed.c.value)), model.deleted_at.is_(None))
    yield from (dict(row) for row in session.connection().execute(query).mappings())
