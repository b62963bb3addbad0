"""能上能下: facts on file that may belong to a listed situation, and how many officials were moved, by what and how.

The hits are proposals with their evidence, by rules/stepping_down; what was decided is counted from the ledger alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import sqlalchemy as sa

from cadre_desktop.figures.figure import Figure, FigureTable
from cadre_desktop.figures.ground import SECTION_UP, Ground, kept
from cadre_desktop.figures.measures import clearance_files, tolerance_files
from cadre_desktop.records.adjustment import (
    DECIDED,
    Adjustment,
    AdjustmentSituation,
    AdjustmentWay,
    adjustment_situations,
)
from cadre_desktop.records.annual_assessment import AnnualAssessment
from cadre_desktop.records.board_entry import BoardColour, BoardEntry, BoardState
from cadre_desktop.records.deviation_problem import DeviationKind, DeviationProblem, DeviationState
from cadre_desktop.records.political_review import PoliticalReview, ReviewState
from cadre_desktop.records.reminder import NextStep, Reminder, ReminderKind
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.records.vetting import PrivateMatters, Vetting
from cadre_desktop.records.vocab import AssessmentGrade, FourGrade
from cadre_desktop.rules.clearance import cleared_records
from cadre_desktop.rules.eligibility_facts import GradeOfYear
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.stepping_down import Finding, Hit, SteppingDownFacts, stepping_down_hints
from cadre_desktop.rules.tolerance import granted

EVIDENCE = (
    "annual_assessment", "political_review", "deviation_problem", "vetting", "reminder", "board_entry", "sanction",
)  # fmt: skip
"""The kinds of record a hit may rest on."""
_STYLE = "八项规定"
_DEVIATION: Mapping[DeviationKind, str] = MappingProxyType({DeviationKind.IDLE: "idle"})
_CONFIRMED = (DeviationState.ASSIGNED, DeviationState.CORRECTING, DeviationState.CLOSED)


class HitLine(NamedTuple):
    """One person and one situation that may be met."""

    cadre_id: str
    hit: Explained[Hit]


@kept
def hits(ground: Ground) -> tuple[HitLine, ...]:
    """Propose the situations the facts on file may belong to, for the leading officials in view.

    推进领导干部能上能下规定 is about 领导干部: team members and holders of posts of 副科级 and above.
    """
    grades, findings = _grades(ground), _findings(ground)
    tolerated = {whose: granted(cases, ground.book) for whose, cases in tolerance_files(ground.session).items()}
    cleared = {
        whose: cleared_records(cases, ground.book, ground.as_of)
        for whose, cases in clearance_files(ground.session).items()
    }
    found = []
    for person in ground.people():
        leading = person.is_leader or person.level in SECTION_UP
        if not leading or (person.id not in grades and person.id not in findings):
            continue
        facts = SteppingDownFacts(
            person.id,
            tuple(grades.get(person.id, ())),
            findings=tuple(findings.get(person.id, ())),
            tolerated=tolerated.get(person.id, ()),
            cleared=cleared.get(person.id, frozenset()),
        )
        found += [HitLine(person.id, hit) for hit in stepping_down_hints(facts, ground.book, ground.as_of).hits]
    return tuple(found)


def _grades(ground: Ground) -> dict[str, list[GradeOfYear]]:
    """Read the weak grades only: a run of them is what the rule looks for."""
    a = AnnualAssessment
    weak = {
        word
        for key in ("stepping_down.weak_grades", "stepping_down.failing_grades")
        for word in ground.book.texts(key, on=ground.as_of)
    }
    grades = [grade for grade in AssessmentGrade if grade.label in weak]
    query = sa.select(a.id, a.cadre_id, a.year, a.grade).where(
        a.deleted_at.is_(None), a.grade.in_(grades), a.year <= ground.as_of.year
    )
    found: dict[str, list[GradeOfYear]] = {}
    for row in ground.rows(query.order_by(a.year)):
        found.setdefault(row.cadre_id, []).append(GradeOfYear(row.id, row.year, row.grade.label))
    return found


def _findings(ground: Ground) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for read in (_political, _deviations, _matters, _unimproved, _boards, _style):
        for cadre_id, finding in read(ground):
            found.setdefault(cadre_id, []).append(finding)
    return found


_Found = Iterable[tuple[str, Finding]]


def _political(ground: Ground) -> _Found:
    r = PoliticalReview
    query = sa.select(r.id, r.cadre_id, r.decided_on, r.year).where(
        r.deleted_at.is_(None),
        r.grade == FourGrade.POOR,
        r.state.in_((ReviewState.DECIDED, ReviewState.FILED)),
        r.decided_on.is_not(None),
    )
    for row in ground.rows(query):
        words = f"{row.year}年度政治素质考察鉴定为“{FourGrade.POOR.label}”"
        yield row.cadre_id, Finding(row.id, "political_poor", row.decided_on, words)


def _deviations(ground: Ground) -> _Found:
    d = DeviationProblem
    query = sa.select(d.id, d.cadre_id, d.kind, d.project, d.found_on).where(
        d.deleted_at.is_(None), d.cadre_id.is_not(None), d.state.in_(_CONFIRMED)
    )
    for row in ground.rows(query):
        words = f"政绩观偏差问题“{row.project}”（{row.kind.label}）"
        yield row.cadre_id, Finding(row.id, _DEVIATION.get(row.kind, "deviation"), row.found_on, words)


def _matters(ground: Ground) -> _Found:
    v = Vetting
    query = sa.select(v.id, v.cadre_id, v.matters_on, v.matters_result).where(
        v.deleted_at.is_(None),
        v.matters_result.in_((PrivateMatters.OMITTED, PrivateMatters.CONCEALED)),
        v.matters_on.is_not(None),
    )
    for row in ground.rows(query):
        words = f"个人有关事项报告查核结论为“{row.matters_result.label}”"
        yield row.cadre_id, Finding(row.id, "concealed_matters", row.matters_on, words)


def _unimproved(ground: Ground) -> _Found:
    r = Reminder
    query = sa.select(r.id, r.cadre_id, r.issued_on, r.follow_up_on).where(
        r.deleted_at.is_(None),
        r.kind == ReminderKind.ADMONITION,
        r.next_step == NextStep.TO_MEASURE,
        r.issued_on.is_not(None),
    )
    for row in ground.rows(query):
        words = f"{row.issued_on:%Y.%m.%d}诫勉后转组织处理"
        yield row.cadre_id, Finding(row.id, "unimproved", row.follow_up_on or row.issued_on, words)


def _boards(ground: Ground) -> _Found:
    """Find the third black entry of a unit for one item in a year; it is about its head of that day."""
    b = BoardEntry
    query = (
        sa.select(b.id, b.head_id, b.unit_id, b.item, b.published_on)
        .where(b.deleted_at.is_(None), b.colour == BoardColour.BLACK, b.state == BoardState.PUBLISHED)
        .order_by(b.published_on, b.id)
    )
    counted: dict[tuple[str, str, int], int] = {}
    asked = ground.book.number("boards.give_way_at", on=ground.as_of)
    for row in ground.rows(query):
        place = (row.unit_id, row.item, row.published_on.year)
        counted[place] = counted.get(place, 0) + 1
        if row.head_id is not None and counted[place] == asked:
            words = f"{row.published_on.year}年“{row.item}”第{asked}次列入黑榜"
            yield row.head_id, Finding(row.id, "board_give_way", row.published_on, words)


def _style(ground: Ground) -> _Found:
    s = Sanction
    query = sa.select(s.id, s.cadre_id, s.name, s.decided_on).where(
        s.deleted_at.is_(None), s.withdrawn_on.is_(None), s.facts.contains(_STYLE)
    )
    for row in ground.rows(query):
        words = f"因违反中央八项规定精神受{row.name.label}"
        yield row.cadre_id, Finding(row.id, "style_violation", row.decided_on.first_day(), words)


class Moved(NamedTuple):
    """One decided adjustment."""

    id: str
    cadre_id: str
    unit_id: str
    way: AdjustmentWay | None


@kept
def adjusted(ground: Ground) -> tuple[Moved, ...]:
    """Read the adjustments decided in the year, of those in view."""
    a = Adjustment
    query = (
        sa.select(a.id, a.cadre_id, a.unit_id, a.way)
        .where(a.deleted_at.is_(None), a.state.in_(DECIDED), ground.day_in_year(a.decided_on))
        .order_by(a.decided_on, a.id)
    )
    rows = [(row, ground.place(row.cadre_id, row.unit_id)) for row in ground.rows(query)]
    return tuple(Moved(row.id, row.cadre_id, place, row.way) for row, place in rows if place is not None)


def adjustments(ground: Ground) -> Iterator[Figure]:
    """Count who was moved down in the year: all, and by each way."""
    found = adjusted(ground)
    when = f"组织决定日期在{ground.year_text}之间的能上能下调整"
    yield ground.counted(
        "adjusted_people", "落实“下”", "人", f"{when}涉及的人数，同一人只计1人。", (m.cadre_id for m in found)
    )
    yield ground.counted("adjusted_times", "落实“下”人次", "人次", f"{when}次数。", (m.id for m in found), "adjustment")
    for way in AdjustmentWay:
        rows = (m.cadre_id for m in found if m.way is way)
        definition = f"{when}中，调整方式为“{way.label}”的人数，同一人只计1人。"
        yield ground.counted(f"adjusted_{way.value}_people", f"落实“下”：{way.label}", "人", definition, rows)


def by_situation(ground: Ground) -> FigureTable:
    """Break the adjustments down by situation and way; one for two situations counts in both rows."""
    found = {one.id: one for one in adjusted(ground)}
    a, s = adjustment_situations.c, AdjustmentSituation
    query = (
        sa.select(a.adjustment_id, s.id, s.edition, s.number, s.name)
        .join(s, s.id == a.situation_id)
        .order_by(s.edition.desc(), s.number)
    )
    labels: dict[str, str] = {}
    places = []
    for adjustment_id, situation_id, edition, number, name in ground.rows(query):
        one = found.get(adjustment_id)
        if one is not None:
            labels[situation_id] = f"{edition}第{number}项 {name}"
            way = one.way.label if one.way else "未填"
            places += [(situation_id, "人数", one.cadre_id), (situation_id, way, one.cadre_id)]
    return ground.table(
        "adjusted_by_situation",
        "能上能下按情形",
        "人",
        f"组织决定日期在{ground.year_text}之间的能上能下调整人数，按认定的情形和调整方式；一人符合几种情形的在几行各计1次，"
        "合计按人去重。",
        "cadre",
        (tuple(labels), tuple(labels.values())),
        ("人数", *(way.label for way in AdjustmentWay)),
        places,
    )
