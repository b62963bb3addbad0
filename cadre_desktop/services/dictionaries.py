"""能下情形、正面清单、激励措施和问题分类: shipped texts, put into a store that has none, and again when asked."""

from typing import Any

import orjson
import sqlalchemy as sa

from cadre_desktop.paths import resource
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import records
from cadre_desktop.storage.database import Database

SHIPPED = {
    "adjustment_situation": "adjustment_situations",
    "promotion_ground": "promotion_grounds",
    "incentive_measure": "incentive_measures",
    "problem_class": "problem_classes",
}
"""The file under resources/vocab of each kind that comes with texts."""


def seed(db: Database) -> int:
    """Put the shipped texts into a store without any; return how many items were filed."""
    return sum(add_shipped(db, key) for key in SHIPPED if _is_empty(db, key))


def add_shipped(db: Database, kind_key: str) -> int:
    """File the shipped items a store lacks (by edition and number); return how many.  What is there is left alone."""
    kind = BY_KEY[kind_key]
    model: Any = kind.model
    said = orjson.loads(resource(f"vocab/{SHIPPED[kind_key]}.json").read_bytes())
    told_by = [name for name in ("edition", "number") if hasattr(model, name)]
    with db.work(f"补入随程序提供的{kind.title}") as session:
        query = sa.select(*(getattr(model, name) for name in told_by)).where(model.deleted_at.is_(None))
        there = {tuple(row) for row in session.execute(query)}
        n_added = 0
        for edition in said["editions"]:
            for number, item in enumerate(edition["items"], 1):
                place = {"edition": edition["edition"], "number": number}
                common = {name: place[name] for name in told_by}
                if tuple(common.values()) in there:
                    continue
                values = {name: _value(kind, name, text) for name, text in item.items()}
                if hasattr(model, "in_force"):
                    values["in_force"] = edition["in_force"]
                records.add(db, session, kind, {**common, **values})
                n_added += 1
        return n_added


def _value(kind: RecordKind, name: str, text: Any) -> Any:
    """Return a shipped value as the field takes it: codes of closed lists become their members."""
    return next((one for one in kind.field(name).choices if one.value == text), text)


def _is_empty(db: Database, kind_key: str) -> bool:
    """Say whether a store never had an item; one in the recycle bin was taken out on purpose."""
    model = BY_KEY[kind_key].model
    with db.read() as session:
        return session.scalar(sa.select(model.id).limit(1)) is None
