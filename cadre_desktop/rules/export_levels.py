"""What leaves the office, and how much of a person it shows.

Interviewees and raw notes are sealed elsewhere and leave at no level; this is about the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from cadre_desktop.rules.id_number import mask as mask_id

Kind = Literal["id_number", "phone", "name"]


@dataclass(frozen=True, slots=True)
class ExportLevel:
    """A level of export: what it is called, whom it is for, and which kinds of values it covers."""

    code: str
    label: str
    meaning: str
    covered: frozenset[Kind]


LEVELS: Mapping[str, ExportLevel] = MappingProxyType(
    {
        level.code: level
        for level in (
            ExportLevel("internal", "内部", "本单位内部使用，内容完整", frozenset()),
            ExportLevel("upward", "对上报送", "报上级，隐去联系电话", frozenset({"phone"})),
            ExportLevel(
                "masked", "公开", "公示或对外，姓名、身份证号、电话均隐去", frozenset({"name", "id_number", "phone"})
            ),
        )
    }
)


def covers(level: str, kind: Kind) -> bool:
    """Say whether values of the kind are covered at the level.  Raises ValueError for an unknown level."""
    if level not in LEVELS:
        raise ValueError(f"没有“{level}”这个导出级别")
    return kind in LEVELS[level].covered


def shown(level: str, kind: Kind, text: str) -> str:
    """Return the value as the level shows it."""
    if not covers(level, kind):
        return text
    return {"id_number": mask_id, "phone": mask_phone, "name": mask_name}[kind](text)


def mask_phone(text: str) -> str:
    """Return a telephone number with its middle covered: 138****5678; short ones keep their last two digits."""
    if len(text) >= 11:
        return text[:3] + "*" * (len(text) - 7) + text[-4:]
    return "*" * max(0, len(text) - 2) + text[-2:] if len(text) > 4 else "*" * len(text)


def mask_name(text: str) -> str:
    """Return a name with all but its first character covered."""
    return text[:1] + "*" * (len(text) - 1)
