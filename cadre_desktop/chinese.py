"""Chinese names and codes: put into one form for storing, into pinyin keys for finding, and spaced for forms."""

import os
import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)]
)
_HALF_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {0x3000: 0x20}
_HALF_WIDTH_DIGITS = {code + 0xFEE0: code for code in range(0x30, 0x3A)}
_HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
# Dots that stand between the parts of minority names; a full stop counts only between two Han characters.
_DOT = re.compile(rf"\s*[·・•‧∙⋅･]\s*|(?<={_HAN})\s*[.．]\s*(?={_HAN})")
_ALL_HAN = re.compile(rf"{_HAN}+")
_NAME = re.compile(rf"{_HAN}+(?:·{_HAN}+)*")

# pypinyin gives a character's commonest reading, which for these surnames is the wrong one.
_SURNAMES = {
    **{"单": "s", "解": "x", "仇": "q", "曾": "z", "区": "o", "查": "z", "翟": "z", "覃": "q", "乐": "y", "种": "c"},
    **{"折": "s", "员": "y", "秘": "b", "召": "s", "祭": "z", "晟": "c", "谌": "c", "隗": "w", "郗": "x", "繁": "p"},
    **{"都": "d", "车": "c", "牟": "m", "薄": "b", "柏": "b", "逄": "p", "句": "g", "盖": "g", "朴": "p", "缪": "m"},
    **{"相": "x", "冼": "x", "洗": "x", "那": "n", "宓": "m", "佟": "t", "乜": "n", "郄": "q", "费": "f", "撒": "s"},
    **{"能": "n", "燕": "y", "宁": "n", "阚": "k", "尹": "y", "适": "k", "黑": "h", "卜": "b", "任": "r", "葛": "g"},
}
_COMPOUND_SURNAMES = {
    **{"尉迟": "yc", "万俟": "mq", "长孙": "zs", "单于": "cy", "澹台": "tt", "令狐": "lh", "宰父": "zf", "鲜于": "xy"},
    **{"亓官": "qg", "呼延": "hy", "宇文": "yw", "乐正": "yz", "漆雕": "qd", "濮阳": "py", "钟离": "zl", "仲孙": "zs"},
}


def clean_name(text: str) -> str:
    """Return a person's name as it is stored.

    Invisible characters go, Latin letters become half-width, the dot of minority names becomes “·”, and the
    blanks that pad “张　三” to three places go; between Latin words one blank stays.  Characters themselves
    are never exchanged: a rare form is part of the name.
    """
    plain = text.translate(_INVISIBLE).translate(_HALF_WIDTH)
    parts = _DOT.sub("·", " ".join(plain.split())).strip("· ").split(" ")
    name = parts[0]
    for part in parts[1:]:
        is_latin = name[-1:].isascii() and part[:1].isascii()
        name += (" " if is_latin else "") + part
    return name


def looks_like_name(name: str) -> bool:
    """Tell whether a cleaned name is made of two Chinese characters or more, “·” between its parts at most."""
    return len(name) > 1 and _NAME.fullmatch(name) is not None


def clean_code(text: str) -> str:
    """Return a code, number or telephone number half-width (NFKC), without blanks or invisible characters."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).split())


def half_width_digits(text: str) -> str:
    """Return prose with its full-width digits made half-width and nothing else touched: ，：（） stay."""
    return text.translate(_HALF_WIDTH_DIGITS)


def search_text(text: str) -> str:
    """Return a text for comparing while somebody types: NFKC, in small letters, letters and digits only."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def spaced(name: str) -> str:
    """Return a name as printed forms show it: two characters are spread to the width of three."""
    if len(name) == 2 and _ALL_HAN.fullmatch(name):
        return f"{name[0]}　{name[1]}"
    return name


@lru_cache(maxsize=32768)
def pinyin_keys(name: str) -> tuple[str, ...]:
    """Return the pinyin initials a name may be looked up by, the right ones first.

    Surnames have readings of their own (单 is s, not d).  The commonest readings, which people type too, and
    every other reading of one character at a time follow.  Small letters and digits only; empty for a name
    with nothing to read.
    """
    read = [(c, readings) for c in search_text(clean_name(name)) if (readings := _readings(c))]
    if not read:
        return ()
    common = [readings[0] for _, readings in read]
    right = _with_surname([letter for letter, _ in read], common)
    keys = ["".join(right), "".join(common)]
    for at, (_, readings) in enumerate(read):
        if readings != (right[at],):  # the only reading of a character is in the first key already
            keys += ["".join([*right[:at], reading, *right[at + 1 :]]) for reading in readings]
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=32768)
def sound(name: str) -> str:
    """Return how a name sounds, whole syllables without tones: 文静 and 文婧 are alike; empty with nothing to read."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin  # imported here for the reason below

    return " ".join(lazy_pinyin(search_text(clean_name(name))))


def _with_surname(letters: list[str], readings: list[str]) -> list[str]:
    compound = _COMPOUND_SURNAMES.get("".join(letters[:2])) if len(letters) > 2 else None
    if compound is not None:
        return [*compound, *readings[2:]]
    return [_SURNAMES.get(letters[0], readings[0]), *readings[1:]]


@lru_cache(maxsize=8192)
def _readings(letter: str) -> tuple[str, ...]:
    """Return the initials of one character's readings, the commonest first; none for an unknown character."""
    if letter.isascii():
        return (letter,)
    # Imported here: pypinyin's dictionaries take a noticeable part of the program's start.  Its dictionary of phrases,
    # four times as large as that of characters, is of no use for single ones.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    (found,) = pinyin([letter], style=Style.FIRST_LETTER, heteronym=True, errors="ignore") or ([],)
    return tuple(dict.fromkeys(reading for reading in found if reading.isascii() and reading.isalpha()))
