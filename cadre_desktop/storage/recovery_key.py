"""The printed recovery key: 160 bits in eight groups, each with its own check character.

Letters are Crockford's base 32 (no I, L, O, U), the check among them: nothing but plain
letters and digits has to be copied.  The check is a sum over the field of 32 elements, each
place with a weight of its own, plus one for the group's position: a wrong character, two
characters swapped, or two groups swapped always show, and show where.
"""

import re
import unicodedata
from collections.abc import Sequence

from cadre_desktop.errors import WrongKey

SECRET_BYTES = 20
GROUPS = 8
_DATA = 4
_BITS = 5 * _DATA
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIELD = 0b100101  # x^5 + x^2 + 1, which is primitive over GF(2)
_WEIGHTS = (2, 4, 8, 16)  # one a place, all different and none 1, which is the weight of the check itself
_SEPARATORS = re.compile(r"[\s\-_‐-―−]+")
_LOOKALIKES = str.maketrans("ILOU", "110V")


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
    letters = [value >> (5 * place) & 31 for place in reversed(range(_DATA))]
    return "".join(_LETTERS[n] for n in (*letters, _check(letters, index)))


def _check(letters: Sequence[int], index: int) -> int:
    found = index + 1
    for letter, weight in zip(letters, _WEIGHTS, strict=True):
        found ^= _times(letter, weight)
    return found


def _times(a: int, b: int) -> int:
    """Multiply in the field of 32 elements."""
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in reversed(range(5, 9)):
        if product >> bit & 1:
            product ^= _FIELD << (bit - 5)
    return product


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
    typed = group.translate(_LOOKALIKES)
    if len(typed) != _DATA + 1 or any(letter not in _LETTERS for letter in typed):
        return None
    *letters, check = (_LETTERS.index(letter) for letter in typed)
    if check != _check(letters, index):
        return None
    value = 0
    for letter in letters:
        value = value << 5 | letter
    return value
