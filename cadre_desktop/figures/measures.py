"""Sanctions, measures and admonitions with the days they count, and what takes them away: tolerance and clearance."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.clearance import Clearance
from cadre_desktop.records.reminder import Reminder, ReminderKind
from cadre_desktop.records.sanction import Sanction, SanctionClass, SanctionName
from cadre_desktop.records.tolerance_case import CONDITIONS, ToleranceCase, YesNo
from cadre_desktop.rules.clearance import ClearanceFile
from cadre_desktop.rules.eligibility_facts import Penalty
from cadre_desktop.rules.influence import Measure, influence
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.rules.tolerance import Answer, ToleranceFile

_N = SanctionName
INFLUENCE_KIND = MappingProxyType(
    {
        _N.PARTY_WARNING: "party.warning",
        _N.PARTY_SERIOUS_WARNING: "party.serious_warning",
        _N.PARTY_REMOVAL: "party.removed",
        _N.PARTY_PROBATION: "party.probation",
        _N.PARTY_EXPULSION: "party.expelled",
        _N.WARNING: "state.warning",
        _N.DEMERIT: "state.demerit",
        _N.GREAT_DEMERIT: "state.major_demerit",
        _N.DOWNGRADE: "state.demoted",
        _N.DISMISSAL: "state.dismissed",
        _N.EXPULSION: "state.expelled",
        _N.INSTITUTION_WARNING: "institution.warning",
        _N.INSTITUTION_DEMERIT: "institution.demerit",
        _N.INSTITUTION_DOWNGRADE: "institution.demoted",
        _N.INSTITUTION_EXPULSION: "institution.expelled",
        _N.SUSPENSION: "organisational.suspended",
        _N.REASSIGNMENT: "organisational.transferred",
        _N.ORDERED_RESIGNATION: "organisational.resigned",
        _N.REMOVAL: "organisational.removed",
        _N.DEMOTION: "organisational.demoted",
    }
)
"""The names on file as the settings of influence periods call them."""


class Against(NamedTuple):
    """One measure against one official."""

    cadre_id: str
    measure: Measure
    label: str
    document: str


def read_measures(session: Session) -> list[Against]:
    """Read every sanction that was not withdrawn, and every admonition that was given."""
    return [*_sanctions(session), *_admonitions(session)]


def penalty_of(one: Against, book: RuleBook) -> Penalty:
    """Return a measure with the last day it counts, by the text in force when it was decided."""
    measure = one.measure
    period = influence(measure, book).value
    last_day = period.last_day if period is not None else None
    return Penalty(measure.id, measure.kind, one.label, measure.decided_on.first_day(), last_day, one.document)


def _sanctions(session: Session) -> Iterator[Against]:
    s = Sanction
    query = sa.select(
        s.id, s.cadre_id, s.sanction_class, s.name, s.decided_on, s.months, s.released_on, s.document
    ).where(s.deleted_at.is_(None), s.withdrawn_on.is_(None))
    for row in session.execute(query):
        measure = Measure(row.id, INFLUENCE_KIND[row.name], row.decided_on, row.months, row.released_on)
        named = row.sanction_class in (SanctionClass.PARTY, SanctionClass.INSTITUTION)
        label = row.name.label if named else f"{row.sanction_class.label}（{row.name.label}）"
        yield Against(row.cadre_id, measure, label, row.document or "")


def _admonitions(session: Session) -> Iterator[Against]:
    r = Reminder
    query = sa.select(r.id, r.cadre_id, r.issued_on, r.influence_months, r.document).where(
        r.deleted_at.is_(None), r.kind == ReminderKind.ADMONITION, r.issued_on.is_not(None)
    )
    for row in session.execute(query):
        measure = Measure(row.id, "admonition", PartialDate.of(row.issued_on), row.influence_months)
        yield Against(row.cadre_id, measure, ReminderKind.ADMONITION.label, row.document or "")


def tolerance_files(session: Session) -> dict[str, list[ToleranceFile]]:
    """Read the decided cases of tolerance that name what they are about, by person."""
    t = ToleranceCase
    about = sa.or_(t.sanction_id.is_not(None), t.reminder_id.is_not(None))
    query = sa.select(t).where(t.deleted_at.is_(None), t.decided_on.is_not(None), about)
    found: dict[str, list[ToleranceFile]] = {}
    for case in session.scalars(query.options(sa.orm.lazyload("*"))):
        whose = case.cadre_id
        if whose is not None and case.decided_on is not None:
            found.setdefault(whose, []).append(_tolerance_file(case))
    return found


def _tolerance_file(case: ToleranceCase) -> ToleranceFile:
    met = {YesNo.YES: True, YesNo.NO: False}
    answers = {name: Answer(met.get(getattr(case, name)), getattr(case, f"{name}_reason") or "") for name in CONDITIONS}
    return ToleranceFile(
        record=case.id,
        on=case.decided_on or case.applied_on,
        answers=answers,
        decided_on=case.decided_on,
        result=case.result.value if case.result else "",
        document=case.document or "",
        about=frozenset(one for one in (case.sanction_id, case.reminder_id) if one is not None),
    )


def clearance_files(session: Session) -> dict[str, list[ClearanceFile]]:
    """Read the clearances that were carried out and name what they are about, by person."""
    c = Clearance
    about = sa.or_(c.sanction_id.is_not(None), c.reminder_id.is_not(None))
    query = sa.select(c.id, c.cadre_id, c.finding, c.cleared_on, c.sanction_id, c.reminder_id).where(
        c.deleted_at.is_(None), c.cleared_on.is_not(None), about
    )
    found: dict[str, list[ClearanceFile]] = {}
    for row in session.execute(query):
        records = frozenset(one for one in (row.sanction_id, row.reminder_id) if one is not None)
        finding = row.finding.value if row.finding else ""
        case = ClearanceFile(row.id, row.cleared_on, finding, about=records, cleared_on=row.cleared_on)
        found.setdefault(row.cadre_id, []).append(case)
    return found
