"""People on the move: to another unit, or out of service; the old posts end in the same piece of work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.records import cadre as cadres
from cadre_desktop.records import post as posts
from cadre_desktop.records import rank as ranks
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.post import Post, RemovalReason
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules
from cadre_desktop.storage.database import Database

_REASONS = {
    CadreState.RETIRED: RemovalReason.RETIREMENT,
    CadreState.TRANSFERRED: RemovalReason.EXCHANGE,
    CadreState.DECEASED: RemovalReason.DEATH,
    CadreState.OTHER: RemovalReason.OTHER,
}


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Somebody on file who may be the person being entered, and what speaks for it."""

    person: Link
    unit: str
    why: str
    certain: bool


def transfer(
    db: Database,
    cadre_id: str,
    new: dict[str, Any],
    *,
    document: str = "",
    reason: RemovalReason = RemovalReason.EXCHANGE,
    keep: Sequence[str] = (),
) -> str:
    """End the present posts and begin a new one on the same day; return the new post's id.

    `new` holds the new post's values (unit, title, appointed_on at least); posts whose ids are in `keep` go on.
    Raises InvalidInput when the dates do not fit, NotAllowed for somebody no longer in service.
    """
    on = new.get("appointed_on")
    if not isinstance(on, PartialDate):
        raise InvalidInput([Problem("appointed_on", "请填写新职务的任职时间")])
    with db.work("调整任职") as session:
        person: Cadre = fetch(session, cadres.KIND, cadre_id)
        if person.state is not CadreState.SERVING:
            raise NotAllowed(f"{person.name}的管理状态是“{person.state.label}”，不能调整任职。", hint="请先改为在职。")
        for held in _held(session, cadre_id, db.now().date()):
            if held.id not in keep:
                _end(db, held, on, document, reason)
        values = {**new, "cadre": link_to(person)}
        if document and not values.get("appointment_document"):
            values["appointment_document"] = document
        return records.add(db, session, posts.KIND, values).id


def leave(db: Database, cadre_id: str, state: CadreState, on: PartialDate, *, document: str = "") -> None:
    """Take a person out of service: the posts end, and so does the rank unless he only moves elsewhere."""
    if state not in _REASONS:
        raise ValueError(f"{state.label} is not a way out of service")
    with db.work(f"登记{state.label}") as session:
        person: Cadre = fetch(session, cadres.KIND, cadre_id)
        if person.state is not CadreState.SERVING:
            raise NotAllowed(f"{person.name}的管理状态已是“{person.state.label}”。")
        if on.first_day() > db.now().date():
            raise InvalidInput([Problem("removed_on", "时间不能晚于今天；到龄前请保留在职")])
        for held in _held(session, cadre_id, db.now().date()):
            _end(db, held, on, document, _REASONS[state])
        if state is not CadreState.TRANSFERRED:
            for rank in _open_ranks(session, cadre_id):
                rank.ended_on = on
                keep_rules(db, ranks.KIND, rank)
        person.state = state
        keep_rules(db, cadres.KIND, person)


def look_alikes(
    db: Database, name: str, birth_on: PartialDate | None, id_number: str | None = None, *, but: str = ""
) -> list[LookAlike]:
    """Find people on file who may be the one being entered (but not the record `but` itself), the certain first."""
    wanted = [Cadre.name == name]
    if id_number:
        wanted.append(Cadre.id_number == id_number)
    query = sa.select(Cadre).where(sa.or_(*wanted), Cadre.deleted_at.is_(None), Cadre.id != but)
    found = []
    with db.read() as session:
        for person in session.scalars(query.order_by(Cadre.created_at)):
            why, certain = _likeness(person, birth_on, id_number)
            if why:
                held = next(iter(_held(session, person.id, db.now().date())), None)
                found.append(LookAlike(link_to(person), held.unit.name if held else "", why, certain))
    return sorted(found, key=lambda one: not one.certain)


def _likeness(person: Cadre, birth_on: PartialDate | None, id_number: str | None) -> tuple[str, bool]:
    """Say what speaks for being the same person; two different ID numbers speak against it for good."""
    if id_number and person.id_number:
        return ("身份证号相同", True) if id_number == person.id_number else ("", False)
    if birth_on is None:
        return "姓名相同", False
    same = person.birth_on.year == birth_on.year and (
        None in (person.birth_on.month, birth_on.month) or person.birth_on.month == birth_on.month
    )
    return ("姓名和出生年月相同", False) if same else ("", False)


def _held(session: Session, cadre_id: str, today: date) -> list[Post]:
    """Read the posts a person holds today, the main one first."""
    query = sa.select(Post).where(Post.cadre_id == cadre_id, Post.deleted_at.is_(None))
    held = [p for p in session.scalars(query) if p.removed_on is None or p.removed_on.first_day() > today]
    return sorted(held, key=lambda p: (not p.is_main, str(p.appointed_on)))


def _open_ranks(session: Session, cadre_id: str) -> list[Rank]:
    query = sa.select(Rank).where(Rank.cadre_id == cadre_id, Rank.deleted_at.is_(None), Rank.ended_on.is_(None))
    return list(session.scalars(query))


def _end(db: Database, held: Post, on: PartialDate, document: str, reason: RemovalReason) -> None:
    held.removed_on, held.removal_reason = on, reason
    held.removal_document = document or held.removal_document
    try:
        keep_rules(db, posts.KIND, held)
    except InvalidInput as error:
        raise InvalidInput([Problem(p.field, f"“{held}”：{p.message}") for p in error.problems]) from error
