"""Attachments are kept once, whole, and go when nobody names them."""

import hashlib
import os
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import DamagedStore, InvalidInput
from cadre_desktop.storage.blobs import MAX_BYTES, Blob, collect_garbage, get, put
from cadre_desktop.storage.engine import make_engine

PICTURE = b"\x89PNG" + bytes(range(256)) * 20


@pytest.fixture
def session() -> Iterator[Session]:
    engine = make_engine(None, bytes(32))
    Blob.metadata.create_all(engine, tables=[Blob.__table__])
    with Session(engine, autoflush=False) as opened:
        yield opened
    engine.dispose()


def kept(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Blob)) or 0


def test_what_is_put_in_is_got_out_under_its_hash(session: Session) -> None:
    name = put(session, PICTURE)
    assert name == hashlib.sha256(PICTURE).hexdigest()
    assert get(session, name) == PICTURE
    assert session.scalar(sa.select(Blob.size)) == len(PICTURE)


def test_the_same_content_is_kept_once(session: Session) -> None:
    assert put(session, PICTURE) == put(session, bytes(PICTURE))
    session.commit()
    assert put(session, PICTURE) in session.scalars(sa.select(Blob.sha256)).all()
    assert kept(session) == 1


def test_a_rolled_back_attachment_is_not_kept(session: Session) -> None:
    put(session, PICTURE)
    session.rollback()
    assert kept(session) == 0


def test_an_altered_attachment_is_refused(session: Session) -> None:
    name = put(session, PICTURE)
    session.execute(sa.update(Blob).values(content=PICTURE[:-1] + b"!"))
    with pytest.raises(DamagedStore, match="完整性"):
        get(session, name)


def test_a_missing_attachment_is_told(session: Session) -> None:
    with pytest.raises(DamagedStore, match="附件内容缺失"):
        get(session, "0" * 64)


def test_twenty_megabytes_are_taken_and_one_byte_more_is_not(session: Session) -> None:
    full = os.urandom(1024) * (MAX_BYTES // 1024)
    assert get(session, put(session, full)) == full
    with pytest.raises(InvalidInput, match="超过 20 MB 上限"):
        put(session, full + b"x")
    assert kept(session) == 1


def test_an_empty_file_is_refused(session: Session) -> None:
    with pytest.raises(InvalidInput, match="空文件"):
        put(session, b"")


@pytest.mark.parametrize("used", [0, 1, 700, 1400])
def test_only_what_nobody_names_is_erased(session: Session, used: int) -> None:
    names = [put(session, f"附件 {number}".encode()) for number in range(1400)]
    assert collect_garbage(session, set(names[:used])) == 1400 - used
    assert set(session.scalars(sa.select(Blob.sha256))) == set(names[:used])
    assert collect_garbage(session, names[:used]) == 0
