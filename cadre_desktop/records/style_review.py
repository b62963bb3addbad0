"""作风评议 — 作风大讲评, 百企评百岗, 人大评议: a unit's grade, and the talk that follows a middling one."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.reminder import Reminder
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Satisfaction
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class ReviewActivity(Choice):
    """评议活动."""

    OPEN_REVIEW = "open_review", "作风大讲评"
    COMPANIES = "companies", "百企评百岗"
    CONGRESS = "congress", "人大评议"
    OTHER = "other", "其他"


class StyleReview(Record):
    """作风评议 — one unit or post reviewed once."""

    __tablename__ = "style_review"

    activity: Mapped[ReviewActivity] = field("评议活动", width=12)
    reviewer: Mapped[str | None] = field("评议主体", length=80, width=18, help="如县人大常委会")
    subject: Mapped[str | None] = field("评议项目", length=120, width=22, searchable=True)
    reviewed_on: Mapped[date] = field("评议日期", index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("被评单位", width=20)
    reviewed_post: Mapped[str | None] = field("被评岗位", length=80, width=18)
    grade: Mapped[Satisfaction] = field("等次", width=10)
    problems: Mapped[str | None] = field("指出的问题", multiline=True, width=30)
    head_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    head: Mapped[Cadre | None] = link("单位负责人", width=11)
    talked_on: Mapped[date | None] = field("约谈日期")
    reminder_id: Mapped[str | None] = mapped_column(ForeignKey("reminder.id"), index=True)
    reminder: Mapped[Reminder | None] = link("约谈记录", width=22)
    correction: Mapped[str | None] = field("整改情况", multiline=True, width=30)
    reply: Mapped[str | None] = field("单位说明", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.unit}{self.activity.label}{self.grade.label}"


def check(review: StyleReview, today: date) -> Iterator[Problem]:
    """A talk comes after the review and names whom."""
    if review.reviewed_on > today:
        yield Problem("reviewed_on", "评议日期不能晚于今天")
    if review.talked_on and not review.reviewed_on <= review.talked_on <= today:
        yield Problem("talked_on", "约谈日期应在评议日期和今天之间")
    if review.talked_on and review.head is None:
        yield Problem("head", "约谈过的请填写被约谈的单位负责人")


S = StyleReview

KIND = RecordKind(
    key="style_review",
    title="作风评议",
    model=S,
    moments=(S.reviewed_on,),
    form=(
        Section("评议", S.activity, S.reviewer, S.subject, S.reviewed_on, S.unit, S.reviewed_post, S.grade, S.problems),
        Section("约谈和整改", S.head, S.talked_on, S.reminder, S.correction, S.reply),
    ),
    table=(S.unit, S.activity, S.reviewed_on, S.grade, S.head, S.talked_on),
    filters=(S.unit, S.activity, S.grade),
    check=check,
)
