"""青年干部: the four indicators of teams by age, and those born in or after the year of the settings."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.population import Person
from cadre_desktop.records.post import AppointmentKind, Post
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.rules.ages import within_age
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.young import IndicatorResult, Member, measure

YOUNG_AGE = 35
"""Up to this age somebody new in a township's team counts as young (35岁以下：不满36岁)."""
_TOWNS = (UnitKind.TOWNSHIP, UnitKind.STREET)
_HEADS = ("党委书记", "党工委书记", "镇长", "乡长", "办事处主任")
TEAM_OF: Mapping[UnitKind, str] = MappingProxyType(
    {
        UnitKind.TOWNSHIP: "township_team",
        UnitKind.STREET: "township_team",
        UnitKind.DEPARTMENT: "department_team",
    }
)


@kept
def unit_kinds(ground: Ground) -> dict[str, UnitKind]:
    """Read the kind of every live unit."""
    query = sa.select(Unit.id, Unit.kind).where(Unit.deleted_at.is_(None))
    return {row.id: row.kind for row in ground.rows(query)}


def is_town_head(person: Person) -> bool:
    """Say by the title whether somebody is one of a township's two heads; deputies and other bodies' heads are not."""
    titles = person.post_title.replace("，", "、").split("、")
    return person.is_leader and any(
        title.endswith(_HEADS) and "副" not in title and "纪" not in title for title in titles
    )


@kept
def results(ground: Ground) -> tuple[Explained[IndicatorResult], ...]:
    """Measure every indicator at the cut-off month, over the people on the books then."""
    kinds, members = unit_kinds(ground), []
    for person in ground.people():
        kind = kinds.get(person.unit_id or "")
        groups = {TEAM_OF[kind]} if kind is not None and kind in TEAM_OF and person.is_leader else set()
        if kind in _TOWNS and is_town_head(person):
            groups.add("township_head")
        if groups:
            members.append(Member(person.id, person.birth_on, person.unit_id or "", frozenset(groups), person.id))
    scope = ground.scope
    towns = [
        unit_id for unit_id in ground.units if kinds.get(unit_id) in _TOWNS and (scope is None or unit_id in scope)
    ]
    cut_off = PartialDate(ground.as_of.year, ground.as_of.month)
    return measure(members, cut_off, ground.book, units=towns)


def young(ground: Ground) -> Iterator[Figure]:
    """Give each indicator as it is asked, a share or a number, then who lacks, and the young newly put into teams."""
    for one in results(ground):
        indicator = one.value.indicator
        people = [person for part in one.value.parts for person in part.people]
        found = [person for part in one.value.parts for person in part.young]
        key = f"young_{indicator.key}"
        definition = f"{one.sentence}按干部人事档案认定的出生年月。"
        if indicator.percent:
            yield ground.rate(key, indicator.label, definition, found, people)
        else:
            yield ground.counted(key, indicator.label, "人", definition, found)
        short = f"{indicator.label}：按应配数还差的人数（逐单位的为各单位之和）。"
        yield ground.counted(f"{key}_short", f"{indicator.label}（缺）", "人", short, (), value=one.value.short)
    yield from _new_in_teams(ground)


def _new_in_teams(ground: Ground) -> Iterator[Figure]:
    p = Post
    query = sa.select(p.cadre_id, p.unit_id, p.appointment_kind, p.appointed_on).where(
        p.deleted_at.is_(None), p.is_leader.is_(True), ground.in_year(p.appointed_on)
    )
    births = {person.id: person.birth_on for person in ground.people()}
    kinds, cut_off = unit_kinds(ground), PartialDate(ground.as_of.year, ground.as_of.month)
    rows = [
        row
        for row in ground.rows(query)
        if row.cadre_id in births and within_age(births[row.cadre_id], YOUNG_AGE, cut_off)
    ]
    when = f"任职时间在{ground.year_text}之间、截至{ground.as_of:%Y.%m}不满{YOUNG_AGE + 1}岁"
    promoted = (
        row.cadre_id
        for row in rows
        if kinds.get(row.unit_id) in _TOWNS and row.appointment_kind is AppointmentKind.PROMOTED
    )
    yield ground.counted(
        "young_into_town_teams",
        f"新提拔{YOUNG_AGE}岁以下进乡镇（街道）班子",
        "人",
        f"{when}、选用类型为“新提拔”、任乡镇（街道）班子成员的人数，同一人只计1人。",
        promoted,
    )
    added = (row.cadre_id for row in rows if kinds.get(row.unit_id) is UnitKind.DEPARTMENT)
    yield ground.counted(
        "young_into_departments",
        "县直党政部门增配年轻干部",
        "人",
        f"{when}、任县直党政部门班子成员的人数，同一人只计1人。",
        added,
    )
