"""Letting people in and out of an existing store: passphrases, users and the printed key, two steps at a time.

A new slot is always on the disk before an old one goes, so that whatever happens in between somebody still gets in.
"""

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cadre_desktop.errors import DamagedStore, NotAllowed, StorageTrouble
from cadre_desktop.storage.key_slots import FLOOR, Cost, DataKeys, Slot, check_passphrase, unwrap, wrap
from cadre_desktop.storage.keys import MAX_SLOTS, RECOVERY_USER, KeyFile, KeyRing, User, check_name, unlock
from cadre_desktop.storage.recovery_key import SECRET_BYTES, format_recovery_key, parse_recovery_key

_SPARE_SLOTS = 4  # for the old and the new lying side by side during a change


@dataclass(frozen=True, slots=True)
class SlotChange:
    """A change of slots half done: the new ones lie on the disk, the old ones still open the store."""

    home: Path
    ring: KeyRing
    new: tuple[Slot, ...] = ()
    old: tuple[Slot, ...] = ()

    def settle(self) -> None:
        """Take the old slots away."""
        _drop(self.home, self.ring, self.old)

    def withdraw(self) -> None:
        """Take the new slots away again: everything is as it was before."""
        _drop(self.home, self.ring, self.new)


def change_passphrase(
    home: Path, old: str, new: str, *, user: str | None = None, cost: Cost = FLOOR, weakest: Cost = FLOOR
) -> KeyRing:
    """Exchange a user's passphrase for another; raises WrongKey when the old one is wrong."""
    ring = unlock(home, old, user=user, weakest=weakest)
    set_passphrase(home, ring, ring.user, new, cost=cost)
    return ring


def set_passphrase(home: Path, ring: KeyRing, user: str, passphrase: str, *, cost: Cost = FLOOR) -> None:
    """Give an existing user a new passphrase, for instance after opening with the recovery key."""
    begin_passphrase(home, ring, user, passphrase, cost=cost).settle()


def begin_passphrase(home: Path, ring: KeyRing, user: str, passphrase: str, *, cost: Cost = FLOOR) -> SlotChange:
    """Let a user in with a new passphrase as well; the old one goes when the change is settled."""
    file = _file_of(home, ring)
    slot = _new_slot(file, ring, user, passphrase, talks=_user(file, user).talks, cost=cost)
    return _begin(home, ring, file, slot, [s for s in file.slots if (s.kind, s.user) == ("passphrase", user)])


def add_user(home: Path, ring: KeyRing, user: str, passphrase: str, talks: bool, *, cost: Cost = FLOOR) -> SlotChange:
    """Add a user; only a holder of the talk key can pass it on (NotAllowed otherwise)."""
    file = _file_of(home, ring)
    check_name(user, file)
    if len(file.slots) > MAX_SLOTS - _SPARE_SLOTS:
        raise NotAllowed("用户太多，不能再添加。", hint="请先删除不再使用的用户。")
    return _begin(home, ring, file, _new_slot(file, ring, user, passphrase, talks=talks, cost=cost), ())


def remove_user(home: Path, ring: KeyRing, user: str) -> None:
    """Take a user's slot away; raises NotAllowed for the last one.

    Who kept an old copy of the keys file can still open old copies of the data with it.
    """
    begin_removal(home, ring, user).settle()


def begin_removal(home: Path, ring: KeyRing, user: str) -> SlotChange:
    """Find what taking a user away will remove once it is settled; raises NotAllowed for the last one."""
    file = _file_of(home, ring)
    _user(file, user)
    if len(file.users) == 1:
        raise NotAllowed("不能删除最后一个用户，否则数据再也无法打开。", hint="请先添加另一个用户。")
    return SlotChange(home, ring, old=tuple(s for s in file.slots if (s.kind, s.user) == ("passphrase", user)))


def renew_recovery(home: Path, ring: KeyRing, *, cost: Cost = FLOOR) -> tuple[str, SlotChange]:
    """Make a new recovery key to print; needs the talk key, which it also wraps.

    The printed one stays valid until `settle_recovery` sees the new one typed back; settling the change
    takes away new keys of earlier times that never were.
    """
    file = _file_of(home, ring)
    text = format_recovery_key(os.urandom(SECRET_BYTES))
    keys = _wrapped_keys(ring, talks=True)
    slot = wrap(keys, text, kind="recovery", user=RECOVERY_USER, header=file.header, cost=cost)
    return text, _begin(home, ring, file, slot, [s for s in file.slots if s.kind == "recovery"][1:])


def settle_recovery(home: Path, text: str, *, weakest: Cost = FLOOR) -> None:
    """Void the recovery keys made before the one typed back; raises WrongKey when it opens nothing."""
    file = KeyFile.load(home)
    ring = file.unlock_with_recovery(text, weakest=weakest)
    try:
        secret = format_recovery_key(parse_recovery_key(text))
        slots = [s for s in file.slots if s.kind == "recovery"]
        for place, slot in enumerate(slots):
            if place and _opens(slot, secret, file.header, weakest):
                _drop(home, ring, slots[:place])
                return
    finally:
        ring.forget()


def _new_slot(file: KeyFile, ring: KeyRing, user: str, passphrase: str, *, talks: bool, cost: Cost) -> Slot:
    check_passphrase(passphrase)
    keys = _wrapped_keys(ring, talks=talks)
    return wrap(keys, passphrase, kind="passphrase", user=user, header=file.header, cost=cost)


def _wrapped_keys(ring: KeyRing, *, talks: bool) -> DataKeys:
    if talks and ring.talk_key is None:
        raise NotAllowed("您没有谈话管理权限，不能把它交给别人。", hint="请由有谈话管理权限的人员操作。")
    keys = ring.data_keys()
    return keys if talks else DataKeys(keys.dek, None)


def _begin(home: Path, ring: KeyRing, file: KeyFile, slot: Slot, old: Iterable[Slot]) -> SlotChange:
    """Put the new slot on the disk beside the old ones; where that fails, in neither of the two files."""
    change = SlotChange(home, ring, (slot,), tuple(old))
    try:
        file.changed((*file.slots, slot), ring).save(home)
    except StorageTrouble:
        with contextlib.suppress(StorageTrouble):
            change.withdraw()
        raise
    return change


def _drop(home: Path, ring: KeyRing, gone: Iterable[Slot]) -> None:
    file, gone = _file_of(home, ring), tuple(gone)
    kept = [s for s in file.slots if s not in gone]
    if kept and len(kept) < len(file.slots):
        file.changed(kept, ring).save(home)


def _opens(slot: Slot, secret: str, header: bytes, weakest: Cost) -> bool:
    try:
        return unwrap(slot, secret, header=header, weakest=weakest) is not None
    except DamagedStore:
        return False


def _file_of(home: Path, ring: KeyRing) -> KeyFile:
    file = KeyFile.load(home)
    if file.dbid != ring.dbid:
        raise DamagedStore("口令文件与打开的数据不是一套。", hint="请退出程序，从备份恢复口令文件。")
    return file


def _user(file: KeyFile, name: str) -> User:
    found = next((user for user in file.users if user.name == name), None)
    if found is None:
        raise NotAllowed(f"没有名为“{name}”的用户。", hint="请刷新用户列表后重试。")
    return found
