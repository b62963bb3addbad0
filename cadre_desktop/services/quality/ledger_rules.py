"""Rules between the ledgers: assessments that are missing, doubled, or too good for the year's sanctions."""

from collections.abc import Iterator

from cadre_desktop.records.cadre import Identity
from cadre_desktop.records.sanction import SanctionName
from cadre_desktop.records.vocab import AssessmentGrade
from cadre_desktop.services.old_values import words_of
from cadre_desktop.services.quality.finding import Severity, basis_of
from cadre_desktop.services.quality.people_rules import serving
from cadre_desktop.services.quality.rule import Hit, Rule
from cadre_desktop.services.quality.snapshot import Snapshot

_ASSESSED = frozenset({Identity.CIVIL_SERVANT.value, Identity.REFERENCE.value, Identity.INSTITUTION.value})
_EXCELLENT = AssessmentGrade.EXCELLENT.value


def without_assessment(snapshot: Snapshot) -> Iterator[Hit]:
    """Find people without last year's result, from the month on in which results are in."""
    if snapshot.today.month < snapshot.number("annual_due_month"):
        return
    year = snapshot.today.year - 1
    for person in serving(snapshot):
        late = person.work_start_on is not None and int(person.work_start_on[:4]) > year
        if person.identity not in _ASSESSED or late:
            continue
        if all(grade.year != year for grade in snapshot.grades.get(person.id, ())):
            what = f"没有 {year} 年度考核结果；不参加考核的也要登记并写明原因"
            yield Hit("cadre", person.id, snapshot.where(person), what, str(year))


def doubled_assessments(snapshot: Snapshot) -> Iterator[Hit]:
    """Find a year with two results for one person."""
    for cadre_id, grades in snapshot.grades.items():
        person = snapshot.people.get(cadre_id)
        seen: set[int] = set()
        for grade in grades:
            if grade.year in seen and person is not None:
                yield Hit("annual_assessment", grade.id, snapshot.where(person), f"{grade.year} 年度有两条考核结果")
            seen.add(grade.year)


def excellent_though_punished(snapshot: Snapshot) -> Iterator[Hit]:
    """Find 优秀 for a year in which a sanction was decided."""
    for cadre_id, decisions in snapshot.sanctions.items():
        person = snapshot.people.get(cadre_id)
        years = {int(decision.decided_on[:4]): decision for decision in decisions}
        for grade in snapshot.grades.get(cadre_id, ()) if person is not None else ():
            decision = years.get(grade.year)
            if decision is not None and grade.grade == _EXCELLENT and person is not None:
                words = words_of(SanctionName, decision.name)
                what = f"{grade.year} 年度考核为优秀，当年 {decision.decided_on} 有{words}决定"
                basis = basis_of((grade.grade, decision.id, decision.decided_on))
                yield Hit("annual_assessment", grade.id, snapshot.where(person), what, basis)


_W = Severity.WARNING
RULES = (
    Rule("no_annual", "没有上年度考核结果", _W, without_assessment, "quality.annual_due_month"),
    Rule("annual_twice", "一年有两条考核结果", _W, doubled_assessments, source="本程序"),
    Rule("grade_sanction", "受处分年度考核为优秀", _W, excellent_though_punished, source="公务员考核规定"),
)
