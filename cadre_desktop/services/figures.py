"""The named numbers of a day and a year, for cards, for the command line, for whoever asks how many."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from cadre_desktop import figures as registry
from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import FigureContext
from cadre_desktop.services import unit_profile
from cadre_desktop.storage.database import Database


def figures(
    db: Database, *, year: int | None = None, as_of: date | None = None, unit_id: str | None = None
) -> tuple[Figure, ...]:
    """Compute every figure; a past year without a cut-off is looked at from its last day."""
    context = context_of(db, year=year, as_of=as_of, unit_id=unit_id)
    with db.read() as session:
        return registry.all_figures(session, context)


def tables(
    db: Database, *, year: int | None = None, as_of: date | None = None, unit_id: str | None = None
) -> tuple[FigureTable, ...]:
    """Compute every breakdown, its cells opening into their records."""
    context = context_of(db, year=year, as_of=as_of, unit_id=unit_id)
    with db.read() as session:
        return registry.all_tables(session, context)


def context_of(
    db: Database, *, year: int | None = None, as_of: date | None = None, unit_id: str | None = None
) -> FigureContext:
    """Fill in what was not asked with today and the unit's own settings."""
    with db.read() as session:
        return context_in(session, db.now(), year=year, as_of=as_of, unit_id=unit_id)


def context_in(
    session: Session,
    now: datetime,
    *,
    year: int | None = None,
    as_of: date | None = None,
    unit_id: str | None = None,
) -> FigureContext:
    """Fill in the same within a session already open."""
    profile = unit_profile.read(session, now.year)
    return FigureContext.of(now.date(), year=year, as_of=as_of, unit_id=unit_id, due=profile.talk_population.value)
