"""单位绩效考核 — a unit's result of the year, and what it decides: the four links of 四挂钩."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session

from cadre_desktop.errors import Problem
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class UnitGrade(Choice):
    """单位绩效等次."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class TeamGrade(Choice):
    """领导班子等次."""

    EXCELLENT = "excellent", "优秀"
    GOOD = "good", "良好"
    AVERAGE = "average", "一般"
    POOR = "poor", "较差"


class UseKind(Choice):
    """四挂钩 — what a unit's result is linked to."""

    BONUS = "bonus", "年终绩效奖金"
    GRADES = "grades", "班子和干部年度考核等次、评先评优"
    SELECTION = "selection", "选拔任用和职级晋升"
    FUNDS = "funds", "乡镇奖励性公用经费"


class UnitAssessment(Record):
    """单位绩效考核结果 — one unit, one year."""

    __tablename__ = "unit_assessment"

    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit] = link("单位", width=20, aliases=("单位名称", "被考核单位"))
    year: Mapped[int] = field("年度", width=8, index=True)
    grade: Mapped[UnitGrade] = field("绩效等次", width=10, aliases=("考核等次", "等次"))
    score: Mapped[float | None] = field("得分", width=8)
    rank_place: Mapped[int | None] = field("名次", width=7)
    rank_total: Mapped[int | None] = field("参加排名数", width=11)
    team_grade: Mapped[TeamGrade | None] = field("领导班子等次", width=12)
    decided_on: Mapped[date | None] = field("确定日期")
    document: Mapped[str | None] = field("文号", length=60, width=18)
    team_reason: Mapped[str | None] = field(
        "班子等次说明", length=200, width=24, help="绩效不是优秀而班子评为优秀的，写明理由"
    )

    def __str__(self) -> str:
        return f"{self.unit}{self.year}年绩效{self.grade.label}"


class ResultUse(Record):
    """考核结果运用 — one of the four links: made or not, what, how much, whom."""

    __tablename__ = "result_use"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("unit_assessment.id"), index=True)
    assessment: Mapped[UnitAssessment] = link("单位绩效考核", width=26)
    kind: Mapped[UseKind] = field("挂钩事项", width=24)
    linked: Mapped[bool] = field("已挂钩", default=True, width=8)
    content: Mapped[str | None] = field("挂钩内容", multiline=True, width=36, searchable=True)
    amount: Mapped[float | None] = field("金额（元）", width=12)
    n_people: Mapped[int | None] = field("涉及人数", width=9)
    people: Mapped[str | None] = field("人员", length=300, width=24)
    document: Mapped[str | None] = field("文号", length=60, width=18)
    reason: Mapped[str | None] = field("未挂钩原因", length=200, width=24)

    def __str__(self) -> str:
        return f"{self.assessment} {self.kind.label}"


def check(assessment: UnitAssessment, today: date) -> Iterator[Problem]:
    """One result a unit and year; place and field of a ranking go together."""
    if not 2000 <= assessment.year <= today.year:
        yield Problem("year", f"年度应在 2000 到 {today.year} 之间")
    if (assessment.rank_place is None) != (assessment.rank_total is None):
        yield Problem("rank_total", "名次和参加排名数要同时填写")
    elif assessment.rank_place is not None and not 1 <= assessment.rank_place <= (assessment.rank_total or 0):
        yield Problem("rank_place", "名次应在 1 到参加排名数之间")
    if assessment.decided_on and assessment.decided_on > today:
        yield Problem("decided_on", "确定日期不能晚于今天")
    session = object_session(assessment)
    if session is not None and assessment.deleted_at is None:
        whose = assessment.unit.id if assessment.unit else assessment.unit_id
        same = sa.select(UnitAssessment.id).where(
            UnitAssessment.unit_id == whose,
            UnitAssessment.year == assessment.year,
            UnitAssessment.id != assessment.id,
            UnitAssessment.deleted_at.is_(None),
        )
        if session.scalar(same):
            yield Problem("year", f"该单位 {assessment.year} 年度已有绩效考核结果，请修改原记录")


def check_use(use: ResultUse, _today: date) -> Iterator[Problem]:
    """A link that was made says what it was; one that was not says why."""
    if use.linked and not use.content:
        yield Problem("content", "已挂钩的请写明挂钩内容")
    if not use.linked and not use.reason:
        yield Problem("reason", "没有挂钩的请写明原因")
    if (use.amount or 0) < 0:
        yield Problem("amount", "金额不能是负数")
    if (use.n_people or 0) < 0:
        yield Problem("n_people", "人数不能是负数")


A, U = UnitAssessment, ResultUse

KIND = RecordKind(
    key="unit_assessment",
    title="单位绩效考核",
    model=A,
    moments=(
        A.decided_on,
        A.year,
    ),
    form=(
        Section("绩效考核", A.unit, A.year, A.grade, A.score, A.rank_place, A.rank_total, A.decided_on, A.document),
        Section("领导班子", A.team_grade, A.team_reason),
    ),
    table=(A.unit, A.year, A.grade, A.score, A.rank_place, A.team_grade, A.decided_on),
    filters=(A.unit, A.grade, A.team_grade),
    check=check,
)

USE = RecordKind(
    key="result_use",
    title="考核结果运用",
    model=U,
    form=(
        Section(
            "挂钩", U.assessment, U.kind, U.linked, U.content, U.amount, U.n_people, U.people, U.document, U.reason
        ),
    ),
    table=(U.assessment, U.kind, U.linked, U.content, U.amount, U.n_people),
    filters=(U.kind, U.linked),
    part_of=U.assessment,
    check=check_use,
)
