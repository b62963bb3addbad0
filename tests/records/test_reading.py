"""Lists read set by set give exactly what one record at a time would give, and count what they show."""

import pytest

from cadre_desktop.records import BY_KEY, KINDS, listing, reading, rows
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from tests import examples

INTERVIEW, OBSERVATION, UNIT = BY_KEY["interview"], BY_KEY["observation"], BY_KEY["unit"]


@pytest.mark.parametrize("kind", [k for k in KINDS if not k.kept_by_program], ids=lambda k: k.key)
def test_every_field_of_every_kind_reads_as_from_the_record_itself(db, kind):
    made = [examples.filed(db, kind.key, examples.EXAMPLES[kind.key](db)).id]
    fields = (*kind.form_fields, *kind.table_fields)
    with db.read() as session:
        found = reading.read_rows(session, kind.model, made, fields)
        expected = [tuple(rows.value_of(session.get_one(kind.model, i), f) for f in fields) for i in made]
    assert [row.id for row in found] == made
    assert [row.values for row in found] == expected


def test_rows_come_in_the_order_asked_for_and_unknown_ids_are_left_out(db):
    ids = [examples.filed(db, "unit", {"name": f"第{n}村"}).id for n in range(3)]
    with db.read() as session:
        found = reading.read_rows(session, UNIT.model, [ids[2], "nobody", ids[0]], (UNIT.field("name"),))
    assert [row.values[0] for row in found] == ["第2村", "第0村"]


def test_more_ids_than_one_statement_takes_are_all_read(db, monkeypatch):
    monkeypatch.setattr(reading, "_AT_ONCE", 2)
    ids = [examples.filed(db, "unit", {"name": f"第{n}村"}).id for n in range(5)]
    with db.read() as session:
        found = reading.read_rows(session, UNIT.model, ids, ())
    assert [row.id for row in found] == ids


def test_a_search_counts_what_it_lists_live_or_in_the_bin(db):
    made = [examples.filed(db, "observation", examples.an_observation(db)).id for _ in range(5)]
    records.discard_many(db, OBSERVATION, made[:2])
    word = records.load(db, OBSERVATION, made[4])[0]["matter"][:2]
    for deleted, number in ((False, 3), (True, 2)):
        query = ListQuery(text=word, deleted=deleted)
        with db.read() as session:
            assert listing.count(session, OBSERVATION, query) == number
            assert len(listing.all_ids(session, OBSERVATION, query)) == number


def test_a_search_narrowed_by_a_filter_counts_only_those(db):
    first = examples.filed(db, "observation", examples.an_observation(db))
    other = examples.filed(db, "unit", {"name": "县水利局"})
    records.change(db, OBSERVATION, first.id, 1, {"unit": other})
    examples.filed(db, "observation", examples.an_observation(db))
    word = records.load(db, OBSERVATION, first.id)[0]["matter"][:2]
    with db.read() as session:
        assert listing.count(session, OBSERVATION, ListQuery(text=word)) == 2
        assert listing.count(session, OBSERVATION, ListQuery(text=word).with_filter("unit", other)) == 1


@pytest.mark.parametrize("text", ["，。", "%", "没有这样的话"])
def test_a_search_that_finds_nothing_counts_nothing(db, text):
    examples.filed(db, "observation", examples.an_observation(db))
    with db.read() as session:
        assert listing.count(session, OBSERVATION, ListQuery(text=text)) == 0
