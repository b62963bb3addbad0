"""The size of a picture is told from its head, without unfolding it."""

import struct

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from cadre_desktop.formats.picture import size_of


def drawn(kind: str, width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(data.data())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(("width", "height"), [(1, 1), (78, 104), (640, 7)])
def test_real_pictures_tell_their_size(kind: str, width: int, height: int) -> None:
    assert size_of(drawn(kind, width, height)) == (width, height)


def test_a_small_file_that_unfolds_into_much_says_so() -> None:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 60_000, 60_000)
    assert size_of(head) == (60_000, 60_000)


def test_fill_bytes_and_tables_before_the_frame_are_passed_over() -> None:
    frame = b"\xff\xc2" + struct.pack(">HBHH", 7, 8, 30, 40)
    table = b"\xff\xc4" + struct.pack(">HHHHH", 10, 1, 2, 3, 4)
    assert size_of(b"\xff\xd8" + b"\xff\x01" + table + b"\xff" + frame) == (40, 30)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\x00\x00\x00\x00",
        b"\xff\xd8\xff\xe0\x00\x00",
        b"\xff\xd8\xff\xe0\xff\xff abc",
        b"\xff\xd8\xff\xda\x00\x08" + bytes(20),
        b"\xff\xd8\xff\xc0\x00\x03\x08",
    ],
)
def test_what_is_no_picture_or_broken_has_no_size(data: bytes) -> None:
    assert size_of(data) is None
