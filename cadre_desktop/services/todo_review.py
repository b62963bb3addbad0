"""What waits in 考核管理: results of last year not filed, seats exceeded, links not told of, quarters not settled."""

from collections.abc import Iterator
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures import quotas, regular, unit_results
from cadre_desktop.figures.assessment_facts import subjects, year_results
from cadre_desktop.figures.eligibility import conclusion
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.regular_assessment import Period, RegularAssessment
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.services import figures
from cadre_desktop.services.todo_line import TodoLine, Urgency

_SETTLED_BY = 4
"""The month by which last year's results should be on file; the assessment is held in the first quarter."""
_QUARTERS = ((Period.Q1, 3), (Period.Q2, 6), (Period.Q3, 9), (Period.Q4, 12))
_GRACE_DAYS = 20
_MOST_NAMED = 3


def lines(session: Session, now: datetime) -> Iterator[TodoLine]:
    """Yield every line there is something behind; what to do is a verb."""
    last = Ground(session, figures.context_in(session, now, year=now.year - 1))
    if _any(session, AnnualAssessment.year == last.year):
        yield from _missing(last, now.date())
    if _any(session, AnnualAssessment.year == last.year, AnnualAssessment.grade == AssessmentGrade.EXCELLENT):
        yield from _over(last)
    yield from _links(last)
    yield from _open_quarters(session, now)


def _any(session: Session, *conditions: sa.ColumnElement[bool]) -> bool:
    query = sa.select(AnnualAssessment.id).where(AnnualAssessment.deleted_at.is_(None), *conditions)
    return session.scalar(query.limit(1)) is not None


def _missing(ground: Ground, today: date) -> Iterator[TodoLine]:
    """Ask for the results of those who should have one: an office that has begun to file the year."""
    results = year_results(ground)
    lacking = [
        one for one in subjects(ground).values() if one.id not in results and conclusion(ground, one).assessed_here
    ]
    if lacking:
        late = today >= date(ground.year + 1, _SETTLED_BY, 1)
        yield TodoLine(
            "assessments_missing",
            Urgency.OVERDUE if late else Urgency.DUE,
            f"{len(lacking)} 人没有登记{ground.year}年度考核结果",
            "补登记",
            "eligibility",
            tuple(one.id for one in lacking),
            {"year": ground.year},
        )


def _over(ground: Ground) -> Iterator[TodoLine]:
    over = [row for row in quotas.board(ground).rows if row.over]
    if over:
        named = "、".join(row.label.replace("·", "") for row in over[:_MOST_NAMED])
        more = f" 等 {len(over)} 处" if len(over) > _MOST_NAMED else ""
        text = f"{ground.year}年度优秀超过名额 {sum(row.over for row in over)} 名：{named}{more}"
        hints = {"year": ground.year, "unit": over[0].units[0]}
        yield TodoLine("quota_over", Urgency.DUE, text, "核对名额", "quota", (), hints)


def _links(ground: Ground) -> Iterator[TodoLine]:
    lacking = tuple(unit_results.gaps(ground))
    if lacking:
        text = f"{len(lacking)} 个单位{ground.year}年度绩效考核结果的四挂钩没有填全"
        yield TodoLine("links_missing", Urgency.DUE, text, "补挂钩", "unit_assessment", lacking)


def _open_quarters(session: Session, now: datetime) -> Iterator[TodoLine]:
    """Ask for quarters that are over and still not settled; offices that keep none are left alone."""
    today, r = now.date(), RegularAssessment
    over = [period for period, month in _QUARTERS if _is_over(today, month)]
    query = sa.select(r.id).where(
        r.deleted_at.is_(None), r.year == now.year, r.period.in_(over), r.state.not_in(regular.SETTLED)
    )
    found = tuple(session.scalars(query.order_by(r.period, r.id)))
    if found:
        text = f"{len(found)} 人次平时考核过了季度还没有审定"
        yield TodoLine("quarters_open", Urgency.DUE, text, "审定", "regular_assessment", found)


def _is_over(today: date, month: int) -> bool:
    """Say whether the quarter ending with a month of this year is over by more than the days of grace."""
    if month == 12:
        return False  # the last quarter ends with the year
    return (today - date(today.year, month + 1, 1)).days >= _GRACE_DAYS
