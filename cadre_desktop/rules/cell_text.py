"""What a cell really says, once full-width signs, blanks and invisible characters are out of the way."""

import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)]
)


def cleaned(text: str) -> str:
    """Return the text half-width (NFKC), without invisible characters and outer blanks.  Not for prose."""
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).strip()


def visible(text: str) -> str:
    """Return the text as it is seen: without invisible characters and outer blanks, nothing else changed."""
    return text.translate(_INVISIBLE).strip()


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Return the cleaned text without any blanks at all."""
    return "".join(cleaned(text).split())


def quoted(cell: object, limit: int = 24) -> str:
    """Return the cell in Chinese quotation marks, cut short, for a sentence that says what was found."""
    text = " ".join(str(cell).translate(_INVISIBLE).split())
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"
