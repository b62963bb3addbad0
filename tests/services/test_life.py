"""A person's and a unit's whole life in order: every kind appears, in its part, at its moment."""

from datetime import date

import pytest

from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import life, records
from cadre_desktop.storage.fields import describe
from tests import examples

ABOUT_PEOPLE = [kind for kind in KINDS if life.ways_to(kind, Cadre)]
ABOUT_UNITS = [kind for kind in KINDS if life.ways_to(kind, Unit)]


@pytest.fixture
def person(db):
    return examples.one(db, "cadre")


@pytest.mark.parametrize("kind", ABOUT_PEOPLE, ids=lambda k: k.key)
def test_every_kind_that_names_people_shows_in_their_lives(db, kind):
    made = examples.filed(db, kind.key, examples.EXAMPLES[kind.key](db))
    values, _ = records.load(db, kind, made.id)
    for way in life.ways_to(kind, Cadre):
        held = values[way.name]
        for link in held if way.is_links else [held] if held else []:
            events = [e for e in life.life_of_person(db, link.id) if e.record_id == made.id]
            assert [e.text for e in events if e.kind_key == kind.key]
            shelf = next(s for s in life.shelves_of_person(db, link.id) if (s.kind_key, s.link) == (kind.key, way.name))
            assert shelf.count == 1


@pytest.mark.parametrize("kind", ABOUT_UNITS, ids=lambda k: k.key)
def test_every_kind_that_names_units_shows_in_their_lives(db, kind):
    made = examples.filed(db, kind.key, examples.EXAMPLES[kind.key](db))
    values, _ = records.load(db, kind, made.id)
    for way in life.ways_to(kind, Unit):
        if values[way.name]:
            assert made.id in {e.record_id for e in life.life_of_unit(db, values[way.name].id)}


def test_the_newest_comes_first_and_what_has_no_date_last(db, person):
    post, rank = BY_KEY["post"], BY_KEY["rank"]
    unit = examples.one(db, "unit")
    plain = {"cadre": person, "unit": unit, "title": "干事", "is_main": False}
    dates = [PartialDate(2012), None, PartialDate(2012, 5), PartialDate(2012, 5, 9)]
    for when in dates:
        records.create(db, post, {**plain, "appointed_on": when})
    records.create(db, rank, {**examples.a_rank(db), "cadre": person})
    whens = [event.when for event in life.life_of_person(db, person.id)]
    assert whens == [PartialDate(2022, 3), PartialDate(2012, 5, 9), PartialDate(2012, 5), PartialDate(2012), None]


def test_a_year_counts_as_a_moment_and_a_line_happens_when_its_owner_does(db, person):
    examples.filed(db, "annual_assessment", examples.EXAMPLES["annual_assessment"](db))
    trainee = examples.filed(db, "trainee", examples.EXAMPLES["trainee"](db))
    events = {event.kind_key: event for event in life.life_of_person(db, person.id)}
    assert events["annual_assessment"].when is not None
    assert events["annual_assessment"].when.precision == "year"
    assert events["trainee"].when == PartialDate(2026, 4, 7)
    assert events["trainee"].record_id == trainee.id


def test_a_part_is_named_unless_the_record_is_simply_theirs(db, person):
    pair = examples.EXAMPLES["mentoring"](db)
    examples.filed(db, "mentoring", pair)
    assert [(e.kind_key, e.part) for e in life.life_of_person(db, person.id)] == [("mentoring", "帮带人")]
    young = life.life_of_person(db, pair["cadre"].id)
    assert [(e.kind_key, e.part, e.when) for e in young] == [("mentoring", "", PartialDate.of(date(2026, 1, 12)))]


def test_what_lies_in_the_bin_belongs_to_no_life(db, person):
    made = examples.filed(db, "honour", examples.EXAMPLES["honour"](db))
    assert made.id in {e.record_id for e in life.life_of_person(db, person.id)}
    records.discard(db, BY_KEY["honour"], made.id)
    assert made.id not in {e.record_id for e in life.life_of_person(db, person.id)}
    assert all(shelf.count == 0 for shelf in life.shelves_of_person(db, person.id) if shelf.kind_key == "honour")


def test_registers_of_the_program_are_nobodys_life():
    kept = [kind for kind in KINDS if kind.kept_by_program]
    assert kept
    assert not any(life.ways_to(kind, model) for kind in kept for model in (Cadre, Unit))


@pytest.mark.parametrize("kind", [k for k in KINDS if k.moments], ids=lambda k: k.key)
def test_moments_are_dates_or_years(kind):
    for attribute in kind.moments:
        assert describe(attribute).type in (date, PartialDate, int)
