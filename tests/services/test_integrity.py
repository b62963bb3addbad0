"""The whole trail and every seal are proved in short steps, and what came of it is remembered and said."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cadre_desktop.progress import Cancelled
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.services import backups, checks, history, integrity, records
from cadre_desktop.services.integrity import Proof, Proved
from cadre_desktop.storage import verify
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore
from tests.conftest import FrozenClock
from tests.services.people import cadre, change, post, unit
from tests.services.test_checks import altered

NOW = datetime(2026, 11, 21, 9, 12)


def test_a_sound_store_is_proved_and_remembered(filed_db: Database, store: OpenedStore) -> None:
    cadre(filed_db)
    backups.back_up(filed_db, store)
    assert integrity.last(filed_db) is None
    found = integrity.prove(filed_db, store)
    assert found == Proved(filed_db.now(), n_lines=1, n_records=1)
    assert integrity.last(filed_db) == found
    assert found.sentence(filed_db.now()) == "档案完整性：今天 09:00 已核对日志 1 条、记录 1 条，一致"
    assert history.acts(filed_db, text="完整性") == []  # that all is well is no news for the trail


def test_a_fault_is_counted_said_with_what_to_do_and_put_in_the_trail(filed_db: Database, store: OpenedStore) -> None:
    who = cadre(filed_db)
    altered(filed_db, "UPDATE cadre SET name = '改名'")
    found = integrity.prove(filed_db, store)
    assert (found.ok, found.n_faults) == (False, 1)
    assert found.faults == ("这条干部与操作日志不符，可能在程序之外被改动",)
    said = found.sentence(filed_db.now())
    assert "发现 1 处不一致" in said
    assert "从最近的备份恢复" in said
    (act,) = history.acts(filed_db, text="完整性")
    assert (act.action, act.facts) == ("核对", "1，这条干部与操作日志不符，可能在程序之外被改动")
    assert who.id not in said
    assert integrity.last(filed_db) == found


def test_lines_records_and_the_word_of_the_backup_are_all_held_against_each_other(
    filed_db: Database, store: OpenedStore
) -> None:
    cadre(filed_db)
    cadre(filed_db, "刘大有")
    backups.back_up(filed_db, store)
    altered(filed_db, "DROP TRIGGER audit_entry_no_delete")
    altered(filed_db, "DELETE FROM audit_entry WHERE id = 2")
    found = integrity.prove(filed_db, store)
    assert found.n_faults == 2
    assert "比最近一次备份还旧" in found.faults[0]
    assert "与操作日志不符" in found.faults[1]


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_the_size_of_the_steps_changes_nothing(db: Database, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(verify, "LINES_AT_ONCE", at_once)
    monkeypatch.setattr(verify, "RECORDS_AT_ONCE", at_once)
    units = [unit(db, f"第{n}镇") for n in range(7)]
    who = cadre(db)
    post(db, who, units[0])
    records.discard(db, BY_KEY["unit"], units[2].id)
    records.erase(db, BY_KEY["unit"], units[2].id)
    sound = integrity.prove(db)
    assert (sound.ok, sound.n_records) == (True, 8)
    altered(db, f"UPDATE unit SET name = '改名' WHERE id = '{units[3].id}'")
    altered(db, f"DELETE FROM unit WHERE id = '{units[5].id}'")
    proof = Proof(db)
    proof.finish()
    found = {f.ids[0] for f in proof.findings()}
    assert found == {units[3].id, units[5].id}


def test_what_is_saved_between_two_steps_is_no_fault(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "LINES_AT_ONCE", 2)
    monkeypatch.setattr(verify, "RECORDS_AT_ONCE", 2)
    units = [unit(db, f"第{n}镇") for n in range(6)]
    gone = unit(db, "要删的镇")
    records.discard(db, BY_KEY["unit"], gone.id)
    proof, steps = Proof(db), 0
    while proof.step():
        steps += 1
        if steps % 2 == 0 and steps < 20:
            change(db, "unit", units[steps % 6], name=f"改过{steps}")
            unit(db, f"新镇{steps}")
        if steps == 9:
            records.erase(db, BY_KEY["unit"], gone.id)
    assert proof.findings() == []
    assert steps > 10


def test_nobody_waits_for_a_proof(db: Database) -> None:
    """Between two steps the connection is free: another thread reads in the midst of it."""
    cadre(db)
    proof, seen = Proof(db), []
    while proof.step():
        other = threading.Thread(target=lambda: seen.append(len(records.all_rows(db, BY_KEY["cadre"], ()))))
        other.start()
        other.join(10)
        assert not db.turns.taken
    assert seen
    assert set(seen) == {1}


def test_screens_learn_of_the_result(db: Database) -> None:
    heard: list[Changes] = []
    db.subscribe(heard.append)
    integrity.prove(db)
    assert heard[-1].touches(UnitSetting.__tablename__)


def test_it_is_due_once_a_day_and_again_when_the_clock_went_back(db: Database, clock: FrozenClock) -> None:
    assert integrity.due(db)
    integrity.prove(db)
    assert not integrity.due(db)
    clock.forward(hours=14, minutes=59)
    assert not integrity.due(db)
    clock.forward(minutes=1)
    assert integrity.due(db)
    clock.forward(days=-400)
    assert integrity.due(db)


def test_a_clock_behind_the_trail_is_said_until_it_is_right(db: Database, clock: FrozenClock) -> None:
    cadre(db)
    clock.time = datetime(1970, 1, 1, 8, 0)
    found = integrity.prove(db)
    assert found.clock_was == datetime(2026, 11, 21, 9, 0)
    assert "电脑时间早于日志里的 2026.11.21 09:00，请校准" in found.sentence(clock())
    assert integrity.last(db) == found
    clock.time = datetime(2026, 11, 22, 9, 0)
    assert integrity.prove(db).clock_was is None


@pytest.mark.parametrize(
    ("days", "words"), [(0, "今天 09:12"), (1, "昨天 09:12"), (2, "2026.11.21 09:12"), (-3, "2026.11.21 09:12")]
)
def test_the_day_is_said_as_people_say_it(days: int, words: str) -> None:
    found = Proved(NOW, 12, 3)
    assert words in found.sentence(NOW + timedelta(days=days))
    assert words in replace(found, n_faults=1, faults=("x",)).sentence(NOW + timedelta(days=days))


def test_a_proof_that_is_cancelled_remembers_nothing(db: Database) -> None:
    cadre(db)

    def stop(_done: int, _total: int, what: str = "") -> None:
        assert "正在核对" in what
        raise Cancelled

    with pytest.raises(Cancelled):
        integrity.prove(db, progress=stop)
    assert integrity.last(db) is None


def test_the_data_check_counts_as_todays_proof(filed_db: Database, store: OpenedStore, tmp_path: Path) -> None:
    cadre(filed_db)
    checks.check(filed_db, store)
    found = integrity.last(filed_db)
    assert found is not None
    assert found.n_records == 1
    assert not integrity.due(filed_db)
