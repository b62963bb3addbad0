"""Finding the records that the words of a sheet link to: people, units, and anything else by how it is shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop import chinese
from cadre_desktop.records import BY_TABLE
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.rows import Link
from cadre_desktop.records.summary import CadreSummary
from cadre_desktop.records.unit import Unit
from cadre_desktop.rules.cell_text import squeezed
from cadre_desktop.services.imports.shape import About, Suggestion
from cadre_desktop.services.imports.unit_finder import UnitFinder, unit_text
from cadre_desktop.storage.base import Record
from cadre_desktop.storage.fields import Field

_MOST_OFFERED = 5
_SHORTEST_TAIL = 4
_NAMED = re.compile(r"[（(]([^（）()]+)[）)]\s*$")


class NotFound(ValueError):
    """The words lead to no record, or to several: the sentence says so, the suggestions name them."""

    def __init__(self, message: str, about: About = "value", suggestions: tuple[Suggestion, ...] = ()) -> None:
        super().__init__(message)
        self.about: About = about
        self.suggestions = suggestions


@dataclass(frozen=True, slots=True)
class _Person:
    id: str
    name: str
    id_number: str | None
    unit_id: str | None
    unit: str
    about: str

    def is_meant_by(self, mark: str) -> bool:
        """Tell whether the words in brackets after a name mean this person: the unit, or the number's last digits."""
        if mark == squeezed(self.unit):
            return True
        tail = mark.removeprefix("尾号").upper()
        return len(tail) >= _SHORTEST_TAIL and (self.id_number or "").endswith(tail)


class LinkFinder:
    """Finds links for one import; reads each list of candidates once."""

    def __init__(self, session: Session, units: UnitFinder) -> None:
        self._session, self._units = session, units
        self._people: dict[str, list[_Person]] | None = None
        self._records: dict[type[Record], dict[str, list[Record]]] = {}

    def person(self, name: str, id_number: str, unit_id: str | None) -> Link:
        """Find an official by name; of several, the one with the identity number, else the one in the unit.

        A name may carry what tells it from others of the same name: 王芳（石塘乡）, 王芳（尾号 0212）.
        """
        wanted = chinese.clean_name(_NAMED.sub("", name))
        alike = self._by_name().get(wanted, [])
        if mark := _NAMED.search(name):
            alike = [p for p in alike if p.is_meant_by(squeezed(mark.group(1)))]
        if id_number:
            alike = [p for p in alike if p.id_number == id_number]
            if not alike:
                raise NotFound(f"花名册中没有身份证号为 {id_number} 的“{wanted}”，请核对姓名和身份证号")
        if not alike:
            said = f"（{mark.group(1)}）" if mark else ""
            raise NotFound(f"花名册中没有“{wanted}”{said}，请先登记该干部，或核对姓名")
        if len(alike) > 1 and unit_id:
            alike = [p for p in alike if p.unit_id == unit_id] or alike
        if len(alike) > 1:
            offers = tuple(Suggestion(p.about, p.id) for p in alike)
            raise NotFound(f"有{len(alike)}名干部叫“{wanted}”，请填写身份证号区分，或选择其中一人", "person", offers)
        return Link(alike[0].id, alike[0].name)

    def chosen_person(self, cadre_id: str, name: str) -> Link | None:
        """Return the official the clerk chose among those of a name; None when the choice was about another name."""
        found = (p for p in self._by_name().get(chinese.clean_name(_NAMED.sub("", name)), []) if p.id == cadre_id)
        return next((Link(p.id, p.name) for p in found), None)

    def unit(self, text: str) -> Link:
        """Find a unit by the rules of all imports."""
        found = self._units.find(unit_text(text))
        if not found.id:
            raise NotFound(found.problem, "unit", found.suggestions)
        return Link(found.id, found.name)

    def record(self, field: Field, text: str, beside: Mapping[str, Any]) -> Link:
        """Find another record by its text; of several, the one that belongs to what the row links to already."""
        model: type[Record] = field.type
        found = self._by_text(model).get(squeezed(text), [])
        found = [r for r in found if _fits(r, beside)] or found
        title = BY_TABLE[model.__tablename__].title
        if not found:
            near = [r for words, rs in self._by_text(model).items() if squeezed(text) in words for r in rs]
            offers = tuple(Suggestion(str(r), str(r)) for r in near if _fits(r, beside))[:_MOST_OFFERED]
            raise NotFound(f"没有找到{title}“{text}”，请按系统中的写法填写", "choice", offers)
        if len(found) > 1:
            raise NotFound(f"有{len(found)}条{title}都叫“{text}”，分不清是哪一条，请在系统中登记这一条")
        return Link(found[0].id, str(found[0]))

    def _by_name(self) -> dict[str, list[_Person]]:
        if self._people is None:
            self._people = {}
            query = (
                sa.select(Cadre.id, Cadre.name, Cadre.id_number, Cadre.birth_on, CadreSummary.unit_id, Unit.name)
                .outerjoin(CadreSummary, CadreSummary.cadre_id == Cadre.id)
                .outerjoin(Unit, Unit.id == CadreSummary.unit_id)
                .where(Cadre.deleted_at.is_(None))
            )
            for key, name, number, birth, unit_id, unit in self._session.execute(query):
                person = _Person(key, name, number, unit_id, unit or "", f"{name}（{birth}，{unit or '无单位'}）")
                self._people.setdefault(name, []).append(person)
        return self._people

    def _by_text(self, model: type[Record]) -> dict[str, list[Record]]:
        if model not in self._records:
            known = self._records[model] = {}
            for record in self._session.scalars(sa.select(model).where(model.deleted_at.is_(None))):
                known.setdefault(squeezed(str(record)), []).append(record)
        return self._records[model]


def _fits(record: Record, beside: Mapping[str, Any]) -> bool:
    """Tell whether a record shares every link it has in common with the row: the task of this very term."""
    for name, value in beside.items():
        own = getattr(record, f"{name}_id", None)
        if isinstance(value, Link) and own is not None and own != value.id:
            return False
    return True
