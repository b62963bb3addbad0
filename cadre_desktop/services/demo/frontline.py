"""一线纪实 of the sample county: problems and what became of them, liaison and visits, what others say."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.board_entry import BoardEntry
from cadre_desktop.records.challenge import Challenge, MonthlyTask, RaceAward
from cadre_desktop.records.interview import TalkProblem
from cadre_desktop.records.liaison import Liaison, LiaisonKind, LiaisonVisit, MatterDone
from cadre_desktop.records.makers import MakerBase, MakerTalent
from cadre_desktop.records.outside_voices import (
    Channel,
    Consultation,
    Department,
    NoteState,
    PublicOpinion,
    SourceNote,
)
from cadre_desktop.records.problem import Problem, ProblemClass, ProblemSource, ProblemState, Route
from cadre_desktop.records.unit import UnitKind
from cadre_desktop.records.vocab import Polarity, Satisfaction
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.contests import ContestWriter
from cadre_desktop.services.demo.county import Office
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.words import choice, words
from cadre_desktop.storage.base import Record

MODELS: tuple[type[Record], ...] = (
    Problem, Liaison, LiaisonVisit, PublicOpinion, SourceNote, Consultation,
    BoardEntry, Challenge, MonthlyTask, RaceAward, MakerBase, MakerTalent,
)  # fmt: skip

# The states of the problems in turn: most are rated, some wait at each step, one was judged 不满意 and came back.
_STATES = (
    (ProblemState.RATED,) * 15
    + (ProblemState.SOLVED, ProblemState.HANDLING, ProblemState.HANDLING)
    + (ProblemState.TAKEN, ProblemState.REPORTED)
)
_N_RETURNED = 1
_BY_TALK = 3
_LIMIT_DAYS = 30


def add_frontline(book: Book, session: Session, careers: Sequence[Career]) -> None:
    """Put the ledgers of work on the ground and of the contests down."""
    writer = FrontlineWriter(book, careers)
    query = sa.select(ProblemClass.name, ProblemClass.id).where(ProblemClass.deleted_at.is_(None))
    writer.problems({name: key for name, key in session.execute(query.order_by(ProblemClass.number))})
    writer.liaisons()
    writer.opinions()
    writer.notes()
    contests = ContestWriter(book, careers)
    contests.boards()
    contests.races()
    contests.makers()


class FrontlineWriter:
    """Draws the work of one year; in the first three months it is that of the year before."""

    def __init__(self, book: Book, careers: Sequence[Career]) -> None:
        self.book, self.dice, self.text = book, book.dice, words("frontline")
        self.year = book.today.year if book.today.month > 3 else book.today.year - 1
        self.careers = [c for c in careers if c.present.since.year < self.year]
        self.staff = Deck(book.dice, self.careers)
        offices = {c.present.seat.office.id: c.present.seat.office for c in careers}
        self.offices: list[Office] = list(offices.values())
        self.departments = [one for one in self.offices if one.kind is UnitKind.DEPARTMENT]
        townships = [one for one in self.offices if one.kind is not UnitKind.DEPARTMENT]
        # Villages are places of their township here, not units of their own.
        self.villages = [
            {"id": one.id, "name": place, "parent_id": one.id} for one in townships for place in one.places
        ]

    def _day(self, first: tuple[int, int], last: tuple[int, int]) -> date:
        """Draw a working day of the year, not after today."""
        return self.dice.day_between(date(self.year, *first), self.book.not_later(date(self.year, *last)))

    def _after(self, day: date, low: int, high: int) -> date:
        return self.book.not_later(day + timedelta(days=self.dice.randint(low, high)))

    # problems

    def problems(self, classes: dict[str, str]) -> None:
        """Put three problems of every class down, and a few that were raised in talks."""
        told = [(name, text) for name, texts in self.text["problem"]["texts"].items() for text in texts]
        for at, (name, text) in enumerate(self.dice.sample(told, len(told))):
            state = ProblemState.RETURNED if at < _N_RETURNED else _STATES[at % len(_STATES)]
            waiting = state in (ProblemState.REPORTED, ProblemState.TAKEN, ProblemState.HANDLING)
            reported = (
                self._after(self.book.today - timedelta(days=60), 0, 55) if waiting else self._day((1, 8), (8, 20))
            )
            self._problem(at + 1, text, classes.get(name), state, reported, self.dice.choice(self.villages))
        raised = [row for row in self.book.rows(TalkProblem) if row["unit_id"] and not row["closed_on"]]
        for at, row in enumerate(raised[:_BY_TALK]):
            self._talked_of(len(told) + at + 1, row)

    def _problem(
        self, number: int, text: str, class_id: str | None, state: ProblemState, reported: date, village: dict[str, Any]
    ) -> None:
        sources = [one for one in ProblemSource if one is not ProblemSource.TALK]
        moment = datetime.combine(reported, time(9, self.dice.randint(0, 50)))
        answered = moment + timedelta(hours=self.dice.choice((2, 4, 6, 7, 26)))
        is_known = answered.date() <= self.book.today and state is not ProblemState.REPORTED
        self.book.add(
            Problem,
            number=f"{reported.year}-{number:03d}",
            problem_class_id=class_id,
            text=text,
            source=self.dice.choice(sources),
            place=village["name"],
            village_id=village["id"],
            reported_by_id=self.staff.deal().person.id,
            reported_on=reported,
            reported_at=moment,
            first_answer_at=answered if is_known else None,
            state=state,
            **self._course(state, reported, village["parent_id"]),
        )

    def _course(self, state: ProblemState, reported: date, township: str) -> dict[str, Any]:
        """Say who took a problem and how far it got."""
        if state is ProblemState.REPORTED:
            return {"times_returned": 0}
        text, taken = self.text["problem"], self._after(reported, 1, 4)
        route = self.dice.choice(tuple(Route))
        unit = township if route is Route.CLAIMED else self.dice.choice(self.departments).id
        handlers = [one for one in self.careers if one.present.seat.office.id == unit]
        values: dict[str, Any] = {
            "route": route,
            "taken_on": taken,
            "unit_id": unit,
            "handler_id": self.dice.choice(handlers).person.id if handlers else None,
            "due_on": reported + timedelta(days=_LIMIT_DAYS),
            "times_returned": int(state is ProblemState.RETURNED),
        }
        if state is ProblemState.TAKEN:
            return values
        values |= {"measures": self.dice.choice(text["measures"]), "n_measures": self.dice.randint(1, 4)}
        if state is ProblemState.HANDLING:
            return values
        solved = self._after(taken, 5, 32)
        values |= {"solved_on": solved, "result": self.dice.choice(text["results"])}
        if state is ProblemState.SOLVED:
            return values
        satisfaction = self.dice.weighted((Satisfaction.SATISFIED, Satisfaction.FAIRLY), (9, 1))
        return values | {
            "satisfaction": Satisfaction.NOT if state is ProblemState.RETURNED else satisfaction,
            "rated_on": self._after(solved, 2, 10),
            "rater_kind": self.dice.choice(text["raters"]),
        }

    def _talked_of(self, number: int, row: dict[str, Any]) -> None:
        today = self.book.today
        self.book.add(
            Problem,
            number=f"{today.year}-{number:03d}",
            text=row["text"],
            source=ProblemSource.TALK,
            reported_on=today,
            talk_problem_id=row["id"],
            state=ProblemState.TAKEN,
            route=Route.ASSIGNED,
            taken_on=today,
            unit_id=row["unit_id"],
            due_on=today + timedelta(days=_LIMIT_DAYS),
            times_returned=0,
        )

    # liaison

    def liaisons(self) -> None:
        """Let offices look after most villages, leaders after townships, staff after households and companies."""
        text = self.text["liaison"]
        for at, village in enumerate(self.villages[:-4]):
            office = self.departments[at % len(self.departments)]
            of_office = [c for c in self.careers if c.present.seat.office.id == office.id]
            walker = self.dice.choice(of_office or self.careers)
            self._liaison(LiaisonKind.VILLAGE, walker, at % 3 + 1, unit_id=office.id, point_id=village["id"])
        chiefs = [c for c in self.careers if c.present.seat.is_chief]
        for office in [one for one in self.offices if one.kind is not UnitKind.DEPARTMENT]:
            chief = self.dice.choice([c for c in chiefs if c.present.seat.office.id != office.id])
            self._liaison(LiaisonKind.TOWNSHIP, chief, 2, cadre_id=chief.person.id, point_id=office.id)
        for at in range(10):
            walker, household = (
                self.staff.deal(),
                f"{self.dice.choice(self.villages)['name']}{at % 6 + 1}组{at + 3}号户",
            )
            self._liaison(LiaisonKind.HOUSEHOLD, walker, 2, cadre_id=walker.person.id, point_name=household)
        for company in text["companies"]:
            walker = self.staff.deal()
            self._liaison(LiaisonKind.COMPANY, walker, 2, cadre_id=walker.person.id, point_name=company)
        for topic in text["topics"]:
            walker, village = self.staff.deal(), self.dice.choice(self.villages)
            about = {"topic": topic, "result": text["results"][0]}
            self._liaison(LiaisonKind.STUDY, walker, 3, cadre_id=walker.person.id, point_id=village["id"], **about)

    def _liaison(self, kind: LiaisonKind, walker: Career, n_visits: int, **values: Any) -> None:
        text, started = self.text["liaison"], self._day((1, 5), (2, 20))
        key = self.book.add(Liaison, kind=kind, started_on=started, **values)
        for _ in range(n_visits):
            done = self.dice.weighted(tuple(MatterDone), (6, 3, 1))
            self.book.add(
                LiaisonVisit,
                liaison_id=key,
                cadre_id=walker.person.id,
                visited_on=self._after(started, 5, 250),
                content=self.dice.choice(text["visits"]),
                done=done,
                n_done=None if done is MatterDone.NONE else self.dice.randint(1, 2),
                supervision=self.dice.choice(text["supervision"]) if self.dice.chance(20) else None,
            )

    # voices

    def opinions(self) -> None:
        """Put twenty-four judgements down, of people and of offices; who gave them is nowhere."""
        text = self.text["voices"]
        for at in range(24):
            code, content = text["opinions"][at % len(text["opinions"])]
            career = self.staff.deal()
            self.book.add(
                PublicOpinion,
                channel=self.dice.choice(tuple(Channel)),
                heard_on=self._day((2, 1), (10, 30)),
                cadre_id=career.person.id if at % 2 else None,
                unit_id=career.present.seat.office.id,
                satisfaction=choice(Satisfaction, code),
                n_people=self.dice.randint(5, 40),
                content=content,
                reply=text["replies"][0] if code == "not" else None,
            )

    def notes(self) -> None:
        """Put what departments told down, most of it verified; some of it led to a consultation."""
        text, keys = self.text["voices"], []
        told = text["notes"] * 2
        states = (NoteState.ACCEPTED, NoteState.ACCEPTED, NoteState.REJECTED, NoteState.VERIFIED, NoteState.RECEIVED)
        for at, (department, polarity, content, verified) in enumerate(told):
            career, state = self.staff.deal(), states[at % len(states)]
            received = self._day((2, 1), (10, 30))
            about = {"cadre_id": career.person.id, "unit_id": career.present.seat.office.id}
            key = self.book.add(
                SourceNote,
                department=choice(Department, department),
                received_on=received,
                polarity=choice(Polarity, polarity),
                content=content,
                document=f"清{choice(Department, department).label[:1]}函〔{self.year}〕{at + 3}号",
                state=state,
                verified=None if state is NoteState.RECEIVED else verified,
                reply="已了解情况，无异议。" if state is NoteState.ACCEPTED else None,
                **about,
            )
            keys.append((key, received, about))
        for (topic, departments, conclusion, follow_up), (key, received, about) in zip(
            text["consultations"], keys, strict=False
        ):
            self.book.add(
                Consultation,
                held_on=self._after(received, 5, 20),
                topic=topic,
                departments=departments,
                note_id=key,
                conclusion=conclusion,
                follow_up=follow_up,
                **about,
            )
