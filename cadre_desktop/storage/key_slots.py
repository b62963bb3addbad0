"""One slot of the keys file: a passphrase that unwraps the data keys, and nothing else.

Passphrase → Argon2id → AES-256-GCM around the random data key; every other field of the
slot, and the store's id, is authenticated with it, so an altered slot opens nothing.
"""

import os
import time
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from cadre_desktop.errors import DamagedStore, InvalidInput, Problem, StorageTrouble

SlotKind = Literal["passphrase", "recovery"]
KEY_BYTES = 32
MIN_PASSPHRASE = 10
_MIN_DISTINCT = 4
_RUNS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz" * 2, "qwertyuiop" * 2)
_SLOWEST = 1.0
_FASTEST = 0.5


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear one guess at a passphrase is: Argon2id memory in KiB, passes and lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def at_least(self, other: "Cost") -> bool:
        """Tell whether a guess needs no less memory and no fewer passes than under `other`."""
        return self.memory_kib >= other.memory_kib and self.passes >= other.passes and self.lanes >= 1


FLOOR = Cost()  # RFC 9106, second recommended choice
CEILING = Cost(memory_kib=1024 * 1024, passes=64, lanes=16)


@dataclass(frozen=True, slots=True)
class DataKeys:
    """What a slot wraps: the store's key and, for those who handle talks, the talk key."""

    dek: bytes
    talk: bytes | None


@dataclass(frozen=True, slots=True)
class Slot:
    """One way into the store."""

    kind: SlotKind
    user: str
    talks: bool
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def as_json(self) -> dict[str, Any]:
        """Return the slot as the keys file holds it."""
        facts: dict[str, Any] = {"kind": self.kind, "user": self.user, "talks": self.talks}
        facts["kdf"] = {"name": "argon2id", **asdict(self.cost)}
        binary = {"salt": self.salt, "nonce": self.nonce, "wrapped": self.wrapped}
        return facts | {name: b64encode(value).decode() for name, value in binary.items()}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Slot":
        """Read a slot; raises KeyError, TypeError or ValueError when it is not one."""
        kdf = dict(facts["kdf"])
        if kdf.pop("name") != "argon2id" or facts["kind"] not in ("passphrase", "recovery"):
            raise ValueError("unknown kind of slot")
        cost = Cost(**{name: int(value) for name, value in kdf.items()})
        salt, nonce, wrapped = (b64decode(facts[name], validate=True) for name in ("salt", "nonce", "wrapped"))
        return cls(facts["kind"], str(facts["user"]), bool(facts["talks"]), cost, salt, nonce, wrapped)


def wrap(keys: DataKeys, secret: str, *, kind: SlotKind, user: str, header: bytes, cost: Cost) -> Slot:
    """Make a slot in which `secret` opens `keys`; `header` names the store and the suite."""
    salt, nonce = os.urandom(16), os.urandom(12)
    blank = Slot(kind, user, keys.talk is not None, cost, salt, nonce, b"")
    sealed = AESGCM(_stretch(secret, salt, cost)).encrypt(nonce, keys.dek + (keys.talk or b""), _bound(blank, header))
    return Slot(kind, user, blank.talks, cost, salt, nonce, sealed)


def unwrap(slot: Slot, secret: str, *, header: bytes, weakest: Cost) -> DataKeys | None:
    """Open a slot; None when the secret is not its own or the slot was altered.

    Raises DamagedStore when the slot asks for less work than `weakest`, or for more than
    any honest program writes.
    """
    if not (slot.cost.at_least(weakest) and CEILING.at_least(slot.cost) and slot.cost.lanes <= CEILING.lanes):
        raise DamagedStore("口令文件中的加密强度参数超出允许范围，可能被改动过。", hint="请从备份恢复口令文件。")
    try:
        opened = AESGCM(_stretch(secret, slot.salt, slot.cost)).decrypt(slot.nonce, slot.wrapped, _bound(slot, header))
    except (InvalidTag, ValueError):
        return None
    return DataKeys(opened[:KEY_BYTES], opened[KEY_BYTES:] or None)


def check_passphrase(text: str) -> None:
    """Raise InvalidInput when a passphrase is too short or too plain to protect anything."""
    letters = unicodedata.normalize("NFKC", text)
    if len(letters) < MIN_PASSPHRASE:
        raise InvalidInput([Problem("passphrase", f"口令至少要有 {MIN_PASSPHRASE} 个字符，可以用一句好记的话。")])
    plain = letters.casefold()
    if len(set(plain)) < _MIN_DISTINCT or _repeats(plain) or any(plain in run or plain in run[::-1] for run in _RUNS):
        raise InvalidInput([Problem("passphrase", "口令过于简单：请不要重复同样的字符，也不要用连续的数字或字母。")])


def calibrate(measure: Callable[[Cost], float] | None = None) -> Cost:
    """Choose a cost that takes half a second to a second on this computer, never below the floor."""
    took = (measure or _seconds)(FLOOR)
    if took >= _FASTEST:
        return FLOOR
    aim = (_FASTEST + _SLOWEST) / 2
    passes = int(FLOOR.passes * aim / max(took, 0.001))
    return Cost(FLOOR.memory_kib, min(max(passes, FLOOR.passes), CEILING.passes), FLOOR.lanes)


def _repeats(text: str) -> bool:
    """Tell whether the text is one short piece over and over, such as "abcabcabcabc"."""
    return any((text[:width] * len(text))[: len(text)] == text for width in range(1, len(text) // 2 + 1))


def _seconds(cost: Cost) -> float:
    started = time.perf_counter()
    _stretch("measured passphrase", bytes(16), cost)
    return time.perf_counter() - started


def _stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    # NFKC: an input method left in full-width mode must not lock its owner out.
    phrase = unicodedata.normalize("NFKC", secret).encode()
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    try:
        return kdf.derive(phrase)
    except MemoryError as error:
        raise StorageTrouble("内存不足，无法验证口令。", hint="请关闭其他程序后重试。") from error


def _bound(slot: Slot, header: bytes) -> bytes:
    """Everything the slot says besides the wrapped keys, as bytes to authenticate."""
    facts = slot.as_json()
    del facts["wrapped"]
    return header + b"\n" + orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)
