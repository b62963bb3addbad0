"""The seals of the audit trail: each line carries a MAC over itself and the line before.

The key of the seal moves on every thousand lines by a one-way step, so that who reads
today's key cannot rewrite the lines sealed with earlier ones.  The chain shows edits,
removals, insertions and swaps; a cut-off tail shows only against an anchor, which every
backup and every report that leaves the program carries.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection

from cadre_desktop.storage.canonical import plain

LINES_PER_KEY = 1000
_START = bytes(32)
_COLUMNS = ("id", "at", "actor", "work_id", "title", "table", "record_id", "action", "diff", "secret", "state")
_table = sa.table("audit_entry", *(sa.column(c) for c in (*_COLUMNS, "mac")))


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number and seal of one line, kept outside the store to prove that nothing before it was lost."""

    seq: int
    mac: bytes

    @property
    def code(self) -> str:
        """Eight characters for people to read aloud or find on a printed report."""
        return self.mac.hex()[:8].upper()


class Chain:
    """Seals lines in order; knows the key of every epoch."""

    def __init__(self, *, audit_key: bytes, state_key: bytes, history_key: bytes) -> None:
        self.state_key = state_key
        self._history = AESGCM(history_key)
        self._epoch_keys = [audit_key]
        self._head = Anchor(0, _START)

    def read_head(self, connection: Connection) -> Anchor:
        """Learn the last line from the store; call it inside the transaction that will write."""
        query = sa.select(_table.c.id, _table.c.mac).order_by(_table.c.id.desc()).limit(1)
        row = connection.execute(query).first()
        self._head = Anchor(row.id, row.mac) if row else Anchor(0, _START)
        return self._head

    def sealed(self, row: dict[str, Any]) -> dict[str, Any]:
        """Number a line and seal it to the one before."""
        row["id"] = self._head.seq + 1
        row["mac"] = self._mac(self._head.mac, row)
        self._head = Anchor(row["id"], row["mac"])
        return row

    def conceal(self, values: Mapping[str, Any], record_id: str) -> bytes:
        """Encrypt the true old values of masked fields, to be put back one day."""
        nonce = os.urandom(12)
        return nonce + self._history.encrypt(nonce, orjson.dumps(values), record_id.encode())

    def reveal(self, secret: bytes, record_id: str) -> dict[str, Any]:
        """Decrypt what `conceal` kept."""
        values: dict[str, Any] = orjson.loads(self._history.decrypt(secret[:12], secret[12:], record_id.encode()))
        return values

    def faults(self, connection: Connection, since: Anchor | None = None) -> Iterator[str]:
        """Check the lines after an anchor (or all of them); yield a sentence for each break found."""
        last = since or Anchor(0, _START)
        if since and since.seq:
            query = sa.select(_table.c.mac).where(_table.c.id == since.seq)
            if connection.execute(query).scalar() != since.mac:
                yield f"操作日志第{since.seq}条与上次留存的校验码不一致，日志可能被改动或数据被换回旧版本"
                return
        typed = _table.select().where(_table.c.id > last.seq).order_by(_table.c.id)
        for row in connection.execute(typed, execution_options={"yield_per": 2000}).mappings():
            if row["id"] != last.seq + 1:
                yield f"操作日志第{last.seq + 1}条缺失"
            elif row["mac"] != self._mac(last.mac, dict(row)):
                yield f"操作日志第{row['id']}条被改动"
            last = Anchor(row["id"], row["mac"])

    def _mac(self, before: bytes, row: Mapping[str, Any]) -> bytes:
        said = orjson.dumps([_stored(row[c]) for c in _COLUMNS])
        return hmac.digest(self._key(row["id"]), before + said, "sha256")

    def _key(self, seq: int) -> bytes:
        epoch = (seq - 1) // LINES_PER_KEY
        while len(self._epoch_keys) <= epoch:
            self._epoch_keys.append(hashlib.sha256(b"evolve" + self._epoch_keys[-1]).digest())
        return self._epoch_keys[epoch]


def _stored(value: Any) -> Any:
    """Return a value as the database will give it back: times are kept as text there."""
    if value is None or type(value) is str:
        return value
    return value.isoformat(sep=" ", timespec="microseconds") if isinstance(value, datetime) else plain(value)
