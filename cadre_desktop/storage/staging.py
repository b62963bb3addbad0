"""A whole store put in place in one step, though it is several files.

The new files are made ready in a folder of their own.  Then a marker is written: before
it the old store stands, after it the new one does, for whoever opens the folder next
finishes the moving first.  Every step may be repeated.
"""

import os
import shutil
from pathlib import Path

from cadre_desktop.storage.atomic import flush_file, flush_folder, replace, trouble, write_bytes
from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME

DB_NAME = "data.db"
STAGED_NAME = "staged"
READY_NAME = "staged.ready"
_LOGS = (f"{DB_NAME}-wal", f"{DB_NAME}-shm", f"{DB_NAME}-journal")


def is_store(home: Path) -> bool:
    """Tell whether the folder holds a store, whole or not: then it is opened or restored, never made anew."""
    return any((home / name).exists() for name in (DB_NAME, KEYS_NAME, COPY_NAME, READY_NAME))


def fresh_staging(home: Path) -> Path:
    """Return an empty folder to make the new files in: data.db and, when they are new too, data.keys."""
    drop_staging(home)
    folder = home / STAGED_NAME
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise trouble(error, folder) from error
    return folder


def drop_staging(home: Path) -> None:
    """Forget files made ready but not marked."""
    if not (home / READY_NAME).exists():
        shutil.rmtree(home / STAGED_NAME, ignore_errors=True)


def install(home: Path) -> None:
    """Put the staged files in the place of the store's; the store must be closed and locked by the caller."""
    folder = home / STAGED_NAME
    try:
        for path in folder.iterdir():
            flush_file(path)
        flush_folder(folder)
        write_bytes(home / READY_NAME, b"")
    except OSError as error:
        raise trouble(error, home / DB_NAME) from error
    finish_install(home)


def finish_install(home: Path) -> None:
    """Finish what `install` began, if it was cut off after its marker."""
    if not (home / READY_NAME).exists():
        return
    folder = home / STAGED_NAME
    try:
        if (folder / DB_NAME).exists():
            for name in _LOGS:  # the old store's log must never be read into the new store's file
                (home / name).unlink(missing_ok=True)
            flush_folder(home)
            replace(folder / DB_NAME, home / DB_NAME)
        if (folder / KEYS_NAME).exists():
            write_bytes(home / COPY_NAME, (folder / KEYS_NAME).read_bytes())
            replace(folder / KEYS_NAME, home / KEYS_NAME)
        shutil.rmtree(folder, ignore_errors=True)
        os.unlink(home / READY_NAME)
        flush_folder(home)
    except OSError as error:
        raise trouble(error, home / DB_NAME) from error
