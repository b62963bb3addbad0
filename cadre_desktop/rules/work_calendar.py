"""Which days are worked: the office's own table for a year, else the built-in calendar, else Monday to Friday.

国务院办公厅 announces the holidays and the weekends worked instead year by year.  The built-in calendar knows
the years its release knew; a later year is entered in `resources/rules/working_days.toml` or the county's file.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.rules.settings import Constant, RuleBook

# None: the library does not know the year.
Library = Callable[[date], bool | None]

_DAY = r"(\d{4})[-.](\d{1,2})[-.](\d{1,2})"
_SPAN = re.compile(rf"{_DAY}(?:\s*(?:至|~|～|/)\s*{_DAY})?", re.ASCII)
# The longest holidays last nine days; more is a slip of the pen.
_LONGEST_HOLIDAY = 31
_HOLIDAYS, _WORKED = "working_days.holidays", "working_days.worked_weekends"


class CalendarSource(StrEnum):
    """Where it is known from which days of a year are worked."""

    TABLE = "table"
    LIBRARY = "library"
    WEEKDAYS = "weekdays"


CALENDAR_SOURCE_LABELS = {
    CalendarSource.TABLE: "放假安排表",
    CalendarSource.LIBRARY: "程序内置的放假安排",
    CalendarSource.WEEKDAYS: "没有放假安排，暂按周一至周五",
}


@dataclass(frozen=True, slots=True)
class YearTable:
    """The holidays of one year and the weekend days worked instead."""

    holidays: frozenset[date]
    worked: frozenset[date]

    def is_workday(self, day: date) -> bool:
        """Say whether the day is worked."""
        return day in self.worked or (day.weekday() < 5 and day not in self.holidays)


def built_in_calendar(day: date) -> bool | None:
    """Ask the calendar that ships with the program; None for years it does not know, or where it is missing."""
    try:
        import chinese_calendar  # loaded when first needed: start-up is measured
    except ImportError:
        return None
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Says of each day whether it is worked, and of each year where that is known from."""

    tables: Mapping[int, YearTable] = field(default_factory=dict)
    library: Library = built_in_calendar

    def is_workday(self, day: date) -> bool:
        """Say whether the day is worked."""
        table = self.tables.get(day.year)
        if table is not None:
            return table.is_workday(day)
        known = self.library(day)
        return day.weekday() < 5 if known is None else known

    def source(self, year: int) -> CalendarSource:
        """Tell where the working days of a year are known from."""
        if year in self.tables:
            return CalendarSource.TABLE
        known = self.library(date(year, 1, 1)) is not None
        return CalendarSource.LIBRARY if known else CalendarSource.WEEKDAYS


def work_calendar(book: RuleBook, library: Library = built_in_calendar) -> WorkCalendar:
    """Make the calendar of the office's tables, each year's latest text; raises InvalidInput for lines that fail."""
    problems: list[Problem] = []
    found: dict[str, dict[int, frozenset[date]]] = {_HOLIDAYS: {}, _WORKED: {}}
    for key, by_year in found.items():
        for case in filter(None, book.cases(key)):
            days = _days(book.versions(key, case)[-1], problems)
            if days is not None:
                by_year[int(case)] = days
    holidays, worked = found[_HOLIDAYS], found[_WORKED]
    for year in sorted(holidays.keys() & worked.keys()):
        for day in sorted(holidays[year] & worked[year]):
            problems.append(Problem(_HOLIDAYS, f"{day:%Y.%m.%d}既写成放假又写成上班，请核对"))
    if problems:
        raise InvalidInput(problems)
    years = sorted(holidays.keys() | worked.keys())
    nothing: frozenset[date] = frozenset()
    tables = {year: YearTable(holidays.get(year, nothing), worked.get(year, nothing)) for year in years}
    return WorkCalendar(tables, library)


def _days(text: Constant, problems: list[Problem]) -> frozenset[date] | None:
    """Read one year's days; None, with the problems added, when any line fails."""
    if not re.fullmatch(r"\d{4}", text.applies_to, re.ASCII):
        problems.append(Problem(text.key, f"“{text.label}”的 applies_to 应写年份，如 2027，现为“{text.applies_to}”"))
        return None
    lines = text.value if isinstance(text.value, tuple) else (text.value,)
    found: set[date] = set()
    before = len(problems)
    for line in lines:
        try:
            found.update(_span(str(line), int(text.applies_to)))
        except ValueError as error:
            problems.append(Problem(text.key, f"{text.applies_to}年“{text.label}”：{error}"))
    return frozenset(found) if len(problems) == before else None


def _span(line: str, year: int) -> Iterator[date]:
    """Yield the days of a line such as 2027-02-05至2027-02-11; raises ValueError with a sentence."""
    match = _SPAN.fullmatch(line.strip())
    if match is None:
        raise ValueError(f"“{line}”不是日期，应写成 2027-02-13 或 2027-02-05至2027-02-11")
    numbers = [int(part) for part in match.groups() if part]
    try:
        first = date(*numbers[:3])
        last = date(*numbers[3:]) if numbers[3:] else first
    except ValueError as error:
        raise ValueError(f"“{line}”里有不存在的日期") from error
    if {first.year, last.year} != {year}:
        raise ValueError(f"“{line}”不在{year}年内，跨年的假期请分写在两年")
    length = (last - first).days + 1
    if not 1 <= length <= _LONGEST_HOLIDAY:
        raise ValueError(f"“{line}”的起止日期不对，请核对先后和长度")
    return (first + timedelta(days=n) for n in range(length))
