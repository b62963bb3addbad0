"""能上能下 — an official moved down, by which situations of which text, how, whereto, and what came after."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Base, Record
from cadre_desktop.storage.fields import Choice, field, link, links


class AdjustmentWay(Choice):
    """调整方式."""

    LATERAL = "lateral", "平职调整"
    RANK = "rank", "转任职级"
    NON_LEADER = "non_leader", "改任非领导职务"
    REMOVED = "removed", "免职"
    DEMOTED = "demoted", "降职"


class AdjustmentState(Choice):
    """状态."""

    FOUND = "found", "发现"
    VERIFIED = "verified", "核实认定"
    PROPOSED = "proposed", "提出建议"
    DECIDED = "decided", "组织决定"
    TALKED = "talked", "谈话"
    DONE = "done", "办理手续"
    FOLLOWED = "followed", "跟踪"


class AdjustmentSituation(Record):
    """能下情形 — one item of a text; the county may paste its own wording."""

    __tablename__ = "adjustment_situation"

    edition: Mapped[str] = field("依据版本", length=40, width=14, help="如 2022规定、2015试行、本县细则")
    number: Mapped[int] = field("序号", width=7)
    name: Mapped[str] = field("情形", length=120, width=26, searchable=True)
    gist: Mapped[str | None] = field("说明", multiline=True, width=40)
    in_force: Mapped[bool] = field("有效", default=True, width=7)

    def __str__(self) -> str:
        return f"{self.edition}第{self.number}项 {self.name}"


adjustment_situations = sa.Table(
    "adjustment_situations",
    Base.metadata,
    sa.Column("adjustment_id", sa.ForeignKey("adjustment.id"), primary_key=True),
    sa.Column("situation_id", sa.ForeignKey("adjustment_situation.id"), primary_key=True),
)


class Adjustment(Record):
    """能上能下调整 — one official, one decision."""

    __tablename__ = "adjustment"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("原单位", width=20, foreign_keys=[unit_id])
    old_post: Mapped[str | None] = field("原职务", length=120, width=20)
    situations: Mapped[list[AdjustmentSituation]] = links("情形", adjustment_situations, width=30)
    facts: Mapped[str] = field("事实依据", multiline=True, width=36)
    state: Mapped[AdjustmentState] = field("状态", default=AdjustmentState.FOUND, width=10)
    found_on: Mapped[date] = field("发现日期")
    unit_opinion: Mapped[str | None] = field("单位意见", multiline=True, width=30)
    office_opinion: Mapped[str | None] = field("组织部门意见", multiline=True, width=30)
    way: Mapped[AdjustmentWay | None] = field("调整方式", width=13)
    decided_on: Mapped[date | None] = field("决定日期", index=True)
    document: Mapped[str | None] = field("文号", length=60, width=18)
    talked_on: Mapped[date | None] = field("谈话日期")
    destination_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    destination: Mapped[Unit | None] = link("去向单位", width=20, foreign_keys=[destination_id])
    new_post: Mapped[str | None] = field("去向职务", length=120, width=20)
    influence_months: Mapped[int | None] = field("影响期（月）", width=11, help="留空按规定推算")
    statement: Mapped[str | None] = field("本人意见", multiline=True, width=30)
    followed_on: Mapped[date | None] = field("跟踪日期")
    follow_up: Mapped[str | None] = field("跟踪情况", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.cadre}能上能下调整"


DECIDED = (AdjustmentState.DECIDED, AdjustmentState.TALKED, AdjustmentState.DONE, AdjustmentState.FOLLOWED)


def check(adjustment: Adjustment, today: date) -> Iterator[Problem]:
    """A decision rests on a situation and facts, names the way and the day."""
    if adjustment.state is not AdjustmentState.FOUND and not adjustment.situations:
        yield Problem("situations", "请选择认定的情形，可以多选")
    if adjustment.state in DECIDED:
        for name, words in (("way", "调整方式"), ("decided_on", "决定日期")):
            if not getattr(adjustment, name):
                yield Problem(name, f"已作决定的请填写{words}")
    for name in ("found_on", "decided_on", "talked_on", "followed_on"):
        if (day := getattr(adjustment, name)) and day > today:
            yield Problem(name, "日期不能晚于今天")
    if adjustment.decided_on and adjustment.decided_on < adjustment.found_on:
        yield Problem("decided_on", "决定日期不能早于发现日期")
    if adjustment.influence_months is not None and not 0 <= adjustment.influence_months <= 60:
        yield Problem("influence_months", "影响期应在 0 到 60 个月之间")


def check_situation(situation: AdjustmentSituation, _today: date) -> Iterator[Problem]:
    """Numbers start at one."""
    if situation.number < 1:
        yield Problem("number", "序号从 1 开始")


A, S = Adjustment, AdjustmentSituation

KIND = RecordKind(
    key="adjustment",
    title="能上能下",
    model=A,
    moments=(
        A.decided_on,
        A.found_on,
    ),
    form=(
        Section("对象和情形", A.cadre, A.unit, A.old_post, A.situations, A.facts, A.found_on, A.state),
        Section(
            "意见和决定",
            A.unit_opinion,
            A.office_opinion,
            A.way,
            A.decided_on,
            A.document,
            A.talked_on,
            A.destination,
            A.new_post,
            A.influence_months,
        ),
        Section("本人意见和跟踪", A.statement, A.followed_on, A.follow_up),
    ),
    table=(A.cadre, A.unit, A.situations, A.state, A.way, A.decided_on),
    filters=(A.unit, A.state, A.way),
    check=check,
)

SITUATION = RecordKind(
    key="adjustment_situation",
    title="能下情形",
    model=S,
    form=(Section("情形", S.edition, S.number, S.name, S.gist, S.in_force),),
    table=(S.edition, S.number, S.name, S.gist, S.in_force),
    filters=(S.edition, S.in_force),
    order=(sa.case((S.in_force.is_(True), 0), else_=1), S.edition, S.number),
    check=check_situation,
)
