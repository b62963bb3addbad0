"""回访教育: who is due for a visit between effect and end of the influence, the visit's findings, and the new use."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed, Problem
from cadre_desktop.figures.ground import Ground
from cadre_desktop.figures.revisits import RevisitDue, revisits_due
from cadre_desktop.records import revisit as kinds
from cadre_desktop.records import sanction as sanctions
from cadre_desktop.records.post import Post
from cadre_desktop.records.revisit import Proposal, Revisit, RevisitGrade, RevisitWay
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.services import figures, records
from cadre_desktop.services.steps import fetch, keep_rules, missing, not_later_than, refuse_if
from cadre_desktop.storage.database import Database

KIND = kinds.KIND


@dataclass(frozen=True, slots=True)
class DueLine:
    """One sanction whose person was not visited yet, and the days the visit falls between."""

    person: Link
    sanction: Link
    first_day: date
    last_day: date
    days_left: int
    sentence: str


def due(db: Database) -> list[DueLine]:
    """List the visits that are due, those whose time runs out first at the top."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now()))
        return [_line(session, one, ground.as_of) for one in revisits_due(ground)]


def _line(session: Session, one: RevisitDue, today: date) -> DueLine:
    sanction = session.get_one(Sanction, one.sanction_id)
    first, last = one.window.value
    return DueLine(
        person=link_to(sanction.cadre),
        sanction=link_to(sanction),
        first_day=first,
        last_day=last,
        days_left=(last - today).days,
        sentence=one.window.sentence,
    )


def begin(db: Database, sanction_id: str, *, visited_on: date, visitors: str, way: RevisitWay, host: str = "") -> str:
    """Put down a visit over a sanction; return its id."""
    with db.work("登记回访教育") as session:
        sanction: Sanction = fetch(session, sanctions.KIND, sanction_id)
        if sanction.withdrawn_on is not None:
            raise NotAllowed("原处分已撤销，不用回访教育。")
        values: dict[str, Any] = {
            "cadre": link_to(sanction.cadre),
            "sanction": link_to(sanction),
            "visited_on": visited_on,
            "visitors": visitors,
            "way": way,
            "host": host.strip() or None,
        }
        return records.add(db, session, KIND, values).id


def appraise(
    db: Database, revisit_id: str, *, grade: RevisitGrade, proposal: Proposal, conduct: str, wishes: str = ""
) -> None:
    """Note what was seen, how it is graded and what is proposed; the person's wishes stand beside it."""
    refuse_if(missing("conduct", conduct.strip(), "请填写现实表现"))
    with db.work("回访教育评价") as session:
        revisit: Revisit = fetch(session, KIND, revisit_id)
        revisit.grade, revisit.proposal, revisit.conduct = grade, proposal, conduct.strip()
        revisit.wishes = wishes.strip() or revisit.wishes
        keep_rules(db, KIND, revisit)


def posts_of(db: Database, revisit_id: str) -> list[Link]:
    """List the person's posts taken up since the visit: one of them is the new use."""
    with db.read() as session:
        revisit: Revisit = fetch(session, KIND, revisit_id)
        query = sa.select(Post).where(Post.cadre_id == revisit.cadre_id, Post.deleted_at.is_(None))
        found = [
            p for p in session.scalars(query) if p.appointed_on and p.appointed_on.last_day() >= revisit.visited_on
        ]
        return [link_to(post) for post in sorted(found, key=lambda p: str(p.appointed_on), reverse=True)]


def reuse(db: Database, revisit_id: str, *, reused_on: date, post: Link | None = None) -> None:
    """Note that the person was given a task again (重新使用), and in which post.

    Raises InvalidInput for a day before the visit, NotAllowed unless the visit proposed it.
    """
    refuse_if(not_later_than("reused_on", reused_on, db.now().date(), "重新使用日期"))
    with db.work("登记重新使用") as session:
        revisit: Revisit = fetch(session, KIND, revisit_id)
        if revisit.proposal is not Proposal.REUSE:
            raise NotAllowed("这次回访没有建议重新使用。", hint="请先登记回访评价和建议。")
        chosen = session.get(Post, post.id) if post is not None else None
        wrong = chosen is not None and chosen.cadre_id != revisit.cadre_id
        refuse_if(Problem("post", "所选职务不是这名干部的") if wrong else None)
        revisit.reused_on, revisit.post = reused_on, chosen or revisit.post
        keep_rules(db, KIND, revisit)
