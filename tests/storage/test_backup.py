"""Backups hold what the store held, are made only from a sound store, and leave nothing half-made."""

import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from cadre_desktop.errors import DamagedStore, StorageTrouble
from cadre_desktop.progress import Cancelled
from cadre_desktop.storage import atomic, backup, location
from cadre_desktop.storage.backup import (
    Reason,
    copy_to_second_place,
    due,
    list_backups,
    make_backup,
    thin,
    verify,
)
from cadre_desktop.storage.engine import checkpoint, make_reading_engine
from cadre_desktop.storage.key_slots import DataKeys
from cadre_desktop.storage.keys import KEYS_NAME, KeyRing
from cadre_desktop.storage.staging import DB_NAME
from cadre_desktop.storage.store import OpenedStore, OpenOptions, open_store
from tests.storage.small_store import (
    CHEAP,
    MARKER,
    NOW,
    PASSPHRASE,
    USER,
    add_clerks,
    all_bytes,
    clerks_in,
    last_clerk,
)


def back_up(store: OpenedStore, **changes: object) -> Path:
    given: dict[str, object] = {"now": NOW, "read_head": last_clerk, "people": 30, "mark": last_mark(store)}
    return make_backup(store.home, store.engine, store.ring, **(given | changes))  # type: ignore[arg-type]


def last_mark(store: OpenedStore) -> str:
    with store.engine.connect() as connection:
        return last_clerk(connection)


def proved(path: Path, store: OpenedStore, tmp_path: Path) -> int:
    """Verify a backup and count the clerks in it."""
    workspace = tmp_path / f"check {random.random()}"
    workspace.mkdir()
    verify(path, store.ring, workspace, read_head=last_clerk)
    reader = make_reading_engine(workspace / DB_NAME, store.ring.subkey("db"))
    with reader.connect() as connection:
        count = int(connection.exec_driver_sql("SELECT count(*) FROM clerk").scalar_one())
    reader.dispose()
    return count


def test_a_backup_is_one_file_named_for_people_and_says_what_is_in_it(store: OpenedStore, tmp_path: Path) -> None:
    path = back_up(store)
    assert path == store.home / "backups" / "备份_20261121_090000.cadrebak"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    (info,) = list_backups(path.parent)
    assert info.manifest is not None
    assert (info.made_at, info.reason, info.manifest.people) == (NOW, Reason.ROUTINE, 30)
    assert info.manifest.contents.counts == {"alembic_version": 1, "clerk": 30, "town": 1}
    assert (info.manifest.contents.schema, info.manifest.contents.head, info.manifest.mark) == (1, "30", "30")
    assert info.size == path.stat().st_size
    assert proved(path, store, tmp_path) == 30


def test_the_store_stays_open_and_the_backup_stays_as_it_was(store: OpenedStore, tmp_path: Path) -> None:
    path = back_up(store)
    add_clerks(store, 5)
    assert clerks_in(store) == 35
    assert proved(path, store, tmp_path) == 30


def test_what_is_only_in_the_log_is_backed_up(store: OpenedStore, tmp_path: Path) -> None:
    add_clerks(store, 400)
    assert (store.home / "data.db-wal").stat().st_size > 0
    assert proved(back_up(store), store, tmp_path) == 430


def test_nothing_is_in_the_clear_anywhere(store: OpenedStore) -> None:
    back_up(store)
    add_clerks(store, 50)
    files = all_bytes(store.home)
    assert {"data.db", "data.db-wal", "data.keys", "data.keys.bak"} < files.keys()
    assert any(name.endswith(".cadrebak") for name in files)
    for name, data in files.items():
        for marker in (MARKER, "龙潭镇", "INSERT INTO", "CREATE TABLE", PASSPHRASE):
            assert marker.encode() not in data, name


def test_a_copy_before_a_step_says_so_in_its_name(store: OpenedStore) -> None:
    path = back_up(store, reason=Reason.BEFORE_IMPORT)
    assert path.name == "备份_20261121_090000_导入前.cadrebak"
    assert list_backups(path.parent)[0].reason is Reason.BEFORE_IMPORT
    assert [reason for reason in Reason if not reason.before_step] == [Reason.ROUTINE, Reason.MANUAL]


def test_two_backups_in_one_second_do_not_meet(store: OpenedStore) -> None:
    first, second = back_up(store), back_up(store)
    assert second.name == "备份_20261121_090000_2.cadrebak"
    assert {info.path for info in list_backups(store.backups)} == {first, second}


def test_progress_is_told_and_stopping_leaves_nothing(store: OpenedStore) -> None:
    told: list[str] = []
    back_up(store, progress=lambda _done, _total, what="": told.append(what))
    assert told == ["正在复制数据", "正在核对副本", "正在写入备份", "备份完成"]

    def stop(done: int, total: int, what: str = "") -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        back_up(store, progress=stop, folder=store.home / "别处")
    assert list((store.home / "别处").iterdir()) == []


def test_a_damaged_store_is_not_backed_up_and_old_backups_stay(store: OpenedStore) -> None:
    add_clerks(store, 300)
    good = back_up(store)
    checkpoint(store.engine)
    before = good.read_bytes()
    with (store.home / DB_NAME).open("r+b") as file:
        file.seek(5 * 4096 + 100)
        file.write(b"\0\1\2\3")
    with pytest.raises(DamagedStore, match="完整性检查"):
        back_up(store, now=NOW + timedelta(hours=1))
    assert [path.name for path in store.backups.iterdir()] == [good.name]
    assert good.read_bytes() == before


def test_a_copy_that_does_not_match_is_not_kept(store: OpenedStore) -> None:
    heads = iter(["30", "29"])
    with pytest.raises(DamagedStore, match="对不上"):
        back_up(store, read_head=lambda _connection: next(heads))
    assert list(store.backups.iterdir()) == []


def test_a_full_disk_is_told_before_anything_is_written(store: OpenedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        free = 1000

    monkeypatch.setattr(location.shutil, "disk_usage", lambda _folder: Full)
    with pytest.raises(StorageTrouble, match="剩余空间不足"):
        back_up(store)
    assert list(store.backups.iterdir()) == []


def test_a_disk_that_fills_up_while_writing_leaves_nothing_half_made(
    store: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = back_up(store)

    def full(path: Path, *_: object) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "write_container", full)
    with pytest.raises(StorageTrouble, match="磁盘空间不足"):
        back_up(store, now=NOW + timedelta(hours=1))
    assert list(store.backups.iterdir()) == [good]
    assert clerks_in(store) == 30


def test_a_failed_copy_of_the_data_leaves_nothing_half_made(
    store: OpenedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_engine: object, target: Path, _key: bytes, _aside: object) -> None:
        target.write_bytes(b"half")
        target.with_name(target.name + "-journal").write_bytes(b"half")
        raise StorageTrouble("磁盘空间不足")

    monkeypatch.setattr(backup, "copy_pages", failing)
    with pytest.raises(StorageTrouble):
        back_up(store)
    assert list(store.backups.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX matter")
def test_a_real_write_failure_is_told_and_cleaned_up(closed: Path, options: OpenOptions) -> None:
    assert options.migrations.latest == 1
    program = PROGRAM.format(
        home=str(closed),
        versions=str(options.migrations.versions),
        count=1,
        setup=(
            "import resource, signal\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "size = (home / 'data.db').stat().st_size\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))\n"
        ),
    )
    ran = run(program)
    assert "StorageTrouble" in ran.stdout, ran.stderr
    assert list((closed / "backups").iterdir()) == []


PROGRAM = """
from datetime import timedelta
from pathlib import Path
from cadre_desktop.errors import AppError
from cadre_desktop.storage.backup import make_backup
from cadre_desktop.storage.migrate import Migrations
from cadre_desktop.storage.store import open_store
from tests.storage.small_store import NOW, PASSPHRASE, last_clerk, options_for
home = Path({home!r})
store = open_store(home, PASSPHRASE, options=options_for(Migrations(Path({versions!r}), 1)))
{setup}
print("ready", flush=True)
for number in range({count}):
    try:
        make_backup(home, store.engine, store.ring, now=NOW + timedelta(seconds=number), read_head=last_clerk)
        print("made", number, flush=True)
    except AppError as error:
        print(type(error).__name__, flush=True)
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_kill_at_any_moment_leaves_whole_backups_and_a_store_that_opens(
    home: Path, store: OpenedStore, options: OpenOptions, tmp_path: Path
) -> None:
    add_clerks(store, 2000)
    store.close()
    program = PROGRAM.format(home=str(home), versions=str(options.migrations.versions), count=10_000, setup="")
    chance, survivors = random.Random(23), 0
    for _ in range(6):
        child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        for _made in range(chance.randrange(3)):
            child.stdout.readline()
        try:
            child.wait(timeout=chance.uniform(0.0, 0.15))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        child.communicate()
        again = open_store(home, PASSPHRASE, options=options)
        assert clerks_in(again) == 2030
        for path in (home / "backups").glob("*.cadrebak"):
            assert proved(path, again, tmp_path) == 2030
            survivors += 1
        atomic.remove_leftovers(home / "backups")
        assert all(path.suffix == ".cadrebak" and path.name[0] != "." for path in (home / "backups").iterdir())
        again.close()
    assert survivors


# --- lists, when, where ------------------------------------------------------------------------------------------


def test_the_list_is_newest_first_with_unreadable_files_last(store: OpenedStore) -> None:
    first = back_up(store)
    second = back_up(store, now=NOW + timedelta(days=1))
    (store.backups / "坏的.cadrebak").write_bytes(b"rubbish")
    (store.backups / "别的.txt").write_bytes(b"not a backup")
    found = list_backups(store.backups)
    assert [info.path.name for info in found] == [second.name, first.name, "坏的.cadrebak"]
    assert found[2].manifest is None
    assert found[2].reason is Reason.ROUTINE
    assert found[2].made_at.year >= 2026


def test_a_folder_that_is_not_there_lists_nothing(tmp_path: Path) -> None:
    assert list_backups(tmp_path / "没有") == []


def test_a_backup_is_due_only_when_something_changed_and_half_an_hour_passed(store: OpenedStore) -> None:
    assert due([], now=NOW, mark="30")
    back_up(store)
    made = list_backups(store.backups)
    soon, later = NOW + timedelta(minutes=29, seconds=59), NOW + timedelta(minutes=30)
    assert not due(made, now=later, mark="30")
    assert not due(made, now=soon, mark="31")
    assert due(made, now=later, mark="31")
    assert due(made, now=soon, mark="31", every=timedelta(0))
    assert not due(made, now=soon, mark="30", every=timedelta(0))


def test_a_clock_set_back_does_not_put_backups_off(store: OpenedStore) -> None:
    back_up(store)
    assert due(list_backups(store.backups), now=NOW - timedelta(days=400), mark="31")


def test_only_a_broken_backup_counts_as_none(store: OpenedStore) -> None:
    back_up(store).write_bytes(b"rubbish")
    assert due(list_backups(store.backups), now=NOW, mark="30")


def test_thinning_erases_what_the_rule_says_and_nothing_else(store: OpenedStore, tmp_path: Path) -> None:
    morning = back_up(store, now=NOW - timedelta(days=5, hours=1))
    noon = back_up(store, now=NOW - timedelta(days=5))
    step = back_up(store, now=NOW - timedelta(days=5, hours=2), reason=Reason.BEFORE_MERGE)
    today = back_up(store)
    broken = store.backups / "坏的.cadrebak"
    broken.write_bytes(b"rubbish")
    foreign = KeyRing(USER, "f" * 32, DataKeys(bytes(32), None))
    assert thin(store.backups, foreign, NOW) == []
    assert thin(store.backups, store.ring, NOW) == [morning]
    assert {path for path in store.backups.iterdir()} == {noon, step, today, broken}


def test_the_second_place_gets_the_same_file(store: OpenedStore, tmp_path: Path) -> None:
    path = back_up(store)
    copy = copy_to_second_place(path, tmp_path / "U盘" / "备份")
    assert copy.read_bytes() == path.read_bytes()
    assert [file.name for file in copy.parent.iterdir()] == [path.name]
    assert proved(copy, store, tmp_path) == 30


def test_a_second_place_that_lies_is_found_out(
    store: OpenedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = back_up(store)

    def lying(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:-1] + b"?")

    monkeypatch.setattr(backup.shutil, "copyfile", lying)
    with pytest.raises(DamagedStore, match="第二备份位置"):
        copy_to_second_place(path, tmp_path / "U盘")
    assert list((tmp_path / "U盘").iterdir()) == []


def test_a_damaged_backup_is_not_copied_on(store: OpenedStore, tmp_path: Path) -> None:
    path = back_up(store)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedStore):
        copy_to_second_place(path, tmp_path / "U盘")
    assert not (tmp_path / "U盘").exists()


def test_a_second_place_that_is_no_folder_is_told(store: OpenedStore, tmp_path: Path) -> None:
    path = back_up(store)
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(StorageTrouble):
        copy_to_second_place(path, tmp_path / "文件")


def test_the_backup_carries_the_users_of_its_time(store: OpenedStore) -> None:
    from cadre_desktop.storage.backup_file import keys_in

    path = back_up(store)
    assert keys_in(path).rendered() == (store.home / KEYS_NAME).read_bytes()
    assert keys_in(path).unlock(PASSPHRASE, weakest=CHEAP).subkey("db") == store.ring.subkey("db")
