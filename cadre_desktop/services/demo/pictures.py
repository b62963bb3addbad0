"""Small pictures drawn for the sample data: portraits that show nobody, and scans of signature pages."""

import struct
import zlib

_WIDTH, _HEIGHT = 96, 128
_TINTS = ((221, 229, 240), (232, 228, 219), (222, 235, 226), (238, 226, 229), (228, 226, 240))
_INK, _PAPER, _LINE = (120, 134, 152), (250, 249, 245), (206, 202, 192)

Colour = tuple[int, int, int]


def portrait(number: int) -> bytes:
    """Draw a head and shoulders before one of five backgrounds, as PNG."""
    ground = _TINTS[number % len(_TINTS)]
    rows = []
    for y in range(_HEIGHT):
        rows.append([_INK if _in_figure(x, y) else ground for x in range(_WIDTH)])
    return _png(rows)


def scan(number: int) -> bytes:
    """Draw a page with lines of writing and a signature, as PNG."""
    rows = [[_PAPER] * _WIDTH for _ in range(_HEIGHT)]
    for line in range(12, 96, 8):
        for x in range(8, 88 - (line * 7 + number * 5) % 30):
            rows[line][x] = _LINE
    for x in range(54, 86):
        y = 108 + ((x * (3 + number % 4)) % 11) - 5
        rows[y][x] = rows[y + 1][x] = _INK
    return _png(rows)


def _in_figure(x: int, y: int) -> bool:
    head = (x - 48) ** 2 + (y - 46) ** 2 <= 22**2
    shoulders = y >= 78 and ((x - 48) / 40) ** 2 + ((y - 118) / 42) ** 2 <= 1
    return head or shoulders


def _png(rows: list[list[Colour]]) -> bytes:
    """Pack rows of pixels as a PNG file (RFC 2083)."""
    raw = b"".join(b"\0" + bytes(value for pixel in row for value in pixel) for row in rows)
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(raw, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
