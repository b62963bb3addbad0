"""Who served where, at which level and rank, on any day: rebuilt from dated posts, never from today's state alone.

Somebody is on the books on a day when he holds a post then.  People 在职 today whose posts have all ended, or who
have none filed, are waiting for one and count too, as they do in the roster.  Somebody who has left counts only on
posts whose end is known: a post left open says nothing of the day he went.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.summary import LEVEL_ORDER
from cadre_desktop.records.vocab import PoliticalStatus, PostLevel, RankName, Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice
from cadre_desktop.storage.turns import breathing

Member = TypeVar("Member", bound=Choice)


def by_code(choices: type[Member]) -> dict[str, Member]:
    """Map the stored codes of a closed list to its members: quicker than asking the list for every row."""
    return {member.value: member for member in choices}


class Person(NamedTuple):
    """One official as of a day."""

    id: str
    name: str
    sex: Sex
    birth_on: PartialDate
    political_status: PoliticalStatus | None
    education: tuple[str | None, str | None]
    unit_id: str | None
    post_title: str
    level: PostLevel | None
    is_leader: bool
    rank: RankName | None


_LEVELS, _RANKS = by_code(PostLevel), by_code(RankName)
_SEXES, _STATUSES = by_code(Sex), by_code(PoliticalStatus)


class PersonLine(NamedTuple):
    """One official as stored: codes and dates are text.  Named tuples, because a county has very many."""

    id: str
    name: str
    sex: str
    birth_on: str
    political_status: str | None
    state: str
    work_start_on: str | None
    full_time_education: str | None
    in_service_education: str | None


class PostLine(NamedTuple):
    """One post as stored."""

    id: str
    cadre_id: str
    unit_id: str
    title: str
    level: str | None
    is_leader: int
    is_main: int
    counts_continuous: int
    start: str | None
    end: str | None


class RankLine(NamedTuple):
    """One rank as stored."""

    id: str
    cadre_id: str
    name: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Histories:
    """The stored people, posts and ranks, read once and looked at from any day."""

    people: Sequence[PersonLine]
    posts: Mapping[str, Sequence[PostLine]]
    ranks: Mapping[str, Sequence[RankLine]]


def read_histories(session: Session, cadre_id: str | None = None) -> Histories:
    """Read everybody's posts and ranks set-wise, or one person's; dates stay text, which sorts as it is."""
    c, p, r = Cadre, Post, Rank
    people = sa.select(
        c.id, c.name, c.sex, c.birth_on, c.political_status, c.state, c.work_start_on,
        c.full_time_education, c.in_service_education,
    ).where(c.deleted_at.is_(None))  # fmt: skip
    posts = sa.select(
        p.id, p.cadre_id, p.unit_id, p.title, p.level, p.is_leader, p.is_main, p.counts_continuous,
        p.appointed_on, p.removed_on,
    ).where(p.deleted_at.is_(None))  # fmt: skip
    ranks = sa.select(r.id, r.cadre_id, r.name, r.approved_on, r.ended_on).where(r.deleted_at.is_(None))
    if cadre_id is not None:
        people = people.where(c.id == cadre_id)
        posts, ranks = posts.where(p.cadre_id == cadre_id), ranks.where(r.cadre_id == cadre_id)
    return Histories(
        [PersonLine._make(row) for row in stored_rows(session, people)],
        _by_cadre(PostLine._make(row) for row in stored_rows(session, posts)),
        _by_cadre(RankLine._make(row) for row in stored_rows(session, ranks)),
    )


def stored_rows(session: Session, query: Any) -> list[tuple[Any, ...]]:
    """Run a query and return what the store itself gives, before values are made of it."""
    return list(session.connection().execute(query).cursor.fetchall())


def on_day(histories: Histories, day: date) -> tuple[Person, ...]:
    """Rebuild everybody who was on the books on a day."""
    text = str(PartialDate.of(day))
    found = []
    for row in breathing(histories.people):
        posts = histories.posts.get(row.id, ())
        held = [post for post in posts if _held(post, text) and (post.end or row.state == CadreState.SERVING)]
        if held or _waiting(row, posts, text):
            ranks = [rank for rank in histories.ranks.get(row.id, ()) if _held(rank, text)]
            found.append(_person(row, held, ranks))
    return tuple(found)


Line = TypeVar("Line", PostLine, RankLine)


def _by_cadre(lines: Iterable[Line]) -> dict[str, list[Line]]:
    grouped: dict[str, list[Line]] = {}
    for line in breathing(lines, 2000):
        grouped.setdefault(line.cadre_id, []).append(line)
    return grouped


def _held(line: PostLine | RankLine, day: str) -> bool:
    """From its first possible day until the first possible day of its end; 2024 <= 2024.01.01 as texts too."""
    return (line.start is None or line.start <= day) and (line.end is None or line.end > day)


def _waiting(line: PersonLine, posts: Iterable[PostLine], day: str) -> bool:
    """Say whether somebody in service holds no post then, and none later either."""
    if line.state != CadreState.SERVING or any(post.end is None or post.end > day for post in posts):
        return False
    return line.work_start_on is None or line.work_start_on <= day


def _person(line: PersonLine, held: list[PostLine], ranks: list[RankLine]) -> Person:
    # The same order as the roster's present post (records/summary.py): the main one first.
    if len(held) > 1:
        held.sort(key=lambda post: (not post.is_main, post.start or "~"))
    levels = [_LEVELS[post.level] for post in held if post.level is not None]
    rank = max(ranks, key=lambda one: (one.start or "", one.id)) if len(ranks) > 1 else next(iter(ranks), None)
    return Person(
        id=line.id,
        name=line.name,
        sex=_SEXES[line.sex],
        birth_on=_date(line.birth_on),
        political_status=_STATUSES[line.political_status] if line.political_status else None,
        education=(line.full_time_education, line.in_service_education),
        unit_id=held[0].unit_id if held else None,
        post_title="、".join([post.title for post in held]),
        level=max(levels, key=lambda level: LEVEL_ORDER.get(level, 0)) if levels else None,
        is_leader=any([post.is_leader for post in held]),
        rank=_RANKS[rank.name] if rank else None,
    )


@lru_cache(maxsize=4096)
def _date(text: str) -> PartialDate:
    """A county's births fall into some hundred months: each is read once."""
    return PartialDate.parse_stored(text)
