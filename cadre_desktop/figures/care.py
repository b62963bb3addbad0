"""容错关爱: cases by result and phase, people cleared, honours by kind and level, acts of care, incentives used."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable, dotted
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.oversight import in_view
from cadre_desktop.formats.values import shown
from cadre_desktop.records.care_record import CareKind, CareRecord
from cadre_desktop.records.clearance import Clearance, ClearanceState, Finding
from cadre_desktop.records.honour import Honour, HonourKind, HonourLevel, HonourState, HonourTo
from cadre_desktop.records.incentive import IncentiveMeasure, IncentiveUse, MeasureKind
from cadre_desktop.records.tolerance_case import ToleranceCase, TolerancePhase, ToleranceResult

_NAMED = (HonourKind.HERO, HonourKind.LION, HonourKind.STAR)
_PRIORITIES = tuple(kind for kind in MeasureKind if kind is not MeasureKind.OTHER)
"""五个优先."""


class Case(NamedTuple):
    """One case of tolerance decided in the year."""

    id: str
    cadre_id: str | None
    phase: TolerancePhase
    result: ToleranceResult


@kept
def cases_decided(ground: Ground) -> tuple[Case, ...]:
    """Return the year's decided cases of the units in view."""
    t = ToleranceCase
    query = sa.select(t.id, t.cadre_id, t.unit_id, t.phase, t.result).where(
        t.deleted_at.is_(None), t.result.is_not(None), ground.day_in_year(t.decided_on)
    )
    return tuple(
        Case(row.id, row.cadre_id, row.phase, row.result)
        for row in ground.rows(query.order_by(t.decided_on, t.id))
        if in_view(ground, row.cadre_id, row.unit_id)
    )


def tolerance(ground: Ground) -> Iterator[Figure]:
    """Count the cases of the year and the people in them, by result."""
    found, kind = cases_decided(ground), "tolerance_case"
    when = f"裁定或备案日期在{ground.year_text}之间的容错事项"
    yield ground.counted("tolerance_cases", "容错事项", "件", f"{when}件数。", (one.id for one in found), kind)
    for result in ToleranceResult:
        rows = [one for one in found if one.result is result]
        words = f"{when}，结论为“{result.label}”的"
        key = f"tolerance_{result.value}"
        yield ground.counted(
            f"{key}_cases", f"容错{result.label}事项", "件", f"{words}件数。", (r.id for r in rows), kind
        )
        people = (one.cadre_id for one in rows if one.cadre_id is not None)
        told = f"{words}所涉干部，同一人只计1人；只登记单位的不计。"
        yield ground.counted(f"{key}_people", f"容错{result.label}", "人", told, people)


def tolerance_by_phase(ground: Ground) -> FigureTable:
    """Break the year's decided cases down by how they were brought up, and result."""
    places = ((one.phase.value, one.result.label, one.id) for one in cases_decided(ground))
    rows = ([one.value for one in TolerancePhase], [one.label for one in TolerancePhase])
    words = f"裁定或备案日期在{ground.year_text}之间的容错事项，按提起方式和结论统计。"
    titles = [one.label for one in ToleranceResult]
    return ground.table("tolerance_by_phase", "容错纠错", "件", words, "tolerance_case", rows, titles, places)


def clearances(ground: Ground) -> Iterator[Figure]:
    """Count who was cleared in the year, and the false charges handed on."""
    c, done = Clearance, (ClearanceState.DONE, ClearanceState.VISITED)
    base = sa.select(c.id, c.cadre_id, c.finding).where(c.deleted_at.is_(None))
    when = ground.year_text
    rows = _of_people(ground, base.where(c.state.in_(done), ground.day_in_year(c.cleared_on)))
    words = f"澄清日期在{when}之间、查明不实或诬告陷害并已实施澄清的"
    yield ground.counted(
        "cleared_people", "澄清正名", "人", f"{words}干部，同一人只计1人。", (r.cadre_id for r in rows)
    )
    yield ground.counted("cleared_cases", "澄清正名件数", "件", f"{words}件数。", (r.id for r in rows), "clearance")
    handed = _of_people(ground, base.where(ground.day_in_year(c.charge_handed_on)))
    ids = [row.id for row in handed if row.finding is Finding.FALSE_CHARGE]
    words = f"移交日期在{when}之间的诬告陷害线索件数。"
    yield ground.counted("false_charges_handed", "诬告陷害线索移交", "件", words, ids, "clearance")


def _of_people(ground: Ground, query: Any) -> list[Any]:
    return [row for row in ground.rows(query) if ground.place(row.cadre_id, None) is not None]


@kept
def honours_given(ground: Ground) -> list[Any]:
    """Return the year's honours that were issued and not taken back."""
    h = Honour
    query = sa.select(h.id, h.to, h.cadre_id, h.unit_id, h.kind, h.level).where(
        h.deleted_at.is_(None), h.state == HonourState.ISSUED, h.withdrawn_on.is_(None), ground.in_year(h.awarded_on)
    )
    return [
        row for row in ground.rows(query.order_by(h.awarded_on, h.id)) if in_view(ground, row.cadre_id, row.unit_id)
    ]


def honours(ground: Ground) -> Iterator[Figure]:
    """Count the year's honours of collectives and of people, and the county's own by name."""
    found, kind = honours_given(ground), "honour"
    words = f"授予时间在{ground.year_text}之间、已发文且没有撤销的表彰奖励"
    teams = [row for row in found if row.to is HonourTo.COLLECTIVE]
    people = [row for row in found if row.to is HonourTo.PERSON]
    one_each = "；一次表彰一个对象计1个"
    yield ground.counted(
        "honour_collectives", "表彰先进集体", "个", f"{words}，对象为集体的{one_each}。", (r.id for r in teams), kind
    )
    ids = (row.id for row in people)
    yield ground.counted("honour_persons", "表彰先进个人", "人次", f"{words}，对象为个人的；一次计1人次。", ids, kind)
    told = f"{words}，对象为个人的，同一人只计1人。"
    yield ground.counted("honour_people", "受表彰干部", "人", told, (row.cadre_id for row in people))
    for named in _NAMED:
        ids = (row.cadre_id for row in people if row.kind is named)
        told = f"{words}，类别为“{named.label}”的个人，同一人只计1人。"
        yield ground.counted(f"honour_{named.value}", named.label, "人", told, ids)


def honours_by_level(ground: Ground) -> FigureTable:
    """Break the year's honours down by level and by whom they went to."""
    places = ((row.level.value, row.to.label, row.id) for row in honours_given(ground))
    return _honours(ground, "honours_by_level", "表彰奖励（按级别）", list(HonourLevel), places)


def honours_by_kind(ground: Ground) -> FigureTable:
    """Break the year's honours down by kind and by whom they went to."""
    places = ((row.kind.value, row.to.label, row.id) for row in honours_given(ground))
    return _honours(ground, "honours_by_kind", "表彰奖励（按类别）", list(HonourKind), places)


def _honours(ground: Ground, key: str, title: str, choices: list[Any], places: Any) -> FigureTable:
    rows = ([one.value for one in choices], [one.label for one in choices])
    words = f"授予时间在{ground.year_text}之间、已发文且没有撤销的表彰奖励，一次一个对象计1次。"
    titles = [HonourTo.COLLECTIVE.label, HonourTo.PERSON.label]
    return ground.table(key, title, "次", words, "honour", rows, titles, places)


@kept
def care_given(ground: Ground) -> list[Any]:
    """Return the year's acts of care."""
    c = CareRecord
    query = sa.select(c.id, c.cadre_id, c.unit_id, c.kind, c.n_people, c.amount).where(
        c.deleted_at.is_(None), ground.day_in_year(c.done_on)
    )
    return [row for row in ground.rows(query.order_by(c.done_on, c.id)) if in_view(ground, row.cadre_id, row.unit_id)]


def times(row: Any) -> int:
    """Return how many 人次 an act of care stands for: the number given for a unit, one for a person."""
    return row.n_people or (1 if row.cadre_id is not None else 0)


def care(ground: Ground) -> Iterator[Figure]:
    """Count the year's acts of care as 人次 and money, and the 人次 of each kind."""
    found, kind = care_given(ground), "care_record"
    words = f"日期在{ground.year_text}之间的关爱记录"
    counted = f"{words}；为个人办的计1人次，为单位办的按涉及人数计，没有填人数的不计人次。"
    ids = [row.id for row in found]
    number = sum(times(row) for row in found)
    yield ground.counted("care_times", "关心关爱", "人次", counted, ids, kind, value=number)
    money = sum((Decimal(shown(row.amount)) for row in found if row.amount), Decimal(0))
    paid = [row.id for row in found if row.amount]
    yield ground.counted("care_amount", "关爱资金", "元", f"{words}金额合计。", paid, kind, value=money)
    for one in CareKind:
        rows = [row for row in found if row.kind is one]
        told = f"{words}，类型为“{one.label}”的人次。"
        number = sum(times(row) for row in rows)
        yield ground.counted(f"care_{one.value}", one.label, "人次", told, (row.id for row in rows), kind, value=number)


def incentives(ground: Ground) -> Iterator[Figure]:
    """Count the measures in force, and how often each of the five priorities was used."""
    m, u = IncentiveMeasure, IncentiveUse
    listed = ground.session.scalars(sa.select(m.id).where(m.deleted_at.is_(None), m.in_force.is_(True)))
    words = f"截至{dotted(ground.as_of)}激励措施清单中有效的条数。"
    yield ground.counted("incentive_measures", "正向激励措施", "条", words, listed, "incentive_measure")
    query = (
        sa.select(u.id, u.cadre_id, u.unit_id, m.kind)
        .join(m, m.id == u.measure_id)
        .where(u.deleted_at.is_(None), ground.day_in_year(u.used_on))
    )
    rows = [row for row in ground.rows(query) if in_view(ground, row.cadre_id, row.unit_id)]
    words = f"日期在{ground.year_text}之间的激励运用"
    for kind in _PRIORITIES:
        ids = (row.id for row in rows if row.kind is kind)
        told = f"{words}，措施类别为“{kind.label}”的次数。"
        yield ground.counted(f"incentive_{kind.value}", kind.label, "次", told, ids, "incentive_use")
