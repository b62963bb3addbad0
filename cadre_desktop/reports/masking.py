"""What a report may show of people at its level: names, identity numbers, telephones, and names inside free text.

Sealed fields never come this far; what is here is the rest.
"""

from collections.abc import Iterable

from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.rules import export_levels
from cadre_desktop.rules.id_number import mask as mask_id

# Fields of people who are no officials of the store: talkers, observers, reviewers, relatives.
NAME_FIELDS = frozenset(
    {
        "talkers",
        "recorder",
        "observer",
        "reviewer",
        "assigned_by",
        "successor",
        "confirmed_by",
        "leader_name",
        "added_by",
        "made_by",
        "archive_by",
        "matters_by",
        "petitions_by",
        "secretary",
        "discipline_secretary",
        "approved_by",
        "teacher",
        "speaker",
    }
)
_SEPARATORS = "、，,;； "


class Mask:
    """Covers what one level hides; `names` are those of everybody in the store."""

    def __init__(self, level: ExportLevel, names: Iterable[str] = (), *, id_numbers: bool = False) -> None:
        self.level = level
        self.hides_names = export_levels.covers(level.value, "name")
        self._whole_ids = id_numbers and level is ExportLevel.INTERNAL
        self._names = frozenset(name for name in names if len(name) > 1) if self.hides_names else frozenset()
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def name(self, name: str) -> str:
        """Return a person's name as the level shows it."""
        return export_levels.shown(self.level.value, "name", name)

    def names(self, text: str) -> str:
        """Return a list of names, however it is separated, as the level shows it."""
        if not self.hides_names:
            return text
        parts, word = [], ""
        for char in text:
            if char in _SEPARATORS:
                parts += [self.name(word), char]
                word = ""
            else:
                word += char
        return "".join([*parts, self.name(word)])

    def id_number(self, number: str) -> str:
        """Return an identity number: whole only inside the office and when asked for, else 350425********1234."""
        return number if self._whole_ids else mask_id(number)

    def phone(self, number: str) -> str:
        """Return a telephone number as the level shows it."""
        return export_levels.shown(self.level.value, "phone", number)

    def text(self, text: str) -> str:
        """Return free text with every name of the store covered, where the level hides names."""
        if not self._names or not text:
            return text
        found, at = [], 0
        while at < len(text):
            length = next((n for n in self._lengths if text[at : at + n] in self._names), 0)
            found.append(self.name(text[at : at + length]) if length else text[at])
            at += length or 1
        return "".join(found)
