"""人才库 — pools such as 三百工程, and who is in them: entered, brought on, used, or taken out."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class MemberState(Choice):
    """状态."""

    ENTERED = "entered", "入库"
    TRAINING = "training", "培养"
    USED = "used", "使用"
    LEFT = "left", "出库"


class TalentPool(Record):
    """人才库 — one pool."""

    __tablename__ = "talent_pool"
    __found_by_name__ = True

    name: Mapped[str] = field("人才库名称", length=60, width=24, searchable=True)
    purpose: Mapped[str | None] = field("用途和条件", multiline=True, width=36)
    target: Mapped[int | None] = field("计划人数", width=9)
    opened_on: Mapped[date | None] = field("建库日期")
    open: Mapped[bool] = field("在用", default=True, width=7)

    def __str__(self) -> str:
        return self.name


class PoolMember(Record):
    """入库人员 — one official in one pool."""

    __tablename__ = "pool_member"

    pool_id: Mapped[str] = mapped_column(ForeignKey("talent_pool.id"), index=True)
    pool: Mapped[TalentPool] = link("人才库", width=22)
    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    batch: Mapped[str | None] = field("批次", length=40, width=12)
    entered_on: Mapped[date] = field("入库日期", index=True)
    state: Mapped[MemberState] = field("状态", default=MemberState.ENTERED, width=8)
    measures: Mapped[str | None] = field("培养措施", multiline=True, width=30)
    used_on: Mapped[date | None] = field("使用日期")
    used_as: Mapped[str | None] = field("使用情况", length=200, width=24)
    left_on: Mapped[date | None] = field("出库日期")
    left_reason: Mapped[str | None] = field("出库原因", length=200, width=24)

    def __str__(self) -> str:
        return f"{self.pool} {self.cadre}"


def check(pool: TalentPool, _today: date) -> Iterator[Problem]:
    """A target is a number of people."""
    if pool.target is not None and pool.target < 0:
        yield Problem("target", "计划人数不能是负数")


def check_member(member: PoolMember, today: date) -> Iterator[Problem]:
    """Nobody is in a pool twice at a time; leaving is dated and has its reason."""
    if member.entered_on > today:
        yield Problem("entered_on", "入库日期不能晚于今天")
    for name in ("used_on", "left_on"):
        if (day := getattr(member, name)) and day < member.entered_on:
            yield Problem(name, "日期不能早于入库日期")
    if member.state is MemberState.LEFT and not (member.left_on and member.left_reason):
        yield Problem("left_reason", "出库的请填写出库日期和原因")
    if member.state is MemberState.USED and member.used_on is None:
        yield Problem("used_on", "已使用的请填写使用日期")
    session = object_session(member)
    if session is None or member.deleted_at is not None or member.state is MemberState.LEFT:
        return
    m = PoolMember
    pool = member.pool.id if member.pool else member.pool_id
    whose = member.cadre.id if member.cadre else member.cadre_id
    same = sa.select(m.id).where(
        m.pool_id == pool,
        m.cadre_id == whose,
        m.state != MemberState.LEFT,
        m.id != member.id,
        m.deleted_at.is_(None),
    )
    if session.scalar(same):
        yield Problem("cadre", "这名干部已在这个库里")


T, M = TalentPool, PoolMember

KIND = RecordKind(
    key="talent_pool",
    title="人才库",
    model=T,
    form=(Section("人才库", T.name, T.purpose, T.target, T.opened_on, T.open),),
    table=(T.name, T.target, T.opened_on, T.open),
    filters=(T.open,),
    check=check,
)

MEMBER = RecordKind(
    key="pool_member",
    title="入库人员",
    model=M,
    moments=(M.entered_on,),
    form=(
        Section("入库", M.pool, M.cadre, M.batch, M.entered_on, M.state, M.measures),
        Section("使用和出库", M.used_on, M.used_as, M.left_on, M.left_reason),
    ),
    table=(M.pool, M.cadre, M.batch, M.entered_on, M.state, M.used_on),
    filters=(M.pool, M.batch, M.state),
    part_of=M.pool,
    check=check_member,
)
