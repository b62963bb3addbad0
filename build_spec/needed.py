"""Which installed distributions the program really imports, directly or through others."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution
from pathlib import Path

from build_spec.trimming import keeps

OURS = "cadre_desktop"
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+(\w+)[\w.]*[ \t]+import\b|import[ \t]+([\w., \t]+))", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_names(source: str) -> set[str]:
    """Return the top-level names a module imports absolutely, on a line of its own wherever in its text."""
    names: set[str] = set()
    for whole, plain in _IMPORT.findall(source):
        names.add(whole)
        names.update(part.split()[0].split(".")[0] for part in plain.split(",") if part.strip())
    return names - {""}


def required_names(requirements: Iterable[str]) -> set[str]:
    """Return the names in a distribution's own list of what it needs; extras nobody asked for are left out."""
    wanted = (line for line in requirements if "extra ==" not in line)
    return {_canonical(found[0]) for line in wanted if (found := _NAME.match(line))}


def names_in(files: Iterable[Path]) -> set[str]:
    """Return what some modules import, without the standard library."""
    found: set[str] = set()
    for file in files:
        found |= imported_names(file.read_text(encoding="utf-8", errors="replace"))
    return found - sys.stdlib_module_names


def files_of(distribution: Distribution, folder: Path) -> Iterator[str]:
    """Yield the files of a distribution in a folder, as paths with slashes; what is not there is left out."""
    for file in distribution.files or ():
        path = str(file).replace("\\", "/")
        if not path.startswith("../") and (folder / path).is_file():
            yield path


def owners(distributions: Iterable[Distribution], folder: Path) -> Mapping[str, Distribution]:
    """Map each importable top-level name to the distribution that brings it."""
    found: dict[str, Distribution] = {}
    for distribution in distributions:
        for path in files_of(distribution, folder):
            top, _, rest = path.partition("/")
            if rest or top.endswith((".py", ".so", ".pyd")):
                found.setdefault(top.split(".")[0], distribution)
    return found


def needed_distributions(folder: Path, source: Path) -> list[Distribution]:
    """Return the distributions in a folder that the program in `source` imports, by name, and those they import.

    A name imported anywhere counts, also inside a function or a `try`: what a library uses when it finds it
    (openpyxl uses lxml) was there when the program was tested.
    """
    installed = list(Distribution.discover(path=[str(folder)]))
    bringing, by_name = owners(installed, folder), {_canonical(each.name): each for each in installed}
    needed: dict[str, Distribution] = {}
    waiting = [bringing[name] for name in names_in(source.rglob("*.py")) & bringing.keys()]
    while waiting:
        distribution = waiting.pop()
        if distribution.name in needed:
            continue
        needed[distribution.name] = distribution
        modules = (folder / path for path in files_of(distribution, folder) if path.endswith(".py") and keeps(path))
        waiting += [bringing[name] for name in names_in(modules) & bringing.keys()]
        # What is imported by compiled code shows only there: cryptography needs cffi.
        waiting += [by_name[name] for name in required_names(distribution.requires or ()) & by_name.keys()]
    return [needed[name] for name in sorted(needed, key=str.casefold)]
