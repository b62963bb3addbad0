"""The home folder of one unit's data: made, opened after every check, and closed.

data.db, data.keys with its copy, backups/, a lock file, data.leaving once files were written elsewhere, and
data.temp while it is open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from cadre_desktop import clock
from cadre_desktop.errors import DamagedStore, NotAllowed
from cadre_desktop.progress import Progress, silent
from cadre_desktop.storage.atomic import begin_leaving, end_leaving, remove_leftovers, trouble
from cadre_desktop.storage.backup import BACKUPS_NAME, ReadHead, Reason, make_backup, no_head
from cadre_desktop.storage.engine import (
    READING,
    check_pages,
    checkpoint,
    close_store,
    make_engine,
    refuse_plain_file,
    translated,
)
from cadre_desktop.storage.key_slots import FLOOR, Cost
from cadre_desktop.storage.keys import COPY_NAME, KeyFile, KeyRing, create_keys, mend_copy
from cadre_desktop.storage.location import refuse_bad_place
from cadre_desktop.storage.lock import StoreLock
from cadre_desktop.storage.migrate import OURS, Migrations, current_version, needed_program, refuse_newer, upgrade
from cadre_desktop.storage.private_temp import begin_private_temp, end_private_temp
from cadre_desktop.storage.staging import DB_NAME, drop_staging, finish_install, fresh_staging, install, is_store

VerifyTrail = Callable[[Connection, KeyRing], None]
_STEPS = 5


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """An open store: this window holds its lock and its keys until `close`."""

    home: Path
    engine: Engine
    ring: KeyRing
    lock: StoreLock

    @property
    def backups(self) -> Path:
        """The folder the store's own backups lie in."""
        return self.home / BACKUPS_NAME

    def close(self) -> None:
        """Leave one whole file on the disk, forget the keys and let others open the folder."""
        try:
            close_store(self.engine)
        finally:
            end_private_temp(self.home)
            end_leaving(self.home)
            self.ring.forget()
            self.lock.release()


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """What opening needs to know from above: the trail's check and head, and (for tests) other migrations and costs."""

    verify_trail: VerifyTrail | None = None
    read_head: ReadHead = no_head
    weakest: Cost = FLOOR
    migrations: Migrations = OURS
    now: Callable[[], datetime] = clock.now


def create_store(
    home: Path, user: str, passphrase: str, *, cost: Cost = FLOOR, options: OpenOptions | None = None
) -> tuple[OpenedStore, str]:
    """Make an empty store and open it; return it with the recovery key to print.

    Raises NotAllowed when the folder already holds one, InvalidInput for a poor passphrase,
    StorageTrouble when the place will not do.  A creation cut off leaves nothing behind.
    """
    options = options or OpenOptions()
    refuse_bad_place(home)
    try:
        (home / BACKUPS_NAME).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise trouble(error, home) from error
    lock = StoreLock(home)
    try:
        if is_store(home):
            raise NotAllowed("这个文件夹里已有数据，不能重新建立。", hint="请打开已有的数据，或另选一个文件夹。")
        staged = fresh_staging(home)
        ring, recovery = create_keys(staged, user, passphrase, cost=cost)
        _make_database(staged / DB_NAME, ring, options.migrations)
        (staged / COPY_NAME).unlink()
        install(home)
    finally:
        drop_staging(home)
        lock.release()
    return open_store(home, ring, options=options), recovery


def open_store(
    home: Path,
    secret: str | KeyRing,
    progress: Progress = silent,
    *,
    user: str | None = None,
    options: OpenOptions | None = None,
) -> OpenedStore:
    """Open a store after its checks: place, lock, keys, pages, version, trail.

    `secret` is a passphrase (of `user`, when named, which spares trying the others) or keys
    unlocked already.  Raises WrongKey, DamagedStore, NewerStore or StorageTrouble; nothing
    is repaired silently.  An older store is copied to backups/ and brought up to date.
    """
    options = options or OpenOptions()
    refuse_bad_place(home, _size(home))
    lock = StoreLock(home)
    try:
        finish_install(home)
        drop_staging(home)
        remove_leftovers(home)
        remove_leftovers(home / BACKUPS_NAME)
        begin_leaving(home)
        begin_private_temp(home)
        progress(0, _STEPS, "正在验证口令")
        ring = (
            secret
            if isinstance(secret, KeyRing)
            else KeyFile.load(home).unlock(secret, user=user, weakest=options.weakest)
        )
        engine = _opened(home, ring, progress, options)
    except BaseException:
        end_private_temp(home)
        end_leaving(home)
        lock.release()
        raise
    return OpenedStore(home, engine, ring, lock)


def _opened(home: Path, ring: KeyRing, progress: Progress, options: OpenOptions) -> Engine:
    progress(1, _STEPS, "正在打开数据")
    engine = make_engine(home / DB_NAME, ring.subkey("db"))
    try:
        _checked(engine, home, ring, progress, options)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, DBAPIError):
            raise translated(error) from error
        raise
    progress(_STEPS, _STEPS, "")
    return engine


def _checked(engine: Engine, home: Path, ring: KeyRing, progress: Progress, options: OpenOptions) -> None:
    with engine.connect().execution_options(**READING) as connection:
        version, needed = current_version(connection), needed_program(connection)
    refuse_newer(version, options.migrations, needed=needed)
    progress(2, _STEPS, "正在检查数据文件")
    checkpoint(engine)
    check_pages(engine)
    if not version:
        raise DamagedStore("数据文件里没有内容。", hint="请从最近的备份恢复。")
    if version < options.migrations.latest:
        progress(3, _STEPS, "正在升级数据")
        now, head = options.now(), options.read_head
        make_backup(home, engine, ring, now=now, reason=Reason.BEFORE_MIGRATION, read_head=head)
        upgrade(engine, progress, migrations=options.migrations)
    progress(4, _STEPS, "正在核对操作记录")
    if options.verify_trail is not None:
        with engine.connect().execution_options(**READING) as connection:
            options.verify_trail(connection, ring)
    mend_copy(home)  # not before the checks: an old keys file must not overwrite the good copy


def _make_database(path: Path, ring: KeyRing, migrations: Migrations) -> None:
    engine = make_engine(path, ring.subkey("db"), create=True)
    try:
        upgrade(engine, migrations=migrations)
    finally:
        close_store(engine)
    refuse_plain_file(path)


def _size(home: Path) -> int:
    try:
        return (home / DB_NAME).stat().st_size
    except OSError:
        return 0
