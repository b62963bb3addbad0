"""Importing a roster of ten thousand with all that goes with it, against reading it and inserting the rows barely."""

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from benchmarks import county
from benchmarks.files import write_roster
from benchmarks.measure import OUT, Line, cpu
from cadre_desktop.app import create_app
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.post import Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.unit import Unit
from cadre_desktop.services import imports
from cadre_desktop.services.imports import ImportOptions
from cadre_desktop.storage.base import Base
from cadre_desktop.storage.engine import close_store, make_engine
from cadre_desktop.storage.migrate import upgrade

ROWS = 10_000
RUNS = 3
TARGET = 5.0
_MODELS: tuple[type[Base], ...] = (Unit, Cadre, Post, Rank, AnnualAssessment)


def run() -> list[Line]:
    """Measure the processor seconds of both in turns, the reading process included."""
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        path = Path(folder) / "roster.xlsx"
        write_roster(path, ROWS)
        rounds = [_round(Path(folder) / str(turn), path) for turn in range(RUNS)]
    planning, applying, bare = (statistics.median(times) for times in zip(*(r.seconds for r in rounds), strict=True))
    ratio = (planning + applying) / bare
    new, records = rounds[0].new, rounds[0].records
    return [
        Line(
            f"import of {new:,} roster rows with every check, trail and undo ({records:,} records)",
            f"plan {planning:.1f} s + apply {applying:.1f} s CPU; calamine and bare insert {bare:.1f} s: {ratio:.1f}x",
            f"≤ {TARGET:.0f}x",
            ratio <= TARGET and new == ROWS,
        )
    ]


@dataclass(frozen=True, slots=True)
class _Round:
    """What one import took, to plan, to apply and to insert barely, and what it filed."""

    seconds: tuple[float, float, float]
    new: int
    records: int


def _round(folder: Path, path: Path) -> _Round:
    folder.mkdir()
    app, _ = create_app(folder / "home", "测量县委组织部", county.PASSPHRASE, now=county.now)
    try:
        kept: list[Any] = []
        planning = cpu(lambda: kept.append(_plan(app.db, path)))
        applying = cpu(lambda: imports.apply(app.db, BY_KEY["cadre"], kept[0]))
        filed = _filed(app.db)
    finally:
        app.store.close()
    engine = make_engine(folder / "bare.db", bytes(32), create=True)
    upgrade(engine)
    bare = cpu(lambda: _bare(path, engine, filed))
    close_store(engine)
    return _Round((planning, applying, bare), kept[0].count("new"), sum(len(rows) for _, rows in filed))


def _plan(db: Any, path: Path) -> Any:
    return imports.plan(db, BY_KEY["cadre"], path, ImportOptions(create_units=True))


def _filed(db: Any) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Read back what the import filed: an INSERT and its rows for each table."""
    found = []
    with db.read() as session:
        connection = session.connection()
        for model in _MODELS:
            table = model.__tablename__
            rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}").all()]
            found.append((f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows))
    return found


def _bare(path: Path, engine: Engine, filed: list[tuple[str, list[tuple[Any, ...]]]]) -> None:
    """Read the file with calamine, and put the same rows into the same tables of an encrypted store: nothing else."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as workbook:
        rows = workbook.get_sheet_by_index(0).to_python()
    assert len(rows) > ROWS
    with engine.begin() as connection:
        for statement, values in filed:
            connection.exec_driver_sql(statement, values)
