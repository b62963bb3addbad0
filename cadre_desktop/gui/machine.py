"""This machine's settings while the program runs, and the arrangements kept beside them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from cadre_desktop.gui.layouts import FILE_NAME, IniLayouts
from cadre_desktop.settings import Settings, load_settings, save_settings


class Machine:
    """One for the whole run; what was changed holds at once, also when the disk refuses to keep it."""

    def __init__(self, settings_file: Path) -> None:
        self._file = settings_file
        self.settings: Settings = load_settings(settings_file)
        self.layouts = IniLayouts(settings_file.with_name(FILE_NAME))

    def change(self, **values: Any) -> None:
        """Change some settings and keep them.  Raises StorageTrouble when they cannot be kept."""
        self.settings = replace(self.settings, **values)
        save_settings(self._file, self.settings)
