"""Attachments, kept inside the store under the hash of their content: the same file is kept once."""

import hashlib
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from cadre_desktop.errors import DamagedStore, InvalidInput, Problem
from cadre_desktop.storage.base import Base

MAX_BYTES = 20 * 1024 * 1024
_AT_ONCE = 500


class Blob(Base):
    """The content of one attachment."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


def put(session: Session, data: bytes) -> str:
    """Keep `data` and return its name, the SHA-256 in hex; keeping it twice changes nothing.

    Raises InvalidInput for an empty file and for one over 20 MB.
    """
    if not data:
        raise InvalidInput([Problem("attachment", "附件是空文件，没有添加。请检查原文件。")])
    if len(data) > MAX_BYTES:
        size = len(data) / 1024 / 1024
        raise InvalidInput([Problem("attachment", f"附件有 {size:.1f} MB，超过 20 MB 上限。请压缩或拆分后再添加。")])
    digest = hashlib.sha256(data).hexdigest()
    session.execute(insert(Blob).values(sha256=digest, size=len(data), content=data).on_conflict_do_nothing())
    return digest


def get(session: Session, sha256: str) -> bytes:
    """Return the content kept under a name; raises DamagedStore when it is missing or altered."""
    data = session.scalar(sa.select(Blob.content).where(Blob.sha256 == sha256))
    if data is None:
        raise DamagedStore("附件内容缺失。", hint="请从备份恢复，或重新添加该附件。")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedStore("附件内容没有通过完整性检查，可能被改动过。", hint="请从备份恢复，或重新添加该附件。")
    return data


def collect_garbage(session: Session, used: Collection[str]) -> int:
    """Erase the attachments no record names any more; return how many went."""
    unused = sorted(set(session.scalars(sa.select(Blob.sha256))) - set(used))
    for start in range(0, len(unused), _AT_ONCE):
        session.execute(sa.delete(Blob).where(Blob.sha256.in_(unused[start : start + _AT_ONCE])))
    return len(unused)
