"""A whole store on the disk, for services that deal with files, keys and backups."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadre_desktop.records import summary
from cadre_desktop.services import backups
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore, OpenOptions, create_store, open_store
from cadre_desktop.storage.vault import Vault
from tests.conftest import FrozenClock
from tests.storage.small_store import CHEAP, PASSPHRASE, USER


def options(clock: FrozenClock) -> OpenOptions:
    return OpenOptions(weakest=CHEAP, now=clock, read_head=backups.read_head)


def opened_database(store: OpenedStore, clock: FrozenClock) -> Database:
    return Database(
        store.engine,
        actor=store.ring.user,
        subkey=store.ring.subkey,
        vault=Vault(store.ring.talk_key),
        now=clock,
        derive=lambda session, touched: summary.refresh(session, touched, clock().date()),
    )


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """One new store, made once and copied by the tests."""
    home = tmp_path_factory.mktemp("template") / "数据"
    store, recovery = create_store(home, USER, PASSPHRASE, cost=CHEAP, options=options(FrozenClock()))
    store.close()
    return home, recovery


@pytest.fixture
def store(_template: tuple[Path, str], tmp_path: Path, clock: FrozenClock) -> Iterator[OpenedStore]:
    home = tmp_path / "数据"
    shutil.copytree(_template[0], home)
    opened = open_store(home, PASSPHRASE, options=options(clock))
    yield opened
    opened.close()


@pytest.fixture
def recovery_key(_template: tuple[Path, str]) -> str:
    return _template[1]


@pytest.fixture
def filed_db(store: OpenedStore, clock: FrozenClock) -> Database:
    """The database of the store on the disk."""
    return opened_database(store, clock)
