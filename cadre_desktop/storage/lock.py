"""One window at a time: a lock the system lets go of by itself when the program dies."""

import sys
from pathlib import Path
from typing import BinaryIO

from cadre_desktop.errors import StorageTrouble

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_NAME = "store.lock"


class Held(Exception):
    """Somebody else holds the lock."""


class FileLock:
    """Holds a file from making until `release`.

    Raises Held when this or another program already holds it, OSError when the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("ab")
        try:
            _lock(self._file)
        except OSError as error:
            self._file.close()
            raise Held(str(path)) from error

    def release(self) -> None:
        """Let others have it; the empty file stays, for removing it would race with them."""
        self._file.close()


class StoreLock:
    """Holds a home folder for this window from making until `release`.

    Raises StorageTrouble when another window, or this one, already holds it.
    """

    def __init__(self, home: Path) -> None:
        try:
            self._lock = FileLock(home / LOCK_NAME)
        except Held as error:
            raise StorageTrouble(
                "数据正被另一个程序窗口使用。",
                hint="请切换到已打开的窗口；找不到时请在任务管理器中结束本程序后重试。",
            ) from error
        except OSError as error:
            raise StorageTrouble("数据文件夹不能写入，无法打开数据。", hint="请检查文件夹权限后重试。") from error

    def release(self) -> None:
        """Let others open the folder."""
        self._lock.release()


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
