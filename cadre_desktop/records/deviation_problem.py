"""政绩观偏差问题 — found, assigned, corrected, closed: vanity works, half-finished projects, debts without sense."""

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


class DeviationKind(Choice):
    """偏差类型."""

    VANITY = "vanity", "形象工程、政绩工程"
    HALF_DONE = "half_done", "半拉子工程"
    ADVANCED_FUNDS = "advanced_funds", "违规垫资举债"
    NUMBERS = "numbers", "数据造假、虚报"
    IDLE = "idle", "不作为慢作为"
    LAYERED = "layered", "层层加码"
    OTHER = "other", "其他"


class FoundBy(Choice):
    """发现来源."""

    INSPECTION = "inspection", "巡察检查"
    AUDIT = "audit", "审计监督"
    STATISTICS = "statistics", "统计监督"
    OTHER = "other", "其他"


class DeviationState(Choice):
    """状态."""

    FOUND = "found", "发现"
    ASSIGNED = "assigned", "交办"
    CORRECTING = "correcting", "整改"
    CLOSED = "closed", "销号"


class DeviationProblem(Record):
    """政绩观偏差问题 — one project or matter."""

    __tablename__ = "deviation_problem"

    project: Mapped[str] = field("项目或事项", length=120, width=28, searchable=True)
    kind: Mapped[DeviationKind] = field("偏差类型", width=17)
    found_by: Mapped[FoundBy] = field("发现来源", width=11)
    found_on: Mapped[date] = field("发现日期", index=True)
    problem: Mapped[str] = field("问题表现", multiline=True, width=36)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("责任单位", width=20)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("责任人", width=10)
    state: Mapped[DeviationState] = field("状态", default=DeviationState.FOUND, width=8)
    assigned_on: Mapped[date | None] = field("交办日期")
    measures: Mapped[str | None] = field("整改措施", multiline=True, width=30)
    due_on: Mapped[date | None] = field("整改时限")
    resumed_on: Mapped[date | None] = field("复工复产日期", width=12)
    closed_on: Mapped[date | None] = field("销号日期")
    result: Mapped[str | None] = field("整改结果", multiline=True, width=30)
    reply: Mapped[str | None] = field("责任人说明", multiline=True, width=30)

    def __str__(self) -> str:
        return self.project


def check(problem: DeviationProblem, today: date) -> Iterator[Problem]:
    """Each state brings its day; days run forward."""
    needed = {
        DeviationState.ASSIGNED: ("assigned_on",),
        DeviationState.CORRECTING: ("assigned_on", "measures"),
        DeviationState.CLOSED: ("assigned_on", "measures", "closed_on", "result"),
    }
    for name in needed.get(problem.state, ()):
        if not getattr(problem, name):
            yield Problem(name, f"状态为“{problem.state.label}”的，请填写这一项")
    for name in ("found_on", "assigned_on", "resumed_on", "closed_on"):
        day = getattr(problem, name)
        if day and day > today:
            yield Problem(name, "日期不能晚于今天")
        if day and day < problem.found_on:
            yield Problem(name, "日期不能早于发现日期")
    if problem.due_on and problem.due_on < problem.found_on:
        yield Problem("due_on", "整改时限不能早于发现日期")


D = DeviationProblem

KIND = RecordKind(
    key="deviation_problem",
    title="政绩观偏差问题",
    model=D,
    moments=(D.found_on,),
    form=(
        Section("问题", D.project, D.kind, D.found_by, D.found_on, D.problem, D.unit, D.cadre),
        Section("整改", D.state, D.assigned_on, D.measures, D.due_on, D.resumed_on, D.closed_on, D.result, D.reply),
    ),
    table=(D.project, D.kind, D.found_by, D.found_on, D.unit, D.due_on, D.state),
    filters=(D.unit, D.kind, D.found_by, D.state),
    check=check,
)
