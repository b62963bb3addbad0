"""A backup comes back whole or not at all, and what was there before is kept."""

import random
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from cadre_desktop.errors import AppError, DamagedStore, NewerStore, StorageTrouble, WrongKey
from cadre_desktop.storage import atomic
from cadre_desktop.storage import restore as restore_module
from cadre_desktop.storage.backup import Reason, list_backups, make_backup
from cadre_desktop.storage.backup_file import keys_in
from cadre_desktop.storage.key_changes import add_user, change_passphrase, remove_user
from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME, KeyRing, list_users, unlock
from cadre_desktop.storage.migrate import Migrations
from cadre_desktop.storage.restore import restore
from cadre_desktop.storage.staging import DB_NAME, READY_NAME, STAGED_NAME
from cadre_desktop.storage.store import OpenedStore, OpenOptions, open_store
from tests.storage.small_store import (
    CHEAP,
    NOW,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    USER,
    add_clerks,
    all_bytes,
    clerks_in,
    last_clerk,
    new_store,
    write_migrations,
)

LATER = NOW + timedelta(hours=3)


@pytest.fixture
def backup(home: Path, options: OpenOptions, tmp_path: Path) -> Path:
    """A backup with thirty clerks, kept elsewhere; the closed store then has forty."""
    store, _ = new_store(home, options)
    path = make_backup(home, store.engine, store.ring, now=NOW, folder=tmp_path / "另一块盘", read_head=last_clerk)
    add_clerks(store, 10)
    store.close()
    return path


def restored(backup: Path, home: Path, options: OpenOptions, secret: str | KeyRing = PASSPHRASE) -> KeyRing:
    return restore(backup, home, secret, now=LATER, read_head=last_clerk, weakest=CHEAP, migrations=options.migrations)


def opened(home: Path, options: OpenOptions, secret: str | KeyRing = PASSPHRASE) -> OpenedStore:
    return open_store(home, secret, options=options)


def clerks(home: Path, options: OpenOptions, secret: str | KeyRing = PASSPHRASE) -> int:
    store = opened(home, options, secret)
    count = clerks_in(store)
    store.close()
    return count


def test_the_backup_takes_the_place_of_the_store_and_the_store_is_kept(
    backup: Path, home: Path, options: OpenOptions
) -> None:
    ring = restored(backup, home, options)
    assert clerks(home, options, ring) == 30
    (kept,) = list_backups(home / "backups")
    assert (kept.reason, kept.made_at) == (Reason.BEFORE_RESTORE, LATER)
    restored(kept.path, home, options)
    assert clerks(home, options) == 40


def test_a_new_computer_gets_everything_from_the_backup(backup: Path, tmp_path: Path, options: OpenOptions) -> None:
    fresh = tmp_path / "新电脑" / "数据"
    ring = restored(backup, fresh, options)
    assert ring.user == USER
    assert clerks(fresh, options) == 30
    assert (fresh / COPY_NAME).read_bytes() == (fresh / KEYS_NAME).read_bytes()
    assert list_backups(fresh / "backups") == []


def test_the_recovery_key_restores_where_the_passphrase_is_forgotten(
    home: Path, tmp_path: Path, options: OpenOptions
) -> None:
    store, recovery = new_store(home, options)
    path = make_backup(home, store.engine, store.ring, now=NOW, read_head=last_clerk)
    store.close()
    ring = keys_in(path).unlock_with_recovery(recovery, weakest=CHEAP)
    assert clerks(tmp_path / "新", options, restored(path, tmp_path / "新", options, ring)) == 30


def test_progress_is_told(backup: Path, home: Path, options: OpenOptions) -> None:
    told: list[tuple[int, str]] = []
    restore(
        backup,
        home,
        PASSPHRASE,
        now=LATER,
        read_head=last_clerk,
        weakest=CHEAP,
        migrations=options.migrations,
        progress=lambda done, _total, what="": told.append((done, what)),
    )
    assert [done for done, _ in told] == [0, 1, 2, 3]
    assert told[-1] == (3, "恢复完成")


# --- whose keys --------------------------------------------------------------------------------------------------


def test_todays_passphrases_and_users_stay(backup: Path, home: Path, options: OpenOptions) -> None:
    """An old backup must not let a removed user back in."""
    ring = change_passphrase(home, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP, weakest=CHEAP)
    add_user(home, ring, "李建国", "third passphrase 3", False, cost=CHEAP)
    remove_user(home, ring, USER)
    restored(backup, home, options, "third passphrase 3")
    assert [user.name for user in list_users(home)] == ["李建国"]
    assert clerks(home, options, "third passphrase 3") == 30
    with pytest.raises(WrongKey):
        unlock(home, PASSPHRASE, weakest=CHEAP)


def test_a_passphrase_only_the_backup_knows_brings_its_keys_along(
    backup: Path, home: Path, options: OpenOptions
) -> None:
    change_passphrase(home, PASSPHRASE, OTHER_PASSPHRASE, cost=CHEAP, weakest=CHEAP)
    restored(backup, home, options, PASSPHRASE)
    assert clerks(home, options, PASSPHRASE) == 30


def test_lost_keys_files_come_back_from_the_backup(backup: Path, home: Path, options: OpenOptions) -> None:
    (home / KEYS_NAME).unlink()
    (home / COPY_NAME).unlink()
    restored(backup, home, options)
    assert clerks(home, options) == 30


def test_a_wrong_passphrase_restores_nothing(backup: Path, home: Path, options: OpenOptions) -> None:
    before = all_bytes(home)
    with pytest.raises(WrongKey, match="口令不正确"):
        restored(backup, home, options, OTHER_PASSPHRASE)
    assert all_bytes(home) == before


def test_the_open_keys_of_another_store_are_told(backup: Path, tmp_path: Path, options: OpenOptions) -> None:
    other, _ = new_store(tmp_path / "别的", options)
    with pytest.raises(WrongKey, match="另一份数据"):
        restored(backup, tmp_path / "空", options, other.ring)
    other.close()


def test_another_units_backup_replaces_the_store_but_the_store_is_kept(
    backup: Path, tmp_path: Path, options: OpenOptions
) -> None:
    home = tmp_path / "别的"
    other, _ = new_store(home, options)
    add_clerks(other, 5)
    other.close()
    before = {name: (home / name).read_bytes() for name in (DB_NAME, KEYS_NAME)}
    restored(backup, home, options)
    assert clerks(home, options) == 30
    (kept,) = (home / "backups").iterdir()
    assert kept.name == "恢复前_20261121_120000"
    assert {name: (kept / name).read_bytes() for name in before} == before


# --- damage -----------------------------------------------------------------------------------------------------


def test_a_damaged_store_is_kept_as_it_is_and_replaced(backup: Path, home: Path, options: OpenOptions) -> None:
    bad = bytearray((home / DB_NAME).read_bytes())
    bad[9000] ^= 4
    (home / DB_NAME).write_bytes(bad)
    restored(backup, home, options)
    assert clerks(home, options) == 30
    (kept,) = (home / "backups").iterdir()
    assert (kept / DB_NAME).read_bytes() == bad


@pytest.mark.parametrize("lost", [DB_NAME, KEYS_NAME])
def test_a_store_with_a_file_missing_is_restored(backup: Path, home: Path, options: OpenOptions, lost: str) -> None:
    (home / lost).unlink()
    restored(backup, home, options)
    assert clerks(home, options) == 30


def test_an_unfinished_log_of_the_old_store_never_reaches_the_new_file(
    backup: Path, home: Path, tmp_path: Path, options: OpenOptions
) -> None:
    store = opened(home, options)
    add_clerks(store, 20)
    for name in (DB_NAME, "data.db-wal"):
        shutil.copy(home / name, tmp_path / name)
    store.close()
    for name in (DB_NAME, "data.db-wal"):  # as a power cut would have left them
        shutil.copy(tmp_path / name, home / name)
    restored(backup, home, options)
    assert clerks(home, options) == 30


def test_every_damaged_backup_is_refused_and_nothing_changes(backup: Path, home: Path, options: OpenOptions) -> None:
    before, whole, chance = all_bytes(home), backup.read_bytes(), random.Random(31)
    for _ in range(200):
        bad = bytearray(whole)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        backup.write_bytes(bad)
        with pytest.raises(DamagedStore, match="现有数据未作改动"):
            restored(backup, home, options)
    assert all_bytes(home) == before
    assert clerks(home, options) == 40


def test_a_backup_whose_content_is_not_what_it_says_is_refused(backup: Path, home: Path, options: OpenOptions) -> None:
    before = all_bytes(home)
    with pytest.raises(DamagedStore, match="对不上"):
        restore(
            backup,
            home,
            PASSPHRASE,
            now=LATER,
            read_head=lambda _connection: "31",
            weakest=CHEAP,
            migrations=options.migrations,
        )
    assert all_bytes(home) == before


def test_a_backup_of_a_newer_program_is_refused_and_nothing_changes(
    home: Path, tmp_path: Path, options: OpenOptions
) -> None:
    newer = OpenOptions(weakest=CHEAP, migrations=write_migrations(options.migrations.versions, 2))
    store, _ = new_store(tmp_path / "新版", newer)
    path = make_backup(store.home, store.engine, store.ring, now=NOW, read_head=last_clerk)
    store.close()
    older = OpenOptions(weakest=CHEAP, migrations=Migrations(options.migrations.versions, 1))
    with pytest.raises(NewerStore, match="数据版本 2"):
        restored(path, home, older)
    assert not home.exists()


def test_an_older_backup_is_upgraded_when_it_is_opened(backup: Path, home: Path, options: OpenOptions) -> None:
    newer = OpenOptions(
        weakest=CHEAP,
        migrations=write_migrations(options.migrations.versions, 2),
        read_head=last_clerk,
        now=lambda: LATER,
    )
    restored(backup, home, newer)
    assert clerks(home, newer) == 30


# --- the disk ----------------------------------------------------------------------------------------------------


def test_an_open_store_is_not_replaced(backup: Path, home: Path, options: OpenOptions) -> None:
    store = opened(home, options)
    with pytest.raises(StorageTrouble, match="另一个程序窗口"):
        restored(backup, home, options)
    assert clerks_in(store) == 40
    store.close()


@pytest.mark.parametrize("step", ["fresh_staging", "verify", "make_backup", "install"])
def test_a_full_disk_at_any_stage_changes_nothing(
    backup: Path, home: Path, options: OpenOptions, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = all_bytes(home)

    def full(*_: object, **__: object) -> None:
        raise StorageTrouble("磁盘空间不足")

    monkeypatch.setattr(restore_module, step, full)
    with pytest.raises(StorageTrouble):
        restored(backup, home, options)
    after = all_bytes(home)
    kept = [name for name in after if name.endswith(".cadrebak")]
    assert len(kept) == (1 if step == "install" else 0)
    assert {name: data for name, data in after.items() if name not in kept} == before
    monkeypatch.undo()
    assert clerks(home, options) == 40


def test_the_files_of_a_damaged_store_that_cannot_be_kept_stop_the_restore(
    backup: Path, home: Path, options: OpenOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / DB_NAME).write_bytes(b"damaged")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore_module.shutil, "copyfile", full)
    with pytest.raises(StorageTrouble, match="磁盘空间不足"):
        restored(backup, home, options)
    assert (home / DB_NAME).read_bytes() == b"damaged"


def test_the_files_of_a_damaged_store_are_on_the_disk_before_it_is_replaced(
    backup: Path, home: Path, options: OpenOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / DB_NAME).write_bytes(b"damaged")
    steps: list[str] = []
    flush, put = restore_module.flush_file, restore_module.install
    monkeypatch.setattr(restore_module, "flush_file", lambda path: (steps.append(path.name), flush(path)))
    monkeypatch.setattr(restore_module, "install", lambda home: (steps.append("install"), put(home)))
    restored(backup, home, options)
    assert steps == [DB_NAME, KEYS_NAME, COPY_NAME, "install"]


class Killed(BaseException):
    """The program dies here."""


def test_a_death_after_the_decision_is_finished_by_the_next_start(
    backup: Path, home: Path, options: OpenOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = atomic.os.replace

    def dying(source: Path, target: Path) -> None:
        if Path(target).name == DB_NAME:
            raise Killed
        real(source, target)

    monkeypatch.setattr(atomic.os, "replace", dying)
    with pytest.raises(Killed):
        restored(backup, home, options)
    monkeypatch.undo()
    assert (home / READY_NAME).exists()
    assert clerks(home, options) == 30
    assert not (home / READY_NAME).exists()
    assert not (home / STAGED_NAME).exists()


def test_a_death_before_the_decision_leaves_the_old_store(
    backup: Path, home: Path, options: OpenOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dying(_home: Path) -> None:
        raise Killed

    monkeypatch.setattr(restore_module, "install", dying)
    monkeypatch.setattr(restore_module, "drop_staging", lambda _home: None)
    with pytest.raises(Killed):
        restored(backup, home, options)
    monkeypatch.undo()
    assert (home / STAGED_NAME / DB_NAME).exists()
    assert clerks(home, options) == 40
    assert not (home / STAGED_NAME).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folder permissions")
def test_a_home_that_cannot_be_made_is_told(backup: Path, tmp_path: Path, options: OpenOptions) -> None:
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(AppError):
        restored(backup, tmp_path / "文件" / "数据", options)
