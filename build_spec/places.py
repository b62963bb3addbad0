"""What is built, from which version, and where it goes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from build_spec.bootstrap import ROOT

SPEC = ROOT / "build_spec"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
TOOLS = BUILD / "tools"
"""The locked build tools (PyInstaller, zig, CycloneDX), away from the program's own packages."""

NAME = "cadre-desktop"
TITLE = "干部纪实档案"
SUMMARY = "Offline records of officials and the reports made from them"
APP_ID = "org.cadre.desktop"
"""How UOS knows the program: the folder under /opt/apps."""
PACKAGE_TYPE = "application/x-cadre-package"
PACKAGE_WORDS = "干部信息数据包"
MAINTAINER = "Cadre Desktop maintainers <maintainers@cadre-desktop.invalid>"
PORTABLE_MARK = "portable.txt"
PORTABLE_WORDS = "有这个文件时，程序把数据、设置和日志都放在旁边的 data 文件夹里。删掉它就改用本机用户的数据文件夹。\n"

_DEFAULT_EPOCH = 1_767_225_600  # 2026-01-01, for a source tree without history


def program_version() -> str:
    """Read the version from the source, without importing the program."""
    text = (ROOT / "cadre_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("no version in cadre_desktop/__init__.py")
    return found[1]


def data_version() -> int:
    """Read the number of the newest form of the data from the source."""
    text = (ROOT / "cadre_desktop" / "storage" / "migrations" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r"^LATEST = (\d+)$", text, re.MULTILINE)
    if found is None:
        raise ValueError("no LATEST in cadre_desktop/storage/migrations/__init__.py")
    return int(found[1])


def epoch() -> int:
    """Return the one time every file gets: SOURCE_DATE_EPOCH, else that of the last commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    try:
        done = subprocess.run(
            ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"], capture_output=True, text=True, check=True
        )
        return int(done.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return _DEFAULT_EPOCH


def zig() -> Path:
    """Return the compiler among the build tools."""
    return TOOLS / "ziglang" / ("zig.exe" if sys.platform == "win32" else "zig")
