"""Text on its way into and out of cells: header titles made comparable, widths, and what a cell may hold."""

import re
import unicodedata
from collections.abc import Container

from cadre_desktop.rules.cell_text import squeezed

LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/:*?\[\]\x00-\x1f]")
_NOT_IN_CELLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REMARK = re.compile(r"\([^()]*\)$")


def title_key(text: object) -> str:
    """Return a header title as it is compared: half-width, no blanks or line breaks, no star or colon around it."""
    return squeezed(str(text)).strip("*:＊") if text is not None else ""


def without_remark(key: str) -> str:
    """Return a title key without a closing remark in brackets: 姓名(必填) -> 姓名."""
    return _REMARK.sub("", key) or key


def cell_units(text: str) -> int:
    """Return the width of one line of text in Excel's units: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def wrapped_lines(text: str, units: float) -> int:
    """Return how many lines the text takes in a column that wide; at least one."""
    room = max(int(units), 2)
    return sum(max(1, -(-cell_units(line) // room)) for line in text.split("\n"))


def writable(text: str) -> str:
    """Return the text as a cell can hold it: without control characters, no longer than Excel allows."""
    plain = _NOT_IN_CELLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= LONGEST_CELL else plain[: LONGEST_CELL - 1] + "…"


def sheet_name(wanted: str, taken: Container[str] = ()) -> str:
    """Return a name Excel accepts and that is not taken yet (compare in lower case)."""
    plain = _NOT_IN_SHEET_NAMES.sub("", wanted).strip().strip("'") or "表"
    name, number = plain[:_LONGEST_SHEET_NAME], 2
    while name.casefold() in taken:
        ending = f"({number})"
        name = plain[: _LONGEST_SHEET_NAME - len(ending)] + ending
        number += 1
    return name
