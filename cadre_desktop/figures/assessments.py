"""The year's assessments: each scheme in its own words, people and times kept apart, rates over those who take part."""

from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.population import by_code
from cadre_desktop.records.annual_assessment import GRADES, AnnualAssessment, Participation, Scheme
from cadre_desktop.records.vocab import AssessmentGrade

SHOULD = "应参加"
_YEARS = 3
# The four ranks of a result, best first, in the words of both schemes.
BANDS: tuple[tuple[str, tuple[AssessmentGrade, ...]], ...] = (
    ("优秀", (AssessmentGrade.EXCELLENT,)),
    ("称职/合格", (AssessmentGrade.COMPETENT, AssessmentGrade.QUALIFIED)),
    ("基本称职/合格", (AssessmentGrade.BASICALLY_COMPETENT, AssessmentGrade.BASICALLY_QUALIFIED)),
    ("不称职/不合格", (AssessmentGrade.INCOMPETENT, AssessmentGrade.UNQUALIFIED)),
)


class Result(NamedTuple):
    """One result of one person in one year."""

    id: str
    cadre_id: str
    unit_id: str
    year: int
    scheme: Scheme
    grade: AssessmentGrade | None
    should_take_part: bool


@kept
def results(ground: Ground) -> tuple[Result, ...]:
    """Read the results of the year."""
    return _read(ground, AnnualAssessment.year == ground.year)


@kept
def excellent_results(ground: Ground) -> tuple[Result, ...]:
    """Read the 优秀 of the year and the two before it."""
    a = AnnualAssessment
    span = a.year.between(ground.year - _YEARS + 1, ground.year)
    return _read(ground, sa.and_(span, a.grade == AssessmentGrade.EXCELLENT))


def _read(ground: Ground, condition: sa.ColumnElement[bool]) -> tuple[Result, ...]:
    a = AnnualAssessment
    query = sa.select(a.id, a.cadre_id, a.unit_id, a.year, a.scheme, a.grade, a.participation).where(
        a.deleted_at.is_(None), condition
    )
    schemes, grades_of = by_code(Scheme), by_code(AssessmentGrade)
    found = []
    for record_id, cadre_id, unit_id, year, scheme, grade, participation in ground.stored(query):
        place = ground.place(cadre_id, unit_id)
        if place is not None:
            takes_part = participation != Participation.NONE and grade != AssessmentGrade.NOT_ASSESSED
            result = grades_of[grade] if grade else None
            found.append(Result(record_id, cadre_id, place, year, schemes[scheme], result, takes_part))
    return tuple(found)


def grades(ground: Ground) -> Iterator[Figure]:
    """Count each grade of each scheme in people."""
    now = results(ground)
    for scheme in Scheme:
        mine = [r for r in now if r.scheme is scheme]
        for grade in GRADES[scheme]:
            yield ground.counted(
                f"grade_{scheme.value}_{grade.value}",
                f"{scheme.label}{grade.label}",
                "人",
                f"{ground.year}年度按{scheme.label}办法考核、结果为“{grade.label}”的人数；两种办法的用语不互相折算。",
                (r.cadre_id for r in mine if r.grade is grade),
            )
        yield ground.rate(
            f"excellent_rate_{scheme.value}",
            f"{scheme.label}优秀率",
            "优秀人数÷应参加考核人数；不参加考核的不计入应参加，参加而不定等次的计入。",
            [r.cadre_id for r in mine if r.grade is AssessmentGrade.EXCELLENT],
            [r.cadre_id for r in mine if r.should_take_part],
        )


def excellent(ground: Ground) -> Iterator[Figure]:
    """Count 优秀 over both schemes: people of the year, and people and times of three years."""
    found = excellent_results(ground)
    now = [r for r in found if r.year == ground.year]
    result = f"{ground.year}年度考核结果为优秀的"
    yield from ground.people_and_times(
        "excellent",
        "年度考核优秀",
        f"{result}人数，两种办法合计，同一人只计1人。",
        f"{result}记录数。",
        now,
        "annual_assessment",
    )
    span = f"{ground.year - _YEARS + 1}—{ground.year}年度"
    yield ground.counted(
        "excellent_people_3y",
        "近三年获优秀",
        "人",
        f"{span}至少一次优秀的人数，多次优秀的只计1人。",
        (r.cadre_id for r in found),
    )
    yield ground.counted(
        "excellent_times_3y",
        "近三年优秀人次",
        "人次",
        f"{span}优秀的次数之和，同一人每年各计1次。",
        (r.id for r in found),
        "annual_assessment",
    )


def grades_by_unit(ground: Ground, scheme: Scheme) -> FigureTable:
    """Break one scheme down by unit and grade."""
    mine = [r for r in results(ground) if r.scheme is scheme]
    places = [(r.unit_id, r.grade.label, r.cadre_id) for r in mine if r.grade is not None]
    places += [(r.unit_id, SHOULD, r.cadre_id) for r in mine if r.should_take_part]
    return ground.table(
        f"grades_by_unit_{scheme.value}",
        f"{scheme.label}结果",
        "人",
        f"{ground.year}年度按{scheme.label}办法考核的人数，按考核单位统计，未填的按现任单位；"
        "应参加人数不含不参加考核的，含不定等次（不确定档次）的。",
        "cadre",
        ground.unit_rows(r.unit_id for r in mine),
        [SHOULD, *(g.label for g in GRADES[scheme])],
        places,
    )


def civil_by_unit(ground: Ground) -> FigureTable:
    """Break the civil servants' results down by unit."""
    return grades_by_unit(ground, Scheme.CIVIL)


def institution_by_unit(ground: Ground) -> FigureTable:
    """Break the public institutions' results down by unit."""
    return grades_by_unit(ground, Scheme.INSTITUTION)


def results_by_unit(ground: Ground) -> FigureTable:
    """Break the records of both schemes down by unit; grades of one rank share a column, each under its own word."""
    column_of = {grade: title for title, grades_of in BANDS for grade in grades_of}
    mine = [r for r in results(ground) if r.grade in column_of]
    return ground.table(
        "results_by_unit",
        "年度考核等次",
        "条",
        f"{ground.year}年度考核结果的记录数，按考核单位统计，未填的按现任单位；公务员和事业单位的等次分别用各自的用语，"
        "不定等次（不确定档次）和不进行考核的不列。",
        "annual_assessment",
        ground.unit_rows(r.unit_id for r in mine),
        [title for title, _ in BANDS],
        [(r.unit_id, column_of[r.grade], r.id) for r in mine if r.grade is not None],
    )
