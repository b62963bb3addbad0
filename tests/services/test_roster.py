"""The roster read by ids and rows."""

import pytest

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import ManagedBy
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records, roster
from tests.services import people


@pytest.fixture
def three(db):
    """Three people of one office, by their names."""
    town = people.unit(db)
    found = {}
    for name, since in (("周文静", 2021), ("陈立", 2012), ("毛建国", 2016)):
        found[name] = people.cadre(db, name, managed_by=ManagedBy.COUNTY if name == "陈立" else None)
        people.post(db, found[name], town, appointed_on=PartialDate(since, 5))
    return found


def names(db, query):
    return [row.values[0] for row in roster.rows(db, roster.ids(db, query), ("name",))]


def test_rows_come_in_the_order_of_the_ids_asked_for(db, three):
    wanted = [three["毛建国"].id, three["周文静"].id]
    rows = roster.rows(db, wanted, ("name", "post_years"))
    assert [r.values for r in rows] == [("毛建国", 10), ("周文静", 5)]


def test_ids_nobody_has_are_left_out(db, three):
    assert [r.id for r in roster.rows(db, ["nobody", three["陈立"].id], ("name",))] == [three["陈立"].id]


def test_a_query_narrows_and_sorts(db, three):
    assert names(db, ListQuery(filters=(("post_years", 10),), sort="post_years", descending=True)) == ["陈立", "毛建国"]
    assert roster.count(db, ListQuery(filters=(("post_years", 11),))) == 1
    assert roster.count(db, ListQuery()) == 3


def test_people_in_the_recycle_bin_are_not_listed(db, three):
    records.discard(db, BY_KEY["cadre"], three["陈立"].id)
    assert names(db, ListQuery(sort="name")) == ["周文静", "毛建国"]
