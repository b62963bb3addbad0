"""The sample county, built once for all tests that only read it."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cadre_desktop.records import summary
from cadre_desktop.services.demo import build_demo
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import make_engine
from cadre_desktop.storage.migrate import upgrade
from cadre_desktop.storage.vault import Vault

TODAY = date(2026, 11, 21)
KEY = bytes(32)
MakeStore = Callable[[date], Database]


@pytest.fixture(scope="session")
def make_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeStore]:
    """Make migrated, empty stores whose clock stands at nine on a day; the talk key is there."""
    opened: list[Database] = []

    def make(today: date) -> Database:
        path: Path = tmp_path_factory.mktemp("demo") / "data.db"
        engine = make_engine(path, KEY, create=True)
        upgrade(engine)
        now = datetime(today.year, today.month, today.day, 9)
        store = Database(
            engine,
            actor="陈海燕",
            subkey=lambda label: hashlib.sha256(label.encode()).digest(),
            vault=Vault(bytes(range(32))),
            now=lambda: now,
            derive=lambda session, touched: summary.refresh(session, touched, today),
        )
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.engine.dispose()


@pytest.fixture(scope="session")
def county(make_store: MakeStore) -> Database:
    """The sample county as of 2026-11-21; read only."""
    store = make_store(TODAY)
    build_demo(store, TODAY)
    return store
