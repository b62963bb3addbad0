"""A little store with two migrations of its own, and keys made in a moment."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cadre_desktop.storage import keys
from cadre_desktop.storage.key_slots import Cost
from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME
from cadre_desktop.storage.migrate import Migrations
from cadre_desktop.storage.store import OpenedStore, OpenOptions, create_store

CHEAP = Cost(memory_kib=32, passes=1, lanes=1)
PASSPHRASE = "清源的春天来得早一些"
OTHER_PASSPHRASE = "a longer night shift 7"
USER = "王小芳"
MARKER = "MARKER-龙潭镇的一句话-7351"
NOW = datetime(2026, 11, 21, 9, 0)

FIRST = '''"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table("town", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(60)))
    op.create_table(
        "clerk",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("town_id", sa.Integer, sa.ForeignKey("town.id", name="fk_clerk_town", ondelete="CASCADE")),
        sa.Column("note", sa.String(200)),
    )
'''
SECOND = '''"""Give towns a code, which rebuilds their table."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("town", recreate="always") as batch:
        batch.add_column(sa.Column("code", sa.String(12), server_default="", nullable=False))
    op.execute("{extra}")
'''


def write_migrations(folder: Path, latest: int, extra: str = "UPDATE town SET code = '350425'") -> Migrations:
    """Write the first one or two migrations into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "0001_first.py").write_text(FIRST, encoding="utf-8")
    if latest > 1:
        (folder / "0002_codes.py").write_text(SECOND.format(extra=extra), encoding="utf-8")
    return Migrations(folder, latest)


def options_for(migrations: Migrations) -> OpenOptions:
    return OpenOptions(weakest=CHEAP, migrations=migrations, now=lambda: NOW, read_head=last_clerk)


def last_clerk(connection: sa.Connection) -> str:
    """Stand for the trail's head: it moves with every line written."""
    return str(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM clerk").scalar_one())


def new_store(home: Path, options: OpenOptions) -> tuple[OpenedStore, str]:
    """Make a store with a town and thirty clerks in it; return it open, with its recovery key."""
    store, recovery = create_store(home, USER, PASSPHRASE, cost=CHEAP, options=options)
    add_clerks(store, 30)
    return store, recovery


def add_clerks(store: OpenedStore, count: int) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("INSERT OR IGNORE INTO town (id, name) VALUES (1, '龙潭镇')")
        rows = [{"note": MARKER * 3} for _ in range(count)]
        connection.execute(sa.text("INSERT INTO clerk (town_id, note) VALUES (1, :note)"), rows)


def clerks_in(store: OpenedStore) -> int:
    with store.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM clerk").scalar_one())


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, to compare before and after; the lock file aside."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "store.lock"
    }


def tamper(home: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the file as somebody who knows the format would: with its checksum right."""
    facts = json.loads((home / KEYS_NAME).read_bytes())
    del facts["sha256"]
    change(facts)
    (home / KEYS_NAME).write_bytes(keys._render(facts))
    (home / COPY_NAME).unlink()
