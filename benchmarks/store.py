"""The store itself: its size a record, how long opening it with every check takes, and backing it up."""

import shutil
import tempfile
from pathlib import Path

import sqlalchemy as sa

from benchmarks import county
from benchmarks.measure import OUT, Line, wall
from cadre_desktop.services import backups
from cadre_desktop.storage.keys import KeyFile, KeyRing
from cadre_desktop.storage.store import OpenedStore, open_store
from cadre_desktop.storage.verify import AuditEntry


def run() -> list[Line]:
    """Measure on a copy of the large county; the passphrase is taken apart, because its cost is deliberate."""
    size = county.Size()
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        home = Path(folder) / "home"
        shutil.copytree(county.home_of(size), home)
        rings: list[KeyRing] = []
        unlocking = wall(lambda: rings.append(KeyFile.load(home).unlock(county.PASSPHRASE)))
        opened: list[OpenedStore] = []
        opening = wall(lambda: opened.append(open_store(home, rings[0])))
        store = opened[0]
        try:
            db = county.database(store)
            with db.read() as session:
                records = session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) or 1
            backing = wall(lambda: backups.back_up(db, store))
        finally:
            store.close()
        bytes_each = (home / "data.db").stat().st_size / records
    return [
        Line(
            "store: size a record, with its line in the trail and the index",
            f"{bytes_each / 1024:.2f} KB, {bytes_each * records / 2**20:.0f} MB in all",
            "—",
            None,
        ),
        Line(
            f"opening it with every check, {size.words}",
            f"{opening:.1f} s after {unlocking:.1f} s passphrase",
            "—",
            None,
        ),
        Line("a backup, proved by reading it again", f"{backing:.1f} s", "—", None),
    ]
