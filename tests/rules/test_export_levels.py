"""What leaves the office and how much it shows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.export_levels import LEVELS, covers, mask_name, mask_phone, shown

VALUES = {"id_number": "433123198001010016", "phone": "13874301234", "name": "欧阳明"}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("internal", VALUES),
        ("upward", {**VALUES, "phone": "138****1234"}),
        ("masked", {"id_number": "433123********0016", "phone": "138****1234", "name": "欧**"}),
    ],
)
def test_each_level_shows_what_it_says(level, expected):
    assert {kind: shown(level, kind, text) for kind, text in VALUES.items()} == expected


def test_the_levels_cover_more_and_more():
    internal, upward, masked = (LEVELS[code].covered for code in ("internal", "upward", "masked"))
    assert internal < upward < masked
    assert [LEVELS[code].label for code in ("internal", "upward", "masked")] == ["内部", "对上报送", "公开"]


def test_an_unknown_level_is_never_taken_for_an_open_one():
    with pytest.raises(ValueError, match="没有“secret”这个导出级别"):
        shown("secret", "name", "张三")
    assert not covers("internal", "phone")


def test_short_values_are_covered_too():
    assert mask_phone("") == ""
    assert mask_phone("8123") == "****"
    assert mask_phone("81234") == "***34"
    assert mask_phone("0743-8221234") == "074*****1234"
    assert mask_name("") == ""
    assert mask_name("张") == "张"
    assert mask_name("张三") == "张*"


@settings(deadline=None)
@given(st.text(alphabet="0123456789", max_size=20))
def test_a_covered_number_keeps_its_length_and_hides_its_middle(text):
    hidden = mask_phone(text)
    assert len(hidden) == len(text)
    assert "*" in hidden or not text
