"""政治素质考察: from opening to file, the twelve rows of ballots, and what the ballots do not add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.records import political_review as kinds
from cadre_desktop.records.political_review import (
    BALLOT_COLUMNS,
    Ballot,
    BallotRow,
    PoliticalReview,
    ReviewState,
    Sign,
)
from cadre_desktop.records.rows import link_to
from cadre_desktop.records.vocab import FourGrade, Polarity
from cadre_desktop.rules import ballots as rules
from cadre_desktop.rules.percent import Rate
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, missing, refuse_if, require_state
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
Counts = tuple[int, int, int, int]
_FIELDS = ("n_first", "n_second", "n_third", "n_fourth")


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One row of the ballot as counted; `mark` is empty when it adds up, else it names the difference."""

    row: BallotRow
    columns: tuple[str, ...]
    counts: Counts | None
    total: int
    mark: str


@dataclass(frozen=True, slots=True)
class BallotReport:
    """The ballots of one review: papers out, back and valid, every row, and everything that does not add up."""

    issued: int | None
    returned: int | None
    valid: int | None
    lines: tuple[BallotLine, ...]
    marks: tuple[str, ...]

    @property
    def consistent(self) -> bool:
        """Whether everything counted adds up."""
        return not self.marks

    @property
    def counted(self) -> bool:
        """Whether any row has been filled in."""
        return any(line.counts is not None for line in self.lines)

    @property
    def return_rate(self) -> Rate:
        """收回 of 发出."""
        return Rate(self.returned or 0, self.issued or 0)


def start(db: Database, review_id: str) -> None:
    """Begin the review of an opened file."""
    with db.work("开始政治素质考察") as session:
        review: PoliticalReview = fetch(session, KIND, review_id)
        require_state(KIND, review.state, (ReviewState.OPEN,), "开始考察")
        review.state = ReviewState.REVIEWING
        keep_rules(db, KIND, review)


def decide(
    db: Database, review_id: str, grade: FourGrade, *, decided_by: str, decided_on: date | None = None
) -> tuple[str, ...]:
    """Keep the grade the party committee decided; return what does not add up, which is marked and not hidden.

    Raises InvalidInput when it is not said who decided, or when a negative sign has no source.
    """
    with db.work("评定政治素质等次") as session:
        review: PoliticalReview = fetch(session, KIND, review_id)
        require_state(KIND, review.state, (ReviewState.REVIEWING, ReviewState.DECIDED), "评定")
        day = decided_on or db.now().date()
        late = Problem("decided_on", "鉴定日期不能晚于今天") if day > db.now().date() else None
        unsourced = [s for s in signs_of(session, review_id) if s.polarity is Polarity.NEGATIVE and not s.source_kind]
        bare = Problem("", f"有{len(unsourced)}条负面表现没有来源，补充来源后才能评定") if unsourced else None
        refuse_if(missing("decided_by", decided_by.strip(), "请填写鉴定单位（党委、党组）"), late, bare)
        review.grade, review.decided_by, review.decided_on = grade, decided_by.strip(), day
        review.state = ReviewState.DECIDED
        keep_rules(db, KIND, review)
        return report_of(session, review).marks


def file(db: Database, review_id: str) -> None:
    """Put a decided review into the file; nothing in it changes any more."""
    with db.work("政治素质档案入档") as session:
        review: PoliticalReview = fetch(session, KIND, review_id)
        require_state(KIND, review.state, (ReviewState.DECIDED,), "入档")
        review.state = ReviewState.FILED
        keep_rules(db, KIND, review)


def fill_ballots(db: Database, review_id: str, counts: Mapping[BallotRow, Counts]) -> None:
    """Save the rows of the ballot at once: all of them, or none when one does not add up to the valid papers.

    Raises InvalidInput with a problem a row (the field is the row's code) naming the difference, and
    NotAllowed while it is not said how many papers were valid.
    """
    with db.work("录入测评票数") as session:
        review: PoliticalReview = fetch(session, KIND, review_id)
        if review.n_valid is None:
            raise NotAllowed("还没有填写测评有效份数，不能录入票数。", hint="请先填写发出、收回、有效份数。")
        present = {ballot.row: ballot for ballot in ballots_of(session, review_id)}
        problems = []
        for row, votes in counts.items():
            values = dict(zip(_FIELDS, votes, strict=True))
            try:
                if row in present:
                    records.put(db, session, kinds.BALLOT, present[row], values)
                else:
                    records.add(db, session, kinds.BALLOT, {"review": link_to(review), "row": row, **values})
            except InvalidInput as error:
                problems += [Problem(row.value, problem.message) for problem in error.problems]
        if problems:
            raise InvalidInput(problems)


def ballot_report(db: Database, review_id: str) -> BallotReport:
    """Read the ballots of a review with every difference named."""
    with db.read() as session:
        return report_of(session, fetch(session, KIND, review_id))


def report_of(session: Session, review: PoliticalReview) -> BallotReport:
    """Put the ballots of a review together within a session already open."""
    present = {ballot.row: ballot for ballot in ballots_of(session, review.id)}
    lines = tuple(_line(row, present.get(row), review.n_valid) for row in BallotRow)
    papers = (review.n_issued, review.n_returned, review.n_valid)
    marks = [line.mark for line in lines if line.mark]
    if all(n is not None for n in papers):
        issued, returned, valid = (n or 0 for n in papers)
        marks = [problem.message for problem in rules.count_problems(issued, returned, valid)] + marks
    if present and len(present) < len(BallotRow):
        lacking = "”“".join(row.label for row in BallotRow if row not in present)
        marks.append(f"测评表缺少“{lacking}”")
    return BallotReport(*papers, lines, tuple(marks))


def _line(row: BallotRow, ballot: Ballot | None, valid: int | None) -> BallotLine:
    columns = BALLOT_COLUMNS[row.value[0]]
    if ballot is None:
        return BallotLine(row, columns, None, 0, "")
    counted = rules.BallotRow(row.label, dict(zip(columns, ballot.counts, strict=True)))
    problem = rules.row_problem(counted, valid) if valid is not None else None
    return BallotLine(row, columns, ballot.counts, counted.total, problem.message if problem else "")


def ballots_of(session: Session, review_id: str) -> list[Ballot]:
    """Read the live ballot rows of a review."""
    query = sa.select(Ballot).where(Ballot.review_id == review_id, Ballot.deleted_at.is_(None))
    return list(session.scalars(query))


def signs_of(session: Session, review_id: str) -> list[Sign]:
    """Read the live signs of a review, in the order they were entered."""
    query = sa.select(Sign).where(Sign.review_id == review_id, Sign.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Sign.created_at, Sign.id)))
