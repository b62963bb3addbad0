"""平时考核 — the quarter's (or month's, half-year's) result of each official."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session

from cadre_desktop.errors import Problem
from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Period(Choice):
    """考核周期 — quarters are usual; some places take months or half-years."""

    Q1 = "q1", "第一季度"
    Q2 = "q2", "第二季度"
    Q3 = "q3", "第三季度"
    Q4 = "q4", "第四季度"
    H1 = "h1", "上半年"
    H2 = "h2", "下半年"


class RegularState(Choice):
    """平时考核的步骤：小结、评鉴、审定、反馈."""

    SUMMARY = "summary", "小结"
    REVIEWED = "reviewed", "评鉴"
    DECIDED = "decided", "审定"
    TOLD = "told", "反馈"


class RegularAssessment(Record):
    """平时考核结果 — one official, one period."""

    __tablename__ = "regular_assessment"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("考核单位", width=20)
    year: Mapped[int] = field("年度", width=8, index=True)
    period: Mapped[Period] = field("考核周期", width=11)
    scheme: Mapped[Scheme] = field("考核办法", default=Scheme.CIVIL, width=14)
    state: Mapped[RegularState] = field("状态", default=RegularState.SUMMARY, width=8)
    taking_part: Mapped[bool] = field("参加考核", default=True, width=9)
    grade: Mapped[FourGrade | None] = field("等次", width=8, aliases=("平时考核等次", "考核等次"))
    duties: Mapped[str | None] = field("从事或分管工作", length=200, width=24)
    summary: Mapped[str | None] = field("个人小结", multiline=True, width=36, searchable=True)
    days_absent: Mapped[int | None] = field("旷工（天）", width=10)
    days_leave: Mapped[int | None] = field("病事假（天）", width=11)
    times_late: Mapped[int | None] = field("迟到早退（次）", width=12)
    conduct: Mapped[str | None] = field("奖惩和不良行为记录", multiline=True, width=30)
    comment: Mapped[str | None] = field("主管领导评价", multiline=True, width=36)
    reason: Mapped[str | None] = field("未定等次或不参加说明", length=200, width=24)
    told_on: Mapped[date | None] = field("反馈本人日期")
    reply: Mapped[str | None] = field("本人意见", length=300, width=24)

    def __str__(self) -> str:
        return f"{self.year}年{self.period.label}{self.grade.label if self.grade else '未定等次'}"


def check(assessment: RegularAssessment, today: date) -> Iterator[Problem]:
    """A decided period has a grade or a reason; one result a person and period."""
    if not 2000 <= assessment.year <= today.year:
        yield Problem("year", f"年度应在 2000 到 {today.year} 之间")
    decided = assessment.state in (RegularState.DECIDED, RegularState.TOLD)
    if assessment.grade is None and not assessment.reason and (decided or not assessment.taking_part):
        yield Problem("reason", "没有等次的，请写明未定等次或不参加的原因")
    if not assessment.taking_part and assessment.grade is not None:
        yield Problem("grade", "不参加考核的不填等次")
    for name in ("days_absent", "days_leave", "times_late"):
        if (getattr(assessment, name) or 0) < 0:
            yield Problem(name, "天数和次数不能是负数")
    if assessment.state is RegularState.TOLD and assessment.told_on is None:
        yield Problem("told_on", "已反馈的请填写反馈本人日期")
    if assessment.told_on and assessment.told_on > today:
        yield Problem("told_on", "反馈日期不能晚于今天")
    if _filed_already(assessment):
        yield Problem("period", f"该干部 {assessment.year} 年{assessment.period.label}已有平时考核结果，请修改原记录")


def _filed_already(assessment: RegularAssessment) -> bool:
    session = object_session(assessment)
    if session is None or assessment.deleted_at is not None:
        return False
    r = RegularAssessment
    whose = assessment.cadre.id if assessment.cadre else assessment.cadre_id
    same = sa.select(r.id).where(
        r.cadre_id == whose,
        r.year == assessment.year,
        r.period == assessment.period,
        r.id != assessment.id,
        r.deleted_at.is_(None),
    )
    return session.scalar(same) is not None


R = RegularAssessment

KIND = RecordKind(
    key="regular_assessment",
    title="平时考核",
    model=R,
    moments=(
        R.told_on,
        R.year,
    ),
    form=(
        Section("平时考核", R.cadre, R.unit, R.year, R.period, R.scheme, R.duties, R.summary),
        Section("出勤和奖惩", R.days_absent, R.days_leave, R.times_late, R.conduct),
        Section("等次", R.state, R.taking_part, R.comment, R.grade, R.reason, R.told_on, R.reply),
    ),
    table=(R.cadre, R.unit, R.year, R.period, R.grade, R.state, R.reason),
    filters=(R.unit, R.period, R.grade, R.state),
    check=check,
)
