"""The roster: who is on it, read by ids and rows."""

from collections.abc import Sequence

from cadre_desktop.records import cadre
from cadre_desktop.records import roster as lists
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Row
from cadre_desktop.storage import audit
from cadre_desktop.storage.database import Database


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
