"""结对帮带: whether each deputy section head and above guides two or more younger officials."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.percent import Rate
from cadre_desktop.rules.settings import RuleBook


@dataclass(frozen=True, slots=True)
class Mentor:
    """Somebody with a level of post (the code of 职务层次) in a unit."""

    person: str
    unit: str
    level: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Who guides whom, from a day until a day (open: still)."""

    record: str
    mentor: str
    mentee: str
    start: date
    end: date | None = None

    def runs_on(self, day: date) -> bool:
        """Say whether the pair is together on the day; its last day still counts."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class MentorStanding:
    """One mentor due, and the younger people guided on the day, each once."""

    mentor: Mentor
    mentees: tuple[str, ...]
    at_least: int

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.at_least - len(self.mentees))


def mentoring_coverage(
    people: Iterable[Mentor], pairs: Iterable[Pair], book: RuleBook, on: date
) -> tuple[Explained[MentorStanding], ...]:
    """Return how everybody who should guide others stands on a day; nobody guides himself, no mentee counts twice."""
    levels, at_least = book.texts("coverage.mentor_levels", on=on), book.number("coverage.mentees", on=on)
    texts = (book.constant("coverage.mentees", on=on), book.constant("coverage.mentor_levels", on=on))
    running: dict[str, dict[str, Pair]] = {}
    for pair in pairs:
        if pair.runs_on(on) and pair.mentor != pair.mentee:
            running.setdefault(pair.mentor, {}).setdefault(pair.mentee, pair)
    found = []
    for mentor in {one.person: one for one in people if one.level in levels}.values():
        own = running.get(mentor.person, {})
        standing = MentorStanding(mentor, tuple(own), at_least)
        inputs = tuple(Input("结对", f"{pair.start:%Y.%m.%d}起", pair.record) for pair in own.values())
        lacking = f"，还差{standing.short}名" if standing.short else ""
        told = f"应结对{at_least}名以上，现结对{len(own)}名{lacking}。"
        found.append(Explained(standing, "结对帮带", inputs, told, texts))
    return tuple(found)


def mentoring_rate(standings: Iterable[Explained[MentorStanding]]) -> Rate:
    """Return those with enough people to guide, of all who should."""
    short = [found.value.short for found in standings]
    return Rate(short.count(0), len(short))
