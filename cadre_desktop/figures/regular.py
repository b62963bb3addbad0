"""平时考核: grades by period, the share of 好 among those who took part, and what the quarters mean for the year."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.assessment_facts import subjects
from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records.regular_assessment import Period, RegularAssessment, RegularState
from cadre_desktop.records.vocab import FourGrade

TAKING = "参加"
UNGRADED = "未定等次"
SETTLED = (RegularState.DECIDED, RegularState.TOLD)


class Quarter(NamedTuple):
    """One result of one person in one period."""

    id: str
    cadre_id: str
    unit_id: str
    period: Period
    grade: FourGrade | None
    taking_part: bool
    settled: bool


@kept
def results(ground: Ground) -> tuple[Quarter, ...]:
    """Read the periods of the year."""
    r = RegularAssessment
    query = sa.select(r.id, r.cadre_id, r.unit_id, r.period, r.grade, r.taking_part, r.state).where(
        r.deleted_at.is_(None), r.year == ground.year
    )
    found = []
    for row in ground.rows(query):
        place = ground.place(row.cadre_id, row.unit_id)
        if place is not None:
            settled = row.state in SETTLED
            found.append(Quarter(row.id, row.cadre_id, place, row.period, row.grade, row.taking_part, settled))
    return tuple(found)


@kept
def by_person(ground: Ground) -> dict[str, tuple[Quarter, ...]]:
    """Return the periods of each person in their order."""
    order, found = list(Period), dict[str, list[Quarter]]()
    for one in sorted(results(ground), key=lambda quarter: order.index(quarter.period)):
        found.setdefault(one.cadre_id, []).append(one)
    return {whose: tuple(quarters) for whose, quarters in found.items()}


def good_for_the_year(ground: Ground) -> tuple[str, ...]:
    """Name whose 好 are enough for 优秀 of the year: the share the rules ask, and none of the barring grades."""
    share = ground.book.number("eligibility.regular_good_percent", on=_last_day(ground))
    barring = ground.book.texts("eligibility.regular_barring", on=_last_day(ground))
    found = []
    for whose, quarters in by_person(ground).items():
        graded = [one for one in quarters if one.grade is not None and one.settled]
        good = sum(one.grade is FourGrade.GOOD for one in graded)
        barred = any(one.grade is not None and one.grade.label in barring for one in graded)
        if graded and not barred and good * 100 >= len(graded) * share:
            found.append(whose)
    return tuple(found)


def counts(ground: Ground) -> Iterator[Figure]:
    """Count the grades of each period in people, the share of 好, and what they mean for the year."""
    mine = results(ground)
    for period in Period:
        now = [one for one in mine if one.period is period]
        if now:
            yield from _period(ground, period, now)
    for grade in FourGrade:
        yield ground.counted(
            f"regular_{grade.value}",
            f"平时考核“{grade.label}”人次",
            "人次",
            f"{ground.year}年各期平时考核等次为“{grade.label}”的记录数，同一人每期各计1次。",
            (one.id for one in mine if one.grade is grade),
            "regular_assessment",
        )
    yield ground.counted(
        "regular_people",
        "参加平时考核",
        "人",
        f"{ground.year}年参加过平时考核的人数，多期的只计1人。",
        (one.cadre_id for one in mine if one.taking_part),
    )
    yield ground.counted(
        "regular_good_for_year",
        "平时考核符合年度评优",
        "人",
        f"{ground.year}年已审定的平时考核中“好”的次数达到规定比例、且没有“一般”“较差”的人数；比例见规则设置。",
        good_for_the_year(ground),
    )
    yield ground.counted(
        "regular_unfinished",
        "平时考核未审定",
        "人次",
        f"{ground.year}年还在小结、评鉴，没有审定的平时考核记录数。",
        (one.id for one in mine if not one.settled),
        "regular_assessment",
    )


def _period(ground: Ground, period: Period, now: list[Quarter]) -> Iterator[Figure]:
    taking = [one.cadre_id for one in now if one.taking_part]
    for grade in FourGrade:
        yield ground.counted(
            f"regular_{period.value}_{grade.value}",
            f"{period.label}平时考核“{grade.label}”",
            "人",
            f"{ground.year}年{period.label}平时考核等次为“{grade.label}”的人数。",
            (one.cadre_id for one in now if one.grade is grade),
        )
    yield ground.rate(
        f"regular_{period.value}_good_rate",
        f"{period.label}平时考核“好”的比例",
        f"{ground.year}年{period.label}平时考核“好”的人数÷参加平时考核的人数；不参加的不计入，参加而未定等次的计入。",
        [one.cadre_id for one in now if one.grade is FourGrade.GOOD],
        taking,
    )


def by_unit(ground: Ground) -> FigureTable:
    """Break the year's periods down by unit and grade."""
    mine = results(ground)
    places = [(one.unit_id, one.grade.label, one.id) for one in mine if one.grade is not None]
    places += [(one.unit_id, UNGRADED, one.id) for one in mine if one.taking_part and one.grade is None]
    places += [(one.unit_id, TAKING, one.id) for one in mine if one.taking_part]
    return ground.table(
        "regular_by_unit",
        "平时考核等次",
        "人次",
        f"{ground.year}年各期平时考核的记录数，按考核单位统计，未填的按现任单位。",
        "regular_assessment",
        ground.unit_rows(one.unit_id for one in mine),
        [TAKING, *(grade.label for grade in FourGrade), UNGRADED],
        places,
    )


def quarters_lacking(ground: Ground, periods: tuple[Period, ...]) -> dict[str, dict[Period, int]]:
    """Count, by unit and period, the people whose period is not settled; units that keep none at all are left out."""
    settled = {(one.cadre_id, one.period) for one in results(ground) if one.settled}
    begun = {one.unit_id for one in results(ground)}
    found: dict[str, dict[Period, int]] = {}
    for one in subjects(ground).values():
        for period in periods:
            if one.unit_id in begun and (one.id, period) not in settled:
                of_unit = found.setdefault(one.unit_id, {})
                of_unit[period] = of_unit.get(period, 0) + 1
    return found


def _last_day(ground: Ground) -> date:
    """Return the day whose texts hold for the year."""
    return date(ground.year, 12, 31)
