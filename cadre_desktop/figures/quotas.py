"""优秀名额: who counts in each pool of each unit, the seats that gives, how many are used: by rules/quota_seats."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from cadre_desktop.figures.assessment_facts import Subject, subjects, year_results
from cadre_desktop.figures.eligibility import conclusion
from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records.annual_assessment import Participation
from cadre_desktop.records.quota_setting import QuotaSetting
from cadre_desktop.records.regular_assessment import Period, RegularAssessment
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.unit_assessment import UnitAssessment
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.rules.quota_base import BasePerson, Standing, standing_of
from cadre_desktop.rules.quota_ratio import QUOTA_POOL_LABELS, QuotaPool, QuotaUnit, RatioSetting, pool_of, ratio
from cadre_desktop.rules.quota_seats import QuotaInputs, SeatBoard, SeatRow, seat_board
from cadre_desktop.rules.settings import NoTextInForce

_BY_RECORD = {Participation.NONE: Standing.NOT_ASSESSED, Participation.UNGRADED: Standing.UNGRADED}


@dataclass(frozen=True, slots=True)
class QuotaGround:
    """The inputs of a year (or of one period of 平时考核), and what could not be reckoned."""

    inputs: QuotaInputs
    untold: tuple[str, ...] = ()


@kept
def quota_ground(ground: Ground) -> QuotaGround:
    """Collect the inputs of the year's seats; a result on file goes before what the facts propose."""
    results = year_results(ground)
    people = []
    for one in subjects(ground).values():
        pool = _pool(ground, one)
        if pool is None or not one.unit_id:
            continue
        result = results.get(one.id)
        if result is None:
            proposed = conclusion(ground, one)
            people.append(BasePerson(one.id, one.unit_id, pool, standing_of(proposed), _why(proposed.reasons)))
            continue
        standing = _BY_RECORD.get(result.participation, Standing.TAKES_PART)
        standing = Standing.NOT_ASSESSED if result.grade is AssessmentGrade.NOT_ASSESSED else standing
        people.append(BasePerson(one.id, one.unit_id, pool, standing, result.reason, result.id))
    given = frozenset(whose for whose, one in results.items() if one.grade is AssessmentGrade.EXCELLENT)
    return _known(ground, people, given)


def regular_ground(ground: Ground, period: Period) -> QuotaGround:
    """Collect the inputs of one period of 平时考核: its share is of those who took part."""
    r = RegularAssessment
    query = sa.select(r.id, r.cadre_id, r.unit_id, r.taking_part, r.grade, r.reason).where(
        r.deleted_at.is_(None), r.year == ground.year, r.period == period
    )
    whose = subjects(ground)
    people, given = [], set()
    for row in ground.rows(query):
        one = whose.get(row.cadre_id)
        pool = _pool(ground, one) if one else None
        if one is None or pool is None or not (row.unit_id or one.unit_id):
            continue
        standing = Standing.TAKES_PART if row.taking_part else Standing.NOT_ASSESSED
        if row.taking_part and row.grade is None and row.reason:
            standing = Standing.UNGRADED
        people.append(BasePerson(one.id, row.unit_id or one.unit_id, pool, standing, row.reason or "", row.id))
        if row.grade is FourGrade.GOOD:
            given.add(one.id)
    return _known(ground, people, frozenset(given), regular=True)


def regular_with(ground: Ground, period: Period, unit_id: str, taking: Mapping[str, bool]) -> QuotaInputs:
    """Return the inputs of a period as they would be with what is being filled in for a unit's people."""
    found = regular_ground(ground, period)
    whose = subjects(ground)
    people = [one for one in found.inputs.people if one.person not in taking]
    for cadre_id, takes_part in taking.items():
        pool = _pool(ground, whose[cadre_id]) if cadre_id in whose else None
        if pool is not None:
            standing = Standing.TAKES_PART if takes_part else Standing.NOT_ASSESSED
            people.append(BasePerson(cadre_id, unit_id, pool, standing))
    return _known(ground, people, found.inputs.excellent, regular=True).inputs


def pool_at(ground: Ground, cadre_id: str) -> QuotaPool | None:
    """Return the pool somebody is graded in; None for those the rules do not grade, and for strangers."""
    one = subjects(ground).get(cadre_id)
    return _pool(ground, one) if one is not None else None


@kept
def board(ground: Ground) -> SeatBoard:
    """Reckon the year's seats of every pool of every unit."""
    return seat_board(quota_ground(ground).inputs, ground.book)


def other_base(inputs: QuotaInputs, row: SeatRow) -> tuple[int, int]:
    """Return a row's 应参加 with those without a grade, and without them, whichever of the two the county counts."""
    taking, ungraded = set(), set()
    for one in inputs.people:
        if one.unit in row.units and one.pool is row.pool:
            if one.standing in (Standing.TAKES_PART, Standing.LENT_IN):
                taking.add(one.person)
            elif one.standing is Standing.UNGRADED:
                ungraded.add(one.person)
    return len(taking | ungraded), len(taking)


def base_people(inputs: QuotaInputs, row: SeatRow) -> tuple[str, ...]:
    """Return the people a row counts."""
    left_out = {one.value for one in row.left_out}
    return tuple(
        one.person
        for one in inputs.people
        if one.unit in row.units and one.pool is row.pool and one.person not in left_out
    )


def counts(ground: Ground) -> Iterator[Figure]:
    """Count the year's seats, those used, and the pools that are over."""
    inputs = quota_ground(ground).inputs
    reckoned = board(ground)
    rule = (
        f"{ground.year}年度优秀名额：各单位各名额池应参加人数×优秀比例，只舍不入；"
        "比例依次按单位、单位类别、全县的设置和规定。"
    )
    everybody = [person for row in reckoned.rows for person in base_people(inputs, row)]
    yield ground.counted(
        "quota_base",
        "优秀名额应参加人数",
        "人",
        f"{rule}应参加人数，同一人只在一处计算。",
        everybody,
        value=sum(row.n_base for row in reckoned.rows),
    )
    yield ground.counted("quota_seats", "优秀名额", "名", f"{rule}名额之和。", everybody, value=reckoned.seats)
    yield ground.counted(
        "quota_used",
        "已用优秀名额",
        "人",
        f"{rule}考核结果为优秀、占用名额的人数。",
        (person for row in reckoned.rows for person in row.used),
    )
    over = [row for row in reckoned.rows if row.over]
    yield ground.counted(
        "quota_over",
        "超过优秀名额",
        "名",
        f"{rule}已用超过名额的名数之和，点开为超额单位名额池里已评优秀的人。",
        (person for row in over for person in row.used),
        value=sum(row.over for row in over),
    )
    for pool in QuotaPool:
        mine = [row for row in reckoned.rows if row.pool is pool]
        if mine:
            yield ground.counted(
                f"quota_used_{pool.value}",
                f"{QUOTA_POOL_LABELS[pool]}优秀",
                "人",
                f"{rule}名额池“{QUOTA_POOL_LABELS[pool]}”中考核结果为优秀的人数；应参加"
                f"{sum(row.n_base for row in mine)}人，名额{sum(row.seats for row in mine)}名。",
                (person for row in mine for person in row.used),
            )


def _pool(ground: Ground, one: Subject) -> QuotaPool | None:
    """Return the pool somebody is graded in; whom a higher level manages, that level assesses."""
    if one.managed_above:
        return None
    return pool_of(
        one.identity.value,
        team_member=one.team_member,
        county_managed=one.county_managed,
        book=ground.book,
        year=ground.year,
    )


def _why(reasons: Sequence[object]) -> str:
    first = next(iter(reasons), None)
    return str(getattr(first, "sentence", "")).rstrip("。") if first is not None else ""


def _known(
    ground: Ground, people: Sequence[BasePerson], given: frozenset[str], *, regular: bool = False
) -> QuotaGround:
    """Leave out the pools the year has no text for, and say so: older years are not the program's to judge."""
    settings, results = _settings(ground), _unit_results(ground)
    u = Unit
    query = sa.select(u.id, u.name, u.kind).where(u.deleted_at.is_(None))
    kinds = {row.id: row.kind.value for row in ground.rows(query)}
    used = {one.unit for one in people}
    units = []
    for line in ground.units.values():
        if line.id in used:
            record, grade = results.get(line.id, ("", ""))
            units.append(QuotaUnit(line.id, line.name, kinds[line.id], grade, record))
    untold: dict[str, None] = {}
    reckonable = set()
    for pool in {one.pool for one in people}:
        try:
            for unit in units:
                ratio(QuotaPool.REGULAR if regular else pool, unit, ground.year, ground.book, settings)
            reckonable.add(pool)
        except NoTextInForce as error:
            untold[f"{QUOTA_POOL_LABELS[pool]}：{error}"] = None
    listed = {unit.id for unit in units}
    kept_people = tuple(one for one in people if one.pool in reckonable and one.unit in listed)
    inputs = QuotaInputs(ground.year, tuple(units), kept_people, settings, given, regular)
    return QuotaGround(inputs, tuple(untold))


def _settings(ground: Ground) -> tuple[RatioSetting, ...]:
    q = QuotaSetting
    query = sa.select(q).where(q.deleted_at.is_(None), q.year == ground.year).order_by(q.created_at, q.id)
    found = []
    for one in ground.session.scalars(query.options(sa.orm.lazyload("*"))):
        found.append(
            RatioSetting(
                record=one.id,
                year=one.year,
                pool=QuotaPool(one.pool.value),
                percent=one.percent,
                unit=one.unit_id or "",
                unit_kind=one.unit_kind.value if one.unit_kind else "",
                document=one.document or "",
                pool_name=(one.pool_name or "") if one.pooled else "",
                seats=one.seats_override,
            )
        )
    return tuple(found)


def _unit_results(ground: Ground) -> Mapping[str, tuple[str, str]]:
    a = UnitAssessment
    query = sa.select(a.id, a.unit_id, a.grade).where(a.deleted_at.is_(None), a.year == ground.year)
    return {row.unit_id: (row.id, row.grade.value) for row in ground.rows(query)}
