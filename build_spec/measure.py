"""Measures how long the window takes to show, from a bundle and from source, alternating, and how big packages are.

    .venv/bin/python build_spec/measure.py [--runs 5]

Under Xvfb.  Cold: the files were put out of the system's memory first; warm: they were just used.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from build_spec.bootstrap import PYTHON, ROOT
from build_spec.linux.bundle import FOLDER
from build_spec.places import DIST, NAME, TITLE

_PATIENCE = 120
_STEP = 0.02


@contextmanager
def screen() -> Iterator[str]:
    """A display nobody looks at."""
    number = f":{60 + os.getpid() % 20}"
    server = subprocess.Popen(["Xvfb", number, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)
        yield number
    finally:
        server.terminate()
        server.wait()


def forget(folders: Sequence[Path]) -> None:
    """Put the files below some folders out of the system's memory, as after a restart."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def time_to_window(command: Sequence[object], environ: Mapping[str, str]) -> tuple[float, float]:
    """Start a program and return the seconds until its window is seen, on the clock and of processor time."""
    look = ["xdotool", "search", "--onlyvisible", "--name", TITLE]
    started = time.monotonic()
    program = subprocess.Popen([str(word) for word in command], env=dict(environ), cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        while subprocess.run(look, env=dict(environ), capture_output=True, check=False).returncode:
            if time.monotonic() - started > _PATIENCE:
                raise TimeoutError("no window")
            time.sleep(_STEP)
        elapsed = time.monotonic() - started
        processor = processor_seconds(program.pid)
    finally:
        program.kill()
        program.wait()
    return elapsed, processor


def processor_seconds(process: int) -> float:
    """Return the processor time a running process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(runs: int) -> list[str]:
    """Return the lines of the table."""
    ways: dict[str, tuple[list[object], list[Path]]] = {
        "安装包里的程序": ([FOLDER / NAME], [FOLDER]),
        "源代码": ([PYTHON, "-m", "cadre_desktop"], [ROOT / "cadre_desktop", PYTHON.parent.parent]),
    }
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    with screen() as display, tempfile.TemporaryDirectory() as home:
        environ = {"PATH": os.environ["PATH"], "HOME": home, "DISPLAY": display, "LC_ALL": "C.UTF-8"}
        for _ in range(runs):
            for way, (command, folders) in ways.items():
                for state in ("冷", "热"):
                    if state == "冷":
                        forget(folders)
                    found.setdefault((way, state), []).append(time_to_window(command, environ))
    lines = ["| 启动方式 | 状态 | 到出现窗口（秒） | 处理器时间（秒） |", "|---|---|---|---|"]
    for (way, state), times in found.items():
        clock, processor = (statistics.median(column) for column in zip(*times, strict=True))
        lines.append(f"| {way} | {state} | {clock:.2f} | {processor:.2f} |")
    return lines


def sizes() -> list[str]:
    """Return a line for every package."""
    lines = ["| 文件 | MB |", "|---|---|"]
    for path in sorted(DIST.iterdir()):
        if path.suffix in {".deb", ".xz", ".exe", ".zip"}:
            lines.append(f"| {path.name} | {path.stat().st_size / 1_000_000:.1f} |")
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="测量安装包的大小和启动时间。")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    sys.stdout.write("\n".join([*sizes(), "", *measure(asked.runs), ""]))
