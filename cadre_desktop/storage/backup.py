"""Backups: made from a store that passes its checks, proved by reading them again, thinned with age."""

import logging
import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from cadre_desktop.errors import AppError, DamagedStore
from cadre_desktop.progress import Progress, silent
from cadre_desktop.rules.backup_thinning import KeptCopy, outdated
from cadre_desktop.storage.atomic import remove_leftovers, trouble, write_whole
from cadre_desktop.storage.backup_file import (
    SUFFIX,
    Contents,
    Manifest,
    check_container,
    extract,
    file_sum,
    read_manifest,
    write_container,
)
from cadre_desktop.storage.engine import (
    Aside,
    check_beside,
    check_pages,
    check_structure,
    copy_pages,
    make_reading_engine,
    translated,
)
from cadre_desktop.storage.fields import Choice
from cadre_desktop.storage.keys import KeyFile, KeyRing
from cadre_desktop.storage.location import require_room
from cadre_desktop.storage.migrate import current_version
from cadre_desktop.storage.staging import DB_NAME

BACKUPS_NAME = "backups"
EVERY = timedelta(minutes=30)

log = logging.getLogger(__name__)
ReadHead = Callable[[Connection], str]


class Reason(Choice):
    """Why a backup was made; copies made before a risky step are thinned apart from the others."""

    ROUTINE = "routine", "自动备份"
    MANUAL = "manual", "手动备份"
    BEFORE_IMPORT = "before-import", "导入前"
    BEFORE_MERGE = "before-merge", "汇总前"
    BEFORE_MIGRATION = "before-migration", "升级前"
    BEFORE_RESTORE = "before-restore", "恢复前"
    BEFORE_ERASING = "before-erasing", "清除前"
    BEFORE_JOINING = "before-joining", "合并人员前"

    @property
    def before_step(self) -> bool:
        """Whether the copy guards a risky step."""
        return self not in (Reason.ROUTINE, Reason.MANUAL)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One file in a list of backups; `manifest` is None for one that cannot be read."""

    path: Path
    size: int
    manifest: Manifest | None

    @property
    def made_at(self) -> datetime:
        """When it was made, or when the file was last written where the file cannot be read."""
        if self.manifest:
            return self.manifest.made_at
        written = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        return written.astimezone().replace(tzinfo=None)

    @property
    def reason(self) -> Reason:
        """Why it was made, as far as this program knows reasons."""
        known = {reason.value: reason for reason in Reason}
        return known.get(self.manifest.reason if self.manifest else "", Reason.ROUTINE)


def copy_to_second_place(path: Path, folder: Path) -> Path:
    """Copy a finished backup to another disk or stick and read it back; raises StorageTrouble or DamagedStore."""
    check_container(path)
    target = folder / path.name

    def same(copy: Path) -> None:
        if file_sum(copy) != file_sum(path):
            raise DamagedStore("第二备份位置的文件与原备份不一致，没有采用。", hint="请换一个U盘或磁盘后重试。")

    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_leftovers(folder)
    except OSError as error:
        raise trouble(error, target) from error
    write_whole(target, lambda part: _copy_file(path, part), same)
    return target


def no_head(_connection: Connection) -> str:
    """Stand in for the trail's head where a store has no trail."""
    return ""


def make_backup(
    home: Path,
    engine: Engine,
    ring: KeyRing,
    *,
    now: datetime,
    reason: Reason = Reason.ROUTINE,
    mark: str = "",
    people: int = 0,
    folder: Path | None = None,
    read_head: ReadHead = no_head,
    progress: Progress = silent,
    aside: Aside = nullcontext,
) -> Path:
    """Copy the open store into one checked file in `folder` (home/backups by default) and return its path.

    `mark` tells states of the store apart, see `due`.  Raises DamagedStore when the store or
    the copy fails its checks, StorageTrouble when the disk does; nothing half-made stays.
    What others save between two steps of the copying is in the copy as well.
    """
    folder = folder or home / BACKUPS_NAME
    _prepare(folder, home)
    copy = folder / f".{secrets.token_hex(6)}.part.db"
    try:
        progress(0, 3, "正在复制数据")
        contents = _copy_out(home, engine, copy, ring, read_head, aside)
        with aside():
            progress(1, 3, "正在核对副本")
            check_copy(copy, ring, contents, read_head)
            progress(2, 3, "正在写入备份")
            manifest = Manifest(ring.dbid, now, reason.value, people, mark, contents)
            keys = KeyFile.load(home).rendered()
            path = _free_path(folder, now, reason)
            write_whole(path, lambda part: write_container(part, copy, keys, manifest, ring), check_container)
    finally:
        for leftover in (copy, copy.with_name(copy.name + "-journal")):
            leftover.unlink(missing_ok=True)
    progress(3, 3, "备份完成")
    return path


def verify(path: Path, ring: KeyRing, workspace: Path, *, read_head: ReadHead = no_head) -> Manifest:
    """Take a backup out into the empty folder `workspace` and prove that it holds what it says.

    Raises DamagedStore, or NewerStore for a format this program does not know.
    """
    extract(path, workspace)
    manifest = read_manifest(path)
    manifest.check_seal(ring)
    check_copy(workspace / DB_NAME, ring, manifest.contents, read_head)
    return manifest


def check_copy(path: Path, ring: KeyRing, expected: Contents, read_head: ReadHead) -> None:
    """Raise DamagedStore unless the database at `path` is whole and holds what is expected."""
    engine = make_reading_engine(path, ring.subkey("db"))
    try:
        check_pages(engine)
        with engine.connect() as connection:
            check_structure(connection)
            if contents_of(connection, read_head) != expected:
                raise DamagedStore("备份副本与原数据对不上，没有采用。", hint="请重新备份；仍然不行时请检查磁盘。")
    except DBAPIError as error:
        raise translated(error) from error
    finally:
        engine.dispose()


def contents_of(connection: Connection, read_head: ReadHead) -> Contents:
    """Count what the store holds, table by table; derived tables of the search index aside."""
    listed = connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    names = sorted(row["name"] for row in listed if row["type"] == "table" and not row["name"].startswith("sqlite_"))
    counts = {name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()) for name in names}
    return Contents(current_version(connection), counts, read_head(connection))


def list_backups(folder: Path, ring: KeyRing | None = None) -> list[BackupInfo]:
    """List the backups in a folder, newest first; those that cannot be read come last.

    With `ring`, one that says it is of that store without bearing its seal counts as one that cannot be read.
    """
    paths = folder.glob(f"[!.]*{SUFFIX}")
    found = [BackupInfo(path, path.stat().st_size, _manifest_or_none(path, ring)) for path in paths]
    return sorted(found, key=lambda info: (info.manifest is not None, info.made_at, info.path.name), reverse=True)


def due(backups: Iterable[BackupInfo], *, now: datetime, mark: str, every: timedelta = EVERY) -> bool:
    """Tell whether to back up: the store changed since the last backup, and that one is old enough.

    `mark` is whatever names the state of the store: the trail's head.  On leaving the
    program `every` is zero.
    """
    last = max((info for info in backups if info.manifest), key=lambda info: info.made_at, default=None)
    if last is None or last.manifest is None:
        return True
    return last.manifest.mark != mark and not timedelta(0) <= now - last.made_at < every


def own_backups(folder: Path, ring: KeyRing) -> list[BackupInfo]:
    """List the backups in a folder that bear the seal of one store, newest first."""
    return [
        info for info in list_backups(folder, ring) if info.manifest is not None and info.manifest.dbid == ring.dbid
    ]


def thin(folder: Path, ring: KeyRing, now: datetime, *, keep: Path | None = None) -> list[Path]:
    """Erase the outdated backups of one store and return them; other stores' files and broken ones stay.

    `keep` is the one just made: on a clock set back it looks older than all the others.
    """
    ours = own_backups(folder, ring)
    copies = [KeptCopy(info.path.name, info.made_at, info.reason.before_step) for info in ours]
    gone = [path for copy in outdated(copies, now) if (path := folder / copy.name) != keep]
    for path in gone:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise trouble(error, path) from error
    return gone


def _copy_out(home: Path, engine: Engine, copy: Path, ring: KeyRing, read_head: ReadHead, aside: Aside) -> Contents:
    """Copy the store step by step; after the last step nobody else has had the connection, so the counts agree."""
    try:
        key = ring.subkey("db")
        check_beside(engine, home / DB_NAME, key, check_pages, aside)
        copy_pages(engine, copy, key, aside)
        with engine.connect() as connection:
            return contents_of(connection, read_head)
    except DBAPIError as error:
        raise translated(error) from error


def _prepare(folder: Path, home: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        size = (home / DB_NAME).stat().st_size
        remove_leftovers(folder)
    except OSError as error:
        raise trouble(error, folder) from error
    require_room(folder, size)


def _copy_file(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _free_path(folder: Path, now: datetime, reason: Reason) -> Path:
    """Name a backup for people: when, and before what."""
    stem = f"备份_{now:%Y%m%d_%H%M%S}" + (f"_{reason.label}" if reason.before_step else "")
    names = (f"{stem}{f'_{number}' if number > 1 else ''}{SUFFIX}" for number in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())


def _manifest_or_none(path: Path, ring: KeyRing | None) -> Manifest | None:
    try:
        manifest = read_manifest(path)
        if ring is not None and manifest.dbid == ring.dbid:
            manifest.check_seal(ring)
        return manifest
    except AppError as error:
        log.warning("backup not readable: %s", type(error).__name__)
        return None
