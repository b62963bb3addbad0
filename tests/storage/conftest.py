"""A store in a temporary folder, and the options that open it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadre_desktop.storage.store import OpenedStore, OpenOptions
from tests.storage.small_store import new_store, options_for, write_migrations


@pytest.fixture
def options(tmp_path: Path) -> OpenOptions:
    return options_for(write_migrations(tmp_path / "versions", 1))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "数据"


@pytest.fixture
def store(home: Path, options: OpenOptions) -> Iterator[OpenedStore]:
    opened, _recovery = new_store(home, options)
    yield opened
    opened.close()


@pytest.fixture
def closed(home: Path, options: OpenOptions) -> Path:
    """The home folder of a store that was closed in good order."""
    new_store(home, options)[0].close()
    return home
