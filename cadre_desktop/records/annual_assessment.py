"""年度考核 — each year's result of each official, in the words of the scheme that applies."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, object_session

from cadre_desktop.errors import Problem
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Choice, field, link


class Scheme(Choice):
    """考核办法 — civil servants and public institutions have different words; never turn one into the other."""

    CIVIL = "civil", "公务员考核"
    INSTITUTION = "institution", "事业单位考核"


class Participation(Choice):
    """参加情况."""

    FULL = "full", "参加"
    UNGRADED = "ungraded", "参加不定等次"
    NONE = "none", "不参加"
    REFUSED = "refused", "无正当理由拒不参加"


_G = AssessmentGrade

GRADES = {
    Scheme.CIVIL: (_G.EXCELLENT, _G.COMPETENT, _G.BASICALLY_COMPETENT, _G.INCOMPETENT, _G.UNGRADED, _G.NOT_ASSESSED),
    Scheme.INSTITUTION: (
        _G.EXCELLENT, _G.QUALIFIED, _G.BASICALLY_QUALIFIED, _G.UNQUALIFIED, _G.UNGRADED_INSTITUTION, _G.NOT_ASSESSED,
    ),
}  # fmt: skip


class AnnualAssessment(Record):
    """年度考核结果."""

    __tablename__ = "annual_assessment"

    cadre_id: Mapped[str] = mapped_column(ForeignKey("cadre.id"), index=True)
    cadre: Mapped[Cadre] = link("干部姓名", width=10)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    unit: Mapped[Unit | None] = link("考核单位", width=20)
    year: Mapped[int] = field("年度", width=8, index=True)
    scheme: Mapped[Scheme] = field("考核办法", default=Scheme.CIVIL, width=14)
    participation: Mapped[Participation] = field("参加情况", default=Participation.FULL, width=14)
    grade: Mapped[AssessmentGrade | None] = field("考核结果", width=12, aliases=("等次", "考核等次", "档次"))
    reason: Mapped[str | None] = field("未定等次或不参加原因", length=200, width=24)
    comment: Mapped[str | None] = field("领导评语", multiline=True, width=36)
    document: Mapped[str | None] = field("文号", length=60, width=16)
    reply: Mapped[str | None] = field("本人意见", length=300, width=24)

    def __str__(self) -> str:
        return f"{self.year}年度{self.grade.label if self.grade else '未定等次'}"


def check(assessment: AnnualAssessment, today: date) -> Iterator[Problem]:
    """Grade and scheme speak the same language; one result a person and year."""
    if not 1990 <= assessment.year <= today.year:
        yield Problem("year", f"年度应在 1990 到 {today.year} 之间")
    allowed = GRADES[assessment.scheme]
    if assessment.grade is not None and assessment.grade not in allowed:
        words = "、".join(g.label for g in allowed)
        yield Problem("grade", f"“{assessment.grade.label}”不是{assessment.scheme.label}的结果，应为：{words}")
    if assessment.participation in (Participation.FULL, Participation.REFUSED) and assessment.grade is None:
        yield Problem("grade", "请填写考核结果")
    if assessment.participation is not Participation.FULL and not assessment.reason:
        yield Problem("reason", "请写明未定等次或不参加的原因")
    session = object_session(assessment)
    if session is not None and assessment.deleted_at is None:
        whose = assessment.cadre.id if assessment.cadre else assessment.cadre_id
        same = sa.select(AnnualAssessment.id).where(
            AnnualAssessment.cadre_id == whose,
            AnnualAssessment.year == assessment.year,
            AnnualAssessment.id != assessment.id,
            AnnualAssessment.deleted_at.is_(None),
        )
        if session.scalar(same):
            yield Problem("year", f"该干部 {assessment.year} 年度已有考核结果，请修改原记录")


A = AnnualAssessment

KIND = RecordKind(
    key="annual_assessment",
    title="年度考核",
    model=A,
    moments=(A.year,),
    form=(
        Section(
            "年度考核",
            A.cadre,
            A.unit,
            A.year,
            A.scheme,
            A.participation,
            A.grade,
            A.reason,
            A.comment,
            A.document,
            A.reply,
        ),
    ),
    table=(A.cadre, A.unit, A.year, A.scheme, A.grade, A.reason),
    filters=(A.unit, A.scheme, A.grade),
    check=check,
)
