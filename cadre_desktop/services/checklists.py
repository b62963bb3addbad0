"""政治素质正负面清单 by version: the shipped one to begin with, copied to change it, one in force at a time."""

from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.paths import resource
from cadre_desktop.records import checklist as kinds
from cadre_desktop.records.checklist import Checklist, ChecklistItem, ChecklistState
from cadre_desktop.records.rows import Link, link_to
from cadre_desktop.records.vocab import Dimension, Polarity
from cadre_desktop.services import records
from cadre_desktop.services.steps import fetch, keep_rules, require_state
from cadre_desktop.storage.database import Database

KIND, ITEM = kinds.KIND, kinds.ITEM
_SHIPPED = "vocab/political_checklist.json"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of a list."""

    id: str
    number: int
    polarity: Polarity
    dimension: Dimension
    text: str


def seed(db: Database) -> str | None:
    """Put the shipped list in force in a store that has none; return its id, None when there is one."""
    said: dict[str, Any] = orjson.loads(resource(_SHIPPED).read_bytes())
    with db.work("建立随程序提供的清单") as session:
        if session.scalar(sa.select(Checklist.id).limit(1)) is not None:
            return None
        values = {name: said[name] for name in ("name", "year", "remark")}
        made = records.add(db, session, KIND, values)
        _add_items(db, session, made, said["items"])
        made.state = ChecklistState.IN_FORCE  # type: ignore[attr-defined]  # records.add gives the base class
        return made.id


def copy(db: Database, checklist_id: str, *, year: int, name: str = "") -> str:
    """Copy a list with its items to a draft of a new version, to be changed and put in force; return its id."""
    with db.work("复制为新版本清单") as session:
        old: Checklist = fetch(session, KIND, checklist_id)
        values: dict[str, Any] = {
            "name": name or old.name,
            "year": year,
            "issued_by": old.issued_by,
            "remark": old.remark,
        }
        if _same(session, values["name"], year):
            raise InvalidInput([Problem("year", f"已有《{values['name']}》{year}年版，请换一个年度或名称")])
        made = records.add(db, session, KIND, values)
        items = [
            {"number": i.number, "polarity": i.polarity, "dimension": i.dimension, "text": i.text}
            for i in _items_of(session, checklist_id)
        ]
        _add_items(db, session, made, items)
        return made.id


def activate(db: Database, checklist_id: str) -> None:
    """Put a draft in force; the list in force until now is ended.  Raises NotAllowed for a list without items."""
    with db.work("清单生效") as session:
        found: Checklist = fetch(session, KIND, checklist_id)
        require_state(KIND, found.state, (ChecklistState.DRAFT,), "生效")
        lacking = [d.label for d in Dimension if d not in {i.dimension for i in _items_of(session, checklist_id)}]
        if lacking:
            raise NotAllowed(f"清单还没有“{'”“'.join(lacking)}”方面的条目，不能生效。", hint="请补齐五个维度的条目。")
        others = sa.select(Checklist).where(Checklist.state == ChecklistState.IN_FORCE, Checklist.deleted_at.is_(None))
        for other in session.scalars(others):
            other.state = ChecklistState.ENDED
        found.state = ChecklistState.IN_FORCE
        keep_rules(db, KIND, found)


def in_force(db: Database) -> Link | None:
    """Return the list reviews are held against now."""
    query = sa.select(Checklist).where(Checklist.state == ChecklistState.IN_FORCE, Checklist.deleted_at.is_(None))
    with db.read() as session:
        found = session.scalars(query.order_by(Checklist.year.desc())).first()
        return link_to(found) if found is not None else None


def items(db: Database, checklist_id: str) -> list[ItemLine]:
    """List the items of a list in their order."""
    with db.read() as session:
        return [ItemLine(i.id, i.number, i.polarity, i.dimension, i.text) for i in _items_of(session, checklist_id)]


def _items_of(session: Session, checklist_id: str) -> list[ChecklistItem]:
    query = sa.select(ChecklistItem).where(
        ChecklistItem.checklist_id == checklist_id, ChecklistItem.deleted_at.is_(None)
    )
    return list(session.scalars(query.order_by(ChecklistItem.number, ChecklistItem.id)))


def _add_items(db: Database, session: Session, owner: Any, said: list[dict[str, Any]]) -> None:
    by_code = {m.value: m for choice in (Polarity, Dimension) for m in choice}
    for item in said:
        values = {
            "number": item["number"],
            "polarity": by_code[item["polarity"]],
            "dimension": by_code[item["dimension"]],
            "text": item["text"],
        }
        records.add(db, session, ITEM, {"checklist": link_to(owner), **values})


def _same(session: Session, name: str, year: int) -> bool:
    query = sa.select(Checklist.id).where(
        Checklist.name == name, Checklist.year == year, Checklist.deleted_at.is_(None)
    )
    return session.scalar(query.limit(1)) is not None
