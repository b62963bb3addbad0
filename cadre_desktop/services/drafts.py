"""What was typed and not saved, kept for the next time; never what is sealed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.desk import Draft
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import plain_json
from cadre_desktop.storage.database import Database

NEW = ""
"""The record id of a draft for a record that is not filed yet."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft: for which record, read at which version, kept when, and the values typed."""

    kind_key: str
    record_id: str
    version: int
    saved_at: datetime
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of what was left unfinished; `stale` when the record was saved or removed since."""

    kind_key: str
    kind_title: str
    record_id: str
    text: str
    saved_at: datetime
    stale: bool


def save(db: Database, kind: RecordKind, values: dict[str, Any], *, record_id: str = NEW, version: int = 0) -> None:
    """Keep the values of a form; sealed and unknown fields are left out, an earlier draft is replaced."""
    kept = {f.name for f in kind.form_fields if not f.spec.sealed and not f.spec.read_only}
    body = plain_json.dump({name: value for name, value in values.items() if name in kept})
    with db.work("保存草稿") as session:
        row = session.get(Draft, (kind.key, record_id)) or Draft(kind_key=kind.key, record_id=record_id)
        row.version, row.body, row.saved_at = version, body, db.now()
        session.add(row)


def load(db: Database, kind: RecordKind, record_id: str = NEW) -> KeptDraft | None:
    """Read a draft; fields the kind no longer has are left out."""
    with db.read() as session:
        row = session.get(Draft, (kind.key, record_id))
        if row is None:
            return None
        known = {f.name for f in kind.form_fields}
        values = {name: value for name, value in plain_json.load(row.body).items() if name in known}
        return KeptDraft(kind.key, record_id, row.version, row.saved_at, values)


def drop(db: Database, kind: RecordKind, record_id: str = NEW) -> None:
    """Forget a draft, if there is one."""
    with db.work("清除草稿") as session:
        row = session.get(Draft, (kind.key, record_id))
        if row is not None:
            session.delete(row)


def listed(db: Database) -> list[DraftLine]:
    """List the drafts, newest first."""
    with db.read() as session:
        lines = []
        for row in session.scalars(sa.select(Draft).order_by(Draft.saved_at.desc(), Draft.kind_key)):
            kind = BY_KEY.get(row.kind_key)
            if kind is None:
                continue
            record = session.get(kind.model, row.record_id) if row.record_id else None
            gone = record is None or record.deleted_at is not None or record.version != row.version
            text = str(record) if record is not None else f"新增{kind.title}"
            stale = bool(row.record_id) and gone
            lines.append(DraftLine(kind.key, kind.title, row.record_id, text, row.saved_at, stale))
        return lines
