"""回访教育 — a visit to an official under a sanction, what was seen, and what is proposed; then the new post."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.post import Post
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class RevisitWay(Choice):
    """方式."""

    MEETING = "meeting", "座谈会"
    ALONE = "alone", "个别谈话"
    VISIT = "visit", "上门走访"


class RevisitGrade(Choice):
    """回访评价."""

    GOOD = "good", "好"
    AVERAGE = "average", "一般"
    POOR = "poor", "较差"


class Proposal(Choice):
    """建议."""

    REUSE = "reuse", "重新使用"
    GO_ON = "go_on", "继续教育"


class Revisit(Record):
    """回访教育 — one visit to one official."""

    __tablename__ = "revisit"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    sanction_id: Mapped[str | None] = mapped_column(ForeignKey("sanction.id"), index=True)
    sanction: Mapped[Sanction | None] = link("原处分处理", width=24)
    visited_on: Mapped[date] = field("回访日期", index=True)
    way: Mapped[RevisitWay] = field("方式", default=RevisitWay.ALONE, width=10)
    host: Mapped[str | None] = field("主持人", length=60, width=16)
    visitors: Mapped[str] = field("回访人", length=120, width=20, help="两人以上，用顿号分开")
    unit_opinion: Mapped[str | None] = field("单位意见", multiline=True, width=30)
    understanding: Mapped[str | None] = field("本人思想认识", multiline=True, width=30)
    conduct: Mapped[str | None] = field("现实表现", multiline=True, width=30)
    wishes: Mapped[str | None] = field("困难和诉求", multiline=True, width=30)
    grade: Mapped[RevisitGrade | None] = field("评价", width=8)
    proposal: Mapped[Proposal | None] = field("建议", width=10)
    reused_on: Mapped[date | None] = field("重新使用日期", width=12)
    post_id: Mapped[str | None] = mapped_column(ForeignKey("post.id"), index=True)
    post: Mapped[Post | None] = link("重新使用职务", width=22)

    def __str__(self) -> str:
        return f"{self.cadre}回访（{self.visited_on:%Y.%m.%d}）"


def names_in(text: str) -> list[str]:
    """Split a list of names as clerks write them."""
    for mark in "，,；; 　/":
        text = text.replace(mark, "、")
    return [name for name in text.split("、") if name]


def check(revisit: Revisit, today: date) -> Iterator[Problem]:
    """Two people visit; a new use names its day and comes after the visit's sanction."""
    if revisit.visited_on > today:
        yield Problem("visited_on", "回访日期不能晚于今天")
    if len(names_in(revisit.visitors or "")) < 2:
        yield Problem("visitors", "回访人应为两人以上")
    if revisit.sanction is not None and revisit.cadre is not None and revisit.sanction.cadre is not revisit.cadre:
        yield Problem("sanction", "所选处分不是这名干部的")
    if revisit.sanction is not None and revisit.visited_on < revisit.sanction.decided_on.first_day():
        yield Problem("visited_on", "回访日期不能早于处分决定日期")
    if revisit.post is not None and revisit.reused_on is None:
        yield Problem("reused_on", "填了重新使用职务，请填写重新使用日期")
    if revisit.reused_on and revisit.reused_on < revisit.visited_on:
        yield Problem("reused_on", "重新使用日期不能早于回访日期")
    if revisit.post is not None and revisit.cadre is not None and revisit.post.cadre is not revisit.cadre:
        yield Problem("post", "所选职务不是这名干部的")


R = Revisit

KIND = RecordKind(
    key="revisit",
    title="回访教育",
    model=R,
    moments=(R.visited_on,),
    form=(
        Section("回访", R.cadre, R.sanction, R.visited_on, R.way, R.host, R.visitors),
        Section("情况", R.unit_opinion, R.understanding, R.conduct, R.wishes),
        Section("评价和使用", R.grade, R.proposal, R.reused_on, R.post),
    ),
    table=(R.cadre, R.sanction, R.visited_on, R.grade, R.proposal, R.reused_on, R.post),
    filters=(R.way, R.grade, R.proposal),
    check=check,
)
