"""创客基地和创客人才 — bases, demonstration sites, and the people who work there."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class BaseKind(Choice):
    """基地类型."""

    INCUBATOR = "incubator", "孵化基地"
    AREA = "area", "示范片"
    SITE = "site", "示范基地"


class Trade(Choice):
    """人才类别."""

    COOKING = "cooking", "土菜"
    ONLINE = "online", "电商"
    TOURISM = "tourism", "文旅"
    FARMING = "farming", "种养"
    OTHER = "other", "其他"


class MakerBase(Record):
    """创客基地 — one base."""

    __tablename__ = "maker_base"
    __found_by_name__ = True

    name: Mapped[str] = field("基地名称", length=80, width=24, searchable=True)
    kind: Mapped[BaseKind] = field("基地类型", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("所在乡镇", width=18)
    built_on: Mapped[PartialDate] = field("建立时间")
    closed_on: Mapped[PartialDate | None] = field("撤销时间")
    business: Mapped[str | None] = field("经营内容", multiline=True, width=30)

    def __str__(self) -> str:
        return self.name


class MakerTalent(Record):
    """创客人才 — one maker."""

    __tablename__ = "maker_talent"

    name: Mapped[str] = field("姓名", length=40, width=10, searchable=True)
    trade: Mapped[Trade] = field("类别", width=9)
    base_id: Mapped[str | None] = mapped_column(ForeignKey("maker_base.id"), index=True)
    base: Mapped[MakerBase | None] = link("创客基地", width=22)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("乡镇或村", width=18)
    party_member: Mapped[bool] = field("党员", default=False, width=7)
    began_on: Mapped[PartialDate] = field("入选时间")
    left_on: Mapped[PartialDate | None] = field("退出时间")
    deeds: Mapped[str | None] = field("带动情况", multiline=True, width=30)

    def __str__(self) -> str:
        return self.name


def check_base(base: MakerBase, today: date) -> Iterator[Problem]:
    """Times run forward."""
    if base.built_on.first_day() > today:
        yield Problem("built_on", "建立时间不能晚于今天")
    if base.closed_on and base.closed_on < base.built_on:
        yield Problem("closed_on", "撤销时间不能早于建立时间")


def check_talent(talent: MakerTalent, today: date) -> Iterator[Problem]:
    """Times run forward."""
    if talent.began_on.first_day() > today:
        yield Problem("began_on", "入选时间不能晚于今天")
    if talent.left_on and talent.left_on < talent.began_on:
        yield Problem("left_on", "退出时间不能早于入选时间")


B, T = MakerBase, MakerTalent

BASE = RecordKind(
    key="maker_base",
    title="创客基地",
    model=B,
    moments=(B.built_on,),
    form=(Section("基地", B.name, B.kind, B.unit, B.built_on, B.closed_on, B.business),),
    table=(B.name, B.kind, B.unit, B.built_on, B.closed_on),
    filters=(B.unit, B.kind),
    check=check_base,
)

TALENT = RecordKind(
    key="maker_talent",
    title="创客人才",
    model=T,
    form=(Section("人才", T.name, T.trade, T.base, T.unit, T.party_member, T.began_on, T.left_on, T.deeds),),
    table=(T.name, T.trade, T.base, T.unit, T.party_member, T.began_on),
    filters=(T.unit, T.trade, T.party_member),
    check=check_talent,
)
