"""How things are measured: medians of a few runs, processor seconds of whole processes, peak memory."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "out" / "bench"
"""Where stores and files to measure with are kept."""
_VERDICT = {True: "yes", False: "**no**", None: "—"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, the figures, the target, and whether it was met (None: no target)."""

    what: str
    measured: str
    target: str
    met: bool | None

    def markdown(self) -> str:
        """Write the line for the table."""
        return f"| {self.what} | {self.measured} | {self.target} | {_VERDICT[self.met]} |"


def wall(work: Callable[[], object]) -> float:
    """Return the wall-clock seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu(work: Callable[[], object]) -> float:
    """Return the processor seconds of one run, in this process and the ones it waited for."""
    start = _used()
    work()
    return _used() - start


def cpu_here(work: Callable[..., object], *arguments: object) -> float:
    """Return the processor seconds of one run of this thread: for work of milliseconds that waits for nobody."""
    start = time.thread_time()
    work(*arguments)
    return time.thread_time() - start


def medians(
    *works: Callable[[], object], runs: int = 5, clock: Callable[[Callable[[], object]], float] = cpu
) -> list[float]:
    """Return the median of each work's runs; they take turns, so that a busy moment hits all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, times in zip(works, taken, strict=True):
            times.append(clock(work))
    return [statistics.median(times) for times in taken]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True, slots=True)
class Process:
    """What one process cost: processor seconds, peak memory in MB, and what it had to tell."""

    cpu: float
    peak_mb: float
    told: Any


def process(module: str, *arguments: str) -> Process:
    """Run a module of this package in a process of its own; it ends by calling `tell`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=_environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    answer = json.loads(done.stdout.splitlines()[-1])
    return Process(used, answer["peak_mb"], answer["told"])


def tell(told: Any = None) -> None:
    """Tell the parent this process's peak memory and its result; call it last."""
    print(json.dumps({"peak_mb": _peak_mb(), "told": told}))


def _peak_mb() -> float:
    """Read this process's own peak; what `getrusage` tells may be that of the process it was started from."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _environment() -> dict[str, str]:
    """Let the process find its modules compiled, as an installed program does."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"QT_QPA_PLATFORM": "offscreen", **kept, "PYTHONPYCACHEPREFIX": str(OUT / "compiled")}


def _used() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
