"""The command line called in this process, on stores of its own."""

import io
import json
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import pytest

from cadre_desktop import paths
from cadre_desktop.cli.console import Console
from cadre_desktop.cli.main import run

PASSPHRASE = "清源的春天来得早一些"


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def call(*arguments: object, environ: dict[str, str] | None = None, **options: Any) -> Done:
    """Do a command; the passphrase is in the environment unless other variables are given."""
    out, err = io.StringIO(), io.StringIO()
    environ = {"CADRE_PASSPHRASE": PASSPHRASE} if environ is None else environ
    status = run([str(one) for one in arguments], console=Console(out, err, environ), **options)
    return Done(status, out.getvalue(), err.getvalue())


def _close_logs() -> None:
    root = logging.getLogger("cadre_desktop")
    for handler in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


@pytest.fixture(autouse=True)
def log_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Logs and settings of the test, not of whoever runs it."""
    folder = tmp_path / "logs"
    monkeypatch.setattr(paths, "log_folder", lambda: folder)
    monkeypatch.setattr(paths, "settings_file", lambda: tmp_path / "settings.json")
    yield folder
    _close_logs()


def _made(factory: pytest.TempPathFactory, *arguments: str) -> Path:
    """Make a store by the command line, once for the session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "log_folder", lambda: factory.mktemp("logs"))
        patch.setattr(paths, "settings_file", lambda: factory.mktemp("settings") / "settings.json")
        home = factory.mktemp("store") / "数据 一"
        done = call(*arguments, "--home", home)
        _close_logs()
    assert done.status == 0, done.err
    return home


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample county; for reading."""
    return _made(tmp_path_factory, "demo")


@pytest.fixture(scope="session")
def _empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _made(tmp_path_factory, "init", "--unit", "青石镇人民政府")


@pytest.fixture
def demo_copy(demo_store: Path, tmp_path: Path) -> Path:
    """The sample county; for changing."""
    return Path(shutil.copytree(demo_store, tmp_path / "县 数据"))


@pytest.fixture
def home(_empty_store: Path, tmp_path: Path) -> Path:
    """An empty store; for filling."""
    return Path(shutil.copytree(_empty_store, tmp_path / "空 数据"))
