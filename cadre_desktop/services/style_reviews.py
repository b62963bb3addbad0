"""作风评议: units graded 基本满意 or worse are listed for a talk; arranging one makes the 约谈 of the unit's head."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records import reminder as reminders
from cadre_desktop.records import style_review as kinds
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.reminder import Reminder, ReminderKind, SubjectClass
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.style_review import StyleReview
from cadre_desktop.records.summary import LEVEL_ORDER, CadreSummary
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, missing, refuse_if
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
MIDDLING = (Satisfaction.FAIRLY, Satisfaction.NOT)
"""The grades a talk follows."""


@dataclass(frozen=True, slots=True)
class ToTalk:
    """One unit whose head is to be talked with."""

    review: Link
    unit: Link
    activity: str
    grade: Satisfaction
    reviewed_on: date
    head: Link | None


def to_talk(db: Database) -> list[ToTalk]:
    """List the units graded 基本满意 or worse whose heads were not talked with, the oldest review first."""
    s = StyleReview
    query = sa.select(s).where(
        s.deleted_at.is_(None), s.grade.in_(MIDDLING), s.talked_on.is_(None), s.reminder_id.is_(None)
    )
    with db.read() as session:
        return [
            ToTalk(
                review=link_to(one),
                unit=link_to(one.unit),
                activity=one.activity.label,
                grade=one.grade,
                reviewed_on=one.reviewed_on,
                head=link_to(one.head) if one.head is not None else _head_of(session, one.unit_id),
            )
            for one in session.scalars(query.order_by(s.reviewed_on, s.id))
        ]


def head_of(db: Database, review_id: str) -> Link | None:
    """Propose whom to talk with: the head named in the review, else the unit's leader listed first."""
    with db.read() as session:
        review: StyleReview = fetch(session, KIND, review_id)
        return link_to(review.head) if review.head is not None else _head_of(session, review.unit_id)


def _head_of(session: Session, unit_id: str) -> Link | None:
    s = CadreSummary
    query = (
        sa.select(Cadre, s.level)
        .join(s, s.cadre_id == Cadre.id)
        .where(s.unit_id == unit_id, s.is_leader.is_(True), Cadre.deleted_at.is_(None))
    )
    found = sorted(session.execute(query), key=lambda row: (-LEVEL_ORDER.get(row.level, 0), row.Cadre.name))
    return link_to(found[0].Cadre) if found else None


def arrange_talk(db: Database, review_id: str, *, head: Link) -> str:
    """Make the draft of the 约谈 for a review; return its id.  Raises NotAllowed when there is one, or none is due."""
    with db.work("作风评议：安排约谈") as session:
        review: StyleReview = fetch(session, KIND, review_id)
        if review.grade not in MIDDLING:
            raise NotAllowed(f"评议等次为“{review.grade.label}”，不需要约谈。")
        if review.reminder is not None or review.talked_on is not None:
            raise NotAllowed("这次评议已安排约谈。", hint="请打开那条约谈记录办理。")
        review.head = session.get_one(Cadre, head.id)
        values: dict[str, Any] = {
            "cadre": head,
            "unit": link_to(review.unit),
            "kind": ReminderKind.TALK,
            "subject_class": SubjectClass.HEAD,
            "matter": _matter(review),
            "source": f"{review.activity.label}（{review.reviewed_on:%Y.%m.%d}）",
        }
        made = records.add(db, session, reminders.KIND, values)
        review.reminder = session.get_one(Reminder, made.id)
        keep_rules(db, KIND, review)
        return made.id


def _matter(review: StyleReview) -> str:
    told = f"：{review.problems}" if review.problems else "。"
    return f"{review.activity.label}中被评为“{review.grade.label}”{told}"


def note_talk(db: Database, review_id: str, *, talked_on: date) -> None:
    """Note the day of the talk on the review."""
    with db.work("作风评议：登记约谈") as session:
        review: StyleReview = fetch(session, KIND, review_id)
        if review.grade not in MIDDLING:
            raise NotAllowed(f"评议等次为“{review.grade.label}”，不需要约谈。")
        review.talked_on = talked_on
        keep_rules(db, KIND, review)


def note_correction(db: Database, review_id: str, *, text: str) -> None:
    """Note what the unit put right."""
    refuse_if(missing("correction", text.strip(), "请写明整改情况"))
    with db.work("作风评议：整改情况") as session:
        review: StyleReview = fetch(session, KIND, review_id)
        review.correction = text.strip()
        keep_rules(db, KIND, review)
