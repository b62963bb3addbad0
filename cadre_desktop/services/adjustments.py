"""能上能下 step by step: found, verified, proposed, decided, talked over, carried out, followed; hits are only hints.

A hit is what rules/stepping_down finds in the data held.  Registering one files an adjustment in the state 发现 with
the facts in words; whether anybody is moved is decided by people.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.figures import stepping_down
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.influences import ADJUSTMENT_INFLUENCE
from cadre_desktop.records import adjustment as kinds
from cadre_desktop.records.adjustment import Adjustment, AdjustmentSituation, AdjustmentState, AdjustmentWay
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.influence import Measure, Period, influence
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import NoTextInForce
from cadre_desktop.services import dictionaries, figures, records
from cadre_desktop.services.steps import dated_line, fetch, keep_rules, missing, not_later_than, refuse_if
from cadre_desktop.services.steps import require_state as require
from cadre_desktop.storage.database import Database

KIND, SITUATION = kinds.KIND, kinds.SITUATION
_S = AdjustmentState
_EDITIONS = {15: "2022规定", 10: "2015试行"}


@dataclass(frozen=True, slots=True)
class HitView:
    """One hit for the screen: who, where, which situation, on what evidence, and whether somebody has taken it up."""

    key: str
    person: Link
    unit: Link
    post_title: str
    number: int
    situation: str
    sentence: str
    source: str
    evidence: tuple[str, ...]
    shown_until: date
    taken_up: Link | None


def hits(db: Database) -> list[HitView]:
    """List what the data held may mean by the text in force today; nothing of it is a decision."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now()))
        found = stepping_down.hits(ground)
        open_ones = _open_by_person(session)
        return [_view(ground, line, open_ones.get(line.cadre_id)) for line in found]


def _view(ground: Ground, line: stepping_down.HitLine, taken_up: Link | None) -> HitView:
    person, hit = ground.by_id[line.cadre_id], line.hit.value
    unit = ground.units.get(person.unit_id or "")
    return HitView(
        key=f"{person.id}/{hit.situation.number}",
        person=Link(person.id, person.name),
        unit=Link(unit.id, unit.name) if unit else Link("", ""),
        post_title=person.post_title,
        number=hit.situation.number,
        situation=hit.situation.name,
        sentence=line.hit.sentence,
        source=line.hit.source,
        evidence=line.hit.records,
        shown_until=hit.shown_until,
        taken_up=taken_up,
    )


def _open_by_person(session: Session) -> dict[str, Link]:
    query = sa.select(Adjustment).where(Adjustment.deleted_at.is_(None), Adjustment.state != _S.FOLLOWED)
    return {one.cadre_id: link_to(one) for one in session.scalars(query.order_by(Adjustment.found_on))}


def register(db: Database, key: str) -> str:
    """Take a hit up: file an adjustment in the state 发现 with its facts; return its id.

    Raises NotAllowed when the hit is no longer there, or the person already has an adjustment under way.
    """
    hit = next((one for one in hits(db) if one.key == key), None)
    if hit is None:
        raise NotAllowed("这条提示已不存在，可能有关记录刚被修改。", hint="请刷新后再看。")
    if hit.taken_up is not None:
        raise NotAllowed(f"{hit.person}已有办理中的能上能下记录。", hint="请打开那条记录继续办理。")
    dictionaries.seed(db)
    with db.work("按提示登记能上能下") as session:
        values: dict[str, Any] = {
            "cadre": hit.person,
            "unit": hit.unit if hit.unit.id else None,
            "old_post": hit.post_title or None,
            "situations": tuple(_situation(session, hit.number, db.now().date())),
            "facts": hit.sentence,
            "found_on": db.now().date(),
            "state": _S.FOUND,
        }
        return records.add(db, session, KIND, values).id


def _situation(session: Session, number: int, on: date) -> list[Link]:
    """Find the item of that number in the edition in force; none when the county has worded its own."""
    n_situations = read_book(session).number("stepping_down.n_situations", on=on)
    query = sa.select(AdjustmentSituation).where(
        AdjustmentSituation.deleted_at.is_(None),
        AdjustmentSituation.edition == _EDITIONS.get(n_situations, ""),
        AdjustmentSituation.number == number,
    )
    return [link_to(one) for one in session.scalars(query.limit(1))]


def verify(db: Database, adjustment_id: str) -> None:
    """Note that the situation was verified; it needs the situations and the facts."""
    _step(db, adjustment_id, "核实认定", (_S.FOUND,), _S.VERIFIED)


def propose(db: Database, adjustment_id: str, *, opinion: str) -> None:
    """Note what the organisation office proposes."""
    _step(db, adjustment_id, "提出建议", (_S.VERIFIED,), _S.PROPOSED, office_opinion=_said(opinion, "office_opinion"))


def decide(db: Database, adjustment_id: str, *, way: AdjustmentWay, decided_on: date, document: str = "") -> None:
    """Note the decision: how the person is moved, and since when."""
    refuse_if(not_later_than("decided_on", decided_on, db.now().date(), "决定日期"))
    values: dict[str, Any] = {"way": way, "decided_on": decided_on}
    if document.strip():
        values["document"] = document.strip()
    _step(db, adjustment_id, "登记组织决定", (_S.PROPOSED,), _S.DECIDED, **values)


def talk(db: Database, adjustment_id: str, *, talked_on: date, statement: str = "") -> None:
    """Note the talk with the person, and what the person said to it."""
    values: dict[str, Any] = {"talked_on": talked_on}
    if statement.strip():
        values["statement"] = statement.strip()
    _step(db, adjustment_id, "登记谈话", (_S.DECIDED,), _S.TALKED, **values)


def carry_out(db: Database, adjustment_id: str, *, destination: Link | None = None, new_post: str = "") -> None:
    """Note that the formalities are done, and whereto the person went."""
    with db.work("能上能下办理手续") as session:
        adjustment: Adjustment = fetch(session, KIND, adjustment_id)
        require(KIND, adjustment.state, (_S.TALKED,), "办理手续")
        if destination is not None:
            adjustment.destination = session.get_one(Unit, destination.id)
        adjustment.new_post = new_post.strip() or adjustment.new_post
        adjustment.state = _S.DONE
        keep_rules(db, KIND, adjustment)


def follow(db: Database, adjustment_id: str, *, followed_on: date, text: str) -> None:
    """Note how the person does afterwards; it may be noted again and again."""
    with db.work("能上能下跟踪了解") as session:
        adjustment: Adjustment = fetch(session, KIND, adjustment_id)
        require(KIND, adjustment.state, (_S.DONE, _S.FOLLOWED), "登记跟踪")
        refuse_if(
            missing("text", text.strip(), "请写明跟踪情况"),
            not_later_than("followed_on", followed_on, db.now().date(), "跟踪日期"),
        )
        adjustment.follow_up = dated_line(adjustment.follow_up, followed_on, text.strip())
        adjustment.followed_on, adjustment.state = followed_on, _S.FOLLOWED
        keep_rules(db, KIND, adjustment)


def influence_of(db: Database, adjustment_id: str) -> Explained[Period | None] | None:
    """Return the days the adjustment counts against the person; None before the decision."""
    with db.read() as session:
        adjustment: Adjustment = fetch(session, KIND, adjustment_id)
        if adjustment.decided_on is None or adjustment.way is None:
            return None
        measure = Measure(
            adjustment.id,
            ADJUSTMENT_INFLUENCE[adjustment.way],
            PartialDate.of(adjustment.decided_on),
            adjustment.influence_months,
        )
        try:
            return influence(measure, read_book(session))
        except NoTextInForce:
            return None


def _said(text: str, name: str) -> str:
    refuse_if(missing(name, text.strip(), "请写明意见"))
    return text.strip()


def _step(
    db: Database,
    adjustment_id: str,
    step: str,
    allowed: tuple[AdjustmentState, ...],
    target: AdjustmentState,
    **values: Any,
) -> None:
    with db.work(f"能上能下：{step}") as session:
        adjustment: Adjustment = fetch(session, KIND, adjustment_id)
        require(KIND, adjustment.state, allowed, step)
        for name, value in values.items():
            setattr(adjustment, name, value)
        adjustment.state = target
        keep_rules(db, KIND, adjustment)
