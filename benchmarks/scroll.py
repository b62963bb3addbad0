"""Scrolling a ledger of a hundred thousand to its end: what the last pages cost beside the first ones."""

import statistics

from benchmarks import county
from benchmarks.measure import Line, cpu_here
from cadre_desktop.records import BY_KEY, listing
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import PAGE, ListQuery
from cadre_desktop.services import records
from cadre_desktop.storage.database import Database

SORTS = {"": "newest first", "year": "by year"}
TARGET = 2.0
_PAGES = 15


def run() -> list[Line]:
    """Measure the pages at both ends of the same list, in turns."""
    size = county.Size()
    with county.opened(county.home_of(size)) as db:
        return [_line(db, sort) for sort in SORTS]


def _line(db: Database, sort: str) -> Line:
    kind, query = BY_KEY["achievement"], ListQuery(sort=sort)
    with db.read() as session:
        ids = listing.all_ids(session, kind, query)
    lasts = ["", *ids[PAGE - 1 :: PAGE]][: -(-len(ids) // PAGE)]
    first, last = (
        statistics.median(cpu_here(_page, db, kind, query, after) for after in some)
        for some in (lasts[:_PAGES], lasts[-_PAGES:])
    )
    return Line(
        f"scrolling {len(ids):,} records {SORTS[sort]}: a page at the end",
        f"{last * 1000:.1f} ms; at the beginning {first * 1000:.1f} ms: {last / first:.1f}x",
        f"≤ {TARGET:.0f}x",
        last / first <= TARGET,
    )


def _page(db: Database, kind: RecordKind, query: ListQuery, after: str) -> None:
    records.page(db, kind, kind.table_fields, query, after=after)
