"""The seals of the audit trail: each line carries a MAC over itself and the line before.

The key of the seal moves on every thousand lines by a one-way step, so that who reads
today's key cannot rewrite the lines sealed with earlier ones.  The chain shows edits,
removals, insertions and swaps; a cut-off tail shows only against an anchor, which every
backup and every report that leaves the program carries.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection

from cadre_desktop.storage.canonical import KeyedHash

LINES_PER_KEY = 1000
_START = bytes(32)
FIELDS = ("at", "actor", "work_id", "title", "table", "record_id", "action", "diff", "secret", "state")
"""What a seal covers, beside the line's number, in this order."""
_table = sa.table("audit_entry", *(sa.column(c) for c in ("id", *FIELDS, "mac")))


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number and seal of one line, kept outside the store to prove that nothing before it was lost."""

    seq: int
    mac: bytes

    @classmethod
    def start(cls) -> "Anchor":
        """Return what comes before the first line."""
        return cls(0, _START)

    @property
    def code(self) -> str:
        """Eight characters for people to read aloud or find on a printed report."""
        return self.mac.hex()[:8].upper()


class Chain:
    """Seals lines in order; knows the key of every epoch."""

    def __init__(self, *, audit_key: bytes, state_key: bytes, history_key: bytes) -> None:
        self.state_key = state_key
        self.state = KeyedHash(state_key)
        self._history = AESGCM(history_key)
        self._epoch_keys = [audit_key]
        self._epochs = [KeyedHash(audit_key)]
        self._last = (0, _START)

    def read_head(self, connection: Connection) -> Anchor:
        """Learn the last line from the store; call it inside the transaction that will write."""
        row = connection.exec_driver_sql("SELECT id, mac FROM audit_entry ORDER BY id DESC LIMIT 1").first()
        self._last = (row[0], row[1]) if row else (0, _START)
        return Anchor(*self._last)

    def sealed(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """Number a line and seal it to the one before; `values` are those of `FIELDS`, as the database keeps them."""
        seq, before = self._last
        line = (seq + 1, *values)
        mac = self._mac(before, line)
        self._last = (seq + 1, mac)
        return (*line, mac)

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
        last = since or Anchor.start()
        if since and since.seq and (fault := self.fault_at(connection, since)):
            yield fault
            return
        typed = _table.select().where(_table.c.id > last.seq).order_by(_table.c.id)
        for line in connection.execute(typed, execution_options={"yield_per": 2000}):
            fault = self.fault_of(line, last)
            if fault:
                yield fault
            last = Anchor(line[0], line[-1])

    def fault_at(self, connection: Connection, anchor: Anchor) -> str:
        """Look whether the trail still holds the line an anchor names; return the sentence when it does not."""
        query = sa.select(_table.c.mac).where(_table.c.id == anchor.seq)
        if connection.execute(query).scalar() == anchor.mac:
            return ""
        return f"操作日志第{anchor.seq}条与上次留存的校验码不一致，日志可能被改动或数据被换回旧版本"

    def lines_after(self, connection: Connection, last: Anchor, limit: int) -> Sequence[Sequence[Any]]:
        """Read the next lines as the database keeps them: number, `FIELDS`, seal."""
        query = _table.select().where(_table.c.id > last.seq).order_by(_table.c.id).limit(limit)
        return connection.execute(query).all()

    def fault_of(self, line: Sequence[Any], last: Anchor) -> str:
        """Check one line against the one before; return what is wrong in a sentence, nothing when it is right."""
        seq, *rest, mac = line
        if seq != last.seq + 1:
            return f"操作日志第{last.seq + 1}条缺失"
        return "" if mac == self._mac(last.mac, (seq, *rest)) else f"操作日志第{seq}条被改动"

    def _mac(self, before: bytes, line: tuple[Any, ...]) -> bytes:
        return self._keyed(line[0])(before + orjson.dumps(line, default=bytes.hex))

    def _keyed(self, seq: int) -> KeyedHash:
        epoch = (seq - 1) // LINES_PER_KEY
        while len(self._epochs) <= epoch:
            self._epoch_keys.append(hashlib.sha256(b"evolve" + self._epoch_keys[-1]).digest())
            self._epochs.append(KeyedHash(self._epoch_keys[-1]))
        return self._epochs[epoch]
