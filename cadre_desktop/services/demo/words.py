"""The words of the sample county: read from resources/demo, filled with places and numbers."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from cadre_desktop import paths
from cadre_desktop.records.achievement import Group, Ledger, Paper, Strength
from cadre_desktop.services.demo.dice import Dice
from cadre_desktop.storage.fields import Choice

C = TypeVar("C", bound=Choice)


def choice(kind: type[C], code: str) -> C:
    """Find the member of a closed list by its stored code."""
    return next(member for member in kind if member.value == code)


@cache
def words(name: str) -> dict[str, Any]:
    """Read one of the files in resources/demo."""
    return tomllib.loads(paths.resource(f"demo/{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Theme:
    """One matter officials work at, with every sentence the records about it need."""

    lines: tuple[str, ...]
    paper: Paper
    group: Group
    ledger: Ledger
    texts: dict[str, str]
    variants: dict[str, tuple[str, ...]]
    proofs: tuple[tuple[Strength, str, str], ...]
    numbers: dict[str, tuple[int, int]]


_TEXTS = ("task", "target", "title", "baseline", "under_way")
_VARIANTS = ("process", "result", "own")


@cache
def themes() -> tuple[Theme, ...]:
    """All matters of townships and departments."""
    found = [*words("themes_towns")["theme"], *words("themes_departments")["theme"]]
    return tuple(
        Theme(
            lines=tuple(one["lines"]),
            paper=choice(Paper, one["paper"]),
            group=choice(Group, one["group"]),
            ledger=choice(Ledger, one.get("ledger", Ledger.VISIBLE.value)),
            texts={name: one[name] for name in _TEXTS},
            variants={name: tuple(one[name]) for name in _VARIANTS},
            proofs=tuple((choice(Strength, strength), title, source) for strength, title, source in one["proofs"]),
            numbers={name: (low, high) for name, (low, high) in one["numbers"].items()},
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class Matter:
    """A theme with its places and numbers drawn: all its sentences agree with one another."""

    theme: Theme
    facts: dict[str, Any]
    picks: dict[str, int]

    def text(self, name: str, year: int) -> str:
        """Write one of the sentences."""
        theme = self.theme
        pattern = theme.texts[name] if name in theme.texts else theme.variants[name][self.picks[name]]
        return pattern.format_map({**self.facts, "year": year})

    def proofs(self, year: int) -> list[tuple[Strength, str, str]]:
        """List the evidence there is."""
        facts = {**self.facts, "year": year}
        return [
            (strength, title.format_map(facts), source.format_map(facts))
            for strength, title, source in self.theme.proofs
        ]


def draw_matter(dice: Dice, theme: Theme, unit: str, places: tuple[str, ...]) -> Matter:
    """Draw a theme's places and numbers for one unit."""
    first, second = dice.sample(places, 2)
    numbers = {name: dice.randint(low, high) for name, (low, high) in theme.numbers.items()}
    picks = {name: dice.randrange(len(variants)) for name, variants in theme.variants.items()}
    return Matter(theme, {"unit": unit, "village": first, "village2": second, **numbers}, picks)
