"""How long the window waits to read while the worker backs up, checks or exports: it looks in between two steps.

A wait is measured in the processor time this program uses meanwhile, which is what it would last on a machine that
does nothing else; the wall clock is told beside it.
"""

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from benchmarks import county
from benchmarks.measure import OUT, Line
from cadre_desktop.services import backups, exports, integrity
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore, open_store

_MOST_MS = 300.0
_PAUSE = 0.01
_REPORTS = ("roster", "structure", "list_cadre")


def run() -> list[Line]:
    """Measure on a copy of the county of ten thousand people; the reads are those of the main thread."""
    size = county.Size(records=0)
    configure_mappers()  # once in the life of a program, when its first page is read
    with _copy_of(size) as (store, db, out):
        works: dict[str, Callable[[], object]] = {
            "a backup": lambda: backups.back_up(db, store),
            "the proof of trail and seals": lambda: integrity.prove(db, store),
        }
        for key in _REPORTS:
            works[f"the export {key}"] = partial(_export, db, key, out)
        return [_line(db, name, work, size) for name, work in works.items()]


@contextmanager
def _copy_of(size: county.Size) -> Iterator[tuple[OpenedStore, Database, Path]]:
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        home = Path(folder) / "home"
        shutil.copytree(county.home_of(size), home)
        store = open_store(home, county.PASSPHRASE)
        try:
            yield store, county.database(store), Path(folder)
        finally:
            store.close()


def _export(db: Database, key: str, out: Path) -> object:
    return exports.export(db, key, exports.options_of(db), out / f"{key}.xlsx")


def _line(db: Database, name: str, work: Callable[[], object], size: county.Size) -> Line:
    worker = threading.Thread(target=work)
    worker.start()
    longest, wall, reads = 0.0, 0.0, 0
    while worker.is_alive():
        start, busy = time.perf_counter(), time.process_time()
        with db.read() as session:
            session.connection().exec_driver_sql("SELECT name FROM unit LIMIT 5").all()
        longest, reads = max(longest, time.process_time() - busy), reads + 1
        wall = max(wall, time.perf_counter() - start)
        time.sleep(_PAUSE)
    worker.join()
    milliseconds = longest * 1000
    return Line(
        f"the longest read of the window during {name}, {size.words}",
        f"{milliseconds:.0f} ms of {reads} reads ({wall * 1000:.0f} ms by the wall clock)",
        f"≤ {_MOST_MS:.0f} ms",
        milliseconds <= _MOST_MS,
    )
