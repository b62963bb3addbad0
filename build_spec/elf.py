"""What a Linux shared library asks of the system: the libraries and the versions of their functions it needs.

Reads the dynamic section of 64-bit little-endian ELF files, which is all we ship.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"
_LOAD, _DYNAMIC = 1, 2
_NEEDED, _STRING_TABLE, _SONAME, _VERNEED, _VERNEEDNUM = 1, 5, 14, 0x6FFFFFFE, 0x6FFFFFFF


@dataclass(frozen=True, slots=True)
class Needs:
    """One library: its own name, the libraries it links, and (library, version) of the functions it calls there."""

    soname: str
    libraries: tuple[str, ...]
    versions: frozenset[tuple[str, str]]


def is_elf(path: Path) -> bool:
    """Tell whether a file is a 64-bit ELF one."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def read_needs(path: Path) -> Needs:
    """Read what a library or program needs; raises ValueError when it is none or is cut off."""
    data = path.read_bytes()
    if not data.startswith(_MAGIC):
        raise ValueError(f"no 64-bit ELF file: {path.name}")
    try:
        return _needs(_Image(data))
    except (struct.error, IndexError) as error:
        raise ValueError(f"cut off: {path.name}") from error


class _Image:
    """The bytes of a file with its program headers."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        start, size, count = self._at(32, "<Q")[0], *self._at(54, "<HH")
        self.segments = [self._at(start + size * i, "<IIQQQQQQ") for i in range(count)]

    def _at(self, offset: int, form: str) -> tuple[int, ...]:
        return struct.unpack_from(form, self.data, offset)

    def unpack(self, offset: int, form: str) -> tuple[int, ...]:
        """Read numbers at a place in the file."""
        return self._at(offset, form)

    def offset(self, address: int) -> int:
        """Turn an address of the running program into a place in the file."""
        for kind, _, offset, virtual, _, in_file, _, _ in self.segments:
            if kind == _LOAD and virtual <= address < virtual + in_file:
                return address - virtual + offset
        raise IndexError(address)

    def dynamic(self) -> Iterator[tuple[int, int]]:
        """Yield the tags and values of the dynamic section; none in a static file."""
        for kind, _, offset, _, _, in_file, _, _ in self.segments:
            if kind == _DYNAMIC:
                for place in range(offset, offset + in_file, 16):
                    tag, value = self._at(place, "<QQ")
                    if tag == 0:
                        return
                    yield tag, value

    def text(self, offset: int) -> str:
        """Read a string that ends with a zero byte."""
        return self.data[offset : self.data.index(b"\0", offset)].decode()


def _needs(image: _Image) -> Needs:
    tags = list(image.dynamic())
    values = dict(tags)
    if _STRING_TABLE not in values:
        return Needs("", (), frozenset())
    strings = image.offset(values[_STRING_TABLE])
    return Needs(
        image.text(strings + values[_SONAME]) if _SONAME in values else "",
        tuple(image.text(strings + value) for tag, value in tags if tag == _NEEDED),
        frozenset(_versions(image, values, strings)),
    )


def _versions(image: _Image, values: dict[int, int], strings: int) -> Iterator[tuple[str, str]]:
    """Walk the list of libraries and, in each, the list of versions."""
    if _VERNEED not in values:
        return
    place = image.offset(values[_VERNEED])
    for _ in range(values.get(_VERNEEDNUM, 0)):
        _, count, library, first, following = image.unpack(place, "<HHIII")
        entry = place + first
        for _ in range(count):
            _, _, _, name, step = image.unpack(entry, "<IHHII")
            yield image.text(strings + library), image.text(strings + name)
            entry += step
        place += following
