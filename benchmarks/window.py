"""A process that shows one window: a bare one of PySide6, or the program's door and the main window behind it."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import tell

cpu = time.process_time


def bare() -> float:
    """Show an empty window; return the seconds from the start of the process until it is drawn."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    window.grab()
    return cpu()


def ours(home: Path, passphrase: str, today: datetime) -> dict[str, float]:
    """Start the program, come in at the door and look at the first page, as somebody would.

    Return seconds of all threads together: "door" from the start of the process until the door is drawn; "unlock"
    from 进入 until the main window is drawn and takes clicks; "total" from the start of the process until then, with
    all that was loaded behind the door; "numbers" from 进入 until the first page shows its numbers.  What a
    passphrase is made to take on purpose is left out.
    """
    # Nothing may be imported before it is due: the program's own imports are what is measured.
    from cadre_desktop.gui.dialogs.ask import Dialogs
    from cadre_desktop.gui.machine import Machine
    from cadre_desktop.gui.main import make_application
    from cadre_desktop.gui.program import Program
    from cadre_desktop.gui.style.theme import Theme
    from cadre_desktop.gui.tasks import Tasks
    from cadre_desktop.gui.world import World
    from cadre_desktop.storage.keys import KeyFile

    before = cpu()
    ring = KeyFile.load(home).unlock(passphrase)
    left_out = cpu() - before

    class Measured(Program):
        """Opens with keys unlocked already, on the day of the measurement."""

        def _open(self, home: Path, _passphrase: str, progress: Any, *, user: str | None) -> Any:
            self.preload.wait()
            from cadre_desktop.app import open_app

            return open_app(home, ring, user=user, now=lambda: today, progress=progress)

    application = make_application()
    sys.excepthook = _give_up  # else whatever fails in a slot is only printed, and one waits for ever

    def until(condition: Callable[[], bool]) -> None:
        while not condition():
            application.processEvents()
            time.sleep(0.001)  # waiting in a circle would be counted

    with tempfile.TemporaryDirectory() as folder:
        world = World(Theme(application), Tasks(application), Dialogs(), Machine(Path(folder) / "settings.json"))
        program = Measured(world, home)
        program.start()
        application.processEvents()
        program.shown.grab()
        door = cpu() - left_out
        until(lambda: program.preload.is_begun)
        program.preload.wait()
        entered = cpu()
        program.shown.passphrase.line.setText(passphrase)
        program.shown.enter()
        until(lambda: program.session is not None)
        window = program.session.window
        application.processEvents()
        window.grab()
        usable = cpu()
        until(lambda: not world.tasks.is_busy)
        application.processEvents()
        window.grab()
        numbers = cpu()
        world.tasks.shut_down()
        program.session.app.store.close()
    return {
        "door": door,
        "unlock": usable - entered,
        "total": usable - left_out,
        "numbers": numbers - entered,
    }


def _give_up(*error: Any) -> None:
    sys.__excepthook__(*error)
    os._exit(1)


if __name__ == "__main__":
    tell(bare() if sys.argv[1] == "bare" else ours(Path(sys.argv[2]), sys.argv[3], datetime.fromisoformat(sys.argv[4])))
    sys.stdout.flush()
    # Nothing is measured any more: what is left of Qt need not be taken down piece by piece.
    os._exit(0)
