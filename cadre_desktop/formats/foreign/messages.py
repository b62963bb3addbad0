"""What the reading child tells its parent: one tag byte, then JSON; never anything that could run.

Dates have no JSON form, so a batch of rows holding any travels under a tag of its own, with each
date as {"d": ISO text}; batches without dates need no looking through.
"""

import struct
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import IO, Any

import orjson

from cadre_desktop.formats.foreign.limits import MIB

Cell = str | int | float | bool | date | datetime | None

ALIVE = b"A"
SHEET = b"S"
ROWS = b"R"
ROWS_WITH_DATES = b"D"
REFUSED = b"X"
DONE = b"."
_EXACT_BELOW = 1e15
_LENGTH = struct.Struct("<I")
_LONGEST_MESSAGE = 256 * MIB


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message, its length before it, and let it go at once."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Return the next message, b"" when the stream ended, broke off or claims an absurd length."""
    prefix = stream.read(_LENGTH.size)
    if len(prefix) < _LENGTH.size:
        return b""
    (length,) = _LENGTH.unpack(prefix)
    message = stream.read(length) if length <= _LONGEST_MESSAGE else b""
    return message if len(message) == length else b""


def pack(tag: bytes, content: Any) -> bytes:
    """Return one message of plain JSON values."""
    return tag + orjson.dumps(content)


def pack_rows(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return one message of rows as calamine gives them."""
    dates = False

    def temporal(value: object) -> Any:
        nonlocal dates
        if isinstance(value, date):
            dates = True
            return {"d": value.isoformat()}
        return clock_text(value)

    cells = [[(value or None) if type(value) is str else _number(value) for value in row] for row in rows]
    body = orjson.dumps(cells, default=temporal, option=orjson.OPT_PASSTHROUGH_DATETIME)
    return (ROWS_WITH_DATES if dates else ROWS) + body


def unpack(message: bytes) -> tuple[bytes, Any]:
    """Return the tag and the content of a message; raise ValueError when it is not one."""
    tag, content = message[:1], orjson.loads(message[1:])
    if tag == ROWS_WITH_DATES:
        content = [[_dated(cell) if type(cell) is dict else cell for cell in row] for row in content]
    return tag, content


def clock_text(value: object) -> str:
    """Return a time of day or a duration as 8:30 or 8:30:15; rosters have no use for them but as words."""
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
    elif isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
    else:
        raise TypeError(f"a cell cannot be {type(value).__name__}")
    minutes, rest = divmod(abs(seconds), 60)
    sign = "-" if seconds < 0 else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")


def _number(value: Any) -> Any:
    """Whole numbers arrive as floats; those that are exact become integers again."""
    if type(value) is float and value.is_integer() and abs(value) < _EXACT_BELOW:
        return int(value)
    return value


def _dated(cell: dict[str, str]) -> date:
    text = cell["d"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
