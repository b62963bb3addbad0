"""What the conditions of the roster are called, for chips, empty lists and the heads of exports."""

from collections.abc import Callable, Iterable
from typing import Any

from cadre_desktop.formats.values import shown
from cadre_desktop.records.listing import ListQuery

_TWO = {"2": "两", "3": "三"}
# Each takes the condition's value, already in words.
_WORDS: dict[str, Callable[[str], str]] = {
    "unit": lambda v: f"单位={v}",
    "level": lambda v: f"职务层次={v}",
    "rank": lambda v: f"职级={v}",
    "last_grade": lambda v: f"上年考核={v}",
    "political_grade": lambda v: f"政治素质={v}",
    "post_years": lambda v: f"现职满{v}年",
    "age_at_most": lambda v: f"{v}岁以下",
    "excellent_years": lambda v: f"连续{_TWO.get(v, v)}年优秀",
    "not_talked_months": lambda v: f"近{v}个月未谈话",
    "incomplete": lambda _v: "资料不全",
    "missing": lambda v: f"缺{v}",
    "without_term": lambda _v: "未建实绩档案",
    "without_file": lambda _v: "没有表现纪实",
    "without_political": lambda _v: "没有政治素质等次",
    "leaders": lambda _v: "班子成员",
    "state": lambda v: f"管理状态={v}",
    "sex": lambda v: f"性别={v}",
    "political_status": lambda v: f"政治面貌={v}",
    "identity": lambda v: f"身份类别={v}",
}


def condition_words(name: str, value: Any) -> str:
    """Name one condition: 单位=青石镇, 现职满10年."""
    if name not in _WORDS:
        return f"{name}={shown(value)}"
    return _WORDS[name](shown(value))


def words_of(filters: Iterable[tuple[str, Any]]) -> list[str]:
    """Name several conditions."""
    return [condition_words(name, value) for name, value in filters]


def query_words(query: ListQuery, title: str = "") -> list[str]:
    """Say what a query is narrowed by; `title` stands for the ids it is limited to."""
    found = [f"搜索“{query.text}”"] if query.text else []
    if query.ids is not None:
        found.append(title or f"指定的 {len(query.ids)} 人")
    return found + words_of(query.filters)
