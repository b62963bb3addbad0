"""Which unit a cell means: known by name, former name, alias or short name; new; or for the clerk to decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.unit import Unit, UnitAlias, UnitFormerName, UnitKind, UnitState
from cadre_desktop.rules import new_units
from cadre_desktop.rules.cell_text import squeezed, visible
from cadre_desktop.rules.unit_names import UnitName, UnitNames
from cadre_desktop.services.imports.shape import NewUnit, Suggestion, Write
from cadre_desktop.storage.base import new_id

_KINDS = {kind.value: kind for kind in UnitKind}
NEW = "new:"
"""Before a name in a clerk's choice: the unit of that name which this import is about to make."""
_OF_KIND = "new/"


def new_of_kind(kind: str, name: str) -> str:
    """Return the choice that makes a unit of a name and a kind the clerk told: new/township:梅溪."""
    return f"{_OF_KIND}{kind}:{name}"


def makes_unit(choice: str) -> bool:
    """Tell whether a choice makes a unit of a kind the clerk told."""
    return choice.startswith(_OF_KIND)


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """The unit a text means, or why none could be told for certain."""

    id: str = ""
    name: str = ""
    kind: str = ""
    problem: str = ""
    warning: str = ""
    suggestions: tuple[Suggestion, ...] = ()


def unit_text(cell: object) -> str:
    """Return the words of a cell as names of units are kept: in tables they are padded, or broken over lines."""
    return "".join(str(cell).split())


class UnitFinder:
    """Finds units for one import; remembers what it found, and which units are new.

    Ask `prepare` once with every text of the sheet, so that a stem (梅溪) is seen beside its full name (梅溪镇).
    """

    def __init__(self, session: Session, by_hand: Mapping[str, str], *, create: bool) -> None:
        units = session.execute(sa.select(Unit.__table__).where(Unit.deleted_at.is_(None))).all()
        self._units = {u.id: u for u in units}
        self._by_hand = {squeezed(text): chosen for text, chosen in by_hand.items()}
        self._create = create
        self._stages = tuple(self._names(session, *more) for more in ((), (UnitFormerName,), (UnitAlias,)))
        self._short = UnitNames(UnitName(u.id, u.short_name) for u in units if u.short_name)
        self._last_order = max((u.order_number or 0 for u in units), default=0)
        self._rows: dict[str, int] = {}
        self._found: dict[str, FoundUnit] = {}
        self._new: dict[str, NewUnit] = {}
        self._sources: dict[str, str] = {}
        self._coming: dict[str, FoundUnit] = {}

    def _names(self, session: Session, *more: type[UnitFormerName] | type[UnitAlias]) -> UnitNames:
        others: dict[str, list[str]] = {}
        for model in more:
            text = UnitFormerName.name if model is UnitFormerName else UnitAlias.text
            query = sa.select(model.unit_id, text).where(model.deleted_at.is_(None))
            for unit_id, word in session.execute(query):
                others.setdefault(unit_id, []).append(word)
        return UnitNames(UnitName(u.id, u.name, tuple(others.get(u.id, ()))) for u in self._units.values())

    def prepare(self, texts: Iterable[str]) -> None:
        """Decide over all the names of a sheet at once, in the order they are met."""
        for text in texts:
            self._rows[text] = self._rows.get(text, 0) + 1
        unknown = [text for text in self._rows if text and not self._known(text)]
        # A name with a telling ending is the full one; a stem without is looked at beside it.
        for text in sorted(unknown, key=lambda t: not new_units.kind_of(t)):
            self.find(text)

    def expect(self, names: Iterable[str]) -> None:
        """Be told of the units that the rows themselves will file, so that other rows may name them."""
        for name in names:
            if not any(stage.match(name).unit_id for stage in self._stages):
                self._coming.setdefault(squeezed(name), FoundUnit(new_id(), name))

    def coming(self, name: str) -> str:
        """Return the id a row of this name will get, "" when none is expected."""
        found = self._coming.get(squeezed(name))
        return found.id if found else ""

    def filed_name(self, text: str) -> str:
        """Return the name of the unit on file that differs from a text in blanks and widths at most, else the text."""
        found = self._stages[0].match(text).unit_id
        return self.name_of(found) if found else unit_text(visible(text))

    def doubts(self, name: str) -> tuple[str, ...]:
        """Say which unit a row that files a new one may mean."""
        alike = [one.text for one in self._alike(name)]
        return (f"单位“{name}”可能就是“{alike[0]}”，请核对是否重复",) if alike else ()

    def find(self, text: str) -> FoundUnit:
        """Return the unit a text means."""
        if text not in self._found and not self._known(text):
            self._found[text] = self._decide(text)
        return self._found[text]

    def name_of(self, unit_id: str | None) -> str:
        """Return a unit's name by its id."""
        if unit_id in self._units:
            return str(self._units[unit_id].name)
        return next((unit.name for unit in self._new.values() if unit.id == unit_id), "")

    @property
    def new(self) -> tuple[NewUnit, ...]:
        """The units the import would make, in the order of the sheet."""
        return tuple(self._new.values())

    def writes(self, source: str) -> list[Write]:
        """Return the new units and the aliases the clerk matched by hand, ready to be filed."""
        made = [
            Write(Unit, {"id": u.id, "name": u.name, "kind": _KINDS[u.kind], "order_number": self._last_order + at})
            for at, u in enumerate(self._new.values(), start=1)
        ]
        matched = [
            Write(UnitAlias, {"unit_id": unit_id, "text": text, "source": source})
            for text, unit_id in self._sources.items()
        ]
        return made + matched

    def longest_start(self, text: str) -> str:
        """Return the longest name of a unit in the store that a text begins with, "" when it begins with none."""
        return max((u.name for u in self._units.values() if text.startswith(u.name)), key=len, default="")

    def _known(self, text: str) -> bool:
        if text in self._found:
            return True
        chosen = self._chosen(text)
        if chosen is not None:
            self._found[text] = chosen
            if all(stage.match(text).unit_id != chosen.id for stage in self._stages):
                self._sources[text] = chosen.id
            return True
        for names in (*self._stages, self._short):
            match = names.match(text)
            if match.unit_id:
                self._found[text] = self._as_found(match.unit_id)
                return True
        if squeezed(text) in self._coming:
            self._found[text] = self._coming[squeezed(text)]
            return True
        return False

    def _chosen(self, text: str) -> FoundUnit | None:
        """Return the unit the clerk matched this text to: one in the store, or one this import makes."""
        value = self._by_hand.get(squeezed(text), "")
        if value in self._units:
            return self._as_found(value)
        name = value.removeprefix(NEW)
        if not value.startswith(NEW) or squeezed(name) == squeezed(text):
            return None
        target = self.find(name)
        return target if target.id else None

    def _as_found(self, unit_id: str) -> FoundUnit:
        unit = self._units[unit_id]
        closed = f"单位“{unit.name}”已撤并，请核对" if unit.state is UnitState.CLOSED else ""
        return FoundUnit(unit.id, unit.name, unit.kind.value, warning=closed)

    def _decide(self, text: str) -> FoundUnit:
        by_hand = self._by_hand.get(squeezed(text), "")
        if makes_unit(by_hand):
            return self._make(text, by_hand.removeprefix(_OF_KIND).partition(":")[0])
        if by_hand in (NEW + text, NEW + squeezed(text)):
            return self._make(text, new_units.kind_of(text))
        same_named = self._same_named(text)
        if same_named:
            return FoundUnit(problem=f"有{len(same_named)}个单位都叫“{text}”，请选择其中一个", suggestions=same_named)
        alike = self._alike(text)
        if alike:
            words = "、".join(f"“{one.text}”" for one in alike[:3])
            return FoundUnit(problem=f"单位“{text}”可能就是{words}，请选择对应的单位", suggestions=alike)
        if not self._create:
            suggested = self._stages[-1].match(text).suggestions
            return FoundUnit(
                problem=f"单位“{text}”不存在，请选择对应的单位，或新建这个单位",
                suggestions=tuple(Suggestion(u.name, u.id) for u in suggested),
            )
        return self._make(text, new_units.kind_of(text))

    def _alike(self, text: str) -> tuple[Suggestion, ...]:
        """Return the units this may be another way of writing: those in the store, by any of their names, and new."""
        known = {name: u for stage in self._stages for u in stage.units for name in (u.name, *u.aliases)}
        found = {known[name].id: known[name].name for name in new_units.may_be(text, known)}
        others = [*(u.name for u in self._new.values()), *(u.name for u in self._coming.values())]
        found |= {NEW + name: name for name in new_units.may_be(text, others)}
        return tuple(Suggestion(name, choice) for choice, name in found.items())

    def _same_named(self, text: str) -> tuple[Suggestion, ...]:
        key = squeezed(text)
        offered = (*self._stages[0].match(text).suggestions, *self._short.match(text).suggestions)
        named = {u.id: str(self._units[u.id].name) for u in offered if squeezed(u.name) == key}
        return tuple(Suggestion(name, unit_id) for unit_id, name in named.items())

    def _make(self, text: str, kind: str) -> FoundUnit:
        """Plan a unit of a kind told by its name or by the clerk; without one, ask: nothing is guessed."""
        name = squeezed(text)
        if kind not in _KINDS:
            offers = (Suggestion(f"新建为{one.label}", new_of_kind(one.value, name)) for one in UnitKind)
            problem = f"单位“{text}”不存在，从名称看不出类别，不能自动新建，请选择类别新建，或先在系统中登记这个单位"
            return FoundUnit(problem=problem, suggestions=tuple(offers))
        chosen = _KINDS[kind]
        unit = self._new.get(name)
        if unit is None:
            rows = sum(n for other, n in self._rows.items() if squeezed(other) == name) or 1
            unit = self._new[name] = NewUnit(new_id(), visible(text), chosen.value, chosen.label, rows)
        return FoundUnit(unit.id, unit.name, unit.kind)
