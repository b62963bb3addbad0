"""How many pixels a picture has, told from its head: a few kilobytes can unfold into gigabytes of memory."""

from collections.abc import Iterator

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
# The frame headers of JPEG; C4, C8 and CC in their midst are tables.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xDA)})


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG or JPEG picture; None for anything else, broken ones included."""
    if data.startswith(_PNG) and len(data) >= 24:
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not data.startswith(_JPEG):
        return None
    for marker, body in _segments(data):
        if marker in _FRAMES and len(body) >= 5:
            return int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
    return None


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk along the segments of a JPEG file until its picture data begins."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker in _WITHOUT_LENGTH:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA or length < 2:
            return
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length
