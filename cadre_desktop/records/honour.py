"""表彰奖励 — to a person or to a collective, by whom, at which level, for what."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class HonourTo(Choice):
    """对象类型."""

    PERSON = "person", "个人"
    COLLECTIVE = "collective", "集体"


class HonourLevel(Choice):
    """级别."""

    NATION = "nation", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市（州）级"
    COUNTY = "county", "县级"
    UNIT = "unit", "单位"


class HonourKind(Choice):
    """奖励类别 — ZB65 for the legal ones, then what counties award."""

    TITLE = "title", "荣誉称号"
    MERIT_1 = "merit_1", "记一等功"
    MERIT_2 = "merit_2", "记二等功"
    MERIT_3 = "merit_3", "记三等功"
    MERIT = "merit", "记功"
    COMMENDED = "commended", "嘉奖"
    ADVANCED = "advanced", "先进集体（个人）"
    HERO = "hero", "担当作为功臣"
    LION = "lion", "狮子型干部"
    STAR = "star", "效能之星"
    MAKER = "maker", "党员干部创客先锋奖"
    OTHER = "other", "其他"


class HonourField(Choice):
    """领域."""

    PROJECTS = "projects", "重点项目"
    FUNDS = "funds", "争资上项"
    DEBT = "debt", "债务化解"
    PETITIONS = "petitions", "信访积案化解"
    RURAL = "rural", "乡村振兴"
    OTHER = "other", "其他"


class HonourState(Choice):
    """状态."""

    PROPOSED = "proposed", "申报"
    APPROVED = "approved", "审批"
    ISSUED = "issued", "已发文"


class Honour(Record):
    """表彰奖励 — one award."""

    __tablename__ = "honour"

    to: Mapped[HonourTo] = field("对象类型", width=10)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    name: Mapped[str] = field("名称", length=120, width=26, searchable=True, aliases=("奖励名称", "荣誉名称"))
    kind: Mapped[HonourKind] = field("类别", width=16)
    level: Mapped[HonourLevel] = field("级别", width=10)
    authority: Mapped[str | None] = field("授予机关", length=80, width=20, help="写发文的名义，如县委、县政府")
    awarded_on: Mapped[PartialDate] = field("授予时间", width=11)
    honour_field: Mapped[HonourField | None] = field("领域", width=13)
    state: Mapped[HonourState] = field("状态", default=HonourState.ISSUED, width=8)
    document: Mapped[str | None] = field("文号", length=60, width=18)
    grounds: Mapped[str | None] = field("事由", multiline=True, width=30)
    withdrawn_on: Mapped[PartialDate | None] = field("撤销时间")

    def __str__(self) -> str:
        return f"{self.cadre or self.unit or ''}{self.name}"


def check(honour: Honour, today: date) -> Iterator[Problem]:
    """A person's award names the person, a collective's the unit."""
    if honour.to is HonourTo.PERSON and honour.cadre is None:
        yield Problem("cadre", "个人奖励请填写干部")
    if honour.to is HonourTo.COLLECTIVE:
        if honour.unit is None:
            yield Problem("unit", "集体奖励请填写单位")
        if honour.cadre is not None:
            yield Problem("cadre", "集体奖励不填干部")
    if honour.awarded_on.first_day() > today:
        yield Problem("awarded_on", "授予时间不能晚于今天")
    if honour.withdrawn_on and honour.withdrawn_on < honour.awarded_on:
        yield Problem("withdrawn_on", "撤销时间不能早于授予时间")


H = Honour

KIND = RecordKind(
    key="honour",
    title="表彰奖励",
    model=H,
    moments=(H.awarded_on,),
    form=(
        Section("奖励", H.to, H.cadre, H.unit, H.name, H.kind, H.level, H.honour_field),
        Section("授予", H.authority, H.awarded_on, H.state, H.document, H.grounds, H.withdrawn_on),
    ),
    table=(H.to, H.cadre, H.unit, H.name, H.kind, H.level, H.awarded_on),
    filters=(H.unit, H.to, H.kind, H.level, H.honour_field),
    check=check,
)
