"""What a unit's 绩效 result of the year means for its team and its head, and whether the four links were made.

绩效不优秀班子不评优, 合格及以下主要负责人不评先评优, 优秀单位主要负责人可记功, 四挂钩: local rules, all of them in the
settings.  How the result moves the share of 优秀 is in `quota_ratio`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.percent import Rate
from cadre_desktop.rules.settings import RuleBook

UNIT_GRADE_LABELS: Mapping[str, str] = MappingProxyType(
    {"excellent": "优秀", "good": "良好", "passed": "合格", "failed": "不合格"}
)
LINK_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "bonus": "年终绩效奖金",
        "grades": "班子和干部年度考核等次、评先评优",
        "selection": "选拔任用和职级晋升",
        "funds": "乡镇奖励性公用经费",
    }
)


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit's result of a year; `grade` and `unit_kind` are codes."""

    record: str
    unit: str
    unit_label: str
    year: int
    grade: str
    unit_kind: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One of the four links: made or not, what it was and for how much or whom, or why it was not made."""

    record: str
    kind: str
    linked: bool
    content: str = ""
    amount: bool = False
    people: int = 0
    reason: str = ""


def team_may_be_excellent(result: UnitResult, book: RuleBook) -> Explained[bool]:
    """Say whether the leading team may be graded 优秀; a hint, to be departed from with a reason."""
    return _by_grade(
        result, book, "team_excellent_needs", "班子评优", ("领导班子可以评优", "领导班子不评优"), barring=False
    )


def head_may_be_honoured(result: UnitResult, book: RuleBook) -> Explained[bool]:
    """Say whether the unit's head may be put forward for honours and 优秀."""
    words = ("主要负责人可以评先评优", "主要负责人不评先评优")
    return _by_grade(result, book, "head_honour_barred", "主要负责人评先评优", words, barring=True)


def head_earns_merit(result: UnitResult, book: RuleBook) -> Explained[bool]:
    """Say whether the result lets the unit's head be given a 个人三等功."""
    words = ("主要负责人可以记个人三等功", "不涉及主要负责人记功")
    return _by_grade(result, book, "head_merit_grades", "主要负责人记功", words, barring=False)


def prefer_equals(results: Iterable[UnitResult]) -> tuple[str, ...]:
    """Return the units whose people go first among equals (同等条件优先): those with 优秀, each once."""
    return tuple(dict.fromkeys(one.unit for one in results if one.grade == "excellent"))


def link_gaps(result: UnitResult, links: Iterable[Link], book: RuleBook) -> Explained[tuple[str, ...]]:
    """Return what the four links of a unit still lack: a link not told of, or told of without its substance."""
    on = date(result.year, 12, 31)
    wanted = book.texts("unit_results.links", on=on, applies_to=result.unit_kind)
    told = {link.kind: link for link in links}
    gaps = tuple(gap for kind in wanted if (gap := _gap(kind, told.get(kind))))
    inputs = tuple(
        Input(LINK_LABELS.get(one.kind, one.kind), "已挂钩" if one.linked else "未挂钩", one.record)
        for one in told.values()
    )
    lacking = f"还缺：{'；'.join(gaps)}。" if gaps else "四挂钩填写完整。" if len(wanted) == 4 else "挂钩填写完整。"
    text = book.constant("unit_results.links", on=on, applies_to=result.unit_kind)
    return Explained(gaps, "四挂钩", inputs, f"{result.unit_label}{result.year}年{lacking}", (text,))


def link_rate(result: UnitResult, links: Iterable[Link], book: RuleBook) -> Rate:
    """Return how many of the links that should be made were made."""
    wanted = book.texts("unit_results.links", on=date(result.year, 12, 31), applies_to=result.unit_kind)
    made = {link.kind for link in links if link.linked}
    return Rate(len(made.intersection(wanted)), len(wanted))


def _gap(kind: str, link: Link | None) -> str:
    label = LINK_LABELS.get(kind, kind)
    if link is None:
        return f"{label}是否挂钩未填写"
    if not link.linked:
        return "" if link.reason.strip() else f"{label}未挂钩，未写原因"
    if not link.content.strip():
        return f"{label}已挂钩，未写内容"
    return "" if link.amount or link.people else f"{label}已挂钩，未写金额或人员"


def _by_grade(
    result: UnitResult, book: RuleBook, key: str, rule: str, words: tuple[str, str], *, barring: bool
) -> Explained[bool]:
    on = date(result.year, 12, 31)
    grades: Collection[str] = book.texts(f"unit_results.{key}", on=on)
    allowed = (result.grade not in grades) if barring else (result.grade in grades)
    grade = UNIT_GRADE_LABELS.get(result.grade, result.grade)
    inputs = (Input(f"{result.year}年单位绩效等次", grade, result.record),)
    sentence = f"{result.unit_label}{result.year}年绩效考核“{grade}”，{words[0] if allowed else words[1]}。"
    return Explained(allowed, rule, inputs, sentence, (book.constant(f"unit_results.{key}", on=on),))
