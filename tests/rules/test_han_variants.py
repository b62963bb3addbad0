"""Two forms of one character are compared as one; the table itself is checked against readings and the GB code."""

import pytest
from pypinyin import Style, pinyin

from cadre_desktop.rules import han_variants
from cadre_desktop.rules.han_variants import standard_form

PAIRS = han_variants._PAIRS.split()


@pytest.mark.parametrize(
    ("text", "standard"),
    [("青石鎮", "青石镇"), ("縣農業農村局", "县农业农村局"), ("青石镇", "青石镇"), ("柳灣邨", "柳湾村"), ("", "")],
)
def test_other_forms_become_standard_ones(text, standard):
    assert standard_form(text) == standard


def test_doing_it_twice_changes_nothing_more():
    other = "".join(pair[0] for pair in PAIRS)
    assert standard_form(standard_form(other)) == standard_form(other)


def test_every_pair_is_two_characters_and_no_character_has_two_standards():
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in PAIRS)
    assert len({pair[0] for pair in PAIRS}) == len(PAIRS)
    assert not {pair[0] for pair in PAIRS} & {pair[1] for pair in PAIRS}


def test_both_forms_of_a_pair_are_read_alike():
    for other, standard in PAIRS:
        readings = [set(pinyin(c, style=Style.NORMAL, heteronym=True)[0]) for c in (other, standard)]
        assert readings[0] & readings[1], other + standard


def test_the_standard_form_is_in_the_common_code_and_the_other_mostly_not():
    both = []
    for other, standard in PAIRS:
        standard.encode("gb2312")
        try:
            other.encode("gb2312")
        except UnicodeEncodeError:
            continue
        both.append(other)
    assert both == ["後", "菸", "甯"] or set(both) == {"後", "菸", "甯"}
