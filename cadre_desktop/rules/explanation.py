"""Why a rule says what it says: its name, what went in, where it is written, and a sentence for the clerk."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Certainty(StrEnum):
    """How surely the text of a rule is known; what is recalled may only ever be a hint."""

    READ = "read"
    QUOTED = "quoted"
    LOCAL = "local"
    RECALLED = "recalled"


CERTAINTY_LABELS = {
    Certainty.READ: "依据原文",
    Certainty.QUOTED: "依据转引",
    Certainty.LOCAL: "本地做法",
    Certainty.RECALLED: "依据待核对",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a rule looked at, with the record it stands in so that a screen can open it."""

    label: str
    value: str
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One line of proof: the rule by name, its source, what it looked at, and the sentence shown."""

    rule: str
    source: str
    sentence: str
    facts: tuple[Fact, ...] = ()
    certainty: Certainty = Certainty.READ

    @property
    def record_ids(self) -> tuple[str, ...]:
        """The records looked at, each once, in the order they were met."""
        return tuple(dict.fromkeys(fact.record_id for fact in self.facts if fact.record_id))

    @property
    def source_note(self) -> str:
        """The source as printed: with a warning behind it when the text could not be read."""
        return (
            self.source if self.certainty is Certainty.READ else f"{self.source}（{CERTAINTY_LABELS[self.certainty]}）"
        )


@dataclass(frozen=True, slots=True)
class Explained(Generic[Value]):
    """A value and the lines that prove it."""

    value: Value
    why: tuple[Explanation, ...]

    @property
    def sentence(self) -> str:
        """All sentences in one run, for a tooltip or a note."""
        return "".join(line.sentence for line in self.why)


def record_ids(lines: Iterable[Explanation]) -> tuple[str, ...]:
    """Return the records behind several lines, each once."""
    return tuple(dict.fromkeys(record_id for line in lines for record_id in line.record_ids))
