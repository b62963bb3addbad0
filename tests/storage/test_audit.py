"""The trail: every change, in the same transaction, masked where it must be."""

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import InvalidInput
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import Sex
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.services import records
from cadre_desktop.storage import audit
from cadre_desktop.storage.audit import MASK, AuditEntry

CADRE, UNIT, INTERVIEW = BY_KEY["cadre"], BY_KEY["unit"], BY_KEY["interview"]
WOMAN = {"name": "周文静", "sex": Sex.FEMALE, "birth_on": PartialDate(1949, 12), "id_number": "11010519491231002X"}


def entries(db):
    with db.read() as session:
        return [
            (e.title, e.action, e.table, e.changes)
            for e in session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))
        ]


def test_a_change_names_the_person_the_step_and_the_old_and_new_value(db):
    unit = records.create(db, UNIT, {"name": "青石镇"})
    _, version = records.load(db, UNIT, unit)
    records.change(db, UNIT, unit, version, {"name": "青石桥镇"})
    title, action, table, changes = entries(db)[-1]
    assert (title, action, table) == ("修改单位", "update", "unit")
    assert changes == {"name": ["青石镇", "青石桥镇"]}


def test_sensitive_values_are_masked_on_creation_and_on_change(db):
    cadre = records.create(db, CADRE, WOMAN)
    _, version = records.load(db, CADRE, cadre)
    records.change(db, CADRE, cadre, version, {"id_number": None})
    assert [e[3]["id_number"] for e in entries(db)] == [[None, MASK], [MASK, None]]
    with db.read() as session:
        rows = session.execute(sa.text("SELECT diff, secret FROM audit_entry")).all()
    assert all("19491231" not in row.diff for row in rows)
    assert all(b"19491231" not in (row.secret or b"") for row in rows)


def test_the_masked_old_value_can_be_revealed_with_the_keys(db):
    cadre = records.create(db, CADRE, WOMAN)
    _, version = records.load(db, CADRE, cadre)
    records.change(db, CADRE, cadre, version, {"id_number": None})
    with db.read() as session:
        last = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert db.chain.reveal(last.secret, cadre) == {"id_number": WOMAN["id_number"]}


def test_changed_subjects_of_a_talk_are_in_the_trail(db, clock):
    one, two = (records.create(db, CADRE, {**WOMAN, "id_number": None, "name": n}) for n in ("周文静", "毛建国"))
    talk = records.create(
        db,
        INTERVIEW,
        {
            "subjects": [Link(one, "")],
            "year": 2026,
            "category": INTERVIEW.field("category").choices[0],
            "talked_on": clock().date(),
            "talkers": "甲、乙",
        },
    )
    _, version = records.load(db, INTERVIEW, talk)
    records.change(db, INTERVIEW, talk, version, {"subjects": [Link(two, "")]})
    assert entries(db)[-1][3] == {"subjects": [[one], [two]]}
    assert records.load(db, INTERVIEW, talk)[1] == version + 1


def test_saving_without_a_change_writes_no_line(db):
    unit = records.create(db, UNIT, {"name": "青石镇"})
    values, version = records.load(db, UNIT, unit)
    records.change(db, UNIT, unit, version, values)
    assert len(entries(db)) == 1
    assert records.load(db, UNIT, unit)[1] == version


def test_a_refused_save_leaves_no_line(db):
    with pytest.raises(InvalidInput):
        records.create(db, UNIT, {"name": ""})
    assert entries(db) == []


def test_discard_and_restore_are_named_for_what_they_are(db):
    unit = records.create(db, UNIT, {"name": "青石镇"})
    records.discard(db, UNIT, unit)
    records.restore(db, UNIT, unit)
    assert [e[1] for e in entries(db)] == ["create", "discard", "restore"]


def test_an_erased_record_leaves_its_name_in_the_trail(db):
    unit = records.create(db, UNIT, {"name": "青石镇"})
    records.discard(db, UNIT, unit)
    records.erase(db, UNIT, unit)
    assert entries(db)[-1][1] == "erase"
    assert entries(db)[-1][3]["name"] == ["青石镇", None]


def test_bulk_writes_that_would_skip_the_trail_are_refused(db):
    with pytest.raises(RuntimeError, match="unaudited"), db.work("偷改") as session:
        session.execute(sa.update(Unit).values(name="x"))


def test_the_trail_cannot_be_edited_or_cut_by_honest_mistake(db):
    records.create(db, UNIT, {"name": "青石镇"})
    for statement in ("UPDATE audit_entry SET actor='x'", "DELETE FROM audit_entry"):
        with pytest.raises(sa.exc.IntegrityError, match="append-only"), db.engine.begin() as connection:
            connection.exec_driver_sql(statement)


def test_an_act_that_changes_nothing_is_noted(db):
    with db.work("导出名册") as session:
        audit.note(session, "export", "cadre", file="名册.xlsx", count=3)
    assert entries(db) == [("导出名册", "export", "cadre", {"file": [None, "名册.xlsx"], "count": [None, 3]})]


def test_one_piece_of_work_has_one_number_and_announces_what_it_touched(db):
    seen = []
    db.subscribe(seen.append)
    with db.work("新增两个单位") as session:
        ids = {records.add(db, session, UNIT, {"name": n}).id for n in ("青石镇", "白沙镇")}
    with db.read() as session:
        numbers = set(session.scalars(sa.select(AuditEntry.work_id)))
    assert len(numbers) == 1
    assert seen[0].work_id in numbers
    assert seen[0].touched == {("unit", i) for i in ids}
    assert seen[0].touches("unit")
    assert not seen[0].touches("cadre")
