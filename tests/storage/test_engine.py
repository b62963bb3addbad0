"""The file is encrypted, checked, ours alone, and closed as one file."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from cadre_desktop.errors import AppError, DamagedStore, StorageTrouble
from cadre_desktop.storage import engine as engine_module
from cadre_desktop.storage.engine import (
    READING,
    check_pages,
    check_structure,
    checkpoint,
    close_store,
    make_engine,
    make_reading_engine,
    refuse_plain_file,
    run_outside,
    translated,
)
from tests.storage.small_store import MARKER

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.db"


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    made = make_engine(path, KEY, create=True)
    with made.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL)")
    yield made
    made.dispose()


def fill(engine: Engine, rows: int, text: str = MARKER) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO t (b) VALUES (:b)"), [{"b": f"{text} {n}"} for n in range(rows)])


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM t").scalar_one())


def test_the_library_is_one_without_the_log_reset_fault() -> None:
    assert tuple(map(int, driver.sqlite_version.split("."))) >= (3, 51, 3)


def test_the_settings_are_those_that_lost_nothing(engine: Engine) -> None:
    asked = {
        "locking_mode": "exclusive",
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
    }
    assert {name: run_outside(engine, f"PRAGMA {name}")[0][0] for name in asked} == asked
    assert run_outside(engine, "PRAGMA cipher_version")


def test_what_is_saved_is_found_by_the_next_who_opens(path: Path, engine: Engine) -> None:
    fill(engine, 3)
    close_store(engine)
    again = make_engine(path, KEY)
    assert count(again) == 3
    close_store(again)


def test_nothing_is_in_the_clear_in_file_or_log(path: Path, engine: Engine) -> None:
    fill(engine, 500)
    wal = path.with_name("data.db-wal")
    assert wal.stat().st_size > 0
    for file in path.parent.iterdir():
        data = file.read_bytes()
        assert MARKER.encode() not in data
        assert "龙潭镇".encode() not in data
        assert b"CREATE TABLE" not in data
        assert not data.startswith(b"SQLite format 3")


def test_closing_leaves_one_file(path: Path, engine: Engine) -> None:
    fill(engine, 50)
    close_store(engine)
    assert [file.name for file in path.parent.iterdir()] == ["data.db"]


def test_the_stdlib_library_cannot_read_it(path: Path, engine: Engine) -> None:
    close_store(engine)
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


def test_a_wrong_key_is_refused_and_nothing_is_written(path: Path, engine: Engine) -> None:
    close_store(engine)
    before = path.read_bytes()
    with pytest.raises(DamagedStore, match="不是一套"):
        make_engine(path, bytes(32))
    assert path.read_bytes() == before


def test_a_plain_file_is_refused(path: Path) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    for opener in (make_engine, make_reading_engine):
        with pytest.raises(DamagedStore, match="没有加密"):
            opener(path, KEY)


def test_a_missing_file_is_not_made_by_opening(path: Path) -> None:
    with pytest.raises(DamagedStore, match="数据文件缺失"):
        make_engine(path, KEY)
    assert not path.exists()


def test_a_folder_that_cannot_hold_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="无法打开"):
        make_engine(tmp_path / "没有" / "data.db", KEY, create=True)


def test_an_empty_file_is_not_taken_for_a_new_store(path: Path) -> None:
    path.touch()
    with pytest.raises(DamagedStore, match="空的"):
        make_engine(path, KEY)


def test_a_library_that_does_not_encrypt_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "driver", sqlite3)
    with pytest.raises(DamagedStore, match="加密组件缺失"):
        make_engine(path, KEY, create=True)
    assert not path.exists() or path.stat().st_size == 0


def test_a_short_key_is_a_fault_of_the_program(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        make_engine(path, b"short", create=True)


def test_a_second_opener_in_this_process_is_refused(path: Path, engine: Engine) -> None:
    with pytest.raises(StorageTrouble, match="另一个程序窗口"):
        make_engine(path, KEY)
    assert count(engine) == 0


def test_a_second_process_is_refused(path: Path, engine: Engine) -> None:
    program = (
        "from pathlib import Path\nfrom cadre_desktop.storage.engine import make_engine\n"
        "from cadre_desktop.errors import StorageTrouble\n"
        f"try: make_engine(Path({str(path)!r}), bytes(range(32)))\n"
        "except StorageTrouble as error: print('refused', error)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert ran.stdout.startswith("refused 数据正被另一个程序窗口使用")


def test_work_takes_the_write_lock_at_once_and_reading_does_not(engine: Engine) -> None:
    begun: list[str] = []
    sa.event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: begun.append(statement))
    count(engine)
    with engine.connect().execution_options(**READING) as connection:
        connection.exec_driver_sql("SELECT 1")
    assert [statement for statement in begun if statement.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN"]


def test_a_failed_piece_of_work_leaves_nothing(engine: Engine) -> None:
    steps = ("INSERT INTO t (b) VALUES ('x')", "CREATE TABLE other (a)", "INSERT INTO t (b) VALUES (NULL)")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        [connection.exec_driver_sql(step) for step in steps]
    assert count(engine) == 0
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["t"]


def test_threads_take_turns(engine: Engine) -> None:
    threads = [threading.Thread(target=fill, args=(engine, 20)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(engine) == 160


def test_a_store_in_memory_serves_tests() -> None:
    engine = make_engine(None, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL)")
    fill(engine, 2)
    assert count(engine) == 2
    close_store(engine)


def test_every_flipped_bit_of_the_file_is_noticed(path: Path, engine: Engine) -> None:
    fill(engine, 2000)
    close_store(engine)
    whole, chance = path.read_bytes(), random.Random(11)
    for _ in range(200):
        bad = bytearray(whole)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        path.write_bytes(bad)
        with pytest.raises(DamagedStore):
            checked(path)
    path.write_bytes(whole)
    checked(path)


def checked(path: Path) -> None:
    opened = make_engine(path, KEY)
    try:
        check_pages(opened)
    finally:
        opened.dispose()


@pytest.mark.parametrize("pages", [0.25, 1, 1.5, 3, -1, -0.5])
def test_a_cut_off_file_is_noticed(path: Path, engine: Engine, pages: float) -> None:
    fill(engine, 2000)
    close_store(engine)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(pages * 4096)])
    with pytest.raises(DamagedStore):
        checked(path)


def test_a_whole_store_passes_every_check(path: Path, engine: Engine) -> None:
    fill(engine, 2000)
    close_store(engine)
    reader = make_reading_engine(path, KEY)
    check_pages(reader)
    with reader.connect() as connection:
        check_structure(connection)
    reader.dispose()


def test_a_broken_structure_is_refused(path: Path, engine: Engine) -> None:
    fill(engine, 10)
    steal = (
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 't') WHERE name = 'tb'"
    )
    with engine.begin() as connection:
        for statement in ("CREATE INDEX tb ON t (b)", "PRAGMA writable_schema=ON", steal):
            connection.exec_driver_sql(statement)
    close_store(engine)
    reader = make_reading_engine(path, KEY)
    check_pages(reader)
    with reader.connect() as connection, pytest.raises(DamagedStore, match="内部结构"):
        check_structure(connection)
    reader.dispose()


def test_a_reading_engine_writes_nothing_and_leaves_no_trace(path: Path, engine: Engine) -> None:
    fill(engine, 5)
    close_store(engine)
    before = path.read_bytes()
    reader = make_reading_engine(path, KEY)
    check_pages(reader)
    assert count(reader) == 5
    with pytest.raises(OperationalError), reader.begin() as connection:
        connection.exec_driver_sql("INSERT INTO t (b) VALUES ('x')")
    reader.dispose()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["data.db"]


def test_checkpointing_empties_the_log(path: Path, engine: Engine) -> None:
    fill(engine, 50)
    checkpoint(engine)
    assert path.with_name("data.db-wal").stat().st_size == 0


def test_a_kill_loses_nothing_that_was_saved(path: Path, engine: Engine) -> None:
    close_store(engine)
    program = (
        "import os, signal, sqlalchemy as sa\nfrom pathlib import Path\n"
        "from cadre_desktop.storage.engine import make_engine\n"
        f"engine = make_engine(Path({str(path)!r}), bytes(range(32)))\n"
        "for n in range(20):\n"
        "    with engine.begin() as c: c.exec_driver_sql(\"INSERT INTO t (b) VALUES ('x')\")\n"
        "c = engine.connect(); c.exec_driver_sql(\"INSERT INTO t (b) VALUES ('never saved')\")\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False)
    again = make_engine(path, KEY)
    assert count(again) == 20
    checkpoint(again)
    check_pages(again)
    close_store(again)


# --- words ------------------------------------------------------------------------------------------------------


class Failure(Exception):
    """A driver's error with one of SQLite's codes."""

    def __init__(self, code: int) -> None:
        super().__init__("failure")
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (5, StorageTrouble, "另一个程序窗口"),
        (261, StorageTrouble, "另一个程序窗口"),  # SQLITE_BUSY_RECOVERY
        (6, StorageTrouble, "另一个程序窗口"),
        (7, StorageTrouble, "内存不足"),
        (8, StorageTrouble, "只读"),
        (10, StorageTrouble, "读写磁盘出错"),
        (778, StorageTrouble, "读写磁盘出错"),  # SQLITE_IOERR_WRITE
        (11, DamagedStore, "已损坏"),
        (13, StorageTrouble, "磁盘空间不足"),
        (14, StorageTrouble, "无法打开"),
        (26, DamagedStore, "已损坏"),
    ],
)
def test_failures_of_the_disk_are_told_in_words(code: int, kind: type[AppError], words: str) -> None:
    for error in (Failure(code), OperationalError("INSERT", {}, Failure(code))):
        told = translated(error)
        assert type(told) is kind
        assert words in str(told)
        assert told.hint


@pytest.mark.parametrize("code", [0, 1, 19, 21, 25])
def test_a_fault_of_the_program_is_not_dressed_up(code: int) -> None:
    error = OperationalError("SELEC", {}, Failure(code))
    with pytest.raises(OperationalError):
        translated(error)


def test_a_real_wrong_statement_reaches_the_crash_dialog(engine: Engine) -> None:
    with pytest.raises(driver.OperationalError, match="syntax"):
        run_outside(engine, "SELEC 1")


def test_a_read_error_of_the_header_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="无法读取"):
        refuse_plain_file(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX matter")
def test_a_disk_that_fills_up_keeps_what_was_saved(path: Path, engine: Engine) -> None:
    fill(engine, 100)
    close_store(engine)
    program = (
        "import resource, signal, sqlalchemy as sa\nfrom pathlib import Path\n"
        "from sqlalchemy.exc import DBAPIError\n"
        "from cadre_desktop.storage.engine import make_engine, translated\n"
        "from cadre_desktop.errors import StorageTrouble\n"
        f"engine = make_engine(Path({str(path)!r}), bytes(range(32)))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try:\n"
        "    with engine.begin() as c:\n"
        "        c.execute(sa.text('INSERT INTO t (b) VALUES (:b)'), [{'b': 'x' * 500}] * 3000)\n"
        "except DBAPIError as error: print(type(translated(error)).__name__, translated(error))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=True,
    )
    assert ran.stdout.startswith("StorageTrouble")
    again = make_engine(path, KEY)
    assert count(again) == 100
    check_pages(again)
    close_store(again)
