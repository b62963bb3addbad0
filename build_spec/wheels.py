"""The locked packages, fetched for one platform and unpacked into a folder; nothing is built or run for it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from build_spec.bootstrap import LOCKS, PIP_OPTIONS, PYTHON, say
from build_spec.running import run

PYTHON_TAG = "311"
_FOR_PYTHON = ("--python-version", "3.11", "--implementation", "cp")
# The oldest C library we promise to run with decides which wheels may go in.
LINUX_PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux1_x86_64")
WINDOWS_PLATFORMS = ("win_amd64",)


def install(lock_name: str, folder: Path, platforms: Sequence[str] = ()) -> None:
    """Unpack the packages of a lock into a folder, for some platforms or for this one; nothing to do when it is there.

    Raises Stop when the packages cannot be had.
    """
    lock = LOCKS / lock_name
    stamp = folder / ".installed"
    wanted = hashlib.sha256(lock.read_bytes() + repr(platforms).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    say(f"按锁定文件取包：{lock_name} → {folder.name}")
    chosen = [word for platform in platforms for word in ("--platform", platform)]
    if platforms:
        chosen += _FOR_PYTHON
    command = [PYTHON, "-m", "pip", "install", "-q", *PIP_OPTIONS, "--no-compile", "--target", folder, *chosen]
    run([*command, "-r", lock], f"pip-{folder.name}")
    stamp.write_text(wanted, encoding="ascii")


def fetch_source(name_and_version: str, sha256: str, folder: Path) -> Path:
    """Fetch one source package whose hash is pinned here, without building it; return the file.

    Raises Stop when it cannot be had or is not the one pinned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for held in folder.iterdir():
        if hashlib.sha256(held.read_bytes()).hexdigest() == sha256:
            return held
    requirement = folder.with_suffix(".txt")
    requirement.write_text(f"{name_and_version} --hash=sha256:{sha256}\n", encoding="ascii")
    command = [
        PYTHON,
        "-m",
        "pip",
        "download",
        "-q",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-binary",
        ":all:",
    ]
    run([*command, "--require-hashes", "-d", folder, "-r", requirement], f"fetch-{folder.name}")
    return next(held for held in folder.iterdir() if hashlib.sha256(held.read_bytes()).hexdigest() == sha256)
