"""Every figure and every breakdown of a county at once."""

from benchmarks import county
from benchmarks.measure import Line, medians
from cadre_desktop import figures
from cadre_desktop.figures import FigureContext

MOST_SECONDS = 2.0


def run() -> list[Line]:
    """Measure the processor seconds of computing all of them, as a report of the county does."""
    size = county.Size()
    context = FigureContext(as_of=county.NOW.date(), year=county.NOW.year)
    with county.opened(county.home_of(size)) as db, db.read() as session:
        (numbers, tables) = medians(
            lambda: figures.all_figures(session, context), lambda: figures.all_tables(session, context), runs=3
        )
        count = len(figures.all_figures(session, context))
    return [
        Line(
            f"all {count} figures of a county, {size.words}, with the records behind them",
            f"{numbers:.1f} s CPU",
            f"≤ {MOST_SECONDS:.0f} s",
            numbers <= MOST_SECONDS,
        ),
        Line(f"… all {len(figures.TABLES)} breakdowns by unit", f"{tables:.1f} s CPU", "—", None),
    ]
