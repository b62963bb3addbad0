"""The Windows packages made of the program folder: a portable zip, and the installer where NSIS is at hand."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from build_spec.archives import files_below, write_zip
from build_spec.bootstrap import say
from build_spec.places import BUILD, NAME, PORTABLE_MARK, PORTABLE_WORDS, SPEC, epoch, program_version
from build_spec.running import run

_TARGET = "amd64-unicode"
_WINDOWS_PLACE = Path("C:/Program Files (x86)/NSIS/makensis.exe")


def make_zip(stage: Path, folder: Path) -> Path:
    """Pack the program folder so that it keeps its data beside itself; return the file."""
    portable = BUILD / "windows" / "portable"
    shutil.rmtree(portable, ignore_errors=True)
    shutil.copytree(stage, portable)
    (portable / PORTABLE_MARK).write_text(PORTABLE_WORDS, encoding="utf-8", newline="\r\n")
    target = folder / f"{NAME}-{program_version()}-windows-x64-portable.zip"
    write_zip(target, portable, NAME, epoch())
    return target


def make_installer(stage: Path, folder: Path) -> Path | None:
    """Compile the installer and return it; None on a machine without NSIS.  Raises Stop when it does not compile."""
    compiler = find_makensis()
    if compiler is None:
        say("没有 NSIS（makensis），不做 Windows 安装程序。Debian：apt-get install nsis；Windows：安装 NSIS 3。")
        return None
    say("用 NSIS 制作 Windows 安装程序")
    target = folder / f"{NAME}-{program_version()}-windows-x64-setup.exe"
    run(
        nsis_command(compiler, stage, target, program_version()),
        "makensis",
        environ={"SOURCE_DATE_EPOCH": str(epoch())},
    )
    return target


def nsis_command(compiler: Path, stage: Path, target: Path, version: str) -> list[object]:
    """Return the command that compiles the installer of a program folder under some version."""
    size = -(-sum(path.stat().st_size for path in files_below(stage)) // 1024)
    given: dict[str, object] = {"VERSION": version, "STAGE": stage, "OUTFILE": target, "SIZE_KB": size}
    if _has_64_bit_target(compiler):
        given["TARGET"] = _TARGET
    words = [f"-D{name}={value}" for name, value in given.items()]
    return [compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, SPEC / "windows" / "installer.nsi"]


def _has_64_bit_target(compiler: Path) -> bool:
    """Tell whether this NSIS can make a 64-bit installer, as Debian's can; a 32-bit one does the same."""
    places = (compiler.parent / "Stubs", Path("/usr/share/nsis/Stubs"))
    return any((place / f"lzma_solid-{_TARGET}").is_file() for place in places)


def find_makensis() -> Path | None:
    """Return the compiler of installers, from the search path or from its usual place on Windows."""
    if found := shutil.which("makensis"):
        return Path(found)
    return _WINDOWS_PLACE if sys.platform == "win32" and _WINDOWS_PLACE.is_file() else None
