"""考核资格: everybody's conclusion for a year with its reasons, for lists, for one person, and opened into records."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.assessment_facts import SYSTEMS, Subject, subjects
from cadre_desktop.figures.eligibility import ELSEWHERE_LABEL, conclusion, conclusion_label
from cadre_desktop.figures.ground import NO_UNIT_LABEL, Ground
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.annual_assessment import AnnualAssessment, Scheme
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.eligibility import Effect, Eligibility, Row
from cadre_desktop.rules.eligibility_facts import System
from cadre_desktop.services import figures
from cadre_desktop.storage.database import Database

_SCHEMES = {System.CIVIL: Scheme.CIVIL, System.INSTITUTION: Scheme.INSTITUTION}
SYSTEM_LABELS = {System.CIVIL: "公务员", System.INSTITUTION: "事业单位"}
EVIDENCE = (
    "sanction",
    "reminder",
    "placement",
    "regular_assessment",
    "annual_assessment",
    "tolerance_case",
    "post",
    "unit_assessment",
    "result_use",
    "quota_setting",
    "adjustment",
)
"""The kinds of record a conclusion may rest on."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what was found, by which text, and the records behind it."""

    rule: str
    sentence: str
    source: str
    records: tuple[str, ...]
    effect: Effect


@dataclass(frozen=True, slots=True)
class EligibilityLine:
    """One person's conclusion for a year: the reasons with an effect, and what else there is to know."""

    person: Link
    unit: Link
    post_title: str
    system: System
    effect: Effect
    conclusion: str
    words: str
    reasons: tuple[Reason, ...]
    remarks: tuple[Reason, ...]

    @property
    def is_affected(self) -> bool:
        """Whether anything was found that stands against the usual."""
        return bool(self.reasons) or self.conclusion == ELSEWHERE_LABEL


def lines(db: Database, year: int, *, unit_id: str | None = None) -> list[EligibilityLine]:
    """List everybody the year's assessment may concern, unit by unit, those with reasons first."""
    context = figures.context_of(db, year=year, unit_id=unit_id)
    with db.read() as session:
        return _lines(Ground(session, context))


def of_person(db: Database, cadre_id: str, year: int) -> EligibilityLine | None:
    """Return one person's conclusion; None for those these rules do not assess."""
    context = replace(figures.context_of(db, year=year), cadre_id=cadre_id)
    with db.read() as session:
        return next(iter(_lines(Ground(session, context))), None)


def result_of(db: Database, line: EligibilityLine, year: int) -> tuple[str | None, dict[str, Any]]:
    """Return the id of a person's result of the year, and what a new one begins with when there is none."""
    a = AnnualAssessment
    query = sa.select(a.id).where(a.deleted_at.is_(None), a.year == year, a.cadre_id == line.person.id)
    with db.read() as session:
        found = session.scalar(query)
    preset: dict[str, Any] = {"cadre": line.person, "year": year, "scheme": _SCHEMES[line.system]}
    if line.unit.id:
        preset["unit"] = line.unit
    return found, preset


def evidence(db: Database, ids: Iterable[str]) -> list[tuple[RecordKind, Link]]:
    """Find the records behind a reason: their kinds and names, in the order of the ids."""
    with db.read() as session:
        return [one for record_id in ids if (one := _record(session, record_id)) is not None]


def _record(session: Session, record_id: str) -> tuple[RecordKind, Link] | None:
    for key in EVIDENCE:
        kind = BY_KEY[key]
        record = session.get(kind.model, record_id)
        if record is not None and record.deleted_at is None:
            return kind, Link(record.id, str(record))
    return None


def _lines(ground: Ground) -> list[EligibilityLine]:
    order = {unit_id: at for at, unit_id in enumerate(ground.units)}
    made = [_line(ground, one, conclusion(ground, one)) for one in subjects(ground).values()]
    return sorted(made, key=lambda line: (order.get(line.unit.id, len(order)), not line.is_affected))


def _line(ground: Ground, subject: Subject, found: Eligibility) -> EligibilityLine:
    unit = ground.units.get(subject.unit_id)
    return EligibilityLine(
        person=Link(subject.id, subject.name),
        unit=Link(subject.unit_id, unit.name if unit else NO_UNIT_LABEL),
        post_title=subject.post_title,
        system=SYSTEMS[subject.identity],
        effect=found.effect,
        conclusion=conclusion_label(found),
        words=found.words,
        reasons=tuple(_reason(row) for row in found.reasons),
        remarks=tuple(_reason(row) for row in found.rows if row not in found.reasons),
    )


def _reason(row: Row) -> Reason:
    records = row.finding.records + (row.exempted_by.records if row.exempted_by is not None else ())
    return Reason(row.finding.rule, row.sentence, row.finding.source, records, row.effect)
