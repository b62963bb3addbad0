"""Text on its way into and out of cells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cadre_desktop.formats.cell_text import (
    LONGEST_CELL,
    cell_units,
    like_formula,
    sheet_name,
    title_key,
    without_remark,
    wrapped_lines,
    writable,
)


@pytest.mark.parametrize(
    "written", ["出生\n年月", "出 生 年 月", "　出生年月　", "＊出生年月", "*出生年月", "出生年月：", "出生\u200b年月*"]
)
def test_titles_written_differently_compare_alike(written: str) -> None:
    assert title_key(written) == "出生年月"


def test_empty_and_odd_titles_have_keys_too() -> None:
    assert title_key(None) == ""
    assert title_key(2026) == "2026"
    assert title_key("ＡＢ（人）") == "AB(人)"
    assert without_remark("姓名(必填)") == "姓名"
    assert without_remark("(必填)") == "(必填)"
    assert without_remark("姓名") == "姓名"


def test_a_chinese_character_takes_two_units() -> None:
    assert cell_units("") == 0
    assert cell_units("abc") == 3
    assert cell_units("青石镇") == 6
    assert cell_units("（1人）") == 7


@pytest.mark.parametrize(
    ("text", "units", "lines"),
    [
        ("", 10, 1),
        ("青石镇", 6, 1),
        ("青石镇", 5, 2),
        ("青石镇人", 4, 2),
        ("甲\n乙", 10, 2),
        ("甲\n\n乙", 10, 3),
        ("青石", 0, 2),
    ],
)
def test_wrapped_lines_are_counted(text: str, units: float, lines: int) -> None:
    assert wrapped_lines(text, units) == lines


def test_cells_hold_no_control_characters_and_no_endless_text() -> None:
    assert writable("甲\x00乙\x0b\x1f丙") == "甲乙丙"
    assert writable("一\r\n二\r三") == "一\n二\n三"
    assert writable("\t𠮷😀") == "\t𠮷😀"
    assert writable("\ud800坏") == "坏"
    assert writable("长" * LONGEST_CELL) == "长" * LONGEST_CELL
    assert writable("长" * (LONGEST_CELL + 1)) == "长" * (LONGEST_CELL - 1) + "…"


@settings(deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_whatever_is_typed_becomes_writable(text: str) -> None:
    written = writable(text)
    assert not ILLEGAL_CHARACTERS_RE.search(written)
    assert writable(written) == written
    written.encode("utf-8")


def test_sheet_names_are_made_acceptable_and_different() -> None:
    assert sheet_name("a/b:c[d]*?\\") == "abcd"
    assert sheet_name("  '' ") == "表"
    assert sheet_name("干" * 40) == "干" * 31
    assert sheet_name("名册", {"名册"}) == "名册(2)"
    assert sheet_name("A", {"a", "a(2)"}) == "A(3)"
    long = sheet_name("干" * 40, {"干" * 31})
    assert long == "干" * 28 + "(2)"


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("=1+1", True),
        ("+86", True),
        ("-", True),
        ("@人", True),
        ("\t=1", True),
        ("1=1", False),
        ("", False),
        ("镇长", False),
    ],
)
def test_what_begins_like_a_formula_is_told_from_what_does_not(text: str, like: bool) -> None:
    assert like_formula(text) is like
