"""Fixtures every test gets: a clock that stands still, and no error or thread left unnoticed."""

import hashlib
import logging
import logging.handlers
import os
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["OPENPYXL_LXML"] = "False"  # as the program sets it before the first import, whatever a test imports first

import pytest

from cadre_desktop.records import summary
from cadre_desktop.storage import key_slots
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import make_engine
from cadre_desktop.storage.migrate import upgrade
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


@pytest.fixture(scope="session")
def _empty_store() -> Iterator[Any]:
    """A connection to one migrated store, made once: tests start from a copy of its pages."""
    engine = make_engine(None, TEST_KEY)
    upgrade(engine)
    raw = engine.raw_connection()
    yield raw.driver_connection
    raw.close()
    engine.dispose()


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
