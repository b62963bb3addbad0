"""Every part is named with its licence, and the texts go along."""

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
import sqlcipher3
from cryptography.hazmat.backends.openssl.backend import backend
from lxml import etree

from build_spec import components, legal
from build_spec.components import Component, licence_of, notice

SPEC = Path(__file__).resolve().parent.parent.parent / "build_spec"


@pytest.mark.parametrize(
    ("name", "metadata", "licence"),
    [
        ("pyside6-essentials", {"License": ["LGPL"]}, "LGPL-3.0-only"),
        ("new", {"License-Expression": ["MIT OR Apache-2.0"], "License": ["x"]}, "MIT OR Apache-2.0"),
        ("new", {"Classifier": ["Programming Language :: C", "License :: OSI Approved :: MIT License"]}, "MIT"),
        ("new", {"License": ["BSD-3-Clause"]}, "BSD-3-Clause"),
    ],
)
def test_a_licence_is_taken_from_the_surest_place(name: str, metadata: dict[str, list[str]], licence: str) -> None:
    assert licence_of(name, metadata) == licence


@pytest.mark.parametrize("metadata", [{}, {"License": ["see the file"]}, {"Classifier": ["License :: Free For Me"]}])
def test_a_part_whose_licence_nobody_knows_stops_the_build(metadata: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="no licence is known of new"):
        licence_of("new", metadata)


@pytest.fixture
def parts(tmp_path: Path) -> list[Component]:
    text = tmp_path / "LICENSE"
    text.write_text("MIT text")
    return [
        Component("openpyxl", "3.1.5", "MIT", "pkg:pypi/openpyxl@3.1.5", files=(text,)),
        components.qt("6.9.3"),
    ]


def test_the_folder_of_licences_is_complete_and_always_the_same(tmp_path: Path, parts: list[Component]) -> None:
    for name in ("one", "other"):
        legal.write_licences(tmp_path / name, parts, "0.1.0")
    names = sorted(p.relative_to(tmp_path / "one").as_posix() for p in (tmp_path / "one").rglob("*") if p.is_file())
    assert names == [
        "Apache-2.0.txt",
        "GPL-3.0.txt",
        "LGPL-3.0.txt",
        "NOTICE.txt",
        "openpyxl/LICENSE",
        "written-offer.txt",
    ]
    assert all((tmp_path / "one" / n).read_bytes() == (tmp_path / "other" / n).read_bytes() for n in names)


def test_the_notice_names_every_part_in_both_languages(parts: list[Component]) -> None:
    text = notice(parts, "0.1.0")
    assert "openpyxl 3.1.5: MIT\n" in text
    assert "Qt 6.9.3: LGPL-3.0-only\n" in text
    assert "written-offer.txt" in text
    assert re.search("许可", text)
    assert "licence" in text


def test_the_written_offer_speaks_of_the_qt_that_is_locked() -> None:
    lock = (SPEC / "requirements" / "app.txt").read_text()
    version = re.search(r"^pyside6-essentials==([\d.]+)", lock, re.MULTILINE)
    assert version is not None
    offer = (SPEC / "licenses" / "written-offer.txt").read_text(encoding="utf-8")
    assert f"Qt {version[1]}" in offer
    assert f"qt-everywhere-src-{version[1]}.tar.xz" in offer
    assert "三年" in offer
    assert "three years" in offer


@pytest.mark.parametrize(
    ("name", "words"),
    [("LGPL-3.0.txt", "GNU LESSER GENERAL PUBLIC LICENSE"), ("GPL-3.0.txt", "END OF TERMS AND CONDITIONS")],
)
def test_the_licence_texts_are_whole(name: str, words: str) -> None:
    assert words in (SPEC / "licenses" / name).read_text(encoding="utf-8")


def locked() -> list[Distribution]:
    lock = (SPEC / "requirements" / "app.txt").read_text()
    return [distribution(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)]


def test_every_locked_package_has_a_known_licence_and_its_text() -> None:
    packages = locked()
    site = Path(str(packages[0].locate_file("")))
    found = components.of_packages(packages, site)
    assert {"pyrage", "python-docx", "segno", "chinesecalendar", "SQLCipher"} <= {each.name for each in found}
    without = {each.name for each in found if not each.files}
    # The LGPL's and the Apache licence's text lie at the top of the folder; SQLite is in the public domain.
    assert without == {"PySide6_Essentials", "shiboken6", "OpenSSL", "SQLite"}


def test_libraries_linked_into_packages_are_named_with_the_versions_they_have() -> None:
    with sqlcipher3.connect(":memory:") as connection:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    code = Path(str(distribution("sqlcipher3").locate_file("sqlcipher3")))
    compiled = next(path for path in code.iterdir() if path.suffix in {".so", ".pyd"})
    openssl = re.search(rb"OpenSSL ([\d.]+) ", compiled.read_bytes())
    assert openssl is not None
    present = {
        ("cryptography", "OpenSSL"): backend.openssl_version_text().split()[1],
        ("lxml", "libxml2"): ".".join(map(str, etree.LIBXML_VERSION)),
        ("lxml", "libxslt"): ".".join(map(str, etree.LIBXSLT_VERSION)),
        ("sqlcipher3", "SQLCipher"): cipher.split()[0],
        ("sqlcipher3", "SQLite"): sqlcipher3.sqlite_version,
        ("sqlcipher3", "OpenSSL"): openssl[1].decode(),
    }
    named = {
        (name, part.name): part.version
        for name in ("cryptography", "lxml", "sqlcipher3")
        for part in components.linked_into(Component(name, "", "", ""))
    }
    assert named == present
