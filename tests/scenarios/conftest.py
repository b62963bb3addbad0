"""A store for all tests of one module, which only read the county that was brought in."""

from collections.abc import Iterator
from typing import Any

import pytest

from cadre_desktop.records import summary
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import make_engine
from cadre_desktop.storage.vault import Vault
from tests.conftest import TEST_KEY, FrozenClock, subkey


@pytest.fixture(scope="module")
def county_db(_empty_store: Any) -> Iterator[Database]:
    """An empty store in memory that lives as long as the module's tests."""
    clock = FrozenClock()
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
