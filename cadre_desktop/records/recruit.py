"""人才引进 — people brought in from outside, their degrees, and the research platforms a county has."""

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


class RecruitKind(Choice):
    """类别."""

    PERSON = "person", "引进人才"
    PLATFORM = "platform", "科研平台"


class Degree(Choice):
    """学历层次."""

    DOCTOR = "doctor", "博士"
    MASTER = "master", "硕士"
    BACHELOR = "bachelor", "本科"
    OTHER = "other", "其他"


class PlatformLevel(Choice):
    """平台级别."""

    NATION = "nation", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


class Recruit(Record):
    """人才引进 — one person or one platform."""

    __tablename__ = "recruit"

    kind: Mapped[RecruitKind] = field("类别", default=RecruitKind.PERSON, width=10)
    name: Mapped[str] = field("姓名或平台名称", length=80, width=18, searchable=True)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("在册干部", width=10, help="已在名册里的，选上本人")
    degree: Mapped[Degree | None] = field("学历层次", width=9)
    platform_level: Mapped[PlatformLevel | None] = field("平台级别", width=9)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    came_on: Mapped[PartialDate] = field("引进或设立时间", width=14)
    channel: Mapped[str | None] = field("引进方式", length=60, width=16)
    speciality: Mapped[str | None] = field("专业", length=80, width=16)
    document: Mapped[str | None] = field("文号", length=60, width=18)
    left_on: Mapped[PartialDate | None] = field("离开或撤销时间", width=14)

    def __str__(self) -> str:
        return self.name


def check(recruit: Recruit, today: date) -> Iterator[Problem]:
    """A person has a degree, a platform a level."""
    if recruit.kind is RecruitKind.PERSON and recruit.degree is None:
        yield Problem("degree", "引进人才请填写学历层次")
    if recruit.kind is RecruitKind.PLATFORM and recruit.platform_level is None:
        yield Problem("platform_level", "科研平台请填写平台级别")
    if recruit.kind is RecruitKind.PLATFORM and recruit.cadre is not None:
        yield Problem("cadre", "科研平台不填在册干部")
    if recruit.came_on.first_day() > today:
        yield Problem("came_on", "时间不能晚于今天")
    if recruit.left_on and recruit.left_on < recruit.came_on:
        yield Problem("left_on", "离开或撤销时间不能早于引进或设立时间")


R = Recruit

KIND = RecordKind(
    key="recruit",
    title="人才引进",
    model=R,
    moments=(R.came_on,),
    form=(
        Section(
            "引进",
            R.kind,
            R.name,
            R.cadre,
            R.degree,
            R.platform_level,
            R.unit,
            R.came_on,
            R.channel,
            R.speciality,
            R.document,
            R.left_on,
        ),
    ),
    table=(R.kind, R.name, R.degree, R.platform_level, R.unit, R.came_on),
    filters=(R.unit, R.kind, R.degree, R.platform_level),
    check=check,
)
