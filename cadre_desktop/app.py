"""The composition root: a home folder, its store and everything wired to it.  Only here are the parts put together."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson
from sqlalchemy import Connection

from cadre_desktop import clock, paths
from cadre_desktop.errors import AppError, DamagedStore, InvalidInput, NotAllowed, Problem
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import summary
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.services import accounts, backups, checklists, dictionaries, unit_profile
from cadre_desktop.services.unit_profile import OfficeLevel, UnitProfile
from cadre_desktop.settings import Settings, load_settings
from cadre_desktop.storage.atomic import trouble
from cadre_desktop.storage.backup import BACKUPS_NAME, Reason, copy_to_second_place
from cadre_desktop.storage.chain import Chain
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.key_slots import FLOOR, Cost, check_passphrase
from cadre_desktop.storage.keys import KeyRing
from cadre_desktop.storage.staging import is_store
from cadre_desktop.storage.store import OpenedStore, OpenOptions, create_store, open_store
from cadre_desktop.storage.vault import Vault

Now = Callable[[], datetime]
FIRST_USER = "管理员"
_DERIVED_ON = "derived_on"
_MAX_UNIT_NAME = 60

log = logging.getLogger(__name__)


class App:
    """One open store with all that serves it; `close` it, or use it in a `with`."""

    def __init__(self, store: OpenedStore, *, now: Now, settings: Settings) -> None:
        self.store, self.now, self.settings = store, now, settings
        self.db = Database(
            store.engine,
            actor=store.ring.user,
            subkey=store.ring.subkey,
            vault=Vault(store.ring.talk_key),
            now=now,
            derive=lambda session, touched: summary.refresh(session, touched, now().date()),
        )

    @property
    def home(self) -> Path:
        """The data folder."""
        return self.store.home

    @property
    def ring(self) -> KeyRing:
        """The keys of the store, while it is open."""
        return self.store.ring

    @property
    def profile(self) -> UnitProfile:
        """What the office says of itself, as it stands now."""
        return unit_profile.load(self.db)

    def save_backup(self, out: Path, progress: Progress = silent) -> Path:
        """Back up now and put a checked copy at `out`, a file or an existing folder; return where it lies.

        Raises DamagedStore or StorageTrouble when no copy could be made.
        """
        made = backups.back_up(self.db, self.store, reason=Reason.MANUAL, progress=progress)
        folder = out if out.is_dir() else out.parent
        copy = copy_to_second_place(made.path, folder)
        if out.is_dir():
            return copy
        try:
            return copy.replace(out)
        except OSError as error:
            raise trouble(error, out) from error

    def close(self) -> None:
        """Back the store up when it has changed, leave one whole file on the disk and forget the keys.

        A backup that cannot be made must not keep the person from leaving: it is logged.
        """
        second = self.settings.second_backup_folder
        try:
            backups.back_up_on_leaving(self.db, self.store, second=Path(second) if second else None)
        except AppError as error:
            log.warning("no backup on leaving: %s", type(error).__name__)
        finally:
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_app(
    home: Path,
    unit_name: str,
    passphrase: str,
    *,
    user: str = FIRST_USER,
    level: OfficeLevel = OfficeLevel.TOWNSHIP,
    now: Now = clock.now,
    cost: Cost = FLOOR,
) -> tuple[App, str]:
    """Make an empty store for a unit, with the shipped checklist; return it open, with the recovery key to print.

    Raises NotAllowed when the folder holds data, InvalidInput for a poor passphrase or no name,
    StorageTrouble when the place will not do.
    """
    if not unit_name.strip() or len(unit_name) > _MAX_UNIT_NAME:
        raise InvalidInput([Problem("unit_name", f"请填写单位名称，最多 {_MAX_UNIT_NAME} 个字。")])
    refuse_taken(home)
    check_passphrase(passphrase)
    store, recovery = create_store(home, user, passphrase, cost=cost, options=_options(home, now, cost))
    app = App(store, now=now, settings=load_settings(paths.settings_file()))
    try:
        profile = replace(app.profile, name=unit_name.strip(), level=level)
        unit_profile.save(app.db, profile)
        checklists.seed(app.db)
        dictionaries.seed(app.db)
        _refresh_derived(app.db)
    except BaseException:
        store.close()
        raise
    return app, recovery


def open_app(
    home: Path,
    secret: str | KeyRing,
    *,
    user: str | None = None,
    now: Now = clock.now,
    weakest: Cost = FLOOR,
    progress: Progress = silent,
) -> App:
    """Open the store in a folder with a passphrase, or with keys unlocked already.

    Raises NotAllowed when there is no store, WrongKey, DamagedStore, NewerStore or StorageTrouble.
    """
    refuse_without_store(home)
    store = open_store(home, secret, progress, user=user, options=_options(home, now, weakest))
    app = App(store, now=now, settings=load_settings(paths.settings_file()))
    try:
        accounts.remember_keys(app.db, home)
        _refresh_derived(app.db)
    except BaseException:
        store.close()
        raise
    return app


def refuse_without_store(home: Path) -> None:
    """Raise NotAllowed unless the folder is there and holds a store."""
    if not home.exists():
        raise NotAllowed(f"没有找到数据文件夹：{home}", hint="请检查文件夹名称，或先新建数据。")
    if not home.is_dir():
        raise NotAllowed(f"这不是文件夹：{home}", hint="请选择存放数据的文件夹。")
    if not is_store(home):
        raise NotAllowed(f"这个文件夹里没有本程序的数据：{home}", hint="请检查文件夹名称，或先新建数据。")


def refuse_taken(home: Path) -> None:
    """Raise NotAllowed when a folder cannot take a new store: it holds one, or it is a file."""
    if home.exists() and not home.is_dir():
        raise NotAllowed(f"这不是文件夹：{home}", hint="请另选一个文件夹。")
    if is_store(home):
        raise NotAllowed(f"这个文件夹里已有数据，不能重新建立：{home}", hint="请打开已有的数据，或另选一个文件夹。")


def restore_app(
    path: Path,
    home: Path,
    secret: str | KeyRing,
    *,
    now: Now = clock.now,
    weakest: Cost = FLOOR,
    progress: Progress = silent,
) -> None:
    """Put a backup in the place of the store in a folder (closed, or none yet), and note it in the trail.

    The restored store is opened once, which proves it.  Raises what `services.backups.put_back` raises.
    """
    ring = backups.put_back(path, home, secret, now=now(), weakest=weakest, progress=progress)
    open_app(home, ring, now=now, weakest=weakest).close()


def _options(home: Path, now: Now, weakest: Cost) -> OpenOptions:
    return OpenOptions(
        verify_trail=lambda connection, ring: _verify_trail(connection, ring, home),
        read_head=backups.read_head,
        weakest=weakest,
        now=now,
    )


def _verify_trail(connection: Connection, ring: KeyRing, home: Path) -> None:
    """Check keys file and trail, the trail from the newest backup on; raise DamagedStore at the first break."""
    accounts.refuse_old_keys(connection, ring, home)
    anchor = backups.trusted_anchor(connection, home / BACKUPS_NAME, ring)
    chain = Chain(audit_key=ring.subkey("audit"), state_key=ring.subkey("state"), history_key=ring.subkey("history"))
    fault = next(chain.faults(connection, since=anchor), None)
    if fault:
        raise DamagedStore(f"{fault}。", hint="请从最近的备份恢复；恢复前不要继续登记。")


def _refresh_derived(db: Database) -> None:
    """Bring ages, years and the like up to today when the derived lines are of another day."""
    today = orjson.dumps(db.now().date()).decode()
    with db.read() as session:
        kept = session.get(UnitSetting, _DERIVED_ON)
        if kept is not None and kept.body == today:
            return
    with db.work("按当天日期更新名册") as session:
        summary.refresh_all(session, db.now().date())
        session.merge(UnitSetting(name=_DERIVED_ON, body=today))
