"""A date known to the year, the month or the day, as it stands in a personnel archive."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal, Self

Precision = Literal["year", "month", "day"]

_STORED = re.compile(r"(\d{4})(?:\.(\d{2})(?:\.(\d{2}))?)?", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month of a year, or a day: never more than the paper says.

    Dates are ordered as their padded text is, so that memory and the data file agree:
    1978 comes before 1978.01, and 1978.01 before 1978.01.01.  Two dates are equal only
    at the same precision.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse a date that does not exist."""
        if not 1 <= self.year <= 9999:
            raise ValueError(f"年份“{self.year}”不对，应为4位数")
        if self.month is None:
            if self.day is not None:
                raise ValueError("有日无月，请补写月份")
            return
        if not 1 <= self.month <= 12:
            raise ValueError(f"月份“{self.month}”不对，应为1到12")
        if self.day is not None and not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
            raise ValueError(f"{self.year}年{self.month}月没有{self.day}日")

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}.{self.month:02d}"
        return f"{self.year:04d}.{self.month:02d}.{self.day:02d}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key < other._key

    @property
    def _key(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    @classmethod
    def parse_stored(cls, text: str) -> Self:
        """Read back what `str()` wrote: yyyy, yyyy.MM or yyyy.MM.dd and nothing else.

        What clerks type goes through `clerk_dates.parse_date`.  Raises ValueError.
        """
        match = _STORED.fullmatch(text)
        if match is None:
            raise ValueError(f"存储的日期“{text}”格式不对，应为 1978、1978.08 或 1978.08.12")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: date, precision: Precision = "day") -> Self:
        """Take a calendar day, to the wanted precision."""
        return cls(
            day.year,
            day.month if precision != "year" else None,
            day.day if precision == "day" else None,
        )

    @property
    def precision(self) -> Precision:
        """How much is known: year, month or day."""
        if self.day is not None:
            return "day"
        return "month" if self.month is not None else "year"

    @property
    def month_index(self) -> int:
        """Months since year 0, to subtract from one another; a bare year counts as its January."""
        return self.year * 12 + (self.month or 1) - 1

    def first_day(self) -> date:
        """Return the earliest day this may be: a bound for comparing, never to be printed."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """Return the latest day this may be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def cut(self, precision: Precision) -> "PartialDate":
        """Drop what is finer than the precision; what is not known is not made up."""
        return PartialDate(
            self.year,
            self.month if precision != "year" else None,
            self.day if precision == "day" else None,
        )

    def plus_months(self, months: int) -> "PartialDate":
        """Move by months at the same precision; a day past the month's end becomes its last day.

        A bare year moves by whole years only; other distances raise ValueError.
        """
        if self.month is None:
            if months % 12:
                raise ValueError("只知年份，不能按月推算")
            return PartialDate(self.year + months // 12)
        year, month = divmod(self.month_index + months, 12)
        if self.day is None:
            return PartialDate(year, month + 1)
        return PartialDate(year, month + 1, min(self.day, calendar.monthrange(year, month + 1)[1]))
