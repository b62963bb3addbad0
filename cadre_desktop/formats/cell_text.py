"""Text on its way into and out of cells: header titles made comparable, widths, and what a cell may hold."""

import re
from collections.abc import Container

from cadre_desktop.rules.cell_text import squeezed

LONGEST_CELL = 32_767
_FORMULA_SIGNS = frozenset("=+-@\t")
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
    """Return the width of one line of text in Excel's units: a Chinese character takes two.

    The GB code counts just so, at C speed (long lists ask for every cell); the rarest characters take four.
    """
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


def wrapped_lines(text: str, units: float) -> int:
    """Return how many lines the text takes in a column that wide; at least one."""
    room = max(int(units), 2)
    if "\n" not in text:
        return -(-cell_units(text) // room) or 1
    return sum(-(-cell_units(line) // room) or 1 for line in text.split("\n"))


def writable(text: str) -> str:
    """Return the text as a cell can hold it: without control characters, no longer than Excel allows (UTF-16 units)."""
    plain = _NOT_IN_CELLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain) > LONGEST_CELL // 2:
        units = plain.encode("utf-16-le")
        if len(units) > LONGEST_CELL * 2:
            return units[: (LONGEST_CELL - 1) * 2].decode("utf-16-le", "ignore") + "…"
    return plain


def like_formula(text: str) -> bool:
    """Tell whether a text begins like a formula: it must be kept from ever becoming one."""
    return text[:1] in _FORMULA_SIGNS


def sheet_name(wanted: str, taken: Container[str] = ()) -> str:
    """Return a name Excel accepts and that is not taken yet (compare in lower case)."""
    plain = _NOT_IN_SHEET_NAMES.sub("", wanted).strip().strip("'") or "表"
    name, number = plain[:_LONGEST_SHEET_NAME], 2
    while name.casefold() in taken:
        ending = f"({number})"
        name = plain[: _LONGEST_SHEET_NAME - len(ending)] + ending
        number += 1
    return name
