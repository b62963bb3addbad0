"""A store moves to the newest form whole, or stays as it was."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from cadre_desktop import __version__, records
from cadre_desktop.errors import DamagedStore, NewerStore, StorageTrouble
from cadre_desktop.progress import Cancelled
from cadre_desktop.storage import audit, blobs, migrate, search
from cadre_desktop.storage.base import Base
from cadre_desktop.storage.engine import close_store, make_engine, run_outside
from cadre_desktop.storage.migrate import (
    OURS,
    Migrations,
    current_version,
    needed_program,
    number_of,
    program_of,
    refuse_newer,
    upgrade,
)
from cadre_desktop.storage.migrations import LATEST
from cadre_desktop.storage.migrations.draft import differences, draft
from tests.storage.small_store import write_migrations

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "versions"


@pytest.fixture
def engine(tmp_path: Path, folder: Path) -> Engine:
    """A store of version 1 with one town and two clerks."""
    made = make_engine(tmp_path / "data.db", KEY, create=True)
    upgrade(made, migrations=write_migrations(folder, 1))
    with made.begin() as connection:
        connection.exec_driver_sql("INSERT INTO town VALUES (1, '龙潭镇')")
        connection.exec_driver_sql("INSERT INTO clerk VALUES (1, 1, '甲'), (2, 1, '乙')")
    yield made
    made.dispose()


def version(engine: Engine) -> int:
    with engine.connect() as connection:
        return current_version(connection)


def schema(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        return list(connection.exec_driver_sql(query).scalars())


def rows(engine: Engine, table: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]


def test_an_empty_store_gets_every_step(tmp_path: Path, folder: Path) -> None:
    fresh = make_engine(tmp_path / "fresh.db", KEY, create=True)
    assert version(fresh) == 0
    upgrade(fresh, migrations=write_migrations(folder, 2))
    assert version(fresh) == 2
    assert {"town", "clerk", "alembic_version"} == set(sa.inspect(fresh).get_table_names())
    close_store(fresh)


def test_an_older_store_keeps_its_rows_and_what_hangs_on_them(engine: Engine, folder: Path) -> None:
    upgrade(engine, migrations=write_migrations(folder, 2))
    assert version(engine) == 2
    assert rows(engine, "town") == [(1, "龙潭镇", "350425")]
    assert rows(engine, "clerk") == [(1, 1, "甲"), (2, 1, "乙")]  # rebuilding the town did not cascade
    assert run_outside(engine, "PRAGMA foreign_keys") == [(1,)]


def test_progress_counts_the_steps(tmp_path: Path, folder: Path) -> None:
    told: list[tuple[int, int, str]] = []
    fresh = make_engine(tmp_path / "fresh.db", KEY, create=True)
    upgrade(fresh, lambda *step: told.append(step), migrations=write_migrations(folder, 2))
    assert told == [(1, 2, "正在升级数据"), (2, 2, "正在升级数据")]
    close_store(fresh)


def test_an_up_to_date_store_is_left_alone(engine: Engine, folder: Path) -> None:
    before = schema(engine)
    upgrade(engine, migrations=Migrations(folder, 1))
    assert (version(engine), schema(engine)) == (1, before)


@pytest.mark.parametrize(
    "extra", ["INSERT INTO missing VALUES (1)", "UPDATE town SET id = NULL WHERE nothing = 1", "SELEC"]
)
def test_a_second_step_that_fails_leaves_the_first_form(engine: Engine, folder: Path, extra: str) -> None:
    before = schema(engine)
    with pytest.raises(StorageTrouble, match="已退回升级前的状态"):
        upgrade(engine, migrations=write_migrations(folder, 2, extra))
    assert (version(engine), schema(engine)) == (1, before)
    assert rows(engine, "town") == [(1, "龙潭镇")]
    assert run_outside(engine, "PRAGMA foreign_keys") == [(1,)]
    assert not [name for name in sa.inspect(engine).get_table_names() if name.startswith("_alembic")]


def test_a_failing_second_step_of_a_new_store_leaves_it_empty(tmp_path: Path, folder: Path) -> None:
    fresh = make_engine(tmp_path / "fresh.db", KEY, create=True)
    with pytest.raises(StorageTrouble):
        upgrade(fresh, migrations=write_migrations(folder, 2, "INSERT INTO missing VALUES (1)"))
    assert (version(fresh), schema(fresh)) == (0, [])
    close_store(fresh)


def test_an_upgrade_that_breaks_links_is_rolled_back(engine: Engine, folder: Path) -> None:
    before = schema(engine)
    with pytest.raises(DamagedStore, match="联系对不上"):
        upgrade(engine, migrations=write_migrations(folder, 2, "DELETE FROM town"))
    assert (version(engine), schema(engine)) == (1, before)
    assert rows(engine, "town") == [(1, "龙潭镇")]


def test_a_cancelled_upgrade_is_rolled_back(engine: Engine, folder: Path) -> None:
    def stop(done: int, total: int, what: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        upgrade(engine, stop, migrations=write_migrations(folder, 2))
    assert version(engine) == 1
    assert rows(engine, "town") == [(1, "龙潭镇")]


def test_a_newer_store_is_refused_naming_both_versions(engine: Engine, folder: Path, tmp_path: Path) -> None:
    upgrade(engine, migrations=write_migrations(folder, 2))
    close_store(engine)
    before = (tmp_path / "data.db").read_bytes()
    again = make_engine(tmp_path / "data.db", KEY)
    with pytest.raises(NewerStore, match=r"数据版本 2.*只支持到数据版本 1"):
        upgrade(again, migrations=Migrations(folder, 1))
    again.dispose()
    assert (tmp_path / "data.db").read_bytes() == before


def test_the_same_version_is_not_newer() -> None:
    refuse_newer(LATEST)
    refuse_newer(0)
    with pytest.raises(NewerStore):
        refuse_newer(LATEST + 1)


def test_a_newer_store_names_the_program_it_needs(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "__version__", "1.4.12")
    upgrade(engine, migrations=write_migrations(folder, 2))
    monkeypatch.setattr(migrate, "__version__", "1.3.0")
    with pytest.raises(NewerStore, match=r"需要 1\.4\.12 或更新版本的程序（数据版本 2），本程序是 1\.3\.0 版"):
        upgrade(engine, migrations=Migrations(folder, 1))


def test_a_store_that_was_not_brought_further_keeps_naming_the_older_program(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations = write_migrations(folder, 2)
    monkeypatch.setattr(migrate, "__version__", "0.2.0")
    upgrade(engine, migrations=migrations)
    monkeypatch.setattr(migrate, "__version__", "0.3.0")
    upgrade(engine, migrations=migrations)
    with engine.connect() as connection:
        assert needed_program(connection) == "0.2.0"


def test_a_failed_upgrade_does_not_claim_a_newer_program(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.connect() as connection:
        before = needed_program(connection)
    monkeypatch.setattr(migrate, "__version__", "9.9.9")
    with pytest.raises(StorageTrouble):
        upgrade(engine, migrations=write_migrations(folder, 2, "INSERT INTO missing VALUES (1)"))
    with engine.connect() as connection:
        assert needed_program(connection) == before != "9.9.9"


@pytest.mark.parametrize(("program", "number"), [("0.1.0", 1_000), ("1.4.12", 1_004_012), ("20.0.999", 20_000_999)])
def test_a_programs_version_is_kept_as_a_number(program: str, number: int) -> None:
    assert number_of(program) == number < 2**31
    assert program_of(number) == program


def test_our_own_version_can_be_kept() -> None:
    assert program_of(number_of(__version__)) == __version__


def test_a_number_that_does_not_match_the_files_is_a_fault_of_the_program(engine: Engine, folder: Path) -> None:
    write_migrations(folder, 1)
    with pytest.raises(RuntimeError, match="LATEST says 3"):
        upgrade(engine, migrations=Migrations(folder, 3))
    assert version(engine) == 1


def test_a_percent_sign_and_spaces_in_the_path_do_no_harm(tmp_path: Path) -> None:
    fresh = make_engine(tmp_path / "fresh.db", KEY, create=True)
    upgrade(fresh, migrations=write_migrations(tmp_path / "100% 数据;x:y", 2))
    assert version(fresh) == 2
    close_store(fresh)


def test_reading_the_version_does_not_load_alembic() -> None:
    program = (
        "import sys\nimport cadre_desktop.storage.migrate, cadre_desktop.storage.store\nprint('alembic' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "False"


# --- our own migrations -----------------------------------------------------------------------------------------


def numbered() -> list[Path]:
    return sorted(OURS.versions.glob("[0-9]" * 4 + "_*.py"))


def test_our_files_are_numbered_without_a_gap_up_to_latest() -> None:
    assert [int(path.name[:4]) for path in numbered()] == list(range(1, LATEST + 1))


def test_our_migrations_import_no_record_kinds() -> None:
    for path in numbered():
        assert "cadre_desktop" not in path.read_text(encoding="utf-8"), path.name


DECLARING = (records, audit, blobs, search)  # every table is declared once these are loaded


def test_our_migrations_make_exactly_the_tables_declared() -> None:
    fresh = make_engine(None, KEY)
    upgrade(fresh)
    with fresh.connect() as connection:
        assert current_version(connection) == LATEST
        assert differences(connection, Base.metadata) == []
        assert {"blob", "audit_entry", "cadre"} <= Base.metadata.tables.keys()
    close_store(fresh)


# --- drafting ---------------------------------------------------------------------------------------------------


def declared() -> sa.MetaData:
    metadata = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    sa.Table("town", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(60)))
    kinds = sa.Enum("a", "bb", name="kind", native_enum=False, length=30)
    sa.Table("visit", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("kind", kinds, index=True))
    return metadata


def test_a_draft_brings_the_store_to_what_is_declared(folder: Path) -> None:
    folder.mkdir()
    path = draft(declared(), "Make towns, and visits.", Migrations(folder, 0))
    assert path.name == "0001_make_towns_and_visits.py"
    text = path.read_text(encoding="utf-8")
    assert 'revision = "0001"' in text
    assert "down_revision = None" in text
    assert "sa.String(length=30)" in text  # a choice is stored as text, so that a new choice needs no migration
    fresh = make_engine(None, KEY)
    upgrade(fresh, migrations=Migrations(folder, 1))
    with fresh.connect() as connection:
        assert differences(connection, declared()) == []
    close_store(fresh)


def test_the_next_draft_holds_only_what_is_new(folder: Path) -> None:
    folder.mkdir()
    draft(declared(), "Make towns and visits.", Migrations(folder, 0))
    metadata = declared()
    sa.Table("talk", metadata, sa.Column("id", sa.Integer, primary_key=True))
    path = draft(metadata, "Add talks.", Migrations(folder, 1))
    assert path.name == "0002_add_talks.py"
    text = path.read_text(encoding="utf-8")
    assert "talk" in text
    assert "visit" not in text
    fresh = make_engine(None, KEY)
    upgrade(fresh, migrations=Migrations(folder, 2))
    assert version(fresh) == 2
    close_store(fresh)


def test_differences_name_a_missing_and_a_surplus_table_but_no_virtual_ones() -> None:
    engine = make_engine(None, KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE VIRTUAL TABLE found USING fts5(words)")
        connection.exec_driver_sql("CREATE TABLE surplus (id INTEGER PRIMARY KEY)")
    with engine.connect() as connection:
        found = {(what, thing.name) for what, thing, *_ in differences(connection, declared()) if "table" in what}
    assert found == {("remove_table", "surplus"), ("add_table", "town"), ("add_table", "visit")}
    close_store(engine)
