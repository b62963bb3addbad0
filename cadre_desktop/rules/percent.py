"""Rates, changes and shares as reports print them: exact until the last step, a dash where nothing can be divided."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

NOTHING = "—"
ROUNDING_NOTE = "各项占比分别四舍五入，合计可能不等于100%，未作调整。"


def rounded(value: Fraction | int, places: int = 1) -> Decimal:
    """Round half up, as people do on paper, to a decimal that prints all its places; -0 becomes 0."""
    scaled = Fraction(value) * 10**places
    whole = int((abs(scaled) + Fraction(1, 2)) // 1) * (-1 if scaled < 0 else 1)
    return Decimal(f"{whole}E-{places}")  # made from text it is exact however long; scaleb keeps 28 digits


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole, both kept, so that the denominator can always be printed."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        """Refuse counts below zero."""
        if self.part < 0 or self.whole < 0:
            raise ValueError("计数不能为负数")

    @property
    def share(self) -> Fraction | None:
        """The unrounded share, None when there is nothing to divide by."""
        return Fraction(self.part, self.whole) if self.whole else None

    def percent(self, places: int = 1) -> Decimal | None:
        """Return the share in percent, rounded half up; None when there is nothing to divide by."""
        return None if self.share is None else rounded(self.share * 100, places)

    def text(self, places: int = 1) -> str:
        """Return the share as printed: 62.5%, or a dash when there is nothing to divide by."""
        percent = self.percent(places)
        return NOTHING if percent is None else f"{percent}%"

    def in_full(self, places: int = 1) -> str:
        """Return the share with its counts: 62.5%（5/8）."""
        return f"{self.text(places)}（{self.part}/{self.whole}）"


def change(old: Fraction | int, new: Fraction | int) -> Fraction | None:
    """Return the rate of change (new - old) / old, unrounded; None from zero."""
    return Fraction(new - old) / Fraction(old) if old else None


def cut_text(old: int, new: int, places: int = 1) -> str:
    """Return the 降幅 (old - new) / old in percent; a dash from zero, a minus sign for a rise."""
    rate = change(old, new)
    return NOTHING if rate is None else f"{rounded(-rate * 100, places)}%"


def largest_remainder(counts: Sequence[int], places: int = 1) -> tuple[Decimal, ...]:
    """Share 100 % out so that the printed figures add up to exactly 100 (largest remainders first).

    Equal remainders go to the earlier count.  All zeros give all zeros; a negative count raises ValueError.
    """
    if any(count < 0 for count in counts):
        raise ValueError("计数不能为负数")
    total = sum(counts)
    if total == 0:
        return tuple(rounded(0, places) for _ in counts)
    steps = 100 * 10**places
    floors = [count * steps // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda at: -(counts[at] * steps % total))
    for at in by_remainder[: steps - sum(floors)]:
        floors[at] += 1
    return tuple(rounded(Fraction(units, 10**places), places) for units in floors)
