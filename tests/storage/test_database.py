"""Work is saved whole or not at all, threads take turns, and listeners hear only of what was saved."""

import threading
from datetime import datetime

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import EditConflict
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.unit import Unit
from cadre_desktop.services import records
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.database import Database

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
    assert logged_errors == ["a listener failed"]  # and not after which work: titles may hold names


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


def clock_notes(db):
    query = sa.select(AuditEntry).where(AuditEntry.action == "clock").order_by(AuditEntry.id)
    with db.read() as session:
        return [(e.title, {name: new for name, (_, new) in e.changes.items()}) for e in session.scalars(query)]


def test_a_clock_set_back_is_noted_once_and_nothing_is_refused(db, clock):
    records.create(db, UNIT, {"name": "青石镇"})
    clock.time = datetime(1970, 1, 1, 8, 0)
    records.create(db, UNIT, {"name": "白沙镇"})
    records.create(db, UNIT, {"name": "龙潭镇"})
    assert names(db) == ["白沙镇", "青石镇", "龙潭镇"]
    times = {"before": "2026-11-21T09:00:00", "now": "1970-01-01T08:00:00"}
    assert clock_notes(db) == [("新增单位", times)]
    with db.read() as session:
        assert list(db.chain.faults(session.connection())) == []


@pytest.mark.parametrize(("minutes", "noted"), [(5, 0), (6, 1)])
def test_a_clock_put_right_by_some_minutes_is_not_worth_a_note(db, clock, minutes, noted):
    records.create(db, UNIT, {"name": "青石镇"})
    clock.forward(minutes=-minutes)
    records.create(db, UNIT, {"name": "白沙镇"})
    assert len(clock_notes(db)) == noted


def test_a_clock_set_forward_is_only_time_gone_by(db, clock):
    records.create(db, UNIT, {"name": "青石镇"})
    clock.forward(days=400)
    records.create(db, UNIT, {"name": "白沙镇"})
    assert clock_notes(db) == []


def test_a_clock_set_back_between_two_sittings_is_noted_by_the_first_work_that_is_saved(db, clock):
    records.create(db, UNIT, {"name": "青石镇"})
    clock.forward(days=-1)
    chain = db.chain
    keys = {"audit": chain._epoch_keys[0], "state": chain.state_key, "history": bytes(32)}
    later = Database(db.engine, actor="李建国", subkey=keys.__getitem__, vault=db.vault, now=clock)
    with pytest.raises(ZeroDivisionError), later.work("失败"):
        raise ZeroDivisionError
    records.create(later, UNIT, {"name": "白沙镇"})
    assert [title for title, _ in clock_notes(later)] == ["新增单位"]


def test_the_window_reads_between_two_statements_of_a_reading_worker(db):
    records.create(db, UNIT, {"name": "青石镇"})
    inside, seen = threading.Event(), []

    def read_long():
        with db.read() as session:
            assert session.scalars(sa.select(Unit.name)).all() == ["青石镇"]
            inside.set()
            for _ in range(2000):  # as many statements as it takes; without the guest it would never end well
                session.scalars(sa.select(Unit.name)).all()
                if seen:
                    seen.append("the worker goes on")
                    return

    worker = threading.Thread(target=read_long)
    worker.start()
    inside.wait(10)
    seen.append(names(db))
    worker.join(10)
    assert seen[0] == ["青石镇"]
    records.create(db, UNIT, {"name": "白沙镇"})  # the worker's transaction is over, nothing is left open
    assert names(db) == ["白沙镇", "青石镇"]


def test_the_window_does_not_see_the_unsaved_work_of_a_worker(db):
    begun, seen = threading.Event(), []

    def write():
        with db.work("新增单位") as session:
            records.add(db, session, UNIT, {"name": "青石镇"})
            session.flush()
            begun.set()
            while not db.turns.n_waiting:
                session.scalars(sa.select(Unit.name)).all()
            raise ZeroDivisionError

    def fail():
        with pytest.raises(ZeroDivisionError):
            write()

    worker = threading.Thread(target=fail)
    worker.start()
    begun.wait(10)
    seen.append(names(db))
    worker.join(10)
    assert seen == [[]]
