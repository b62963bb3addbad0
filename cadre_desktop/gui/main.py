"""The window's entry: the one QApplication, its look and words, and the program in it."""

import faulthandler
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cadre_desktop import paths
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.errors import show_uncaught
from cadre_desktop.gui.machine import Machine
from cadre_desktop.gui.program import Program
from cadre_desktop.gui.style.fonts import load_translations
from cadre_desktop.gui.style.icons import app_icon
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.world import TITLE, World
from cadre_desktop.logs import start_logging

if TYPE_CHECKING:
    from cadre_desktop.app import App

log = logging.getLogger(__name__)


def open_window(arguments: Sequence[str] = ()) -> int:
    """Open the program's window and return its exit status; the one argument may be a data folder."""
    start_logging()
    if sys.stderr is not None:  # a windowed build has none
        faulthandler.enable()
    machine = Machine(paths.settings_file())
    application = make_application(scale=machine.settings.scale)
    show_uncaught()
    world = World(Theme(application, large=machine.settings.large_font), Tasks(application), Dialogs(), machine)
    program = Program(world, Path(arguments[0]) if arguments else None)
    program.start()
    try:
        return application.exec()
    finally:
        world.tasks.shut_down()


def make_application(*, scale: float = 1.0) -> QApplication:
    """Make the one QApplication, or return the one there is; `scale` is on top of the screen's own."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if scale != 1.0:
        os.environ.setdefault("QT_SCALE_FACTOR", str(scale))
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("CadreDesktop")
    application.setApplicationDisplayName(TITLE)
    application.setWindowIcon(app_icon())
    application.setQuitOnLastWindowClosed(False)  # between the door and the window there is none
    load_translations(application)
    return application


def _log_qt(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    log.info("Qt: %s", text)


def take_shots(app: "App", folder: Path, *, size: tuple[int, int], scale: float, large: bool) -> list[Path]:
    """Save a PNG of every page and of the main windows of an open store; return the files in their order."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Only pictures need it.
    from cadre_desktop.gui.shot_list import ShotList

    application = make_application()
    application.setCursorFlashTime(0)
    qInstallMessageHandler(_log_qt)  # the offscreen platform grumbles at every window
    return ShotList(application, app, folder, size=size, scale=scale, large=large).take()
