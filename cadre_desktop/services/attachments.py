"""Files kept beside a record: attached by content, saved out whole and noted, and the bytes nobody needs swept away."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import BadFile, InvalidInput, NotAllowed, Problem
from cadre_desktop.formats import picture
from cadre_desktop.records import BY_TABLE, attachment
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import records
from cadre_desktop.services.old_values import kind_of
from cadre_desktop.services.steps import fetch
from cadre_desktop.storage import audit, blobs
from cadre_desktop.storage.atomic import write_bytes
from cadre_desktop.storage.audit import AuditEntry
from cadre_desktop.storage.base import new_id
from cadre_desktop.storage.database import Database

KIND = attachment.KIND
# What runs when somebody opens it has no place among papers.
_RUNS = frozenset(
    {".exe", ".com", ".bat", ".cmd", ".scr", ".pif", ".js", ".vbs", ".ps1", ".msi", ".lnk", ".hta", ".jar", ".sh"}
)
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
MAX_PHOTO_BYTES = 5 * 1024 * 1024
MAX_PHOTO_PIXELS = 20_000_000


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One attached file, as lists show it."""

    id: str
    name: str
    size: int
    note: str
    attached_at: datetime
    sha256: str


def attach(db: Database, kind: RecordKind, record_id: str, path: Path, *, note: str = "") -> str:
    """Keep a copy of a file beside a record and return its id; the file itself is left alone.

    Raises InvalidInput when it is empty, over 20 MB or a program, BadFile when it cannot be read,
    NotAllowed when the same content is there already.
    """
    if path.suffix.lower() in _RUNS:
        raise InvalidInput([Problem("attachment", f"《{path.name}》是可以运行的程序，不能作为附件。")])
    data = read_file(path)
    with db.work("添加附件") as session:
        owner = fetch(session, kind, record_id)
        digest = blobs.put(session, data)
        if any(line.sha256 == digest for line in _attached(session, kind, owner.id)):
            raise NotAllowed(f"《{path.name}》的内容已经附在这条记录上。")
        made = Attachment(
            id=new_id(),
            owner_table=kind.model.__tablename__,
            owner_id=owner.id,
            name=_file_name(path.name),
            size=len(data),
            note=note.strip() or None,
            sha256=digest,
        )
        session.add(made)
        session.flush()
        session.info["trail"].touched.add((kind.model.__tablename__, owner.id))
        return made.id


def listed(db: Database, kind: RecordKind, record_id: str) -> list[AttachmentLine]:
    """List what is attached to a record, oldest first."""
    with db.read() as session:
        return [_line(found) for found in _attached(session, kind, record_id)]


def content(db: Database, attachment_id: str) -> tuple[str, bytes]:
    """Read an attachment for showing it: its name and bytes; raise DamagedStore when it was altered."""
    with db.read() as session:
        found: Attachment = fetch(session, KIND, attachment_id)
        return found.name, blobs.get(session, found.sha256)


def save_copy(db: Database, attachment_id: str, target: Path) -> None:
    """Save a copy out of the store, whole, and note in the trail that it left; the copy is no longer encrypted."""
    with db.work("附件另存") as session:
        found: Attachment = fetch(session, KIND, attachment_id)
        data = blobs.get(session, found.sha256)
        write_bytes(target, data)
        audit.note(session, "export", Attachment.__tablename__, file=found.name, saved_as=target.name)


def discard(db: Database, attachment_id: str) -> None:
    """Take an attachment off its record; it waits in the recycle bin.  A locked record keeps its attachments."""
    with db.work("删除附件") as session:
        found: Attachment = fetch(session, KIND, attachment_id)
        owner_kind = BY_TABLE[found.owner_table]
        owner = session.get(owner_kind.model, found.owner_id)
        if owner is not None and records.keeps_what_it_has(db, owner_kind, owner):
            raise NotAllowed(f"这份{owner_kind.title}已经锁定，附件不能删除。")
        found.deleted_at = db.now()
        session.info["trail"].touched.add((found.owner_table, found.owner_id))


def check_photo(data: bytes) -> None:
    """Raise InvalidInput unless the bytes are a JPEG or PNG picture of a sensible size."""
    if not data.startswith((_JPEG, _PNG)):
        raise InvalidInput([Problem("photo", "照片应为 JPG 或 PNG 图片，请换一个文件。")])
    if len(data) > MAX_PHOTO_BYTES:
        size = len(data) / 1024 / 1024
        raise InvalidInput([Problem("photo", f"照片有 {size:.1f} MB，超过 5 MB 上限，请缩小后再添加。")])
    width, height = picture.size_of(data) or (0, 0)
    if width * height > MAX_PHOTO_PIXELS:
        raise InvalidInput([Problem("photo", f"照片有 {width}×{height} 像素，超过 2000 万像素上限，请缩小后再添加。")])


def sweep(db: Database) -> int:
    """Erase the bytes that no attachment, photo or line of the trail can bring back; return how many went."""
    with db.work("清理附件") as session:
        return sweep_in(session)


def sweep_in(session: Session) -> int:
    """Erase unused bytes inside a piece of work already begun."""
    session.flush()
    used = set(session.scalars(sa.select(Attachment.sha256)))
    used |= {digest for digest in session.scalars(sa.select(Cadre.photo_sha256)) if digest}
    used |= _photos_in_trail(session)
    return blobs.collect_garbage(session, used)


def read_file(path: Path) -> bytes:
    """Read a file from outside, up to just past the limit; raise BadFile when the system will not."""
    try:
        with path.open("rb") as file:
            return file.read(blobs.MAX_BYTES + 1)
    except OSError as error:
        raise BadFile(f"《{path.name}》无法读取。", hint="请确认文件存在、没有被其他程序占用。") from error


def _photos_in_trail(session: Session) -> set[str]:
    """Find the photos that undo may bring back: those of people who are still on file."""
    query = sa.select(AuditEntry).where(
        AuditEntry.table == Cadre.__tablename__,
        AuditEntry.diff.contains("photo_sha"),
        AuditEntry.record_id.in_(sa.select(Cadre.id)),
    )
    return {value for entry in session.scalars(query) for value in entry.changes.get("photo_sha256", ()) if value}


def _attached(session: Session, kind: RecordKind, record_id: str) -> list[Attachment]:
    query = sa.select(Attachment).where(
        Attachment.owner_table == kind.model.__tablename__,
        Attachment.owner_id == record_id,
        Attachment.deleted_at.is_(None),
    )
    return list(session.scalars(query.order_by(Attachment.created_at, Attachment.name)))


def _file_name(name: str) -> str:
    """Keep the file's own name, without folders, and short enough for its field; the ending stays."""
    plain = PurePath(name.replace("\\", "/")).name
    ending = PurePath(plain).suffix[:20]
    return plain if len(plain) <= 200 else plain[: 200 - len(ending)] + ending


def _line(found: Attachment) -> AttachmentLine:
    return AttachmentLine(found.id, found.name, found.size, found.note or "", found.created_at, found.sha256)


def owner_of(db: Database, attachment_id: str) -> tuple[str, str]:
    """Say to which record an attachment belongs: the kind's key and the record's id."""
    with db.read() as session:
        found: Attachment = fetch(session, KIND, attachment_id)
        return kind_of(found.owner_table).key, found.owner_id
