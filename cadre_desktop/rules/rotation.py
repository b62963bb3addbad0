"""When somebody has held one post, or one level, so long that a move is due.

党政领导干部交流工作规定: ten years in the same post, or at the same level in one place; local rules add five
years for key posts inside a unit.  Years, what counts and the warning time are the office's own table.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.since_dates import Since, SinceDates


class RotationState(StrEnum):
    """How near the move is."""

    FAR = "far"
    SOON = "soon"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class RotationRule:
    """One line of the office's table: whom it is for, how many years, and what they are counted of."""

    applies_to: str
    years: int
    counted_of: Literal["post", "same_level"] = "post"
    warn_months: int = 12

    def __post_init__(self) -> None:
        """Refuse years and warnings that make no sense."""
        if self.years < 1 or self.warn_months < 0:
            raise ValueError("交流年限至少1年，预警提前月数不能为负")


@dataclass(frozen=True, slots=True)
class RotationClock:
    """How one person stands to a rule on a day; `since` explains from what the time is counted."""

    since: Since
    due_on: PartialDate
    months_served: int
    state: RotationState


def rotation_clock(rule: RotationRule, since: SinceDates, today: date) -> RotationClock | None:
    """Work out how one person stands to a rule; None when nothing counts.

    The move is due in the month in which the years are full, and announced `warn_months` before.
    """
    counted = since.post if rule.counted_of == "post" else since.same_level
    if counted is None:
        return None
    due_on = counted.date.plus_months(rule.years * 12)
    this_month = PartialDate.of(today, "month").month_index
    left = due_on.month_index - this_month
    served = this_month - counted.date.month_index
    state = RotationState.DUE if left <= 0 else RotationState.SOON if left <= rule.warn_months else RotationState.FAR
    return RotationClock(counted, due_on, served, state)
