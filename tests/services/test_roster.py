"""The roster read by ids and rows, and one field changed for several people at once."""

import pytest

from cadre_desktop.errors import InvalidInput
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import CadreState, ManagedBy
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.vocab import Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import history, records, roster
from tests.services import people
from tests.services.people import filed, held


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


def test_one_field_changes_for_all_in_one_piece_of_work(db, three):
    ids = [link.id for link in three.values()]
    assert roster.change_many(db, ids, "managed_by", ManagedBy.COUNTY) == 2
    assert {held(db, "cadre", link, "managed_by") for link in three.values()} == {ManagedBy.COUNTY}
    step = history.recent_steps(db, limit=1)[0]
    assert (step.title, step.n_records) == ("批量修改管理类别", 2)


def test_the_whole_change_is_taken_back_by_one_undo(db, three):
    roster.change_many(db, [link.id for link in three.values()], "managed_by", ManagedBy.PREFECTURE)
    history.undo_step(db, history.recent_steps(db, limit=1)[0].work_id)
    assert held(db, "cadre", three["陈立"], "managed_by") is ManagedBy.COUNTY
    assert held(db, "cadre", three["周文静"], "managed_by") is None


def test_when_one_person_breaks_a_rule_nobody_is_changed_and_she_is_named(db, three):
    broken = filed(db, "cadre", name="单小明", sex=Sex.MALE, birth_on=PartialDate(1990, 1))
    with db.work("弄坏一条") as session:
        session.get_one(BY_KEY["cadre"].model, broken.id).id_number = "430123"
    ids = [three["周文静"].id, broken.id]
    with pytest.raises(InvalidInput, match="单小明："):
        roster.change_many(db, ids, "state", CadreState.TRANSFERRED)
    assert held(db, "cadre", three["周文静"], "state") is CadreState.SERVING


def test_a_field_that_is_no_bulk_field_is_refused(db, three):
    with pytest.raises(ValueError, match="phone"):
        roster.change_many(db, [three["陈立"].id], "phone", "123")


def test_people_in_the_recycle_bin_are_not_listed(db, three):
    records.discard(db, BY_KEY["cadre"], three["陈立"].id)
    assert names(db, ListQuery(sort="name")) == ["周文静", "毛建国"]
