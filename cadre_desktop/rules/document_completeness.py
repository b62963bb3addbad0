"""Which papers a file of this kind of person must hold, and which are missing.

What is needed of whom stands in the settings file `documents.toml`; yearly papers are asked for each year somebody
should have been assessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cadre_desktop.rules.completeness import Completeness, Part, completeness
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import Constant, RuleBook


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper on file: its kind (a case of `documents.label`), and the year it is of where papers are yearly."""

    record: str
    kind: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class FilePerson:
    """Whose file it is: the code of 身份类别, what else the person is (cases of `documents.needed`), and since when
    and until when the unit should have assessed him or her (both years included)."""

    person: str
    identity: str
    traits: frozenset[str] = frozenset()
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class NeededPaper:
    """One paper the file must hold: kind, its year or None, its name as shown, and the class of the archive."""

    kind: str
    year: int | None
    label: str
    archive_class: int


def needed_papers(person: FilePerson, book: RuleBook, on: date) -> tuple[NeededPaper, ...]:
    """Return what the file must hold on a day; papers of a running year are not asked for yet.

    Traits the settings do not know ask for nothing.
    """
    known = book.cases("documents.needed")
    kinds: dict[str, None] = {}
    for trait in known:
        if not trait or trait in person.traits:
            kinds |= dict.fromkeys(book.texts("documents.needed", on=on, applies_to=trait))
    found = [_needed(kind, None, book, on) for kind in kinds]
    for kind in book.texts("documents.yearly", on=on, applies_to=person.identity):
        found += [_needed(kind, year, book, on) for year in _years(person, book, on)]
    return tuple(found)


def document_completeness(
    person: FilePerson, papers: Iterable[Paper], book: RuleBook, on: date
) -> Explained[Completeness]:
    """Say how complete a file is and name what it lacks."""
    held: dict[tuple[str, int | None], Paper] = {}
    for paper in papers:
        held.setdefault((paper.kind, paper.year), paper)
        held.setdefault((paper.kind, None), paper)
    needed = needed_papers(person, book, on)
    parts = [Part(f"{one.kind}:{one.year or ''}", one.label, (one.kind, one.year) in held) for one in needed]
    found = completeness(parts)
    inputs = tuple(
        Input(one.label, "已有", held[one.kind, one.year].record) for one in needed if (one.kind, one.year) in held
    )
    told = f"应有{len(needed)}件，已有{len(inputs)}件（{found.percent}%）"
    told += f"，还缺：{'、'.join(found.missing)}。" if found.missing else "，齐全。"
    return Explained(found, "材料齐全", inputs, told, _texts(person, book, on))


def _needed(kind: str, year: int | None, book: RuleBook, on: date) -> NeededPaper:
    label = book.text("documents.label", on=on, applies_to=kind)
    shown = label if year is None else f"{year}年{label}"
    return NeededPaper(kind, year, shown, book.number("documents.class", on=on, applies_to=kind))


def _years(person: FilePerson, book: RuleBook, on: date) -> range:
    """Return the years assessed and over, not further back than the settings say."""
    if person.first_year is None:
        return range(0)
    back = book.number("documents.years_back", on=on)
    last = min(on.year - 1, person.last_year if person.last_year is not None else on.year - 1)
    return range(max(person.first_year, on.year - back), last + 1)


def _texts(person: FilePerson, book: RuleBook, on: date) -> tuple[Constant, ...]:
    traits = [trait for trait in book.cases("documents.needed") if not trait or trait in person.traits]
    return tuple(book.constant("documents.needed", on=on, applies_to=trait) for trait in traits)
