"""容错纠错 — filed beforehand, found jointly, followed up: six conditions, each answered with its reason."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.deviation_problem import DeviationProblem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.reminder import Reminder
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class TolerancePhase(Choice):
    """怎样提起 — before the work (备案、预审) or after a mistake (申请)."""

    FILED_BEFORE = "filed_before", "事前备案"
    PRE_EXAMINED = "pre_examined", "事前预审"
    APPLIED_AFTER = "applied_after", "事后申请"


class Procedure(Choice):
    """适用程序."""

    GENERAL = "general", "一般程序"
    SIMPLE = "simple", "简易程序"


class MatterKind(Choice):
    """事项类型."""

    INNOVATION = "innovation", "重大创新"
    REFORM = "reform", "重大改革"
    URGENT = "urgent", "时间紧任务急"
    OTHER = "other", "其他"


class Distinction(Choice):
    """三个区分开来."""

    TRIAL = "trial", "先行先试、缺乏经验的失误"
    EXPLORATION = "exploration", "上级尚无明确限制的探索性试验中的失误"
    UNINTENDED = "unintended", "为推动发展的无意过失"


class YesNo(Choice):
    """是否."""

    YES = "yes", "是"
    NO = "no", "否"


class ToleranceState(Choice):
    """状态."""

    APPLIED = "applied", "申请"
    ACCEPTED = "accepted", "受理"
    VERIFIED = "verified", "核实"
    DECIDED = "decided", "联合裁定"
    TOLD = "told", "反馈"
    FOLLOWED = "followed", "跟踪纠错"
    CLOSED = "closed", "归档"


class ToleranceResult(Choice):
    """结论."""

    EXEMPT = "exempt", "免责"
    LIGHTER = "lighter", "从轻"
    REDUCED = "reduced", "减轻"
    REFUSED = "refused", "不予容错"
    FILED = "filed", "准予备案"


class ToleranceCase(Record):
    """容错事项 — one matter of one official or unit."""

    __tablename__ = "tolerance_case"

    title: Mapped[str] = field("事项", length=120, width=28, searchable=True)
    phase: Mapped[TolerancePhase] = field("提起方式", width=11)
    cadre_id: Mapped[str | None] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre | None] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("单位", width=20)
    matter_kind: Mapped[MatterKind] = field("事项类型", width=13)
    procedure: Mapped[Procedure] = field("适用程序", default=Procedure.GENERAL, width=11)
    simple_reason: Mapped[str | None] = field("适用简易程序理由", length=200, width=24)
    applied_on: Mapped[date] = field("申报日期", index=True)
    state: Mapped[ToleranceState] = field("状态", default=ToleranceState.APPLIED, width=10)
    basis: Mapped[str | None] = field("政策依据", multiline=True, width=30)
    risks: Mapped[str | None] = field("风险点和预警", multiline=True, width=30)
    collective_record: Mapped[str | None] = field("集体决策记录", length=200, width=24)
    guidance: Mapped[str | None] = field("指导部门意见", length=300, width=24)
    filing_number: Mapped[str | None] = field("备案号", length=60, width=16)
    filed_on: Mapped[date | None] = field("备案日期")
    mistake: Mapped[str | None] = field("失误或错误情况", multiline=True, width=30)
    happened_on: Mapped[date | None] = field("发生日期")
    distinction: Mapped[Distinction | None] = field("三个区分开来", width=24)
    lawful: Mapped[YesNo | None] = field("遵纪守法", width=9)
    lawful_reason: Mapped[str | None] = field("遵纪守法的依据", length=200, width=24)
    reforming: Mapped[YesNo | None] = field("改革创新", width=9)
    reforming_reason: Mapped[str | None] = field("改革创新的依据", length=200, width=24)
    diligent: Mapped[YesNo | None] = field("勤勉尽责", width=9)
    diligent_reason: Mapped[str | None] = field("勤勉尽责的依据", length=200, width=24)
    unselfish: Mapped[YesNo | None] = field("出于公心", width=9)
    unselfish_reason: Mapped[str | None] = field("出于公心的依据", length=200, width=24)
    procedural: Mapped[YesNo | None] = field("程序正当", width=9)
    procedural_reason: Mapped[str | None] = field("程序正当的依据", length=200, width=24)
    corrected: Mapped[YesNo | None] = field("知错就改", width=9)
    corrected_reason: Mapped[str | None] = field("知错就改的依据", length=200, width=24)
    verified_by: Mapped[str | None] = field("核实组", length=120, width=18)
    verified_facts: Mapped[str | None] = field("核实情况", multiline=True, width=30)
    deciders: Mapped[str | None] = field("联合裁定单位", length=200, width=24, help="两个以上，用顿号分开")
    decided_on: Mapped[date | None] = field("裁定日期")
    result: Mapped[ToleranceResult | None] = field("结论", width=10)
    sanction_id: Mapped[str | None] = mapped_column(ForeignKey("sanction.id"), index=True)
    sanction: Mapped[Sanction | None] = link("所涉处分处理", width=22)
    reminder_id: Mapped[str | None] = mapped_column(ForeignKey("reminder.id"), index=True)
    reminder: Mapped[Reminder | None] = link("所涉提醒诫勉", width=22)
    deviation_id: Mapped[str | None] = mapped_column(ForeignKey("deviation_problem.id"), index=True)
    deviation: Mapped[DeviationProblem | None] = link("所涉偏差问题", width=22)
    document: Mapped[str | None] = field("裁定文号", length=60, width=18)
    told_on: Mapped[date | None] = field("反馈日期")
    correction: Mapped[str | None] = field("纠错要求", multiline=True, width=30)
    follow_up_due_on: Mapped[date | None] = field("纠错时限")
    follow_up: Mapped[str | None] = field("跟踪纠错情况", multiline=True, width=30)
    followed_on: Mapped[date | None] = field("跟踪日期")
    statement: Mapped[str | None] = field("本人说明", multiline=True, width=30)

    def __str__(self) -> str:
        return self.title


CONDITIONS = ("lawful", "reforming", "diligent", "unselfish", "procedural", "corrected")
"""The six conditions; all are needed before a mistake is tolerated."""

_DECIDED = (ToleranceState.DECIDED, ToleranceState.TOLD, ToleranceState.FOLLOWED, ToleranceState.CLOSED)
_GRANTED = (ToleranceResult.EXEMPT, ToleranceResult.LIGHTER, ToleranceResult.REDUCED)


def check(case: ToleranceCase, today: date) -> Iterator[Problem]:
    """A decision is joint, dated and rests on six answered conditions."""
    if case.cadre is None and case.unit is None:
        yield Problem("cadre", "请填写干部或单位")
    if case.procedure is Procedure.SIMPLE and not case.simple_reason:
        yield Problem("simple_reason", "适用简易程序的请写明理由")
    for name in ("applied_on", "filed_on", "decided_on", "told_on", "followed_on", "happened_on"):
        if (day := getattr(case, name)) and day > today:
            yield Problem(name, "日期不能晚于今天")
    for earlier, later in (("applied_on", "decided_on"), ("decided_on", "told_on"), ("decided_on", "followed_on")):
        first, second = getattr(case, earlier), getattr(case, later)
        if first and second and second < first:
            yield Problem(later, "日期先后不对，请核对")
    if case.state in _DECIDED:
        for name, words in (("decided_on", "裁定日期"), ("result", "结论"), ("deciders", "联合裁定单位")):
            if not getattr(case, name):
                yield Problem(name, f"已裁定的请填写{words}")
    yield from _conditions(case)


def _conditions(case: ToleranceCase) -> Iterator[Problem]:
    """Each answered condition has its reason; a mistake is tolerated only when all six hold."""
    for name in CONDITIONS:
        if getattr(case, name) is not None and not getattr(case, f"{name}_reason"):
            yield Problem(f"{name}_reason", "请写明依据或理由")
    if case.result in _GRANTED:
        for name in CONDITIONS:
            if getattr(case, name) is not YesNo.YES:
                yield Problem(name, "六个条件都符合才能容错，请核对这一条或改结论为“不予容错”")


T = ToleranceCase

KIND = RecordKind(
    key="tolerance_case",
    title="容错纠错",
    model=T,
    moments=(
        T.decided_on,
        T.applied_on,
    ),
    form=(
        Section(
            "事项",
            T.title,
            T.phase,
            T.cadre,
            T.unit,
            T.matter_kind,
            T.procedure,
            T.simple_reason,
            T.applied_on,
            T.state,
        ),
        Section("事前：负面预警防错", T.basis, T.risks, T.collective_record, T.guidance, T.filing_number, T.filed_on),
        Section("失误情况", T.mistake, T.happened_on, T.distinction, T.statement),
        Section(
            "六个条件",
            T.lawful,
            T.lawful_reason,
            T.reforming,
            T.reforming_reason,
            T.diligent,
            T.diligent_reason,
            T.unselfish,
            T.unselfish_reason,
            T.procedural,
            T.procedural_reason,
            T.corrected,
            T.corrected_reason,
        ),
        Section(
            "事中：联合裁定容错",
            T.verified_by,
            T.verified_facts,
            T.deciders,
            T.decided_on,
            T.result,
            T.document,
            T.told_on,
            T.sanction,
            T.reminder,
            T.deviation,
        ),
        Section("事后：跟踪管理纠错", T.correction, T.follow_up_due_on, T.follow_up, T.followed_on),
    ),
    table=(T.title, T.phase, T.cadre, T.unit, T.applied_on, T.state, T.result),
    filters=(T.unit, T.phase, T.procedure, T.state, T.result),
    check=check,
)
