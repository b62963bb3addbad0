"""What every kind may and may not be done to: signatures, seals, the bin, records that are gone."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from cadre_desktop.errors import InvalidInput, NotAllowed
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.rows import SEALED, Link
from cadre_desktop.services import attachments, interviews, records
from cadre_desktop.storage.vault import Vault
from tests import examples

CADRE, UNIT, INTERVIEW, POST = (BY_KEY[k] for k in ("cadre", "unit", "interview", "post"))


@pytest.fixture
def signed_talk(db):
    talk = records.create(db, INTERVIEW, {**examples.an_interview(db), "signed": False, "raw_notes": "原话"})
    interviews.to_checking(db, talk)
    interviews.sign(db, talk)
    return talk


def version(db, kind, record_id):
    return records.load(db, kind, record_id)[1]


def change(db, kind, record_id, **values):
    records.change(db, kind, record_id, version(db, kind, record_id), values)


@pytest.mark.parametrize("changed", [{"agreed_text": "改过的话"}, {"talkers": "甲、乙、丙"}, {"opinion": "同意"}])
def test_what_was_signed_for_does_not_change_under_the_signature(db, signed_talk, changed):
    with pytest.raises(InvalidInput, match="已经签字"):
        change(db, INTERVIEW, signed_talk, **changed)
    change(db, INTERVIEW, signed_talk, place="村部")  # where it was is not what was signed for
    interviews.back_to_draft(db, signed_talk)
    change(db, INTERVIEW, signed_talk, **changed)
    assert records.load(db, INTERVIEW, signed_talk)[0]["signed"] is False


def test_a_signature_and_other_words_do_not_come_in_one_save(db):
    talk = records.create(db, INTERVIEW, {**examples.an_interview(db), "signed": False})
    with pytest.raises(InvalidInput, match="已经签字"):
        change(db, INTERVIEW, talk, agreed_text="改过的话", signed=True)


def test_sealed_notes_are_emptied_only_by_who_may_read_them(db, signed_talk, monkeypatch):
    with_key = db.vault
    monkeypatch.setattr(db, "vault", Vault(None))
    with pytest.raises(NotAllowed):
        change(db, INTERVIEW, signed_talk, raw_notes=None)
    change(db, INTERVIEW, signed_talk, raw_notes=SEALED, place="村部")
    monkeypatch.setattr(db, "vault", with_key)
    assert records.unseal(db, INTERVIEW, signed_talk, "raw_notes") == "原话"
    change(db, INTERVIEW, signed_talk, raw_notes=None)
    assert records.load(db, INTERVIEW, signed_talk)[0]["raw_notes"] is None


def test_what_lies_in_the_bin_is_neither_changed_nor_linked_to(db):
    unit = examples.filed(db, "unit", examples.a_unit(db))
    other = examples.filed(db, "unit", {**examples.a_unit(db), "name": "白沙镇"})
    before = version(db, UNIT, unit.id)
    records.discard(db, UNIT, unit.id)
    with pytest.raises(NotAllowed, match="回收站"):
        records.change(db, UNIT, unit.id, before + 1, {"code": "A"})
    with pytest.raises(InvalidInput, match="已被删除"):
        change(db, UNIT, other.id, parent=unit)


@pytest.mark.parametrize("step", [records.load, records.discard, records.restore, records.erase])
def test_a_record_that_is_gone_is_told_in_words(db, step):
    with pytest.raises(NotAllowed, match="已经不存在"):
        step(db, UNIT, "0" * 32)


def test_a_link_to_a_record_that_is_gone_is_told_beside_its_field(db):
    unit = examples.filed(db, "unit", examples.a_unit(db))
    with pytest.raises(InvalidInput) as refused:
        change(db, UNIT, unit.id, parent=Link("0" * 32, "某镇"))
    assert [p.field for p in refused.value.problems] == ["parent"]


@pytest.mark.parametrize("name", ["", "   ", "\u3000", "青\ud800石"])
def test_blank_or_broken_text_is_refused(db, name):
    with pytest.raises(InvalidInput):
        records.create(db, UNIT, {"name": name})


def test_a_word_that_is_not_on_the_list_is_never_stored(db):
    with pytest.raises(InvalidInput, match="不是有效的单位类别"):
        records.create(db, UNIT, {"name": "青石镇", "kind": "planet"})
    problem = records.field_problems(replace(UNIT.field("kind"), required=False), None)
    assert problem == []


def test_a_final_talk_keeps_its_attachments(db, signed_talk, tmp_path):
    for name in ("签字扫描.txt", "多传的.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    attached = attachments.attach(db, INTERVIEW, signed_talk, tmp_path / "签字扫描.txt")
    spare = attachments.attach(db, INTERVIEW, signed_talk, tmp_path / "多传的.txt")
    attachments.discard(db, spare)
    interviews.finalise(db, signed_talk)
    with pytest.raises(NotAllowed, match="锁定"):
        attachments.discard(db, attached)
    assert [a.name for a in attachments.listed(db, INTERVIEW, signed_talk)] == ["签字扫描.txt"]


def test_what_a_link_leads_to_is_not_read_when_the_link_stays(db):
    kind = BY_KEY["achievement"]
    item = records.create(db, kind, examples.EXAMPLES["achievement"](db))
    values, read_at = records.load(db, kind, item)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _cursor, text, *_: asked.append(text))
    records.change(db, kind, item, read_at, {**values, "opinion": "属实"})
    assert not [text for text in asked if "FROM cadre " in text or "FROM unit " in text]
    assert records.load(db, kind, item)[0] == {**values, "opinion": "属实"}


def test_a_link_may_stay_with_a_record_that_was_binned_and_may_be_emptied(db):
    kind = BY_KEY["achievement"]
    item = records.create(db, kind, examples.EXAMPLES["achievement"](db))
    values, read_at = records.load(db, kind, item)
    with db.work("在以前的版本里删除") as session:  # which did not refuse it
        session.get_one(UNIT.model, values["unit"].id).deleted_at = db.now()
    records.change(db, kind, item, read_at, {**values, "opinion": "属实"})
    assert records.load(db, kind, item)[0]["unit"] == values["unit"]
    change(db, kind, item, unit=None)
    assert records.load(db, kind, item)[0]["unit"] is None
    with pytest.raises(InvalidInput, match="已被删除"):
        change(db, kind, item, unit=values["unit"])
