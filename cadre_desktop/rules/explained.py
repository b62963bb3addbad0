"""A result that can be questioned: the value with the rule, what went in, a sentence, and the texts it rests on."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from cadre_desktop.rules.settings import Constant

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Input:
    """One thing a rule looked at: its name, what it said, and the record it stands in (empty: none to open)."""

    label: str
    text: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Explained(Generic[T_co]):
    """What a rule found and why.

    `rule` names the rule in a few words, `sentence` is the finding in full for the clerk, `texts` are the
    constants used, each with value, source and day in force.
    """

    value: T_co
    rule: str
    inputs: tuple[Input, ...]
    sentence: str
    texts: tuple[Constant, ...] = ()

    @property
    def source(self) -> str:
        """The texts the finding rests on, in one line and each once; empty when it rests on none."""
        return "；".join(dict.fromkeys(text.citation for text in self.texts))

    @property
    def records(self) -> tuple[str, ...]:
        """The records to open for the evidence, each once, in the order they were looked at."""
        return tuple(dict.fromkeys(one.record for one in self.inputs if one.record))
