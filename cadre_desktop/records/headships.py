"""Who headed a unit when, by the posts on file: 正职 of the leading team, from the day appointed to the day removed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.post import MemberKind, Post
from cadre_desktop.records.summary import LEVEL_ORDER
from cadre_desktop.rules.boards import Headship

_PARTY_HEAD = "书记"
_DEPUTY = "副"


def headships(session: Session, unit_ids: Iterable[str] | None = None) -> tuple[Headship, ...]:
    """Return who headed the units and when, the first of each unit first: by level, then the party's head."""
    p = Post
    query = sa.select(p.id, p.cadre_id, p.unit_id, p.title, p.level, p.appointed_on, p.removed_on).where(
        p.deleted_at.is_(None),
        p.is_leader,
        p.member_kind == MemberKind.HEAD,
        p.cadre_id.in_(sa.select(Cadre.id).where(Cadre.deleted_at.is_(None))),
    )
    if unit_ids is not None:
        query = query.where(p.unit_id.in_(list(unit_ids)))
    found = sorted(session.connection().execute(query), key=_rank)
    return tuple(
        Headship(
            row.id,
            row.cadre_id,
            row.unit_id,
            row.appointed_on.first_day() if row.appointed_on else date.min,
            row.removed_on.first_day() if row.removed_on else None,
        )
        for row in found
    )


def head_on(session: Session, unit_id: str, day: date) -> Cadre | None:
    """Return who headed a unit on a day; of several the one that comes first, None when nobody is on file."""
    held = (one for one in headships(session, (unit_id,)) if one.held_on(day))
    first = next(held, None)
    return session.get(Cadre, first.person) if first is not None else None


def _rank(row: Any) -> tuple[int, bool, str, str]:
    is_party_head = _PARTY_HEAD in row.title and _DEPUTY not in row.title
    return -LEVEL_ORDER.get(row.level, 0), not is_party_head, str(row.appointed_on or ""), row.id
