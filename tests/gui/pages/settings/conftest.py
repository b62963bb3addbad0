"""A real store on disk with one user, and a desk over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadre_desktop.app import App, open_app
from cadre_desktop.gui.change_bus import ChangeBus
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.windows import WINDOWS
from cadre_desktop.services import backups
from tests.gui.conftest import PASSPHRASE, MemoryLayouts, RememberingDesk
from tests.gui.pages.settings.house import FakeHouse


@pytest.fixture
def app(home: Path, tmp_path: Path, clock, monkeypatch) -> Iterator[App]:
    """An empty store in a folder; its settings file is nobody's."""
    monkeypatch.setattr("cadre_desktop.paths.settings_file", lambda: tmp_path / "settings.json")
    made = open_app(home, PASSPHRASE, now=clock)
    yield made
    made.store.close()


@pytest.fixture
def house(app: App) -> FakeHouse:
    return FakeHouse(app.store)


@pytest.fixture
def desk(qapp, app: App, dialogs) -> Iterator[RememberingDesk]:
    """Like the desk of other tests, over the store on disk."""
    tasks, went, told = Tasks(), [], []

    def go(key: str, /, **hints):
        went.append((key, hints))
        return True

    yield RememberingDesk(
        app.db,
        ChangeBus(app.db),
        tasks,
        dialogs,
        MemoryLayouts(),
        go,
        lambda text, undo=None: told.append((text, undo)),
        WINDOWS,
        keep_copy=lambda reason: backups.before_step(app.db, app.store, reason),
        went=went,
        told=told,
    )
    tasks.shut_down()


@pytest.fixture
def told_errors(monkeypatch) -> list[str]:
    """What was shown as an error."""
    told: list[str] = []
    for place in ("errors", "pages.settings.account_dialogs"):
        monkeypatch.setattr(f"cadre_desktop.gui.{place}.show_error", lambda _p, error: told.append(str(error)))
    return told
