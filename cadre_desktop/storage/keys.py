"""The keys file: who can open the store, and with what.

`data.keys` is JSON with one slot per user and one for the printed recovery key; a copy
lies beside it and another in every backup, for it is as precious as the data.  A new
slot is always on the disk before an old one goes.  Every change counts the file's
generation up and seals it with the store's key, so that an old file put back is known.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cadre_desktop.errors import DamagedStore, InvalidInput, NewerStore, NotAllowed, Problem, WrongKey
from cadre_desktop.storage.atomic import write_bytes
from cadre_desktop.storage.key_slots import FLOOR, KEY_BYTES, Cost, DataKeys, Slot, check_passphrase, unwrap, wrap
from cadre_desktop.storage.recovery_key import SECRET_BYTES, format_recovery_key, parse_recovery_key

KEYS_NAME = "data.keys"
COPY_NAME = "data.keys.bak"
LABELS = frozenset({"db", "audit", "state", "backup", "package", "history", "keys"})
RECOVERY_USER = "恢复密钥"
_FORMAT, _VERSION, _SUITE = "cadre-keys", 1, "intl"
_MAX_BYTES = 1024 * 1024
_MAX_NAME = 40
MAX_SLOTS = 32


class KeyRing:
    """The keys of an unlocked store, in memory until `forget`."""

    def __init__(self, user: str, dbid: str, keys: DataKeys) -> None:
        self.user, self.dbid = user, dbid
        self._dek: bytearray | None = bytearray(keys.dek)
        self._talk = bytearray(keys.talk) if keys.talk is not None else None

    def subkey(self, label: str) -> bytes:
        """Derive the 32-byte key for one purpose (one of LABELS) by HKDF-SHA256."""
        if label not in LABELS:
            raise ValueError(f"no such key: {label}")
        info = f"cadre/{label}".encode()
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=bytes.fromhex(self.dbid), info=info).derive(
            self.data_keys().dek
        )

    @property
    def talk_key(self) -> bytes | None:
        """The second key, for interviewees' names and raw notes; None when this user does not hold it."""
        return bytes(self._talk) if self._talk is not None else None

    def forget(self) -> None:
        """Overwrite the keys; the store is locked from here on."""
        for secret in (self._dek, self._talk):
            if secret is not None:
                secret[:] = bytes(len(secret))
        self._dek = self._talk = None

    def data_keys(self) -> DataKeys:
        """Return the keys themselves, to be wrapped for somebody else; raises WrongKey once they are forgotten."""
        if self._dek is None:
            raise WrongKey("数据已锁定。", hint="请重新输入口令。")
        return DataKeys(bytes(self._dek), self.talk_key)


@dataclass(frozen=True, slots=True)
class User:
    """A person with a passphrase slot; `talks` when the slot also opens the talk key."""

    name: str
    talks: bool


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of a keys file: public facts and wrapped keys, no secret in the clear."""

    dbid: str
    slots: tuple[Slot, ...]
    generation: int = 0
    seal: str = ""

    @property
    def users(self) -> tuple[User, ...]:
        """Everybody with a passphrase, in the order they were added."""
        named = {slot.user: User(slot.user, slot.talks) for slot in self.slots if slot.kind == "passphrase"}
        return tuple(named.values())

    @property
    def header(self) -> bytes:
        """What every slot is bound to besides itself."""
        return f"{_FORMAT}|{_VERSION}|{_SUITE}|{self.dbid}".encode()

    def rendered(self) -> bytes:
        """Return the file's one possible text; its last field is a checksum over all the others."""
        return _render(self._facts() | {"seal": self.seal})

    def changed(self, slots: Iterable[Slot], ring: KeyRing) -> "KeyFile":
        """Return the next generation of the file, with other slots, sealed by the store's key."""
        following = replace(self, slots=tuple(slots), generation=self.generation + 1)
        return replace(following, seal=following._sealed_by(ring))

    def bears_seal(self, ring: KeyRing) -> bool:
        """Tell whether the store's key sealed exactly these slots and this generation."""
        return hmac.compare_digest(self._sealed_by(ring), self.seal)

    def _facts(self) -> dict[str, Any]:
        facts = {"format": _FORMAT, "version": _VERSION, "suite": _SUITE, "dbid": self.dbid}
        return facts | {"generation": self.generation, "slots": [slot.as_json() for slot in self.slots]}

    def _sealed_by(self, ring: KeyRing) -> str:
        return hmac.new(ring.subkey("keys"), orjson.dumps(self._facts()), hashlib.sha256).hexdigest()

    @classmethod
    def parse(cls, data: bytes) -> "KeyFile":
        """Read a keys file; raises DamagedStore when a single bit of it is wrong, NewerStore when it is too new."""
        facts = _parse(data)
        if facts["version"] != _VERSION or facts["suite"] != _SUITE:
            raise NewerStore(
                f"口令文件的格式（版本 {facts['version']}，算法套件 {facts['suite']}）本程序不认识；"
                f"本程序支持版本 {_VERSION}、算法套件 {_SUITE}。",
                hint="请安装新版本程序后再打开。",
            )
        try:
            if len(facts["slots"]) > MAX_SLOTS:  # each costs the person at the door half a second
                raise _damaged()
            slots = tuple(Slot.from_json(slot) for slot in facts["slots"])
            found = cls(str(facts["dbid"]), slots, int(facts.get("generation", 0)), str(facts.get("seal", "")))
            bytes.fromhex(found.dbid)
            found.seal.encode("ascii")
        except (KeyError, TypeError, ValueError) as error:
            raise _damaged() from error
        return found

    @classmethod
    def load(cls, home: Path) -> "KeyFile":
        """Read the keys file of a home folder, or its copy when the file is missing or damaged.

        A file of a newer program is not passed over for an older copy: NewerStore is raised.
        """
        try:
            return cls.parse(_read(home / KEYS_NAME))
        except DamagedStore:
            return cls.parse(_read(home / COPY_NAME))

    def save(self, home: Path) -> None:
        """Write the file, then its copy; each is old or new, never in between."""
        for name in (KEYS_NAME, COPY_NAME):
            write_bytes(home / name, self.rendered())

    def unlock(self, passphrase: str, *, user: str | None = None, weakest: Cost = FLOOR) -> KeyRing:
        """Try a passphrase on the slots (of one user, when named); raises WrongKey when none opens."""
        slots = [s for s in self.slots if s.kind == "passphrase" and user in (None, s.user)]
        hint = "请检查大小写和输入法后重试；忘记口令可以在打开窗口用打印的恢复密钥重设。"
        return self._open(slots, passphrase, weakest, WrongKey("口令不正确，数据没有打开。", hint=hint))

    def unlock_with_recovery(self, text: str, *, weakest: Cost = FLOOR) -> KeyRing:
        """Open with the printed key as it was typed; raises WrongKey naming the wrong group."""
        secret = format_recovery_key(parse_recovery_key(text))
        slots = [s for s in self.slots if s.kind == "recovery"]
        hint = "请确认打印件上的单位和日期；更换过恢复密钥的，旧的打印件已作废。"
        return self._open(slots, secret, weakest, WrongKey("这个恢复密钥不能打开本单位的数据。", hint=hint))

    def _open(self, slots: Iterable[Slot], secret: str, weakest: Cost, refusal: WrongKey) -> KeyRing:
        """Try the slots in turn; one that was altered must not keep the owners of the others out."""
        altered: DamagedStore | None = None
        for slot in slots:
            try:
                keys = unwrap(slot, secret, header=self.header, weakest=weakest)
            except DamagedStore as error:
                altered = error
                continue
            if keys is not None:
                return KeyRing(slot.user, self.dbid, keys)
        raise altered or refusal


def create_keys(home: Path, user: str, passphrase: str, *, cost: Cost = FLOOR) -> tuple[KeyRing, str]:
    """Make new random keys for `home`; return them and the recovery key to print.

    The first user handles talks.  Raises NotAllowed when the folder already has keys:
    overwriting them would lose the data for ever.
    """
    if (home / KEYS_NAME).exists() or (home / COPY_NAME).exists():
        raise NotAllowed("这个文件夹里已有口令文件，不能重新建立。", hint="请打开已有的数据，或另选一个文件夹。")
    check_passphrase(passphrase)
    keys = DataKeys(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))
    empty = KeyFile(uuid4().hex, ())
    check_name(user, empty)
    recovery = format_recovery_key(os.urandom(SECRET_BYTES))
    slots = (
        wrap(keys, passphrase, kind="passphrase", user=user, header=empty.header, cost=cost),
        wrap(keys, recovery, kind="recovery", user=RECOVERY_USER, header=empty.header, cost=cost),
    )
    ring = KeyRing(user, empty.dbid, keys)
    empty.changed(slots, ring).save(home)
    return ring, recovery


def unlock(home: Path, passphrase: str, *, user: str | None = None, weakest: Cost = FLOOR) -> KeyRing:
    """Open the keys of a home folder with a passphrase; raises WrongKey or DamagedStore."""
    return KeyFile.load(home).unlock(passphrase, user=user, weakest=weakest)


def unlock_with_recovery(home: Path, text: str, *, weakest: Cost = FLOOR) -> KeyRing:
    """Open the keys of a home folder with the printed recovery key; raises WrongKey or DamagedStore."""
    return KeyFile.load(home).unlock_with_recovery(text, weakest=weakest)


def list_users(home: Path) -> tuple[User, ...]:
    """Return the users who have a passphrase; nothing needs to be unlocked for it."""
    return KeyFile.load(home).users


def mend_copy(home: Path) -> None:
    """Write the keys file and its copy again when one of them is missing, damaged or older."""
    good = KeyFile.load(home)
    for name in (KEYS_NAME, COPY_NAME):
        path = home / name
        if not path.exists() or path.read_bytes() != good.rendered():
            write_bytes(path, good.rendered())


def check_name(name: str, file: KeyFile) -> None:
    """Raise InvalidInput for a name that cannot be that of a further user."""
    if not name.strip() or name != name.strip() or len(name) > _MAX_NAME:
        raise InvalidInput([Problem("user", f"用户姓名不能为空，首尾不能有空格，最多 {_MAX_NAME} 个字。")])
    if name == RECOVERY_USER or name in {user.name for user in file.users}:
        raise InvalidInput([Problem("user", f"已有名为“{name}”的用户，请换一个姓名。")])


def _render(facts: dict[str, Any]) -> bytes:
    body = orjson.dumps(facts, option=orjson.OPT_INDENT_2)
    return orjson.dumps(facts | {"sha256": hashlib.sha256(body).hexdigest()}, option=orjson.OPT_INDENT_2)


def _parse(data: bytes) -> dict[str, Any]:
    """Return the facts when the bytes are exactly what `_render` writes; this frame never changes."""
    try:
        facts = orjson.loads(data)
        facts.pop("sha256")
        if _render(facts) != data or facts["format"] != _FORMAT or not {"version", "suite"} <= facts.keys():
            raise _damaged()
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError) as error:
        raise _damaged() from error
    return dict(facts)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MAX_BYTES)
    except OSError as error:
        raise _damaged() from error


def _damaged() -> DamagedStore:
    return DamagedStore("口令文件缺失或损坏，无法打开数据。", hint="请从备份恢复；每个备份文件里都带有一份口令文件。")
