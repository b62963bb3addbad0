"""How long a sanction, an organisational measure or an admonition counts against somebody (影响期).

Counted from the day of the decision (公职人员政务处分法) or of the approval (中国共产党纪律处分条例), never from
the day it was entered or served.  What has run out stays on record, marked 已期满; whether an expired period
still matters is for people to judge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.partial_date import PartialDate

# 公职人员政务处分法: several sanctions of one kind together run no longer than this.
LONGEST_MERGED_MONTHS = 48


@dataclass(frozen=True, slots=True)
class Term:
    """What a law fixes for one measure: months of influence and the day they run from."""

    kind: str
    name: str
    months: int
    counted_from: str
    basis: str


_PARTY, _STATE, _INSTITUTION = "中国共产党纪律处分条例（2023）", "公职人员政务处分法", "事业单位工作人员处分规定"

# Starting values of an editable dictionary; places differ, above all for 诫勉.
USUAL_TERMS = (
    Term("党纪", "警告", 12, "批准之日", _PARTY),
    Term("党纪", "严重警告", 18, "批准之日", _PARTY),
    Term("党纪", "撤销党内职务", 24, "批准之日", _PARTY),
    Term("党纪", "开除党籍", 60, "批准之日", _PARTY),
    Term("政务", "警告", 6, "决定作出之日", _STATE),
    Term("政务", "记过", 12, "决定作出之日", _STATE),
    Term("政务", "记大过", 18, "决定作出之日", _STATE),
    Term("政务", "降级", 24, "决定作出之日", _STATE),
    Term("政务", "撤职", 24, "决定作出之日", _STATE),
    Term("事业", "警告", 6, "决定之日", _INSTITUTION),
    Term("事业", "记过", 12, "决定之日", _INSTITUTION),
    Term("事业", "降低岗位等级或撤职", 24, "决定之日", _INSTITUTION),
    Term("诫勉", "诫勉", 6, "诫勉之日", "关于组织人事部门对领导干部进行提醒、函询和诫勉的实施细则"),
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure somebody is under: what, decided or approved when, for how many months (None: no period)."""

    id: str
    label: str
    decided_on: PartialDate
    months: int | None

    @property
    def last_day(self) -> date | None:
        """The last day it counts; None without a period."""
        return None if self.months is None else influence_end(self.decided_on, self.months)


def influence_end(decided_on: PartialDate, months: int) -> date:
    """Return the last day of the period: the same day months later, or the month's last day where there is none.

    A decision known to the month or year only counts from its last possible day.  Raises ValueError below 0.
    """
    if months < 0:
        raise ValueError("影响期月数不能为负数")
    return PartialDate.of(decided_on.last_day()).plus_months(months).first_day()


def in_force(measure: Measure, today: date) -> bool:
    """Say whether the measure counts on the day: its last day still does, 期满 is the day after."""
    last = measure.last_day
    return last is not None and measure.decided_on.first_day() <= today <= last


def expired(measure: Measure, today: date) -> bool:
    """Say whether the period has run out before the day."""
    last = measure.last_day
    return last is not None and today > last


def measures_in_force(measures: Iterable[Measure], today: date) -> tuple[Measure, ...]:
    """Return the measures that count on the day, the longest-lasting first."""
    found = [measure for measure in measures if in_force(measure, today)]
    return tuple(sorted(found, key=lambda measure: (measure.last_day or date.max, measure.id), reverse=True))


def effective_end(measures: Iterable[Measure]) -> date | None:
    """Return the last day any of the measures counts: with several at once, the longest decides."""
    return max((last for last in (measure.last_day for measure in measures) if last is not None), default=None)


def merged_range(months: Sequence[int]) -> tuple[int, int]:
    """Return the shortest and the longest period for several 政务 sanctions of one kind decided together.

    Longer than the single one and up to the sum, no more than 48 months; the authority decides within.
    Raises ValueError for no sanctions.
    """
    if not months:
        raise ValueError("没有可合并的处分")
    return min(max(months), LONGEST_MERGED_MONTHS), min(sum(months), LONGEST_MERGED_MONTHS)
