"""How ledgers name people, units and totals in their tables."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from cadre_desktop.figures.figure import FigureTable
from cadre_desktop.records.cadre import Cadre
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.reports.maker import NOT_PUBLIC, Maker
from cadre_desktop.rules.partial_date import PartialDate

DISTINCT = "合计按人去重，同一人在几行出现的只计1人，因此可能少于各行之和。"


class PeopleLines:
    """Names people with unit and post as of the cut-off, as the level allows; people who have left by name alone."""

    def __init__(self, maker: Maker, cadre_ids: Iterable[str]) -> None:
        self._maker = maker
        wanted = set(cadre_ids) - set(maker.ground.by_id)
        query = sa.select(Cadre.id, Cadre.name).where(Cadre.id.in_(wanted))
        self._others = {row.id: row.name for row in maker.ground.rows(query)} if wanted else {}

    def name(self, cadre_id: str) -> str:
        """Return the name as the level shows it."""
        person = self._maker.ground.by_id.get(cadre_id)
        return self._maker.mask.name(person.name if person else self._others.get(cadre_id, ""))

    def name_inside(self, cadre_id: str) -> str:
        """Return the name as `name` does, nothing for the public: beside the unit a covered name tells who it is."""
        return "" if self._maker.is_public else self.name(cadre_id)

    def unit(self, cadre_id: str) -> str:
        """Return the unit the person serves in at the cut-off."""
        person = self._maker.ground.by_id.get(cadre_id)
        return unit_name(self._maker, person.unit_id if person else None)

    def post(self, cadre_id: str) -> str:
        """Return the post held at the cut-off."""
        person = self._maker.ground.by_id.get(cadre_id)
        return self._maker.mask.text(person.post_title) if person else ""


def unit_name(maker: Maker, unit_id: str | None) -> str:
    """Return a unit's name, empty when there is none."""
    return maker.ground.units[unit_id].name if unit_id in maker.ground.units else ""


def post_then(maker: Maker, cadre_id: str, on: date) -> str:
    """Return the unit and post somebody held on a day: a sheet of the past names the post of its day."""
    text = str(PartialDate.of(on))
    held = [
        post
        for post in maker.ground.histories.posts.get(cadre_id, ())
        if (post.start or "") <= text and (post.end is None or post.end > text)
    ]
    held.sort(key=lambda post: (not post.is_main, post.start or ""))
    return "、".join(f"{unit_name(maker, post.unit_id)}{post.title}" for post in held)


def told(maker: Maker, text: str | None) -> str:
    """Return words about somebody: never in public, with names covered elsewhere as the level asks."""
    if maker.options.level is ExportLevel.MASKED:
        return NOT_PUBLIC if text else ""
    return maker.mask.text(text or "")


def inside(maker: Maker, text: str | None) -> str:
    """Return words that do not leave the office at all."""
    if maker.options.level is not ExportLevel.INTERNAL:
        return NOT_PUBLIC if text else ""
    return text or ""


def day(when: Any) -> str:
    """Return a day or a partial date as sheets print it."""
    return "" if when is None else str(when) if isinstance(when, PartialDate) else f"{when:%Y.%m.%d}"


def table_rows(table: FigureTable) -> list[tuple[Any, ...]]:
    """Return a figure table as numbered rows."""
    return [
        (at, label, *(cell.value for cell in cells))
        for at, (label, cells) in enumerate(zip(table.rows, table.cells, strict=True), 1)
    ]


def table_total(table: FigureTable) -> tuple[Any, ...] | None:
    """Return the 合计 row; distinct totals that are less than the sum are words, not numbers to be added up."""
    if not table.rows:
        return None
    sums = [sum(cells[at].value for cells in table.cells) for at in range(len(table.columns))]
    totals: Sequence[Any] = [
        cell.value if cell.value == whole else str(cell.value) for cell, whole in zip(table.totals, sums, strict=True)
    ]
    return ("合计", None, *totals)
