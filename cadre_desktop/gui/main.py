"""The window's entry: the one QApplication, its look and words, and the program in it."""

import faulthandler
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cadre_desktop import paths
from cadre_desktop.gui import surroundings
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.errors import show_uncaught
from cadre_desktop.gui.machine import Machine
from cadre_desktop.gui.one_window import FOLDER_NAME, SILENT, SWITCHED, OneWindow, hand_over
from cadre_desktop.gui.program import Program
from cadre_desktop.gui.style.fonts import load_translations
from cadre_desktop.gui.style.icons import app_icon
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.world import TITLE, World
from cadre_desktop.logs import start_logging
from cadre_desktop.storage.lock import Held

if TYPE_CHECKING:
    from cadre_desktop.app import App

READ_ONLY = "程序所在的文件夹不能写入，便携方式无法保存数据：{folder}"
READ_ONLY_HINT = "请把整个程序文件夹复制到可以写入的地方（例如本机硬盘），再从那里打开。"

log = logging.getLogger(__name__)


def open_window(package: str = "") -> int:
    """Open the program's window, with a data package if one is named, and return its exit status.

    When the program is open already, the open window comes forward and takes the package.
    """
    start_logging()
    if sys.stderr is not None:  # a windowed build has none
        faulthandler.enable()
    surroundings.prepare(os.environ)
    asked = str(Path(package).absolute()) if package else ""
    folder = paths.settings_file().parent / FOLDER_NAME
    try:
        place = OneWindow(folder)
    except Held:
        if hand_over(folder, asked):
            log.info("handed over to the open window")
            if sys.stderr is not None:
                sys.stderr.write(f"{SWITCHED}\n")
            return 0
        return _tell_and_leave(SILENT)
    except OSError as error:
        log.warning("no folder of our own to write to: %s", type(error).__name__)
        if paths.is_portable():
            return _tell_and_leave(READ_ONLY.format(folder=paths.default_home().parent), READ_ONLY_HINT)
        place = None
    return _run(place, asked)


def _run(place: OneWindow | None, asked: str) -> int:
    machine = Machine(paths.settings_file())
    application = make_application(scale=machine.settings.scale)
    show_uncaught()
    world = World(Theme(application, large=machine.settings.large_font), Tasks(application), Dialogs(), machine)
    program = Program(world, package=asked)
    if place is not None:
        place.asked.connect(program.come_forward)
        place.watch()
    program.start()
    QTimer.singleShot(0, program, program.tell_what_is_missing)  # once the first window has been drawn
    try:
        return application.exec()
    finally:
        world.tasks.shut_down()
        if place is not None:
            place.leave()


def _tell_and_leave(text: str, hint: str = "") -> int:
    """Say why the window cannot open, and give up."""
    application = make_application()
    Theme(application)
    Dialogs().info(None, text, hint, title=TITLE)
    return 1


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
