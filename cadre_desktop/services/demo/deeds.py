"""What was seen and said through the year: observations, pledges, and the yearly assessments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cadre_desktop.records.annual_assessment import AnnualAssessment, Participation, Scheme
from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.observation import Observation, Scene, Way
from cadre_desktop.records.pledge import Pledge, Stage
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import AssessmentGrade, Dimension, Polarity
from cadre_desktop.services.demo.answers import FINISHED, AnswerWriter
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.terms import Term
from cadre_desktop.services.demo.words import choice, words

_G = AssessmentGrade
_N_FAULTS = 8
_FILED_PERCENT = 88
# One more 优秀 than its quota allows, so that the warning is seen; and one person each who failed.
_OVER_QUOTA = "白沙镇"
_WITH_FAILURE = ("石门镇", "梅溪镇")


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation, as reviews refer to it."""

    id: str
    person_id: str
    positive: bool
    conduct: str
    day: date
    dimension: Dimension
    item: int
    matter: str
    reply: str | None


def add_observations(book: Book, careers: Sequence[Career], observers: Sequence[str]) -> tuple[Seen, ...]:
    """Write down how nearly everybody acted where it counted; eight people also have a fault on record."""
    dice = book.dice
    seen, faults = Deck(dice, words("observations")["seen"]), Deck(dice, words("observations")["fault"])
    names, ways = Deck(dice, observers), Deck(dice, tuple(Way))
    at_fault = {
        career.person.id for career in dice.sample([c for c in careers if not c.present.seat.is_head], _N_FAULTS)
    }
    found = []
    for career in careers:
        if career.person.is_known:
            at_fault.discard(career.person.id)
        if not dice.chance(_FILED_PERCENT):
            continue
        for _ in range(dice.randint(1, 3) if career.present.seat.is_leader else 1):
            text = _in_season(book, career, seen)
            found.append(_observe(book, career, text, Polarity.POSITIVE, names.deal(), ways.deal()))
        if career.person.id in at_fault:
            text = _in_season(book, career, faults)
            found.append(_observe(book, career, text, Polarity.NEGATIVE, names.deal(), ways.deal()))
    book.rows(Observation).sort(key=lambda row: (row["observed_on"], row["id"]))
    return tuple(found)


def _observe(book: Book, career: Career, text: dict[str, Any], polarity: Polarity, observer: str, way: Way) -> Seen:
    office, dice = career.present.seat.office, book.dice
    place = dice.choice(office.places)
    days = _days(book, career, text)
    day = dice.choice(days)
    matter, conduct = (text[name].format(place=place) for name in ("matter", "conduct"))
    key = book.add(
        Observation,
        cadre_id=career.person.id,
        unit_id=office.id,
        scene=choice(Scene, text["scene"]),
        observed_on=day,
        matter=matter,
        conduct=conduct,
        polarity=polarity,
        way=way,
        observer=observer,
        source=text["source"],
        reply=text.get("reply"),
    )
    shows = choice(Dimension, text["dimension"])
    return Seen(
        key,
        career.person.id,
        polarity is Polarity.POSITIVE,
        conduct,
        day,
        shows,
        text["item"],
        matter,
        text.get("reply"),
    )


def _days(book: Book, career: Career, text: dict[str, Any]) -> list[date]:
    """List the days of the present post on which such a thing can have happened; floods have their months."""
    first = max(career.present.since.first_day(), date(book.years[0], 3, 1))
    last = max(first, book.today - timedelta(days=3))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    months = text.get("months")
    return [day for day in days if day <= book.today and (not months or day.month in months)]


def _in_season(book: Book, career: Career, deck: Deck[dict[str, Any]]) -> dict[str, Any]:
    """Deal the next text that can have happened in somebody's present post."""
    while True:
        text = deck.deal()
        if _days(book, career, text):
            return text


def add_pledges(book: Book, careers: Sequence[Career], terms: Sequence[Term], answers: AnswerWriter) -> None:
    """Let the leaders promise in spring, account at midyear and be judged at the end, as their answers say."""
    texts = words("assessments")
    decks = {name: Deck(book.dice, texts["pledge"][name]) for name in texts["pledge"]}
    occasions = {
        kind: {stage: Deck(book.dice, told) for stage, told in stages.items()}
        for kind, stages in texts["occasions"].items()
    }
    tasks = {term.person.id: term.tasks for term in terms if term.held.until is None}
    for career in careers:
        if not career.present.seat.is_leader:
            continue
        mine = tasks.get(career.person.id, ())
        places = occasions["department" if career.present.seat.office.kind is UnitKind.DEPARTMENT else "town"]
        for year in (book.years[1], book.today.year):
            if career.present.since.year <= year:
                open_tasks = [t for t in mine if answers.done_in.get(t.id, year) >= year]
                matter = open_tasks[0].matter.text("task", year) if open_tasks else "年度重点任务"
                kept = bool(open_tasks) and answers.standings.get((open_tasks[0].id, year)) in FINISHED
                _pledge_year(book, career, year, matter, decks, places, kept=kept or not open_tasks)


def _pledge_year(
    book: Book,
    career: Career,
    year: int,
    matter: str,
    decks: dict[str, Deck[str]],
    places: dict[str, Deck[str]],
    *,
    kept: bool,
) -> None:
    dice, this_year = book.dice, year == book.today.year
    stages = (
        (Stage.PROMISE, date(year, 2, 10), date(year, 3, 20), 95),
        (Stage.PROGRESS, date(year, 7, 1), date(year, 7, 28), 78 if this_year else 94),
        (Stage.RESULT, date(year, 12, 15), date(year + 1, 1, 20), 92),
    )
    for stage, first, last, percent in stages:
        if first > book.today or not dice.chance(percent):
            continue
        voters = dice.randint(24, 56) if stage is Stage.RESULT else None
        poor, average = (dice.weighted((0, 1), (9, 1)), dice.randint(0, 3)) if voters else (None, None)
        fair = dice.randint(2, 9) if voters else None
        book.add(
            Pledge,
            cadre_id=career.person.id,
            year=year,
            stage=stage,
            content=decks[stage.value if kept or stage is not Stage.RESULT else "result_open"]
            .deal()
            .format(a=matter, b=dice.randint(2, 6)),
            held_on=book.not_later(dice.day_between(first, last)),
            held_at=f"{career.present.seat.office.name}{places[stage.value].deal()}",
            n_good=voters - (fair or 0) - (average or 0) - (poor or 0) if voters else None,
            n_fair=fair,
            n_average=average,
            n_poor=poor,
            n_voters=voters,
        )


@dataclass(frozen=True, slots=True)
class Graded:
    """A year's result, as reviews refer to it."""

    id: str
    person_id: str
    year: int


class Assessments:
    """Grades everybody for the two last full years, unit by unit and scheme by scheme, within the quotas."""

    def __init__(self, book: Book, seen: Sequence[Seen]) -> None:
        self.book = book
        self.at_fault = {one.person_id for one in seen if not one.positive}
        texts, dice = words("assessments")["comment"], book.dice
        self.comments = {name: Deck(dice, texts[name]) for name in texts}
        self.reasons: dict[str, str] = words("assessments")["reason"]

    def write(self, careers: Sequence[Career]) -> tuple[Graded, ...]:
        """File the results of both years."""
        graded: list[Graded] = []
        for year in self.book.years:
            special = self._special(careers, year)
            pools: dict[tuple[str, Scheme], list[Career]] = {}
            for career in careers:
                if career.person.work_start.year <= year:
                    scheme = _scheme(career.person.seat.identity)
                    pools.setdefault((career.present.seat.office.id, scheme), []).append(career)
            for (_unit, scheme), members in pools.items():
                graded += self._pool(year, scheme, members, special)
        return tuple(graded)

    def _special(self, careers: Sequence[Career], year: int) -> dict[str, tuple[Participation, str]]:
        """Name those who were not graded: the new, one at school, one ill, one under inquiry."""
        found = {
            career.person.id: (Participation.UNGRADED, self.reasons["new"])
            for career in careers
            if career.person.work_start.year == year
        }
        others = [c.person.id for c in careers if c.person.id not in found and not c.present.seat.is_leader]
        cases = (("study", Participation.UNGRADED), ("ill", Participation.NONE), ("case", Participation.UNGRADED))
        for key, (reason, how) in zip(self.book.dice.sample(others, 3), cases, strict=True):
            found[key] = (how, self.reasons[reason])
        return found

    def _pool(
        self, year: int, scheme: Scheme, members: list[Career], special: dict[str, tuple[Participation, str]]
    ) -> list[Graded]:
        dice = self.book.dice
        normal = [c for c in members if c.person.id not in special]
        worthy = [c for c in normal if c.person.id not in self.at_fault]
        n_excellent = len(members) // 5
        if members[0].present.seat.office.name == _OVER_QUOTA and scheme is Scheme.CIVIL and year == self.book.years[1]:
            n_excellent += 1
        worthy.sort(
            key=lambda c: (not c.person.is_known, not c.present.seat.is_chief and dice.chance(60), dice.random())
        )
        excellent = {c.person.id for c in worthy[:n_excellent]}
        weak = [c for c in normal if c.person.id not in excellent and c.person.id in self.at_fault]
        basic = {c.person.id for c in weak[:1]}
        poor = (
            self._poor(members, normal, excellent) if year == self.book.years[1] and scheme is Scheme.CIVIL else set()
        )
        if not basic and len(members) > 8 and dice.chance(60):
            rest = [c for c in normal if c.person.id not in excellent and not c.present.seat.is_leader]
            basic = {dice.choice(rest).person.id} if rest else set()
        return [self._grade(c, year, scheme, special, excellent, basic - poor, poor) for c in members]

    def _poor(self, members: list[Career], normal: list[Career], excellent: set[str]) -> set[str]:
        """Pick who failed, in two units only: nobody of the leading team."""
        if members[0].present.seat.office.name not in _WITH_FAILURE:
            return set()
        rest = [c for c in normal if c.person.id not in excellent and not c.present.seat.is_leader]
        return {self.book.dice.choice(rest).person.id}

    def _grade(
        self,
        career: Career,
        year: int,
        scheme: Scheme,
        special: dict[str, tuple[Participation, str]],
        excellent: set[str],
        basic: set[str],
        poor: set[str],
    ) -> Graded:
        whose, civil = career.person.id, scheme is Scheme.CIVIL
        how, reason = special.get(whose, (Participation.FULL, ""))
        if how is Participation.NONE:
            grade, comment = _G.NOT_ASSESSED, None
        elif how is Participation.UNGRADED:
            grade, comment = (_G.UNGRADED if civil else _G.UNGRADED_INSTITUTION), None
        elif whose in excellent:
            grade, comment = _G.EXCELLENT, self.comments["excellent"].deal()
        elif whose in poor:
            grade, comment = (_G.INCOMPETENT if civil else _G.UNQUALIFIED), self.comments["poor"].deal()
        elif whose in basic:
            grade, comment = (
                (_G.BASICALLY_COMPETENT if civil else _G.BASICALLY_QUALIFIED),
                self.comments["basic"].deal(),
            )
        else:
            grade, comment = (_G.COMPETENT if civil else _G.QUALIFIED), self.comments["competent"].deal()
        key = self.book.add(
            AnnualAssessment,
            cadre_id=whose,
            unit_id=career.present.seat.office.id,
            year=year,
            scheme=scheme,
            participation=how,
            grade=grade,
            reason=reason or None,
            comment=comment,
            document=f"清组通〔{year + 1}〕{12 if civil else 18}号",
            reply=self.book.dice.weighted(("同意", "无意见", None), (6, 2, 2)) if how is Participation.FULL else None,
        )
        return Graded(key, whose, year)


def _scheme(identity: Identity) -> Scheme:
    return Scheme.INSTITUTION if identity in (Identity.INSTITUTION, Identity.WORKER) else Scheme.CIVIL
