"""Starting: the door comes before the rest of the program is loaded, and much of it is not loaded before it is used."""

import gc
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cadre_desktop.gui import preload as preload_module
from cadre_desktop.gui.machine import Machine
from cadre_desktop.gui.preload import Preload
from cadre_desktop.gui.program import Program
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.world import World
from tests.gui.conftest import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]

# Come in at the door in a process of its own, and tell which modules are there when door and main window are.
COME_IN = """
import json, sys, tempfile
from pathlib import Path
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.machine import Machine
from cadre_desktop.gui.main import make_application
from cadre_desktop.gui.program import Program
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.world import World

home, passphrase, settings = sys.argv[1:]
loaded = {}

class Watched(Program):
    def _start_session(self, app, page, **hints):
        session = super()._start_session(app, page, **hints)
        loaded["window"] = sorted(sys.modules)
        assert session.window.isVisible() and session.window.current_key == "home"
        session.ended.connect(application.quit)
        session.quit()
        return session

application = make_application()
world = World(Theme(application), Tasks(application), Dialogs(), Machine(Path(settings)))
program = Watched(world, Path(home))
program.start()
application.processEvents()
assert program.shown.isVisible()
loaded["door"] = sorted(sys.modules)
program.shown.passphrase.line.setText(passphrase)
program.shown.enter()
application.exec()
world.tasks.shut_down()
print(json.dumps(loaded))
"""


@pytest.fixture(scope="module")
def loaded(_store_template, tmp_path_factory) -> dict[str, set[str]]:
    """The modules that are loaded when the door stands, and when the main window does."""
    folder = tmp_path_factory.mktemp("starting")
    home = folder / "home"
    home.mkdir()
    for name in ("data.db", "data.keys"):
        (home / name).write_bytes((_store_template / name).read_bytes())
    command = [sys.executable, "-c", COME_IN, str(home), PASSPHRASE, str(folder / "settings.json")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder)},
    )
    assert done.returncode == 0, done.stderr
    return {when: set(modules) for when, modules in json.loads(done.stdout).items()}


def within(modules: set[str], *packages: str) -> list[str]:
    """Return the modules of some packages."""
    return sorted(m for m in modules if any(m == package or m.startswith(f"{package}.") for package in packages))


def test_the_door_needs_no_database_and_no_kinds(loaded):
    door = loaded["door"]
    assert within(door, "sqlalchemy", "sqlcipher3", "cadre_desktop.app") == []
    assert within(door, "cadre_desktop.records", "cadre_desktop.services", "cadre_desktop.gui.pages") == []
    assert "cadre_desktop.gui.dialogs.unlock_dialog" in door


def test_the_main_window_needs_no_library_for_files_and_names(loaded):
    libraries = ("openpyxl", "xlsxwriter", "python_calamine", "docx", "pypinyin", "alembic", "rapidfuzz", "defusedxml")
    assert within(loaded["window"], *libraries) == []
    assert within(loaded["window"], "chinese_calendar", "zhdate", "lxml", "PIL", "numpy") == []
    assert "sqlalchemy.orm" in loaded["window"]


def test_the_main_window_loads_its_first_page_only(loaded):
    pages = within(loaded["window"], "cadre_desktop.gui.pages")
    others = [m for m in pages if m.endswith("_page") and m.count(".") == 3]
    assert others == ["cadre_desktop.gui.pages.home_page", "cadre_desktop.gui.pages.tabbed_page"]
    assert "cadre_desktop.gui.forms.record_dialog" not in loaded["window"]
    assert within(loaded["window"], "cadre_desktop.gui.wizards", "cadre_desktop.gui.printing") == []


def test_what_reads_and_writes_files_is_loaded_when_it_is_used(loaded):
    packages = ("cadre_desktop.reports", "cadre_desktop.services.imports", "cadre_desktop.services.demo")
    assert within(loaded["window"], *packages, "cadre_desktop.formats.foreign", "cadre_desktop.cli") == []
    assert "cadre_desktop.formats.workbook" not in loaded["window"]


# loading behind the door


def test_loading_happens_once_and_not_on_the_thread_of_the_windows(monkeypatch):
    ran = []
    monkeypatch.setattr(preload_module, "_load", lambda: ran.append(threading.current_thread()))
    preload = Preload()
    assert not preload.is_begun
    preload.start()
    preload.start()
    preload.wait()
    assert preload.is_begun
    assert len(ran) == 1
    assert ran[0] is not threading.main_thread()


def test_waiting_loads_what_was_not_begun(monkeypatch):
    ran = []
    monkeypatch.setattr(preload_module, "_load", lambda: ran.append(1))
    Preload().wait()
    assert ran == [1]


def test_garbage_is_looked_for_again_after_loading():
    Preload().wait()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


@pytest.fixture
def loading_program(home, theme, dialogs, tmp_path):
    """A program that notes when it waits for the rest of itself."""
    tasks = Tasks()
    program = Program(World(theme, tasks, dialogs, Machine(tmp_path / "settings.json")), home)
    waited = []
    program.preload.wait = lambda: waited.append(1)
    yield program, waited
    tasks.shut_down()


@pytest.mark.parametrize("way", ["show_wizard", "ask_restore"])
def test_ways_out_of_the_door_wait_until_everything_is_loaded(loading_program, way):
    program, waited = loading_program
    program.show_door()
    assert waited == []
    getattr(program, way)()
    assert waited == [1]
    program._show(None)
