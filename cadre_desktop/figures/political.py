"""政治素质: grades people decided, and signs with their dimension; never a score."""

from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records.political_review import PoliticalReview, Sign
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity

UNDECIDED = "未鉴定"


class ReviewLine(NamedTuple):
    """One review as stored: the grade is a code, days are text."""

    id: str
    cadre_id: str
    unit_id: str | None
    grade: str | None
    decided_on: str | None
    started_on: str


@kept
def latest_reviews(ground: Ground) -> dict[str, ReviewLine]:
    """Return each person's last decided review of the year, else the last one, by person."""
    r = PoliticalReview
    query = sa.select(r.id, r.cadre_id, r.unit_id, r.grade, r.decided_on, r.started_on).where(
        r.deleted_at.is_(None), r.year == ground.year, r.started_on <= ground.as_of
    )
    as_of = ground.as_of.isoformat()
    latest: dict[str, ReviewLine] = {}
    for row in map(ReviewLine._make, ground.stored(query)):
        held = latest.get(row.cadre_id)
        if held is None or _recency(held, as_of) < _recency(row, as_of):
            latest[row.cadre_id] = row
    return {key: row for key, row in latest.items() if ground.place(key, row.unit_id) is not None}


def _recency(row: ReviewLine, as_of: str) -> tuple[bool, str, str, str]:
    return _decided(row, as_of), row.decided_on or "", row.started_on, row.id


def _decided(row: ReviewLine, as_of: str) -> bool:
    """A grade decided after the cut-off was not there yet."""
    return row.grade is not None and (row.decided_on is None or row.decided_on <= as_of)


@kept
def people_by_grade(ground: Ground) -> dict[str, list[str]]:
    """Sort the people reviewed under the words of their grades, the undecided under theirs."""
    labels, as_of = {grade.value: grade.label for grade in FourGrade}, ground.as_of.isoformat()
    found: dict[str, list[str]] = {label: [] for label in (*labels.values(), UNDECIDED)}
    for cadre_id, row in latest_reviews(ground).items():
        found[labels[row.grade] if row.grade and _decided(row, as_of) else UNDECIDED].append(cadre_id)
    return found


def grades(ground: Ground) -> Iterator[Figure]:
    """Count the people of each grade."""
    people = people_by_grade(ground)
    for grade in FourGrade:
        yield ground.counted(
            f"political_{grade.value}",
            f"政治素质“{grade.label}”",
            "人",
            f"{ground.year}年度政治素质考察鉴定等次为“{grade.label}”的人数；同一人当年考察多次的，按最后一次鉴定。",
            people[grade.label],
        )
    yield ground.counted(
        "political_undecided",
        "政治素质未鉴定",
        "人",
        f"{ground.year}年度已开展政治素质考察、还没有鉴定等次的人数。",
        people[UNDECIDED],
    )


def grades_by_unit(ground: Ground) -> FigureTable:
    """Break the grades down by unit."""
    reviews = latest_reviews(ground)
    places = [
        (ground.place(cadre_id, reviews[cadre_id].unit_id) or "", label, cadre_id)
        for label, people in people_by_grade(ground).items()
        for cadre_id in people
    ]
    return ground.table(
        "political_by_unit",
        "政治素质鉴定等次",
        "人",
        f"{ground.year}年度政治素质考察的人数，按时任单位统计；同一人当年考察多次的，按最后一次鉴定。",
        "cadre",
        ground.unit_rows(p[0] for p in places),
        [*(g.label for g in FourGrade), UNDECIDED],
        places,
    )


def signs(ground: Ground) -> Iterator[Figure]:
    """Count positive and negative signs."""
    table = signs_by_dimension(ground)
    for polarity in Polarity:
        yield ground.counted(
            f"signs_{polarity.value}",
            f"{polarity.label}印证",
            "条",
            f"{ground.year}年度政治素质考察中记录的{polarity.label}表现条数，每条计1次；只作对照，不折算分数。",
            (i for cell in table.column(polarity.label) for i in cell.ids),
            "sign",
        )


@kept
def signs_by_dimension(ground: Ground) -> FigureTable:
    """Break the signs down by dimension and side."""
    s, r = Sign, PoliticalReview
    query = (
        sa.select(s.id, s.dimension, s.polarity, r.cadre_id, r.unit_id)
        .join(r, r.id == s.review_id)
        .where(s.deleted_at.is_(None), r.deleted_at.is_(None), r.year == ground.year, r.started_on <= ground.as_of)
    )
    labels = {polarity.value: polarity.label for polarity in Polarity}
    places = [
        (dimension, labels[polarity], sign_id)
        for sign_id, dimension, polarity, cadre_id, unit_id in ground.stored(query)
        if ground.place(cadre_id, unit_id) is not None
    ]
    rows = ([d.value for d in Dimension], [d.label for d in Dimension])
    return ground.table(
        "signs_by_dimension",
        "正负面印证",
        "条",
        f"{ground.year}年度政治素质考察的正负面印证条数，按维度统计。",
        "sign",
        rows,
        [p.label for p in Polarity],
        places,
    )
