"""Fixtures every test gets: a clock that stands still, and no error or thread left unnoticed."""

import hashlib
import logging
import logging.handlers
import os
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["OPENPYXL_LXML"] = "False"  # as the program sets it before the first import, whatever a test imports first

import pytest
from sqlalchemy import Engine

from cadre_desktop.records import summary
from cadre_desktop.storage import key_slots
from cadre_desktop.storage import store as stores
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import close_store, make_engine
from cadre_desktop.storage.keys import KeyRing
from cadre_desktop.storage.migrate import OURS, Migrations, upgrade
from cadre_desktop.storage.vault import Vault
from tests.compiled import compiled_once

NOW = datetime(2026, 11, 21, 9, 0)


class FrozenClock:
    """Tells the same time until it is moved."""

    def __init__(self, start: datetime = NOW) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        """Move on: clock.forward(minutes=5)."""
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> FrozenClock:
    """The fixed time of all tests, 2026-11-21 09:00."""
    return FrozenClock()


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.messages: list[str] = []
        self.expected = False

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.fixture(autouse=True)
def _error_log() -> Iterator[_Collector]:
    """Fail the test when our code logs an error that the test did not ask for."""
    handler = _Collector()
    logger = logging.getLogger("cadre_desktop")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    if handler.messages and not handler.expected:
        pytest.fail(f"logged errors: {handler.messages}")


@pytest.fixture
def logged_errors(_error_log: _Collector) -> list[str]:
    """What was logged as an error; a test that asks for it may cause some."""
    _error_log.expected = True
    return _error_log.messages


@pytest.fixture(autouse=True)
def _no_log_left_open() -> Iterator[None]:
    """Close the log file a test has started, as only the end of the program would."""
    yield
    root = logging.getLogger("cadre_desktop")
    for handler in [h for h in root.handlers if isinstance(h, logging.handlers.RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


@pytest.fixture(scope="session", autouse=True)
def _passphrases_are_stretched_once() -> Iterator[None]:
    """Remember what a passphrase and a salt give: deriving it is slow on purpose, and the same each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_slots, "_stretch", cache(key_slots._stretch))
        yield


@pytest.fixture(autouse=True)
def _no_stray_threads() -> Iterator[None]:
    """Fail the test when it leaves a thread running."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.is_alive()]
    for thread in left:
        thread.join(timeout=1)
    left = [t.name for t in left if t.is_alive()]
    if left:
        pytest.fail(f"threads left running: {left}")


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    """Let all stores of the run share the SQL made of our statements."""
    with compiled_once():
        yield


TEST_KEY = bytes(32)


class _Migrated:
    """A store brought up to date when it is first asked for."""

    def __init__(self) -> None:
        self._engine: Engine | None = None

    def copy_into(self, engine: Engine) -> None:
        """Fill an empty store with its pages."""
        with closing(engine.raw_connection()) as raw:
            self.connection.backup(raw.driver_connection)

    @property
    def connection(self) -> Any:
        """The one connection to the store in memory."""
        if self._engine is None:
            self._engine = make_engine(None, TEST_KEY)
            upgrade(self._engine)
        with closing(self._engine.raw_connection()) as raw:
            return raw.driver_connection

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()


@pytest.fixture(scope="session")
def _migrated() -> Iterator[_Migrated]:
    made = _Migrated()
    yield made
    made.close()


@pytest.fixture(scope="session")
def _empty_store(_migrated: _Migrated) -> Any:
    """A connection to one migrated store, made once: tests start from a copy of its pages."""
    return _migrated.connection


@pytest.fixture(scope="session", autouse=True)
def _new_stores_are_copied(_migrated: _Migrated, _statements_are_compiled_once: None) -> Iterator[None]:
    """Have new stores begin with the pages of the migrated one, as the migrations would leave them.

    What migrations do has tests of its own, and tests that bring their own migrations have them run.
    """
    really = stores._make_database

    def make(path: Path, ring: KeyRing, migrations: Migrations) -> None:
        if migrations is not OURS or stores.upgrade is not upgrade:
            really(path, ring, migrations)
            return
        engine = make_engine(path, ring.subkey("db"), create=True)
        try:
            _migrated.copy_into(engine)
        finally:
            close_store(engine)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "_make_database", make)
        yield


def subkey(label: str) -> bytes:
    """Derive the test store's keys; any fixed bytes do."""
    return hashlib.sha256(label.encode()).digest()


@pytest.fixture
def db(_empty_store: Any, clock: FrozenClock) -> Iterator[Database]:
    """An empty store in memory, with the fixed clock and the talk role."""
    engine = make_engine(None, TEST_KEY)
    raw = engine.raw_connection()
    _empty_store.backup(raw.driver_connection)
    raw.close()
    yield Database(
        engine,
        actor="陈海燕",
        subkey=subkey,
        vault=Vault(bytes(range(32))),
        now=clock,
        derive=lambda session, touched: summary.refresh(session, touched, clock().date()),
    )
    engine.dispose()
