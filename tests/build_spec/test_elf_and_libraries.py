"""What shared libraries ask of the system is read from their bytes and held against the oldest one we promise."""

import struct
import sys
from pathlib import Path

import orjson
import pytest

from build_spec.elf import Needs, is_elf, read_needs
from build_spec.libraries import BASE_LIBRARIES, CARRIED_LIBRARIES, examine, packages_for, version_number


def library(
    soname: str = "libours.so.1", needed: tuple[str, ...] = ("libc.so.6",), versions: tuple[str, ...] = ("GLIBC_2.17",)
) -> bytes:
    """Make the smallest library the dynamic linker would read; all versions are of the first library it needs."""
    strings = b"\0"
    places = {}
    for text in (soname, *needed, *versions):
        places[text] = len(strings)
        strings += text.encode() + b"\0"
    header, segments = 64, 2 * 56
    start = header + segments
    verneed = start + len(strings)
    entries = b"".join(
        struct.pack("<IHHII", 0, 0, 2 + i, places[text], 16 if i + 1 < len(versions) else 0)
        for i, text in enumerate(versions)
    )
    needs = struct.pack("<HHIII", 1, len(versions), places[needed[0]], 16, 0) + entries if versions else b""
    dynamic = verneed + len(needs)
    tags = [(1, places[name]) for name in needed] + [(14, places[soname]), (5, start)]
    if versions:
        tags += [(0x6FFFFFFE, verneed), (0x6FFFFFFF, 1)]
    table = b"".join(struct.pack("<QQ", *tag) for tag in [*tags, (0, 0)])
    size = dynamic + len(table)
    head = b"\x7fELF\x02\x01\x01" + bytes(9)
    head += struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, header, 0, 0, 64, 56, 2, 0, 0, 0)
    load = struct.pack("<IIQQQQQQ", 1, 5, 0, 0x1000, 0, size, size, 4096)
    moving = struct.pack("<IIQQQQQQ", 2, 6, dynamic, 0x1000 + dynamic, 0, len(table), len(table), 8)
    # The strings and the list of versions are named by their addresses in the running program.
    table = b"".join(
        struct.pack("<QQ", tag, value + 0x1000 if tag in (5, 0x6FFFFFFE) else value) for tag, value in [*tags, (0, 0)]
    )
    return head + load + moving + strings + needs + table


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_library_tells_its_name_and_what_it_needs(tmp_path: Path) -> None:
    content = library("libx.so.2", ("libc.so.6", "libz.so.1"), ("GLIBC_2.2.5", "GLIBC_2.34"))
    assert read_needs(write(tmp_path, "libx.so.2", content)) == Needs(
        "libx.so.2",
        ("libc.so.6", "libz.so.1"),
        frozenset({("libc.so.6", "GLIBC_2.2.5"), ("libc.so.6", "GLIBC_2.34")}),
    )


def test_a_library_without_versions_needs_none(tmp_path: Path) -> None:
    assert read_needs(write(tmp_path, "x.so", library(versions=()))).versions == frozenset()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at this machine's own libraries")
def test_real_libraries_can_be_read() -> None:
    assert is_elf(Path(orjson.orjson.__file__))
    needs = read_needs(Path(orjson.orjson.__file__))
    assert "libc.so.6" in needs.libraries
    assert all(version.startswith(("GLIBC_", "GCC_")) for _, version in needs.versions)


@pytest.mark.parametrize("content", [b"", b"\x7fELF\x01\x01", b"#!/bin/sh\n"])
def test_other_files_are_no_libraries(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, "x", content)
    assert not is_elf(path)
    with pytest.raises(ValueError, match="no 64-bit ELF"):
        read_needs(path)


def test_a_library_cut_off_is_told(tmp_path: Path) -> None:
    whole = library()
    for length in (8, 60, 100, 190, 240, len(whole) - 17):
        path = write(tmp_path, "cut.so", whole[:length])
        with pytest.raises(ValueError, match=r"cut off: cut\.so"):
            read_needs(path)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle that asks for nothing special."""
    write(tmp_path, "program", library("", ("libc.so.6", "libinside.so.1"), ("GLIBC_2.14",)))
    write(
        tmp_path, "_internal/libinside.so.1", library("libinside.so.1", ("libc.so.6", "libxcb.so.1"), ("GLIBC_2.28",))
    )
    write(tmp_path, "_internal/words.txt", b"no library")
    return tmp_path


def test_what_the_base_system_has_may_be_asked_for(bundle: Path) -> None:
    report = examine(bundle)
    assert report.passes
    assert report.newest_glibc == (2, 28)
    assert set(report.outside) == {"libc.so.6", "libxcb.so.1"}
    assert packages_for(report) == ["libc6 (>= 2.28)", "libxcb1"]


def test_a_library_found_nowhere_is_named_with_its_user(bundle: Path) -> None:
    write(bundle, "_internal/p.so", library("p.so", ("libgtk-3.so.0",), ()))
    report = examine(bundle)
    assert not report.passes
    assert report.foreign == {"libgtk-3.so.0": {"_internal/p.so"}}


@pytest.mark.parametrize(
    ("version", "passes"), [("GLIBC_2.28", True), ("GLIBC_2.29", False), ("GLIBC_2.3.4", True), ("GLIBC_2.100", False)]
)
def test_functions_newer_than_the_oldest_system_are_refused(bundle: Path, version: str, passes: bool) -> None:
    write(bundle, "_internal/q.so", library("q.so", ("libc.so.6",), (version,)))
    report = examine(bundle)
    assert report.passes is passes
    assert report.too_new == ({} if passes else {"_internal/q.so": {version}})


@pytest.mark.parametrize(
    ("version", "passes"),
    [("GLIBCXX_3.4.25", True), ("GLIBCXX_3.4.26", False), ("CXXABI_1.3.11", True), ("Qt_6", True), ("V_0.5.0", True)],
)
def test_the_c_plus_plus_library_counts_too(bundle: Path, version: str, passes: bool) -> None:
    write(bundle, "_internal/r.so", library("r.so", ("libstdc++.so.6",), (version,)))
    assert examine(bundle).passes is passes


def test_printing_may_be_missing(bundle: Path) -> None:
    write(bundle, "_internal/cups.so", library("cups.so", ("libcups.so.2",), ()))
    report = examine(bundle)
    assert report.passes
    assert not any("cups" in package for package in packages_for(report))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("GLIBC_2.34", ("GLIBC", (2, 34))),
        ("GLIBC_PRIVATE", ("GLIBC", (0,))),
        ("Qt_6", ("Qt", (6,))),
        ("V_0.5.0", ("V", (0, 5, 0))),
        ("plain", ("plain", (0,))),
    ],
)
def test_versions_are_compared_by_their_numbers(text: str, number: tuple[str, tuple[int, ...]]) -> None:
    assert version_number(text) == number


def test_no_library_is_both_carried_and_expected() -> None:
    assert not BASE_LIBRARIES.keys() & CARRIED_LIBRARIES.keys()
