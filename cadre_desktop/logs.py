"""The program's log: what went wrong and where, never with whom."""

import logging
import logging.handlers
import traceback
from pathlib import Path
from typing import Any

from cadre_desktop import paths

LOG_NAME = "cadre-desktop.log"
_BYTES, _FILES = 1_000_000, 3


def start_logging(folder: Path | None = None) -> Path:
    """Write warnings and faults of the program to a file that is turned over; return the file.

    Without a folder to write to the program runs on without a log.
    """
    path = (folder or paths.log_folder()) / LOG_NAME
    root = logging.getLogger("cadre_desktop")
    if any(isinstance(handler, logging.handlers.RotatingFileHandler) for handler in root.handlers):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        return path
    handler.setFormatter(ImpersonalFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.INFO)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path


class ImpersonalFormatter(logging.Formatter):
    """Tells where the program failed and with what kind of error, never with which values: those may be personal."""

    def formatException(self, ei: Any) -> str:
        """Write the places of a fault and of those before it, without the messages."""
        parts = []
        error: BaseException | None = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            places = "\n".join(f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)
            parts.append(f"{type(error).__module__}.{type(error).__qualname__}\n{places}")
            error = error.__cause__ or error.__context__
        return "\ncaused by ".join(parts)
