"""Which unit a name means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desktop.rules.unit_names import UnitName, UnitNames

TOWN = UnitName("town", "青石镇", ("青石镇人民政府", "镇政府"))
BRIDGE = UnitName("bridge", "青石桥镇")
DAM = UnitName("dam", "县青石水库管理所")
OFFICE = UnitName("office", "县发展和改革局(粮食局)", ("发改局", "镇政府"))
UNITS = UnitNames([TOWN, BRIDGE, DAM, OFFICE])


@pytest.mark.parametrize(
    ("text", "unit_id", "how"),
    [
        ("青石镇", "town", "exact"),
        (" 青石镇 ", "town", "exact"),
        ("青石镇人民政府", "town", "alias"),
        ("发改局", "office", "alias"),
        ("青 石 镇", "town", "normalised"),
        ("县发展和改革局（粮食局）", "office", "normalised"),
        ("青石镇\u200b人民政府", "town", "normalised"),
    ],
)
def test_a_name_is_found_exactly_by_alias_or_in_another_form(text, unit_id, how):
    found = UNITS.match(text)
    assert (found.unit_id, found.how, found.suggestions) == (unit_id, how, ())


def test_a_close_name_is_only_suggested_nearest_length_first():
    found = UNITS.match("青石")
    assert (found.unit_id, found.how) == (None, "unknown")
    assert found.suggestions == (TOWN, BRIDGE, DAM)


def test_a_name_two_units_share_decides_nothing():
    found = UNITS.match("镇政府")
    assert found.unit_id is None
    assert found.suggestions == (TOWN, OFFICE)


def test_a_longer_text_suggests_the_units_it_contains():
    assert UNITS.match("中共青石桥镇委员会").suggestions == (BRIDGE,)


def test_look_alikes_come_after_containment_and_once_each():
    def similar(text, names):
        assert text == "青石镇政"
        return [names[1], names[0], "不存在的单位"]

    assert UNITS.match("青石镇政", similar).suggestions == (TOWN, BRIDGE)


def test_suggestions_are_no_more_than_asked_for():
    assert UNITS.match("青石", limit=1).suggestions == (TOWN,)


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_an_empty_name_matches_and_suggests_nothing(text):
    found = UNITS.match(text)
    assert (found.unit_id, found.suggestions) == (None, ())


def test_an_unknown_name_without_look_alikes_suggests_nothing():
    assert UNITS.match("某某中学").suggestions == ()


NAMES = st.lists(st.text(alphabet="青石桥镇县局办", min_size=1, max_size=5), min_size=1, max_size=8, unique=True)


@settings(deadline=None)
@given(NAMES, st.text(alphabet="青石桥镇县局办", max_size=5))
def test_only_a_name_that_exists_is_ever_decided(names, text):
    found = UnitNames([UnitName(str(n), name) for n, name in enumerate(names)]).match(text, lambda t, known: known)
    assert (found.unit_id is not None) == (text in names)
    if found.unit_id is not None:
        assert names[int(found.unit_id)] == text
