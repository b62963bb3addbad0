"""单位绩效考核 and 四挂钩: units by result, what each of the four links was used for, heads rewarded for 优秀."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.records.honour import Honour, HonourKind, HonourState, HonourTo
from cadre_desktop.records.post import MemberKind, Post
from cadre_desktop.records.unit import Unit, UnitKind
from cadre_desktop.records.unit_assessment import ResultUse, TeamGrade, UnitAssessment, UnitGrade, UseKind
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.unit_results import Link, UnitResult, link_gaps, link_rate

_MERIT_MONTHS = 12
"""How long after a unit's result was decided an honour of its head still belongs to it."""


class ResultLine(NamedTuple):
    """One unit's result with its links."""

    id: str
    unit_id: str
    unit_name: str
    unit_kind: str
    grade: UnitGrade
    team_grade: TeamGrade | None
    decided_on: date | None
    uses: tuple["UseLine", ...]

    def for_rules(self, year: int) -> UnitResult:
        """Return the result as the rules read it."""
        return UnitResult(self.id, self.unit_id, self.unit_name, year, self.grade.value, self.unit_kind)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links as the rules read them."""
        return tuple(
            Link(use.id, use.kind.value, use.linked, use.content, use.amount is not None, use.n_people or 0, use.reason)
            for use in self.uses
        )


class UseLine(NamedTuple):
    """One of the four links of one result."""

    id: str
    kind: UseKind
    linked: bool
    content: str
    amount: float | None
    n_people: int | None
    people: str
    document: str
    reason: str


@kept
def results(ground: Ground) -> tuple[ResultLine, ...]:
    """Read the year's results of the units in view, in print order, each with its links."""
    a, u, uses = UnitAssessment, Unit, _uses(ground)
    query = (
        sa.select(a.id, a.unit_id, u.name, u.kind, a.grade, a.team_grade, a.decided_on)
        .join(u, u.id == a.unit_id)
        .where(a.deleted_at.is_(None), u.deleted_at.is_(None), a.year == ground.year)
    )
    found = {
        row.unit_id: ResultLine(
            row.id, row.unit_id, row.name, row.kind.value, row.grade, row.team_grade, row.decided_on,
            tuple(uses.get(row.id, ())),
        )
        for row in ground.rows(query)
        if ground.scope is None or row.unit_id in ground.scope
    }  # fmt: skip
    return tuple(found[unit_id] for unit_id in ground.units if unit_id in found)


def _uses(ground: Ground) -> dict[str, list[UseLine]]:
    u, a = ResultUse, UnitAssessment
    query = (
        sa.select(
            u.assessment_id, u.id, u.kind, u.linked, u.content, u.amount, u.n_people, u.people, u.document, u.reason
        )
        .join(a, a.id == u.assessment_id)
        .where(u.deleted_at.is_(None), a.deleted_at.is_(None), a.year == ground.year)
        .order_by(u.created_at, u.id)
    )
    found: dict[str, list[UseLine]] = {}
    for row in ground.rows(query):
        line = UseLine(
            row.id, row.kind, row.linked, row.content or "", row.amount, row.n_people, row.people or "",
            row.document or "", row.reason or "",
        )  # fmt: skip
        found.setdefault(row.assessment_id, []).append(line)
    return found


def gaps(ground: Ground) -> dict[str, tuple[str, ...]]:
    """Return what the four links of each unit still lack, by the id of its result; complete ones are left out."""
    found = {}
    for line in results(ground):
        lacking = link_gaps(line.for_rules(ground.year), line.links, ground.book).value
        if lacking:
            found[line.id] = lacking
    return found


def counts(ground: Ground) -> Iterator[Figure]:
    """Count units by result, complete sets of links, and the heads of 优秀 units given a 三等功."""
    mine = results(ground)
    yield ground.counted(
        "unit_results",
        "绩效考核单位",
        "家",
        f"{ground.year}年度有绩效考核结果的单位数。",
        (r.unit_id for r in mine),
        "unit",
    )
    for grade in UnitGrade:
        yield ground.counted(
            f"unit_result_{grade.value}",
            f"绩效{grade.label}单位",
            "家",
            f"{ground.year}年度单位绩效考核等次为“{grade.label}”的单位数，同一单位只计1家。",
            (r.unit_id for r in mine if r.grade is grade),
            "unit",
        )
    yield ground.counted(
        "team_excellent",
        "班子评优单位",
        "家",
        f"{ground.year}年度领导班子等次为“优秀”的单位数。",
        (r.unit_id for r in mine if r.team_grade is TeamGrade.EXCELLENT),
        "unit",
    )
    lacking = gaps(ground)
    yield ground.rate(
        "links_complete_rate",
        "四挂钩完整的单位",
        f"{ground.year}年度绩效考核结果中，应挂钩事项全部填写、已挂钩的写明内容和金额或人员、未挂钩的写明原因的单位÷有结果的单位。",
        [r.unit_id for r in mine if r.id not in lacking],
        [r.unit_id for r in mine],
        "unit",
    )
    made = [link_rate(r.for_rules(ground.year), r.links, ground.book) for r in mine]
    yield ground.counted(
        "links_made",
        "已挂钩事项",
        "项",
        f"{ground.year}年度各单位应挂钩的事项中已挂钩的项数；应挂钩{sum(rate.whole for rate in made)}项。",
        (use.id for r in mine for use in r.uses if use.linked),
        "result_use",
        value=sum(rate.part for rate in made),
    )
    honoured = heads_with_merit(ground)
    yield ground.counted(
        "excellent_heads_merit",
        "优秀单位主要负责人记个人三等功",
        "人",
        f"{ground.year}年度绩效优秀单位的正职中，结果确定后{_MERIT_MONTHS}个月内记个人三等功的人数，同一人只计1人。",
        honoured,
    )


def uses(ground: Ground) -> Iterator[Figure]:
    """Count each of the four links: units, people and money."""
    mine = results(ground)
    for kind in UseKind:
        made = [(r, use) for r in mine for use in r.uses if use.kind is kind and use.linked]
        rule = f"{ground.year}年度绩效考核结果运用于“{kind.label}”"
        yield ground.counted(
            f"use_{kind.value}_units",
            f"{kind.label}挂钩单位",
            "家",
            f"{rule}的单位数。",
            (r.unit_id for r, _ in made),
            "unit",
        )
        ids = [use.id for _, use in made]
        yield ground.counted(
            f"use_{kind.value}_people",
            f"{kind.label}涉及人次",
            "人次",
            f"{rule}、各单位填写的涉及人数之和；同一人在几个单位填写的不剔除。",
            ids,
            "result_use",
            value=sum(use.n_people or 0 for _, use in made),
        )
        yield ground.counted(
            f"use_{kind.value}_amount",
            f"{kind.label}金额",
            "元",
            f"{rule}、各单位填写的金额之和。",
            ids,
            "result_use",
            value=round(sum(use.amount or 0 for _, use in made)),
        )


def heads_with_merit(ground: Ground) -> tuple[str, ...]:
    """Name the heads of 优秀 units who were given a 三等功 for it."""
    found = []
    for line in results(ground):
        if line.grade is not UnitGrade.EXCELLENT:
            continue
        start = PartialDate.of(line.decided_on) if line.decided_on else PartialDate(ground.year, 12)
        window = start.first_day(), start.plus_months(_MERIT_MONTHS).first_day()
        mine = heads(ground).get(line.unit_id, set())
        found += [whose for whose, on in _merits(ground) if whose in mine and window[0] <= on.last_day() < window[1]]
    return tuple(dict.fromkeys(found))


def _merits(ground: Ground) -> list[tuple[str, PartialDate]]:
    h = Honour
    query = sa.select(h.cadre_id, h.awarded_on).where(
        h.deleted_at.is_(None),
        h.to == HonourTo.PERSON,
        h.kind == HonourKind.MERIT_3,
        h.state == HonourState.ISSUED,
        h.withdrawn_on.is_(None),
        h.cadre_id.is_not(None),
    )
    return [(row.cadre_id, row.awarded_on) for row in ground.rows(query)]


@kept
def heads(ground: Ground) -> dict[str, set[str]]:
    """Name who headed each unit at the end of the year."""
    p, day = Post, str(PartialDate(ground.year, 12, 31))
    starts, ends = (sa.type_coerce(column, sa.String) for column in (p.appointed_on, p.removed_on))
    query = sa.select(p.unit_id, p.cadre_id).where(
        p.deleted_at.is_(None),
        p.member_kind == MemberKind.HEAD,
        p.is_leader,
        sa.or_(starts.is_(None), starts <= day),
        sa.or_(ends.is_(None), ends > day),
    )
    found: dict[str, set[str]] = {}
    for row in ground.rows(query):
        found.setdefault(row.unit_id, set()).add(row.cadre_id)
    return found


def by_grade(ground: Ground) -> FigureTable:
    """Break the year's results down by kind of unit and grade."""
    mine = results(ground)
    kinds = [kind for kind in UnitKind if any(r.unit_kind == kind.value for r in mine)]
    return ground.table(
        "unit_results_by_kind",
        "单位绩效考核等次",
        "家",
        f"{ground.year}年度有绩效考核结果的单位数，按单位类别统计。",
        "unit",
        (tuple(kind.value for kind in kinds), tuple(kind.label for kind in kinds)),
        [grade.label for grade in UnitGrade],
        [(r.unit_kind, r.grade.label, r.unit_id) for r in mine],
    )
