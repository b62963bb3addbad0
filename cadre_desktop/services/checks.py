"""Is everything as it should be: pages, trail and seals of the store, and the data people entered."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from cadre_desktop.errors import AppError, DamagedStore
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.services import data_quality
from cadre_desktop.services.data_quality import Finding, Severity
from cadre_desktop.services.integrity import Proof, keep
from cadre_desktop.storage import blobs
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import check_beside, check_pages, check_structure
from cadre_desktop.storage.staging import DB_NAME
from cadre_desktop.storage.store import OpenedStore

_OF_ENTRIES = frozenset(rule.id for rule in data_quality.RULES)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found; `ok` when nothing is wrong with the store itself, whatever people entered."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the store is whole and unaltered; a wrong entry is an error of another sort."""
        return not any(f.severity is Severity.ERROR and f.code not in _OF_ENTRIES for f in self.findings)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(f for f in self.findings if f.severity is severity)


def check(db: Database, store: OpenedStore | None = None, progress: Progress = silent) -> Report:
    """Check the store and the data; with `store` also the file's pages and the newest backup's anchor.

    Long work: the data is read in short turns, so that the window stays usable.
    """
    found = list(integrity(db, store, progress))
    found += data_quality.findings(db, progress)
    return Report(tuple(found))


def integrity(db: Database, store: OpenedStore | None = None, progress: Progress = silent) -> Iterator[Finding]:
    """Check what nobody should be able to change unnoticed: pages, structure, trail, seals and attachments."""
    progress(0, 3, "正在检查数据文件")
    yield from _file(db, store)
    proof = Proof(db, store)
    proof.finish(lambda: progress(1, 3, proof.words))
    if store is not None:
        with contextlib.suppress(AppError):  # what cannot be written into a broken store is said all the same
            keep(db, proof.result())
    yield from proof.findings()
    progress(2, 3, "正在核对附件")
    yield from _attachments(db)


def _file(db: Database, store: OpenedStore | None) -> Iterator[Finding]:
    """Check the pages and how they hang together: of the file, beside the connection, or of a store in memory."""
    try:
        with db.alone() as engine:
            if store is None:
                _structure(engine)
            else:
                check_beside(engine, store.home / DB_NAME, store.ring.subkey("db"), _pages_and_structure, db.aside)
    except DamagedStore as error:
        yield Finding("file", Severity.ERROR, str(error), "数据文件")


def _pages_and_structure(engine: Engine) -> None:
    check_pages(engine)
    _structure(engine)


def _structure(engine: Engine) -> None:
    with engine.connect() as connection:
        check_structure(connection)


def _attachments(db: Database) -> Iterator[Finding]:
    query: Any = sa.select(Attachment.id, Attachment.name, Attachment.sha256).where(Attachment.deleted_at.is_(None))
    with db.read() as session:
        rows = session.execute(query).all()
    for record_id, name, digest in rows:
        with db.read() as session:
            try:
                blobs.get(session, digest)
            except DamagedStore as error:
                yield Finding("attachment", Severity.ERROR, str(error), f"附件《{name}》", "attachment", (record_id,))
