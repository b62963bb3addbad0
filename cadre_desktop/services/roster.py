"""The roster: who is on it, read by ids and rows, and one field changed for several people at once."""

from collections.abc import Sequence
from typing import Any

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.records import cadre
from cadre_desktop.records import roster as lists
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Row
from cadre_desktop.services import records
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import Database

BULK_FIELDS = ("managed_by", "identity", "state")
"""Fields that may well be the same for many people, and do no harm when set for all of them."""


def ids(db: Database, query: ListQuery) -> list[str]:
    """Read the ids of everybody a query asks for, in its order."""
    with db.read() as session:
        return lists.ids(session, query, db.now().date())


def rows(db: Database, wanted: Sequence[str], columns: tuple[str, ...]) -> list[Row]:
    """Read some columns of some people, in the given order; ids nobody has are left out."""
    with db.read() as session:
        return lists.rows(session, list(wanted), columns, db.now().date())


def count(db: Database, query: ListQuery) -> int:
    """Count the people a query asks for."""
    with db.read() as session:
        return lists.count(session, query, db.now().date())


def note_left(db: Database, title: str, how: str, n_people: int) -> None:
    """Put in the trail that a list of people left on paper or as a PDF, and how many stood on it."""
    with db.work(f"打印{title}") as session:
        audit.note(session, "export", cadre.Cadre.__tablename__, how=how, people=n_people)


def change_many(db: Database, wanted: Sequence[str], name: str, value: Any) -> int:
    """Set one field for several people in one piece of work; return for how many it changed.

    All are changed or none: InvalidInput names the first person whose rules forbid it.
    """
    if name not in BULK_FIELDS:
        raise ValueError(f"{name} is not changed in bulk")
    field = cadre.KIND.field(name)
    changed = 0
    with db.work(f"批量修改{field.label}") as session:
        for record_id in wanted:
            person = session.get_one(cadre.Cadre, record_id)
            if getattr(person, name) == value:
                continue
            try:
                records.put(db, session, cadre.KIND, person, {name: value})
            except InvalidInput as error:
                problems = [Problem(p.field, f"{person.name}：{p.message}") for p in error.problems]
                raise InvalidInput(problems) from error
            changed += 1
    return changed
