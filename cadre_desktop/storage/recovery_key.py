"""The printed recovery key: 160 bits in eight groups, each with its own check character.

Letters are Crockford's base 32 (no I, L, O, U).  The check is the group's number modulo
37, shifted by the group's position: a wrong character, two characters swapped, or two
groups swapped always show, and show where.
"""

import re
import unicodedata

from cadre_desktop.errors import WrongKey

SECRET_BYTES = 20
GROUPS = 8
_DATA = 4
_BITS = 5 * _DATA
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = _LETTERS + "*~$=U"
_SEPARATORS = re.compile(r"[\s\-_‐-―−]+")
_LOOKALIKES = str.maketrans("ILO", "110")


def format_recovery_key(secret: bytes) -> str:
    """Write 20 bytes as "XXXXC-XXXXC-…": eight groups of four characters and a check."""
    number = int.from_bytes(secret, "big")
    values = [number >> (_BITS * (GROUPS - 1 - index)) & ((1 << _BITS) - 1) for index in range(GROUPS)]
    return "-".join(_group(value, index) for index, value in enumerate(values))


def parse_recovery_key(text: str) -> bytes:
    """Read what was typed back, forgiving case, spaces, full-width letters and look-alikes.

    Raises WrongKey naming the groups that are wrong.
    """
    number, wrong = 0, []
    for index, group in enumerate(_split(text)):
        value = _value(group, index)
        if value is None:
            wrong.append(str(index + 1))
        number = number << _BITS | (value or 0)
    if wrong:
        raise WrongKey(f"恢复密钥第 {'、'.join(wrong)} 组不对。", hint="请对照打印件逐个字符核对这一组。")
    return number.to_bytes(SECRET_BYTES, "big")


def _group(value: int, index: int) -> str:
    data = "".join(_LETTERS[value >> (5 * place) & 31] for place in reversed(range(_DATA)))
    return data + _check(value, index)


def _check(value: int, index: int) -> str:
    return _CHECKS[(value + 7 * index) % 37]


def _split(text: str) -> list[str]:
    typed = unicodedata.normalize("NFKC", text).upper().strip()
    groups = [g for g in _SEPARATORS.split(typed) if g]
    if len(groups) == GROUPS:
        return groups
    whole = "".join(groups)
    width = _DATA + 1
    if len(whole) != GROUPS * width:
        raise WrongKey(
            f"恢复密钥应有 {GROUPS} 组、每组 {width} 个字符，共 {GROUPS * width} 个，现在是 {len(whole)} 个。",
            hint="请对照打印件检查是否漏填或多填。",
        )
    return [whole[start : start + width] for start in range(0, len(whole), width)]


def _value(group: str, index: int) -> int | None:
    """Return the number a group stands for, or None when its check fails."""
    data, check = group[:_DATA].translate(_LOOKALIKES), group[_DATA:].translate(_LOOKALIKES)
    if len(group) != _DATA + 1 or any(letter not in _LETTERS for letter in data):
        return None
    value = 0
    for letter in data:
        value = value << 5 | _LETTERS.index(letter)
    return value if check == _check(value, index) else None
