"""Starting: the door, and our main window behind it over ten thousand people, against a bare PySide6 window."""

import shutil
import statistics
import tempfile
from datetime import timedelta
from pathlib import Path

from benchmarks import county
from benchmarks.measure import OUT, Line, process

RUNS = 7
TARGET = 3.0
_MARKS = ("door", "unlock", "total", "numbers")


def run() -> list[Line]:
    """Measure the processor seconds of whole processes, in turns."""
    size = county.Size(records=0)
    bare: list[float] = []
    ours: dict[str, list[float]] = {mark: [] for mark in _MARKS}
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        home = Path(folder) / "home"
        shutil.copytree(county.home_of(size), home)
        _ours(home)  # from here on every module is compiled and the store has been read
        for _ in range(RUNS):
            bare.append(process("window", "bare").told)
            for mark, seconds in _ours(home).items():
                ours[mark].append(seconds)
        next_day = _ours(home, days_later=1)["unlock"]
    least = statistics.median(bare)
    took = {mark: statistics.median(times) for mark, times in ours.items()}

    def against_bare(mark: str) -> str:
        return f"{took[mark]:.2f} s CPU; bare PySide6 window {least:.2f} s: {took[mark] / least:.1f}x"

    met = took["unlock"] <= TARGET * least
    return [
        Line(
            f"start: from the passphrase entered to the main window, {size.words}",
            against_bare("unlock"),
            f"≤ {TARGET:.0f}x",
            met,
        ),
        Line("… from the start of the process to the passphrase window", against_bare("door"), "—", None),
        Line("… both, with all that is loaded while the passphrase is typed", against_bare("total"), "—", None),
        Line(
            "… from the passphrase entered until the first page shows its numbers",
            f"{took['numbers']:.2f} s CPU",
            "—",
            None,
        ),
        Line("… the first start of a day, ages and years brought up to date", f"{next_day:.2f} s CPU", "—", None),
    ]


def _ours(home: Path, *, days_later: int = 0) -> dict[str, float]:
    """Start the program once; return the seconds by mark."""
    today = county.NOW + timedelta(days=days_later)
    told: dict[str, float] = process("window", "ours", str(home), county.PASSPHRASE, today.isoformat()).told
    return told
