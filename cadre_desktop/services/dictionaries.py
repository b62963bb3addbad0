"""能下情形和正面清单: the texts shipped with the program, put into a store that has none, and again when asked."""

from typing import Any

import orjson
import sqlalchemy as sa

from cadre_desktop.paths import resource
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import records
from cadre_desktop.storage.database import Database

SHIPPED = {"adjustment_situation": "adjustment_situations", "promotion_ground": "promotion_grounds"}
"""The file under resources/vocab of each kind that comes with texts."""


def seed(db: Database) -> int:
    """Put the shipped texts into a store without any; return how many items were filed."""
    return sum(add_shipped(db, key) for key in SHIPPED if _is_empty(db, key))


def add_shipped(db: Database, kind_key: str) -> int:
    """File the shipped items a store lacks (by version and number); return how many.  What is there is left alone."""
    kind = BY_KEY[kind_key]
    model: Any = kind.model
    said = orjson.loads(resource(f"vocab/{SHIPPED[kind_key]}.json").read_bytes())
    with db.work(f"补入随程序提供的{kind.title}") as session:
        there = set(session.execute(sa.select(model.edition, model.number).where(model.deleted_at.is_(None))).all())
        n_added = 0
        for edition in said["editions"]:
            for number, item in enumerate(edition["items"], 1):
                if (edition["edition"], number) in there:
                    continue
                common = {"edition": edition["edition"], "number": number, "in_force": edition["in_force"]}
                records.add(db, session, kind, {**common, **item})
                n_added += 1
        return n_added


def _is_empty(db: Database, kind_key: str) -> bool:
    """Say whether a store never had an item; one in the recycle bin was taken out on purpose."""
    model = BY_KEY[kind_key].model
    with db.read() as session:
        return session.scalar(sa.select(model.id).limit(1)) is None
