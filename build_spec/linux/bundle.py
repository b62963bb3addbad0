"""The Linux bundle: a folder with the program and all it needs, made by PyInstaller, trimmed and checked."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import Distribution
from pathlib import Path

from build_spec import components, legal, wheels
from build_spec.archives import files_below, set_times
from build_spec.bootstrap import PYTHON, ROOT, XCB_LIBRARIES, Stop, install_by_apt, missing_packages, say
from build_spec.components import Component
from build_spec.libraries import CARRIED_LIBRARIES, Report, examine
from build_spec.linux.runtime import Runtime, make_runtime
from build_spec.needed import needed_distributions
from build_spec.places import BUILD, NAME, SPEC, TOOLS, epoch, program_version
from build_spec.resources import require_files
from build_spec.running import read, run

FOLDER = BUILD / "linux" / "bundle" / NAME
_USER_BASE = BUILD / "linux" / "user"
SITE = _USER_BASE / "lib" / "python3.11" / "site-packages"
"""PyInstaller keeps the folders of libraries only below what Python calls a site-packages folder."""
_CARRIED_LICENCE = "MIT"  # of all of them


def make_bundle(*, host_python: bool = False) -> tuple[Path, Report]:
    """Make the bundle and return its folder and what its libraries ask of the system.

    `host_python` takes the interpreter at hand instead of compiling one for the oldest system.
    Raises Stop when a step fails or the libraries ask for what the base systems do not have.
    """
    if not install_by_apt(missing_packages(XCB_LIBRARIES)):
        raise Stop("制作安装包要用到 X11 的库，请按上面的提示安装后重试。")
    wheels.install("app.txt", SITE, wheels.LINUX_PLATFORMS)
    runtime = host_runtime() if host_python else make_runtime()
    say("用 PyInstaller 制作 Linux 程序文件夹")
    _run_pyinstaller(runtime)
    _strip_debugging()
    require_files(ROOT, FOLDER / "_internal")
    report = examine(FOLDER)
    _judge(report, strict=not host_python)
    parts = _components(runtime)
    legal.write_licences(FOLDER / legal.FOLDER_NAME, parts, program_version())
    head = components.program(program_version())
    (FOLDER / "sbom.cdx.json").write_text(legal.sbom(head, parts, epoch()), encoding="utf-8", newline="\n")
    for path in files_below(FOLDER):
        if not path.is_symlink():
            runs = path.name == NAME or ".so" in path.name
            path.chmod(0o755 if runs else 0o644)
    set_times(FOLDER, epoch())
    return FOLDER, report


def host_runtime() -> Runtime:
    """Describe the interpreter at hand; the bundle then runs on systems as new as this one only."""
    code = (
        "import os, sys, sysconfig, platform; print(os.path.realpath(sys.executable));"
        "print(sysconfig.get_config_var('LIBDIR')); print(platform.python_version()); print(os.__file__)"
    )
    python, library, version, module = read([PYTHON, "-c", code]).split()
    licence = Path(module).parent / "LICENSE.txt"
    return Runtime(Path(python), Path(library), licence, version, "build-machine")


def _run_pyinstaller(runtime: Runtime) -> None:
    shutil.rmtree(FOLDER.parent, ignore_errors=True)
    environ = {
        **runtime.environ,
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, SITE, TOOLS))),
        "PYTHONUSERBASE": str(_USER_BASE),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(epoch()),
        "QT_QPA_PLATFORM": "offscreen",
        "PYINSTALLER_CONFIG_DIR": str(BUILD / "linux" / "pyinstaller"),
    }
    places = ["--distpath", FOLDER.parent, "--workpath", BUILD / "linux" / "work"]
    command = [runtime.python, "-m", "PyInstaller", "--noconfirm", "--clean", *places, SPEC / "bundle.spec"]
    run(command, "pyinstaller", folder=ROOT, environ=environ)


def _strip_debugging() -> None:
    """Take out what only debuggers read: some wheels carry more of it than code.  Qt's libraries stay as they are."""
    for library in sorted(FOLDER.rglob("*.so")):
        if "PySide6" not in library.parts and "shiboken6" not in library.parts:
            run(["strip", "--strip-debug", "--enable-deterministic-archives", library], "strip")


def _judge(report: Report, *, strict: bool) -> None:
    """Say what the bundle asks of the system; stop when that is more than the base systems have."""
    say(f"{len(report.needs)} 个程序库，需要 glibc {'.'.join(map(str, report.newest_glibc))} 以上")
    for library, users in sorted(report.foreign.items()):
        say(f"  {library} 不在包里，也不在基础库名单里：{'、'.join(sorted(users))}")
    for name, versions in sorted(report.too_new.items()):
        say(f"  {name} 要用较新系统的函数：{'、'.join(sorted(versions))}")
    if report.foreign or (strict and report.too_new):
        raise Stop("程序库检查没有通过，见上。")


def _components(runtime: Runtime) -> Sequence[Component]:
    """List what is in the bundle: packages, interpreter, Qt, libraries of the build machine."""
    distributions = needed_distributions(SITE, ROOT / "cadre_desktop")
    found = components.of_packages(distributions, SITE)
    found.append(components.python_runtime(runtime.version, runtime.licence, origin=runtime.origin))
    found.append(components.qt(_version(distributions, "PySide6_Essentials")))
    for name in sorted(set(CARRIED_LIBRARIES.values())):
        if version := _debian_version(name):
            text = Path("/usr/share/doc") / name / "copyright"
            found.append(components.of_debian_package(name, version, _CARRIED_LICENCE, text))
        else:
            raise Stop(f"没有安装 {name}，不知道包里用的是哪个版本。")
    return found


def _version(distributions: Sequence[Distribution], name: str) -> str:
    return next(each.version for each in distributions if each.name == name)


def _debian_version(name: str) -> str:
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
