"""Peak memory: every list of the large county scrolled to its end page by page, and a list of 100,000 exported."""

import sys

from benchmarks import county, exporting
from benchmarks.measure import Line, process, tell
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import PAGE, ListQuery
from cadre_desktop.services import records

MOST_MB = 250
_LISTS = ("observation", "achievement", "annual_assessment")


def run() -> list[Line]:
    """Measure each in a process of its own."""
    size = county.Size()
    county.home_of(size)
    scrolled = process("memory")
    exported = process("exporting", "ours", str(exporting.ROWS))
    return [
        Line(
            f"peak memory: {scrolled.told:,} records read page by page",
            f"{scrolled.peak_mb:.0f} MB",
            f"< {MOST_MB} MB",
            scrolled.peak_mb < MOST_MB,
        ),
        Line(
            f"peak memory: a list of {exporting.ROWS:,} exported",
            f"{exported.peak_mb:.0f} MB",
            f"< {MOST_MB} MB",
            exported.peak_mb < MOST_MB,
        ),
    ]


def main() -> int:
    """Read every list from its first page to its last; return how many rows there were."""
    read = 0
    with county.opened(county.home_of(county.Size())) as db:
        for key in _LISTS:
            kind, offset = BY_KEY[key], 0
            while rows := records.page(db, kind, kind.table_fields, ListQuery(), offset=offset):
                offset += PAGE
                read += len(rows)
    return read


if __name__ == "__main__":
    tell(main())
    sys.exit()
