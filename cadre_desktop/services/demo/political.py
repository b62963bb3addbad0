"""Files of political quality: sourced signs for and against, ballots that add up, grades people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.political_review import (
    Ballot,
    BallotRow,
    PoliticalReview,
    ReviewState,
    Sign,
    SourceKind,
)
from cadre_desktop.records.vocab import AssessmentGrade, Dimension, FourGrade, Polarity
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career, Held
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
_GOOD_RESULTS = (AssessmentGrade.EXCELLENT, AssessmentGrade.COMPETENT, AssessmentGrade.QUALIFIED)
# How likely a positive row leans to each of its four columns, by the grade decided in the end.
_LEANS = {
    FourGrade.GOOD: (88, 12, 0, 0),
    FourGrade.FAIR: (56, 40, 4, 0),
    FourGrade.AVERAGE: (18, 52, 30, 0),
    FourGrade.POOR: (5, 35, 45, 15),
}


@dataclass(frozen=True, slots=True)
class Items:
    """The checklist in force, and its items by number."""

    checklist_id: str | None
    by_number: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a sign says, what it shows and what it rests on; `day` where that is known."""

    dimension: Dimension
    polarity: Polarity
    item: int | None
    words: str
    day: date | None
    source: dict[str, Any]


def _assessed(row: dict[str, Any]) -> _Fact:
    """Let a year's good result stand for itself."""
    said = f"{row['year']}年度考核结果为“{row['grade'].label}”，评语：{row['comment']}"
    source = {"source_kind": SourceKind.ASSESSMENT, "assessment_id": row["id"]}
    return _Fact(Dimension.DUTY, Polarity.POSITIVE, None, said, date(row["year"], 12, 31), source)


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


def _held_in(career: Career, year: int) -> Held:
    """Return the post somebody held at the end of a year, the first one before."""
    return next((held for held in reversed(career.posts) if held.since.year <= year), career.posts[0])


class ReviewWriter:
    """Writes reviews with their signs and ballots."""

    def __init__(
        self, book: Book, items: Items, sources: Sources, heads: Mapping[str, str], work: Mapping[str, str]
    ) -> None:
        self.book, self.items, self.sources, self.heads, self.work = book, items, sources, heads, work
        facts, dice = words("political"), book.dice
        self.facts = {
            (choice(Dimension, name), polarity): Deck(dice, [(item, fact) for item, fact in texts])
            for polarity in Polarity
            for name, texts in facts[polarity.value].items()
        }
        self.words = {
            (part, name): Deck(dice, texts)
            for part in ("self_check", "comment", "analysis", "reply")
            for name, texts in facts[part].items()
        }
        self._has_poor = False
        self.results = {row["id"]: row for row in book.rows(AnnualAssessment)}
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
        grade = self._grade(career, is_opposed, state)
        counted = career.present.seat.is_leader and state is not _R.OPEN
        valid = dice.randint(18, 46)
        spoilt, missing = dice.weighted((0, 1, 2), (6, 3, 1)), dice.randint(0, 3)
        judged = state is not _R.OPEN
        key = book.add(
            PoliticalReview,
            cadre_id=person,
            unit_id=_held_in(career, year).seat.office.id,
            year=year,
            started_on=started,
            checklist_id=self.items.checklist_id,
            self_check=self._self_check(career, year),
            n_issued=valid + spoilt + missing if counted else None,
            n_returned=valid + spoilt if counted else None,
            n_valid=valid if counted else None,
            leader_comment=self.words["comment", grade.name.lower()].deal() if judged else None,
            leader_name=self._superior(career, year) if judged else None,
            suggested_grade=grade if judged else None,
            analysis=None,
            grade=grade if state in _DECIDED else None,
            decided_by="县委组织部部务会" if decided else None,
            decided_on=decided,
            reply=None,
            state=state,
        )
        against = self._signs(key, person, started, state, is_opposed)
        if state in _DECIDED:
            self._conclude(key, against)
        if counted:
            self._ballots(key, valid, grade, against)

    def _self_check(self, career: Career, year: int) -> str:
        """Write what somebody says of himself: post and work, a merit, a lack, and what comes next."""
        merit, lack, step = (self.words["self_check", part].deal() for part in ("merits", "lacks", "steps"))
        held = _held_in(career, year)
        work = self.work.get(career.person.id) if held is career.present else None
        about = f"，承担“{work}”等任务" if work else ""
        return f"担任{held.seat.office.name}{held.seat.title}{about}，{merit}。不足是{lack}。下步{step}。"

    def _superior(self, career: Career, year: int) -> str:
        """Name who comments: the unit's head, on the head the county's own office."""
        head = self.heads[_held_in(career, year).seat.office.id]
        return head if head != career.person.name else "县委组织部考察组"

    def _conclude(self, key: str, against: set[Dimension]) -> None:
        """Weigh the signs up as they are, and let the person answer to them."""
        rows = [row for row in self.book.rows(Sign) if row["review_id"] == key]
        bad = [row for row in rows if row["polarity"] is Polarity.NEGATIVE]
        kind = "mixed" if bad else "clear" if len(rows) > 1 else "thin"
        named = "、".join(dimension.label for dimension in Dimension if dimension in against)
        review = next(row for row in reversed(self.book.rows(PoliticalReview)) if row["id"] == key)
        review["analysis"] = self.words["analysis", kind].deal().format(dimension=named, n=len(bad))
        review["reply"] = self.words["reply", "mixed" if bad else "clear"].deal()

    def _grade(self, career: Career, is_opposed: bool, state: ReviewState) -> FourGrade:
        if career.person.is_known:
            return FourGrade.GOOD
        if career.person.id in self.at_fault:
            if not self._has_poor and state in _DECIDED:  # one is sure to be seen
                self._has_poor = True
                return FourGrade.POOR
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
        against = self._against(person, dimensions, day) if wanted and (is_opposed or dice.chance(6)) else None
        if against is not None and is_opposed and against.dimension not in dimensions:
            dimensions[0] = against.dimension
        for dimension in dimensions:
            self._sign(key, day, self._for(person, dimension, sources))
        if against is None:
            return set()
        self._sign(key, day, against)
        return {against.dimension}

    def _against(self, person: str, dimensions: Sequence[Dimension], day: date) -> _Fact:
        """A sign against rests on an observed fault when there is one, else on a paper."""
        reply = "情况属实，已整改并书面说明原因。" if self.book.dice.chance(80) else None
        faults = [s for s in self.sources.seen if s.person_id == person and not s.positive and s.day <= day]
        if faults:
            return self._observed(faults[0], Polarity.NEGATIVE, reply)
        dimension = self.book.dice.choice(dimensions)
        paper = f"清督通〔{day.year}〕{self.book.dice.randint(2, 30)}号督查通报"
        item, fact = self.facts[dimension, Polarity.NEGATIVE].deal()
        source = {"source_kind": SourceKind.DOCUMENT, "source_document": paper, "reply": reply}
        return _Fact(dimension, Polarity.NEGATIVE, item, fact, None, source)

    def _for(self, person: str, dimension: Dimension, sources: dict[SourceKind, list[dict[str, str]]]) -> _Fact:
        """Draw a fact for somebody and what it rests on; now and then that is nothing but hearsay."""
        dice = self.book.dice
        observed = [s for s in self.sources.seen if s.person_id == person and s.positive and s.dimension is dimension]
        there = {one["observation_id"] for one in sources[SourceKind.OBSERVATION]}
        observed = [s for s in observed if s.id in there]
        if observed:
            return self._observed(dice.choice(observed), Polarity.POSITIVE, None)
        results = [self.results[one["assessment_id"]] for one in sources[SourceKind.ASSESSMENT]]
        results = [row for row in results if row["comment"] and row["grade"] in _GOOD_RESULTS]
        if results and dimension is Dimension.DUTY and dice.chance(70):
            return _assessed(dice.choice(results))
        item, fact = self.facts[dimension, Polarity.POSITIVE].deal()
        return _Fact(dimension, Polarity.POSITIVE, item, fact, None, self._source(sources))

    def _observed(self, seen: Seen, polarity: Polarity, reply: str | None) -> _Fact:
        source = {"source_kind": SourceKind.OBSERVATION, "observation_id": seen.id, "reply": reply}
        return _Fact(seen.dimension, polarity, seen.item, seen.conduct, seen.day, source)

    def _source(self, sources: dict[SourceKind, list[dict[str, str]]]) -> dict[str, Any]:
        """Draw what a told fact rests on: a talk or a paper."""
        dice, talks = self.book.dice, sources[SourceKind.INTERVIEW]
        if dice.chance(8):
            return {}
        if talks and dice.chance(75):
            return {"source_kind": SourceKind.INTERVIEW, **dice.choice(talks)}
        paper = dice.choice(("中心组学习考勤和发言记录", "民主生活会对照检查材料", "年度述职报告", "重点工作督查通报"))
        return {"source_kind": SourceKind.DOCUMENT, "source_document": paper}

    def _sign(self, key: str, day: date, fact: _Fact) -> None:
        self.book.add(
            Sign,
            review_id=key,
            dimension=fact.dimension,
            polarity=fact.polarity,
            item_id=self.items.by_number.get(fact.item) if fact.item else None,
            fact=fact.words,
            happened_on=fact.day or day - timedelta(days=self.book.dice.randint(10, 300)),
            **fact.source,
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
