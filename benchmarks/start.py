"""Starting: our main window after the passphrase, over ten thousand people, against a bare PySide6 window."""

import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks import county
from benchmarks.measure import OUT, Line, process

RUNS = 5
TARGET = 3.0


def run() -> list[Line]:
    """Measure the processor seconds of whole processes, in turns."""
    size = county.Size(records=0)
    with tempfile.TemporaryDirectory(dir=OUT) as folder:
        home = Path(folder) / "home"
        shutil.copytree(county.home_of(size), home)
        taken: dict[str, list[float]] = {"bare": [], "ours": []}
        process("window", "ours", str(home))  # from here on every module is compiled and the store has been read
        for _ in range(RUNS):
            for which, times in taken.items():
                times.append(process("window", which, str(home)).told)
        next_day = process("window", "next-day", str(home)).told
    bare, ours = (statistics.median(taken[which]) for which in ("bare", "ours"))
    return [
        Line(
            f"start: main window after the passphrase, {size.words}",
            f"{ours:.2f} s CPU; bare PySide6 window {bare:.2f} s: {ours / bare:.1f}x",
            f"≤ {TARGET:.0f}x",
            ours / bare <= TARGET,
        ),
        Line("… the first start of a day, ages and years brought up to date", f"{next_day:.2f} s CPU", "—", None),
    ]
