"""What the killed and cramped processes do: each opens a real store, works, and says what it has finished.

Imported by processes of their own, so it knows nothing of pytest.
"""

import os
import resource
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import openpyxl  # noqa: F401
from sqlalchemy.orm import configure_mappers

from cadre_desktop.app import App, create_app, open_app
from cadre_desktop.chinese import pinyin_keys
from cadre_desktop.errors import AppError
from cadre_desktop.formats.openpyxl_book import OpenpyxlBook
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import backups, exports, imports, records
from cadre_desktop.services.imports import ImportOptions
from cadre_desktop.storage.backup import Reason
from cadre_desktop.storage.key_slots import Cost

CHEAP = Cost(memory_kib=32, passes=1, lanes=1)
PASSPHRASE = "清源的春天来得早一些"
TODAY = date(2026, 11, 21)
ROSTER = Path(__file__).resolve().parents[1] / "data" / "清源县干部名册.xlsx"
UNIT, CADRE, BATCH = BY_KEY["unit"], BY_KEY["cadre"], BY_KEY["import_batch"]
_PAGE = 4096

# What works load when they first need it is loaded once, before processes are forked from the one that imports this.
configure_mappers()
pinyin_keys("王")


Say = Callable[[Any], None]
Work = Callable[[Path, Say, Path], None]


def now() -> datetime:
    """Tell the fixed time of all tests."""
    return datetime(2026, 11, 21, 9, 0)


def made(home: Path) -> App:
    """Make a store with one unit, and leave it open."""
    app, _ = create_app(home, "清源县委组织部", PASSPHRASE, now=now, cost=CHEAP)
    records.create(app.db, UNIT, {"name": "青石镇"})
    return app


def opened(home: Path) -> App:
    """Open a store made by `made`."""
    return open_app(home, PASSPHRASE, now=now, weakest=CHEAP)


def number_of(name: str) -> int:
    """Return the number in the name of a unit that `save` files."""
    return int(name.removeprefix("第").removesuffix("村"))


# Each work takes the home folder, a way to say what is done, and a folder for files.


def save(home: Path, say: Say, _out: Path) -> None:
    """File one unit after the other and count them on the first; say each number once it is saved."""
    app = opened(home)
    (first,) = [row.id for row in records.all_rows(app.db, UNIT, UNIT.table_fields) if row.values[0] == "青石镇"]
    values, version = records.load(app.db, UNIT, first)
    number = int(values["code"] or 0)
    say(number)
    while True:
        number += 1
        records.create(app.db, UNIT, {"name": f"第{number}村"})
        records.change(app.db, UNIT, first, version, {"code": str(number)})
        version += 1
        say(number)


def import_roster(home: Path, say: Say, _out: Path) -> None:
    """Import the sample roster, after the copy made before every import."""
    app = opened(home)
    plan = imports.plan(app.db, CADRE, ROSTER, ImportOptions(create_units=True))
    say("planned")
    copy = lambda: backups.before_step(app.db, app.store, Reason.BEFORE_IMPORT)  # noqa: E731
    imports.apply(app.db, CADRE, plan, good_rows=True, before=lambda: say(copy().name))
    say("imported")
    app.store.close()


def export(home: Path, say: Say, out: Path) -> None:
    """Write the list of units to the same file again and again."""
    app = opened(home)
    options = exports.options_of(app.db)
    while True:
        say(exports.export(app.db, "list_unit", options, out / "单位.xlsx").sha256)


def export_halfway(home: Path, say: Say, out: Path) -> None:
    """Write a list of units and stand still when its sheets are written but the file is not yet made of them."""
    app = opened(home)

    def stand_still(book: OpenpyxlBook) -> None:
        for sheet in book._book.worksheets:
            sheet.close()
        say(sorted(str(path) for path in Path(tempfile.gettempdir()).iterdir()))
        threading.Event().wait()

    OpenpyxlBook.save = stand_still  # type: ignore[method-assign]
    exports.export(app.db, "list_unit", exports.options_of(app.db), out / "单位.xlsx")


def back_up(home: Path, say: Say, _out: Path) -> None:
    """Make one backup."""
    app = opened(home)
    say(app.save_backup(home / "backups").name)
    app.store.close()


def only_open(home: Path, say: Say, _out: Path) -> None:
    """Open the store and close it again."""
    app = opened(home)
    say(records.count(app.db, UNIT, ListQuery()))
    app.store.close()


WORKS: dict[str, Work] = {
    work.__name__: work for work in (save, import_roster, export, export_halfway, back_up, only_open)
}


def run(name: str, home: str, out: str, line: Connection, *, most_bytes: int = 0, no_override: bool = False) -> None:
    """Do a work in this process; files may be limited to so many bytes, or the superuser's right to ignore modes taken.

    What the work says goes down the line; an expected error follows as its title and its whole sentence.
    """
    tempfile.tempdir = out
    if most_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    if no_override:
        _give_up_override()
    try:
        WORKS[name](Path(home), line.send, Path(out))
    except AppError as error:
        line.send(("refused", type(error).__name__, f"{error}{error.hint}"))


def _give_up_override() -> None:
    """Have permissions hold for the superuser too; others need no such step."""
    if os.geteuid() == 0 and sys.platform == "linux":
        import ctypes

        version_3, all_threads = 0x20080522, 0
        head = (ctypes.c_uint32 * 2)(version_3, all_threads)
        none_of_them = (ctypes.c_uint32 * 6)()
        capset = 126
        if ctypes.CDLL(None, use_errno=True).syscall(capset, head, none_of_them) != 0:
            raise OSError(ctypes.get_errno(), "capset")
