"""监督信息和监督台账 — what inspection, audit, meetings or clues brought up, and what became of it."""

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


class SupervisionSource(Choice):
    """信息来源."""

    MEETING = "meeting", "列席下级党组织会议"
    INSPECTION = "inspection", "巡察反馈"
    AUDIT = "audit", "审计约谈"
    CLUE = "clue", "线索核查"
    REPORT = "report", "政绩情况报告"
    OTHER = "other", "其他"


class SupervisionState(Choice):
    """状态."""

    RECEIVED = "received", "收到"
    WEIGHED = "weighed", "研判"
    HANDLED = "handled", "处置"
    DONE = "done", "办结"


class SupervisionItem(Record):
    """监督事项 — one matter, with its risk hint and its deadline."""

    __tablename__ = "supervision_item"

    matter: Mapped[str] = field("事项", length=200, width=30, searchable=True)
    field_of_work: Mapped[str | None] = field("领域", length=60, width=14)
    source: Mapped[SupervisionSource] = field("来源", width=17)
    found_on: Mapped[date] = field("日期", index=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("责任单位", width=20)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("涉及干部", width=10)
    problem: Mapped[str] = field("问题", multiline=True, width=36)
    risk: Mapped[str | None] = field("风险提示", multiline=True, width=30)
    due_on: Mapped[date | None] = field("办理时限")
    state: Mapped[SupervisionState] = field("状态", default=SupervisionState.RECEIVED, width=8)
    handling: Mapped[str | None] = field("处置情况", multiline=True, width=30)
    done_on: Mapped[date | None] = field("办结日期")
    reply: Mapped[str | None] = field("本人或单位说明", multiline=True, width=30)

    def __str__(self) -> str:
        return self.matter


def check(item: SupervisionItem, today: date) -> Iterator[Problem]:
    """A matter that is done is dated and says how."""
    if item.found_on > today:
        yield Problem("found_on", "日期不能晚于今天")
    if item.due_on and item.due_on < item.found_on:
        yield Problem("due_on", "办理时限不能早于发现日期")
    if item.state is SupervisionState.DONE:
        if item.done_on is None:
            yield Problem("done_on", "办结的请填写办结日期")
        if not item.handling:
            yield Problem("handling", "办结的请写明处置情况")
    if item.done_on and not item.found_on <= item.done_on <= today:
        yield Problem("done_on", "办结日期应在发现日期和今天之间")


S = SupervisionItem

KIND = RecordKind(
    key="supervision_item",
    title="监督台账",
    model=S,
    moments=(S.found_on,),
    form=(
        Section("事项", S.matter, S.field_of_work, S.source, S.found_on, S.unit, S.cadre, S.problem, S.risk),
        Section("办理", S.due_on, S.state, S.handling, S.done_on, S.reply),
    ),
    table=(S.matter, S.source, S.found_on, S.unit, S.cadre, S.due_on, S.state),
    filters=(S.unit, S.source, S.state),
    check=check,
)
