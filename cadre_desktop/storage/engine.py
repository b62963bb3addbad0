"""The encrypted database file: how it is opened, proved encrypted, and closed.

SQLCipher with a raw 256-bit key.  The settings are the ones that lost nothing in the
power-cut tests: exclusive lock, write-ahead log, full synchronisation.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool, StaticPool

from cadre_desktop.errors import AppError, DamagedStore, StorageTrouble

Aside = Callable[[], AbstractContextManager[None]]
"""Lets others have the connection while its owner is busy elsewhere, or between two of its steps."""

READING = {"reading": True}
"""Execution options of an engine or connection whose transactions only read."""

_PLAIN_HEADER = b"SQLite format 3\0"
_LOCK_WAIT = 1.0
_TURN_WAIT = 60.0
_SETTINGS = (
    "locking_mode=EXCLUSIVE",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
    "cache_size=-65536",  # KiB; with the usual 2 MiB a big import writes its encrypted pages over and over
)
_COPY_SETTINGS = ("journal_mode=OFF", "synchronous=OFF", "mmap_size=0", "temp_store=MEMORY")
_COPIED_AT_ONCE = 500  # pages: some hundredths of a second
_READER_SETTINGS = ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY")
_IN_USE = (
    StorageTrouble,
    "数据正被另一个程序窗口使用。",
    "请关闭另一个窗口后重试；每份数据一次只能打开一个窗口。",
)
_DAMAGED = (DamagedStore, "数据文件已损坏，或与口令文件不是一套。", "请从最近的备份恢复。")
_SENTENCES: dict[int, tuple[type[AppError], str, str]] = {  # by SQLite's primary result code
    5: _IN_USE,
    6: _IN_USE,
    7: (StorageTrouble, "内存不足，这次修改没有保存。", "请关闭其他程序后重试。"),
    8: (StorageTrouble, "数据文件是只读的，这次修改没有保存。", "请检查数据文件夹的权限后重试。"),
    10: (StorageTrouble, "读写磁盘出错，这次修改没有保存，已有数据未受影响。", "请检查磁盘和剩余空间后重试。"),
    11: _DAMAGED,
    13: (StorageTrouble, "磁盘空间不足，这次修改没有保存，已有数据未受影响。", "请清理磁盘后再保存。"),
    14: (StorageTrouble, "数据文件无法打开。", "请检查数据文件夹是否存在、是否有权限。"),
    26: _DAMAGED,
}

log = logging.getLogger(__name__)


def make_engine(path: Path | None, key: bytes, *, create: bool = False) -> Engine:
    """Open the store at `path` for reading and writing; None is a store in memory, for tests.

    The file must exist unless `create`.  Raises DamagedStore when the file is not a store
    under this key, StorageTrouble when it is in use or the disk fails.
    """
    if path is None:
        engine = _engine(lambda: _connect(":memory:", key, ("foreign_keys=ON",)), StaticPool)
    else:
        refuse_plain_file(path)
        if not create and not path.exists():
            raise DamagedStore("数据文件缺失。", hint="请从最近的备份恢复。")
        if not create and path.stat().st_size == 0:
            raise DamagedStore("数据文件是空的。", hint="请从最近的备份恢复。")  # SQLite would begin a new one in it
        address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
        engine = _engine(
            lambda: _connect(address, key, _SETTINGS), QueuePool, pool_size=1, max_overflow=0, pool_timeout=_TURN_WAIT
        )
    try:
        engine.connect().close()
    except BaseException:
        engine.dispose()
        raise
    return engine


def make_reading_engine(path: Path, key: bytes, *, in_use: bool = False) -> Engine:
    """Open a finished file that nobody writes (a backup taken out to be checked); leaves no trace beside it.

    With `in_use` it is the store itself, beside its connection.  Only SQLite may then open the file: whoever else
    closes it would, on some systems, take the connection's lock away.
    """
    if not in_use:
        refuse_plain_file(path)
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return _engine(lambda: _connect(address, key, _READER_SETTINGS), NullPool, execution_options=READING)


def copy_pages(engine: Engine, target: Path, key: bytes, aside: Aside = nullcontext) -> None:
    """Copy the store into a new file under the same key, some pages at a time, with `aside` between two steps.

    What is saved meanwhile through the store's connection goes into the copy too: it is the store as it stands
    when the last step is done.  Nothing is flushed: a copy cut off is no copy.
    """
    pooled = engine.raw_connection()
    source: Any = pooled.driver_connection
    pooled.close()

    status = 0

    def between(code: int, left: int, _total: int) -> None:
        nonlocal status
        status = code
        if code == driver.SQLITE_OK and left:
            with aside():
                pass

    copy = _connect(f"{target.absolute().as_uri()}?mode=rwc", key, _COPY_SETTINGS)
    try:
        source.backup(copy, pages=_COPIED_AT_ONCE, progress=between)
        _compact(copy)
    except driver.Error as error:
        if not hasattr(error, "sqlite_errorcode"):  # the driver (0.6.4) does not say which, the last step did
            error.sqlite_errorcode = status
        raise translated(error) from error
    finally:
        copy.close()


def _compact(copy: Any) -> None:
    """Give back the pages that large erasings left empty, once they are a quarter of the file."""
    empty, pages = (copy.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count"))
    if empty * 4 > pages:
        copy.execute("VACUUM").fetchall()


def close_store(engine: Engine) -> None:
    """Put everything into the one file and let go of it; raises StorageTrouble when the disk fails."""
    try:
        checkpoint(engine)
    finally:
        engine.dispose()


def run_outside(target: Engine | Connection, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Run a statement that SQLite refuses inside a transaction (VACUUM, checkpoint, some settings).

    With a Connection, the one connection of the store stays with the caller before and after.
    """
    pooled = target.raw_connection() if isinstance(target, Engine) else target.connection
    try:
        cursor = pooled.cursor()
        cursor.execute(statement, parameters)
        rows = [tuple(row) for row in cursor.fetchall()]
        cursor.close()
        return rows
    except driver.Error as error:
        raise translated(error) from error
    finally:
        if isinstance(target, Engine):
            pooled.close()


def refuse_plain_file(path: Path) -> None:
    """Raise DamagedStore when the file is an unencrypted database: our data is never in the clear."""
    try:
        with path.open("rb") as file:
            start = file.read(len(_PLAIN_HEADER))
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageTrouble("数据文件无法读取。", hint="请检查磁盘和文件夹权限后重试。") from error
    if start == _PLAIN_HEADER:
        raise DamagedStore(
            "数据文件没有加密，不是本程序的数据，已拒绝打开。", hint="请选择正确的数据文件夹，或从备份恢复。"
        )


def checkpoint(target: Engine | Connection) -> None:
    """Bring everything from the write-ahead log into the one file, and empty the log."""
    run_outside(target, "PRAGMA wal_checkpoint(TRUNCATE)")


def check_pages(target: Engine | Connection) -> None:
    """Verify the seal of every page in the file (not in the log); raises DamagedStore."""
    if faults := run_outside(target, "PRAGMA cipher_integrity_check"):
        log.warning("page seals: %d wrong", len(faults))
        raise DamagedStore(f"数据文件有 {len(faults)} 处没有通过完整性检查。", hint="请从最近的备份恢复。")


def check_beside(engine: Engine, path: Path, key: bytes, check: Callable[[Engine], None], aside: Aside) -> None:
    """Check the whole file of the store in use, which lies at `path`, beside the connection others may have meanwhile.

    A page that is just being written can look wrong there; only what still does with the connection to itself is.
    Raises what `check` raises then.
    """
    checkpoint(engine)
    with aside():
        reader = make_reading_engine(path, key, in_use=True)
        try:
            check(reader)
            return
        except (DamagedStore, DBAPIError):
            log.info("the file is checked once more, with nobody writing")
        finally:
            reader.dispose()
    checkpoint(engine)
    check(engine)


def check_structure(connection: Connection) -> None:
    """Verify tables and indexes against each other; raises DamagedStore."""
    answer = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
    if answer != ["ok"]:
        log.warning("structure: %d faults", len(answer))
        raise DamagedStore("数据文件的内部结构没有通过检查。", hint="请从最近的备份恢复。")


def translated(error: Exception) -> AppError:
    """Say a database failure in the clerk's words.

    Raises the error itself when it is a fault of the program, such as a wrong statement,
    so that it reaches the crash dialog.
    """
    original = error.orig if isinstance(error, DBAPIError) else error
    found = _SENTENCES.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)
    if found is None:
        raise error
    kind, sentence, hint = found
    return kind(sentence, hint=hint)


def _engine(connect: Callable[[], Any], pool: type, **options: Any) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=connect,
        poolclass=pool,
        hide_parameters=True,  # what goes wrong must not carry the values of a record
        **options,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # The driver's own transactions leave some statements outside; ours take the write lock at once.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _connect(address: str, key: bytes, settings: tuple[str, ...]) -> Any:
    try:
        connection = driver.connect(
            address, uri=True, timeout=_LOCK_WAIT, check_same_thread=False, isolation_level=None
        )
    except driver.Error as error:
        raise translated(error) from error
    try:
        _unlock(connection, key)
        for setting in settings:
            connection.execute(f"PRAGMA {setting}").fetchall()
        # In exclusive mode the first reading takes the lock that keeps other programs out.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except driver.Error as error:
        connection.close()
        raise translated(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: Any, key: bytes) -> None:
    """Set the raw key and prove that the library does encrypt.

    `cipher_memory_security` stays off, as it is by default: it locks and wipes every block SQLite uses, which takes
    more time than all the rest of an import, while the same values lie unwiped in our own memory.  Keys are wiped
    in any case.
    """
    if len(key) != 32:
        raise ValueError("a raw key has 32 bytes")
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"").fetchall()
    if not connection.execute("PRAGMA cipher_version").fetchall():
        raise DamagedStore("程序的加密组件缺失，已拒绝打开数据。", hint="请重新安装本程序。")
