"""Restoring a backup: proved first, the present store copied, then put in its place in one step."""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from cadre_desktop.errors import AppError, DamagedStore, NewerStore, WrongKey
from cadre_desktop.progress import Progress, silent
from cadre_desktop.storage.atomic import flush_file, flush_folder, trouble
from cadre_desktop.storage.backup import BACKUPS_NAME, ReadHead, Reason, make_backup, no_head, verify
from cadre_desktop.storage.backup_file import check_container, keys_in, read_manifest
from cadre_desktop.storage.engine import READING, close_store, make_engine
from cadre_desktop.storage.key_slots import FLOOR, Cost
from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME, KeyFile, KeyRing
from cadre_desktop.storage.location import refuse_bad_place
from cadre_desktop.storage.lock import StoreLock
from cadre_desktop.storage.migrate import OURS, Migrations, refuse_newer
from cadre_desktop.storage.staging import DB_NAME, drop_staging, finish_install, fresh_staging, install

NoteRestored = Callable[[Engine, KeyRing], None]
log = logging.getLogger(__name__)
_KEPT = (DB_NAME, f"{DB_NAME}-wal", KEYS_NAME, COPY_NAME)


def restore(
    path: Path,
    home: Path,
    secret: str | KeyRing,
    *,
    now: datetime,
    read_head: ReadHead = no_head,
    note: NoteRestored | None = None,
    weakest: Cost = FLOOR,
    migrations: Migrations = OURS,
    progress: Progress = silent,
) -> KeyRing:
    """Put a backup in the place of the closed store in `home` and return the keys that open it.

    `secret` is a passphrase of the present store or of the backup, or keys unlocked already
    (`keys_in(path).unlock_with_recovery` for the printed key).  The present users and
    passphrases stay when the secret opens them.  The present store is first kept in
    home/backups.  Whatever is raised, the present store stands as it was.

    `note` writes into the data to be put in place that it was restored: there is no moment in which it stands
    there without.  The store so noted is then backed up; failing in that does not undo the restoring.
    """
    check_container(path)
    refuse_newer(read_manifest(path).contents.schema, migrations)
    refuse_bad_place(home, path.stat().st_size)
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, home) from error
    lock = StoreLock(home)
    try:
        finish_install(home)
        ring, keep_keys = _unlocked(path, home, secret, weakest)
        staged = fresh_staging(home)
        progress(0, 3, "正在核对备份")
        manifest = verify(path, ring, staged, read_head=read_head)
        if keep_keys:
            (staged / KEYS_NAME).unlink()
        progress(1, 3, "正在保留现有数据")
        _keep_present(home, ring, now, read_head)
        if note is not None:
            _noted(staged / DB_NAME, ring, note)
        progress(2, 3, "正在换上备份中的数据")
        install(home)
        if note is not None:
            _back_up_restored(home, ring, now, manifest.people, read_head)
    finally:
        drop_staging(home)
        lock.release()
    progress(3, 3, "恢复完成")
    return ring


def _noted(path: Path, ring: KeyRing, note: NoteRestored) -> None:
    engine = make_engine(path, ring.subkey("db"))
    try:
        note(engine, ring)
    finally:
        close_store(engine)


def _back_up_restored(home: Path, ring: KeyRing, now: datetime, people: int, read_head: ReadHead) -> None:
    try:
        engine = make_engine(home / DB_NAME, ring.subkey("db"))
        try:
            with engine.connect().execution_options(**READING) as connection:
                mark = read_head(connection)
            make_backup(home, engine, ring, now=now, mark=mark, people=people, read_head=read_head)
        finally:
            close_store(engine)
    except AppError as error:
        log.warning("no backup after restoring: %s", type(error).__name__)


def _unlocked(path: Path, home: Path, secret: str | KeyRing, weakest: Cost) -> tuple[KeyRing, bool]:
    """Find the keys; True when the present keys file belongs to the backup's data and stays."""
    file = keys_in(path)
    present = _present_keys(home)
    # A keys file older than the backup's is a relic: the restored data would refuse it.
    same = present is not None and present.dbid == file.dbid and present.generation >= file.generation
    if isinstance(secret, KeyRing):
        if secret.dbid != file.dbid:
            raise WrongKey("这个备份属于另一份数据，当前的密钥打不开它。", hint="请用该备份当时的口令或恢复密钥打开。")
        return secret, same
    if present is not None and same:
        try:
            return present.unlock(secret, weakest=weakest), True
        except WrongKey:
            pass  # perhaps a passphrase of the time when the backup was made
    return file.unlock(secret, weakest=weakest), False


def _present_keys(home: Path) -> KeyFile | None:
    try:
        return KeyFile.load(home)
    except (DamagedStore, NewerStore):
        return None


def _keep_present(home: Path, ring: KeyRing, now: datetime, read_head: ReadHead) -> None:
    """Back the present store up; where it cannot be opened, keep its files as they are."""
    if not any((home / name).exists() for name in _KEPT):
        return
    try:
        engine = make_engine(home / DB_NAME, ring.subkey("db"))
        try:
            make_backup(home, engine, ring, now=now, reason=Reason.BEFORE_RESTORE, read_head=read_head)
        finally:
            close_store(engine)
    except (DamagedStore, NewerStore):
        _keep_files(home, home / BACKUPS_NAME / f"恢复前_{now:%Y%m%d_%H%M%S}")


def _keep_files(home: Path, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _KEPT:
            if (home / name).exists():
                shutil.copyfile(home / name, folder / name)
                flush_file(folder / name)
        flush_folder(folder)
        flush_folder(folder.parent)
    except OSError as error:
        raise trouble(error, folder) from error
