"""Saving one record: rules, trail, seal, index and summary, against the bare commit of the same bytes."""

import random
import shutil
import tempfile
from pathlib import Path

from benchmarks import county
from benchmarks.measure import OUT, Line, medians, wall
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.engine import close_store, make_engine

RUNS = 60
TARGET = 3.0


def run() -> list[Line]:
    """Measure both in turns on the same disk."""
    size = county.Size(records=0)
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        home = Path(folder) / "home"
        shutil.copytree(county.home_of(size), home)
        with county.opened(home) as db:
            saving = _Saving(db)
            bare = _Bare(Path(folder) / "bare.db", saving.text)
            try:
                saving()
                ours, theirs = medians(saving, bare, runs=RUNS, clock=wall)
            finally:
                close_store(bare.engine)
    return [
        Line(
            "saving one achievement (rules, trail, seal, index, summary), 10,000 people",
            f"{ours * 1000:.1f} ms; bare SQLCipher commit {theirs * 1000:.1f} ms: {ours / theirs:.1f}x",
            f"≤ {TARGET:.0f}x",
            ours / theirs <= TARGET,
        )
    ]


class _Saving:
    """Changes the text of one achievement, as the form does."""

    def __init__(self, db: Database) -> None:
        self._db, self._kind, self._dice = db, BY_KEY["achievement"], random.Random(1)
        people = records.page(db, BY_KEY["cadre"], (), ListQuery())
        with db.work("建立测量用数据") as session:
            unit = county.first_unit(session)
            values = county.achievement(self._dice, people[0].id, unit)
            (self._id,) = county.file_achievements(session, [values])
        self.text = str(values["result"])
        self._values, self._version = records.load(db, self._kind, self._id)

    def __call__(self) -> None:
        self._values["result"] = county.prose(self._dice, 2)
        records.change(self._db, self._kind, self._id, self._version, self._values)
        self._version += 1


class _Bare:
    """Commits the same bytes to a store of the same settings, and does nothing else."""

    def __init__(self, path: Path, text: str) -> None:
        self.engine = make_engine(path, bytes(32), create=True)
        self._dice = random.Random(1)
        with self.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE achievement (id TEXT PRIMARY KEY, version INTEGER, result TEXT)")
            connection.exec_driver_sql("INSERT INTO achievement VALUES ('a', 1, ?)", (text,))

    def __call__(self) -> None:
        with self.engine.begin() as connection:
            statement = "UPDATE achievement SET version = version + 1, result = ? WHERE id = 'a'"
            connection.exec_driver_sql(statement, (county.prose(self._dice, 2),))
