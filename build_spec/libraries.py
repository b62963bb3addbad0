"""Checks that the libraries of a bundle open on the oldest system we promise, with nothing from the build machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_spec.elf import Needs, is_elf, read_needs

OLDEST_GLIBC = (2, 28)
"""UOS 20; Kylin V10 has 2.31, Debian 12 2.36."""
_OLDEST = {"GLIBC": OLDEST_GLIBC, "GLIBCXX": (3, 4, 25), "CXXABI": (1, 3, 11), "GCC": (8, 0, 0)}

BASE_LIBRARIES: Mapping[str, str] = {
    **dict.fromkeys(("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1"), "libc6"),
    "ld-linux-x86-64.so.2": "libc6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libexpat.so.1": "libexpat1",
    "libzstd.so.1": "libzstd1",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libxcb.so.1": "libxcb1",
    **{
        f"libxcb-{name}.so.0": f"libxcb-{name}0"
        for name in ("glx", "randr", "render", "shape", "shm", "xfixes", "xinput", "sync", "xinerama")
    },
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What every desktop named in the README has, and the Debian package it comes from."""

CARRIED_LIBRARIES: Mapping[str, str] = {
    "libffi.so.8": "libffi8",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-util.so.1": "libxcb-util1",
}
"""What older desktops lack or have under another name: taken along from these packages of the build machine."""

OPTIONAL_LIBRARIES: Mapping[str, str] = {"libcups.so.2": "libcups2 | libcups2t64"}
"""Needed by one plugin only, which Qt leaves aside when it does not load: printing through CUPS."""


@dataclass(slots=True)
class Report:
    """What was found in a bundle."""

    needs: dict[str, Needs] = field(default_factory=dict)
    outside: dict[str, set[str]] = field(default_factory=dict)
    """System libraries, and the files that ask for them."""
    foreign: dict[str, set[str]] = field(default_factory=dict)
    """Libraries neither in the bundle nor in the base list."""
    too_new: dict[str, set[str]] = field(default_factory=dict)
    """Files that ask for functions the oldest system does not have."""
    newest_glibc: tuple[int, ...] = (0,)

    @property
    def passes(self) -> bool:
        """Say whether the bundle asks for nothing that may be missing."""
        return not self.foreign and not self.too_new


def examine(bundle: Path) -> Report:
    """Read every shared library of a bundle and compare what it asks for with the base list."""
    report = Report()
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path)]
    report.needs = {path.relative_to(bundle).as_posix(): read_needs(path) for path in files}
    inside = {path.name for path in bundle.rglob("*")} | {needs.soname for needs in report.needs.values()}
    for name, needs in sorted(report.needs.items()):
        for library in needs.libraries:
            if library in inside:
                continue
            report.outside.setdefault(library, set()).add(name)
            if library not in BASE_LIBRARIES and library not in OPTIONAL_LIBRARIES:
                report.foreign.setdefault(library, set()).add(name)
        _note_versions(report, name, needs)
    return report


def _note_versions(report: Report, name: str, needs: Needs) -> None:
    for _, version in needs.versions:
        family, number = version_number(version)
        if family == "GLIBC":
            report.newest_glibc = max(report.newest_glibc, number)
        if number > _OLDEST.get(family, number):
            report.too_new.setdefault(name, set()).add(version)


def version_number(version: str) -> tuple[str, tuple[int, ...]]:
    """Split "GLIBC_2.34" into its family and number; a name without a number counts as the oldest."""
    family, _, number = version.partition("_")
    return (family, tuple(map(int, number.split(".")))) if re.fullmatch(r"\d+(\.\d+)*", number) else (family, (0,))


def packages_for(report: Report) -> list[str]:
    """Return what a Debian package of the bundle has to depend on, sorted, the C library first."""
    found = {BASE_LIBRARIES[library] for library in report.outside if library in BASE_LIBRARIES} - {"libc6"}
    glibc = ".".join(map(str, report.newest_glibc))
    return [f"libc6 (>= {glibc})", *sorted(found)]
