"""Work is saved whole or not at all, threads take turns, and listeners hear only of what was saved."""

import threading

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import EditConflict
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.unit import Unit
from cadre_desktop.services import records

UNIT = BY_KEY["unit"]


def names(db):
    return sorted(r.values[0] for r in records.all_rows(db, UNIT, UNIT.table_fields))


def test_a_failing_step_takes_everything_of_its_work_back(db):
    with pytest.raises(ZeroDivisionError), db.work("新增单位") as session:
        records.add(db, session, UNIT, {"name": "青石镇"})
        raise ZeroDivisionError
    assert names(db) == []


def test_work_inside_work_is_our_fault_and_said_at_once(db):
    with pytest.raises(RuntimeError, match="inside"), db.work("外"), db.work("内"):
        pass
    with pytest.raises(RuntimeError, match="inside"), db.read(), db.read():
        pass
    records.create(db, UNIT, {"name": "青石镇"})  # and the store is usable afterwards
    assert names(db) == ["青石镇"]


def test_two_sessions_that_read_the_same_version_cannot_both_save(db):
    unit = records.create(db, UNIT, {"name": "青石镇"})
    with pytest.raises(EditConflict), db.work("修改单位") as session:
        record = session.get_one(Unit, unit)
        record.name = "甲"
        session.connection().execute(sa.text("UPDATE unit SET version=version+1"))
    assert names(db) == ["青石镇"]


def test_listeners_hear_after_the_commit_and_not_of_what_failed(db):
    heard = []

    def listener(changes):
        heard.append((changes.title, names(db)))

    db.subscribe(listener)
    records.create(db, UNIT, {"name": "青石镇"})
    with pytest.raises(ZeroDivisionError), db.work("失败") as session:
        records.add(db, session, UNIT, {"name": "白沙镇"})
        raise ZeroDivisionError
    assert heard == [("新增单位", ["青石镇"])]


def test_a_listener_that_fails_does_not_look_like_a_failed_save(db, logged_errors):
    db.subscribe(lambda changes: 1 / 0)
    records.create(db, UNIT, {"name": "青石镇"})
    assert names(db) == ["青石镇"]
    assert "新增单位" in logged_errors[0]


def test_derived_tables_are_part_of_the_same_work(db, monkeypatch):
    def broken(session, touched):
        raise ZeroDivisionError

    monkeypatch.setattr(db, "_derive", broken)
    with pytest.raises(ZeroDivisionError):
        records.create(db, UNIT, {"name": "青石镇"})
    monkeypatch.undo()
    assert names(db) == []


def test_threads_take_turns_on_the_one_connection(db):
    def many(start):
        for number in range(start, start + 15):
            records.create(db, UNIT, {"name": f"第{number}村"})

    workers = [threading.Thread(target=many, args=(100 * i,)) for i in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert records.count(db, UNIT, ListQuery()) == 60
    with db.read() as session:
        assert list(db.chain.faults(session.connection())) == []
