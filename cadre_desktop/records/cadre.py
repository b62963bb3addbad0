"""干部 — the official; most other records hang from one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import Binning, RecordKind, Section
from cadre_desktop.records.vocab import PoliticalStatus, Sex
from cadre_desktop.rules import id_number as id_rules
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link

_LAST_UNIT = 9_999_999_999
"""Where people stand whose unit has no number."""


class Identity(Choice):
    """身份类别 — which rules of assessment and rank apply."""

    CIVIL_SERVANT = "civil", "公务员"
    REFERENCE = "reference", "参公人员"
    INSTITUTION = "institution", "事业人员"
    ENTERPRISE = "enterprise", "国企人员"
    VILLAGE = "village", "村（社区）干部"
    WORKER = "worker", "工勤人员"


class ManagedBy(Choice):
    """管理类别 — ZB130."""

    PROVINCE = "02", "省委管理"
    PREFECTURE = "03", "市委管理"
    COUNTY = "04", "县委管理"
    OTHER = "09", "其他"


class CadreState(Choice):
    """管理状态 — ZB126."""

    SERVING = "1", "在职"
    RETIRED = "2", "离退休"
    TRANSFERRED = "3", "调出"
    DECEASED = "4", "已去世"
    OTHER = "5", "其他"


class Cadre(Record):
    """干部 — one official, the A01 set; posts and ranks are histories of their own."""

    __tablename__ = "cadre"
    __found_by_name__ = True

    name: Mapped[str] = field("姓名", length=40, width=10, index=True)
    sex: Mapped[Sex] = field("性别", width=6)
    birth_on: Mapped[PartialDate] = field(
        "出生年月", index=True, help="以干部人事档案认定为准，如 1986.04", aliases=("出生日期", "生日", "出生时间")
    )
    ethnic: Mapped[str | None] = field("民族", length=20, width=8)
    native_place: Mapped[str | None] = field("籍贯", length=40)
    birth_place: Mapped[str | None] = field("出生地", length=40)
    id_number: Mapped[str | None] = field(
        "公民身份号码",
        length=18,
        width=21,
        sensitive=True,
        covered=True,
        index=True,
        aliases=("身份证号", "身份证号码", "公民身份证号码", "身份号码"),
    )
    political_status: Mapped[PoliticalStatus | None] = field("政治面貌")
    party_joined_on: Mapped[PartialDate | None] = field("入党时间", aliases=("入党年月",))
    other_party: Mapped[str | None] = field("其他党派", length=40, help="同时参加民主党派的填这里，如 民建")
    work_start_on: Mapped[PartialDate | None] = field(
        "参加工作时间", width=13, aliases=("工作时间", "参工时间", "工作年月")
    )
    health: Mapped[str | None] = field("健康状况", length=20)
    full_time_education: Mapped[str | None] = field(
        "全日制学历学位", length=60, width=16, aliases=("全日制教育/学历学位", "全日制学历")
    )
    full_time_school: Mapped[str | None] = field(
        "全日制毕业院校及专业",
        length=120,
        width=26,
        aliases=("全日制教育/毕业院校及专业", "全日制教育/毕业院校系及专业"),
    )
    in_service_education: Mapped[str | None] = field(
        "在职学历学位", length=60, width=16, aliases=("在职教育/学历学位", "在职学历")
    )
    in_service_school: Mapped[str | None] = field(
        "在职毕业院校及专业", length=120, width=26, aliases=("在职教育/毕业院校及专业", "在职教育/毕业院校系及专业")
    )
    technical_title: Mapped[str | None] = field("专业技术职务", length=90, width=16)
    speciality: Mapped[str | None] = field("熟悉专业有何专长", length=110, width=20)
    identity: Mapped[Identity] = field("身份类别", default=Identity.CIVIL_SERVANT)
    managed_by: Mapped[ManagedBy | None] = field("管理类别")
    state: Mapped[CadreState] = field("管理状态", default=CadreState.SERVING, index=True)
    retirement_base: Mapped[int | None] = field("改革前任职年龄界限", help="55 或 60 等；由组织部门认定，不按性别推定")
    phone: Mapped[str | None] = field("联系电话", length=30, width=14, sensitive=True, covered=True)
    resume: Mapped[str | None] = field("简历", multiline=True, width=50)
    rewards: Mapped[str | None] = field("奖惩情况", multiline=True, width=40)
    remark: Mapped[str | None] = field("备注", multiline=True, width=24)
    photo_sha256: Mapped[str | None] = mapped_column(sa.String(64))

    def __str__(self) -> str:
        return self.name


class FamilyMember(Record):
    """家庭主要成员及重要社会关系."""

    __tablename__ = "family_member"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    relation: Mapped[str] = field("称谓", length=18, width=8)
    name: Mapped[str] = field("成员姓名", length=18, width=10, sensitive=True)
    birth_on: Mapped[PartialDate | None] = field("出生年月")
    political_status: Mapped[PoliticalStatus | None] = field("政治面貌")
    work: Mapped[str | None] = field("工作单位及职务", length=124, width=30, help="已去世的写“（已去世）”")

    def __str__(self) -> str:
        return f"{self.relation}{self.name}"


def check(cadre: Cadre, today: date) -> Iterator[Problem]:
    """Keep dates in order and the ID number sound and unique (GB 11643; 4.4 of the official tool's rules)."""
    if cadre.birth_on.first_day() > today:
        yield Problem("birth_on", "出生年月不能晚于今天")
    for name, label in (("work_start_on", "参加工作时间"), ("party_joined_on", "入党时间")):
        when: PartialDate | None = getattr(cadre, name)
        if when is not None and when <= cadre.birth_on:
            yield Problem(name, f"{label}不能早于出生年月")
        elif when is not None and when.first_day() > today:
            yield Problem(name, f"{label}不能晚于今天")
    if cadre.id_number:
        yield from _id_problems(cadre)


def _id_problems(cadre: Cadre) -> Iterator[Problem]:
    try:
        number = id_rules.parse_id(cadre.id_number)
    except ValueError as error:
        yield Problem("id_number", str(error))
        return
    if cadre.sex is not None and number.sex != cadre.sex.label:
        yield Problem("sex", f"性别与身份证号不一致（身份证号第17位为{number.sex}），请核对其中一项")
    session = object_session(cadre)
    if session is not None:
        same = sa.select(Cadre.name).where(
            Cadre.id_number == cadre.id_number, Cadre.id != cadre.id, Cadre.deleted_at.is_(None)
        )
        other = session.scalar(same)
        if other:
            yield Problem("id_number", f"身份证号与“{other}”重复，请核对是否同一人")


C = Cadre


def place_in_list() -> Any:
    """Return the expression that sorts people by their unit, then by the level and rank they hold."""
    line = sa.table("cadre_summary", *map(sa.column, ("cadre_id", "unit_id", "level", "rank")))
    unit = sa.table("unit", *map(sa.column, ("id", "order_number", "name")))
    numbered = sa.func.coalesce(unit.c.order_number, _LAST_UNIT)
    held = (sa.func.coalesce(column, "~") for column in (line.c.level, line.c.rank))
    place = sa.func.printf("%010d %s %s %s", numbered, sa.func.coalesce(unit.c.name, "~"), *held)
    found = sa.select(place).select_from(line.outerjoin(unit, unit.c.id == line.c.unit_id))
    return sa.func.coalesce(found.where(line.c.cadre_id == Cadre.id).scalar_subquery(), "~")


KIND = RecordKind(
    key="cadre",
    title="干部",
    model=C,
    form=(
        Section(
            "基本情况",
            C.name,
            C.sex,
            C.birth_on,
            C.ethnic,
            C.native_place,
            C.birth_place,
            C.id_number,
            C.phone,
            C.health,
        ),
        Section(
            "政治面貌与工作",
            C.political_status,
            C.party_joined_on,
            C.other_party,
            C.work_start_on,
            C.identity,
            C.managed_by,
            C.state,
            C.retirement_base,
        ),
        Section(
            "学历与专业",
            C.full_time_education,
            C.full_time_school,
            C.in_service_education,
            C.in_service_school,
            C.technical_title,
            C.speciality,
        ),
        Section("简历与说明", C.resume, C.rewards, C.remark),
    ),
    table=(C.name, C.sex, C.birth_on, C.ethnic, C.political_status, C.identity, C.state),
    filters=(C.sex, C.political_status, C.identity, C.managed_by, C.state),
    order=(place_in_list(), C.name),
    check=check,
    binning=Binning.ALL,
    instead="人已调走、退休或去世的，请在本人页面办理调出或离任，档案照旧保留。",
)

M = FamilyMember

FAMILY = RecordKind(
    key="family_member",
    title="家庭成员",
    model=M,
    form=(Section("家庭成员", M.cadre, M.relation, M.name, M.birth_on, M.political_status, M.work),),
    table=(M.cadre, M.relation, M.name, M.birth_on, M.political_status, M.work),
    part_of=M.cadre,
)
