"""The bulk path leaves exactly what saving one by one would have left."""

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import EditConflict
from cadre_desktop.records import BY_KEY, KINDS
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.observation import Observation, Scene
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.records.vocab import Polarity
from cadre_desktop.services import records
from cadre_desktop.storage import bulk, verify
from cadre_desktop.storage.audit import AuditEntry
from tests import examples

UNIT, OBSERVATION = BY_KEY["unit"], BY_KEY["observation"]


def test_bulk_rows_have_trail_seals_defaults_and_version(db):
    with db.work("导入单位") as session:
        ids = bulk.insert(session, Unit, [{"name": f"第{n}村", "kind": UnitKind.VILLAGE} for n in range(5)])
    values, version = records.load(db, UNIT, ids[0])
    assert (values["name"], values["kind"].label, values["state"].label, version) == ("第0村", "村（社区）", "有效", 1)
    with db.read() as session:
        connection = session.connection()
        assert list(db.chain.faults(connection)) == []
        assert list(verify.state_faults(connection, [k.model for k in KINDS], db.chain.state_key)) == []
        entries = session.scalars(sa.select(AuditEntry)).all()
    assert [(e.title, e.action, e.record_id) for e in entries] == [("导入单位", "create", i) for i in ids]


def test_the_trail_of_a_bulk_row_equals_the_trail_of_a_typed_one(db):
    typed = records.create(db, UNIT, {"name": "青石镇", "code": "A1"})
    with db.work("导入单位") as session:
        (imported,) = bulk.insert(session, Unit, [{"name": "青石镇", "code": "A1"}])
    with db.read() as session:
        diffs = dict(session.execute(sa.select(AuditEntry.record_id, AuditEntry.diff)).all())
        states = dict(session.execute(sa.select(AuditEntry.record_id, AuditEntry.state)).all())
    assert diffs[typed] == diffs[imported]
    assert states[typed] != states[imported]  # a seal is bound to its record


def test_bulk_rows_are_found_by_text_and_by_the_names_they_link_to(db):
    cadre = examples.filed(db, "cadre", examples.a_cadre(db))
    row = {
        "cadre_id": cadre.id,
        "scene": Scene.PROJECT,
        "observed_on": examples.TODAY,
        "matter": "工业园征拆",
        "conduct": "带头入户",
        "polarity": Polarity.POSITIVE,
        "observer": "甲",
    }
    with db.work("导入表现纪实") as session:
        bulk.insert(session, Observation, [row])
    for text in ("征拆", "周文静", "zwj", "入户"):
        assert records.count(db, OBSERVATION, ListQuery(text=text)) == 1, text
    assert records.count(db, OBSERVATION, ListQuery(text="防汛")) == 0


def test_updates_write_only_what_differs_and_keep_the_seals_true(db):
    with db.work("导入单位") as session:
        one, two = bulk.insert(session, Unit, [{"name": "青石镇"}, {"name": "白沙镇"}])
    with db.read() as session:
        now = {r["id"]: dict(r) for r in session.connection().execute(sa.select(Unit.__table__)).mappings()}
    with db.work("更新单位") as session:
        bulk.update(
            session,
            Unit,
            [
                bulk.Update(one, 1, now[one], {"name": "青石桥镇", "code": "Q"}),
                bulk.Update(two, 1, now[two], {"name": "白沙镇"}),
            ],
        )
    assert records.load(db, UNIT, one)[1] == 2
    assert records.load(db, UNIT, two)[1] == 1
    assert records.count(db, UNIT, ListQuery(text="石桥")) == 1
    with db.read() as session:
        last = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert last.changes == {"name": ["青石镇", "青石桥镇"], "code": [None, "Q"]}
        connection = session.connection()
        assert list(verify.state_faults(connection, [k.model for k in KINDS], db.chain.state_key)) == []


def test_a_record_saved_meanwhile_stops_the_whole_update(db):
    with db.work("导入单位") as session:
        one, two = bulk.insert(session, Unit, [{"name": "青石镇"}, {"name": "白沙镇"}])
    with db.read() as session:
        now = {r["id"]: dict(r) for r in session.connection().execute(sa.select(Unit.__table__)).mappings()}
    records.change(db, UNIT, two, 1, {"name": "白沙洲镇"})
    updates = [bulk.Update(i, 1, now[i], {"code": "X"}) for i in (one, two)]
    with pytest.raises(EditConflict), db.work("更新单位") as session:
        bulk.update(session, Unit, updates)
    assert records.load(db, UNIT, one)[0]["code"] is None
