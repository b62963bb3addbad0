"""交流到期: who is due to move and why, the move planned with one click, made, or put off with a reason."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed, Problem
from cadre_desktop.figures import rotation_due
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.rotation_due import REASON, Standing
from cadre_desktop.records import rotation as kinds
from cadre_desktop.records.post import Post
from cadre_desktop.records.rotation import Rotation, RotationReason, RotationState, RotationWay
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.clocks import ClockState
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import figures, records, rule_book
from cadre_desktop.services.steps import fetch, keep_rules, missing, refuse_if, require_state
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_R = RotationState
CLOCK_WORDS = {ClockState.SOON: "即将到期", ClockState.DUE: "到期", ClockState.OVERDUE: "已逾期"}


@dataclass(frozen=True, slots=True)
class DueLine:
    """One person on the list: the post, since when and how long, when due, by which rule, and what is under way."""

    person: Link
    unit: Link
    post_title: str
    rule: str
    since: PartialDate
    service: str
    due_on: PartialDate
    state: ClockState
    delay: str
    found: Explained[Any]
    under_way: Link | None
    under_way_state: RotationState | None

    @property
    def words(self) -> str:
        """How the person stands: 已暂缓 while there is leave to stay, else how near the day is."""
        return "已暂缓" if self.delay else CLOCK_WORDS[self.state]


def due(db: Database) -> list[DueLine]:
    """List everybody whose move is announced, due or put off."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now()))
        under_way = _under_way(session)
        return [_line(ground, one, under_way.get(one.person.id)) for one in rotation_due.standings(ground)]


def delay_reasons(db: Database) -> tuple[str, ...]:
    """Return the usual reasons to stay for now, as the settings give them."""
    return rule_book.rule_book(db).texts("rotation.delay_reasons", on=db.now().date())


def _line(ground: Ground, one: Standing, under_way: Rotation | None) -> DueLine:
    clock, unit = one.clock, ground.units.get(one.person.unit_id or "")
    delay = clock.delay
    until = f"至{delay.until}" if delay is not None and delay.until else ""
    return DueLine(
        person=Link(one.person.id, one.person.name),
        unit=Link(unit.id, unit.name) if unit else Link("", ""),
        post_title=one.person.post_title,
        rule=one.found.rule,
        since=clock.service.since,
        service=clock.service.words,
        due_on=clock.clock.due_on,
        state=clock.clock.state,
        delay=f"{delay.reason}{until}" if delay is not None else "",
        found=one.found,
        under_way=link_to(under_way) if under_way is not None else None,
        under_way_state=under_way.state if under_way is not None else None,
    )


def _under_way(session: Session) -> dict[str, Rotation]:
    """Return the rotation each person has planned, due or put off."""
    query = sa.select(Rotation).where(Rotation.deleted_at.is_(None), Rotation.state != _R.MOVED)
    return {one.cadre_id: one for one in session.scalars(query.order_by(Rotation.created_at))}


def plan(db: Database, cadre_id: str) -> str:
    """Make the record of a move for somebody on the list; return its id.

    Raises NotAllowed for somebody who is not on the list, or has one already.
    """
    with db.work("登记应交流") as session:
        return _add(db, session, cadre_id, {"state": _R.DUE}).id


def put_off(
    db: Database,
    cadre_id: str,
    *,
    reason: str,
    until: PartialDate,
    approved_by: str = "",
    document: str = "",
) -> str:
    """Let somebody on the list stay until a date, with a reason; return the id of the record that says so."""
    refuse_if(
        missing("reason", reason.strip(), "请写明暂缓理由"),
        Problem("until", "暂缓的截止时间应在今天以后") if until.last_day() <= db.now().date() else None,
    )
    values: dict[str, Any] = {
        "state": _R.DELAYED,
        "delay_reason": reason.strip(),
        "delay_until": until,
        "approved_by": approved_by.strip() or None,
        "document": document.strip() or None,
    }
    with db.work("登记暂缓交流") as session:
        there = _under_way(session).get(cadre_id)
        if there is None:
            return _add(db, session, cadre_id, values).id
        for name, value in values.items():
            setattr(there, name, value)
        keep_rules(db, KIND, there)
        return there.id


def move(
    db: Database,
    rotation_id: str,
    *,
    moved_on: PartialDate,
    to_unit: Link,
    to_post: str = "",
    way: RotationWay = RotationWay.TRANSFER,
    document: str = "",
) -> None:
    """Note that the move was made: when, whereto, how."""
    with db.work("登记已交流") as session:
        rotation: Rotation = fetch(session, KIND, rotation_id)
        require_state(KIND, rotation.state, (_R.DUE, _R.PLANNED, _R.DELAYED), "登记已交流")
        rotation.to_unit = session.get_one(Unit, to_unit.id)
        rotation.moved_on, rotation.way, rotation.state = moved_on, way, _R.MOVED
        rotation.to_post = to_post.strip() or rotation.to_post
        rotation.document = document.strip() or rotation.document
        keep_rules(db, KIND, rotation)


def schedule(db: Database, rotation_id: str, *, planned_on: PartialDate) -> None:
    """Put a move into the plan for a date."""
    with db.work("列入交流计划") as session:
        rotation: Rotation = fetch(session, KIND, rotation_id)
        require_state(KIND, rotation.state, (_R.DUE, _R.DELAYED), "列入计划")
        rotation.planned_on, rotation.state = planned_on, _R.PLANNED
        keep_rules(db, KIND, rotation)


def delay(db: Database, rotation_id: str, *, reason: str, until: PartialDate) -> None:
    """Put a recorded move off with a reason."""
    with db.work("登记暂缓交流") as session:
        rotation: Rotation = fetch(session, KIND, rotation_id)
        require_state(KIND, rotation.state, (_R.DUE, _R.PLANNED), "暂缓")
        refuse_if(missing("reason", reason.strip(), "请写明暂缓理由"))
        rotation.delay_reason, rotation.delay_until, rotation.state = reason.strip(), until, _R.DELAYED
        keep_rules(db, KIND, rotation)


def _add(db: Database, session: Session, cadre_id: str, values: dict[str, Any]) -> Record:
    ground = Ground(session, figures.context_in(session, db.now()))
    one = next((line for line in rotation_due.standings(ground) if line.person.id == cadre_id), None)
    if one is None:
        raise NotAllowed("按现在的任职经历，这名干部不在交流名单里。", hint="请刷新名单；任职时间有误的请先更正。")
    if cadre_id in _under_way(session):
        raise NotAllowed(f"{one.person.name}已有办理中的交流记录。", hint="请打开那条记录继续办理。")
    post = session.get_one(Post, one.post_id)
    common = {
        "cadre": Link(one.person.id, one.person.name),
        "from_post": link_to(post),
        "reason": REASON.get(one.case, RotationReason.OTHER),
        "due_on": one.clock.clock.due_on,
    }
    return records.add(db, session, KIND, {**common, **values})
