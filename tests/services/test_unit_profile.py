"""What the office says of itself."""

from dataclasses import replace

import pytest

from cadre_desktop.errors import InvalidInput
from cadre_desktop.services import history, unit_profile
from cadre_desktop.services.unit_profile import OfficeLevel, TalkPopulation, UnitProfile
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.database import Database

WHOLE = UnitProfile(
    name="中共清源县委组织部",
    level=OfficeLevel.COUNTY,
    filler="陈海燕",
    reviewer="刘正",
    phone="0734-5220000",
    review_year=2025,
    talk_population=TalkPopulation.SECTION,
    small_group=5,
    export_prefix="清组",
)


def test_a_new_store_has_no_name_and_reviews_this_year(db: Database) -> None:
    assert unit_profile.load(db) == UnitProfile(review_year=2026)


def test_what_is_saved_comes_back(db: Database) -> None:
    unit_profile.save(db, WHOLE)
    assert unit_profile.load(db) == WHOLE
    unit_profile.save(db, replace(WHOLE, small_group=3))
    assert unit_profile.load(db).small_group == 3


def test_screens_and_the_trail_learn_of_it(db: Database) -> None:
    heard: list[Changes] = []
    db.subscribe(heard.append)
    unit_profile.save(db, WHOLE)
    assert heard[0].touches("unit_setting")
    (note,) = history.acts(db)
    assert (note.title, note.action) == ("修改单位设置", "设置")
    assert "中共清源县委组织部" in note.facts
    assert "5220000" not in note.facts


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "清" * 61),
        ("phone", "0" * 31),
        ("export_prefix", "清" * 13),
        ("review_year", 1999),
        ("review_year", 2028),
        ("small_group", 1),
        ("small_group", 21),
    ],
)
def test_what_cannot_be_is_refused_by_field(db: Database, field: str, value: object) -> None:
    with pytest.raises(InvalidInput) as caught:
        unit_profile.save(db, replace(WHOLE, **{field: value}))  # type: ignore[arg-type]
    assert [p.field for p in caught.value.problems] == [field]
    assert unit_profile.load(db).name == ""


@pytest.mark.parametrize(("field", "value"), [("review_year", 2027), ("small_group", 2), ("small_group", 20)])
def test_the_edges_are_allowed(db: Database, field: str, value: object) -> None:
    unit_profile.save(db, replace(WHOLE, **{field: value}))  # type: ignore[arg-type]
    assert getattr(unit_profile.load(db), field) == value
