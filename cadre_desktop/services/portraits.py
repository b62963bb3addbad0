"""政治素质画像: what is on file of one person, dimension by dimension, with its sources; never a total score."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records import political_review as kinds
from cadre_desktop.records.political_review import BallotRow, PoliticalReview, ReviewState, Sign, SourceKind
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity, PostLevel
from cadre_desktop.rules import political_review as rules
from cadre_desktop.rules.ballot_grade import grade_of_row
from cadre_desktop.services import political_reviews
from cadre_desktop.services.political_reviews import BallotReport
from cadre_desktop.services.steps import fetch, optional_link
from cadre_desktop.storage.database import Database

# The positive row of the ballot that speaks of each dimension.
ROW_OF = {
    Dimension.LOYALTY: BallotRow.LOYALTY,
    Dimension.RESOLVE: BallotRow.RESOLVE,
    Dimension.DUTY: BallotRow.DUTY,
    Dimension.ABILITY: BallotRow.ABILITY,
    Dimension.DISCIPLINE: BallotRow.DISCIPLINE,
}
_GRADES = tuple(FourGrade)
_SOURCES = {
    SourceKind.INTERVIEW: "interview",
    SourceKind.OBSERVATION: "observation",
    SourceKind.ASSESSMENT: "annual_assessment",
}
_LINKS = {
    SourceKind.INTERVIEW: "interview",
    SourceKind.OBSERVATION: "observation",
    SourceKind.ASSESSMENT: "assessment",
}


@dataclass(frozen=True, slots=True)
class SignView:
    """One sign with where it comes from; `source_key` is the kind of record `source` leads to."""

    id: str
    positive: bool
    text: str
    item: str
    on: date | None
    source_text: str
    source_key: str
    source: Link | None
    reply: str


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One dimension: its signs on both sides, and what the ballots say of it.

    `grade` is the best of the four grades that more than half of the votes of the dimension's positive row
    reach (优秀、合格、基本合格、不合格 standing for 好、较好、一般、较差); None without votes.
    """

    dimension: Dimension
    positive: tuple[SignView, ...]
    negative: tuple[SignView, ...]
    grade: FourGrade | None
    votes: tuple[int, ...]

    @property
    def contradictory(self) -> bool:
        """Whether both sides have something to say."""
        return bool(self.positive and self.negative)

    @property
    def n_evidence(self) -> int:
        """How many signs name a source."""
        return sum(bool(sign.source_text) for sign in (*self.positive, *self.negative))


@dataclass(frozen=True, slots=True)
class Peers:
    """The decided grades of people of the same level in the same year, the person himself left out."""

    level: PostLevel | None
    n_people: int
    grades: Mapping[FourGrade, int]
    by_dimension: Mapping[Dimension, Mapping[FourGrade, int]]


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything one review says, for the page and the printed sheet."""

    review_id: str
    person: Link
    unit: Link | None
    year: int
    state: ReviewState
    suggested: FourGrade | None
    grade: FourGrade | None
    grade_text: str
    n_evidence: int
    dimensions: tuple[DimensionView, ...]
    ballots: BallotReport
    peers: Peers

    @property
    def thin(self) -> bool:
        """Whether there is too little evidence to stand behind a grade."""
        return rules.is_thin(self.n_evidence)

    @property
    def contradictions(self) -> tuple[DimensionView, ...]:
        """The dimensions to be read side by side."""
        return tuple(d for d in self.dimensions if d.contradictory)


def portrait(db: Database, review_id: str) -> Portrait:
    """Put one review together from its signs, ballots and the reviews of others of the same level."""
    with db.read() as session:
        review: PoliticalReview = fetch(session, kinds.KIND, review_id)
        signs = [(sign.dimension, _sign_view(sign)) for sign in political_reviews.signs_of(session, review_id)]
        ballots = political_reviews.report_of(session, review)
        n_evidence = sum(bool(view.source_text) for _, view in signs)
        return Portrait(
            review_id=review.id,
            person=link_to(review.cadre),
            unit=optional_link(review.unit),
            year=review.year,
            state=review.state,
            suggested=review.suggested_grade,
            grade=review.grade,
            grade_text=rules.grade_shown(review.grade.label if review.grade else "", n_evidence),
            n_evidence=n_evidence,
            dimensions=tuple(_dimension(d, signs, ballots) for d in Dimension),
            ballots=ballots,
            peers=_peers(session, review),
        )


def portrait_of(db: Database, cadre_id: str, year: int | None = None) -> Portrait | None:
    """Put a person's review of a year together (the newest by default); None when there is none."""
    query = sa.select(PoliticalReview.id).where(
        PoliticalReview.cadre_id == cadre_id, PoliticalReview.deleted_at.is_(None)
    )
    if year is not None:
        query = query.where(PoliticalReview.year == year)
    with db.read() as session:
        found = session.scalar(query.order_by(PoliticalReview.year.desc(), PoliticalReview.started_on.desc()).limit(1))
    return portrait(db, found) if found else None


def _sign_view(sign: Sign) -> SignView:
    kind = sign.source_kind
    linked: Any = getattr(sign, _LINKS[kind]) if kind in _LINKS else None
    said = str(linked) if linked is not None else sign.source_document or ""
    return SignView(
        id=sign.id,
        positive=sign.polarity is Polarity.POSITIVE,
        text=sign.fact,
        item=str(sign.item) if sign.item else "",
        on=sign.happened_on,
        source_text=f"{kind.label}：{said}" if kind and said else "",
        source_key=_SOURCES.get(kind, "") if kind and linked is not None else "",
        source=optional_link(linked),
        reply=sign.reply or "",
    )


def _dimension(
    dimension: Dimension, signs: Iterable[tuple[Dimension, SignView]], ballots: BallotReport
) -> DimensionView:
    mine = [view for of, view in signs if of is dimension]
    votes = next(line.counts for line in ballots.lines if line.row is ROW_OF[dimension]) or ()
    return DimensionView(
        dimension=dimension,
        positive=tuple(view for view in mine if view.positive),
        negative=tuple(view for view in mine if not view.positive),
        grade=_grade(votes),
        votes=votes,
    )


def _grade(votes: tuple[int, ...]) -> FourGrade | None:
    place = grade_of_row(votes)
    return None if place is None else _GRADES[place]


def _peers(session: Session, review: PoliticalReview) -> Peers:
    summary = session.get(CadreSummary, review.cadre_id)
    level = summary.level if summary else None
    query = (
        sa.select(PoliticalReview)
        .join(CadreSummary, CadreSummary.cadre_id == PoliticalReview.cadre_id)
        .where(
            PoliticalReview.year == review.year,
            PoliticalReview.cadre_id != review.cadre_id,
            PoliticalReview.deleted_at.is_(None),
            CadreSummary.level == level if level is not None else sa.false(),
        )
    )
    others = {other.cadre_id: other for other in session.scalars(query.order_by(PoliticalReview.started_on))}
    by_dimension: dict[Dimension, Counter[FourGrade]] = {d: Counter() for d in Dimension}
    for other in others.values():
        votes = {ballot.row: ballot.counts for ballot in political_reviews.ballots_of(session, other.id)}
        for dimension, row in ROW_OF.items():
            grade = _grade(votes.get(row, ()))
            if grade is not None:
                by_dimension[dimension][grade] += 1
    grades = Counter(other.grade for other in others.values() if other.grade is not None)
    return Peers(level, len(others), grades, by_dimension)
