"""Ages in full years at a cut-off month, as 干部任免审批表 counts them (计算年龄时间): by year and month, never by day.

The birth date is the archive's (干部档案认定的出生年月), not the identity number's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.percent import NOTHING, rounded

# The bands most tables of 班子结构 print; every office may set its own upper ages.
USUAL_UPPER_AGES = (35, 40, 45, 50, 54, 59)


def age(birth: PartialDate, cut_off: PartialDate) -> int:
    """Return the full years from birth to the cut-off month.

    A birth known to the year alone gives the difference of the years.  Raises ValueError for a cut-off
    without a month and for a birth after it.
    """
    if cut_off.month is None:
        raise ValueError("计算年龄的截止时间须写到月，如 2026.10")
    months = cut_off.month_index - birth.month_index
    if months < 0:
        raise ValueError(f"出生年月 {birth} 晚于计算年龄的截止时间 {cut_off.cut('month')}，请核对")
    return months // 12


def explained_age(birth: PartialDate, cut_off: PartialDate, record: str = "") -> Explained[int]:
    """Return the age with the reckoning; raises as `age` does."""
    years = age(birth, cut_off)
    inputs = (Input("出生年月", str(birth), record), Input("计算年龄时间", str(cut_off.cut("month"))))
    unsure = "；出生时间只有年份，按年相减" if birth.month is None else ""
    said = f"出生{birth}，截至{cut_off.cut('month')}为{years}周岁（按年月计算，不看日）{unsure}"
    return Explained(years, "周岁年龄", inputs, said)


def within_age(birth: PartialDate, limit: int, cut_off: PartialDate) -> bool:
    """Say whether a person counts as “limit岁以下”, which means 不满(limit+1)岁."""
    return age(birth, cut_off) <= limit


def born_in_or_after(birth: PartialDate, year: int) -> bool:
    """Say whether a person counts as “87后” and the like: born in the year or later."""
    return birth.year >= year


def mean_age(births: Iterable[PartialDate], cut_off: PartialDate) -> Fraction | None:
    """Return the unrounded mean of the full years; None when there is nobody."""
    ages = [age(birth, cut_off) for birth in births]
    return Fraction(sum(ages), len(ages)) if ages else None


def printed_mean(mean: Fraction | None) -> Decimal | None:
    """Round a mean age to the one decimal reports print."""
    return None if mean is None else rounded(mean, 1)


@dataclass(frozen=True, slots=True)
class Population:
    """The people who belong at a cut-off: each date has its own, rebuilt from dated posts."""

    births: tuple[PartialDate, ...]
    cut_off: PartialDate

    @property
    def mean(self) -> Fraction | None:
        """The unrounded mean age."""
        return mean_age(self.births, self.cut_off)


def mean_age_drop(before: Population, after: Population) -> Decimal | None:
    """Return by how many years the mean age fell (negative when it rose), rounded only at the end.

    None when either population is empty.
    """
    earlier, later = before.mean, after.mean
    if earlier is None or later is None:
        return None
    return rounded(earlier - later, 1)


def change_in_words(drop: Decimal) -> str:
    """Say which way a mean age went: 下降2.3岁, 上升0.9岁 for a drop below nought, 持平."""
    if not drop:
        return "持平"
    return f"下降{drop}岁" if drop > 0 else f"上升{-drop}岁"


def explained_mean_age_drop(before: Population, after: Population) -> Explained[Decimal | None]:
    """Return the drop with both means, how many people each is of, and how it was rounded."""
    drop = mean_age_drop(before, after)
    inputs = tuple(
        Input(f"截至{one.cut_off.cut('month')}", f"{len(one.births)}人，平均{_printed(one)}岁")
        for one in (before, after)
    )
    compared = "，".join(f"{one.label}：{one.text}" for one in inputs)
    if drop is None:
        return Explained(None, "平均年龄变化", inputs, f"{compared}；有一个时点没有人员，无法比较")
    change = change_in_words(drop)
    said = f"{compared}，{change}（两个时点各按当时在任人员计算，未取整的平均数相减后保留一位小数）"
    return Explained(drop, "平均年龄变化", inputs, said)


def _printed(population: Population) -> str:
    mean = printed_mean(population.mean)
    return NOTHING if mean is None else str(mean)


@dataclass(frozen=True, slots=True)
class AgeBand:
    """A band of ages, both ends included; None leaves an end open."""

    label: str
    low: int | None
    high: int | None

    def holds(self, years: int) -> bool:
        """Say whether the age falls into the band."""
        return (self.low is None or years >= self.low) and (self.high is None or years <= self.high)


def bands(upper_ages: Sequence[int] = USUAL_UPPER_AGES) -> tuple[AgeBand, ...]:
    """Make bands without gap or overlap from their upper ages: (35, 40) gives ≤35, 36-40 and ≥41.

    Raises ValueError unless the ages rise.
    """
    if not upper_ages or any(a >= b for a, b in pairwise(upper_ages)):
        raise ValueError("年龄段的上限应由小到大填写，如 35、40、45")
    made = [AgeBand(f"{upper_ages[0]}岁及以下", None, upper_ages[0])]
    for below, high in pairwise(upper_ages):
        low = below + 1
        made.append(AgeBand(f"{low}岁" if low == high else f"{low}–{high}岁", low, high))
    made.append(AgeBand(f"{upper_ages[-1] + 1}岁及以上", upper_ages[-1] + 1, None))
    return tuple(made)


def count_by_band(ages: Iterable[int], in_bands: Sequence[AgeBand]) -> tuple[int, ...]:
    """Count the ages band by band, in the order of the bands."""
    counts = [0] * len(in_bands)
    for years in ages:
        for at, band in enumerate(in_bands):
            if band.holds(years):
                counts[at] += 1
                break
    return tuple(counts)
