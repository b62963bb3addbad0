"""For developers: compare the tables declared with those the migrations make, and draft the next change."""

import re
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from cadre_desktop.storage.engine import make_engine
from cadre_desktop.storage.migrate import OURS, Migrations, upgrade

_TEMPLATE = '''"""{title}"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {previous}


def upgrade() -> None:
    """{title}"""
    {body}
'''


def differences(connection: Connection, metadata: MetaData) -> list[Any]:
    """List what `metadata` declares and the store does not hold, and the other way round."""
    found: list[Any] = compare_metadata(_context(connection), metadata)
    return found


def draft(metadata: MetaData, title: str, migrations: Migrations = OURS) -> Path:
    """Write the next numbered migration from the declared tables; a person reads it before it is committed.

    `title` is an English sentence; the file is named after its words.  LATEST is then raised by hand.
    """
    last = max((int(path.name[:4]) for path in migrations.versions.glob("[0-9]" * 4 + "_*.py")), default=0)
    engine = make_engine(None, bytes(32))
    try:
        upgrade(engine, migrations=Migrations(migrations.versions, last))
        with engine.connect() as connection:
            context = _context(connection)
            made = produce_migrations(context, metadata).upgrade_ops
            assert made is not None
            body = render_python_code(made, render_as_batch=True, render_item=_standing_still)
    finally:
        engine.dispose()
    words = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    path = migrations.versions / f"{last + 1:04d}_{words}.py"
    previous = f'"{last:04d}"' if last else "None"
    body = re.sub(r"\n\s*# ### .*", "", "\n" + body).strip()
    path.write_text(
        _TEMPLATE.format(title=title, revision=f"{last + 1:04d}", previous=previous, body=body), encoding="utf-8"
    )
    return path


def _context(connection: Connection) -> MigrationContext:
    """Compare ordinary tables only: virtual ones and their shadows are SQLite's own business."""
    listed = connection.exec_driver_sql("PRAGMA table_list").mappings()
    hidden = {row["name"] for row in listed if row["type"] in ("virtual", "shadow")}

    def include(name: str | None, kind: str, _parents: Any) -> bool:
        return kind != "table" or name not in hidden

    return MigrationContext.configure(connection, opts={"include_name": include, "render_as_batch": True})


def _standing_still(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Write our own types as what the database stores: a migration must outlive the classes."""
    if kind != "type":
        return False
    if isinstance(thing, sa.Enum):
        return f"sa.String(length={thing.length})"
    if isinstance(thing, sa.types.TypeDecorator) and type(thing).__module__.startswith("cadre_desktop."):
        return f"sa.{thing.impl_instance!r}"
    return False
