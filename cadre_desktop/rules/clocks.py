"""One clock for everything that falls due: how near a date is, however precisely the date is known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cadre_desktop.rules.partial_date import PartialDate


class ClockState(StrEnum):
    """How near the date is; a date known to the month is due all that month."""

    LATER = "later"
    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"


CLOCK_STATE_LABELS = {
    ClockState.LATER: "未到期",
    ClockState.SOON: "即将到期",
    ClockState.DUE: "已到期",
    ClockState.OVERDUE: "已过期",
}


@dataclass(frozen=True, slots=True)
class Clock:
    """A date that falls due and how it stands to a day; `days_left` counts to the first day it may be."""

    due_on: PartialDate
    state: ClockState
    days_left: int

    @property
    def reached(self) -> bool:
        """Whether the date has come, whether or not it has gone by."""
        return self.state in (ClockState.DUE, ClockState.OVERDUE)

    @property
    def words(self) -> str:
        """How near it is, in a few words that end a sentence."""
        if self.state is ClockState.OVERDUE:
            return "已经过期"
        if self.state is ClockState.DUE:
            return "已经到期"
        return f"还有{self.days_left}天"


def clock(due_on: PartialDate, today: date, *, warn_months: int = 0, warn_days: int = 0) -> Clock:
    """Say how a due date stands to a day; it is announced so many months and days before its first possible day.

    Raises ValueError for a negative warning time.
    """
    if warn_months < 0 or warn_days < 0:
        raise ValueError("提前提醒的时间不能为负数")
    first = due_on.first_day()
    days_left = (first - today).days
    announced = PartialDate.of(first).plus_months(-warn_months).first_day()
    if today > due_on.last_day():
        state = ClockState.OVERDUE
    elif today >= first:
        state = ClockState.DUE
    elif (announced - today).days <= warn_days and (warn_months or warn_days):
        state = ClockState.SOON
    else:
        state = ClockState.LATER
    return Clock(due_on, state, days_left)


def full_months(start: PartialDate, day: date) -> int:
    """Return the full months from a date to a day: by the day where it is known, else by the month; never below 0."""
    months = PartialDate.of(day).month_index - start.month_index
    if start.day is not None and not _day_reached(start, day):
        months -= 1
    return max(0, months)


def in_years(months: int) -> str:
    """Return months as clerks say them: 10年1个月, 5年, 3个月."""
    years, rest = divmod(months, 12)
    if not years:
        return f"{rest}个月"
    return f"{years}年{rest}个月" if rest else f"{years}年"


def _day_reached(start: PartialDate, day: date) -> bool:
    """Say whether the day of the month has come; a day the month lacks has come on its last day."""
    months = PartialDate.of(day).month_index - start.month_index
    return start.plus_months(months).first_day() <= day
