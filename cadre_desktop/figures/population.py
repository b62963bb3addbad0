"""Who served where, at which level and rank, on any day: rebuilt from dated posts, never from today's state alone.

Somebody is on the books on a day when he holds a post then.  People 在职 today whose posts have all ended, or who
have none filed, are waiting for one and count too, as they do in the roster.  Somebody who has left counts only on
posts whose end is known: a post left open says nothing of the day he went.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.summary import LEVEL_ORDER
from cadre_desktop.records.vocab import PoliticalStatus, PostLevel, RankName, Sex
from cadre_desktop.rules.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Person:
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


@dataclass(frozen=True, slots=True)
class Histories:
    """The stored people, posts and ranks, read once and looked at from any day."""

    people: Sequence[Any]
    posts: Mapping[str, Sequence[Any]]
    ranks: Mapping[str, Sequence[Any]]


def read_histories(session: Session) -> Histories:
    """Read everybody's posts and ranks set-wise; dates stay text, which sorts and compares as it is."""
    connection = session.connection()
    c, p, r = Cadre, Post, Rank
    people = connection.execute(
        sa.select(
            c.id,
            c.name,
            c.sex,
            c.birth_on,
            c.political_status,
            c.state,
            _text(c.work_start_on).label("work_start_on"),
            c.full_time_education,
            c.in_service_education,
        ).where(c.deleted_at.is_(None))
    ).all()
    posts = connection.execute(
        sa.select(
            p.id,
            p.cadre_id,
            p.unit_id,
            p.title,
            p.level,
            p.is_leader,
            p.is_main,
            p.counts_continuous,
            _text(p.appointed_on).label("start"),
            _text(p.removed_on).label("end"),
        ).where(p.deleted_at.is_(None))
    ).all()
    ranks = connection.execute(
        sa.select(r.id, r.cadre_id, r.name, _text(r.approved_on).label("start"), _text(r.ended_on).label("end")).where(
            r.deleted_at.is_(None)
        )
    ).all()
    return Histories(people, _by_cadre(posts), _by_cadre(ranks))


def on_day(histories: Histories, day: date) -> tuple[Person, ...]:
    """Rebuild everybody who was on the books on a day."""
    text = str(PartialDate.of(day))
    found = []
    for row in histories.people:
        posts = histories.posts.get(row.id, ())
        held = [post for post in posts if _held(post, text) and (post.end or row.state is CadreState.SERVING)]
        if held or _waiting(row, posts, text):
            ranks = [rank for rank in histories.ranks.get(row.id, ()) if _held(rank, text)]
            found.append(_person(row, held, ranks))
    return tuple(found)


def _text(attribute: Any) -> Any:
    return sa.type_coerce(attribute, sa.String)


def _by_cadre(rows: Iterable[Any]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.cadre_id, []).append(row)
    return grouped


def _held(row: Any, day: str) -> bool:
    """From its first possible day until the first possible day of its end; 2024 <= 2024.01.01 as texts too."""
    return (row.start is None or row.start <= day) and (row.end is None or row.end > day)


def _waiting(row: Any, posts: Iterable[Any], day: str) -> bool:
    """Say whether somebody in service holds no post then, and none later either."""
    if row.state is not CadreState.SERVING or any(post.end is None or post.end > day for post in posts):
        return False
    return row.work_start_on is None or bool(row.work_start_on <= day)


def _person(row: Any, held: list[Any], ranks: list[Any]) -> Person:
    # The same order as the roster's present post (records/summary.py): the main one first.
    held.sort(key=lambda post: (not post.is_main, post.start or "~"))
    levels = [post.level for post in held if post.level is not None]
    rank = max(ranks, key=lambda one: (one.start or "", one.id), default=None)
    return Person(
        id=row.id,
        name=row.name,
        sex=row.sex,
        birth_on=row.birth_on,
        political_status=row.political_status,
        education=(row.full_time_education, row.in_service_education),
        unit_id=held[0].unit_id if held else None,
        post_title="、".join(post.title for post in held),
        level=max(levels, key=lambda level: LEVEL_ORDER.get(level, 0), default=None),
        is_leader=any(post.is_leader for post in held),
        rank=rank.name if rank else None,
    )
