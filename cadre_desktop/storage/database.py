"""One open store: where sessions come from, and where work is committed."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from cadre_desktop.errors import EditConflict, StorageTrouble
from cadre_desktop.storage import audit
from cadre_desktop.storage.audit import AuditEntry, Changes, Trail
from cadre_desktop.storage.chain import Chain
from cadre_desktop.storage.engine import translated
from cadre_desktop.storage.turns import Turns
from cadre_desktop.storage.vault import Vault

CLOCK_SLACK = timedelta(minutes=5)
"""How far a clock may go back, when it is set right over the network, before the trail speaks of it."""

log = logging.getLogger(__name__)


class WorkSession(Session):
    """A session whose flushes are audited."""


audit.install(WorkSession)

Listener = Callable[[Changes], None]
Derive = Callable[[Session, frozenset[tuple[str, str]]], None]


def derive_nothing(session: Session, touched: frozenset[tuple[str, str]]) -> None:
    """Keep no derived tables."""


class Database:
    """The open record store of one unit.

    There is one connection; threads take turns.  The main thread, which is the window's, need not wait for a
    worker that only reads: it reads in between two statements.  `derive` brings derived tables up to date inside
    the same transaction, just before it is committed.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        actor: str,
        subkey: Callable[[str], bytes],
        vault: Vault,
        now: Callable[[], datetime],
        derive: Derive = derive_nothing,
    ) -> None:
        self.engine, self.actor, self.vault, self.now = engine, actor, vault, now
        self.chain = Chain(audit_key=subkey("audit"), state_key=subkey("state"), history_key=subkey("history"))
        self._derive = derive
        self._listeners: list[Listener] = []
        self.turns = Turns()
        self._last_at: datetime | None = None
        event.listen(engine, "before_cursor_execute", self._between_statements)

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` after every commit, in the thread that committed."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session to read with; nothing done in it is kept."""
        window = threading.current_thread() is threading.main_thread()
        with self.turns.turn(hosts=not window, looks_in=window) as shared, self._translated():
            if shared is None:
                session = Session(self.engine, autoflush=False)
            else:  # leaving it must not end the worker's transaction
                session = Session(shared, autoflush=False, join_transaction_mode="rollback_only")
            with session:
                yield session

    @contextmanager
    def work(self, title: str) -> Iterator[Session]:
        """Do one named piece of work: all of it is saved, or none of it.

        Raises EditConflict when a record was saved by another since it was read, and
        StorageTrouble when the disk fails; the store is then as it was before.
        """
        trail = Trail(self.chain, now=self.now(), actor=self.actor, title=title)
        with self.turns.turn(), self._translated(), WorkSession(self.engine, autoflush=False) as session:
            session.info["trail"] = trail
            self._note_clock(session, trail.now)
            yield session
            session.flush()
            self._derive(session, frozenset(trail.touched))
            session.commit()
            self._last_at = trail.now
        self._announce(Changes(title, frozenset(trail.touched), trail.work_id))

    @contextmanager
    def alone(self) -> Iterator[Engine]:
        """Give the engine for work on the file itself (a backup, a check of its pages); others wait their turn."""
        with self.turns.turn(), self._translated():
            yield self.engine

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let others have the connection for a while; for long work inside `alone`, between its steps."""
        with self.turns.aside():
            yield

    def _note_clock(self, session: Session, now: datetime) -> None:
        """Note that the clock was set back; nothing is refused for it, the trail's numbers keep the order."""
        if self._last_at is None:
            self._last_at = session.scalar(sa.select(AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1)) or now
        if now < self._last_at - CLOCK_SLACK:
            audit.note(session, "clock", "clock", before=self._last_at, now=now)

    def _announce(self, changes: Changes) -> None:
        for listener in self._listeners:
            try:
                listener(changes)
            except Exception:  # the work is saved: a screen that fails to redraw must not look like a failed save
                log.exception("a listener failed")

    def _between_statements(self, connection: Connection, *_: object) -> None:
        if connection.in_transaction():
            self.turns.let_in(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except StaleDataError as error:
            raise EditConflict("这条记录打开后又被保存过。", hint="请重新打开该记录，核对后再修改。") from error
        except PoolTimeout as error:
            raise StorageTrouble("正在备份或处理大量数据，请稍候再试。") from error
        except DBAPIError as error:
            raise translated(error) from error
