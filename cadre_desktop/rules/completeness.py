"""How complete somebody's file is, and what it still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a complete file holds; heavier parts count for more."""

    name: str
    label: str
    present: bool
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Completeness:
    """The whole percent there is, and the labels of what is missing, heaviest first."""

    percent: int
    missing: tuple[str, ...]


def completeness(parts: Sequence[Part]) -> Completeness:
    """Weigh what is present; rounded down, so that 100 is said only when nothing is missing.

    Raises ValueError without parts and for weights below 1.
    """
    if not parts or any(part.weight < 1 for part in parts):
        raise ValueError("完整度至少要有一项，权重至少为1")
    there = sum(part.weight for part in parts if part.present)
    absent = sorted((part for part in parts if not part.present), key=lambda part: -part.weight)
    return Completeness(100 * there // sum(part.weight for part in parts), tuple(part.label for part in absent))
