"""Deadlines in working days, such as the 15 for answering a 函询.

Which days are worked is told by a predicate: the service knows the holidays and the weekends worked instead.
"""

from collections.abc import Callable
from datetime import date, timedelta

# 关于组织人事部门对领导干部进行提醒、函询和诫勉的实施细则: the written answer is due within this many.
INQUIRY_REPLY_DAYS = 15

IsWorkday = Callable[[date], bool]
# No calendar closes an office for so long; a predicate that does is broken and must not hang the program.
_LONGEST_CLOSURE = 60


def weekdays_only(day: date) -> bool:
    """Take Monday to Friday as worked: the stand-in for years whose holidays are not known."""
    return day.weekday() < 5


def after_working_days(start: date, days: int, is_workday: IsWorkday = weekdays_only) -> date:
    """Return the last day of a deadline of so many working days; the day of receipt itself does not count.

    Raises ValueError for a negative number, and for a calendar without working days.
    """
    if days < 0:
        raise ValueError("工作日天数不能为负数")
    day, closed = start, 0
    while days:
        day += timedelta(days=1)
        if is_workday(day):
            days, closed = days - 1, 0
        else:
            closed += 1
            if closed > _LONGEST_CLOSURE:
                raise ValueError(f"{start} 之后连续{closed}天没有工作日，请检查放假安排")
    return day


def working_days_between(start: date, end: date, is_workday: IsWorkday = weekdays_only) -> int:
    """Count the working days after `start` up to and including `end`; zero when end is not later."""
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
