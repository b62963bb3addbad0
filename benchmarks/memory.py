"""Peak memory: the lists of the large county scrolled through, and a list of 100,000 exported."""

from benchmarks import county, exporting
from benchmarks.measure import Line, process, tell
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records

MOST_MB = 250
_LISTS = ("observation", "achievement", "annual_assessment")
_PAGES = 100


def run() -> list[Line]:
    """Measure each in a process of its own."""
    size = county.Size()
    county.home_of(size)
    scrolled = process("memory")
    exported = process("exporting", "ours", str(exporting.ROWS))
    return [
        Line(
            f"peak memory: lists of {size.records:,} records, {scrolled.told:,} of them scrolled through",
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
    """Count every list, and scroll down its first pages; return how many rows were read."""
    read = 0
    with county.opened(county.home_of(county.Size())) as db:
        for key in _LISTS:
            kind = BY_KEY[key]
            records.count(db, kind, ListQuery())
            last = ""
            for _ in range(_PAGES):
                found = records.page(db, kind, kind.table_fields, ListQuery(), after=last)
                read, last = read + len(found), found[-1].id
    return read


if __name__ == "__main__":
    tell(main())
