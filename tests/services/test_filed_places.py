"""A record is found by its id alone, whatever its kind."""

from cadre_desktop.records import BY_KEY
from cadre_desktop.services import records
from cadre_desktop.services.filed_places import filed_places
from tests.services.people import cadre, post, unit


def test_records_of_several_kinds_are_found_in_the_order_asked_for(db):
    town, who = unit(db), cadre(db)
    held = post(db, who, town)
    found = filed_places(db, [held.id, who.id, town.id, who.id])
    assert [(one.kind_key, one.text) for one in found.values()] == [
        ("post", "青石镇镇长"), ("cadre", "周文静"), ("unit", "青石镇"),
    ]  # fmt: skip
    assert found[held.id].kind_title == "任职经历"


def test_what_is_binned_or_unknown_is_left_out(db):
    who = cadre(db)
    records.discard(db, BY_KEY["cadre"], who.id)
    assert filed_places(db, [who.id, "0" * 32]) == {}
    assert filed_places(db, []) == {}
