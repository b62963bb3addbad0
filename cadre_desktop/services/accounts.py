"""Who may open the store, and with what; every change is noted in the trail, no passphrase ever is."""

from dataclasses import dataclass

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.storage import audit, keys
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.key_slots import FLOOR, Cost
from cadre_desktop.storage.recovery_key import parse_recovery_key
from cadre_desktop.storage.store import OpenedStore

_SUBJECT = "user"


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
    with db.work("添加用户") as session:
        role = "谈话管理" if talks else "一般"
        audit.note(session, "account", _SUBJECT, did="添加用户", name=name, role=role)
        keys.add_user(store.home, store.ring, name, passphrase, talks, cost=cost)


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
    with db.work("修改口令") as session:
        audit.note(session, "account", _SUBJECT, did="修改口令", name=store.ring.user)
        ring = keys.change_passphrase(store.home, old, new, user=store.ring.user, cost=cost, weakest=weakest)
        ring.forget()


def set_passphrase(
    db: Database, store: OpenedStore, name: str, passphrase: str, *, again: str, cost: Cost = FLOOR
) -> None:
    """Give somebody a new passphrase who has forgotten his."""
    _require_same(passphrase, again)
    with db.work("重设口令") as session:
        audit.note(session, "account", _SUBJECT, did="重设口令", name=name)
        keys.set_passphrase(store.home, store.ring, name, passphrase, cost=cost)


def remove(db: Database, store: OpenedStore, name: str) -> None:
    """Take somebody's passphrase away; raise NotAllowed for oneself, the last one, and the last talk handler."""
    users = keys.list_users(store.home)
    if name == store.ring.user:
        raise NotAllowed("不能删除正在使用的用户。", hint="请由另一名用户登录后删除。")
    if [user.name for user in users if user.talks] == [name]:
        raise NotAllowed(f"“{name}”是唯一的谈话管理人员，删除后原始谈话内容只能用恢复密钥打开。", hint="请先另设一人。")
    with db.work("删除用户") as session:
        audit.note(session, "account", _SUBJECT, did="删除用户", name=name)
        keys.remove_user(store.home, store.ring, name)


def renew_recovery_key(db: Database, store: OpenedStore, *, cost: Cost = FLOOR) -> str:
    """Make a new recovery key to print; the one printed before is void from here on."""
    with db.work("更换恢复密钥") as session:
        audit.note(session, "account", _SUBJECT, did="更换恢复密钥", name=store.ring.user)
        return keys.renew_recovery(store.home, store.ring, cost=cost)


def prove_recovery_key(store: OpenedStore, typed: str, *, weakest: Cost = FLOOR) -> None:
    """Check that the key was printed right by typing it back; raise WrongKey naming the group that differs."""
    parse_recovery_key(typed)
    keys.unlock_with_recovery(store.home, typed, weakest=weakest).forget()


def _require_same(passphrase: str, again: str) -> None:
    if passphrase != again:
        raise InvalidInput([Problem("again", "两次输入的口令不一致，请重新输入")])
