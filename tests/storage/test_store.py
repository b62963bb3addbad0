"""A home folder is made whole, opened after every check, and refused in words."""

import random
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from cadre_desktop.errors import DamagedStore, InvalidInput, NewerStore, NotAllowed, StorageTrouble, WrongKey
from cadre_desktop.storage import location
from cadre_desktop.storage import store as store_module
from cadre_desktop.storage.backup import Reason, list_backups, make_backup
from cadre_desktop.storage.backup_file import read_manifest
from cadre_desktop.storage.engine import close_store, make_engine
from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME, KeyRing, create_keys, unlock, unlock_with_recovery
from cadre_desktop.storage.lock import LOCK_NAME, StoreLock
from cadre_desktop.storage.migrate import Migrations, current_version
from cadre_desktop.storage.staging import DB_NAME, READY_NAME, STAGED_NAME, is_store
from cadre_desktop.storage.store import OpenedStore, OpenOptions, create_store, open_store
from tests.storage.small_store import (
    CHEAP,
    NOW,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    USER,
    add_clerks,
    all_bytes,
    clerks_in,
    new_store,
    write_migrations,
)


def reopened(home: Path, options: OpenOptions, secret: str | KeyRing = PASSPHRASE) -> OpenedStore:
    return open_store(home, secret, options=options)


def test_a_new_store_is_a_folder_of_known_files(home: Path, options: OpenOptions) -> None:
    assert not is_store(home)
    store, _ = new_store(home, options)
    store.close()
    assert {path.name for path in home.iterdir()} == {DB_NAME, KEYS_NAME, COPY_NAME, LOCK_NAME, "backups"}
    assert is_store(home)


def test_what_was_saved_is_there_when_it_is_opened_again(closed: Path, options: OpenOptions) -> None:
    with_passphrase = reopened(closed, options)
    assert (clerks_in(with_passphrase), with_passphrase.ring.user) == (30, USER)
    with_passphrase.close()
    with_ring = reopened(closed, options, unlock(closed, PASSPHRASE, weakest=CHEAP))
    assert clerks_in(with_ring) == 30
    with_ring.close()


def test_the_recovery_key_of_the_first_day_opens_it(home: Path, options: OpenOptions) -> None:
    store, recovery = new_store(home, options)
    store.close()
    again = reopened(home, options, unlock_with_recovery(home, recovery, weakest=CHEAP))
    assert clerks_in(again) == 30
    assert again.ring.talk_key is not None
    again.close()


def test_closing_forgets_the_keys_and_frees_the_folder(home: Path, options: OpenOptions) -> None:
    store, _ = new_store(home, options)
    store.close()
    with pytest.raises(WrongKey, match="已锁定"):
        store.ring.subkey("db")
    reopened(home, options).close()


def test_a_wrong_passphrase_is_refused_and_nothing_changes(closed: Path, options: OpenOptions) -> None:
    before = all_bytes(closed)
    with pytest.raises(WrongKey, match="口令不正确"):
        reopened(closed, options, OTHER_PASSPHRASE)
    assert all_bytes(closed) == before
    reopened(closed, options).close()  # and the lock was let go


def test_a_second_window_is_refused(store: OpenedStore, options: OpenOptions) -> None:
    with pytest.raises(StorageTrouble, match="另一个程序窗口"):
        reopened(store.home, options)
    assert clerks_in(store) == 30


def test_a_second_program_is_refused(store: OpenedStore, options: OpenOptions) -> None:
    program = (
        "from pathlib import Path\nfrom cadre_desktop.errors import StorageTrouble\n"
        "from cadre_desktop.storage.store import open_store\n"
        f"try: open_store(Path({str(store.home)!r}), 'x')\nexcept StorageTrouble: print('refused')\n"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "refused"


def test_a_store_is_never_made_over_another(closed: Path, options: OpenOptions) -> None:
    before = all_bytes(closed)
    with pytest.raises(NotAllowed, match="已有数据"):
        create_store(closed, USER, PASSPHRASE, cost=CHEAP, options=options)
    assert all_bytes(closed) == before


@pytest.mark.parametrize("name", [DB_NAME, KEYS_NAME, COPY_NAME, READY_NAME])
def test_one_file_left_of_a_store_is_enough_not_to_make_another(home: Path, options: OpenOptions, name: str) -> None:
    home.mkdir()
    (home / name).write_bytes(b"what is left")
    assert is_store(home)
    with pytest.raises(NotAllowed):
        create_store(home, USER, PASSPHRASE, cost=CHEAP, options=options)
    assert (home / name).read_bytes() == b"what is left"


def test_a_poor_passphrase_leaves_no_store_behind(home: Path, options: OpenOptions) -> None:
    with pytest.raises(InvalidInput):
        create_store(home, USER, "short", cost=CHEAP, options=options)
    assert not is_store(home)
    new_store(home, options)[0].close()


def test_a_creation_that_fails_leaves_no_store_behind(home: Path, tmp_path: Path, options: OpenOptions) -> None:
    broken = replace(options, migrations=write_migrations(tmp_path / "broken", 2, "INSERT INTO missing VALUES (1)"))
    with pytest.raises(StorageTrouble):
        create_store(home, USER, PASSPHRASE, cost=CHEAP, options=broken)
    assert not is_store(home)
    assert not (home / STAGED_NAME).exists()
    new_store(home, options)[0].close()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("stop_in", ["upgrade", "close_store", "install", "finish_install"])
def test_a_creation_killed_leaves_nothing_or_a_whole_store(home: Path, options: OpenOptions, stop_in: str) -> None:
    program = (
        "import os, signal\nfrom pathlib import Path\nfrom cadre_desktop.storage import staging, store\n"
        "from cadre_desktop.storage.migrate import Migrations\n"
        "from tests.storage.small_store import CHEAP, PASSPHRASE, USER, options_for\n"
        f"module = staging if {stop_in!r} == 'finish_install' else store\n"
        f"setattr(module, {stop_in!r}, lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))\n"
        f"options = options_for(Migrations(Path({str(options.migrations.versions)!r}), 1))\n"
        f"store.create_store(Path({str(home)!r}), USER, PASSPHRASE, cost=CHEAP, options=options)\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert ran.returncode == -9, ran.stderr
    assert is_store(home) == (stop_in == "finish_install")
    store = reopened(home, options) if is_store(home) else new_store(home, options)[0]
    assert clerks_in(store) == (0 if stop_in == "finish_install" else 30)
    store.close()


def test_a_network_or_removable_place_is_refused(
    home: Path, closed: Path, options: OpenOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "_drive_of", lambda _folder: location.Drive.NETWORK)
    with pytest.raises(StorageTrouble, match="网络盘"):
        reopened(closed, options)
    with pytest.raises(StorageTrouble, match="网络盘"):
        create_store(home / "新", USER, PASSPHRASE, cost=CHEAP, options=options)
    assert not (home / "新").exists()


def test_a_read_only_folder_is_refused(closed: Path, options: OpenOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "_writable", lambda _folder: False)
    with pytest.raises(StorageTrouble, match="不能写入"):
        reopened(closed, options)


def test_the_programs_own_store_is_made_backed_up_and_opened(home: Path) -> None:
    own = OpenOptions(weakest=CHEAP, now=lambda: NOW)
    store, _ = create_store(home, USER, PASSPHRASE, cost=CHEAP, options=own)
    path = make_backup(home, store.engine, store.ring, now=NOW)
    manifest = read_manifest(path)
    assert manifest.contents.counts["cadre"] == 0
    store.close()
    open_store(home, PASSPHRASE, options=own).close()


# --- damage -----------------------------------------------------------------------------------------------------


def test_every_flipped_bit_of_the_data_is_noticed_and_nothing_is_repaired(closed: Path, options: OpenOptions) -> None:
    ring = unlock(closed, PASSPHRASE, weakest=CHEAP)
    whole, chance = (closed / DB_NAME).read_bytes(), random.Random(29)
    for _ in range(200):
        bad = bytearray(whole)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        (closed / DB_NAME).write_bytes(bad)
        with pytest.raises(DamagedStore) as caught:
            reopened(closed, options, ring)
        assert "备份" in caught.value.hint
        assert (closed / DB_NAME).read_bytes() == bad
    (closed / DB_NAME).write_bytes(whole)
    reopened(closed, options).close()


@pytest.mark.parametrize("name", [KEYS_NAME, COPY_NAME])
def test_either_keys_file_may_be_lost_and_is_written_again(closed: Path, options: OpenOptions, name: str) -> None:
    before = (closed / name).read_bytes()
    (closed / name).unlink()
    reopened(closed, options).close()
    assert (closed / name).read_bytes() == before


def test_without_keys_files_the_sentence_points_to_a_backup(closed: Path, options: OpenOptions) -> None:
    (closed / KEYS_NAME).unlink()
    (closed / COPY_NAME).unlink()
    with pytest.raises(DamagedStore, match="口令文件缺失"):
        reopened(closed, options)


def test_without_the_data_file_no_empty_one_is_made(closed: Path, options: OpenOptions) -> None:
    (closed / DB_NAME).unlink()
    with pytest.raises(DamagedStore, match="数据文件缺失"):
        reopened(closed, options)
    assert not (closed / DB_NAME).exists()


def test_an_emptied_data_file_is_not_taken_for_a_new_store(closed: Path, options: OpenOptions) -> None:
    (closed / DB_NAME).write_bytes(b"")
    with pytest.raises(DamagedStore, match="空的"):
        reopened(closed, options)
    assert (closed / DB_NAME).read_bytes() == b""


def test_an_encrypted_file_without_tables_is_refused(closed: Path, options: OpenOptions) -> None:
    ring = unlock(closed, PASSPHRASE, weakest=CHEAP)
    (closed / DB_NAME).unlink()
    empty = make_engine(closed / DB_NAME, ring.subkey("db"), create=True)
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
    close_store(empty)
    with pytest.raises(DamagedStore, match="没有内容"):
        reopened(closed, options, ring)


def test_a_plain_database_in_its_place_is_refused(closed: Path, options: OpenOptions) -> None:
    (closed / DB_NAME).unlink()
    plain = sqlite3.connect(closed / DB_NAME)
    plain.execute("CREATE TABLE clerk (a)")
    plain.close()
    with pytest.raises(DamagedStore, match="没有加密"):
        reopened(closed, options)


def test_the_keys_of_another_store_are_told_apart_from_a_wrong_passphrase(
    closed: Path, tmp_path: Path, options: OpenOptions
) -> None:
    (tmp_path / "other").mkdir()
    create_keys(tmp_path / "other", USER, PASSPHRASE, cost=CHEAP)
    for name in (KEYS_NAME, COPY_NAME):
        shutil.copy(tmp_path / "other" / name, closed / name)
    with pytest.raises(DamagedStore, match="不是一套"):
        reopened(closed, options)


def test_leftovers_of_a_killed_program_are_swept(closed: Path, options: OpenOptions) -> None:
    (closed / ".0a1b2c.part.keys").write_bytes(b"half")
    (closed / STAGED_NAME).mkdir()
    reopened(closed, options).close()
    assert {path.name for path in closed.iterdir()} == {DB_NAME, KEYS_NAME, COPY_NAME, LOCK_NAME, "backups"}


# --- versions ---------------------------------------------------------------------------------------------------


def test_an_older_store_is_copied_and_then_upgraded(closed: Path, options: OpenOptions) -> None:
    newer = replace(options, migrations=write_migrations(options.migrations.versions, 2))
    told: list[str] = []
    store = open_store(closed, PASSPHRASE, lambda _done, _total, what="": told.append(what), options=newer)
    with store.engine.connect() as connection:
        assert current_version(connection) == 2
        assert connection.exec_driver_sql("SELECT code FROM town").scalars().all() == ["350425"]
    assert clerks_in(store) == 30
    (copy,) = list_backups(store.backups)
    assert copy.manifest is not None
    assert (copy.reason, copy.manifest.contents.schema, copy.made_at) == (Reason.BEFORE_MIGRATION, 1, NOW)
    assert "正在升级数据" in told
    store.close()


def test_an_upgrade_that_fails_leaves_the_old_store_openable(
    closed: Path, tmp_path: Path, options: OpenOptions
) -> None:
    before = (closed / DB_NAME).read_bytes()
    broken = replace(options, migrations=write_migrations(tmp_path / "broken", 2, "INSERT INTO missing VALUES (1)"))
    with pytest.raises(StorageTrouble, match="已退回升级前的状态"):
        reopened(closed, broken)
    assert (closed / DB_NAME).read_bytes() == before
    store = reopened(closed, options)
    assert clerks_in(store) == 30
    store.close()


def test_a_store_is_not_upgraded_when_it_cannot_be_copied_first(
    closed: Path, options: OpenOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageTrouble("磁盘空间不足")

    monkeypatch.setattr(store_module, "make_backup", full)
    before = (closed / DB_NAME).read_bytes()
    with pytest.raises(StorageTrouble, match="磁盘空间不足"):
        reopened(closed, replace(options, migrations=write_migrations(options.migrations.versions, 2)))
    assert (closed / DB_NAME).read_bytes() == before


def test_a_newer_store_is_refused_with_every_byte_unchanged(home: Path, options: OpenOptions) -> None:
    newer = replace(options, migrations=write_migrations(options.migrations.versions, 2))
    new_store(home, newer)[0].close()
    before = all_bytes(home)
    older = replace(options, migrations=Migrations(options.migrations.versions, 1))
    with pytest.raises(NewerStore, match=r"数据版本 2.*数据版本 1"):
        reopened(home, older)
    assert all_bytes(home) == before
    reopened(home, newer).close()


# --- the trail ---------------------------------------------------------------------------------------------------


def test_the_trail_is_checked_with_the_keys_of_the_store(closed: Path, options: OpenOptions) -> None:
    seen: list[tuple[str, int]] = []

    def check(connection: sa.Connection, ring: KeyRing) -> None:
        seen.append((ring.user, int(connection.exec_driver_sql("SELECT count(*) FROM clerk").scalar_one())))

    reopened(closed, replace(options, verify_trail=check)).close()
    assert seen == [(USER, 30)]


def test_a_trail_that_does_not_hold_closes_the_store_again(closed: Path, options: OpenOptions) -> None:
    def check(_connection: sa.Connection, _ring: KeyRing) -> None:
        raise DamagedStore("操作记录对不上")

    with pytest.raises(DamagedStore, match="操作记录对不上"):
        reopened(closed, replace(options, verify_trail=check))
    reopened(closed, options).close()


def test_a_fault_of_the_program_in_the_trail_check_crashes_but_does_not_keep_the_lock(
    closed: Path, options: OpenOptions
) -> None:
    def check(connection: sa.Connection, _ring: KeyRing) -> None:
        connection.exec_driver_sql("SELECT * FROM missing")

    with pytest.raises(sa.exc.OperationalError):
        reopened(closed, replace(options, verify_trail=check))
    StoreLock(closed).release()


def test_progress_is_told_in_order(closed: Path, options: OpenOptions) -> None:
    told: list[int] = []
    open_store(closed, PASSPHRASE, lambda done, _total, what="": told.append(done), options=options).close()
    assert told == [0, 1, 2, 4, 5]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_program_killed_at_work_loses_nothing_saved(closed: Path, options: OpenOptions) -> None:
    program = (
        "import os, signal\nfrom pathlib import Path\nfrom cadre_desktop.storage.migrate import Migrations\n"
        "from cadre_desktop.storage.store import open_store\n"
        "from tests.storage.small_store import PASSPHRASE, add_clerks, options_for\n"
        f"options = options_for(Migrations(Path({str(options.migrations.versions)!r}), 1))\n"
        f"store = open_store(Path({str(closed)!r}), PASSPHRASE, options=options)\n"
        "for _ in range(5): add_clerks(store, 10)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False)
    store = reopened(closed, options)
    assert clerks_in(store) == 80
    add_clerks(store, 1)
    store.close()
