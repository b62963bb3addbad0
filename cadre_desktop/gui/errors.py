"""The one place where an exception becomes something a person reads."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cadre_desktop import __version__
from cadre_desktop.errors import AppError
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.progress import Cancelled

log = logging.getLogger(__name__)

_OURS = "程序遇到未预料的问题，刚才的操作没有保存，以前的数据不受影响。"
_WHAT_NOW = "可以继续使用。如反复出现，请点“复制错误信息”交给技术人员；其中不含干部信息。"


def show_error(parent: QWidget | None, error: BaseException) -> MessageDialog | None:
    """Show an expected error as it stands; log anything else and show it as our fault.

    The window does not block: the caller goes on at once.  Cancelled work says nothing.
    """
    if isinstance(error, Cancelled):
        return None
    if isinstance(error, AppError):
        log.info("told the clerk: %s", type(error).__name__)
        dialog = MessageDialog(parent, error.title, str(error), hint=error.hint, sort="warning")
    else:
        report = error_report(error)
        # Not exc_info: its last line repeats the message, and messages may quote a person's data.
        log.error("unexpected error\n%s", report)
        dialog = MessageDialog(parent, "程序出错", _OURS, hint=_WHAT_NOW, details=report, sort="danger")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def error_report(error: BaseException) -> str:
    """Describe an error for a technician: where it happened and what kind it is, but no values.

    Messages of foreign exceptions may quote names or ID numbers, so they are left out, and paths
    are cut to file names.
    """
    lines = [
        f"干部纪实档案 {__version__}",
        f"Python {platform.python_version()} · PySide6 {pyside_version} · {platform.system()} {platform.release()}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


@contextmanager
def errors_shown(parent: QWidget | None) -> Iterator[None]:
    """Wrap the body of a slot: what goes wrong inside is shown, not raised into Qt."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the top of a call from Qt
        show_error(parent, error)


def show_uncaught() -> None:
    """Send what no slot caught to the crash window as well, instead of to a console nobody sees.

    What a thread of its own did not catch goes to the log, by kind and place like everything there.
    """

    def hook(kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, _where)
        else:
            show_error(None, error)

    def thread_hook(uncaught: threading.ExceptHookArgs) -> None:
        if uncaught.exc_value is not None:
            log.error("unexpected error in a thread\n%s", error_report(uncaught.exc_value))

    sys.excepthook = hook
    threading.excepthook = thread_hook
