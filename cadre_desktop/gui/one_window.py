"""One window a person: a second start hands over what it was asked to open, and leaves.

Done with two files in a folder of the person's own: no port is opened and no service is needed.
"""

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from cadre_desktop.storage.lock import FileLock

FOLDER_NAME = "window"
SWITCHED = "程序已经打开，请使用已打开的窗口。"
SILENT = "程序已经打开，但没有回应。请切换到已打开的窗口；找不到时请注销后重新登录，再打开本程序。"
_LOCK_NAME, _REQUEST_NAME = "running.lock", "request"
LOOK_MS = 500
_PATIENCE, _STEP = 5.0, 0.05
_LONGEST_REQUEST = 32_768

log = logging.getLogger(__name__)


class OneWindow(QObject):
    """The right to show the window, held until `leave`.

    Raises Held when the program is open already, OSError when the folder cannot be written.
    Emits `asked` with the file a second start was given, "" for none.
    """

    asked = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(folder / _LOCK_NAME)
        self._request = folder / _REQUEST_NAME
        self._request.unlink(missing_ok=True)  # nobody waits for that answer any more
        # A timer, not a watcher of the folder: those miss changes on some file systems.
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def watch(self) -> None:
        """Begin to listen; the application has been made by now."""
        self._timer.start(LOOK_MS)
        self._look()  # somebody may have asked meanwhile

    def leave(self) -> None:
        """Let the next start have the window."""
        self._timer.stop()
        self._lock.release()

    def _look(self) -> None:
        try:
            with self._request.open("rb") as file:
                said = file.read(_LONGEST_REQUEST)
            self._request.unlink()
        except OSError:  # nobody has asked
            return
        with suppress(UnicodeDecodeError):
            self.asked.emit(said.decode("utf-8"))


def hand_over(
    folder: Path,
    asked: str = "",
    *,
    patience: float = _PATIENCE,
    clock: Callable[[], float] = time.monotonic,
    rest: Callable[[float], None] = time.sleep,
) -> bool:
    """Ask the open window to come forward with a file; tell whether it answered within so many seconds."""
    request = folder / _REQUEST_NAME
    part = folder / f"{_REQUEST_NAME}.{os.getpid()}.part"
    try:
        part.write_bytes(asked.encode("utf-8"))
        part.replace(request)
    except (OSError, UnicodeEncodeError) as error:
        log.warning("cannot ask the open window: %s", type(error).__name__)
        return False
    deadline = clock() + patience
    while request.exists():
        if clock() > deadline:
            return False
        rest(_STEP)
    return True
