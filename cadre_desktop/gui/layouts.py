"""Remembers how lists and the window were arranged on this machine, in a small file beside the settings."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

FILE_NAME = "layouts.ini"
_WINDOW = "window/geometry"


class IniLayouts:
    """Arrangements by place.  Comfort only: what cannot be read is as good as never saved."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def load(self, place: str) -> dict[str, Any]:
        """Return what was saved for a list; empty when nothing was, or it cannot be read."""
        try:
            state = json.loads(str(self._file.value(_key(place), "")))
        except ValueError:
            return {}
        return state if isinstance(state, dict) else {}

    def save(self, place: str, state: Mapping[str, Any]) -> None:
        """Keep the arrangement of a list."""
        self._file.setValue(_key(place), json.dumps(state, ensure_ascii=False))

    def forget_all(self) -> None:
        """Let every list and the window go back to how they were designed."""
        self._file.clear()

    def keep_window(self, window: QWidget) -> None:
        """Keep where the window stands, how large it is, and whether it fills the screen."""
        self._file.setValue(_WINDOW, window.saveGeometry())
        self._file.sync()

    def place_window(self, window: QWidget) -> bool:
        """Put the window where it stood last; Qt moves it back onto a screen that is there."""
        geometry = self._file.value(_WINDOW)
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)


def _key(place: str) -> str:
    return f"lists/{place}"
