"""Several records are changed at once: first shown, then saved as one step, all of it or nothing."""

import pytest

from cadre_desktop.errors import EditConflict, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import ManagedBy
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import edits, records, undo
from cadre_desktop.services.edits import Edit
from tests.services.people import cadre, change, held, last_work, post, unit


def named(one):
    return [(d.label, d.before, d.after) for d in one.differences]


def test_edits_are_foreseen_in_words_without_being_done(db):
    who = cadre(db, managed_by=ManagedBy.OTHER)
    (one,) = edits.foresee(db, [Edit("cadre", who.id, {"managed_by": ManagedBy.COUNTY, "ethnic": "汉族"})])
    assert named(one) == [("管理类别", "其他", "县委管理"), ("民族", "", "汉族")]
    assert (one.record, one.fits, one.state) == ("周文静", True, "将修改")
    assert held(db, "cadre", who, "managed_by") is ManagedBy.OTHER


def test_what_cannot_be_saved_says_why_and_stays_out(db):
    good, bad = cadre(db), cadre(db, "刘大有", birth_on=PartialDate(2009, 5))
    same = cadre(db, "孙立", work_start_on=PartialDate(2008, 7))
    wanted = [Edit("cadre", who.id, {"work_start_on": PartialDate(2008, 7)}) for who in (good, bad, same)]
    foreseen = edits.foresee(db, wanted)
    assert [one.state for one in foreseen] == ["将修改", "参加工作时间不能早于出生年月", "已是新值，不变"]
    assert edits.carry_out(db, "批量修改", foreseen) == 1
    assert held(db, "cadre", good, "work_start_on") == PartialDate(2008, 7)
    assert held(db, "cadre", bad, "work_start_on") is None


def test_all_of_it_is_one_step_to_take_back(db):
    people = [cadre(db, f"张{n}") for n in "一二三"]
    edits.carry_out(db, "批量修改民族", edits.foresee(db, [Edit("cadre", p.id, {"ethnic": "苗族"}) for p in people]))
    assert {held(db, "cadre", p, "ethnic") for p in people} == {"苗族"}
    assert undo.undo(db, last_work(db)).n_back == 3
    assert {held(db, "cadre", p, "ethnic") for p in people} == {None}


def test_a_record_saved_meanwhile_stops_it_all(db):
    first, second = cadre(db), cadre(db, "刘大有")
    foreseen = edits.foresee(db, [Edit("cadre", p.id, {"ethnic": "苗族"}) for p in (first, second)])
    change(db, "cadre", second, remark="另有人改过")
    with pytest.raises(EditConflict):
        edits.carry_out(db, "批量修改", foreseen)
    assert held(db, "cadre", first, "ethnic") is None


def test_records_in_the_bin_or_gone_are_told(db):
    who = cadre(db)
    records.discard(db, BY_KEY["cadre"], who.id)
    foreseen = edits.foresee(
        db, [Edit("cadre", who.id, {"ethnic": "苗族"}), Edit("cadre", "0" * 32, {"ethnic": "苗族"})]
    )
    assert [one.state for one in foreseen] == ["已移入回收站，不能修改", "这条干部已经不存在"]
    with pytest.raises(NotAllowed, match="没有可以保存的修改"):
        edits.carry_out(db, "批量修改", foreseen)


def test_links_are_set_like_other_values(db):
    old, new = unit(db), unit(db, "龙潭镇")
    held_post = post(db, cadre(db), old)
    foreseen = edits.foresee(db, [Edit("post", held_post.id, {"unit": new})])
    assert named(foreseen[0]) == [("任职单位", "青石镇", "龙潭镇")]
    edits.carry_out(db, "批量修改", foreseen)
    assert held(db, "post", held_post, "unit_id") == new.id


def test_fields_that_are_sealed_kept_or_the_owner_are_not_for_many_at_once():
    labels = {f.label for f in edits.editable(BY_KEY["post"])}
    assert "任职文号" in labels
    assert "干部姓名" not in labels
    assert not any(f.spec.sealed for f in edits.editable(BY_KEY["interview"]))
    assert edits.editable(BY_KEY["import_batch"]) == ()
