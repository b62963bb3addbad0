"""The portable Linux archive: the bundle with the mark that keeps its data beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from build_spec.archives import write_tar_xz
from build_spec.places import BUILD, NAME, PORTABLE_MARK, PORTABLE_WORDS


def make_portable(bundle: Path, version: str, epoch: int, folder: Path) -> Path:
    """Pack the bundle with the mark and return the archive."""
    portable = BUILD / "linux" / "portable"
    shutil.rmtree(portable, ignore_errors=True)
    shutil.copytree(bundle, portable)
    (portable / PORTABLE_MARK).write_text(PORTABLE_WORDS, encoding="utf-8", newline="\n")
    target = folder / f"{NAME}-{version}-linux-x86_64-portable.tar.xz"
    write_tar_xz(target, portable, NAME, epoch)
    return target
