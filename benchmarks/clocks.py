"""日历 of the large county: every clock of a year ahead, and what one person's page and one saved record read."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks import county
from benchmarks.measure import Line, cpu_here, medians
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.services import clocks

MOST_SECONDS = 1.0
MOST_FOR_ONE = 0.1


def run() -> list[Line]:
    """Measure the calendar and one person's clocks, after a first reading that fills the page cache."""
    size = county.Size()
    with county.opened(county.home_of(size)) as db:
        until = db.now().date() + timedelta(days=366)
        with db.read() as session:
            who = _somebody(session)
        found = clocks.clocks(db, until=until)
        (whole,) = medians(lambda: clocks.clocks(db, until=until), clock=cpu_here)
        (one,) = medians(lambda: clocks.clocks_of_person(db, who), clock=cpu_here)
    return [
        Line(
            f"calendar, {len(found)} clocks, {size.words}", f"{whole:.2f} s CPU, on the worker", "≤ 1 s",
            whole <= MOST_SECONDS,
        ),
        Line(f"one person's clocks, {size.words}", f"{one:.3f} s CPU", "≤ 0.1 s", one <= MOST_FOR_ONE),
    ]  # fmt: skip


def _somebody(session: Session) -> str:
    found = session.scalar(sa.select(Cadre.id).order_by(Cadre.id).limit(1))
    assert found is not None  # the county has ten thousand people
    return found
