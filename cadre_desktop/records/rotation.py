"""交流任职 — who is due to move, who moved, who stays for now and why."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.post import Post
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class RotationWay(Choice):
    """交流方式 — ZB72."""

    OUT = "1", "调出至国有企业事业单位"
    TRANSFER = "2", "转任交流"
    INSIDE = "24", "内部轮岗"
    SECONDMENT = "3", "挂职"


class RotationReason(Choice):
    """交流原因 — ZB73."""

    TRAINING = "1", "培养性交流"
    TEN_YEARS = "2", "任职满10年"
    STRUCTURE = "3", "改善班子结构"
    AVOIDANCE = "4", "回避"
    FIVE_YEARS = "5", "内设机构任职满5年"
    OTHER = "9", "其他"


class RotationState(Choice):
    """状态."""

    DUE = "due", "应交流"
    PLANNED = "planned", "计划"
    MOVED = "moved", "已交流"
    DELAYED = "delayed", "暂缓"


class Rotation(Record):
    """交流记录 — one move, or one reason to stay for now."""

    __tablename__ = "rotation"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    from_post_id: Mapped[str | None] = mapped_column(ForeignKey("post.id"), index=True)
    from_post: Mapped[Post | None] = link("现岗位", width=22, foreign_keys=[from_post_id])
    state: Mapped[RotationState] = field("状态", width=9)
    reason: Mapped[RotationReason] = field("交流原因", width=16)
    way: Mapped[RotationWay | None] = field("交流方式", width=18)
    due_on: Mapped[PartialDate | None] = field("应交流时间", width=11)
    planned_on: Mapped[PartialDate | None] = field("计划时间")
    moved_on: Mapped[PartialDate | None] = field("交流时间")
    to_unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    to_unit: Mapped[Unit | None] = link("去向单位", width=20)
    to_post: Mapped[str | None] = field("去向职务", length=120, width=20)
    delay_reason: Mapped[str | None] = field("暂缓理由", length=300, width=26)
    delay_until: Mapped[PartialDate | None] = field("暂缓至")
    approved_by: Mapped[str | None] = field("暂缓批准人", length=60, width=12)
    document: Mapped[str | None] = field("文号", length=60, width=18)

    def __str__(self) -> str:
        return f"{self.cadre}{self.state.label}"


def check(rotation: Rotation, today: date) -> Iterator[Problem]:
    """A move is dated and leads somewhere; a delay has its reason and its end."""
    if rotation.state is RotationState.MOVED:
        if rotation.moved_on is None:
            yield Problem("moved_on", "已交流的请填写交流时间")
        if rotation.to_unit is None:
            yield Problem("to_unit", "已交流的请填写去向单位")
    if rotation.state is RotationState.DELAYED:
        if not rotation.delay_reason:
            yield Problem("delay_reason", "暂缓的请写明理由")
        if rotation.delay_until is None:
            yield Problem("delay_until", "暂缓的请写明暂缓到什么时候")
    if rotation.moved_on and rotation.moved_on.first_day() > today:
        yield Problem("moved_on", "交流时间不能晚于今天")
    if rotation.from_post is not None and rotation.cadre is not None and rotation.from_post.cadre is not rotation.cadre:
        yield Problem("from_post", "所选岗位不是这名干部的")


R = Rotation

KIND = RecordKind(
    key="rotation",
    title="交流任职",
    model=R,
    moments=(
        R.moved_on,
        R.due_on,
    ),
    form=(
        Section(
            "交流",
            R.cadre,
            R.from_post,
            R.state,
            R.reason,
            R.way,
            R.due_on,
            R.planned_on,
            R.moved_on,
            R.to_unit,
            R.to_post,
            R.document,
        ),
        Section("暂缓", R.delay_reason, R.delay_until, R.approved_by),
    ),
    table=(R.cadre, R.from_post, R.state, R.reason, R.due_on, R.moved_on, R.to_unit),
    filters=(R.state, R.reason, R.way),
    check=check,
)
