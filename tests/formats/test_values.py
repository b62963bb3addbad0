"""Values as words and back."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.formats.values import parsed, shown
from cadre_desktop.rules.clerk_dates import AmbiguousDate
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Choice, Field, FieldSpec


class Linked:
    """A linked record as plain values know it: its text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text


class Grade(Choice):
    EXCELLENT = "1", "优秀"
    COMPETENT = "2", "称职"
    INCOMPETENT = "4", "不称职"


class Standing(Choice):
    MEMBER = "01", "中共党员"
    PROBATIONARY = "02", "预备党员"
    HEAD = "141", "乡科级正职"


def of(kind: type, *, required: bool = False, is_link: bool = False, is_links: bool = False) -> Field:
    return Field("x", kind, required, None, FieldSpec("栏目"), is_link=is_link, is_links=is_links)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("青石镇", "青石镇"),
        (True, "是"),
        (False, "否"),
        (0, "0"),
        (3, "3"),
        (3.0, "3"),
        (1980.1, "1980.1"),
        (4.304211978082086e17, "4.304211978082086e+17"),
        (Decimal("85.70"), "85.70"),
        (Decimal("1E+2"), "100"),
        (date(2026, 1, 31), "2026.01.31"),
        (datetime(2026, 1, 31, 9, 5), "2026.01.31 09:05"),
        (datetime(2026, 1, 31), "2026.01.31"),
        (PartialDate(1978, 8), "1978.08"),
        (Grade.EXCELLENT, "优秀"),
        (Linked("毛洋德"), "毛洋德"),
        ((Linked("毛洋德"), Linked("顾慧")), "毛洋德、顾慧"),
        ([Grade.EXCELLENT, None], "优秀、"),
    ],
)
def test_values_are_shown_in_words(value: object, words: str) -> None:
    assert shown(value) == words


@pytest.mark.parametrize("kind", [str, int, bool, float, Decimal, date, datetime, PartialDate, Grade])
def test_an_empty_cell_is_nothing(kind: type) -> None:
    for cell in (None, "", "  ", "　"):
        assert parsed(of(kind), cell) is None
    assert parsed(of(str, is_links=True), None) == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [("  甲 乙 ", "甲 乙"), (3.0, "3"), (12, "12"), (date(2026, 1, 31), "2026.01.31"), ("0012", "0012")],
)
def test_text(cell: object, text: str) -> None:
    assert parsed(of(str), cell) == text


def test_an_id_number_that_became_a_number_is_refused_not_rounded() -> None:
    with pytest.raises(ValueError, match="末几位已经丢失"):
        parsed(of(str), 4.304211978082086e17)
    assert parsed(of(str), 999999999999999) == "999999999999999"


@pytest.mark.parametrize(
    ("cell", "number"),
    [(7, 7), (7.0, 7), ("７", 7), ("1,234", 1234), ("12人", 12), (" 3 次 ", 3), ("-2", -2), ("800%", 8)],
)
def test_whole_numbers(cell: object, number: int) -> None:
    found = parsed(of(int), cell)
    assert found == number
    assert type(found) is int


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [("7.5", "整数"), (7.5, "整数"), ("七", "不是数字"), ("inf", "不是数字"), ("nan", "不是数字")],
)
def test_what_is_no_whole_number_is_refused(cell: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=f"栏目.*{complaint}"):
        parsed(of(int), cell)


def test_decimals_and_percents_are_exact() -> None:
    assert parsed(of(Decimal), "85.7%") == Decimal("0.857")
    assert parsed(of(Decimal), "８５.７％") == Decimal("0.857")
    assert parsed(of(Decimal), 0.1) == Decimal("0.1")
    assert parsed(of(Decimal), "95.50分") == Decimal("95.50")
    assert parsed(of(float), "85.5") == 85.5
    with pytest.raises(ValueError, match="太大"):
        parsed(of(float), "1e400")


@pytest.mark.parametrize("cell", ["是", "√", True, 1, "1", "有", "Y", " 是 "])
def test_yes(cell: object) -> None:
    assert parsed(of(bool), cell) is True


@pytest.mark.parametrize("cell", ["否", "×", False, 0, "无", "n"])
def test_no(cell: object) -> None:
    assert parsed(of(bool), cell) is False


def test_neither_yes_nor_no() -> None:
    with pytest.raises(ValueError, match="看不出是或否"):
        parsed(of(bool), "不清楚")


@pytest.mark.parametrize(
    ("cell", "grade"),
    [
        ("优秀", Grade.EXCELLENT),
        (" 优 秀 ", Grade.EXCELLENT),
        ("1", Grade.EXCELLENT),
        (1, Grade.EXCELLENT),
        (2.0, Grade.COMPETENT),
        ("优秀等次", Grade.EXCELLENT),
        ("不称职", Grade.INCOMPETENT),
        ("称职等次", Grade.COMPETENT),
    ],
)
def test_choices_by_label_code_or_loose_ending(cell: object, grade: Grade) -> None:
    assert parsed(of(Grade), cell) is grade


def test_choices_by_everyday_words() -> None:
    assert parsed(of(Standing), "党员") is Standing.MEMBER
    assert parsed(of(Standing), "中共预备党员") is Standing.PROBATIONARY
    assert parsed(of(Standing), "正科级") is Standing.HEAD


def test_an_unknown_choice_is_answered_with_the_list() -> None:
    with pytest.raises(ValueError, match=r"“良好”不是有效的栏目，应为：优秀、称职、不称职"):
        parsed(of(Grade), "良好")
    with pytest.raises(ValueError, match="不是有效的栏目"):
        parsed(of(Grade), "不")


def test_links_come_back_as_their_words() -> None:
    assert parsed(of(object, is_link=True), " 青石镇 ") == "青石镇"
    assert parsed(of(object, is_links=True), "毛洋德、顾慧，孟英小; 冯志；\n邹永,") == (
        "毛洋德",
        "顾慧",
        "孟英小",
        "冯志",
        "邹永",
    )


@pytest.mark.parametrize(
    ("cell", "stored"),
    [
        ("1978.08", "1978.08"),
        ("200301", "2003.01"),
        ("1975年10月", "1975.10"),
        ("2000-2", "2000.02"),
        (1992, "1992"),
        (date(1978, 8, 1), "1978.08"),
        (datetime(1978, 8, 1), "1978.08"),
        (date(1978, 8, 12), "1978.08.12"),
        ("1978.08.01", "1978.08.01"),
    ],
)
def test_partial_dates_keep_no_more_than_was_written(cell: object, stored: str) -> None:
    assert str(parsed(of(PartialDate), cell)) == stored


def test_an_open_end_is_nothing_only_where_nothing_is_allowed() -> None:
    assert parsed(of(PartialDate), "至今") is None
    with pytest.raises(ValueError, match="认不出日期"):
        parsed(of(PartialDate, required=True), "至今")


def test_january_and_october_are_not_guessed() -> None:
    with pytest.raises(AmbiguousDate):
        parsed(of(PartialDate), 1980.1)


def test_days_need_a_day() -> None:
    assert parsed(of(date), "2026.1.31") == date(2026, 1, 31)
    assert parsed(of(date), datetime(2026, 1, 31, 8, 0)) == date(2026, 1, 31)
    with pytest.raises(ValueError, match="应写到日"):
        parsed(of(date), "2026.01")


def test_moments() -> None:
    assert parsed(of(datetime), "2026.01.31 09:05") == datetime(2026, 1, 31, 9, 5)
    assert parsed(of(datetime), "2026.1.31 9：05") == datetime(2026, 1, 31, 9, 5)
    assert parsed(of(datetime), "2026年1月31日") == datetime(2026, 1, 31)
    for wrong in ("2026.1.31 25:00", "2026.1 9:05"):
        with pytest.raises(ValueError, match=r"23:59|写到日"):
            parsed(of(datetime), wrong)
    assert parsed(of(datetime), datetime(2026, 1, 31, 9, 5)) == datetime(2026, 1, 31, 9, 5)


def test_a_kind_of_value_nobody_declared_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError):
        parsed(of(bytes), "x")


VALUES = [
    (int, st.integers(-(10**9), 10**9)),
    (bool, st.booleans()),
    (Decimal, st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6)),
    (date, st.dates(date(1930, 1, 1), date(2099, 12, 31))),
    (PartialDate, st.builds(PartialDate, st.integers(1930, 2099), st.integers(1, 12))),
    (Grade, st.sampled_from(list(Grade))),
]


@pytest.mark.parametrize(("kind", "values"), VALUES, ids=[kind.__name__ for kind, _ in VALUES])
def test_what_is_shown_can_be_read_back(kind: type, values: st.SearchStrategy[object]) -> None:
    @settings(deadline=None)
    @given(values)
    def there_and_back(value: object) -> None:
        assert parsed(of(kind), shown(value)) == value

    there_and_back()
