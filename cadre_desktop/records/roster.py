"""名册 — the list of people with what is derived of them, searched by name, pinyin, unit, post or ID tail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre, CadreState
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.reading import listed
from cadre_desktop.records.rows import Row
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.rules.partial_date import PartialDate

C, S = Cadre, CadreSummary


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """One column the roster can show: its words, its width in characters and where it comes from."""

    name: str
    label: str
    width: int
    source: Any
    align: str = "left"
    shown: bool = True


COLUMNS: tuple[RosterColumn, ...] = (
    RosterColumn("name", "姓名", 9, C.name),
    RosterColumn("sex", "性别", 6, C.sex, "center"),
    RosterColumn("birth_on", "出生年月", 10, C.birth_on),
    RosterColumn("age", "年龄", 6, C.birth_on, "right"),
    RosterColumn("unit", "单位", 13, Unit.name),
    RosterColumn("post_title", "职务", 18, S.post_title),
    RosterColumn("level", "职务层次", 10, S.level, shown=False),
    RosterColumn("rank", "职级", 12, S.rank),
    RosterColumn("post_since", "任现职", 10, S.post_since),
    RosterColumn("post_years", "现职年限", 9, S.post_since),
    RosterColumn("level_since", "任现层次", 10, S.level_since, shown=False),
    RosterColumn("same_level_since", "任同级职务", 11, S.same_level_since, shown=False),
    RosterColumn("rank_since", "任现职级", 10, S.rank_since, shown=False),
    RosterColumn("last_grade", "上年考核", 9, S.last_grade),
    RosterColumn("political_grade", "政治素质", 9, S.political_grade),
    RosterColumn("n_achievements", "实绩（件）", 8, S.n_achievements, "right"),
    RosterColumn("completeness", "资料完整", 9, S.completeness, "right"),
    RosterColumn("ethnic", "民族", 8, C.ethnic, shown=False),
    RosterColumn("native_place", "籍贯", 10, C.native_place, shown=False),
    RosterColumn("political_status", "政治面貌", 10, C.political_status, shown=False),
    RosterColumn("party_joined_on", "入党时间", 10, C.party_joined_on, shown=False),
    RosterColumn("work_start_on", "参加工作", 10, C.work_start_on, shown=False),
    RosterColumn("full_time_education", "全日制学历", 14, C.full_time_education, shown=False),
    RosterColumn("full_time_school", "全日制院校及专业", 22, C.full_time_school, shown=False),
    RosterColumn("in_service_education", "在职学历", 14, C.in_service_education, shown=False),
    RosterColumn("in_service_school", "在职院校及专业", 22, C.in_service_school, shown=False),
    RosterColumn("identity", "身份类别", 10, C.identity, shown=False),
    RosterColumn("managed_by", "管理类别", 10, C.managed_by, shown=False),
    RosterColumn("id_number", "身份证号", 20, C.id_number, shown=False),
    RosterColumn("n_interviews", "谈话（次）", 9, S.n_interviews, "right", shown=False),
    RosterColumn("last_talk_on", "最近谈话", 10, S.last_talk_on, shown=False),
    RosterColumn("missing", "所缺资料", 24, S.missing, shown=False),
)
BY_NAME = {column.name: column for column in COLUMNS}

# Columns that look the other way round from what they are computed of: older means born earlier.
_REVERSED = {"age", "post_years"}

# Named filters beyond plain equality; each takes today and the filter's value.
Condition = Callable[[date, Any], Any]


def _not_talked_since(today: date, months: Any) -> Any:
    limit = date.fromordinal(today.toordinal() - int(months) * 30)
    return sa.or_(S.last_talk_on.is_(None), S.last_talk_on < limit)


def _in_post_for(today: date, years: Any) -> Any:
    return (
        S.post_since <= f"{today.year - int(years):04d}.{today:%m.%d}"
    )  # as text: 29 February has no match every year


def _not_older_than(today: date, age: Any) -> Any:
    """35岁以下 means 不满36岁, counted by month: whoever was born in the same month is out, on any day of it."""
    return C.birth_on > f"{today.year - int(age) - 1:04d}.{today:%m}.31"


def _excellent_for(today: date, years: Any) -> Any:
    """连续 n 年优秀, up to the last year that can have been assessed."""
    graded = sa.select(sa.func.count()).where(
        AnnualAssessment.cadre_id == C.id,
        AnnualAssessment.deleted_at.is_(None),
        AnnualAssessment.grade == AssessmentGrade.EXCELLENT,
        AnnualAssessment.year.between(today.year - int(years), today.year - 1),
    )
    return graded.scalar_subquery() == int(years)


CONDITIONS: dict[str, Condition] = {
    "unit": lambda _today, unit_id: S.unit_id == getattr(unit_id, "id", unit_id),
    "level": lambda _today, value: S.level == value,
    "rank": lambda _today, value: S.rank == value,
    "last_grade": lambda _today, value: S.last_grade == value,
    "political_grade": lambda _today, value: S.political_grade == value,
    "post_years": _in_post_for,
    "age_at_most": _not_older_than,
    "excellent_years": _excellent_for,
    "not_talked_months": _not_talked_since,
    "incomplete": lambda _today, _value: S.completeness < 100,
    "missing": lambda _today, word: S.missing.contains(word, autoescape=True),
    "without_term": lambda _today, _value: S.n_terms == 0,
    "without_file": lambda _today, _value: S.n_observations == 0,
    "without_political": lambda _today, _value: S.political_grade.is_(None),
    "leaders": lambda _today, _value: S.is_leader.is_(True),
    "state": lambda _today, value: C.state == value,
    "sex": lambda _today, value: C.sex == value,
    "political_status": lambda _today, value: C.political_status == value,
    "identity": lambda _today, value: C.identity == value,
}


def ids(session: Session, query: ListQuery, today: date) -> list[str]:
    """Read the ids of everybody the query asks for, in its order: people fit in memory, rows are read as shown."""
    statement = _narrowed(sa.select(C.id), query, today).order_by(*_order(query))
    return [row[0] for row in session.connection().execute(statement).all()]


def rows(session: Session, wanted: list[str], columns: tuple[str, ...], today: date) -> list[Row]:
    """Read the asked-for columns of some people, in the given order."""
    sources = [BY_NAME[name].source for name in columns]
    reversed_at = [at for at, name in enumerate(columns) if name in _REVERSED]
    statement = _joined(sa.select(C.id, *sources)).where(C.id.in_(listed(wanted)))
    found: dict[str, Row] = {}
    for key, *values in session.connection().execute(statement).all():
        for at in reversed_at:
            values[at] = _years_since(values[at], today)
        found[key] = Row(key, tuple(values))
    return [found[i] for i in wanted if i in found]


def count(session: Session, query: ListQuery, today: date) -> int:
    """Count the people the query asks for."""
    counted = _narrowed(sa.select(sa.func.count()), query, today)
    return int(session.connection().execute(counted).scalar_one())


def _years_since(value: PartialDate | None, today: date) -> int | None:
    return None if value is None else (PartialDate.of(today).month_index - value.month_index) // 12


def _joined(statement: Any) -> Any:
    return statement.select_from(C).outerjoin(S, S.cadre_id == C.id).outerjoin(Unit, Unit.id == S.unit_id)


def _narrowed(statement: Any, query: ListQuery, today: date) -> Any:
    statement = _joined(statement).where(C.deleted_at.is_not(None) if query.deleted else C.deleted_at.is_(None))
    names = {name for name, _ in query.filters}
    if "state" not in names and query.ids is None and not query.deleted:
        statement = statement.where(C.state == CadreState.SERVING)
    for name, value in query.filters:
        statement = statement.where(CONDITIONS[name](today, value))
    if query.ids is not None:
        statement = statement.where(C.id.in_(listed(query.ids)))
    for word in query.text.split():
        statement = statement.where(_found_by(word))
    return statement


def _found_by(word: str) -> Any:
    """Find a word the way a clerk types it: part of a name, pinyin initials, unit, post, or the tail of an ID."""
    ways = [
        C.name.contains(word, autoescape=True),
        Unit.name.contains(word, autoescape=True),
        Unit.short_name.contains(word, autoescape=True),
        S.post_title.contains(word, autoescape=True),
    ]
    if word.isascii() and word.isalpha():
        keys = sa.literal("|") + S.name_keys
        ways = [keys.contains("|" + word.lower(), autoescape=True)]
    elif word.isascii() and word[:-1].isdigit():
        ways.append(C.id_number.endswith(word.upper(), autoescape=True))
    return sa.or_(*ways)


def _order(query: ListQuery) -> tuple[Any, ...]:
    if not query.sort:
        return (Unit.order_number.is_(None), Unit.order_number, Unit.name, S.level.is_(None), S.level, C.name, C.id)
    source = BY_NAME[query.sort].source
    descending = query.descending is not (query.sort in _REVERSED)
    return (source.is_(None), source.desc() if descending else source.asc(), C.id)
