"""Rule values in words: every shipped one reads well and comes back from what is typed."""

import re
from dataclasses import replace
from datetime import date

import pytest

from cadre_desktop.records.rule_files import shipped
from cadre_desktop.rules.settings import Constant
from cadre_desktop.services import rule_words

# A list of long phrases holds commas of its own and is edited in the rule file.
_PHRASES = {"rotation.delay_reasons", "tolerance.excluded", "working_days.table"}


@pytest.mark.parametrize(
    "text", shipped().constants, ids=lambda text: f"{text.key}-{text.applies_to}-{text.valid_from}"
)
def test_no_code_reaches_the_screen_and_what_is_shown_can_be_typed(text: Constant) -> None:
    words = rule_words.value_words(text)
    if not isinstance(text.value, int) and text.key != "retirement.reform_month":
        assert not re.search(r"[a-z_]{3,}", words), f"{text.key}: {words}"
    if text.value != ():
        assert rule_words.parse_value(text, rule_words.typed_words(text)) == text.value


def constant(value: object, key: str = "x.y", unit: str = "") -> Constant:
    return Constant(key, "名称", value, "依据", date(2026, 1, 1), "L", unit=unit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("like", "typed", "value"),
    [
        (20, "25", 25),
        (20, " 25% ", 25),
        (20, "-3", -3),
        (True, "否", False),
        ("甲", "乙", "乙"),
        ((1, 2), "3、4", (3, 4)),
    ],
)
def test_values_are_read_as_the_sort_they_replace(like: object, typed: str, value: object) -> None:
    assert rule_words.parse_value(constant(like, unit="%"), typed) == value


@pytest.mark.parametrize(
    ("like", "key", "typed", "said"),
    [
        (20, "x.y", "", "请填写值"),
        (20, "x.y", "二十", "请填整数"),
        (20, "x.y", "1.5", "请填整数"),
        (20, "x.y", "9999999999", "请填整数"),
        (True, "x.y", "对", "是"),
        ("ungraded", "eligibility.left", "不优秀", "不在可填的范围里"),
        (("excellent",), "unit_results.team_excellent_needs", "优秀、卓越", "“卓越”"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(like: object, key: str, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        rule_words.parse_value(constant(like, key), typed)


def test_a_coded_value_is_typed_in_its_words() -> None:
    text = constant(("excellent",), "unit_results.team_excellent_needs")
    assert rule_words.parse_value(text, "优秀，良好") == ("excellent", "good")
    assert rule_words.typed_words(replace(text, value=("excellent", "good"))) == "优秀；良好"
    assert "优秀" in rule_words.allowed_words(text)
    assert rule_words.allowed_words(constant(1)) == ()


def test_the_text_in_force_is_the_latest_begun() -> None:
    texts = tuple(replace(constant(n), valid_from=date(2020 + n, 1, 1)) for n in range(3))
    assert rule_words.in_force(texts, date(2021, 6, 1)) == texts[1]
    assert rule_words.in_force(texts, date(2019, 6, 1)) is None
