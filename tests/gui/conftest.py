"""Fixtures of the screens: the theme on, no window asks unseen, and nothing stays open."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox
from shiboken6 import isValid

from cadre_desktop.app import App, create_app, open_app
from cadre_desktop.gui.change_bus import ChangeBus
from cadre_desktop.gui.clipboard import brief
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.unlock_dialog import UnlockDialog
from cadre_desktop.gui.endings import Quit
from cadre_desktop.gui.machine import Machine
from cadre_desktop.gui.program import Program
from cadre_desktop.gui.session import Session
from cadre_desktop.gui.style.fonts import load_translations
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.windows import WINDOWS
from cadre_desktop.gui.world import World
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.key_slots import FLOOR
from tests.conftest import NOW
from tests.gui.fakes import FakeDialogs


@pytest.fixture(scope="session")
def _theme_once(qapp: QApplication) -> Theme:
    qapp.setCursorFlashTime(0)
    load_translations(qapp)
    return Theme(qapp)


@pytest.fixture
def theme(_theme_once: Theme) -> Iterator[Theme]:
    """The look in force; large text goes off again after the test."""
    yield _theme_once
    _theme_once.set_large(False)


@pytest.fixture(autouse=True)
def _theme_is_on(_theme_once: Theme) -> None:
    """Apply the look before any widget is made."""


@pytest.fixture(autouse=True)
def _no_modal_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test, instead of hanging it, when something waits for a person."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a modal window was opened; answer it through Dialogs")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)
    monkeypatch.setattr(QMenu, "exec", refuse)
    for name in ("question", "information", "warning", "critical"):
        monkeypatch.setattr(QMessageBox, name, refuse)
    for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse)
    for name in ("getText", "getMultiLineText", "getItem"):
        monkeypatch.setattr(QInputDialog, name, refuse)


def settle() -> None:
    """Let pending events and deletions happen."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture(autouse=True)
def _nothing_left_open(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test when it leaves windows or running timers behind."""
    started: list[QTimer] = []
    start = QTimer.start

    def noted(timer: QTimer, *args: int) -> None:
        started.append(timer)
        start(timer, *args)

    monkeypatch.setattr(QTimer, "start", noted)
    before = {id(w) for w in qapp.topLevelWidgets()}
    yield
    brief().clear()
    settle()
    left = [w for w in qapp.topLevelWidgets() if id(w) not in before and w.isVisible()]
    names = [type(w).__name__ for w in left]
    for widget in left:
        widget.close()
        widget.deleteLater()
    settle()
    running = [t for t in started if isValid(t) and t.isActive()]
    owners = [type(t.parent()).__name__ for t in running]
    for timer in running:
        timer.stop()
    if names or owners:
        pytest.fail(f"left open: windows {names}, timers of {owners}")


@pytest.fixture
def shots_folder(tmp_path: Path) -> Path:
    """A folder for pictures."""
    return tmp_path / "shots"


PASSPHRASE = "qingyuan-spring-7"


@pytest.fixture(scope="session")
def _store_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One empty store on disk, made once: making one takes seconds, copying it none."""
    home = tmp_path_factory.mktemp("template") / "home"
    app, _ = create_app(home, "龙潭镇党委", PASSPHRASE, user="陈海燕", now=lambda: NOW)
    app.store.close()
    return home


@pytest.fixture
def home(_store_template: Path, tmp_path: Path) -> Path:
    """A folder with an empty store of 龙潭镇党委, closed by PASSPHRASE."""
    return Path(shutil.copytree(_store_template, tmp_path / "home"))


class MemoryLayouts:
    """Keeps the arrangement of lists for one test."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def load(self, place: str) -> dict[str, Any]:
        return self.kept.get(place, {})

    def save(self, place: str, state: dict[str, Any]) -> None:
        self.kept[place] = state


@pytest.fixture
def dialogs() -> FakeDialogs:
    """The person's answers; a test sets them."""
    return FakeDialogs()


@pytest.fixture
def desk(qapp: QApplication, db: Database, dialogs: FakeDialogs) -> Iterator[Desk]:
    """What pages work with, over an empty store; `desk.went` and `desk.told` remember."""
    tasks = Tasks()
    went: list[tuple[str, dict[str, Any]]] = []
    told: list[tuple[str, Any]] = []

    def go(key: str, /, **hints: Any) -> bool:
        went.append((key, hints))
        return True

    def tell(text: str, undo: Any = None) -> None:
        told.append((text, undo))

    yield RememberingDesk(db, ChangeBus(db), tasks, dialogs, MemoryLayouts(), go, tell, WINDOWS, went=went, told=told)
    tasks.shut_down()


@dataclass(frozen=True)
class RememberingDesk(Desk):
    """A desk that remembers where pages went and what they said."""

    went: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    told: list[tuple[str, Any]] = field(default_factory=list)


# sessions and the program around them


@pytest.fixture
def world(qapp, theme, dialogs, tmp_path, monkeypatch) -> Iterator[World]:
    """The look, a worker, answers, and settings in a folder of the test."""
    monkeypatch.setattr("cadre_desktop.paths.settings_file", lambda: tmp_path / "machine" / "settings.json")
    monkeypatch.setattr("cadre_desktop.gui.program.calibrate", lambda: FLOOR)
    tasks = Tasks()
    yield World(theme, tasks, dialogs, Machine(tmp_path / "machine" / "settings.json"))
    tasks.shut_down()


@pytest.fixture
def app(home, world) -> App:
    return open_app(home, PASSPHRASE)


def quiet(qtbot, world):
    qtbot.waitUntil(lambda: not world.tasks.is_busy, timeout=30_000)
    settle()


@pytest.fixture
def session(qtbot, app, world) -> Iterator[Session]:
    made = Session(app, world)
    made.start()
    quiet(qtbot, world)
    yield made
    if made._ending is None:
        with qtbot.waitSignal(made.ended, timeout=30_000):
            made._end(Quit())


@pytest.fixture
def program(qtbot, world, tmp_path, monkeypatch) -> Iterator[Program]:
    """A program over the test's folder; quitting is only noted."""
    made = Program(world, tmp_path / "home")
    made.quits = []
    monkeypatch.setattr("cadre_desktop.gui.program.QCoreApplication.quit", lambda: made.quits.append(1))
    yield made
    quiet(qtbot, world)
    if made.session is not None:
        with qtbot.waitSignal(made.session.ended, timeout=30_000):
            made.session._end(Quit())
    made._show(None)
    settle()


def come_in(qtbot, program, passphrase=PASSPHRASE):
    assert isinstance(program.shown, UnlockDialog)
    program.shown.passphrase.line.setText(passphrase)
    program.shown.enter()
    qtbot.waitUntil(lambda: program.session is not None, timeout=30_000)
    quiet(qtbot, program.world)
