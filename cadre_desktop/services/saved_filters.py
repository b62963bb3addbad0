"""Filters of a list that somebody named, and how many records each leaves now."""

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.records import listing, roster
from cadre_desktop.records.desk import SavedFilter
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link
from cadre_desktop.storage.database import Database

ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Saved:
    """One named filter; `built_in` ones come with the program and cannot be dropped."""

    key: str
    name: str
    query: ListQuery
    count: int
    built_in: bool = False


BUILT_IN: tuple[tuple[str, ListQuery], ...] = (
    ("现职满10年", ListQuery(filters=(("post_years", 10),))),
    ("35岁以下", ListQuery(filters=(("age_at_most", 35),))),
    ("连续两年优秀", ListQuery(filters=(("excellent_years", 2),))),
    ("资料不全", ListQuery(filters=(("incomplete", True),))),
    ("近半年未谈话", ListQuery(filters=(("not_talked_months", 6),))),
)


def listed(db: Database, kind: RecordKind) -> list[Saved]:
    """List the named filters of a kind's list, oldest first."""
    with db.read() as session:
        return [
            Saved(str(row.id), row.name, query := _query(row.body), listing.count(session, kind, query))
            for row in _rows(session, kind.key)
        ]


def listed_for_roster(db: Database) -> list[Saved]:
    """List the roster's filters: those that come with the program, then the person's own."""
    today = db.now().date()
    with db.read() as session:
        own = [(str(row.id), row.name, _query(row.body), False) for row in _rows(session, ROSTER)]
        given = [(f"built-in-{i}", name, query, True) for i, (name, query) in enumerate(BUILT_IN)]
        return [Saved(k, n, q, roster.count(session, q, today), b) for k, n, q, b in (*given, *own)]


def save(db: Database, place: RecordKind | str, name: str, query: ListQuery) -> None:
    """Keep a filter under a name; the same name again replaces it.  Sorting is not part of a filter."""
    clean = name.strip()
    if not clean or len(clean) > 20:
        raise InvalidInput([Problem("name", "筛选名称应为 1 到 20 个字")])
    where = place if isinstance(place, str) else place.key
    with db.work("保存常用筛选") as session:
        found = session.scalar(sa.select(SavedFilter).where(SavedFilter.place == where, SavedFilter.name == clean))
        row = found or SavedFilter(place=where, name=clean)
        row.body = _body(query)
        session.add(row)


def drop(db: Database, key: str) -> None:
    """Forget a named filter."""
    with db.work("删除常用筛选") as session:
        row = session.get(SavedFilter, int(key)) if key.isdigit() else None
        if row is not None:
            session.delete(row)


def _rows(session: Session, place: str) -> list[SavedFilter]:
    return list(session.scalars(sa.select(SavedFilter).where(SavedFilter.place == place).order_by(SavedFilter.id)))


def _body(query: ListQuery) -> str:
    return json.dumps({"text": query.text, "filters": [[n, _plain(v)] for n, v in query.filters], "ids": query.ids})


def _plain(value: Any) -> Any:
    """A link is kept by its id: the filter goes on when the unit is renamed."""
    return value.id if isinstance(value, Link) else value


def _query(body: str) -> ListQuery:
    said = json.loads(body)
    ids = tuple(said["ids"]) if said["ids"] is not None else None
    return ListQuery(text=said["text"], filters=tuple((n, v) for n, v in said["filters"]), ids=ids)
