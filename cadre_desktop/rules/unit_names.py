"""Which unit a name in somebody's table means: found for certain, or left to the clerk with suggestions.

“青石” is close to 青石镇, 青石桥镇 and 县青石水库管理所 alike, so closeness never decides.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from cadre_desktop.rules.cell_text import squeezed

How = Literal["exact", "alias", "normalised", "unknown"]
# Given a name and the known names, return those that look alike, best first.
Similar = Callable[[str, Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit with its name and the other names it goes by."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """The unit meant and how it was found, or None with the units it might be, likeliest first."""

    unit_id: str | None
    how: How
    suggestions: tuple[UnitName, ...] = ()


class UnitNames:
    """The names of all units, ready to be asked many times over."""

    def __init__(self, units: Iterable[UnitName]) -> None:
        self.units = tuple(units)
        self._tables: tuple[tuple[How, dict[str, list[UnitName]]], ...] = (
            ("exact", _table((unit.name.strip(), unit) for unit in self.units)),
            ("alias", _table((alias.strip(), unit) for unit in self.units for alias in unit.aliases)),
            (
                "normalised",
                _table((_key(text), unit) for unit in self.units for text in (unit.name, *unit.aliases)),
            ),
        )

    def match(self, text: str, similar: Similar | None = None, limit: int = 5) -> UnitMatch:
        """Find the unit a text names: by its exact name, else an alias, else a spelling that differs in form only.

        A name two units share decides nothing: both are suggested.  `similar` adds look-alikes after the
        names that contain the text or are contained in it.
        """
        for how, table in self._tables:
            found = table.get(_key(text) if how == "normalised" else text.strip(), [])
            if len(found) == 1:
                return UnitMatch(found[0].id, how)
            if found:
                return UnitMatch(None, "unknown", tuple(found[:limit]))
        return UnitMatch(None, "unknown", self._suggested(text, similar)[:limit])

    def _suggested(self, text: str, similar: Similar | None) -> tuple[UnitName, ...]:
        key = _key(text)
        if not key:
            return ()
        containing = [unit for unit in self.units if _contains(unit, key)]
        containing.sort(key=lambda unit: (abs(len(_key(unit.name)) - len(key)), unit.name))
        found = {unit.id: unit for unit in containing}
        if similar is not None:
            by_name = self._tables[0][1]
            for name in similar(text.strip(), list(by_name)):
                found.update({unit.id: unit for unit in by_name.get(name, []) if unit.id not in found})
        return tuple(found.values())


def _contains(unit: UnitName, key: str) -> bool:
    names = [_key(name) for name in (unit.name, *unit.aliases)]
    return any(key in name or (name and name in key) for name in names)


def _key(text: str) -> str:
    return squeezed(text).casefold()


def _table(pairs: Iterable[tuple[str, UnitName]]) -> dict[str, list[UnitName]]:
    table: dict[str, list[UnitName]] = {}
    for text, unit in pairs:
        if text and unit not in table.setdefault(text, []):
            table[text].append(unit)
    return table
