"""Tries the Linux packages in a clean Debian without Python and without network, as a clerk would use them.

    .venv/bin/python build_spec/smoke_test.py [--suite bookworm] [--previous OLD.deb] [--folder dist]

As root.  Without --previous, the package itself under a lower version number stands for the earlier release.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from build_spec.bootstrap import ROOT, Stop, say
from build_spec.places import BUILD, DIST, NAME, program_version
from build_spec.running import read, run
from build_spec.smoke.clean_root import CleanRoot
from build_spec.smoke.steps import ROSTER, Failure, Inbox, Smoke

PREVIOUS_VERSION = "0.0.1"


def field(package: Path, name: str) -> str:
    """Read a field of a package."""
    return read(["dpkg-deb", "-f", package, name]).strip()


def relabelled(package: Path, version: str) -> Path:
    """Return the same package under another version number, its scripts included."""
    folder = BUILD / "smoke" / f"package-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    run(["dpkg-deb", "-R", package, folder], "smoke-unpack")
    present = field(package, "Version")
    for name in ("control", "preinst"):
        file = folder / "DEBIAN" / name
        file.write_text(file.read_text(encoding="utf-8").replace(present, version), encoding="utf-8")
    target = folder.with_suffix(".deb")
    run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", folder, target], "smoke-pack")
    shutil.rmtree(folder)
    return target


def damaged(package: Path) -> tuple[Path, Path]:
    """Return two broken copies of a package: one byte flipped in the middle, and the end cut off."""
    whole = package.read_bytes()
    middle = len(whole) // 2
    flipped, cut = (BUILD / "smoke" / f"{kind}.deb" for kind in ("flipped", "cut"))
    flipped.write_bytes(whole[:middle] + bytes([whole[middle] ^ 0xFF]) + whole[middle + 1 :])
    cut.write_bytes(whole[: middle * 3 // 2])
    return flipped, cut


def main(arguments: Sequence[str]) -> int:
    """Do every step; return 0 when all went well."""
    parser = argparse.ArgumentParser(description="在干净的系统里试装试用。")
    parser.add_argument("--suite", default="bookworm", help="Debian 的代号：bookworm（12）、bullseye（11）")
    parser.add_argument("--previous", type=Path, help="上一版的 .deb")
    parser.add_argument("--folder", type=Path, default=DIST, help="安装包所在的文件夹")
    asked = parser.parse_args(arguments)
    version = program_version()
    package = asked.folder / f"{NAME}_{version}_amd64.deb"
    portable = asked.folder / f"{NAME}-{version}-linux-x86_64-portable.tar.xz"
    depends = [one.strip() for one in field(package, "Depends").split(",")]
    try:
        root = CleanRoot(asked.suite, depends)
        previous = asked.previous or relabelled(package, PREVIOUS_VERSION)
        flipped, cut = damaged(package)
        inbox = Inbox(root, package=package, previous=previous, flipped=flipped, cut=cut, portable=portable)
        shutil.copy(ROOT / "tests" / "data" / ROSTER, inbox.folder)
        with root:
            smoke = Smoke(root, inbox, field(package, "Version"), field(previous, "Version"))
            for step in smoke.steps():
                started = time.monotonic()
                step()
                words = (step.__doc__ or "").strip().splitlines()[0]
                say(f"通过（{time.monotonic() - started:.0f} 秒）：{words}")
    except (Failure, Stop) as failure:
        say("没有通过：", failure)
        return 1
    return 0


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
