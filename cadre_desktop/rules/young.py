"""年轻干部: the four indicators (a share or a number of people up to an age), and who was born in or after a year.

“35岁以下” means 不满36岁 at the cut-off month.  Which indicators there are, for whom, and how much is asked, stands
in the settings file `young.toml`; a share asked for is rounded up, for less would miss it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.ages import born_in_or_after, within_age
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.percent import Rate
from cadre_desktop.rules.settings import RuleBook


@dataclass(frozen=True, slots=True)
class Member:
    """One person as the indicators see him: birth by the archive, unit, and the groups he belongs to (codes)."""

    person: str
    birth: PartialDate
    unit: str
    groups: frozenset[str]
    record: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: up to which age, in which group, and what is asked of each unit or of all together."""

    key: str
    label: str
    group: str
    age: int
    per_unit: bool
    percent: int
    count: int

    def asked(self, n_people: int) -> int:
        """Return how many young people are asked of so many: the greater of number and share, rounded up."""
        return max(self.count, -(-n_people * self.percent // 100))


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an indicator is reached in one unit, or in all together (unit "")."""

    unit: str
    people: tuple[str, ...]
    young: tuple[str, ...]
    asked: int

    @property
    def rate(self) -> Rate:
        """The young among all."""
        return Rate(len(self.young), len(self.people))

    @property
    def short(self) -> int:
        """How many young people are missing (缺配)."""
        return max(0, self.asked - len(self.young))


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator with its parts; reached when no part is short."""

    indicator: Indicator
    parts: tuple[Reached, ...]

    @property
    def reached(self) -> bool:
        """Whether every unit, or all together, have what is asked."""
        return all(part.short == 0 for part in self.parts)

    @property
    def short(self) -> int:
        """All who are missing."""
        return sum(part.short for part in self.parts)


def indicators(book: RuleBook, on: date) -> tuple[Indicator, ...]:
    """Return the indicators the settings hold on a day, in their order."""
    return tuple(
        Indicator(
            case,
            book.text("young.label", on=on, applies_to=case),
            book.text("young.group", on=on, applies_to=case),
            book.number("young.age", on=on, applies_to=case),
            book.flag("young.per_unit", on=on, applies_to=case),
            book.number("young.percent", on=on, applies_to=case),
            book.number("young.count", on=on, applies_to=case),
        )
        for case in book.cases("young.label")
    )


def measure(
    members: Iterable[Member], cut_off: PartialDate, book: RuleBook, *, units: Sequence[str] = ()
) -> tuple[Explained[IndicatorResult], ...]:
    """Measure every indicator at a cut-off month; each person counts once in each.

    `units` are those an indicator per unit looks at even if nobody of the group is there.  Raises ValueError for
    a cut-off without a month.
    """
    on = cut_off.last_day()
    everyone = {one.person: one for one in members}.values()
    found = []
    for indicator in indicators(book, on):
        group = [one for one in everyone if indicator.group in one.groups]
        if indicator.per_unit:
            asked_of = dict.fromkeys((*units, *(one.unit for one in group)))
            parts = tuple(_reached(indicator, unit, [m for m in group if m.unit == unit], cut_off) for unit in asked_of)
        else:
            parts = (_reached(indicator, "", group, cut_off),)
        found.append(_explained(IndicatorResult(indicator, parts), group, cut_off, book, on))
    return tuple(found)


def born_since(members: Iterable[Member], book: RuleBook, on: date) -> Explained[tuple[str, ...]]:
    """Return who was born in or after the year of the settings (87后), each once."""
    year = book.number("young.born_since", on=on)
    found = {one.person: one for one in members if born_in_or_after(one.birth, year)}
    inputs = tuple(Input("出生年月", str(one.birth), one.record) for one in found.values())
    told = f"{year}年及以后出生（{year % 100:02d}后）{len(found)}人。"
    return Explained(tuple(found), f"{year % 100:02d}后", inputs, told, (book.constant("young.born_since", on=on),))


def _reached(indicator: Indicator, unit: str, people: Sequence[Member], cut_off: PartialDate) -> Reached:
    young = tuple(one.person for one in people if within_age(one.birth, indicator.age, cut_off))
    return Reached(unit, tuple(one.person for one in people), young, indicator.asked(len(people)))


def _explained(
    result: IndicatorResult, group: Sequence[Member], cut_off: PartialDate, book: RuleBook, on: date
) -> Explained[IndicatorResult]:
    indicator = result.indicator
    n_young = sum(len(part.young) for part in result.parts)
    n_asked = sum(part.asked for part in result.parts)
    told = (
        f"{indicator.label}：截至{cut_off.cut('month')}，不满{indicator.age + 1}岁{Rate(n_young, len(group)).in_full()}"
    )
    told += f"，应配{n_asked}人" + (f"，缺{result.short}人。" if result.short else "，已达到。")
    young = {person for part in result.parts for person in part.young}
    inputs = tuple(Input("出生年月", str(one.birth), one.record) for one in group if one.person in young)
    keys = ("young.age", "young.percent", "young.count")
    texts = tuple(book.constant(key, on=on, applies_to=indicator.key) for key in keys)
    return Explained(result, indicator.label, inputs, told, texts)
