"""Backups of the open store."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import DamagedStore, StorageTrouble, WrongKey
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import backups, records
from cadre_desktop.storage import audit, backup
from cadre_desktop.storage import engine as engine_module
from cadre_desktop.storage.backup import Reason
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore, open_store
from tests.conftest import FrozenClock
from tests.services.conftest import opened_database, options
from tests.services.people import cadre
from tests.storage.small_store import CHEAP, PASSPHRASE


def names(db: Database) -> list[str]:
    kind = BY_KEY["cadre"]
    return [row.values[0] for row in records.all_rows(db, kind, (kind.field("name"),))]


def test_a_backup_says_when_how_many_people_and_where_the_trail_stood(
    filed_db: Database, store: OpenedStore, clock: FrozenClock
) -> None:
    cadre(filed_db)
    made = backups.back_up(filed_db, store)
    (line,) = backups.listed(store.backups, store.ring.dbid)
    assert (line.path, line.made_at, line.reason, line.people) == (made.path, clock(), "手动备份", 1)
    assert line.size == made.path.stat().st_size
    assert line.head.startswith("1–")
    assert line.trouble == ""


def test_a_backup_is_proved_by_taking_it_out(filed_db: Database, store: OpenedStore) -> None:
    cadre(filed_db)
    cadre(filed_db, "刘大有")
    made = backups.back_up(filed_db, store)
    proved = backups.verify(made.path, store.ring)
    assert (proved.people, proved.records) == (2, 4)  # two people and their derived lines
    assert proved.head == backups.listed(store.backups, store.ring.dbid)[0].head


def test_a_damaged_backup_is_not_proved_and_says_so_in_the_list(filed_db: Database, store: OpenedStore) -> None:
    made = backups.back_up(filed_db, store)
    data = bytearray(made.path.read_bytes())
    data[len(data) // 2] ^= 1
    made.path.write_bytes(data)
    with pytest.raises(DamagedStore):
        backups.verify(made.path, store.ring)
    made.path.write_bytes(b"not a backup")
    (line,) = backups.listed(store.backups, store.ring.dbid)
    assert (line.trouble, line.people) == ("文件不完整或已损坏", None)


def test_a_folder_that_is_not_there_lists_nothing(store: OpenedStore, tmp_path: Path) -> None:
    assert backups.listed(tmp_path / "没有", store.ring.dbid) == []


def test_another_store_s_backup_is_marked(filed_db: Database, store: OpenedStore) -> None:
    backups.back_up(filed_db, store)
    (line,) = backups.listed(store.backups, "f" * 32)
    assert line.trouble == "这是另一份数据的备份"


def test_nothing_new_needs_no_backup_on_closing(filed_db: Database, store: OpenedStore, clock: FrozenClock) -> None:
    on_closing = timedelta(0)
    assert backups.back_up_if_due(filed_db, store, every=on_closing) is not None
    clock.forward(hours=1)
    assert backups.back_up_if_due(filed_db, store, every=on_closing) is None
    cadre(filed_db)
    made = backups.back_up_if_due(filed_db, store, every=on_closing)
    assert made is not None
    assert [line.reason for line in backups.listed(store.backups, store.ring.dbid)] == ["自动备份", "自动备份"]


def test_a_session_that_only_wrote_files_out_waits_for_its_half_hour(
    filed_db: Database, store: OpenedStore, clock: FrozenClock
) -> None:
    cadre(filed_db)
    assert backups.back_up_on_leaving(filed_db, store) is not None
    with filed_db.work("导出名册") as session:
        audit.note(session, "export", "cadre", file="名册.xlsx")
    clock.forward(minutes=29)
    assert backups.back_up_on_leaving(filed_db, store) is None
    clock.forward(minutes=1)
    assert backups.back_up_on_leaving(filed_db, store) is not None
    cadre(filed_db, "刘大有")
    assert backups.back_up_on_leaving(filed_db, store) is not None


def test_while_working_a_backup_is_due_after_half_an_hour(
    filed_db: Database, store: OpenedStore, clock: FrozenClock
) -> None:
    backups.back_up_if_due(filed_db, store)
    cadre(filed_db)
    clock.forward(minutes=29)
    assert backups.back_up_if_due(filed_db, store) is None
    clock.forward(minutes=1)
    assert backups.back_up_if_due(filed_db, store) is not None


def test_a_risky_step_is_named_in_its_backup(filed_db: Database, store: OpenedStore) -> None:
    path = backups.before_step(filed_db, store, Reason.BEFORE_IMPORT)
    assert "导入前" in path.name
    assert backups.listed(store.backups, store.ring.dbid)[0].reason == "导入前"


def test_old_backups_are_thinned(filed_db: Database, store: OpenedStore, clock: FrozenClock) -> None:
    for _ in range(3):
        backups.back_up(filed_db, store)
        clock.forward(minutes=10)
    clock.forward(days=5)
    backups.back_up(filed_db, store)
    assert len(backups.listed(store.backups, store.ring.dbid)) == 2


def test_a_second_place_gets_a_copy_and_its_failure_does_not_hide(
    filed_db: Database, store: OpenedStore, tmp_path: Path
) -> None:
    made = backups.back_up(filed_db, store, second=tmp_path / "移动盘")
    assert made.second is not None
    assert made.second.read_bytes() == made.path.read_bytes()
    (tmp_path / "文件").write_text("这里不是文件夹", encoding="utf-8")
    failed = backups.back_up(filed_db, store, second=tmp_path / "文件")
    assert failed.path.exists()
    assert failed.second is None
    assert failed.trouble


def test_the_foot_of_the_window_says_when(filed_db: Database, store: OpenedStore, clock: FrozenClock) -> None:
    assert backups.last_text(store, clock()) == "尚未备份"
    assert backups.last_made(store) is None
    backups.back_up(filed_db, store)
    assert backups.last_text(store, clock()) == "上次备份 今天 09:00"
    assert backups.last_text(store, clock() + timedelta(days=1)) == "上次备份 昨天 09:00"
    assert backups.last_text(store, clock() + timedelta(days=9)) == "上次备份 2026.11.21 09:00"


def test_a_backup_takes_the_place_of_the_store(filed_db: Database, store: OpenedStore, clock: FrozenClock) -> None:
    cadre(filed_db)
    made = backups.back_up(filed_db, store)
    cadre(filed_db, "刘大有")
    home = store.home
    store.close()
    clock.forward(minutes=1)
    ring = backups.put_back(made.path, home, PASSPHRASE, now=clock(), weakest=CHEAP)
    again = open_store(home, ring, options=options(clock))
    try:
        assert names(opened_database(again, clock)) == ["周文静"]
        kept = [line.reason for line in backups.listed(again.backups, again.ring.dbid)]
        assert sorted(kept) == ["恢复前", "手动备份", "自动备份"]
    finally:
        again.close()


def test_a_wrong_recovery_key_restores_nothing(
    filed_db: Database, store: OpenedStore, clock: FrozenClock, recovery_key: str
) -> None:
    made = backups.back_up(filed_db, store)
    wrong = recovery_key[:-1] + ("A" if recovery_key[-1] != "A" else "B")
    with pytest.raises(WrongKey, match="第 8 组"):
        backups.put_back(made.path, store.home, wrong, now=clock(), recovery=True, weakest=CHEAP)


def test_the_printed_key_puts_a_backup_on_another_computer(
    filed_db: Database, store: OpenedStore, clock: FrozenClock, recovery_key: str, tmp_path: Path
) -> None:
    cadre(filed_db)
    made = backups.back_up(filed_db, store)
    home = tmp_path / "另一台电脑"
    ring = backups.put_back(made.path, home, recovery_key, now=clock(), recovery=True, weakest=CHEAP)
    opened = open_store(home, ring, options=options(clock))
    try:
        assert names(opened_database(opened, clock)) == ["周文静"]
    finally:
        opened.close()


def test_a_head_tells_states_apart(filed_db: Database) -> None:
    with filed_db.read() as session:
        empty = backups.read_head(session.connection())
    assert backups.anchor_of(empty).seq == 0
    cadre(filed_db)
    with filed_db.read() as session:
        head = backups.read_head(session.connection())
        assert list(filed_db.chain.faults(session.connection(), since=backups.anchor_of(head))) == []
    assert backups.anchor_of(head).seq == 1
    assert head != empty


@pytest.mark.parametrize("text", ["", "garbage", "end:ff", "3:xyz", "3:ff:one", "3:ff:1:2"])
def test_what_is_no_head_is_refused_in_words(text: str) -> None:
    with pytest.raises(DamagedStore, match="校验码无法识别"):
        backups.anchor_of(text)


def test_reading_and_saving_go_on_between_the_steps_of_a_backup(
    filed_db: Database, store: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is saved while the pages are copied is in the copy, and the copy still agrees with the store."""
    cadre(filed_db)
    monkeypatch.setattr(engine_module, "_COPIED_AT_ONCE", 10)
    done: list[object] = []

    def beside() -> None:
        done.append(names(filed_db))
        done.append(records.create(filed_db, BY_KEY["unit"], {"name": "半路新建的单位"}))

    real, steps = filed_db.aside, []

    @contextmanager
    def aside() -> Iterator[None]:
        with real():
            steps.append(1)
            if len(steps) == 4:
                beside()
            yield

    monkeypatch.setattr(filed_db, "aside", aside)
    made = backups.back_up(filed_db, store)
    assert len(steps) > 5
    assert done[0] == ["周文静"]
    proved = backups.verify(made.path, store.ring)
    with filed_db.read() as session:
        mark = backups.read_head(session.connection())
        units = session.scalar(sa.select(sa.func.count()).select_from(sa.table("unit")))
    manifest = backup.read_manifest(made.path)
    assert manifest.contents.head == mark
    assert manifest.contents.counts["unit"] == units == 1
    assert proved.head.startswith(mark.split(":")[0])


def test_nobody_waits_for_the_checks_of_the_copy(
    filed_db: Database, store: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    for name in ("check_copy", "write_container", "check_container"):
        real = getattr(backup, name)
        seen = lambda *given, real=real: (free.append(not filed_db.turns.taken), real(*given))[1]  # noqa: E731
        monkeypatch.setattr(backup, name, seen)
    backups.back_up(filed_db, store)
    assert free == [True] * 3


def test_the_store_stays_locked_against_others_after_a_backup(filed_db: Database, store: OpenedStore) -> None:
    """Its pages are read beside the connection; closing that second file must not drop the lock of the first."""
    backups.back_up(filed_db, store)
    program = (
        "import sys; from pathlib import Path; from cadre_desktop.storage.engine import make_engine\n"
        "try: make_engine(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
        "except Exception as error: print(error)"
    )
    given = [str(store.home / "data.db"), store.ring.subkey("db").hex()]
    ran = subprocess.run([sys.executable, "-c", program, *given], capture_output=True, text=True, timeout=120)
    assert ran.stdout.strip() == "数据正被另一个程序窗口使用。", ran.stderr


def test_a_connection_that_stays_away_is_said_in_words(filed_db: Database, store: OpenedStore) -> None:
    store.engine.pool._timeout = 0.05  # type: ignore[attr-defined]
    with store.engine.connect(), pytest.raises(StorageTrouble, match="请稍候再试"):
        names(filed_db)
    assert names(filed_db) == []
