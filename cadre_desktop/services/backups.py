"""Backups of the open store: made now, on closing or before a risky step, proved, listed and put back."""

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from cadre_desktop.errors import AppError, DamagedStore, NewerStore
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.records.export_entry import ExportEntry
from cadre_desktop.storage import audit, backup, restore
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.backup import EVERY, BackupInfo, Reason
from cadre_desktop.storage.backup_file import Manifest, keys_in, read_manifest
from cadre_desktop.storage.chain import Anchor
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.key_slots import FLOOR, Cost
from cadre_desktop.storage.keys import KeyRing
from cadre_desktop.storage.store import OpenedStore
from cadre_desktop.storage.vault import Vault

TOO_OLD = timedelta(days=7)
_RESTORINGS = "restorings"
_BROKEN = "文件不完整或已损坏"


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup in the list; `trouble` says why it cannot be used, empty when it can."""

    path: Path
    made_at: datetime
    reason: str
    size: int
    people: int | None
    head: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made; `second` is its copy elsewhere, `trouble` why there is none."""

    path: Path
    second: Path | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Proved:
    """What a backup was found to hold when it was taken out and read: a rehearsal of restoring it."""

    made_at: datetime
    people: int
    records: int
    head: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a trail ended, and how many restorings the store had then been through.

    A restoring goes back to an earlier line on purpose and begins another branch of the trail: only heads of the
    same branch can be compared.
    """

    restorings: int
    anchor: Anchor

    @property
    def order(self) -> tuple[int, int]:
        """What puts the heads of one store in order: a later branch, then a later line."""
        return self.restorings, self.anchor.seq


def read_head(connection: Connection) -> str:
    """Read the trail's last line, number and seal, and the count of restorings: it names the state of a store."""
    table = AuditEntry.__table__
    row = connection.execute(sa.select(table.c.id, table.c.mac).order_by(table.c.id.desc()).limit(1)).first()
    head = f"{row.id}:{row.mac.hex()}" if row else "0:"
    restorings = _restorings(connection)
    return f"{head}:{restorings}" if restorings else head


def head_of(text: str) -> Head:
    """Understand what `read_head` wrote; raises DamagedStore when it is something else."""
    try:
        number, seal, restorings = text.split(":") if text.count(":") == 2 else (*text.split(":"), "0")
        return Head(int(restorings), Anchor(int(number), bytes.fromhex(seal)))
    except ValueError as error:
        raise DamagedStore("备份说明里的日志校验码无法识别。", hint="请选择另一个备份。") from error


def anchor_of(head: str) -> Anchor:
    """Turn what `read_head` wrote into the anchor to check the trail from; raises DamagedStore."""
    return head_of(head).anchor


def trusted_anchor(connection: Connection, folder: Path, ring: KeyRing) -> Anchor | None:
    """Find the newest line of the present trail that a sealed backup in `folder` vouches for.

    Backups of branches given up by restoring say nothing of the present one.  Raises DamagedStore when a backup
    is ahead of the store: backups are made of what was committed, and what is committed survives a power cut, so
    somebody put an older file in the place of the data.
    """
    present = head_of(read_head(connection))
    heads = [head_of(manifest.contents.head) for manifest in _manifests(folder, ring)]
    newest = max(heads, key=lambda head: head.order, default=None)
    if newest is None:
        return None
    if newest.order > present.order:
        raise DamagedStore(
            f"数据比最近一次备份还旧（数据到操作日志第{present.anchor.seq}条，备份已到第{newest.anchor.seq}条），"
            "可能被换回旧版本。",
            hint="请从最近的备份恢复。确需使用旧数据的，请选择当时的备份用“恢复”打开。",
        )
    return newest.anchor if newest.restorings == present.restorings and newest.anchor.seq else None


def back_up(
    db: Database,
    store: OpenedStore,
    *,
    reason: Reason = Reason.MANUAL,
    second: Path | None = None,
    progress: Progress = silent,
) -> Made:
    """Make a checked backup now, copy it to the second place, and let outdated ones go.

    Raises DamagedStore or StorageTrouble when none could be made.  A second place that fails is told in the
    result: the backup itself stands.
    """
    mark, people = _mark(db), _people(db)
    with db.alone() as engine:
        path = backup.make_backup(
            store.home,
            engine,
            store.ring,
            now=db.now(),
            reason=reason,
            mark=mark,
            people=people,
            read_head=read_head,
            progress=progress,
            aside=db.aside,
        )
    backup.thin(store.backups, store.ring, db.now(), keep=path)
    return _with_second(path, second)


def back_up_if_due(
    db: Database, store: OpenedStore, *, every: timedelta = EVERY, second: Path | None = None
) -> Made | None:
    """Back up when something changed since the last backup and that one is old enough; on closing `every` is zero."""
    ours = _ours(store)
    if not backup.due(ours, now=db.now(), mark=_mark(db), every=every):
        return None
    return back_up(db, store, reason=Reason.ROUTINE, second=second)


def back_up_on_leaving(db: Database, store: OpenedStore, *, second: Path | None = None) -> Made | None:
    """Back up on closing when records changed since the last backup.

    Files that were only written out do not change the records: a run of forty exports would leave forty
    equal copies.  Their register lines go into the next copy that is due by time.
    """
    every = timedelta(0) if _records_changed(db, store) else EVERY
    return back_up_if_due(db, store, every=every, second=second)


def _records_changed(db: Database, store: OpenedStore) -> bool:
    """Tell whether a line about a record, and not about a file that left, follows the last backup's."""
    with db.read() as session:
        anchor = trusted_anchor(session.connection(), store.backups, store.ring)
        changed = sa.select(AuditEntry.id).where(
            AuditEntry.id > (anchor.seq if anchor else 0),
            AuditEntry.record_id != "",
            AuditEntry.table != ExportEntry.__tablename__,
        )
        return session.scalar(changed.limit(1)) is not None


def before_step(db: Database, store: OpenedStore, reason: Reason) -> Path:
    """Back up before a risky step (an import, a merge, emptying the bin) and return the file."""
    return back_up(db, store, reason=reason).path


def listed(folder: Path, dbid: str, ring: KeyRing | None = None) -> list[BackupLine]:
    """List the backups in a folder, newest first; those of other stores and unreadable ones are marked.

    With the keys of the open store one that does not bear its seal is marked too; at the door, before anything
    is unlocked, that shows when it is restored.
    """
    if not folder.is_dir():
        return []
    return [_line(info, dbid) for info in backup.list_backups(folder, ring)]


def verify(path: Path, ring: KeyRing) -> Proved:
    """Take a backup out into a temporary folder, still encrypted, and prove that it can be restored.

    Raises DamagedStore, NewerStore or StorageTrouble; the store in use is not touched.
    """
    with tempfile.TemporaryDirectory(prefix="cadre-verify-") as folder:
        manifest = backup.verify(path, ring, Path(folder), read_head=read_head)
    contents = manifest.contents
    records = sum(n for name, n in contents.counts.items() if not name.startswith(("audit_", "search_", "alembic_")))
    return Proved(manifest.made_at, manifest.people, records, _code(contents.head))


def put_back(
    path: Path,
    home: Path,
    secret: str | KeyRing,
    *,
    now: datetime,
    recovery: bool = False,
    weakest: Cost = FLOOR,
    progress: Progress = silent,
) -> KeyRing:
    """Put a backup in the place of the closed store and return the keys; the present data is kept beside it first.

    `secret` is a passphrase, keys unlocked already, or with `recovery` the printed recovery key.  The restoring is
    noted in the trail and the restored store backed up at once: from here on that copy, not a later state given up
    on purpose, is what the trail is held against.
    """
    if recovery and isinstance(secret, str):
        secret = keys_in(path).unlock_with_recovery(secret, weakest=weakest)
    return restore.restore(
        path,
        home,
        secret,
        now=now,
        read_head=read_head,
        note=lambda engine, ring: _note_restored(engine, ring, home, path, now),
        weakest=weakest,
        progress=progress,
    )


def last_made(store: OpenedStore) -> datetime | None:
    """Say when the store was backed up last, None when never."""
    return max((info.made_at for info in _ours(store)), default=None)


def last_text(store: OpenedStore, now: datetime) -> str:
    """Write when the last backup was made, for the foot of the window."""
    made = last_made(store)
    if made is None:
        return "尚未备份"
    if made.date() == now.date():
        return f"上次备份 今天 {made:%H:%M}"
    days = (now.date() - made.date()).days
    return f"上次备份 {'昨天' if days == 1 else f'{made:%Y.%m.%d}'} {made:%H:%M}"


def newest_head(store: OpenedStore) -> str | None:
    """Return the trail's head as the newest backup of the newest branch holds it; None without a backup."""
    heads = [manifest.contents.head for manifest in _manifests(store.backups, store.ring)]
    return max(heads, key=lambda head: head_of(head).order, default=None)


def _note_restored(engine: Engine, ring: KeyRing, home: Path, path: Path, now: datetime) -> None:
    """Note in the trail of the data about to be put in place whence it came, and begin a branch never seen before."""
    heads = [head_of(manifest.contents.head) for manifest in _manifests(home / backup.BACKUPS_NAME, ring)]
    db = Database(engine, actor=ring.user, subkey=ring.subkey, vault=Vault(None), now=lambda: now)
    with db.work("恢复备份") as session:
        seen = max([_restorings(session.connection()), *(head.restorings for head in heads)])
        session.merge(UnitSetting(name=_RESTORINGS, body=str(seen + 1)))
        audit.note(session, "restore", "store", file=path.name)


def _restorings(connection: Connection) -> int:
    table = UnitSetting.__table__
    return int(connection.execute(sa.select(table.c.body).where(table.c.name == _RESTORINGS)).scalar() or 0)


def _manifests(folder: Path, ring: KeyRing) -> list[Manifest]:
    return [info.manifest for info in backup.own_backups(folder, ring) if info.manifest]


def _ours(store: OpenedStore) -> list[BackupInfo]:
    return backup.own_backups(store.backups, store.ring)


def _with_second(path: Path, second: Path | None) -> Made:
    if second is None:
        return Made(path)
    try:
        return Made(path, backup.copy_to_second_place(path, second))
    except AppError as error:
        return Made(path, None, f"{error}{error.hint}")


def _line(info: BackupInfo, dbid: str) -> BackupLine:
    manifest = info.manifest
    if manifest is None:
        return _unusable(info, _why_unreadable(info.path))
    try:
        head = _code(manifest.contents.head)
    except DamagedStore:
        return _unusable(info, _BROKEN)
    trouble = "" if manifest.dbid == dbid else "这是另一份数据的备份"
    return BackupLine(info.path, info.made_at, info.reason.label, info.size, manifest.people, head, trouble)


def _unusable(info: BackupInfo, trouble: str) -> BackupLine:
    return BackupLine(info.path, info.made_at, "", info.size, None, "", trouble)


def _why_unreadable(path: Path) -> str:
    try:
        read_manifest(path)
    except NewerStore:
        return "由更新版本的程序写成"
    except AppError:
        pass
    return _BROKEN  # perhaps it can be read, but does not bear the store's seal


def _code(head: str) -> str:
    """Shorten a head to what people compare: the line's number and eight characters."""
    anchor = anchor_of(head)
    return f"{anchor.seq}–{anchor.code}" if anchor.seq else "空"


def _mark(db: Database) -> str:
    with db.read() as session:
        return read_head(session.connection())


def _people(db: Database) -> int:
    with db.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Cadre).where(Cadre.deleted_at.is_(None))) or 0
