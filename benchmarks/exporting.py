"""Exporting a styled list of 100,000 rows: time and memory of our writer and of openpyxl's write_only mode."""

import sys
import tempfile
from pathlib import Path

from benchmarks.files import LIST_COLUMNS, list_rows, list_sheet
from benchmarks.measure import OUT, Line, process, tell
from cadre_desktop.formats.long_list import reference_book, write_long_list

ROWS = 100_000
MOST_MB = 60


def run() -> list[Line]:
    """Measure whole processes; one that only makes the rows gives the base of both."""
    made = {way: process("exporting", way, str(ROWS)) for way in ("nothing", "ours", "openpyxl")}
    base = made["nothing"]
    ours, theirs = (made[way].cpu - base.cpu for way in ("ours", "openpyxl"))
    over, over_theirs = (made[way].peak_mb - base.peak_mb for way in ("ours", "openpyxl"))
    return [
        Line(
            f"export of a styled list, {ROWS:,} x {LIST_COLUMNS}",
            f"{ours:.1f} s CPU; the same sheet by openpyxl write_only {theirs:.1f} s: {ours / theirs:.2f}x",
            "no slower",
            ours <= theirs,
        ),
        Line(
            "… memory over a process that only makes the rows",
            f"{over:.0f} MB; openpyxl {over_theirs:.0f} MB",
            f"≤ {MOST_MB} MB",
            over <= MOST_MB,
        ),
    ]


def main(way: str, rows: int) -> None:
    """Do one of the three in this process."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        path = Path(folder) / "list.xlsx"
        if way == "ours":
            write_long_list(path, list_sheet(), list_rows(rows))
        elif way == "openpyxl":
            write_long_list(path, list_sheet(), list_rows(rows), make_book=reference_book)
        else:
            for _ in list_rows(rows):
                pass
    tell()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
