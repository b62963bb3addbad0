"""A process that shows one window: a bare one of PySide6, or ours over an open store."""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import tell


def main(which: str, home: str) -> None:
    """Show the window, draw it once, and tell the processor seconds from the start of the process until then."""
    tell(bare() if which == "bare" else ours(Path(home), days_later=which == "next-day"))


def bare() -> float:
    """Show an empty window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    window.grab()
    return time.process_time()


def ours(home: Path, *, days_later: bool) -> float:
    """Open the store, show the main window with its first page; the seconds the passphrase takes are left out."""
    from datetime import timedelta

    from benchmarks import county
    from cadre_desktop.app import open_app
    from cadre_desktop.gui.dialogs.ask import Dialogs
    from cadre_desktop.gui.machine import Machine
    from cadre_desktop.gui.main import make_application
    from cadre_desktop.gui.session import Session, World
    from cadre_desktop.gui.style.theme import Theme
    from cadre_desktop.gui.tasks import Tasks
    from cadre_desktop.storage.keys import KeyFile

    before = time.process_time()
    ring = KeyFile.load(home).unlock(county.PASSPHRASE)
    unlocking = time.process_time() - before
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder) / "settings.json")
        world = World(Theme(application), Tasks(application), Dialogs(), machine)
        app = open_app(home, ring, now=lambda: county.NOW + timedelta(days=days_later))
        session = Session(app, world)
        session.start()
        application.processEvents()
        session.window.grab()
        taken = time.process_time() - unlocking
        world.tasks.shut_down()
        app.store.close()
    return taken


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
    sys.stdout.flush()
    # Nothing is measured any more: what is left of Qt need not be taken down piece by piece.
    import os

    os._exit(0)
