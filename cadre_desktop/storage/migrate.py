"""Bring a store to the newest form: all steps in one transaction, or none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from cadre_desktop import __version__
from cadre_desktop.errors import AppError, DamagedStore, NewerStore, StorageTrouble
from cadre_desktop.progress import Progress, silent
from cadre_desktop.storage.engine import run_outside, translated
from cadre_desktop.storage.migrations import LATEST

SCRIPTS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Migrations:
    """A folder of numbered changes and the number of the newest."""

    versions: Path
    latest: int


OURS = Migrations(SCRIPTS / "versions", LATEST)


def current_version(connection: Connection) -> int:
    """Read how new a store is; zero for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def needed_program(connection: Connection) -> str:
    """Read which program brought a store to its form; empty when it does not say.

    The number stands in the header of the file, which every version of the program can read.
    """
    number = int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())
    return program_of(number) if number > 0 else ""


def number_of(program: str) -> int:
    """Turn a program's version into the number kept in the store: "1.4.12" → 1004012."""
    major, minor, patch = (int(part) for part in program.split("."))
    return major * 1_000_000 + minor * 1_000 + patch


def program_of(number: int) -> str:
    """Turn the number kept in the store back into a program's version."""
    return f"{number // 1_000_000}.{number // 1_000 % 1_000}.{number % 1_000}"


def refuse_newer(version: int, migrations: Migrations = OURS, *, needed: str = "") -> None:
    """Raise NewerStore when a store was written by a program newer than this one; `needed` names that program."""
    if version <= migrations.latest:
        return
    by = f"需要 {needed} 或更新版本的程序" if needed else "由更新版本的程序写成"
    raise NewerStore(
        f"这份数据{by}（数据版本 {version}），本程序是 {__version__} 版，只支持到数据版本 {migrations.latest}。"
        "数据没有作任何改动。",
        hint="请安装新版本程序后再打开。",
    )


def upgrade(engine: Engine, progress: Progress = silent, *, migrations: Migrations = OURS) -> None:
    """Run the missing changes; the caller has copied the store first.

    Raises NewerStore, or StorageTrouble or DamagedStore with the store as it was before.
    """
    run_outside(engine, "PRAGMA foreign_keys=OFF")  # a table is rebuilt by dropping it: nothing may cascade
    try:
        with engine.begin() as connection:
            _upgrade(connection, progress, migrations)
    except DBAPIError as error:
        raise _failed(error) from error
    except SQLAlchemyError as error:
        raise _unchanged() from error
    finally:
        run_outside(engine, "PRAGMA foreign_keys=ON")


def _upgrade(connection: Connection, progress: Progress, migrations: Migrations) -> None:
    version = current_version(connection)
    refuse_newer(version, migrations, needed=needed_program(connection))
    total = migrations.latest - version
    if not total:
        return
    reached = [version]

    def on_step(*, step: Any, **_: Any) -> None:
        reached.append(int(step.up_revision_id))
        progress(len(reached) - 1, total, "正在升级数据")

    _run_alembic(connection, migrations, on_step)
    if reached[-1] != migrations.latest:
        raise RuntimeError(f"migrations end at {reached[-1]}, LATEST says {migrations.latest}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise DamagedStore("升级后有记录之间的联系对不上，已退回升级前的状态。", hint="请从备份恢复后再升级。")
    connection.exec_driver_sql(f"PRAGMA user_version={migrations.latest:d}")
    connection.exec_driver_sql(f"PRAGMA application_id={number_of(__version__):d}")


def _run_alembic(connection: Connection, migrations: Migrations, on_step: Callable[..., None]) -> None:
    # alembic is slow to load and needed only here
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("path_separator", "newline")
    config.set_main_option("script_location", _escaped(SCRIPTS))
    config.set_main_option("version_locations", _escaped(migrations.versions))
    config.attributes.update(connection=connection, on_step=on_step)
    command.upgrade(config, "head")


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _failed(error: DBAPIError) -> AppError:
    try:
        return translated(error)
    except DBAPIError:
        return _unchanged()


def _unchanged() -> StorageTrouble:
    return StorageTrouble(
        "数据升级没有完成，已退回升级前的状态。", hint="请把日志发给软件维护人员；旧版本程序仍可打开数据。"
    )
