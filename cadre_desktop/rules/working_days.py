"""Deadlines in working days: 15 for answering a 函询, 5 and more for a 公示.

The numbers come from `resources/rules/working_days.toml`, the days worked from `work_calendar`.  Whether the
first day counts differs: the day a letter is received does not, the day a notice is put up does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cadre_desktop.rules.clocks import Clock, clock
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import Constant, RuleBook
from cadre_desktop.rules.work_calendar import CALENDAR_SOURCE_LABELS, CalendarSource, WorkCalendar

IsWorkday = Callable[[date], bool]
# No calendar closes an office for so long; a predicate that does is broken and must not hang the program.
_LONGEST_CLOSURE = 60


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a deadline, how near it is, and where the working days of each year are known from."""

    last_day: date
    clock: Clock
    sources: tuple[tuple[int, CalendarSource], ...]

    @property
    def certain(self) -> bool:
        """Whether the holidays of all years it runs through are known."""
        return all(source is not CalendarSource.WEEKDAYS for _, source in self.sources)


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """How many working days a notice was up, of how many it had to be."""

    working_days: int
    required: int

    @property
    def long_enough(self) -> bool:
        """Whether it was up as long as it had to be."""
        return self.working_days >= self.required


def after_working_days(start: date, days: int, is_workday: IsWorkday) -> date:
    """Return the last day of a deadline of so many working days; the day it starts from does not count.

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


def working_days_between(start: date, end: date, is_workday: IsWorkday) -> int:
    """Count the working days after `start` up to and including `end`; zero when end is not later."""
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def deadline(
    case: str, start: date, calendar: WorkCalendar, book: RuleBook, today: date, *, record: str = ""
) -> Explained[Deadline]:
    """Work out a deadline from the day of receipt or of putting up.

    Raises KeyError for a kind the settings do not have, NoTextInForce for a start before every text.
    """
    length, first, days = _length(case, start, book)
    counts = bool(first.value)
    warning = book.constant("working_days.warn_days", on=today)
    last = after_working_days(start - timedelta(days=int(counts)), days, calendar.is_workday)
    found = clock(PartialDate.of(last), today, warn_days=book.number("working_days.warn_days", on=today))
    sources = _sources(start, last, calendar)
    said = (
        f"{length.label}{days}天：{start:%Y.%m.%d}起（当日{'计入' if counts else '不计'}），"
        f"{last:%Y.%m.%d}截止，{found.words}；{_known_from(sources)}"
    )
    inputs = (Input("起始日期", f"{start:%Y.%m.%d}", record),)
    return Explained(Deadline(last, found, sources), length.label, inputs, said, (length, first, warning))


def notice_period(
    case: str, start: date, end: date, calendar: WorkCalendar, book: RuleBook, *, record: str = ""
) -> Explained[NoticePeriod]:
    """Say whether a notice from one day to another, both included as the settings say, was up long enough.

    Raises ValueError for an end before the start.
    """
    if end < start:
        raise ValueError(f"公示结束日期 {end:%Y.%m.%d} 早于开始日期 {start:%Y.%m.%d}，请核对")
    length, first, required = _length(case, start, book)
    counted = working_days_between(start - timedelta(days=int(bool(first.value))), end, calendar.is_workday)
    found = NoticePeriod(counted, required)
    verdict = "符合要求" if found.long_enough else f"还差{required - counted}个工作日"
    said = (
        f"{start:%Y.%m.%d}至{end:%Y.%m.%d}共{counted}个工作日，{length.label}不少于{required}天，{verdict}；"
        f"{_known_from(_sources(start, end, calendar))}"
    )
    inputs = (Input("公示起止", f"{start:%Y.%m.%d}至{end:%Y.%m.%d}", record),)
    return Explained(found, length.label, inputs, said, (length, first))


def _length(case: str, start: date, book: RuleBook) -> tuple[Constant, Constant, int]:
    """Return the texts on the length and on the first day, and the number of days."""
    length = book.constant("working_days.days", on=start, applies_to=case)
    first = book.constant("working_days.first_day_counts", on=start, applies_to=case)
    return length, first, book.number("working_days.days", on=start, applies_to=case)


def _sources(start: date, end: date, calendar: WorkCalendar) -> tuple[tuple[int, CalendarSource], ...]:
    return tuple((year, calendar.source(year)) for year in range(start.year, end.year + 1))


def _known_from(sources: tuple[tuple[int, CalendarSource], ...]) -> str:
    said = "，".join(f"{year}年{CALENDAR_SOURCE_LABELS[source]}" for year, source in sources)
    unknown = any(source is CalendarSource.WEEKDAYS for _, source in sources)
    return f"工作日依据：{said}" + ("，请在放假安排中补录后重算" if unknown else "")
