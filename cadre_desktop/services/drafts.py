"""What was typed and not saved, kept for the next time; never what is sealed.

A stored record has at most one draft, under its id.  Of new records there may be any number, each under a key of its
own: beginning another never costs what was typed for the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from cadre_desktop.records import BY_KEY
from cadre_desktop.records.desk import Draft
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.services import plain_json
from cadre_desktop.storage.base import new_id
from cadre_desktop.storage.database import Database

_NEW = "+"
_ABOUT_LENGTH = 30


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft: under which key, read at which version, kept when, the values typed, and whom they are about."""

    kind_key: str
    key: str
    version: int
    saved_at: datetime
    values: dict[str, Any]
    about: str


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of what was left unfinished; `stale` when the record was saved or removed since."""

    kind_key: str
    kind_title: str
    key: str
    text: str
    saved_at: datetime
    stale: bool


def new_key() -> str:
    """Make the key of the draft of a record that is not filed yet."""
    return _NEW + new_id()[1:]  # as long as an id; its first digit is 0 for centuries to come


def is_new(key: str) -> bool:
    """Tell the key of a new record's draft from the id of a record."""
    return key.startswith(_NEW)


def save(db: Database, kind: RecordKind, values: dict[str, Any], *, key: str | None = None, version: int = 0) -> str:
    """Keep the values of a form under a record's id or a new record's key, and return it; without one make a key.

    Sealed and unknown fields are left out; an earlier draft under the same key is replaced.
    """
    key = key or new_key()
    kept = {f.name for f in kind.form_fields if not f.spec.sealed and not f.spec.read_only}
    body = plain_json.dump({name: value for name, value in values.items() if name in kept})
    with db.work("保存草稿") as session:
        row = session.get(Draft, (kind.key, key)) or Draft(kind_key=kind.key, record_id=key)
        row.version, row.body, row.saved_at = version, body, db.now()
        session.add(row)
    return key


def load(db: Database, kind: RecordKind, key: str) -> KeptDraft | None:
    """Read a draft; fields the kind no longer has are left out."""
    with db.read() as session:
        row = session.get(Draft, (kind.key, key))
        return None if row is None else _kept(kind, row)


def of_new(db: Database, kind: RecordKind) -> list[KeptDraft]:
    """Read the drafts of records of a kind that are not filed yet, newest first."""
    query = sa.select(Draft).where(Draft.kind_key == kind.key, Draft.record_id.startswith(_NEW, autoescape=True))
    with db.read() as session:
        return [_kept(kind, row) for row in session.scalars(query.order_by(Draft.saved_at.desc(), Draft.record_id))]


def drop(db: Database, kind: RecordKind, key: str) -> None:
    """Forget a draft, if there is one."""
    with db.work("清除草稿") as session:
        row = session.get(Draft, (kind.key, key))
        if row is not None:
            session.delete(row)


def listed(db: Database) -> list[DraftLine]:
    """List the drafts, newest first."""
    with db.read() as session:
        lines = []
        for row in session.scalars(sa.select(Draft).order_by(Draft.saved_at.desc(), Draft.kind_key, Draft.record_id)):
            kind = BY_KEY.get(row.kind_key)
            if kind is None:
                continue
            key, stale = row.record_id, False
            if is_new(key):
                about = _kept(kind, row).about
                text = f"新增{kind.title}" + (f"（{about}）" if about else "")
            else:
                record = session.get(kind.model, key)
                stale = record is None or record.deleted_at is not None or record.version != row.version
                text = str(record) if record is not None else kind.title
            lines.append(DraftLine(kind.key, kind.title, key, text, row.saved_at, stale))
        return lines


def _kept(kind: RecordKind, row: Draft) -> KeptDraft:
    known = {f.name for f in kind.form_fields}
    values = {name: value for name, value in plain_json.load(row.body).items() if name in known}
    return KeptDraft(kind.key, row.record_id, row.version, row.saved_at, values, _about(kind, values))


def _about(kind: RecordKind, values: Mapping[str, Any]) -> str:
    """Say whom or what a draft is about: the first records it links to, else its first words."""
    given = [values.get(f.name) for f in kind.form_fields]
    links = [value if isinstance(value, tuple) else (value,) for value in given]
    names = ["、".join(link.text for link in some) for some in links if some and isinstance(some[0], Link)]
    words = [value for value in given if type(value) is str and value.strip()]
    return next(iter((*names, *words)), "")[:_ABOUT_LENGTH]
