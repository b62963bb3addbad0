"""What a package is made of: name, version, licence and where each part came from; the base of notices and SBOM."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

from build_spec.places import NAME, SPEC, SUMMARY

_LICENCE_FILE = re.compile(r"(?i)\b(licen[cs]e|copying|notice|authors|copyright)[^/]*$")
# What the packages' own metadata leave open, read in their licence files.
_LICENCES = {
    "alembic": "MIT",
    "cffi": "MIT-0",
    "chinesecalendar": "MIT",
    "cryptography": "Apache-2.0 OR BSD-3-Clause",
    "defusedxml": "PSF-2.0",
    "et-xmlfile": "MIT",
    "lxml": "BSD-3-Clause",
    "openpyxl": "MIT",
    "orjson": "MPL-2.0 AND (Apache-2.0 OR MIT)",
    "pypinyin": "MIT",
    "pyrage": "MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-calamine": "MIT",
    "python-docx": "MIT",
    "segno": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "sqlalchemy": "MIT",
    "sqlcipher3": "Zlib",
    "xlsxwriter": "BSD-2-Clause",
}
# Libraries linked into a wheel, whose metadata do not name them; a test reads the versions from the libraries.
_LINKED_IN = {
    "cryptography": (("OpenSSL", "4.0.3", "Apache-2.0"),),
    "lxml": (("libxml2", "2.14.6", "MIT"), ("libxslt", "1.1.43", "MIT")),
    "sqlcipher3": (
        ("SQLCipher", "4.19.0", "BSD-3-Clause"),
        ("SQLite", "3.53.4", "blessing"),
        ("OpenSSL", "3.6.0", "Apache-2.0"),
    ),
}
_TEXTS = SPEC / "licenses" / "parts"
"""Licence texts that wheels do not carry themselves, in a folder for each part."""
_FROM_CLASSIFIER = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


@dataclass(frozen=True, slots=True)
class Component:
    """One part: `purl` says where it came from in the form SBOMs use; `files` are its own licence texts."""

    name: str
    version: str
    licence: str
    purl: str
    sort: str = "library"
    files: tuple[Path, ...] = ()


def of_distribution(distribution: Distribution, folder: Path) -> Component:
    """Describe an installed Python package.  Raises ValueError when its licence is not known."""
    name = re.sub(r"[-_.]+", "-", distribution.name).lower()
    texts = [folder / str(file) for file in distribution.files or () if _is_licence(str(file))]
    return Component(
        name=distribution.name,
        version=distribution.version,
        licence=licence_of(name, _metadata(distribution)),
        purl=f"pkg:pypi/{name}@{distribution.version}",
        files=tuple(sorted(path for path in texts if path.is_file())) or own_texts(distribution.name),
    )


def own_texts(name: str) -> tuple[Path, ...]:
    """Return the licence texts of a part that we keep because its wheel has none."""
    folder = _TEXTS / name
    return tuple(sorted(folder.iterdir())) if folder.is_dir() else ()


def linked_into(component: Component) -> tuple[Component, ...]:
    """Return the libraries that are linked into a package and cannot be seen from outside."""
    return tuple(
        Component(name, version, licence, f"pkg:generic/{name.lower()}@{version}", files=own_texts(name))
        for name, version, licence in _LINKED_IN.get(component.name, ())
    )


def of_packages(distributions: Iterable[Distribution], folder: Path) -> list[Component]:
    """Describe Python packages, each followed by what is linked into it.

    Raises ValueError when a licence is not known.
    """
    found = []
    for distribution in distributions:
        component = of_distribution(distribution, folder)
        found += [component, *linked_into(component)]
    return found


def licence_of(name: str, metadata: Mapping[str, list[str]]) -> str:
    """Return a package's licence as an SPDX expression: as we read it, else as its metadata say it."""
    if name in _LICENCES:
        return _LICENCES[name]
    if expression := metadata.get("License-Expression"):
        return expression[0]
    for classifier in metadata.get("Classifier", []):
        if found := _FROM_CLASSIFIER.get(classifier.rpartition(" :: ")[2]):
            return found
    for said in metadata.get("License", []):
        if re.fullmatch(r"[\w.+-]+( (AND|OR) [\w.+-]+)*", said):
            return said
    raise ValueError(f"no licence is known of {name}: read it and name it in components.py")


def program(version: str) -> Component:
    """Describe the program itself."""
    return Component(NAME, version, "Apache-2.0", f"pkg:generic/{NAME}@{version}", sort="application")


def python_runtime(version: str, licence: Path, *, origin: str = "") -> Component:
    """Describe the interpreter; `origin` says where it was taken from when not from python.org."""
    qualifier = f"?origin={origin}" if origin else ""
    return Component(
        "CPython", version, "PSF-2.0", f"pkg:generic/cpython@{version}{qualifier}", sort="platform", files=(licence,)
    )


def qt(version: str) -> Component:
    """Describe Qt, which comes inside the wheels of PySide6."""
    return Component("Qt", version, "LGPL-3.0-only", f"pkg:generic/qt@{version}")


def of_debian_package(name: str, version: str, licence: str, text: Path) -> Component:
    """Describe a library taken from a Debian package of the build machine."""
    files = (text,) if text.is_file() else ()
    return Component(name, version, licence, f"pkg:deb/debian/{name}@{version}", files=files)


def notice(components: Iterable[Component], version: str) -> str:
    """Write the notice that heads the folder of licences, in both languages."""
    lines = [
        f"干部纪实档案 {version}：所用组件及其许可",
        f"Cadre Desktop {version} ({SUMMARY}): components and their licences",
        "",
        "本程序按 Apache License 2.0 许可。下列组件各按自己的许可使用，全文在本文件夹的同名子文件夹里。",
        "Qt、PySide6、Shiboken6 按 LGPL 第 3 版使用，源代码的索取办法和替换办法见 written-offer.txt。",
        "The program is licensed under the Apache License 2.0.  Each component below is used under its own licence,",
        "whose text lies in the folder of the same name.  For Qt, PySide6 and Shiboken6 see written-offer.txt.",
        "",
    ]
    lines += [f"{each.name} {each.version}: {each.licence}" for each in components]
    return "\n".join(lines) + "\n"


def _is_licence(path: str) -> bool:
    return ".dist-info/" in path and _LICENCE_FILE.search(path) is not None


def _metadata(distribution: Distribution) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in set(distribution.metadata):
        found[key] = [str(value) for value in distribution.metadata.get_all(key) or ()]
    return found
