"""What people read of a record's past, and putting it back."""

from datetime import date

import pytest

from cadre_desktop.errors import EditConflict, InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.interview import InterviewState, Purpose
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import history, records, undo
from cadre_desktop.services.history import FieldChange, Held, TrailLine
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.vault import Vault
from tests.conftest import FrozenClock
from tests.services.people import cadre, change, held, last_work, post, talk, unit, version

CADRE, TALK, POST = BY_KEY["cadre"], BY_KEY["interview"], BY_KEY["post"]


def lines(db: Database, key: str, record: Link) -> list[TrailLine]:
    return history.trail(db, BY_KEY[key], record.id)


def test_the_trail_reads_in_words(db: Database, clock: FrozenClock) -> None:
    who, old, new = cadre(db), unit(db, "青石镇"), unit(db, "龙潭镇")
    record = post(db, who, old, is_leader=False)
    clock.forward(minutes=5)
    change(db, "post", record, unit=new, is_leader=True, appointed_on=PartialDate(2022, 6, 1))
    line = lines(db, "post", record)[0]
    assert (line.actor, line.action, line.title) == ("陈海燕", "修改", "修改任职经历")
    assert line.at == clock()
    assert set(line.changes) == {
        FieldChange("任职单位", "青石镇", "龙潭镇"),
        FieldChange("班子成员", "否", "是"),
        FieldChange("任职时间", "2021.05", "2022.06.01"),
    }


def test_choices_and_people_are_named_and_empty_is_empty(db: Database) -> None:
    first, second = cadre(db, "周文静"), cadre(db, "刘大有")
    record = talk(db, first)
    change(db, "interview", record, purpose=Purpose.HEART, subjects=(first, second), category=None)
    changes = {c.label: (c.before, c.after) for c in lines(db, "interview", record)[0].changes}
    assert changes == {
        "谈话类型": ("考察谈话（五必谈）", "谈心谈话"),
        "谈话对象": ("周文静", "、".join(p.text for p in sorted((first, second), key=lambda p: p.id))),
        "受访者类别": ("干部职工", ""),
    }


def test_masked_and_sealed_values_stay_masked(db: Database) -> None:
    who = cadre(db, phone="13800005678")
    record = talk(db, who, raw_notes="原话甲")
    change(db, "cadre", who, phone=None)
    change(db, "interview", record, raw_notes="原话乙")
    assert lines(db, "cadre", who)[0].changes == (FieldChange("联系电话", "●●●", ""),)
    assert lines(db, "interview", record)[0].changes == (FieldChange("原始记录", "●●●", "●●●"),)
    assert "原话" not in repr(lines(db, "interview", record))


def test_discarding_and_restoring_are_one_word_each(db: Database) -> None:
    who = cadre(db)
    records.discard(db, CADRE, who.id)
    records.restore(db, CADRE, who.id)
    assert [(line.action, line.changes) for line in lines(db, "cadre", who)[:2]] == [("恢复", ()), ("删除", ())]


def test_a_linked_record_that_was_erased_is_said_to_be(db: Database) -> None:
    who, old, new = cadre(db), unit(db, "青石镇"), unit(db, "龙潭镇")
    record = post(db, who, old)
    change(db, "post", record, unit=new)
    records.discard(db, BY_KEY["unit"], old.id)
    records.erase(db, BY_KEY["unit"], old.id)
    assert lines(db, "post", record)[0].changes == (FieldChange("任职单位", "（已彻底删除）", "龙潭镇"),)


def test_a_record_goes_back_to_before_and_after_a_line(db: Database) -> None:
    who = cadre(db, health="健康")
    change(db, "cadre", who, health="良好", remark="甲")
    middle = lines(db, "cadre", who)[0].seq
    change(db, "cadre", who, health="一般", remark="乙", phone="13800005678")
    assert history.put_back(db, CADRE, who.id, middle, version(db, "cadre", who), to="after") == 3
    assert [held(db, "cadre", who, n) for n in ("health", "remark", "phone")] == ["良好", "甲", None]
    assert history.put_back(db, CADRE, who.id, middle, version(db, "cadre", who), to="before") == 2
    assert [held(db, "cadre", who, n) for n in ("health", "remark", "phone")] == ["健康", None, None]
    newest = lines(db, "cadre", who)[0]
    assert (newest.action, newest.title) == ("修改", "退回干部的旧版本")


def test_masked_and_sealed_values_really_go_back(db: Database) -> None:
    who = cadre(db, phone="13800005678")
    change(db, "cadre", who, phone="13900001234")
    history.put_back(db, CADRE, who.id, lines(db, "cadre", who)[0].seq, version(db, "cadre", who))
    assert held(db, "cadre", who, "phone") == "13800005678"
    record = talk(db, who, raw_notes="原话甲", interviewee="王某")
    change(db, "interview", record, raw_notes="原话乙", interviewee=None)
    history.put_back(db, TALK, record.id, lines(db, "interview", record)[0].seq, version(db, "interview", record))
    assert records.unseal(db, TALK, record.id, "raw_notes") == "原话甲"
    assert records.unseal(db, TALK, record.id, "interviewee") == "王某"


def test_sealed_values_stay_untouched_by_whoever_lacks_their_key(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    record = talk(db, cadre(db), raw_notes="原话甲", interviewee="王某", place="镇政府")
    change(db, "interview", record, raw_notes="原话乙", interviewee=None, place="村委会")
    line = lines(db, "interview", record)[0].seq
    with monkeypatch.context() as locked:
        locked.setattr(db, "vault", Vault(None))
        assert history.put_back(db, TALK, record.id, line, version(db, "interview", record)) == 1
        with pytest.raises(NotAllowed, match="没有谈话管理权限，不能退回"):
            history.put_back(db, TALK, record.id, line, version(db, "interview", record))
        shown = str(history.trail(db, TALK, record.id)) + str(history.versions(db, TALK, record.id, line))
    assert held(db, "interview", record, "place") == "镇政府"
    assert records.unseal(db, TALK, record.id, "raw_notes") == "原话乙"
    assert records.unseal(db, TALK, record.id, "interviewee") == ""
    assert not any(words in shown for words in ("原话", "王某"))
    history.put_back(db, TALK, record.id, line, version(db, "interview", record))  # and the holder still can
    assert records.unseal(db, TALK, record.id, "raw_notes") == "原话甲"


def test_states_are_left_alone(db: Database) -> None:
    record = talk(db, cadre(db), place="镇政府")
    change(db, "interview", record, place="村委会")
    line = lines(db, "interview", record)[0].seq
    with db.work("送核对") as session:
        session.get_one(TALK.model, record.id).state = InterviewState.CHECKING  # type: ignore[attr-defined]
    history.put_back(db, TALK, record.id, line, version(db, "interview", record))
    assert held(db, "interview", record, "place") == "镇政府"
    assert held(db, "interview", record, "state") is InterviewState.CHECKING


def test_a_final_talk_is_not_put_back(db: Database) -> None:
    record = talk(db, cadre(db), place="镇政府")
    change(db, "interview", record, place="村委会")
    line = lines(db, "interview", record)[0].seq
    with db.work("定稿") as session:
        session.get_one(TALK.model, record.id).state = InterviewState.FINAL  # type: ignore[attr-defined]
    with pytest.raises(InvalidInput, match="不能退回到这个版本：谈话记录已定稿"):
        history.put_back(db, TALK, record.id, line, version(db, "interview", record))
    assert held(db, "interview", record, "place") == "村委会"


def test_rules_hold_for_old_values_too(db: Database) -> None:
    who = cadre(db, id_number="350425198604122021")
    change(db, "cadre", who, id_number=None)
    line = lines(db, "cadre", who)[0].seq
    cadre(db, "周文婧", id_number="350425198604122021")
    with pytest.raises(InvalidInput, match="身份证号与“周文婧”重复"):
        history.put_back(db, CADRE, who.id, line, version(db, "cadre", who))
    assert held(db, "cadre", who, "id_number") is None


def test_a_stale_screen_is_told_of_the_conflict(db: Database) -> None:
    who = cadre(db, health="健康")
    change(db, "cadre", who, health="良好")
    seen = version(db, "cadre", who)
    change(db, "cadre", who, remark="别处又存了一次")
    with pytest.raises(EditConflict):
        history.put_back(db, CADRE, who.id, lines(db, "cadre", who)[1].seq, seen)


def test_there_is_nothing_before_the_first_line(db: Database) -> None:
    who = cadre(db)
    first = lines(db, "cadre", who)[-1].seq
    with pytest.raises(NotAllowed, match="之前还没有这条记录"):
        history.put_back(db, CADRE, who.id, first, version(db, "cadre", who))
    with pytest.raises(NotAllowed, match="不需要退回"):
        history.put_back(db, CADRE, who.id, first, version(db, "cadre", who), to="after")
    with pytest.raises(NotAllowed, match="找不到这条操作记录"):
        history.put_back(db, CADRE, who.id, first + 99, version(db, "cadre", who))


def test_an_earlier_version_is_shown_field_by_field(db: Database) -> None:
    who = cadre(db, health="健康", phone="13800005678")
    change(db, "cadre", who, health="良好", phone=None)
    seq = lines(db, "cadre", who)[0].seq
    before = history.versions(db, CADRE, who.id, seq, at="before")
    after = history.versions(db, CADRE, who.id, seq)
    assert Held("健康状况", "健康") in before
    assert Held("联系电话", "●●●") in before
    assert Held("出生年月", "1986.04") in before
    assert Held("健康状况", "良好") in after
    assert "联系电话" not in {h.label for h in after}


def test_recent_steps_name_each_work_once(db: Database) -> None:
    who = cadre(db)
    first, second = cadre(db, "刘大有"), cadre(db, "陈立")
    records.discard_many(db, CADRE, [first.id, second.id])
    records.unseal(db, TALK, talk(db, who, raw_notes="原话").id, "raw_notes")
    steps = history.recent_steps(db)
    assert [(s.title, s.n_records) for s in steps] == [
        ("新增谈话记录", 1),
        ("删除干部", 2),
        ("新增干部", 1),
        ("新增干部", 1),
        ("新增干部", 1),
    ]
    assert [s.title for s in history.recent_steps(db, limit=2)] == ["新增谈话记录", "删除干部"]


def test_an_undone_step_is_marked_until_the_undoing_is_undone(db: Database) -> None:
    who = cadre(db, health="健康")
    change(db, "cadre", who, health="良好")
    work = last_work(db)
    undo.undo(db, work)
    marks = {s.title: s.undone for s in history.recent_steps(db)}
    assert marks == {"撤销：修改干部": False, "修改干部": True, "新增干部": False}
    undo.undo(db, last_work(db))
    assert held(db, "cadre", who, "health") == "良好"
    assert not next(s for s in history.recent_steps(db) if s.work_id == work).undone


def test_a_step_is_opened_into_its_records(db: Database) -> None:
    who = cadre(db)
    change(db, "cadre", who, health="良好")
    found = history.work_lines(db, last_work(db))
    assert [(kind, name, line.changes) for kind, name, line in found] == [
        ("干部", "周文静", (FieldChange("健康状况", "", "良好"),))
    ]


def test_all_acts_are_listed_and_narrowed(db: Database) -> None:
    record = talk(db, cadre(db), raw_notes="原话", talked_on=date(2026, 3, 1))
    records.unseal(db, TALK, record.id, "raw_notes")
    newest = history.acts(db)[0]
    assert (newest.action, newest.kind_title, newest.title) == ("查看密封内容", "谈话记录", "查看原始记录")
    assert "原始记录" in newest.facts
    assert [n.title for n in history.acts(db, text="新增")] == ["新增谈话记录", "新增干部"]
    assert [n.seq for n in history.acts(db, before=newest.seq)] == [newest.seq - 1, newest.seq - 2]
    assert history.acts(db, actor="别人") == []
