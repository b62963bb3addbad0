"""What is to be minded about assessments as they are filled in: eligibility, seats, the unit's own result, ratios."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures import quotas, unit_results
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records.annual_assessment import Participation
from cadre_desktop.records.quota_setting import Pool
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.unit_assessment import TeamGrade, UnitGrade
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.rules.eligibility import Effect
from cadre_desktop.rules.quota_ratio import QuotaPool, QuotaUnit, RatioSetting, ratio
from cadre_desktop.rules.quota_seats import QuotaInputs, SeatRow, seat_board, what_if
from cadre_desktop.rules.settings import NoTextInForce
from cadre_desktop.rules.unit_results import (
    UnitResult,
    head_earns_merit,
    head_may_be_honoured,
    link_gaps,
    team_may_be_excellent,
)
from cadre_desktop.services import eligibility, figures
from cadre_desktop.services.eligibility import EligibilityLine
from cadre_desktop.services.hint import Hint
from cadre_desktop.storage.database import Database

Values = Mapping[str, Any]
_LOWEST = (AssessmentGrade.INCOMPETENT, AssessmentGrade.UNQUALIFIED)
_WITHOUT = (AssessmentGrade.UNGRADED, AssessmentGrade.UNGRADED_INSTITUTION, AssessmentGrade.NOT_ASSESSED)
_UNGRADED = (Effect.NO_COMMENT, Effect.COMMENT_ONLY, Effect.UNGRADED)


def annual(db: Database, values: Values, record_id: str | None) -> list[Hint]:
    """Hold a result of the year against the person's eligibility, the unit's seats and the unit's own result."""
    person, year = values.get("cadre"), values.get("year")
    if not isinstance(person, Link) or not isinstance(year, int) or not 1990 <= year <= db.now().year:
        return []
    line = eligibility.of_person(db, person.id, year)
    found = list(_eligibility(line, values)) if line is not None else []
    if values.get("grade") is AssessmentGrade.EXCELLENT and line is not None:
        unit_id = values["unit"].id if isinstance(values.get("unit"), Link) else line.unit.id
        with db.read() as session:
            ground = Ground(session, figures.context_in(session, db.now(), year=year))
            found += _seats(ground, person.id)
            found += _head(ground, person.id, unit_id)
    return found


def _eligibility(line: EligibilityLine, values: Values) -> Iterator[Hint]:
    grade, against = values.get("grade"), False
    if grade is AssessmentGrade.EXCELLENT:
        against = line.effect not in (Effect.NONE, Effect.ASK)
    elif line.effect in (Effect.NOT_ASSESSED, *_UNGRADED):
        against = grade is not None and grade not in _WITHOUT and values.get("participation") is Participation.FULL
    elif line.effect is Effect.LOWEST:
        against = grade is not None and grade not in _LOWEST
    for reason in line.reasons:
        asks = against and reason.effect not in (Effect.NONE, Effect.ASK)
        yield Hint(reason.rule, reason.sentence, reason.source, reason.records, asks)


def _seats(ground: Ground, person: str) -> Iterator[Hint]:
    """Tell when the pool the person belongs to has no seat for one more 优秀."""
    inputs = quotas.quota_ground(ground).inputs
    given = what_if(inputs, excellent=inputs.excellent | {person})
    for row in seat_board(given, ground.book).rows:
        if person in row.used and row.over:
            yield Hint("优秀名额", row.proof.sentence, row.proof.source, row.proof.records)


def _head(ground: Ground, person: str, unit_id: str) -> Iterator[Hint]:
    for line in unit_results.results(ground):
        if line.unit_id == unit_id and person in unit_results.heads(ground).get(unit_id, ()):
            found = head_may_be_honoured(line.for_rules(ground.year), ground.book)
            if not found.value:
                yield Hint.of(found)


def unit(db: Database, values: Values, record_id: str | None) -> list[Hint]:
    """Hold a unit's result against what it means for its team, its head and the four links."""
    whom, year, grade = values.get("unit"), values.get("year"), values.get("grade")
    if not isinstance(whom, Link) or not isinstance(year, int) or not isinstance(grade, UnitGrade):
        return []
    with db.read() as session:
        kind = session.scalar(sa.select(Unit.kind).where(Unit.id == whom.id))
        result = UnitResult(record_id or "", whom.id, whom.text, year, grade.value, kind.value if kind else "")
        ground = Ground(session, figures.context_in(session, db.now(), year=year))
        try:
            return list(_unit(ground, result, values))
        except NoTextInForce as error:
            return [Hint("当年规定", f"{error}。", asks=False)]


def _unit(ground: Ground, result: UnitResult, values: Values) -> Iterator[Hint]:
    team = team_may_be_excellent(result, ground.book)
    if not team.value:
        excellent = values.get("team_grade") is TeamGrade.EXCELLENT
        yield Hint.of(team, asks=excellent and not str(values.get("team_reason") or "").strip())
    head = head_may_be_honoured(result, ground.book)
    if not head.value:
        yield Hint.of(head, asks=False)
    merit = head_earns_merit(result, ground.book)
    if merit.value:
        yield Hint.of(merit, asks=False)
    if result.record:
        line = next((one for one in unit_results.results(ground) if one.id == result.record), None)
        gaps = link_gaps(result, line.links if line else (), ground.book)
        if gaps.value:
            yield Hint.of(gaps, asks=False)


def quota(db: Database, values: Values, record_id: str | None) -> list[Hint]:
    """Hold a ratio against the usual and the greatest the rules name."""
    pool, year, percent = values.get("pool"), values.get("year"), values.get("percent")
    if not isinstance(pool, Pool) or not isinstance(year, int) or not isinstance(percent, int):
        return []
    if not 0 <= percent <= 100:
        return []
    whom, kind = values.get("unit"), values.get("unit_kind")
    unit_id = whom.id if isinstance(whom, Link) else ""
    unit_kind = kind.value if kind is not None else ""
    label = whom.text if isinstance(whom, Link) else kind.label if kind is not None else "全部单位"
    quota_pool, document = QuotaPool(pool.value), str(values.get("document") or "")
    setting = RatioSetting(record_id or "", year, quota_pool, percent, unit_id, unit_kind, document)
    with db.read() as session:
        book = Ground(session, figures.context_in(session, db.now(), year=year)).book
    try:
        found = ratio(quota_pool, QuotaUnit(unit_id, label, unit_kind), year, book, (setting,))
    except NoTextInForce:
        return []
    minded = found.value.over_most or found.value.needs_document
    return [Hint.of(found)] if minded else []


def regular(db: Database, values: Values, record_id: str | None) -> list[Hint]:
    """Tell when one more 好 of a unit's period would exceed the share the rules allow."""
    person, year, period = values.get("cadre"), values.get("year"), values.get("period")
    if not isinstance(person, Link) or not isinstance(year, int) or not isinstance(period, Period):
        return []
    if values.get("grade") is not FourGrade.GOOD or not 2000 <= year <= db.now().year:
        return []
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=year))
        found = quotas.regular_ground(ground, period)
        row = _with_one_more(found.inputs, ground, person.id)
    return [Hint("平时考核“好”等次", row.proof.sentence, row.proof.source)] if row is not None and row.over else []


def _with_one_more(inputs: QuotaInputs, ground: Ground, person: str) -> SeatRow | None:
    given = what_if(inputs, excellent=inputs.excellent | {person})
    return next((row for row in seat_board(given, ground.book).rows if person in row.used), None)
