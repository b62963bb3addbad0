"""Set-wise erasing leaves exactly what erasing one by one would have left."""

import pytest
import sqlalchemy as sa

from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.interview import Interview, interview_subject
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.unit import Unit
from cadre_desktop.services import records
from cadre_desktop.storage import bulk, verify
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.erasing import erase
from tests import examples

UNIT, INTERVIEW = BY_KEY["unit"], BY_KEY["interview"]


def _erasures(db):
    with db.read() as session:
        entries = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "erase").order_by(AuditEntry.id))
        return {entry.record_id: (entry.table, entry.changes, bool(entry.secret), entry.state) for entry in entries}


def test_erased_records_are_gone_from_table_index_and_seals(db):
    with db.work("导入单位") as session:
        ids = bulk.insert(session, Unit, [{"name": f"第{n}村"} for n in range(7)])
    with db.work("清除") as session:
        erase(session, Unit, ids[:6])
    assert [row.id for row in records.all_rows(db, UNIT, UNIT.table_fields)] == ids[6:]
    assert records.count(db, UNIT, ListQuery(text="第0村")) == 0
    assert records.count(db, UNIT, ListQuery(text="第6村")) == 1
    with db.read() as session:
        connection = session.connection()
        assert list(db.chain.faults(connection)) == []
        assert list(verify.state_faults(connection, [k.model for k in KINDS], db.chain.state_key)) == []


def test_the_lines_equal_those_of_erasing_one_by_one(db):
    cadre = examples.filed(db, "cadre", examples.a_cadre(db))
    talks = [records.create(db, INTERVIEW, _talk(cadre)) for _ in range(2)]
    with db.work("一条一条") as session:
        session.delete(session.get_one(Interview, talks[0]))
    with db.work("一次清除") as session:
        erase(session, Interview, talks[1:])
    one, many = (_erasures(db)[key] for key in talks)
    assert one == many
    assert one[1]["subjects"] == [[cadre.id], None]
    assert one[2], "what was sealed is kept for whoever may see it"
    with db.read() as session:
        assert session.execute(sa.select(interview_subject)).all() == []


def _talk(cadre):
    values = {"purpose": INTERVIEW.field("purpose").choices[1], "subjects": (cadre,), "year": examples.TODAY.year}
    return {**values, "talked_on": examples.TODAY, "talkers": "甲", "raw_notes": "只有经手人能看"}


def test_nothing_to_erase_writes_nothing(db):
    with db.work("清除") as session:
        erase(session, Unit, [])
        erase(session, Unit, ["0" * 32])
    assert _erasures(db) == {}


def test_what_others_point_at_is_refused_whole(db):
    cadre = examples.filed(db, "cadre", examples.a_cadre(db))
    records.create(db, INTERVIEW, _talk(cadre))
    with pytest.raises(Exception, match="FOREIGN KEY"), db.work("清除") as session:
        erase(session, BY_KEY["cadre"].model, [cadre.id])
    assert records.count(db, BY_KEY["cadre"], ListQuery()) == 1
    assert _erasures(db) == {}
