"""Makes the packages this machine can make, into dist/: Debian packages, portable archives, the Windows installer."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from build_spec import wheels
from build_spec.archives import write_sums
from build_spec.bootstrap import Stop, say
from build_spec.places import DIST, TOOLS, epoch, program_version

_BUDGET_MB = {".deb": 55, ".exe": 60, ".zip": 80, ".xz": 60}
"""What a file of each kind may weigh at most; clerks carry them on sticks and copy them over slow disks."""


def build_linux(folder: Path, *, host_python: bool) -> list[Path]:
    """Make the Debian packages and the portable archive of one bundle."""
    from build_spec.libraries import packages_for
    from build_spec.linux.bundle import make_bundle
    from build_spec.linux.deb import DEBIAN, UOS, make_deb
    from build_spec.linux.portable import make_portable

    bundle, report = make_bundle(host_python=host_python)
    depends, version = packages_for(report), program_version()
    made = []
    for layout in (DEBIAN, UOS):
        say("打包：", layout.package)
        made.append(make_deb(layout, bundle, depends, version, epoch(), folder))
    say("打包便携版")
    made.append(make_portable(bundle, version, epoch(), folder))
    made.append(copy_sbom(bundle, folder, "linux-x86_64"))
    return made


def build_windows(folder: Path) -> list[Path]:
    """Make the portable zip and, where NSIS is at hand, the installer."""
    from build_spec.windows.installer import make_installer, make_zip
    from build_spec.windows.stage import make_stage

    stage = make_stage()
    made = [make_zip(stage, folder), copy_sbom(stage, folder, "windows-x64")]
    installer = make_installer(stage, folder)
    return [*made, *([installer] if installer else [])]


def copy_sbom(program: Path, folder: Path, platform: str) -> Path:
    """Lay the list of components beside the packages as well."""
    target = folder / f"cadre-desktop-{program_version()}-{platform}.cdx.json"
    shutil.copyfile(program / "sbom.cdx.json", target)
    return target


def packages_in(folder: Path, version: str) -> list[Path]:
    """Return everything of one version in a folder: what was made on another day counts too."""
    return sorted(path for path in folder.iterdir() if path.is_file() and version in re.split(r"[-_]", path.name))


def over_budget(files: Sequence[Path]) -> list[str]:
    """Return a sentence for every package that has grown too big."""
    found = []
    for file in files:
        allowed = _BUDGET_MB.get(file.suffix)
        size = file.stat().st_size / 1_000_000
        if allowed is not None and size > allowed:
            found.append(f"{file.name} 有 {size:.1f} MB，超过了 {allowed} MB 的上限。")
    return found


def main(arguments: Sequence[str]) -> int:
    """Build what was asked for; return 0, or 1 when a step failed or a package is too big."""
    parser = argparse.ArgumentParser(prog="dev.py package", description="制作安装包，放进 dist/。")
    parser.add_argument("targets", nargs="*", metavar="linux|windows", help="默认：本机能做的全部")
    parser.add_argument("--host-python", action="store_true", help="用本机的 Python 做 Linux 包（旧系统上不能用）")
    asked = parser.parse_args(arguments)
    able: dict[str, Callable[[Path], list[Path]]] = {"windows": build_windows}
    if sys.platform.startswith("linux"):
        able = {"linux": lambda folder: build_linux(folder, host_python=asked.host_python), **able}
    if unknown := set(asked.targets) - able.keys():
        say("在本机上不能做：" + "、".join(sorted(unknown)))
        return 2
    try:
        DIST.mkdir(exist_ok=True)
        wheels.install("package.txt", TOOLS)
        made = [file for name in able if not asked.targets or name in asked.targets for file in able[name](DIST)]
    except Stop as reason:
        say(reason)
        return 1
    made.append(write_sums(DIST, packages_in(DIST, program_version())))
    for file in made:
        sys.stdout.write(f"{file.stat().st_size / 1_000_000:8.1f} MB  {file.name}\n")
    too_big = over_budget(made)
    for sentence in too_big:
        say(sentence)
    return 1 if too_big else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
