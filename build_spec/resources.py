"""Checks that a program folder holds every file the program opens while it runs, byte for byte as in the source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_spec.archives import sha256
from build_spec.bootstrap import Stop

_TRANSLATION = "qtbase_zh_CN.qm"


def needed_files(source: Path) -> Iterator[Path]:
    """Yield the files of the source tree that the program opens by name: tables, pictures, styles, migrations."""
    yield from (path for path in (source / "resources").rglob("*") if path.is_file())
    migrations = source / "cadre_desktop" / "storage" / "migrations"
    yield from (path for path in migrations.rglob("*.py") if path.name != "draft.py")


def missing_files(source: Path, program: Path) -> list[str]:
    """Return what a program folder lacks or holds changed, with slashes; Qt's Chinese words are looked for too."""
    missing = []
    for path in needed_files(source):
        name = path.relative_to(source)
        there = program / name
        if not there.is_file() or sha256(there) != sha256(path):
            missing.append(name.as_posix())
    if not any(path.stat().st_size for path in program.rglob(_TRANSLATION)):
        missing.append(_TRANSLATION)
    return sorted(missing)


def require_files(source: Path, program: Path) -> None:
    """Raise Stop naming what a program folder lacks."""
    if missing := missing_files(source, program):
        raise Stop("程序文件夹里缺少：" + "、".join(missing))
