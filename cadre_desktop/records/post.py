"""任职经历 — every post an official has held, dated; the present one is derived from these."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class MemberKind(Choice):
    """成员类别 — ZB129."""

    HEAD = "1", "正职"
    DEPUTY = "2", "副职"
    OTHER = "9", "其他"


class AppointmentKind(Choice):
    """选用类型 — 新提拔 raises the level; 进一步使用 is a more important post of the same level."""

    PROMOTED = "promoted", "新提拔"
    ADVANCED = "advanced", "进一步使用"
    MOVED = "moved", "平级交流"
    ENTERPRISE = "enterprise", "国企领导调整"
    ENROLLED = "enrolled", "推优入编"
    OTHER = "other", "其他"


class AppointmentWay(Choice):
    """选任方式 — ZB122."""

    APPOINTED = "1", "委任"
    SELECTED = "11", "公开选拔"
    COMPETED = "12", "竞争上岗"
    ELECTED = "2", "选任"
    ENGAGED = "3", "聘任"
    OTHER = "19", "其他"


class RemovalReason(Choice):
    """免职原因 — ZB16."""

    PROMOTION = "1", "晋升"
    DEMOTION = "2", "降职"
    EXCHANGE = "3", "交流"
    RETIREMENT = "4", "离退"
    RESIGNATION = "5", "辞去公职"
    DISMISSAL = "6", "辞退"
    EXPULSION = "7", "开除"
    DEATH = "8", "死亡"
    OTHER = "9", "其他"


class Post(Record):
    """任职经历 — one post in one unit, from its decision to its end."""

    __tablename__ = "post"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("任职单位", width=20, aliases=("工作单位", "单位"))
    title: Mapped[str] = field("职务", length=120, width=22, searchable=True, aliases=("现任职务", "职务名称"))
    level: Mapped[PostLevel | None] = field("职务层次")
    is_leader: Mapped[bool] = field("班子成员", default=False)
    member_kind: Mapped[MemberKind | None] = field("成员类别")
    is_main: Mapped[bool] = field("主职务", default=True, help="同时任几个职务时，只有一个是主职务")
    appointed_on: Mapped[PartialDate | None] = field(
        "任职时间", help="党委决定任职的为决定之日，选举的为当选之日", aliases=("任现职时间",)
    )
    appointment_document: Mapped[str | None] = field("任职文号", length=60, width=18)
    appointment_kind: Mapped[AppointmentKind | None] = field("选用类型")
    appointment_way: Mapped[AppointmentWay | None] = field("选任方式")
    confirmed_on: Mapped[PartialDate | None] = field(
        "试用期满转正时间", width=14, help="提任领导职务试用一年，考核合格正式任职的时间"
    )
    removed_on: Mapped[PartialDate | None] = field("免职时间")
    removal_document: Mapped[str | None] = field("免职文号", length=60, width=18)
    removal_reason: Mapped[RemovalReason | None] = field("免职原因")
    counts_continuous: Mapped[bool] = field(
        "任现职连续计算", default=False, help="机构更名、平级转任等不重新计算任现职时间的，打勾"
    )
    duties: Mapped[str | None] = field("分管工作", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.unit}{self.title}"


def check(post: Post, today: date) -> Iterator[Problem]:
    """Keep a post's dates in order; an ended post needs its end.

    A post before 参加工作时间 is doubtful, not wrong (rules/doubtful_dates.py): archives hold such posts.
    """
    if post.appointed_on and post.appointed_on.first_day() > today:
        yield Problem("appointed_on", "任职时间不能晚于今天")
    if post.removed_on and post.appointed_on and post.removed_on < post.appointed_on:
        yield Problem("removed_on", "免职时间不能早于任职时间")
    if post.confirmed_on and post.confirmed_on.first_day() > today:
        yield Problem("confirmed_on", "试用期满转正时间不能晚于今天")
    if post.confirmed_on and post.appointed_on and post.confirmed_on < post.appointed_on:
        yield Problem("confirmed_on", "试用期满转正时间不能早于任职时间")
    if post.removal_reason and post.removed_on is None:
        yield Problem("removed_on", "填了免职原因，请同时填写免职时间")


P = Post

KIND = RecordKind(
    key="post",
    title="任职经历",
    model=P,
    moments=(P.appointed_on,),
    form=(
        Section("职务", P.cadre, P.unit, P.title, P.level, P.is_leader, P.member_kind, P.is_main, P.duties),
        Section(
            "任职",
            P.appointed_on,
            P.appointment_document,
            P.appointment_kind,
            P.appointment_way,
            P.confirmed_on,
            P.counts_continuous,
        ),
        Section("免职", P.removed_on, P.removal_document, P.removal_reason),
    ),
    table=(P.cadre, P.unit, P.title, P.level, P.appointed_on, P.removed_on, P.appointment_kind),
    filters=(P.unit, P.level, P.appointment_kind),
    part_of=P.cadre,
    check=check,
)
