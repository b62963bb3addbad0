"""墩苗、跟班、跟岗、挂职 — an official sent for a time to another unit, in batches, with mentor and appraisal."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class PlacementKind(Choice):
    """类型."""

    ROOTING = "rooting", "下派墩苗"
    SHADOWING = "shadowing", "上派跟班"
    POST_STUDY = "post_study", "跟岗学习"
    SECONDMENT = "secondment", "挂职锻炼"
    DRILL = "drill", "专班实训"


class PlacementState(Choice):
    """状态."""

    SELECTED = "selected", "选派"
    SERVING = "serving", "在岗"
    ENDED = "ended", "期满"
    APPRAISED = "appraised", "已鉴定"
    RECALLED = "recalled", "提前结束"


class PlacementGrade(Choice):
    """鉴定等次."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    AVERAGE = "average", "一般"
    POOR = "poor", "较差"


class Placement(Record):
    """墩苗挂职 — one official, one placement."""

    __tablename__ = "placement"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10, foreign_keys=[cadre_id])
    kind: Mapped[PlacementKind] = field("类型", width=11)
    batch: Mapped[str | None] = field("批次", length=40, width=12, index=True)
    from_unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    from_unit: Mapped[Unit | None] = link("派出单位", width=18, foreign_keys=[from_unit_id])
    to_unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    to_unit: Mapped[Unit] = link("接收单位", width=18, foreign_keys=[to_unit_id])
    position: Mapped[str | None] = field("岗位", length=120, width=18)
    work_field: Mapped[str | None] = field("领域", length=60, width=14, help="如产业招商、项目征拆、乡村振兴")
    mentor_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    mentor: Mapped[Cadre | None] = link("带教人", width=10, foreign_keys=[mentor_id])
    started_on: Mapped[date] = field("开始日期", index=True)
    planned_end_on: Mapped[date | None] = field("计划期满日期", width=12)
    ended_on: Mapped[date | None] = field("实际结束日期", width=12)
    state: Mapped[PlacementState] = field("状态", default=PlacementState.SELECTED, width=9)
    tasks: Mapped[str | None] = field("任务", multiline=True, width=30)
    summary: Mapped[str | None] = field("自我总结", multiline=True, width=30)
    mentor_words: Mapped[str | None] = field("带教评语", multiline=True, width=30)
    grade: Mapped[PlacementGrade | None] = field("鉴定等次", width=9)
    appraisal: Mapped[str | None] = field("接收单位鉴定", multiline=True, width=30)
    office_opinion: Mapped[str | None] = field("组织部门意见", multiline=True, width=30)

    def __str__(self) -> str:
        return f"{self.cadre}{self.kind.label}（{self.to_unit}）"


def check(placement: Placement, today: date) -> Iterator[Problem]:
    """Days run forward; an appraised placement has its grade."""
    for name in ("planned_end_on", "ended_on"):
        if (day := getattr(placement, name)) and day < placement.started_on:
            yield Problem(name, "结束日期不能早于开始日期")
    if placement.ended_on and placement.ended_on > today:
        yield Problem("ended_on", "实际结束日期不能晚于今天")
    if placement.state is PlacementState.APPRAISED and placement.grade is None:
        yield Problem("grade", "已鉴定的请填写鉴定等次")
    if placement.state in (PlacementState.ENDED, PlacementState.RECALLED) and placement.ended_on is None:
        yield Problem("ended_on", "已结束的请填写实际结束日期")
    if placement.from_unit is not None and placement.from_unit is placement.to_unit:
        yield Problem("to_unit", "接收单位不能就是派出单位")
    if placement.mentor is not None and placement.mentor is placement.cadre:
        yield Problem("mentor", "带教人不能是本人")


P = Placement

KIND = RecordKind(
    key="placement",
    title="墩苗挂职",
    model=P,
    moments=(P.started_on,),
    form=(
        Section(
            "选派",
            P.cadre,
            P.kind,
            P.batch,
            P.from_unit,
            P.to_unit,
            P.position,
            P.work_field,
            P.mentor,
            P.started_on,
            P.planned_end_on,
            P.ended_on,
            P.state,
            P.tasks,
        ),
        Section("鉴定", P.summary, P.mentor_words, P.grade, P.appraisal, P.office_opinion),
    ),
    table=(P.cadre, P.kind, P.batch, P.from_unit, P.to_unit, P.started_on, P.planned_end_on, P.state, P.grade),
    filters=(P.to_unit, P.kind, P.state, P.grade),
    check=check,
)
