"""单位 — the offices officials serve in, as a tree; a merged or renamed one keeps its history."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import Binning, RecordKind, Section
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link

_LAST = 9_999_999_999
"""Where a unit without a number stands among its neighbours."""
_BELOW = "\x01"
"""Between the steps of a place in the tree: sorts before any letter of a name."""


class UnitKind(Choice):
    """单位类别 — decides quotas, indicators and which talks are due."""

    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇"
    STREET = "street", "街道"
    DEPARTMENT = "department", "县直党政部门"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "国有企业"
    VILLAGE = "village", "村（社区）"


class UnitState(Choice):
    """单位状态."""

    ACTIVE = "active", "有效"
    CLOSED = "closed", "撤并"


class Unit(Record):
    """单位 — one office, with its establishment and leadership posts."""

    __tablename__ = "unit"
    __found_by_name__ = True

    name: Mapped[str] = field(
        "单位名称", length=60, width=22, searchable=True, index=True, aliases=("工作单位", "机构名称")
    )
    short_name: Mapped[str | None] = field("简称", length=30, width=14, searchable=True)
    code: Mapped[str | None] = field("机构编码", length=30, width=14)
    kind: Mapped[UnitKind] = field("单位类别", default=UnitKind.TOWNSHIP, width=14, aliases=("类别",))
    level: Mapped[str | None] = field("机构级别", length=20)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    parent: Mapped["Unit | None"] = link("上级单位", foreign_keys=[parent_id], remote_side="Unit.id", width=22)
    order_number: Mapped[int | None] = field("排序", help="名册和报表按此顺序排列")
    admin_quota: Mapped[int | None] = field("行政编制数")
    reference_quota: Mapped[int | None] = field("参公编制数")
    institution_quota: Mapped[int | None] = field("事业编制数")
    head_posts: Mapped[int | None] = field("正职领导职数")
    deputy_posts: Mapped[int | None] = field("副职领导职数")
    inner_head_posts: Mapped[int | None] = field("内设正职职数")
    inner_deputy_posts: Mapped[int | None] = field("内设副职职数")
    state: Mapped[UnitState] = field("状态", default=UnitState.ACTIVE)
    founded_on: Mapped[PartialDate | None] = field("成立时间")
    closed_on: Mapped[PartialDate | None] = field("撤并时间")
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    successor: Mapped["Unit | None"] = link("并入单位", foreign_keys=[successor_id], remote_side="Unit.id", width=22)
    remark: Mapped[str | None] = field("备注", multiline=True, width=30)

    def __str__(self) -> str:
        return self.name


class UnitFormerName(Record):
    """单位曾用名 — so that an old paper or an old roster still finds the unit."""

    __tablename__ = "unit_former_name"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("单位", width=22)
    name: Mapped[str] = field("曾用名", length=60, width=22)
    used_until: Mapped[PartialDate | None] = field("使用至")
    document: Mapped[str | None] = field("更名文号", length=60, width=20)

    def __str__(self) -> str:
        return self.name


class UnitAlias(Record):
    """单位别名 — a way of writing the unit that a clerk has matched by hand once."""

    __tablename__ = "unit_alias"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("单位", width=22)
    text: Mapped[str] = field("表中写法", length=60, width=22, index=True)
    source: Mapped[str | None] = field("来源", length=120, width=24)

    def __str__(self) -> str:
        return self.text


def check(unit: Unit, _today: date) -> Iterator[Problem]:
    """Keep the tree a tree, and a closed unit dated."""
    above, seen = unit.parent, {unit.id}
    while above is not None:
        if above.id in seen or above is unit:
            yield Problem("parent", "上级单位不能是本单位或本单位的下级，请重新选择")
            break
        seen.add(above.id)
        above = above.parent
    if unit.state is UnitState.CLOSED and unit.closed_on is None:
        yield Problem("closed_on", "撤并的单位请填写撤并时间")
    if unit.closed_on and unit.founded_on and unit.closed_on < unit.founded_on:
        yield Problem("closed_on", "撤并时间不能早于成立时间")
    for name in ("admin_quota", "reference_quota", "institution_quota", "head_posts", "deputy_posts"):
        if (getattr(unit, name) or 0) < 0:
            yield Problem(name, "编制数和职数不能是负数")


def tree_place() -> Any:
    """Return the expression that sorts units as a tree: each after the one above it, by 排序, then code and name."""
    unit: Any = Unit.__table__.alias("placed")
    step = sa.func.printf("%010d %s %s", sa.func.coalesce(unit.c.order_number, _LAST), unit.c.code, unit.c.name)
    top = sa.select(unit.c.id, step.label("place")).where(unit.c.parent_id.is_(None))
    tree = top.cte("unit_place", recursive=True)
    tree = tree.union_all(sa.select(unit.c.id, tree.c.place + _BELOW + step).join(tree, unit.c.parent_id == tree.c.id))
    return sa.func.coalesce(sa.select(tree.c.place).where(tree.c.id == Unit.id).scalar_subquery(), "")


U = Unit

KIND = RecordKind(
    key="unit",
    title="单位",
    model=U,
    form=(
        Section("基本情况", U.name, U.short_name, U.code, U.kind, U.level, U.parent, U.order_number),
        Section(
            "编制与职数",
            U.admin_quota,
            U.reference_quota,
            U.institution_quota,
            U.head_posts,
            U.deputy_posts,
            U.inner_head_posts,
            U.inner_deputy_posts,
        ),
        Section("沿革", U.state, U.founded_on, U.closed_on, U.successor, U.remark),
    ),
    table=(U.name, U.short_name, U.kind, U.parent, U.head_posts, U.deputy_posts, U.state),
    filters=(U.kind, U.state),
    order=(tree_place(),),
    check=check,
    binning=Binning.UNUSED,
    instead="单位撤并的，请把状态改为“撤并”并填写并入单位；改名的，请直接改名称；人员去了别处的，请先办理调动；"
    "录重了的，请先把这些记录改到正确的单位，再删除。",
)

FORMER_NAME = RecordKind(
    key="unit_former_name",
    title="单位曾用名",
    model=UnitFormerName,
    form=(
        Section("曾用名", UnitFormerName.unit, UnitFormerName.name, UnitFormerName.used_until, UnitFormerName.document),
    ),
    table=(UnitFormerName.unit, UnitFormerName.name, UnitFormerName.used_until, UnitFormerName.document),
    part_of=UnitFormerName.unit,
)

ALIAS = RecordKind(
    key="unit_alias",
    title="单位别名",
    model=UnitAlias,
    form=(Section("别名", UnitAlias.unit, UnitAlias.text, UnitAlias.source),),
    table=(UnitAlias.unit, UnitAlias.text, UnitAlias.source),
    part_of=UnitAlias.unit,
)
