"""Talks of the sample county: eight of ten of the five kinds are done, and there are others through the year.

Talks are written through the ORM: one talk may be about several people, and its seal covers those links.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import (
    Category,
    Interview,
    InterviewState,
    InterviewSupplement,
    Purpose,
    Stance,
    TalkProblem,
)
from cadre_desktop.records.vocab import Secrecy
from cadre_desktop.rules.talk_coverage import TalkState
from cadre_desktop.services.demo.book import Book
from cadre_desktop.services.demo.careers import Career
from cadre_desktop.services.demo.deeds import Seen
from cadre_desktop.services.demo.dice import Deck
from cadre_desktop.services.demo.words import words
from cadre_desktop.services.records import seal_place
from cadre_desktop.storage.vault import Vault

CLEAN_UNITS = frozenset({"龙潭乡", "东河街道", "县发展和改革局", "县信访局"})
_N_PROBLEMS = 64
# How many of a hundred problems have been assigned, are closed, and are overdue while open.
_ASSIGNED, _CLOSED = 92, 58
_OTHERS = (
    (Purpose.HEART, 22), (Purpose.DAILY, 12), (Purpose.APPOINTMENT, 10), (Purpose.INTEGRITY, 8), (Purpose.REMINDER, 4),
    (Purpose.REVISIT, 3), (Purpose.INQUIRY, 1), (Purpose.ADMONITION, 1), (Purpose.SUMMONS, 2),
)  # fmt: skip
_HOURS = (8, 9, 10, 11, 14, 15, 16)
_ADMONISHING = (Purpose.REMINDER, Purpose.INQUIRY, Purpose.ADMONITION, Purpose.SUMMONS)


def review_year(today: date) -> int:
    """Name the year under review: this one from spring on, the last one until then."""
    return today.year if today.month > 3 else today.year - 1


@dataclass(frozen=True, slots=True)
class Talk:
    """A review talk, as the reviews that rest on it refer to it."""

    id: str
    year: int
    subjects: tuple[str, ...]
    day: date


class TalkWriter:
    """Writes talks; keeps the decks of sentences."""

    def __init__(
        self, book: Book, session: Session, vault: Vault, talkers: Sequence[str], seen: Sequence[Seen]
    ) -> None:
        self.book, self.session, self.vault = book, session, vault
        self.people = {person.id: person for person in session.scalars(sa.select(Cadre))}
        facts, dice = words("talks"), book.dice
        self.outline: dict[str, str] = facts["outline"]
        self.agreed = {name: Deck(dice, texts) for name, texts in facts["agreed"].items()}
        self.notes, self.names = Deck(dice, facts["raw"]["notes"]), Deck(dice, facts["raw"]["names"])
        self.opinions, self.talkers = Deck(dice, facts["opinions"]["texts"]), list(talkers)
        self._faults = [one for one in seen if not one.positive]
        self.made: list[Interview] = []

    def write(self, careers: Sequence[Career]) -> tuple[Talk, ...]:
        """File every talk; return the review talks that are final."""
        final: list[Talk] = []
        for year in (review_year(self.book.today) - 1, review_year(self.book.today)):
            for leaders in _by_unit(careers):
                final += self._review(year, leaders)
        self._others(careers)
        self.made.sort(key=_day)
        self.session.add_all(self.made)
        self.session.flush()
        self._supplements()
        self._problems()
        return tuple(final)

    # The five kinds

    def _review(self, year: int, leaders: Sequence[Career]) -> list[Talk]:
        """Talk about a unit's leaders with all five kinds of people; some about some of them are left open."""
        now = year == review_year(self.book.today)
        lacking = self._lacking(leaders) if now else {}
        final = []
        for category in Category:
            groups: dict[TalkState, list[Career]] = {}
            for career in leaders:
                state = lacking.get((career.person.id, category), TalkState.DONE)
                if not now and career.present.since.year > year:
                    continue
                groups.setdefault(state, []).append(career)
            for state, group in groups.items():
                if state is not TalkState.NONE:
                    talk = self._review_talk(year, category, group, state)
                    if state is TalkState.DONE:
                        final.append(Talk(talk.id, year, tuple(c.person.id for c in group), talk.talked_on))
        return final

    def _lacking(self, leaders: Sequence[Career]) -> dict[tuple[str, Category], TalkState]:
        """Draw whose talks are open: in most units three of five leaders lack one to three kinds."""
        dice, unit = self.book.dice, leaders[0].present.seat.office.name
        if unit in CLEAN_UNITS:
            return {}
        found = {}
        wanted = max(1, round(len(leaders) * (0.8 if unit == "石门镇" else 0.58)))
        for career in dice.sample(list(leaders), wanted):
            for category in dice.sample(list(Category), dice.randint(1, 3)):
                state = dice.weighted((TalkState.UNSIGNED, TalkState.NONE), (62, 38))
                found[career.person.id, category] = state
        for career in leaders:  # as on the first screens: one signature and one kind are missing
            if career.person.is_known:
                found |= {(career.person.id, c): TalkState.DONE for c in Category}
                found[career.person.id, Category.SUPERIOR] = TalkState.UNSIGNED
                found[career.person.id, Category.GRASSROOTS] = TalkState.NONE
        return found

    def _review_talk(self, year: int, category: Category, group: Sequence[Career], state: TalkState) -> Interview:
        dice, office = self.book.dice, group[0].present.seat.office
        last = self.book.today - timedelta(days=3) if year == review_year(self.book.today) else date(year, 11, 30)
        day = dice.day_between(max(date(year, 1, 4), last - timedelta(days=70)), last)
        open_state = dice.weighted((InterviewState.CHECKING, InterviewState.DRAFT), (7, 3))
        done = state is TalkState.DONE
        at_village = category is Category.GRASSROOTS
        return self._talk(
            purpose=Purpose.REVIEW,
            year=year,
            category=category,
            about=[career.person.id for career in group],
            unit_id=office.id,
            talked_on=day,
            place=f"{dice.choice(office.places)}{'村部' if at_village else '会议室'}"
            if at_village
            else f"{office.name}会议室",
            agreed_text=self.agreed[category.value].deal(),
            stance=dice.weighted(tuple(Stance), (74, 22, 4)),
            state=InterviewState.FINAL if done else open_state,
            signed=done,
        )

    # The others

    def _others(self, careers: Sequence[Career]) -> None:
        pool = Deck(self.book.dice, careers)
        faults = Deck(self.book.dice, self._faults)
        of = {career.person.id: career for career in careers}
        for purpose, count in _OTHERS:
            for _ in range(count):
                if purpose in _ADMONISHING or purpose is Purpose.REVISIT:
                    fault = faults.deal()
                    text = self.agreed.get(purpose.value, self.agreed["admonition"]).deal()
                    said = text.format(matter=fault.matter, conduct=fault.conduct, reply=fault.reply)
                    first = fault.day + timedelta(days=0 if purpose in _ADMONISHING else 60)
                    day = self.book.not_later(self.book.dice.day_between(first, first + timedelta(days=25)))
                    secrecy = Secrecy.WORK_SECRET if purpose in _ADMONISHING else Secrecy.INTERNAL
                    self._other_talk(purpose, of[fault.person_id], day, said, secrecy)
                else:
                    career = pool.deal()
                    day = self._day_of(purpose, career)
                    self._other_talk(purpose, career, day, self.agreed[purpose.value].deal(), Secrecy.INTERNAL)

    def _other_talk(self, purpose: Purpose, career: Career, day: date, said: str, secrecy: Secrecy) -> None:
        final, office = self.book.dice.chance(80), career.present.seat.office
        self._talk(
            purpose=purpose,
            year=day.year,
            category=None,
            about=[career.person.id],
            unit_id=office.id,
            talked_on=day,
            place="县委组织部谈话室" if career.present.seat.is_leader else f"{office.name}会议室",
            agreed_text=said,
            stance=None,
            state=InterviewState.FINAL if final else InterviewState.CHECKING,
            signed=final,
            secrecy=secrecy,
        )

    def _day_of(self, purpose: Purpose, career: Career) -> date:
        """An appointment is talked over in its first weeks; the rest is spread over two years."""
        since = career.present.since.first_day()
        if purpose in (Purpose.APPOINTMENT, Purpose.INTEGRITY) and since.year >= self.book.years[0]:
            return self.book.not_later(self.book.dice.day_between(since, since + timedelta(days=20)))
        first = self.book.today - timedelta(days=700)
        return self.book.dice.day_between(first, self.book.today - timedelta(days=2))

    def _talk(self, about: Sequence[str], **values: Any) -> Interview:
        """Make one talk; what was said and by whom is sealed where the vault is open."""
        dice, day = self.book.dice, values["talked_on"]
        final = values["state"] is InterviewState.FINAL
        *talkers, recorder = dice.sample(self.talkers, 3)
        talk = Interview(
            id=dice.record_id(),
            subjects=[self.people[key] for key in about],
            talked_at=f"{dice.choice(_HOURS):02d}:{dice.choice((0, 10, 20, 30, 40, 50)):02d}",
            talkers="、".join(talkers),
            recorder=recorder,
            outline=self.outline.get(values["purpose"].value),
            opinion=self.opinions.deal() if final else None,
            finalised_on=self.book.not_later(day + timedelta(days=dice.randint(1, 6))) if final else None,
            **{"secrecy": Secrecy.INTERNAL, **values},
        )
        notes, name = self.notes.deal(), self.names.deal()
        if self.vault.open and dice.chance(70):
            talk.raw_notes = self.vault.seal(notes, seal_place(talk, "raw_notes"))
            talk.interviewee = self.vault.seal(name, seal_place(talk, "interviewee"))
        self.made.append(talk)
        return talk

    # What follows from talks

    def _supplements(self) -> None:
        dice = self.book.dice
        texts = Deck(dice, words("talks")["supplement"])
        final = [talk for talk in self.made if talk.state is InterviewState.FINAL]
        for talk in dice.sample(final, 12):
            text, day = texts.deal(), self.book.not_later(talk.talked_on + timedelta(days=dice.randint(8, 25)))
            self.book.add(
                InterviewSupplement,
                interview_id=talk.id,
                added_on=day,
                added_by=dice.choice(self.talkers),
                reason=text["reason"],
                text=text["text"].format(date=f"{talk.talked_on:%Y.%m.%d}"),
            )

    def _problems(self) -> None:
        dice = self.book.dice
        texts = Deck(dice, words("talks")["problem"])
        raised = [talk for talk in self.made if talk.agreed_text and talk.unit_id]
        for talk in dice.sample(raised, _N_PROBLEMS):
            text = texts.deal()
            assigned = dice.chance(_ASSIGNED)
            due = talk.talked_on + timedelta(days=dice.choice((15, 30, 45, 60)))
            closed = talk.talked_on + timedelta(days=dice.randint(6, 50))
            done = assigned and closed <= self.book.today and dice.chance(_CLOSED + 15)
            self.book.add(
                TalkProblem,
                interview_id=talk.id,
                text=text["text"],
                unit_id=talk.unit_id if assigned else None,
                due_on=due if assigned else None,
                closed_on=closed if done else None,
                outcome=text["outcome"] if done else None,
            )


def _day(talk: Interview) -> date:
    return talk.talked_on


def _by_unit(careers: Sequence[Career]) -> list[list[Career]]:
    groups: dict[str, list[Career]] = {}
    for career in careers:
        if career.present.seat.is_leader:
            groups.setdefault(career.present.seat.office.id, []).append(career)
    return list(groups.values())
