"""What backups and the keys file say of a store when it is opened: rollbacks shown, forgeries passed over."""

import hashlib
import os
import shutil
import zipfile
from pathlib import Path

import orjson
import pytest

from cadre_desktop import paths
from cadre_desktop.app import FIRST_USER, App, create_app, open_app, restore_app
from cadre_desktop.errors import DamagedStore, StorageTrouble
from cadre_desktop.services import accounts, backups, checks, history
from cadre_desktop.storage import audit
from cadre_desktop.storage import restore as restore_module
from cadre_desktop.storage.key_slots import Cost
from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME
from cadre_desktop.storage.staging import DB_NAME
from tests.conftest import FrozenClock

PASSPHRASE = "清源的春天来得早一些"
NEW = "清源县的桥又修好了一座"
CHEAP = Cost(memory_kib=32, passes=1, lanes=1)


@pytest.fixture
def home(tmp_path: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed store that was backed up on leaving."""
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.json")
    app, _ = create_app(tmp_path / "数据", "青石镇", PASSPHRASE, now=clock, cost=CHEAP)
    app.close()
    clock.forward(minutes=1)
    return app.home


def _open(home: Path, clock: FrozenClock, secret: str = PASSPHRASE) -> App:
    return open_app(home, secret, now=clock, weakest=CHEAP)


def _restore(path: Path, home: Path, clock: FrozenClock, secret: str = PASSPHRASE) -> None:
    restore_app(path, home, secret, now=clock, weakest=CHEAP)


def _work(app: App, lines: int) -> None:
    for number in range(lines):
        with app.db.work("登记") as session:
            audit.note(session, "settings", "unit_setting", number=number)


def _cut_the_power(app: App) -> None:
    app.store.engine.dispose()
    app.store.lock.release()


def _end(app: App) -> int:
    with app.db.read() as session:
        return backups.anchor_of(backups.read_head(session.connection())).seq


def _left_behind(home: Path, clock: FrozenClock) -> Path:
    """Back up, go on for twenty lines, restore that backup; return it."""
    app = _open(home, clock)
    made = backups.back_up(app.db, app.store).path
    _work(app, 20)
    app.close()
    clock.forward(minutes=1)
    _restore(made, home, clock)
    return made


def test_a_restored_store_that_grew_past_the_state_given_up_opens_after_a_power_cut(
    home: Path, clock: FrozenClock
) -> None:
    _left_behind(home, clock)
    clock.forward(minutes=1)
    app = _open(home, clock)
    _work(app, 40)
    end = _end(app)
    _cut_the_power(app)
    again = _open(home, clock)
    assert _end(again) == end
    assert [f for f in checks.integrity(again.db, again.store) if f.code == "anchor"] == []
    again.close()


def test_even_without_a_backup_after_restoring_the_store_opens(
    home: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, calls = restore_module.make_backup, []

    def full_afterwards(*args: object, **options: object) -> object:
        calls.append(options)
        if len(calls) == 2:
            raise StorageTrouble("磁盘空间不足")
        return whole(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(restore_module, "make_backup", full_afterwards)
    _left_behind(home, clock)
    assert len(calls) == 2
    app = _open(home, clock)
    _work(app, 40)
    _cut_the_power(app)
    _open(home, clock).close()


def test_restoring_is_noted_and_backed_up_at_once(home: Path, clock: FrozenClock) -> None:
    _left_behind(home, clock)
    app = _open(home, clock)
    with app.db.read() as session:
        assert backups.newest_head(app.store) == backups.read_head(session.connection())
    reasons = [line.reason for line in backups.listed(app.store.backups, app.ring.dbid, app.ring)]
    assert sorted(reasons) == ["恢复前", "手动备份", "自动备份", "自动备份"]
    assert history.acts(app.db)[0].title == "恢复备份"
    _cut_the_power(app)


def test_an_older_file_in_the_place_of_the_data_is_refused_and_a_backup_leads_out(
    home: Path, clock: FrozenClock
) -> None:
    shutil.copy(home / DB_NAME, home.parent / "旧.db")
    app = _open(home, clock)
    _work(app, 5)
    end, newest = _end(app), backups.back_up(app.db, app.store).path
    app.close()
    shutil.copy(home.parent / "旧.db", home / DB_NAME)
    with pytest.raises(DamagedStore, match="数据比最近一次备份还旧") as caught:
        _open(home, clock)
    assert "恢复" in caught.value.hint
    clock.forward(minutes=1)
    _restore(newest, home, clock)
    again = _open(home, clock)
    assert _end(again) == end + 1
    again.close()


def test_an_older_state_can_be_gone_back_to_on_purpose(home: Path, clock: FrozenClock) -> None:
    first = next((home / "backups").glob("*.cadrebak"))
    app = _open(home, clock)
    _work(app, 5)
    newest = backups.back_up(app.db, app.store).path
    app.close()
    for wanted in (first, newest, first):
        clock.forward(minutes=1)
        _restore(wanted, home, clock)
        _open(home, clock).close()


def test_the_data_of_before_a_restoring_put_back_is_refused(home: Path, clock: FrozenClock) -> None:
    app = _open(home, clock)
    made = backups.back_up(app.db, app.store).path
    _work(app, 20)
    app.close()
    shutil.copy(home / DB_NAME, home.parent / "旧.db")
    _restore(made, home, clock)
    shutil.copy(home.parent / "旧.db", home / DB_NAME)
    with pytest.raises(DamagedStore, match="可能被换回旧版本"):
        _open(home, clock)


def _forged(path: Path, head: str) -> None:
    """Write a backup's manifest anew with another head, as somebody without the keys can."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    facts = orjson.loads(entries["manifest.json"])
    facts["contents"]["head"] = facts["mark"] = head
    facts["made_at"] = "2026-11-21T23:00:00"
    entries["manifest.json"] = orjson.dumps(facts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        new.comment = b"0" * 64
        for name, data in entries.items():
            new.writestr(name, data)
    whole = path.read_bytes()
    path.write_bytes(whole[:-64] + hashlib.sha256(whole[:-64]).hexdigest().encode())


@pytest.mark.parametrize("head", ["2:ff", "99999:ff", "garbage", "1:" + "ab" * 32 + ":7"])
def test_a_forged_backup_keeps_nobody_out_and_is_never_used(home: Path, clock: FrozenClock, head: str) -> None:
    real = next((home / "backups").glob("*.cadrebak"))
    forged = real.with_name("备份_伪造.cadrebak")
    shutil.copy(real, forged)
    _forged(forged, head)
    app = _open(home, clock)
    lines = backups.listed(app.store.backups, app.ring.dbid, app.ring)
    assert {line.path: line.trouble for line in lines} == {real: "", forged: "文件不完整或已损坏"}
    assert backups.newest_head(app.store) != head
    assert backups.last_made(app.store) == clock.time.replace(minute=0)
    assert backups.listed(app.store.backups, app.ring.dbid)  # at the door, where nothing is unlocked yet
    app.close()
    assert forged.exists()


def test_an_old_keys_file_put_back_opens_nothing_and_spares_the_copy(home: Path, clock: FrozenClock) -> None:
    old = (home / KEYS_NAME).read_bytes()
    app = _open(home, clock)
    accounts.change_own_passphrase(app.db, app.store, PASSPHRASE, NEW, again=NEW, cost=CHEAP, weakest=CHEAP)
    made = backups.back_up(app.db, app.store).path
    app.close()
    good = (home / COPY_NAME).read_bytes()
    (home / KEYS_NAME).write_bytes(old)
    with pytest.raises(DamagedStore, match="口令文件是旧的"):
        _open(home, clock)
    assert (home / COPY_NAME).read_bytes() == good
    clock.forward(minutes=1)
    _restore(made, home, clock, NEW)
    again = _open(home, clock, NEW)
    assert again.ring.user == FIRST_USER
    again.close()


def test_the_keys_of_before_a_cut_off_change_still_open(home: Path, clock: FrozenClock) -> None:
    app = _open(home, clock)
    accounts.set_passphrase(app.db, app.store, FIRST_USER, NEW, again=NEW, cost=CHEAP)
    _cut_the_power(app)
    os.unlink(home / KEYS_NAME)
    _open(home, clock, NEW).close()
    assert (home / KEYS_NAME).read_bytes() == (home / COPY_NAME).read_bytes()
