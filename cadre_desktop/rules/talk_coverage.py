"""五必谈: who has been talked about with all the kinds of people there are to talk with, and who is still due.

Political-quality material counts as complete only when every kind of interviewee has been heard and the
agreed text is finalised and signed.  The kinds are the caller's codes; only their presence is looked at here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from cadre_desktop.rules.percent import Rate


class TalkState(StrEnum):
    """How far the talks with one kind of interviewee are."""

    NONE = "none"
    UNSIGNED = "unsigned"
    DONE = "done"


TALK_STATE_LABELS = {TalkState.NONE: "未谈", TalkState.UNSIGNED: "已谈未签", TalkState.DONE: "已完成"}


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody whose talks are due, perhaps by a day."""

    id: str
    unit_id: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk about a subject with an interviewee of one kind."""

    subject_id: str
    category: str
    finalised: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class SubjectCoverage:
    """The state of every kind of talk about one subject, in the order of the kinds."""

    subject: Subject
    states: Mapping[str, TalkState]

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds not yet done."""
        return tuple(category for category, state in self.states.items() if state is not TalkState.DONE)

    @property
    def complete(self) -> bool:
        """Whether all kinds are done."""
        return all_done(self.states.values())

    def overdue(self, today: date) -> bool:
        """Say whether the day it was due has passed with something missing; on the day itself there is time yet."""
        return not self.complete and self.subject.due_on is not None and self.subject.due_on < today


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """The subjects of one unit and what their states add up to."""

    unit_id: str
    people: tuple[SubjectCoverage, ...]

    @property
    def complete(self) -> Rate:
        """Subjects with all kinds done, of all subjects."""
        return Rate(sum(person.complete for person in self.people), len(self.people))

    @property
    def talks(self) -> Rate:
        """Kinds done, of all kinds due for all subjects."""
        done = sum(list(person.states.values()).count(TalkState.DONE) for person in self.people)
        return Rate(done, sum(len(person.states) for person in self.people))

    def category(self, category: str) -> Rate:
        """Subjects with this kind done, of all subjects."""
        done = sum(person.states[category] is TalkState.DONE for person in self.people)
        return Rate(done, len(self.people))


def talk_coverage(
    subjects: Iterable[Subject], talks: Iterable[Talk], categories: Sequence[str]
) -> tuple[SubjectCoverage, ...]:
    """Work out the state of every kind for every subject, in the order of the subjects.

    One finalised and signed talk makes a kind done, whatever else is still a draft.  Talks about others,
    and of kinds not asked for, do not count.
    """
    nothing = MappingProxyType(dict.fromkeys(categories, TalkState.NONE))
    found: dict[str, dict[str, TalkState]] = {}
    for talk in talks:
        if talk.category in nothing:
            states = found.setdefault(talk.subject_id, dict(nothing))
            if talk.finalised and talk.signed:
                states[talk.category] = TalkState.DONE
            elif states[talk.category] is TalkState.NONE:
                states[talk.category] = TalkState.UNSIGNED
    return tuple(SubjectCoverage(subject, found.get(subject.id, nothing)) for subject in subjects)


def all_done(states: Collection[TalkState]) -> bool:
    """Say whether nothing is left to do; asked for everybody of a county, several times over."""
    return TalkState.NONE not in states and TalkState.UNSIGNED not in states


def by_unit(people: Iterable[SubjectCoverage]) -> tuple[UnitCoverage, ...]:
    """Group the subjects by unit, in the order in which the units first appear."""
    units: dict[str, list[SubjectCoverage]] = {}
    for person in people:
        units.setdefault(person.subject.unit_id, []).append(person)
    return tuple(UnitCoverage(unit_id, tuple(members)) for unit_id, members in units.items())


def still_due(people: Iterable[SubjectCoverage], today: date) -> tuple[SubjectCoverage, ...]:
    """Return the incomplete ones: the overdue first, then by the day they are due, those without a day last."""
    left = [person for person in people if not person.complete]
    return tuple(sorted(left, key=lambda p: (not p.overdue(today), p.subject.due_on or date.max)))
