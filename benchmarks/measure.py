"""How things are measured: medians of a few runs, processor seconds of whole processes, peak memory."""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, the figures, the target, and whether it was met."""

    what: str
    measured: str
    target: str
    met: bool | None

    def markdown(self) -> str:
        """Write the line for the table."""
        return f"| {self.what} | {self.measured} | {self.target} | {_VERDICT[self.met]} |"


_VERDICT = {True: "met", False: "**not met**", None: "—"}


def median(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median wall-clock seconds of some runs, after one that warms up."""
    work()
    return statistics.median(timed(work) for _ in range(runs))


def timed(work: Callable[[], object]) -> float:
    """Return the wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds of one run in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True, slots=True)
class Process:
    """What one process cost: processor seconds, wall-clock seconds, peak memory in MB, and what it printed."""

    cpu: float
    wall: float
    peak_mb: float
    output: str


def process(module: str, *arguments: str) -> Process:
    """Run a module of this package in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments], check=True, capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Process(used, time.perf_counter() - start, float(done.stderr.split("peak_mb=")[-1] or 0), done.stdout)


def print_peak() -> None:
    """Tell the parent this process's peak memory; call it last."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak_mb={peak:.1f}", file=sys.stderr)
