"""The highest education behind the free words of the archive: 大学 管理学学士, 省委党校研究生, 大专."""

from collections.abc import Iterable

LEVELS = ("博士研究生", "硕士研究生", "大学", "大专", "中专、高中", "初中及以下", "未填写")

# In this order: 大学专科 is 大专 and 中等专科 is 中专, whatever else stands in the words.
_WORDS = (
    ("博士", 0),
    ("硕士", 1),
    ("研究生", 1),
    ("中等专科", 4),
    ("中专", 4),
    ("高中", 4),
    ("职高", 4),
    ("技校", 4),
    ("中技", 4),
    ("大专", 3),
    ("专科", 3),
    ("高职", 3),
    ("大学", 2),
    ("本科", 2),
    ("学士", 2),
    ("初中", 5),
    ("小学", 5),
)
_UNKNOWN = len(LEVELS) - 1


def level_of(text: str | None) -> int:
    """Return the place of an education in LEVELS; what is not recognised counts as not filled in."""
    for word, level in _WORDS:
        if text and word in text:
            return level
    return _UNKNOWN


def highest(educations: Iterable[str | None]) -> str:
    """Return the highest of several educations, full-time or in service alike."""
    return LEVELS[min((level_of(text) for text in educations), default=_UNKNOWN)]
