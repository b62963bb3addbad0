"""Is everything as it should be: pages, trail and seals of the store, and the data people entered."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from cadre_desktop.errors import DamagedStore
from cadre_desktop.progress import Progress, silent
from cadre_desktop.records import BY_TABLE, KINDS
from cadre_desktop.records.attachment import Attachment
from cadre_desktop.services import backups, data_quality
from cadre_desktop.services.data_quality import Finding, Severity
from cadre_desktop.storage import blobs
from cadre_desktop.storage.chain import Chain
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import check_pages, check_structure, checkpoint
from cadre_desktop.storage.keys import KeyRing
from cadre_desktop.storage.store import OpenedStore
from cadre_desktop.storage.verify import state_faults

_MANY = 50


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found; `ok` when nothing is wrong with the store itself and no finding is an error."""

    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not any(f.severity is Severity.ERROR for f in self.findings)

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
    if store is not None:
        progress(0, 4, "正在检查数据文件")
        yield from _refused("pages", "数据文件", lambda: _pages(db))
    with db.read() as session:
        connection = session.connection()
        yield from _refused("structure", "数据文件", lambda: check_structure(connection))
        progress(1, 4, "正在核对操作日志")
        yield from _trail(db.chain, connection, store)
    progress(2, 4, "正在核对记录")
    with db.read() as session:
        yield from _seals(db, session.connection())
    progress(3, 4, "正在核对附件")
    yield from _attachments(db)


def verify_trail(connection: Connection, ring: KeyRing) -> None:
    """Check the trail when a store is opened; raise DamagedStore naming the first break."""
    chain = Chain(audit_key=ring.subkey("audit"), state_key=ring.subkey("state"), history_key=ring.subkey("history"))
    fault = next(chain.faults(connection), None)
    if fault:
        raise DamagedStore(f"{fault}。", hint="请从备份恢复；需要查明原因时，请保留现有数据文件夹。")


def _pages(db: Database) -> None:
    with db.alone() as engine:
        checkpoint(engine)
        check_pages(engine)


def _refused(code: str, where: str, test: Callable[[], None]) -> Iterator[Finding]:
    try:
        test()
    except DamagedStore as error:
        yield Finding(code, Severity.ERROR, str(error), where)


def _trail(chain: Chain, connection: Connection, store: OpenedStore | None) -> Iterator[Finding]:
    for number, fault in enumerate(chain.faults(connection)):
        if number == _MANY:
            yield Finding("trail", Severity.ERROR, "操作日志还有更多问题，未一一列出", "操作日志")
            return
        yield Finding("trail", Severity.ERROR, fault, "操作日志")
    if store is not None:
        yield from _anchor(chain, connection, store)


def _anchor(chain: Chain, connection: Connection, store: OpenedStore) -> Iterator[Finding]:
    try:
        anchor = backups.trusted_anchor(connection, store.backups, store.ring)
    except DamagedStore as error:
        yield Finding("anchor", Severity.ERROR, str(error), "操作日志与最近备份")
        return
    if anchor is not None:
        for fault in chain.faults(connection, since=anchor):
            yield Finding("anchor", Severity.ERROR, fault, "操作日志与最近备份")
            return


def _seals(db: Database, connection: Connection) -> Iterator[Finding]:
    models = [kind.model for kind in KINDS]
    for table, record_id in state_faults(connection, models, db.chain.state_key):
        kind = BY_TABLE[table]
        what = f"这条{kind.title}与操作日志不符，可能在程序之外被改动"
        yield Finding("seal", Severity.ERROR, what, kind.title, kind.key, (record_id,))


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
