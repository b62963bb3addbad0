"""`python -m benchmarks [names] [--write]`: measure what has a target, print the table, put it into the README."""

import argparse
import importlib
import os
import platform
import sys
from datetime import date
from pathlib import Path

from benchmarks.measure import Line

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- measurements: begin -->", "<!-- measurements: end -->"
NAMES = (
    "start", "search", "scroll", "home", "clocks", "save", "importing", "exporting", "memory", "figures", "store",
    "waiting",
)  # fmt: skip


def main() -> int:
    """Measure the named things, or all; return 1 when a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=f"of: {', '.join(NAMES)}")
    parser.add_argument("--write", action="store_true", help="replace the table in README.md; only a full run may")
    chosen = parser.parse_args()
    if chosen.write and chosen.names:
        parser.error("--write takes a full run")
    lines: list[Line] = []
    for name in chosen.names or NAMES:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        lines += importlib.import_module(f"benchmarks.{name}").run()
    text = table(lines)
    print(text)
    if chosen.write:
        README.write_text(with_table(README.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 1 if any(line.met is False for line in lines) else 0


def table(lines: list[Line]) -> str:
    """Write the lines as a Markdown table, with the machine and the day below."""
    rows = ["| what | measured | target | met |", "|---|---|---|---|", *(line.markdown() for line in lines)]
    return "\n".join([*rows, "", machine()])


def machine() -> str:
    """Say where and when this was measured, and how far to trust it."""
    system = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    return (
        f"Measured {date.today():%Y.%m.%d} on {system}.  Machines are noisy: what is compared runs side by side in one "
        "run, and ratios say more than seconds."
    )


def with_table(text: str, measured: str) -> str:
    """Put the table between the two marks of a text."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{measured}\n{END}{tail}"


if __name__ == "__main__":
    sys.exit(main())
