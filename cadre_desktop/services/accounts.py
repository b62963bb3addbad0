"""Who may open the store, and with what; every change is noted in the trail, no passphrase ever is."""

import contextlib
import logging
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from cadre_desktop.errors import AppError, DamagedStore, InvalidInput, NotAllowed, Problem, StorageTrouble
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.storage import audit, key_changes, keys
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.key_changes import SlotChange
from cadre_desktop.storage.key_slots import FLOOR, Cost
from cadre_desktop.storage.keys import KeyFile, KeyRing
from cadre_desktop.storage.recovery_key import parse_recovery_key
from cadre_desktop.storage.store import OpenedStore

_SUBJECT = "user"
_GENERATION = "keys_generation"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Account:
    """A person with a passphrase: whether it opens interviewees and raw notes, and whether it is yours."""

    name: str
    talks: bool
    is_me: bool


def listed(store: OpenedStore) -> list[Account]:
    """List everybody who can open the store."""
    return [Account(user.name, user.talks, user.name == store.ring.user) for user in keys.list_users(store.home)]


def add(
    db: Database, store: OpenedStore, name: str, passphrase: str, *, again: str, talks: bool, cost: Cost = FLOOR
) -> None:
    """Add a person; raise InvalidInput for a poor or mistyped passphrase, NotAllowed to pass on a role not held."""
    _require_same(passphrase, again)
    change = key_changes.add_user(store.home, store.ring, name, passphrase, talks, cost=cost)
    _carry_out(db, "添加用户", change, name=name, role="谈话管理" if talks else "一般")


def change_own_passphrase(
    db: Database,
    store: OpenedStore,
    old: str,
    new: str,
    *,
    again: str,
    cost: Cost = FLOOR,
    weakest: Cost = FLOOR,
) -> None:
    """Exchange one's own passphrase; raise WrongKey when the old one is wrong."""
    _require_same(new, again)
    me = store.ring.user
    keys.unlock(store.home, old, user=me, weakest=weakest).forget()
    _carry_out(db, "修改口令", key_changes.begin_passphrase(store.home, store.ring, me, new, cost=cost), name=me)


def set_passphrase(
    db: Database, store: OpenedStore, name: str, passphrase: str, *, again: str, cost: Cost = FLOOR
) -> None:
    """Give somebody a new passphrase who has forgotten his."""
    _require_same(passphrase, again)
    change = key_changes.begin_passphrase(store.home, store.ring, name, passphrase, cost=cost)
    _carry_out(db, "重设口令", change, name=name)


def remove(db: Database, store: OpenedStore, name: str) -> None:
    """Take somebody's passphrase away; raise NotAllowed for oneself, the last one, and the last talk handler."""
    users = keys.list_users(store.home)
    if name == store.ring.user:
        raise NotAllowed("不能删除正在使用的用户。", hint="请由另一名用户登录后删除。")
    if [user.name for user in users if user.talks] == [name]:
        raise NotAllowed(f"“{name}”是唯一的谈话管理人员，删除后原始谈话内容只能用恢复密钥打开。", hint="请先另设一人。")
    _carry_out(db, "删除用户", key_changes.begin_removal(store.home, store.ring, name), name=name)


def renew_recovery_key(db: Database, store: OpenedStore, *, cost: Cost = FLOOR) -> str:
    """Make a new recovery key to print; the one printed before is void once the new one was typed back."""
    text, change = key_changes.renew_recovery(store.home, store.ring, cost=cost)
    _carry_out(db, "更换恢复密钥", change, name=store.ring.user)
    return text


def prove_recovery_key(db: Database, store: OpenedStore, typed: str, *, weakest: Cost = FLOOR) -> None:
    """Check that the key was printed right by typing it back; those printed before it are void from here on.

    Raises WrongKey naming the group that differs; then every key printed before stays valid.
    """
    parse_recovery_key(typed)
    key_changes.settle_recovery(store.home, typed, weakest=weakest)
    remember_keys(db, store.home)


def remember_keys(db: Database, home: Path) -> None:
    """Keep the generation of the keys file in the store, so that an older file is known when it is put back.

    It is never ahead of the file.  A disk that refuses is no reason to stop: it is done when the store is opened.
    """
    generation = KeyFile.load(home).generation
    try:
        with db.read() as session:
            if _remembered(session.connection()) == generation:
                return
        with db.work("记下口令文件的版本") as session:
            session.merge(UnitSetting(name=_GENERATION, body=str(generation)))
    except StorageTrouble as error:
        log.warning("generation of the keys not kept: %s", type(error).__name__)


def refuse_old_keys(connection: Connection, ring: KeyRing, home: Path) -> None:
    """Raise DamagedStore when the keys file is older than the store knows, or was changed by somebody else."""
    file, known = KeyFile.load(home), _remembered(connection)
    if known and (file.generation < known or not file.bears_seal(ring)):
        raise DamagedStore(
            "口令文件是旧的或被改动过，没有打开数据。",
            hint=f"请把最新的口令文件（{keys.KEYS_NAME} 或它的副本 {keys.COPY_NAME}）放回原处，或从最近的备份恢复。",
        )


def _carry_out(db: Database, title: str, change: SlotChange, **facts: str) -> None:
    """Note a change of passphrases whose new slot is on the disk already, then take the old away.

    When the note cannot be saved the new slot goes again: what was refused must not be in force.
    """
    try:
        with db.work(title) as session:
            audit.note(session, "account", _SUBJECT, did=title, **facts)
    except BaseException:
        with contextlib.suppress(AppError):
            change.withdraw()
        raise
    try:
        change.settle()
    except StorageTrouble as error:
        raise StorageTrouble(
            f"“{title}”已经记下，但原来的口令还没有作废。", hint="请检查磁盘和剩余空间，然后再操作一次。"
        ) from error
    remember_keys(db, change.home)


def _remembered(connection: Connection) -> int:
    table = UnitSetting.__table__
    return int(connection.execute(sa.select(table.c.body).where(table.c.name == _GENERATION)).scalar() or 0)


def _require_same(passphrase: str, again: str) -> None:
    if passphrase != again:
        raise InvalidInput([Problem("again", "两次输入的口令不一致，请重新输入")])
