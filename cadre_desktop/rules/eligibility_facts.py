"""What is known of one person for one assessment year, as plain values: the input of `eligibility`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class System(StrEnum):
    """Whose assessment rules apply; the two have words of their own."""

    CIVIL = "civil"
    INSTITUTION = "institution"


class AbsenceKind(StrEnum):
    """Why somebody was away from work; 产假 is looked at apart, 派出学习 is work."""

    SICK = "sick"
    PERSONAL = "personal"
    OWN_STUDY = "own_study"
    MATERNITY = "maternity"


ABSENCE_LABELS = {
    AbsenceKind.SICK: "病假",
    AbsenceKind.PERSONAL: "事假",
    AbsenceKind.OWN_STUDY: "非派出学习",
    AbsenceKind.MATERNITY: "产假",
}


class AwayKind(StrEnum):
    """Why somebody worked elsewhere."""

    SECONDED = "seconded"
    LENT = "lent"
    STUDY = "study"
    VILLAGE = "village"


AWAY_LABELS = {
    AwayKind.SECONDED: "挂职（援派）",
    AwayKind.LENT: "借出",
    AwayKind.STUDY: "派出学习培训",
    AwayKind.VILLAGE: "驻村",
}


class CaseOutcome(StrEnum):
    """How an investigation ended."""

    OPEN = "open"
    NO_PENALTY = "no_penalty"
    WARNING = "warning"
    OTHER_PENALTY = "other_penalty"


@dataclass(frozen=True, slots=True)
class Absence:
    """Leave with both its days, or, where only the sum was reported, with a number of days of the year."""

    record: str
    kind: AbsenceKind
    start: date | None = None
    end: date | None = None
    days: int = 0

    def __post_init__(self) -> None:
        """Refuse half a period, days counted backwards, and a sum beside dates."""
        if (self.start is None) != (self.end is None):
            raise ValueError("请假起止日期应都填写")
        if self.start is not None and self.end is not None and (self.end < self.start or self.days):
            raise ValueError("请假止日不应早于起日，填了起止日期就不再填天数")
        if self.days < 0:
            raise ValueError("请假天数不能为负数")


@dataclass(frozen=True, slots=True)
class Away:
    """Work in another unit from a day to a day (open: still there)."""

    record: str
    kind: AwayKind
    host: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An investigation (立案) and how it ended."""

    record: str
    opened_on: date
    closed_on: date | None = None
    outcome: CaseOutcome = CaseOutcome.OPEN


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty, an organisational measure or an admonition, with the last day of its influence period.

    `kind` is the code the influence settings use, such as "state.demerit"; `label` is what clerks call it.
    """

    record: str
    kind: str
    label: str
    decided_on: date
    last_day: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class GradeOfYear:
    """The grade of one year, in the words of its own system."""

    record: str
    year: int
    grade: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day: a refusal, a transfer in, a departure; `words` say from or to where."""

    record: str
    on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tolerated:
    """A decided ToleranceCase: which records it is about, and whether it exempts (免责) or only weighs less."""

    record: str
    about: frozenset[str]
    exempts: bool
    document: str = ""


@dataclass(frozen=True, slots=True)
class RegularGrade:
    """One 平时考核 of the year."""

    record: str
    period: str
    grade: str


@dataclass(frozen=True, slots=True)
class PersonYear:
    """Everything `eligibility` looks at.

    `cleared` holds the records of complaints and cases that were found untrue and cleared (`clearance`).
    `first_job` and `days_before` (days worked elsewhere in the year before joining) matter to institutions only.
    """

    person: str
    year: int
    system: System
    joined: Event | None = None
    first_job: bool = False
    days_before: int = 0
    probation_until: date | None = None
    probation_record: str = ""
    left: Event | None = None
    transfer: Event | None = None
    refusal: Event | None = None
    absences: tuple[Absence, ...] = ()
    away: tuple[Away, ...] = ()
    cases: tuple[Case, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    regular: tuple[RegularGrade, ...] = ()
    tolerated: tuple[Tolerated, ...] = ()
    cleared: frozenset[str] = frozenset()

    @property
    def first_day(self) -> date:
        """The first day of the assessment year."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the assessment year, which also tells which text of a rule applies."""
        return date(self.year, 12, 31)


def days_of_year(year: int) -> int:
    """Return 365 or 366."""
    return (date(year, 12, 31) - date(year, 1, 1)).days + 1


def days_within(start: date, end: date | None, year: int) -> int:
    """Count the days of a period that lie in a year, both ends included; an open end lasts the year out."""
    first, last = max(start, date(year, 1, 1)), min(end or date(year, 12, 31), date(year, 12, 31))
    return max(0, (last - first).days + 1)


def days_absent(absences: Iterable[Absence], year: int) -> int:
    """Count the days of a year covered by leave: a day covered twice counts once, sums without dates are added."""
    covered: set[int] = set()
    told = 0
    for absence in absences:
        told += absence.days
        if absence.start is not None and absence.end is not None:
            first = max(absence.start, date(year, 1, 1)).toordinal()
            covered.update(range(first, first + days_within(absence.start, absence.end, year)))
    return min(len(covered) + told, days_of_year(year))
