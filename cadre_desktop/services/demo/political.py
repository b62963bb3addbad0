"""Files of political quality: sourced signs for and against, ballots that add up, grades people decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cadre_desktop.records.political_review import (
    Ballot,
    BallotRow,
    PoliticalReview,
    ReviewState,
    Sign,
    SourceKind,
)
from cadre_desktop.records.vocab import Dimension, FourGrade, Polarity
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.deeds import Graded, Seen
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.talks import Talk, review_year
from cadre_desktop.services.demo.words import choice, words

_R = ReviewState
_DECIDED = (_R.DECIDED, _R.FILED)
_LACK = {
    BallotRow.LACK_LOYALTY: Dimension.LOYALTY,
    BallotRow.LACK_RESOLVE: Dimension.RESOLVE,
    BallotRow.LACK_DUTY: Dimension.DUTY,
    BallotRow.LACK_ABILITY: Dimension.ABILITY,
    BallotRow.BREACH: Dimension.DISCIPLINE,
}
_N_OPPOSED = 12
# How likely a positive row leans to each of its four columns, by the grade decided in the end.
_LEANS = {
    FourGrade.GOOD: (88, 12, 0, 0),
    FourGrade.FAIR: (56, 40, 4, 0),
    FourGrade.AVERAGE: (18, 52, 30, 0),
    FourGrade.POOR: (5, 35, 45, 15),
}


@dataclass(frozen=True, slots=True)
class Items:
    """The checklist in force, and its items by dimension and polarity."""

    checklist_id: str | None
    by_place: dict[tuple[Dimension, Polarity], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sources:
    """What signs may rest on, by person."""

    talks: tuple[Talk, ...]
    seen: tuple[Seen, ...]
    graded: tuple[Graded, ...]

    def of(self, person_id: str, day: date) -> dict[SourceKind, list[dict[str, str]]]:
        """List, kind by kind, what there was about a person before a day."""
        return {
            SourceKind.INTERVIEW: [
                {"interview_id": t.id} for t in self.talks if person_id in t.subjects and t.day <= day
            ],
            SourceKind.OBSERVATION: [
                {"observation_id": s.id} for s in self.seen if s.person_id == person_id and s.positive and s.day <= day
            ],
            SourceKind.ASSESSMENT: [
                {"assessment_id": g.id} for g in self.graded if g.person_id == person_id and g.year < day.year
            ],
        }


class ReviewWriter:
    """Writes reviews with their signs and ballots."""

    def __init__(self, book: Book, items: Items, sources: Sources) -> None:
        self.book, self.items, self.sources = book, items, sources
        facts, dice = words("political"), book.dice
        self.facts = {
            (choice(Dimension, name), polarity): Deck(dice, texts)
            for polarity in Polarity
            for name, texts in facts[polarity.value].items()
        }
        self.words = {name: Deck(dice, texts) for name, texts in facts["words"].items()}
        self.opposed: set[str] = set()
        self.at_fault = {one.person_id for one in sources.seen if not one.positive}

    def write(self, careers: Sequence[Career]) -> None:
        """Review nearly everybody for the year before, the leaders for this year and half of them two years back."""
        now, dice = review_year(self.book.today), self.book.dice
        leaders = [career for career in careers if career.present.seat.is_leader]
        others = [c for c in leaders if not c.person.is_known]
        self.opposed = {career.person.id for career in dice.sample(others, _N_OPPOSED)}
        for career in careers:
            leader = career.present.seat.is_leader
            if leader and career.present.since.year <= now - 2 and dice.chance(55):
                self._review(career, now - 2, _R.FILED)
            if career.person.work_start.year < now - 1:
                self._review(career, now - 1, dice.weighted((_R.FILED, _R.DECIDED), (8, 2)))
            if leader:
                self._review(career, now, dice.weighted((_R.OPEN, _R.REVIEWING, _R.DECIDED), (28, 42, 30)))

    def _review(self, career: Career, year: int, state: ReviewState) -> None:
        book, dice = self.book, self.book.dice
        now = year == review_year(book.today)
        last = book.today - timedelta(days=8) if now else date(year, 12, 10)
        started = dice.day_between(max(date(year, 1, 5), last - timedelta(days=24)), last)
        decided = book.not_later(started + timedelta(days=dice.randint(3, 30))) if state in _DECIDED else None
        person = career.person.id
        is_opposed = person in self.opposed and state is not _R.OPEN and year >= review_year(book.today) - 1
        grade = self._grade(career, is_opposed)
        counted = career.present.seat.is_leader and state is not _R.OPEN
        valid = dice.randint(18, 46)
        spoilt, missing = dice.weighted((0, 1, 2), (6, 3, 1)), dice.randint(0, 3)
        judged = state is not _R.OPEN
        key = book.add(
            PoliticalReview,
            cadre_id=person,
            unit_id=career.present.seat.office.id,
            year=year,
            started_on=started,
            checklist_id=self.items.checklist_id,
            self_check=self.words["self_checks"].deal(),
            n_issued=valid + spoilt + missing if counted else None,
            n_returned=valid + spoilt if counted else None,
            n_valid=valid if counted else None,
            leader_comment=self.words["leader_comments"].deal() if judged else None,
            leader_name="考察组组长" if judged else None,
            suggested_grade=grade if judged else None,
            analysis=self.words["analyses"].deal() if state in _DECIDED else None,
            grade=grade if state in _DECIDED else None,
            decided_by="县委组织部部务会" if decided else None,
            decided_on=decided,
            reply=self.words["replies"].deal() if decided else None,
            state=state,
        )
        against = self._signs(key, person, started, state, is_opposed)
        if counted:
            self._ballots(key, valid, grade, against)

    def _grade(self, career: Career, is_opposed: bool) -> FourGrade:
        if career.person.is_known:
            return FourGrade.GOOD
        if career.person.id in self.at_fault:
            weights = (0, 30, 50, 20)
        else:
            weights = (15, 55, 30, 0) if is_opposed else (53, 45, 2, 0)
        return self.book.dice.weighted(tuple(FourGrade), weights)

    # Signs

    def _signs(self, key: str, person: str, day: date, state: ReviewState, is_opposed: bool) -> set[Dimension]:
        """File signs for, and where there are faults also against; return the dimensions with one against."""
        dice = self.book.dice
        sources = self.sources.of(person, day)
        wanted = dice.randint(0, 1) if state is _R.OPEN else dice.randint(2, 5)
        dimensions = dice.sample(list(Dimension), wanted)
        for dimension in dimensions:
            self._sign(key, dimension, Polarity.POSITIVE, day, self._source(sources))
        if is_opposed and dimensions:
            self._against(key, person, dimensions[0], day)
            return {dimensions[0]}
        if wanted and dice.chance(6):
            against = dice.choice(list(Dimension))
            self._against(key, person, against, day)
            return {against}
        return set()

    def _against(self, key: str, person: str, dimension: Dimension, day: date) -> None:
        """A sign against rests on an observed fault when there is one, else on a paper."""
        faults = [s for s in self.sources.seen if s.person_id == person and not s.positive and s.day <= day]
        if faults:
            source: dict[str, Any] = {"source_kind": SourceKind.OBSERVATION, "observation_id": faults[0].id}
        else:
            paper = f"清督通〔{day.year}〕{self.book.dice.randint(2, 30)}号督查通报"
            source = {"source_kind": SourceKind.DOCUMENT, "source_document": paper}
        reply = "情况属实，已整改并书面说明原因。" if self.book.dice.chance(80) else None
        self._sign(key, dimension, Polarity.NEGATIVE, day, {**source, "reply": reply})

    def _source(self, sources: dict[SourceKind, list[dict[str, str]]]) -> dict[str, Any]:
        """Draw what a sign for somebody rests on; now and then it rests on nothing but hearsay."""
        dice = self.book.dice
        if dice.chance(8):
            return {}
        there = [kind for kind, found in sources.items() if found]
        if not there or dice.chance(20):
            paper = dice.choice(
                ("中心组学习考勤和发言记录", "民主生活会对照检查材料", "年度述职报告", "重点工作督查通报")
            )
            return {"source_kind": SourceKind.DOCUMENT, "source_document": paper}
        kind = dice.choice(there)
        return {"source_kind": kind, **dice.choice(sources[kind])}

    def _sign(self, key: str, dimension: Dimension, polarity: Polarity, day: date, source: dict[str, Any]) -> None:
        items = self.items.by_place.get((dimension, polarity), ())
        self.book.add(
            Sign,
            review_id=key,
            dimension=dimension,
            polarity=polarity,
            item_id=self.book.dice.choice(items) if items else None,
            fact=self.facts[dimension, polarity].deal(),
            happened_on=day - timedelta(days=self.book.dice.randint(10, 300)),
            **source,
        )

    # Ballots

    def _ballots(self, key: str, valid: int, grade: FourGrade, against: set[Dimension]) -> None:
        """Count all twelve rows; each adds up to the valid papers."""
        dice = self.book.dice
        for row in BallotRow:
            if row is BallotRow.OVERALL:
                counts = self._spread(valid, tuple(FourGrade).index(grade))
            elif row.value.startswith("p"):
                lean = dice.weighted((0, 1, 2, 3), _LEANS[grade])
                counts = self._spread(valid, max(lean, 1) if row is BallotRow.DUTY else lean)
            else:
                hit = _LACK.get(row) in against
                others = dice.randint(2, 5) if hit else dice.randint(0, 3)
                counts = (valid - others, max(0, others - hit), int(hit), 0)
            self.book.add(
                Ballot,
                review_id=key,
                row=row,
                n_first=counts[0],
                n_second=counts[1],
                n_third=counts[2],
                n_fourth=counts[3],
            )

    def _spread(self, valid: int, lean: int) -> tuple[int, int, int, int]:
        """Spread a row's votes so that most of them lie at `lean` (0 the best) or above, and fewer above it."""
        counts = [0, 0, 0, 0]
        above = round(valid * self.book.dice.uniform(0.25, 0.42)) if lean else 0
        counts[max(lean - 1, 0)] += above
        below = round(valid * self.book.dice.uniform(0.04, 0.2)) if lean < 3 else 0
        counts[min(lean + 1, 3)] += below
        counts[lean] += valid - above - below
        return counts[0], counts[1], counts[2], counts[3]
