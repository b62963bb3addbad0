"""考核指标: how many are in use for each class of units, and by how much they were cut against the base year."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records.indicator import Indicator, IndicatorSet, SetState, StopReason, UnitClass
from cadre_desktop.rules.percent import change, rounded


class SetLine(NamedTuple):
    """One issued set of a class of units, its indicators in use and stopped, and what it is held against."""

    id: str
    name: str
    unit_class: UnitClass
    in_use: tuple[str, ...]
    stopped: tuple[tuple[str, StopReason | None], ...]
    base_year: int | None
    base_count: int | None

    @property
    def cut(self) -> Fraction | None:
        """(old - new) / old, unrounded; None without a base."""
        rate = None if self.base_count is None else change(self.base_count, len(self.in_use))
        return None if rate is None else -rate


@kept
def sets(ground: Ground) -> tuple[SetLine, ...]:
    """Read the sets of the year that were issued, townships first; the base is counted where it is on file."""
    found = []
    for one in _sets(ground, ground.year):
        base_count = one.base_count
        if one.base_year is not None:
            base = [b for b in _sets(ground, one.base_year) if b.unit_class is one.unit_class]
            base_count = sum(len(_lines(ground).get(b.id, ((), ()))[0]) for b in base) if base else base_count
        in_use, stopped = _lines(ground).get(one.id, ((), ()))
        found.append(SetLine(one.id, one.name, one.unit_class, in_use, stopped, one.base_year, base_count))
    order = list(UnitClass)
    return tuple(sorted(found, key=lambda line: (order.index(line.unit_class), line.name)))


def counts(ground: Ground) -> Iterator[Figure]:
    """Count the indicators in use and their cut, class by class and altogether."""
    mine = sets(ground)
    classes = [c for c in UnitClass if any(line.unit_class is c for line in mine)]
    yield from _pair(ground, mine, "", "考核指标", "各类单位合计")
    for unit_class in classes:
        lines = [line for line in mine if line.unit_class is unit_class]
        yield from _pair(ground, lines, f"_{unit_class.value}", f"{unit_class.label}考核指标", unit_class.label)
    for reason in StopReason:
        ids = [i for line in mine for i, why in line.stopped if why is reason]
        yield ground.counted(
            f"indicators_stopped_{reason.value}",
            f"停用指标：{reason.label}",
            "项",
            f"{ground.year}年度已下达指标体系里停用的指标，停用原因为“{reason.label}”的项数。",
            ids,
            "indicator",
        )


def _pair(ground: Ground, lines: Sequence[SetLine], key: str, label: str, whom: str) -> Iterator[Figure]:
    in_use = [i for line in lines for i in line.in_use]
    rule = f"{ground.year}年度已下达的考核指标体系（{whom}）里在用的指标"
    yield ground.counted(f"indicators{key}", f"{label}项数", "项", f"{rule}项数。", in_use, "indicator")
    told = [line for line in lines if line.base_count is not None]
    old = sum(line.base_count or 0 for line in told)
    new = sum(len(line.in_use) for line in told)
    rate = change(old, new) if told else None
    years = "、".join(str(year) for year in dict.fromkeys(line.base_year for line in told if line.base_year)) or "—"
    yield Figure(
        f"indicator_cut{key}",
        f"{label}降幅",
        None if rate is None else rounded(-rate * 100),
        "%",
        f"（对照年度项数−本年项数）÷对照年度项数；对照年度{years}年{old}项，本年{new}项。对照年度的指标体系在本程序里的按记录计算，"
        "不在的按填写的项数；没有对照的指标体系不计入。",
        tuple(i for line in told for i in line.in_use),
        "indicator",
        ground.everybody,
        ground.as_of,
        old - new,
        old,
    )


@kept
def _lines(ground: Ground) -> dict[str, tuple[tuple[str, ...], tuple[tuple[str, StopReason | None], ...]]]:
    n = Indicator
    query = sa.select(n.id, n.indicator_set_id, n.in_use, n.stop_reason).where(n.deleted_at.is_(None))
    in_use: dict[str, list[str]] = {}
    stopped: dict[str, list[tuple[str, StopReason | None]]] = {}
    for row in ground.rows(query.order_by(n.number, n.id)):
        if row.in_use:
            in_use.setdefault(row.indicator_set_id, []).append(row.id)
        else:
            stopped.setdefault(row.indicator_set_id, []).append((row.id, row.stop_reason))
    return {key: (tuple(in_use.get(key, ())), tuple(stopped.get(key, ()))) for key in {*in_use, *stopped}}


class _Set(NamedTuple):
    id: str
    name: str
    unit_class: UnitClass
    base_year: int | None
    base_count: int | None


def _sets(ground: Ground, year: int) -> list[_Set]:
    """Read the sets issued for a year; those of a past year are ended by now and count as well."""
    s = IndicatorSet
    query = sa.select(s.id, s.name, s.unit_class, s.base_year, s.base_count).where(
        s.deleted_at.is_(None), s.year == year, s.state != SetState.DRAFT
    )
    return [_Set(*row) for row in ground.rows(query)]
