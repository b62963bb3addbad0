"""表现纪实 — how an official acted where it counted, seen and written down by an observer."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Polarity
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Scene(Choice):
    """三类场景."""

    EMERGENCY = "emergency", "重大突发事件"
    PROJECT = "project", "重点项目推进"
    BOTTOM_LINE = "bottom_line", "重要底线工作"


class Way(Choice):
    """观察方式 — the observer's three ways."""

    DIRECT = "direct", "直插式"
    CLOSE = "close", "贴近式"
    RESIDENT = "resident", "蹲点式"


class Observation(Record):
    """表现纪实条目."""

    __tablename__ = "observation"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("时任单位", width=20)
    scene: Mapped[Scene] = field("场景", width=14)
    observed_on: Mapped[date] = field("日期", index=True)
    matter: Mapped[str] = field("事项", length=200, width=30, searchable=True)
    conduct: Mapped[str] = field("具体表现", multiline=True, width=44, searchable=True, help="写看到的事实，不写推测")
    polarity: Mapped[Polarity] = field("正负面", default=Polarity.POSITIVE, width=8)
    way: Mapped[Way | None] = field("观察方式")
    observer: Mapped[str] = field("记录人", length=40)
    source: Mapped[str | None] = field("材料来源", length=200, width=26, help="如 现场查看、会议纪要、督查通报文号")
    reply: Mapped[str | None] = field("本人说明", multiline=True, width=30, help="负面表现要听取并保存本人说明")

    def __str__(self) -> str:
        return self.matter


def check(observation: Observation, today: date) -> Iterator[Problem]:
    """A negative entry names what it rests on."""
    if observation.observed_on > today:
        yield Problem("observed_on", "日期不能晚于今天")
    if observation.polarity is Polarity.NEGATIVE and not observation.source:
        yield Problem("source", "负面表现必须写明材料来源")


V = Observation

KIND = RecordKind(
    key="observation",
    title="表现纪实",
    model=V,
    moments=(V.observed_on,),
    form=(
        Section("表现纪实", V.cadre, V.unit, V.scene, V.observed_on, V.matter, V.conduct, V.polarity),
        Section("来源与说明", V.way, V.observer, V.source, V.reply),
    ),
    table=(V.cadre, V.unit, V.scene, V.observed_on, V.matter, V.polarity, V.observer),
    filters=(V.unit, V.scene, V.polarity),
    check=check,
)
