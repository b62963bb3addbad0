"""Sealed fields: raw interview notes and who was interviewed, under the second key.

A sealed value is bound to its place, "table|record id|column", so that it cannot be
moved to another record by somebody who writes to the file.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cadre_desktop.errors import DamagedStore, NotAllowed

_SUITE = b"\x01"  # AES-256-GCM, random 96-bit nonce
_NONCE = 12


class Vault:
    """Seals and opens texts with the talk key; without the key it does neither."""

    def __init__(self, talk_key: bytes | None) -> None:
        self._cipher = AESGCM(talk_key) if talk_key is not None else None

    @property
    def open(self) -> bool:
        """Whether the person at the screen may read and write sealed fields."""
        return self._cipher is not None

    def seal(self, text: str, place: str) -> bytes:
        """Encrypt `text` for `place`; raises NotAllowed without the key."""
        nonce = os.urandom(_NONCE)
        return _SUITE + nonce + self._key().encrypt(nonce, text.encode(), place.encode())

    def unseal(self, blob: bytes, place: str) -> str:
        """Decrypt what was sealed for `place`.

        Raises NotAllowed without the key, DamagedStore when the value was altered or moved.
        """
        cipher = self._key()
        if blob[:1] != _SUITE:
            raise DamagedStore("谈话原始内容的加密格式无法识别。", hint="请升级程序，或从备份恢复。")
        nonce, sealed = blob[1 : 1 + _NONCE], blob[1 + _NONCE :]
        try:
            return cipher.decrypt(nonce, sealed, place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise DamagedStore("谈话原始内容没有通过完整性检查，可能被改动过。", hint="请从备份恢复。") from error

    def _key(self) -> AESGCM:
        if self._cipher is None:
            raise NotAllowed("您没有谈话管理权限，不能查看或填写谈话原始内容。", hint="请由有谈话管理权限的人员操作。")
        return self._cipher
