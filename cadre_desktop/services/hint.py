"""One hint: a sentence, where it comes from, and the records it looked at."""

from dataclasses import dataclass
from typing import Any

from cadre_desktop.rules.explained import Explained


@dataclass(frozen=True, slots=True)
class Hint:
    """What is to be minded; `asks` means that saving against it wants a reason."""

    rule: str
    sentence: str
    source: str = ""
    records: tuple[str, ...] = ()
    asks: bool = True

    @classmethod
    def of(cls, found: Explained[Any], *, sentence: str = "", asks: bool = True) -> "Hint":
        """Make a hint of what a rule found."""
        return cls(found.rule, sentence or found.sentence, found.source, found.records, asks)
