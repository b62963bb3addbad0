"""The fifty-six groups, by their full names."""

import pytest

from cadre_desktop.rules.ethnic_groups import ETHNIC_GROUPS, full_name, is_known


def test_there_are_fifty_six_each_once():
    assert len(ETHNIC_GROUPS) == len(set(ETHNIC_GROUPS)) == 56
    assert all(is_known(name) for name in ETHNIC_GROUPS)


@pytest.mark.parametrize("name", ETHNIC_GROUPS)
def test_a_group_is_known_with_and_without_its_last_word(name):
    assert full_name(name) == name
    assert full_name(name.removesuffix("族")) == name


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        (" 汉 ", "汉族", True),
        ("土 家", "土家族", True),
        ("穿青人", "穿青人", False),
        ("汉人", "汉人", False),
        ("", "", False),
    ],
)
def test_other_words_come_back_as_they_are(text, name, known):
    assert (full_name(text), is_known(full_name(text))) == (name, known)
