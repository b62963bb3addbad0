"""A store to break, copied fresh for every test from one made once."""

import shutil
from pathlib import Path

import pytest

from cadre_desktop import paths
from tests.robustness import works


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "logs")


@pytest.fixture(scope="session")
def _whole_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole") / "数据"
    works.made(home).store.close()
    return home


@pytest.fixture
def home(_whole_store: Path, tmp_path: Path) -> Path:
    """A closed store with one unit, 青石镇."""
    copy = tmp_path / "数据"
    shutil.copytree(_whole_store, copy)
    return copy


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for files, which also serves the works as their temporary one."""
    folder = tmp_path / "外发"
    folder.mkdir()
    return folder
