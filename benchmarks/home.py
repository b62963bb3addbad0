"""The home page of the large county: every card, picture and line of what waits, read by the worker."""

from benchmarks import county
from benchmarks.measure import Line, cpu_here, medians
from cadre_desktop.services import home

MOST_SECONDS = 1.0


def run() -> list[Line]:
    """Measure one reading, after a first one that fills the page cache."""
    size = county.Size()
    with county.opened(county.home_of(size)) as db:
        home.home(db)
        (seconds,) = medians(lambda: home.home(db), clock=cpu_here)
    return [Line(f"home page, {size.words}", f"{seconds:.2f} s CPU, on the worker", "≤ 1 s", seconds <= MOST_SECONDS)]
