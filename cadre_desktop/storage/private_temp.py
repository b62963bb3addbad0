"""Where libraries put their half-made pieces while a store is open: inside its home, for nobody else's eyes.

The writers of workbooks spill whole sheets to temporary files, in the clear.  In the system's folder a killed program
would leave them for years; in the home the next opening sweeps them.
"""

import shutil
import tempfile
from pathlib import Path

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.storage.atomic import trouble

TEMP_NAME = "data.temp"


def begin_private_temp(home: Path) -> None:
    """Sweep what a killed program left in the home, and send temporary files there from now on.

    Raises StorageTrouble when the folder cannot be emptied or made.
    """
    folder = home / TEMP_NAME
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise _refusal(error, folder) from error
    tempfile.tempdir = str(folder)


def end_private_temp(home: Path) -> None:
    """Send temporary files to the system's folder again, and leave none of ours behind; harmless when not begun."""
    folder = home / TEMP_NAME
    if tempfile.tempdir == str(folder):
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)  # what cannot be removed now is swept at the next start


def _refusal(error: OSError, folder: Path) -> StorageTrouble:
    if isinstance(error, PermissionError):
        return StorageTrouble(
            f"临时文件夹《{folder.name}》无法清理或建立，数据没有打开。",
            hint="请关闭正在使用该文件夹的程序，检查数据文件夹的权限后重试。",
        )
    return trouble(error, folder)
