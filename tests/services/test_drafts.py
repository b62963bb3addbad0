"""What was typed and not saved."""

from datetime import date, datetime

import pytest

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.interview import Category, Purpose
from cadre_desktop.records.rows import SEALED, Link
from cadre_desktop.records.vocab import Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import drafts, history, plain_json, records
from cadre_desktop.storage.database import Database
from tests.conftest import FrozenClock
from tests.services.people import cadre, change, version

TALK, CADRE = BY_KEY["interview"], BY_KEY["cadre"]


def test_every_kind_of_value_comes_back_as_itself(db: Database) -> None:
    who = cadre(db)
    typed = {
        "purpose": Purpose.REVIEW,
        "category": Category.HEAD,
        "subjects": (who, Link("f" * 32, "刘大有")),
        "year": 2026,
        "talked_on": date(2026, 5, 12),
        "place": "镇政府“201”",
        "signed": False,
        "unit": None,
    }
    key = drafts.save(db, TALK, typed)
    kept = drafts.load(db, TALK, key)
    assert kept is not None
    assert kept.values == typed
    assert isinstance(kept.values["purpose"], Purpose)
    assert (kept.key, kept.version, kept.saved_at) == (key, 0, db.now())
    assert drafts.is_new(key)


def test_sealed_and_kept_fields_never_go_in(db: Database) -> None:
    typed = {"raw_notes": "原话", "interviewee": SEALED, "state": "final", "place": "镇政府", "外": 1}
    kept = drafts.load(db, TALK, drafts.save(db, TALK, typed))
    assert kept is not None
    assert kept.values == {"place": "镇政府"}
    with db.read() as session:
        bodies = session.connection().exec_driver_sql("SELECT body FROM draft").scalars().all()
    assert "原话" not in str(bodies)


def test_a_draft_replaces_the_one_under_its_key_and_is_dropped(db: Database, clock: FrozenClock) -> None:
    key = drafts.save(db, CADRE, {"name": "周"})
    clock.forward(minutes=3)
    assert drafts.save(db, CADRE, {"name": "周文静", "sex": Sex.FEMALE}, key=key) == key
    (kept,) = drafts.of_new(db, CADRE)
    assert (kept.values["name"], kept.saved_at) == ("周文静", clock())
    drafts.drop(db, CADRE, key)
    assert drafts.load(db, CADRE, key) is None
    drafts.drop(db, CADRE, key)


def test_drafts_of_several_new_records_stand_side_by_side_newest_first(db: Database, clock: FrozenClock) -> None:
    who = cadre(db)
    first = drafts.save(db, CADRE, {"name": "周文静"})
    clock.forward(minutes=1)
    second = drafts.save(db, CADRE, {"name": "刘大有"})
    stored = drafts.save(db, CADRE, {"remark": "改"}, key=who.id)
    assert (stored, drafts.is_new(stored)) == (who.id, False)
    assert [(d.key, d.about) for d in drafts.of_new(db, CADRE)] == [(second, "刘大有"), (first, "周文静")]
    assert drafts.of_new(db, TALK) == []
    assert len(second) <= 32


def test_a_draft_says_whom_it_is_about(db: Database) -> None:
    who = cadre(db)
    people = (who, Link("f" * 32, "刘大有"))
    abouts = [
        drafts.load(db, kind, drafts.save(db, kind, values)).about  # type: ignore[union-attr]
        for kind, values in (
            (TALK, {"place": "镇政府", "subjects": people}),
            (TALK, {"place": "镇政府", "subjects": ()}),
            (TALK, {"purpose": Purpose.REVIEW, "signed": False}),
            (CADRE, {"name": "字" * 60}),
        )
    ]
    assert abouts == ["周文静、刘大有", "镇政府", "", "字" * 30]


def test_drafts_leave_no_line_in_the_trail(db: Database) -> None:
    drafts.save(db, CADRE, {"name": "周文静"})
    assert history.acts(db) == []


def test_the_list_names_the_records_and_what_is_out_of_date(db: Database, clock: FrozenClock) -> None:
    first, second = cadre(db, "周文静"), cadre(db, "刘大有")
    drafts.save(db, CADRE, {"remark": "甲"}, key=first.id, version=version(db, "cadre", first))
    clock.forward(minutes=1)
    drafts.save(db, CADRE, {"remark": "乙"}, key=second.id, version=version(db, "cadre", second))
    clock.forward(minutes=1)
    drafts.save(db, TALK, {"place": "镇政府"})
    change(db, "cadre", first, health="健康")
    assert [(d.text, d.stale) for d in drafts.listed(db)] == [
        ("新增谈话记录（镇政府）", False),
        ("刘大有", False),
        ("周文静", True),
    ]
    records.discard(db, CADRE, second.id)
    assert [d.stale for d in drafts.listed(db)] == [False, True, True]


def test_a_choice_nobody_knows_any_more_comes_back_empty() -> None:
    assert plain_json.load('{"a":{"$":"choice","of":"Purpose","code":"gone"}}') == {"a": None}
    assert plain_json.load('{"a":{"$":"choice","of":"Nothing","code":"x"}}') == {"a": None}


def test_moments_and_dates_of_every_precision_survive() -> None:
    values = {
        "a": PartialDate(1986),
        "b": PartialDate(1986, 4),
        "c": PartialDate(1986, 4, 12),
        "d": datetime(2026, 11, 21, 9, 0),
        "e": 95.5,
        "f": (),
    }
    assert plain_json.load(plain_json.dump(values)) == values


def test_what_has_no_plain_form_is_a_fault() -> None:
    with pytest.raises(TypeError, match="no plain form for bytes"):
        plain_json.dump({"a": b"x"})
