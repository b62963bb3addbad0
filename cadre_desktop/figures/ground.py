"""What all figures of one report stand on: the day, the year, the units in view, the people of any day."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from types import MappingProxyType
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.figure import Figure, FigureTable, Measure, Number, crossed, distinct, dotted
from cadre_desktop.figures.population import Histories, Person, on_day, read_histories, stored_rows
from cadre_desktop.records.rule_files import read_book
from cadre_desktop.records.unit import Unit
from cadre_desktop.records.vocab import PostLevel
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.percent import Rate
from cadre_desktop.rules.settings import RuleBook

SECTION_UP = frozenset(
    {PostLevel.COUNTY_HEAD, PostLevel.COUNTY_DEPUTY, PostLevel.SECTION_HEAD, PostLevel.SECTION_DEPUTY}
)
SECTION_LEVELS = frozenset({PostLevel.SECTION_HEAD, PostLevel.SECTION_DEPUTY})
# Whose files, talks and pledges are due, by the code of the unit's own setting, and the words for them.
DUE: Mapping[str, tuple[str, Callable[[Person], bool]]] = MappingProxyType(
    {
        "leaders": ("班子成员", lambda person: person.is_leader),
        "section": ("科级及以上干部", lambda person: person.level in SECTION_UP),
        "all": ("全部人员", lambda person: True),
    }
)
NO_UNIT = ""
NO_UNIT_LABEL = "未明确单位"


@dataclass(frozen=True, slots=True)
class FigureContext:
    """What the figures are asked for: the cut-off, the year, one unit with all below it, who is young, who is due.

    With `cadre_id` only this person's histories are read: for what is reckoned person by person.
    """

    as_of: date
    year: int
    unit_id: str | None = None
    young_since: int = 1987
    due: str = "leaders"
    cadre_id: str | None = None

    @classmethod
    def of(
        cls,
        today: date,
        *,
        year: int | None = None,
        as_of: date | None = None,
        unit_id: str | None = None,
        due: str = "leaders",
    ) -> "FigureContext":
        """Fill in what was not asked: the cut-off of a past year is its last day, of this year today."""
        if as_of is None:
            as_of = today if year is None else min(today, date(year, 12, 31))
        return cls(as_of, as_of.year if year is None else year, unit_id, due=due)

    @property
    def cut_off_before(self) -> date:
        """The last day of the year before the cut-off's."""
        return date(self.as_of.year - 1, 12, 31)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit as tables name and order it."""

    id: str
    name: str
    order: tuple[bool, int, str]
    parent_id: str | None


class Ground:
    """One session's view for one context; everything shared is read once and kept."""

    def __init__(self, session: Session, context: FigureContext) -> None:
        self.session, self.context = session, context
        self._people: dict[date, tuple[Person, ...]] = {}
        self._everybody: dict[date, tuple[Person, ...]] = {}
        self._histories: dict[str | None, Histories] = {}
        if "trail" not in session.info:  # what is only read stays as it is: several grounds of it share the histories
            self._everybody = session.info.setdefault(f"everybody {context.cadre_id}", self._everybody)
            self._histories = session.info.setdefault("histories", self._histories)
        self.kept: dict[str, Any] = {}

    @property
    def as_of(self) -> date:
        """The cut-off."""
        return self.context.as_of

    @property
    def year(self) -> int:
        """The year asked for."""
        return self.context.year

    @property
    def year_text(self) -> str:
        """The year's days up to the cut-off, for definitions."""
        last = min(self.as_of, date(self.year, 12, 31))
        return f"{self.year}年1月1日至{last.month}月{last.day}日" if last.year == self.year else f"{self.year}年"

    @cached_property
    def units(self) -> dict[str, UnitLine]:
        """Every live unit by id, in the order tables print them."""
        u = Unit
        query = sa.select(u.id, u.name, u.order_number, u.parent_id).where(u.deleted_at.is_(None))
        lines = [
            UnitLine(row.id, row.name, (row.order_number is None, row.order_number or 0, row.name), row.parent_id)
            for row in self.rows(query)
        ]
        return {line.id: line for line in sorted(lines, key=lambda line: line.order)}

    @cached_property
    def scope(self) -> frozenset[str] | None:
        """The unit asked for and all below it; None means everybody."""
        wanted = self.context.unit_id
        if wanted is None:
            return None
        inside, grown = {wanted}, True
        while grown:
            more = {u.id for u in self.units.values() if u.parent_id in inside} - inside
            inside, grown = inside | more, bool(more)
        return frozenset(inside)

    @property
    def where(self) -> str:
        """The words for the units in view."""
        unit_id = self.context.unit_id
        return f"{self.units[unit_id].name}（含下级）" if unit_id in self.units else "全部单位"

    @cached_property
    def book(self) -> RuleBook:
        """The rules as they hold here."""
        return read_book(self.session)

    @cached_property
    def histories(self) -> Histories:
        """Everybody's posts and ranks."""
        whose = self.context.cadre_id
        if whose not in self._histories:
            self._histories[whose] = read_histories(self.session, whose)
        return self._histories[whose]

    def people(self, day: date | None = None) -> tuple[Person, ...]:
        """Return who was on the books of the units in view on a day, the cut-off unless another is named."""
        day = day or self.as_of
        if day not in self._people:
            everybody, scope = self.everybody_on(day), self.scope
            self._people[day] = everybody if scope is None else tuple(p for p in everybody if p.unit_id in scope)
        return self._people[day]

    def everybody_on(self, day: date) -> tuple[Person, ...]:
        """Return who was on the books of any unit on a day."""
        if day not in self._everybody:
            self._everybody[day] = on_day(self.histories, day)
        return self._everybody[day]

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """The people of the cut-off by id."""
        return {person.id: person for person in self.people()}

    @cached_property
    def due(self) -> tuple[Person, ...]:
        """The people of the cut-off whose files, talks and pledges are due, as the unit has set it."""
        _, is_due = DUE[self.context.due]
        return tuple(person for person in self.people() if is_due(person))

    @cached_property
    def filed_ids(self) -> frozenset[str]:
        """Everybody whose record is not in the recycle bin, in service or not."""
        return frozenset(row.id for row in self.histories.people)

    def place(self, cadre_id: str, unit_id: str | None) -> str | None:
        """Return the unit a record counts for: the one filed with it, else the person's at the cut-off.

        None when it is out of view or its person was deleted; NO_UNIT when there is no unit at all.
        """
        if cadre_id not in self.filed_ids:
            return None
        if unit_id is None and cadre_id in self.by_id:
            unit_id = self.by_id[cadre_id].unit_id
        if self.scope is not None and unit_id not in self.scope:
            return None
        return unit_id if unit_id in self.units else NO_UNIT

    def whose(self, column: Any) -> Any:
        """Return the condition that a record is about the person asked for, true for all when nobody is named."""
        return sa.true() if self.context.cadre_id is None else column == self.context.cadre_id

    def rows(self, query: Any) -> list[Any]:
        """Run a set-wise query; plain rows with typed values, no ORM objects."""
        return list(self.session.connection().execute(query).all())

    def stored(self, query: Any) -> list[tuple[Any, ...]]:
        """Run a query over very many records; plain tuples as the store keeps them: codes, dates as text, 0 and 1.

        This takes a third of the time of `rows`.  Codes equal, and hash like, the members of their closed lists.
        """
        return stored_rows(self.session, query)

    def unit_rows(self, used: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return ids and names of the units that occur, in print order, the unknown one last."""
        wanted = set(used)
        ids = [unit_id for unit_id in self.units if unit_id in wanted]
        names = [self.units[unit_id].name for unit_id in ids]
        if NO_UNIT in wanted:
            ids.append(NO_UNIT)
            names.append(NO_UNIT_LABEL)
        return tuple(ids), tuple(names)

    def counted(
        self,
        key: str,
        label: str,
        unit: Measure,
        definition: str,
        ids: Iterable[str],
        kind_key: str = "cadre",
        population: str = "",
        value: Number = None,
    ) -> Figure:
        """Make the figure that counts the distinct ids (or has the given value)."""
        once = distinct(ids)
        number = len(once) if value is None else value
        return Figure(key, label, number, unit, definition, once, kind_key, population or self.everybody, self.as_of)

    def people_and_times(
        self, key: str, label: str, people: str, times: str, rows: Sequence[Any], kind_key: str
    ) -> Iterator[Figure]:
        """Make the figures of people (人) and of times (人次) of one matter; `people` and `times` define them."""
        yield self.counted(f"{key}_people", label, "人", people, (row.cadre_id for row in rows))
        yield self.counted(f"{key}_times", f"{label}人次", "人次", times, (row.id for row in rows), kind_key)

    def rate(
        self,
        key: str,
        label: str,
        definition: str,
        part: Iterable[str],
        whole: Iterable[str],
        kind_key: str = "cadre",
        population: str = "",
    ) -> Figure:
        """Make the figure of a share; it opens into the records of its numerator."""
        some, everything = distinct(part), distinct(whole)
        rate = Rate(len(some), len(everything))
        return Figure(
            key,
            label,
            rate.percent(),
            "%",
            f"{definition}分母{rate.whole}，分子{rate.part}。",
            some,
            kind_key,
            population or self.everybody,
            self.as_of,
            rate.part,
            rate.whole,
        )

    def table(
        self,
        key: str,
        title: str,
        unit: Measure,
        definition: str,
        kind_key: str,
        rows: tuple[Sequence[str], Sequence[str]],
        columns: Sequence[str],
        places: Iterable[tuple[str, str, str]],
        population: str = "",
    ) -> FigureTable:
        """Make a table from (row id, column, record id) triples; `rows` are ids and labels."""
        row_ids, labels = tuple(rows[0]), tuple(rows[1])
        cells = crossed(places, row_ids, columns)
        people = population or self.everybody
        return FigureTable(
            key, title, unit, definition, kind_key, people, self.as_of, labels, row_ids, tuple(columns), cells
        )

    @property
    def everybody(self) -> str:
        """The words for the usual population."""
        return f"{self.where}截至{dotted(self.as_of)}的在册干部"

    @property
    def due_words(self) -> str:
        """The words for the people whose files and talks are due."""
        return f"{self.where}截至{dotted(self.as_of)}在册干部中的{DUE[self.context.due][0]}"

    def in_year(self, attribute: Any) -> Any:
        """Return the condition that a partial date lies in the year and not after the cut-off."""
        text = sa.type_coerce(attribute, sa.String)
        return sa.and_(text >= str(self.year), text < str(self.year + 1), text <= str(PartialDate.of(self.as_of)))

    def day_in_year(self, attribute: Any) -> Any:
        """Return the condition that a full date lies in the year and not after the cut-off."""
        return attribute.between(date(self.year, 1, 1), min(self.as_of, date(self.year, 12, 31)))


Kept = TypeVar("Kept")


def kept(compute: Callable[[Ground], Kept]) -> Callable[[Ground], Kept]:
    """Let a reading that several figures share be done once a ground."""
    key = f"{compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def once(ground: Ground) -> Kept:
        if key not in ground.kept:
            ground.kept[key] = compute(ground)
        found: Kept = ground.kept[key]
        return found

    return once
