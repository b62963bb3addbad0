"""Cells with full-width signs, blanks and invisible characters."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.cell_text import cleaned, quoted, squeezed


def test_invisible_characters_and_full_width_signs_go():
    assert cleaned("\ufeff Ａ１２\u200b ３ ") == "A12 3"
    assert squeezed("\ufeff Ａ１２\u200b ３　") == "A123"


def test_a_quotation_is_one_line_and_never_long():
    assert quoted("甲\n乙") == "“甲 乙”"
    assert quoted("甲" * 24) == f"“{'甲' * 24}”"
    assert quoted("甲" * 25) == f"“{'甲' * 23}…”"


@settings(deadline=None)
@given(st.text())
def test_a_squeezed_text_holds_neither_blanks_nor_invisible_characters(text):
    assert not any(c.isspace() or c in "\u200b\u2060\ufeff" for c in squeezed(text))
    assert squeezed(f"{text}　\ufeff ") == squeezed(text)
