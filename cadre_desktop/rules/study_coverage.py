"""五必学: whether each of the five kinds of study was held in a unit in the year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.percent import Rate
from cadre_desktop.rules.settings import RuleBook

STUDY_KIND_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "centre_group": "中心组必学",
        "party_day": "主题党日必有",
        "main_class": "主体班次必讲",
        "key_people": "重点对象必训",
        "democratic_life": "民主生活会必查",
    }
)


@dataclass(frozen=True, slots=True)
class StudySession:
    """One session that was held, on the theme asked for (正确政绩观) or not."""

    record: str
    unit: str
    kind: str
    held_on: date
    on_theme: bool = True


@dataclass(frozen=True, slots=True)
class StudyCoverage:
    """How often each kind was held, in the order of the five."""

    times: Mapping[str, int]
    at_least: int

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds held too seldom."""
        return tuple(kind for kind, n in self.times.items() if n < self.at_least)

    @property
    def rate(self) -> Rate:
        """Kinds held often enough, of all."""
        return Rate(len(self.times) - len(self.missing), len(self.times))


def study_coverage(unit: str, year: int, sessions: Iterable[StudySession], book: RuleBook) -> Explained[StudyCoverage]:
    """Count the sessions on the theme that a unit held in a calendar year; one recorded twice counts once."""
    on = date(year, 12, 31)
    held = {
        one.record: one for one in sessions if one.unit == unit and one.held_on.year == year and one.on_theme
    }.values()
    kinds = book.texts("coverage.study_kinds", on=on)
    counted = Counter(one.kind for one in held)
    found = StudyCoverage({kind: counted[kind] for kind in kinds}, book.number("coverage.study_times", on=on))
    inputs = tuple(
        Input(STUDY_KIND_LABELS.get(one.kind, one.kind), f"{one.held_on:%Y.%m.%d}", one.record)
        for one in sorted(held, key=lambda one: (one.held_on, one.record))
        if one.kind in kinds
    )
    names = "、".join(STUDY_KIND_LABELS.get(kind, kind) for kind in found.missing)
    told = f"{year}年五必学{found.rate.in_full()}" + (f"，还缺：{names}。" if names else "，已全部覆盖。")
    texts = (book.constant("coverage.study_kinds", on=on), book.constant("coverage.study_times", on=on))
    return Explained(found, "五必学", inputs, told, texts)
