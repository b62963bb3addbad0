"""Taking whole pieces of work back, whatever has happened since."""

from datetime import date
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from cadre_desktop.errors import NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.interview import InterviewState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import history, records, undo
from cadre_desktop.services.undo import TakenBack
from cadre_desktop.storage import bulk, search, verify
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.vault import Vault
from tests.services.people import cadre, change, filed, held, is_binned, last_work, post, talk, unit


def chain_faults(db: Database) -> list[str]:
    with db.read() as session:
        return list(db.chain.faults(session.connection()))


def seal_faults(db: Database) -> list[tuple[str, str]]:
    models = [kind.model for kind in BY_KEY.values()]
    with db.read() as session:
        return list(verify.state_faults(session.connection(), models, db.chain.state_key))


def test_an_undone_change_gives_every_field_its_old_value(db: Database) -> None:
    who = cadre(db, native_place="湖南衡东", work_start_on=PartialDate(2008, 8))
    change(db, "cadre", who, native_place="湖南湘阴", work_start_on=PartialDate(2009, 7), remark="已核对")
    result = undo.undo(db, last_work(db))
    assert result == TakenBack(1, ())
    assert held(db, "cadre", who, "native_place") == "湖南衡东"
    assert held(db, "cadre", who, "work_start_on") == PartialDate(2008, 8)
    assert held(db, "cadre", who, "remark") is None


def test_an_undone_creation_goes_to_the_recycle_bin_and_can_come_back(db: Database) -> None:
    who = cadre(db)
    undo.undo(db, last_work(db))
    assert is_binned(db, "cadre", who)
    undo.undo(db, last_work(db))
    assert not is_binned(db, "cadre", who)


def test_an_undone_discard_brings_the_record_back(db: Database) -> None:
    who = cadre(db)
    records.discard(db, BY_KEY["cadre"], who.id)
    assert undo.undo(db, last_work(db)).n_back == 1
    assert not is_binned(db, "cadre", who)


def test_what_was_changed_again_stays_and_is_named(db: Database) -> None:
    who = cadre(db, native_place="湖南衡东", health="健康")
    change(db, "cadre", who, native_place="湖南湘阴", health="良好")
    work = last_work(db)
    change(db, "cadre", who, native_place="湖南岳阳")
    result = undo.undo(db, work)
    assert held(db, "cadre", who, "native_place") == "湖南岳阳"
    assert held(db, "cadre", who, "health") == "健康"
    assert result.n_back == 1
    assert [(s.text, s.reason) for s in result.stays] == [("周文静", "“籍贯”后来又改过")]


def test_a_masked_value_goes_back_although_the_trail_hides_it(db: Database) -> None:
    who = cadre(db, phone="13800005678")
    change(db, "cadre", who, phone="13900001234")
    undo.undo(db, last_work(db))
    assert held(db, "cadre", who, "phone") == "13800005678"


def test_a_masked_value_changed_again_stays(db: Database) -> None:
    who = cadre(db, phone="13800005678")
    change(db, "cadre", who, phone="13900001234")
    work = last_work(db)
    change(db, "cadre", who, phone="13700000000")
    result = undo.undo(db, work)
    assert held(db, "cadre", who, "phone") == "13700000000"
    assert result.stays[0].reason == "“联系电话”后来又改过"


def test_a_masked_value_changed_and_changed_back_still_counts_as_the_work_s_own(db: Database) -> None:
    who = cadre(db, phone="13800005678")
    change(db, "cadre", who, phone="13900001234")
    work = last_work(db)
    change(db, "cadre", who, phone="13700000000")
    change(db, "cadre", who, phone="13900001234")
    assert undo.undo(db, work).n_back == 1
    assert held(db, "cadre", who, "phone") == "13800005678"


def test_sealed_notes_come_back_as_they_were_written(db: Database) -> None:
    record = talk(db, cadre(db), raw_notes="原话甲")
    change(db, "interview", record, raw_notes="原话乙")
    undo.undo(db, last_work(db))
    assert records.unseal(db, BY_KEY["interview"], record.id, "raw_notes") == "原话甲"


def test_undoing_leaves_sealed_notes_alone_for_whoever_lacks_their_key(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = talk(db, cadre(db), raw_notes="原话甲", place="镇政府")
    change(db, "interview", record, raw_notes="原话乙", place="村委会")
    work = last_work(db)
    with monkeypatch.context() as locked:
        locked.setattr(db, "vault", Vault(None))
        foreseen = undo.preview(db, work)
        result = undo.undo(db, work)
    assert foreseen == result
    assert result.n_back == 1
    (stay,) = result.stays
    assert stay.reason == "“原始记录”是加密内容，要由有谈话管理权限的人员撤销"
    assert "原话" not in str(result)
    assert held(db, "interview", record, "place") == "镇政府"
    assert records.unseal(db, BY_KEY["interview"], record.id, "raw_notes") == "原话乙"
    undo.undo(db, work)
    assert records.unseal(db, BY_KEY["interview"], record.id, "raw_notes") == "原话甲"


def test_the_people_of_a_talk_go_back_too(db: Database) -> None:
    first, second = cadre(db, "周文静"), cadre(db, "刘大有")
    record = talk(db, first)
    change(db, "interview", record, subjects=(first, second))
    undo.undo(db, last_work(db))
    values, _ = records.load(db, BY_KEY["interview"], record.id)
    assert [link.text for link in values["subjects"]] == ["周文静"]


def test_a_link_goes_back_to_the_record_it_named(db: Database) -> None:
    old, new = unit(db, "青石镇"), unit(db, "龙潭镇")
    record = post(db, cadre(db), old)
    change(db, "post", record, unit=new)
    undo.undo(db, last_work(db))
    values, _ = records.load(db, BY_KEY["post"], record.id)
    assert values["unit"] == old


def test_a_link_to_an_erased_record_cannot_go_back(db: Database) -> None:
    old, new = unit(db, "青石镇"), unit(db, "龙潭镇")
    record = post(db, cadre(db), old)
    change(db, "post", record, unit=new)
    work = last_work(db)
    records.discard(db, BY_KEY["unit"], old.id)
    records.erase(db, BY_KEY["unit"], old.id)
    result = undo.undo(db, work)
    assert result.n_back == 0
    assert result.stays[0].reason == "原来所指的记录已彻底删除"
    values, _ = records.load(db, BY_KEY["post"], record.id)
    assert values["unit"] == new


def test_a_final_talk_refuses_to_go_back(db: Database) -> None:
    record = talk(db, cadre(db), place="镇政府")
    change(db, "interview", record, place="村委会")
    work = last_work(db)
    with db.work("定稿") as session:
        session.get_one(BY_KEY["interview"].model, record.id).state = InterviewState.FINAL  # type: ignore[attr-defined]
    finalising = last_work(db)
    for step in (work, finalising):
        result = undo.undo(db, step)
        assert result.n_back == 0
        assert "已定稿" in result.stays[0].reason
    assert held(db, "interview", record, "state") is InterviewState.FINAL
    assert held(db, "interview", record, "place") == "村委会"


def test_a_rule_broken_by_the_old_value_keeps_the_new_one(db: Database) -> None:
    first = cadre(db, "周文静", id_number="350425198604122021")
    change(db, "cadre", first, id_number=None)
    work = last_work(db)
    cadre(db, "周文婧", id_number="350425198604122021")
    result = undo.undo(db, work)
    assert held(db, "cadre", first, "id_number") is None
    assert "重复" in result.stays[0].reason


def test_what_was_created_stays_while_later_records_need_it(db: Database) -> None:
    who = cadre(db)
    work = last_work(db)
    talk(db, who)
    result = undo.undo(db, work)
    assert not is_binned(db, "cadre", who)
    assert [s.reason for s in result.stays] == ["后来的其他记录还用到它"]


def test_lines_stay_with_their_owner(db: Database) -> None:
    where = unit(db)
    with db.work("导入干部名册") as session:
        person = records.add(db, session, BY_KEY["cadre"], {**_person("周文静")})
        given = {"cadre": Link(person.id, ""), "unit": where, "title": "镇长", "appointed_on": PartialDate(2021, 5)}
        line = records.add(db, session, BY_KEY["post"], given)
        ids = person.id, line.id
    work = last_work(db)
    talk(db, Link(ids[0], ""))
    result = undo.undo(db, work)
    assert {s.record_id for s in result.stays} == set(ids)
    assert not is_binned(db, "post", Link(ids[1], ""))


def test_a_record_used_only_from_the_recycle_bin_goes(db: Database) -> None:
    who = cadre(db)
    work = last_work(db)
    record = talk(db, who)
    records.discard(db, BY_KEY["interview"], record.id)
    assert undo.undo(db, work).stays == ()
    assert is_binned(db, "cadre", who)


def test_an_erased_record_stays_erased(db: Database) -> None:
    who = cadre(db)
    change(db, "cadre", who, health="健康")
    changed = last_work(db)
    records.discard(db, BY_KEY["cadre"], who.id)
    with db.work("清除") as session:
        session.connection().exec_driver_sql("DELETE FROM cadre_summary")
    records.erase(db, BY_KEY["cadre"], who.id)
    erased = last_work(db)
    assert undo.undo(db, changed).stays[0].reason == "记录后来已彻底删除"
    with db.read() as session:
        assert session.get(Cadre, who.id) is None
    assert undo.undo(db, erased).stays[0].text == ""


def test_a_bulk_import_goes_back_as_one_step_after_other_edits(db: Database) -> None:
    old = cadre(db, "刘大有", health="健康")
    with db.work("导入干部名册") as session:
        rows = [_person(f"陈小{n}") for n in "一二三四五六七八九十"]
        ids = bulk.insert(session, Cadre, [{**row, "identity": "civil", "state": "1"} for row in rows])
        person = session.get_one(Cadre, old.id)
        now = {c.key: getattr(person, c.key) for c in Cadre.__table__.columns}
        bulk.update(session, Cadre, [bulk.Update(old.id, person.version, now, {"health": "良好", "ethnic": "苗族"})])
    work = last_work(db)
    change(db, "cadre", old, ethnic="汉族")
    change(db, "cadre", Link(ids[3], ""), remark="手工补充")
    result = undo.undo(db, work)
    assert result.n_back == 11
    assert all(is_binned(db, "cadre", Link(i, "")) for i in ids)
    assert held(db, "cadre", old, "health") == "健康"
    assert held(db, "cadre", old, "ethnic") == "汉族"
    assert held(db, "cadre", Link(ids[3], ""), "remark") == "手工补充"
    assert chain_faults(db) == []
    assert seal_faults(db) == []


def test_a_preview_says_what_would_happen_and_does_nothing(db: Database) -> None:
    who = cadre(db)
    expected = undo.preview(db, last_work(db))
    assert expected == TakenBack(1, ())
    assert not is_binned(db, "cadre", who)
    assert undo.undo(db, history.recent_steps(db)[0].work_id) == expected


def test_undoing_twice_does_nothing_more(db: Database) -> None:
    who = cadre(db, health="健康")
    change(db, "cadre", who, health="良好")
    work = last_work(db)
    undo.undo(db, work)
    again = undo.undo(db, work)
    assert again == TakenBack(0, ())
    assert "没有可以撤销的内容" in again.sentence
    assert held(db, "cadre", who, "health") == "健康"


def test_an_unknown_work_is_refused(db: Database) -> None:
    with pytest.raises(NotAllowed, match="找不到这一步"):
        undo.undo(db, "0" * 32)


def test_the_search_index_follows_the_undoing(db: Database) -> None:
    unit(db, "青石镇", short_name="青石")
    record = filed(db, "unit", name="龙潭镇", short_name="龙潭")
    change(db, "unit", record, short_name="老龙潭")
    undo.undo(db, last_work(db))
    query = search.match_query("unit", "老龙潭")
    with db.read() as session:
        found = session.connection().exec_driver_sql(
            "SELECT count(*) FROM search_text WHERE search_text MATCH ?", (query,)
        )
        assert found.scalar() == 0


def _person(name: str) -> dict[str, Any]:
    return {"name": name, "sex": Sex.FEMALE, "birth_on": PartialDate(1990, 1)}


# A model of what undoing means, kept as plain dictionaries beside the real store.

_FIELDS = ("native_place", "health", "phone", "remark")
_VALUES = (None, "甲", "乙", "丙")
_change = st.tuples(
    st.just("change"), st.integers(0, 2), st.dictionaries(st.sampled_from(_FIELDS), st.sampled_from(_VALUES))
)
_bin = st.tuples(st.sampled_from(["discard", "restore"]), st.integers(0, 2), st.none())
_undo = st.tuples(st.just("undo"), st.integers(0, 30), st.none())


class _Model:
    """What the records hold, and which work wrote what."""

    def __init__(self, ids: list[str]) -> None:
        self.now: dict[tuple[str, str], Any] = {(i, f): None for i in ids for f in (*_FIELDS, "binned")}
        for i in ids:
            self.now[i, "binned"] = False
        self.works: dict[str, dict[tuple[str, str], tuple[Any, Any]]] = {}

    def write(self, new: dict[tuple[str, str], Any]) -> dict[tuple[str, str], tuple[Any, Any]]:
        diff = {place: (self.now[place], value) for place, value in new.items() if self.now[place] != value}
        self.now |= {place: value for place, (_, value) in diff.items()}
        return diff

    def undo(self, work_id: str) -> dict[tuple[str, str], tuple[Any, Any]]:
        wrote = self.works[work_id]
        return self.write({place: old for place, (old, new) in wrote.items() if self.now[place] == new})


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(_change, _bin, _undo), max_size=14))
def test_any_sequence_of_work_and_undoing_leaves_what_the_model_says(db: Database, steps: list[Any]) -> None:
    people = [cadre(db, name) for name in ("周文静", "刘大有", "陈立")]
    model = _Model([p.id for p in people])
    done: list[str] = []
    for what, n, values in steps:
        diff: dict[tuple[str, str], tuple[Any, Any]] = {}
        before = last_work(db)
        if what == "undo":
            if not done:
                continue
            work = done[n % len(done)]
            undo.undo(db, work)
            diff = model.undo(work)
        elif what == "change" and model.now[people[n].id, "binned"]:
            with pytest.raises(NotAllowed):  # what lies in the bin is brought back before it is changed
                change(db, "cadre", people[n], **values)
        elif what == "change":
            change(db, "cadre", people[n], **values)
            diff = model.write({(people[n].id, f): v for f, v in values.items()})
        else:
            if (what == "discard") == model.now[people[n].id, "binned"]:
                continue
            (records.discard if what == "discard" else records.restore)(db, BY_KEY["cadre"], people[n].id)
            diff = model.write({(people[n].id, "binned"): what == "discard"})
        if diff:
            assert last_work(db) != before
            done.append(last_work(db))
            model.works[done[-1]] = diff
    for person in people:
        assert is_binned(db, "cadre", person) == model.now[person.id, "binned"]
        for name in _FIELDS:
            assert held(db, "cadre", person, name) == model.now[person.id, name]
    assert chain_faults(db) == []
    assert seal_faults(db) == []


def test_a_whole_import_of_talks_is_undone_with_the_dates_of_the_people(db: Database) -> None:
    who = cadre(db)
    talk(db, who, talked_on=date(2026, 3, 1))
    work = last_work(db)
    undo.undo(db, work)
    with db.read() as session:
        row = session.connection().exec_driver_sql("SELECT n_interviews, last_talk_on FROM cadre_summary").one()
    assert tuple(row) == (0, None)
