"""The interpreter of the Linux bundle: Debian's CPython source, compiled for the oldest C library we promise.

An interpreter of the build machine would do, but drags in that machine's C library: one compiled on Debian 12 does not
start on UOS 20 or Kylin V10.  The source package is Debian's because its security fixes are in and apt checks it.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from build_spec.archives import sha256
from build_spec.bootstrap import Stop, say
from build_spec.linux.mirror import SUITE, mirror
from build_spec.places import BUILD, SPEC, zig
from build_spec.running import read, run

SOURCE_VERSION = "3.11.2-6+deb12u8"
VERSION = SOURCE_VERSION.partition("-")[0]
_SOURCE_SUMS = {
    "python3.11_3.11.2.orig.tar.gz": "2411c74bda5bbcfcddaf4531f66d1adc73f247f529aee981b029513aefdbf849",
    "python3.11_3.11.2-6+deb12u8.debian.tar.xz": "ece2d63c70ac0b7a401fbe6b51b0103be997c294a01a3865549be1862794ba97",
}
_HEADERS = ("zlib1g-dev", "zlib1g", "libexpat1-dev", "libexpat1", "libffi-dev", "libffi8")
_LINKED = ("libz.so.1", "libexpat.so.1", "libffi.so.8")
_NOT_SHIPPED = ("test", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "distutils", "pydoc_data", "venv")
_CONFIGURE = (
    *("--prefix=/python", "--enable-shared", "--without-static-libpython", "--without-ensurepip"),
    *("--with-system-expat", "--with-system-ffi", "--disable-test-modules"),
)
_COMPILE_FLAGS = "-DNDEBUG -O3"
_LINK_FLAGS = "-L{lib} -s -Wl,--allow-shlib-undefined"  # the build machine's libexpat asks for its newer C library


@dataclass(frozen=True, slots=True)
class Runtime:
    """An interpreter in a folder of its own: what to start and what it needs to start."""

    python: Path
    library: Path
    licence: Path
    version: str
    origin: str

    @property
    def environ(self) -> dict[str, str]:
        """The variables with which it runs from there."""
        return {"LD_LIBRARY_PATH": str(self.library), "PYTHONDONTWRITEBYTECODE": "1"}


def make_runtime() -> Runtime:
    """Compile the interpreter, or return the one compiled before from the same recipe.

    Raises Stop when the source cannot be had or does not compile.
    """
    folder = BUILD / "linux" / "python"
    made = Runtime(
        folder / "bin" / "python3.11", folder / "lib", folder / "LICENSE", VERSION, f"debian-{SOURCE_VERSION}"
    )
    stamp = folder / ".recipe"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == _recipe():
        return made
    say(f"编译随包的 Python {VERSION}（只在第一次，约十分钟）")
    work = BUILD / "linux" / "runtime"
    source = _fetch_source(work)
    system = _fetch_headers(work)
    _compile(source, work / "objects", system)
    _collect(source, work / "objects", folder)
    stamp.write_text(_recipe(), encoding="ascii")
    return made


def _recipe() -> str:
    """Return what changes when the interpreter has to be compiled again."""
    settings = (SOURCE_VERSION, _HEADERS, _LINKED, _NOT_SHIPPED, _CONFIGURE, _LINK_FLAGS, _COMPILE_FLAGS)
    digest = hashlib.sha256(repr(settings).encode())
    for path in (SPEC / "linux" / "Setup.local", SPEC / "linux" / "zig-cc.sh"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _apt_options(work: Path) -> list[str]:
    """Make a list of sources and a cache of our own, so that the system's are neither needed nor changed."""
    for part in ("lists/partial", "archives/partial"):
        (work / "apt" / part).mkdir(parents=True, exist_ok=True)
    sources = work / "apt" / "debian.sources"
    sources.write_text(
        f"Types: deb deb-src\nURIs: {mirror()}\nSuites: {SUITE}\nComponents: main\n"
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n",
        encoding="ascii",
    )
    settings = {
        "Dir::State::Lists": work / "apt" / "lists",
        "Dir::Cache": work / "apt",
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "APT::Architecture": "amd64",
        "APT::Sandbox::User": "root",
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def _fetch_source(work: Path) -> Path:
    """Fetch, check and unpack the source with Debian's patches."""
    for tool in ("apt-get", "dpkg-source", "make"):
        if shutil.which(tool) is None:
            raise Stop(f"编译随包的 Python 需要 {tool}（Debian：apt-get install dpkg-dev make）；或加 --host-python。")
    options = _apt_options(work)
    run(["apt-get", *options, "-q", "update"], "apt-update")
    run(
        ["apt-get", *options, "-q", "source", "--download-only", f"python3.11={SOURCE_VERSION}"],
        "apt-source",
        folder=work,
    )
    for name, pinned in _SOURCE_SUMS.items():
        if sha256(work / name) != pinned:
            raise Stop(f"{name} 的校验和与锁定的不一致，不使用它。")
    source = work / "source"
    shutil.rmtree(source, ignore_errors=True)
    description = f"python3.11_{SOURCE_VERSION}.dsc"
    run(["dpkg-source", "--no-check", "-x", description, source], "dpkg-source", folder=work)
    return source


def _fetch_headers(work: Path) -> Path:
    """Unpack the headers and libraries of three small libraries, without installing them."""
    system, held = work / "system", work / "debs"
    shutil.rmtree(system, ignore_errors=True)
    shutil.rmtree(held, ignore_errors=True)
    held.mkdir(parents=True)
    run(["apt-get", *_apt_options(work), "-q", "download", *_HEADERS], "apt-headers", folder=held)
    unpacked = work / "unpacked"
    for package in sorted(held.glob("*.deb")):
        run(["dpkg-deb", "-x", package, unpacked], "dpkg-deb")
    (system / "include").mkdir(parents=True)
    (system / "lib").mkdir()
    for folder in (unpacked / "usr/include", unpacked / "usr/include/x86_64-linux-gnu"):
        for header in folder.glob("*.h"):
            shutil.copyfile(header, system / "include" / header.name)
    for name in _LINKED:
        found = next(path for path in sorted(unpacked.rglob(name)))
        shutil.copyfile(found.resolve(), system / "lib" / name)
        (system / "lib" / f"{name.partition('.so')[0]}.so").symlink_to(name)
    return system


def _compile(source: Path, objects: Path, system: Path) -> None:
    shutil.rmtree(objects, ignore_errors=True)
    (objects / "Modules").mkdir(parents=True)
    shutil.copyfile(SPEC / "linux" / "Setup.local", objects / "Modules" / "Setup.local")
    archiver = objects / "zig-ar.sh"
    archiver.write_text('#!/bin/sh\nexec "$CADRE_ZIG" ar "$@"\n', encoding="ascii")
    archiver.chmod(0o755)
    environ = {"CADRE_ZIG": str(zig()), "PKG_CONFIG": "/bin/false", "SOURCE_DATE_EPOCH": "0", "LC_ALL": "C"}
    link = _LINK_FLAGS.format(lib=system / "lib")
    answers = {"ac_cv_broken_nice": "no"}  # else the answer depends on how politely we build
    configure = [
        *(os.path.relpath(source / "configure", objects), *_CONFIGURE),  # its path goes into the library
        *(f"CC={SPEC / 'linux' / 'zig-cc.sh'}", f"AR={archiver}", f"CPPFLAGS=-I{system / 'include'}"),
        *(f"LDFLAGS={link}", f"OPT={_COMPILE_FLAGS} -ffile-prefix-map={objects.parent}=."),
    ]
    run(configure, "python-configure", folder=objects, environ=environ | answers)
    # No libpython3.so: nothing of ours links it, and zig cannot make a library of another one alone.
    make = ["make", f"-j{os.cpu_count() or 1}", "PY3LIBRARY=", "python"]
    run(make, "python-make", folder=objects, environ=environ)
    describe = [objects / "python", "-E", "-S", "-m", "sysconfig", "--generate-posix-vars"]
    run(describe, "python-describe", folder=objects, environ={"LD_LIBRARY_PATH": str(objects)})


def _collect(source: Path, objects: Path, folder: Path) -> None:
    """Lay out what an installed interpreter has: the program, its library, the modules and their description."""
    shutil.rmtree(folder, ignore_errors=True)
    modules = folder / "lib" / "python3.11"
    (folder / "bin").mkdir(parents=True)
    skipped = shutil.ignore_patterns(*_NOT_SHIPPED, "__pycache__", "*.exe")
    shutil.copytree(source / "Lib", modules, ignore=skipped)
    (modules / "lib-dynload").mkdir()
    shutil.copy2(objects / "python", folder / "bin" / "python3.11")
    shutil.copy2(objects / "libpython3.11.so.1.0", folder / "lib")
    shutil.copy2((objects / "../system/lib/libffi.so.8").resolve(), folder / "lib")
    described = objects / (objects / "pybuilddir.txt").read_text(encoding="ascii").strip()
    description = next(described.glob("_sysconfigdata*.py"))
    text = placeless(description.read_text(encoding="utf-8"), {objects.parent: "build", SPEC: "build_spec"})
    (modules / description.name).write_text(text, encoding="utf-8")
    headers = folder / "include" / "python3.11"
    headers.mkdir(parents=True)
    shutil.copy2(objects / "pyconfig.h", headers)
    shutil.copy2(source / "LICENSE", folder / "LICENSE")
    code = "import ctypes, zlib, pyexpat, sys; print(sys.version)"
    found = read(["env", f"LD_LIBRARY_PATH={folder / 'lib'}", folder / "bin" / "python3.11", "-c", code])
    say("随包的 Python：", found.strip())


def placeless(description: str, folders: Mapping[Path, str]) -> str:
    """Return the interpreter's description of its own making without the build machine's folders.

    They are replaced by names; the text is laid out anew, because its lines break by the length of the paths.
    """
    (assignment,) = ast.parse(description).body
    assert isinstance(assignment, ast.Assign)
    values: dict[str, object] = ast.literal_eval(assignment.value)
    lines = []
    for name, value in sorted(values.items()):
        if isinstance(value, str):
            for folder, word in folders.items():
                value = value.replace(str(folder), word)
        lines.append(f"    {name!r}: {value!r},\n")
    return "build_time_vars = {\n" + "".join(lines) + "}\n"
