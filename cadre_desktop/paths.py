"""Where the program finds its own files, and where it keeps the clerk's."""

import sys
from pathlib import Path

from platformdirs import user_data_path, user_log_path

_APP = "CadreDesktop"
_PORTABLE_MARK = "portable.txt"


def is_frozen() -> bool:
    """Say whether we run from a packaged build rather than from source."""
    return bool(getattr(sys, "frozen", False))


def _program_folder() -> Path:
    """Return the folder of the executable, or of the source tree."""
    return Path(sys.executable).resolve().parent if is_frozen() else Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """Return the path of a file shipped with the program, such as "icons/add.svg".

    The file need not exist; a name that leads out of the folder raises ValueError.
    """
    base = Path(getattr(sys, "_MEIPASS", _program_folder())) if is_frozen() else _program_folder()
    folder = base / "resources"
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError(f"not inside the resources folder: {name}")
    return path


def is_portable() -> bool:
    """Say whether the program runs from a folder that carries its data along (a file portable.txt marks it)."""
    return (_program_folder() / _PORTABLE_MARK).is_file()


def default_home() -> Path:
    """Return the folder offered for the data: beside the program when portable, else the user's own.

    Nothing is created here.
    """
    if is_portable():
        return _program_folder() / "data"
    return Path(user_data_path(_APP, appauthor=False))


def is_carried(folder: Path) -> bool:
    """Say whether a folder belongs to a portable copy: whoever runs the program from a stick wants its data there."""
    return is_portable() and folder.resolve().is_relative_to(_program_folder())


def settings_file() -> Path:
    """Return the file of this machine's settings; they stay put when the data moves to another folder."""
    return default_home() / "settings.json"


def log_folder() -> Path:
    """Return the folder of the log files."""
    if is_portable():
        return default_home() / "logs"
    return Path(user_log_path(_APP, appauthor=False))
