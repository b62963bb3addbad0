"""Sanctions, measures and admonitions with the days they count, and what takes them away: tolerance and clearance."""

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.records.clearance import Clearance
from cadre_desktop.records.reminder import Reminder, ReminderKind
from cadre_desktop.records.revisit import names_in
from cadre_desktop.records.sanction import Sanction, SanctionClass, SanctionName
from cadre_desktop.records.tolerance_case import CONDITIONS, Procedure, ToleranceCase, TolerancePhase, YesNo
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
_FILING = ("basis", "risks", "collective_record")


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


def measure_of(sanction: Sanction) -> Measure:
    """Return a stored sanction as the rules of influence read it."""
    kind = INFLUENCE_KIND[sanction.name]
    return Measure(sanction.id, kind, sanction.decided_on, sanction.months, sanction.released_on)


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
    about = sa.or_(t.sanction_id.is_not(None), t.reminder_id.is_not(None), t.deviation_id.is_not(None))
    query = sa.select(t).where(t.deleted_at.is_(None), t.decided_on.is_not(None), about)
    found: dict[str, list[ToleranceFile]] = {}
    for case in session.scalars(query.options(sa.orm.lazyload("*"))):
        whose = case.cadre_id
        if whose is not None and case.decided_on is not None:
            found.setdefault(whose, []).append(tolerance_file(case))
    return found


def tolerance_file(case: ToleranceCase) -> ToleranceFile:
    """Return a stored case as the rules read it."""
    met = {YesNo.YES: True, YesNo.NO: False}
    answers = {name: Answer(met.get(getattr(case, name)), getattr(case, f"{name}_reason") or "") for name in CONDITIONS}
    linked = (case.sanction_id, case.reminder_id, case.deviation_id)
    return ToleranceFile(
        record=case.id,
        on=case.decided_on or case.applied_on,
        answers=answers,
        filed_before=case.phase is not TolerancePhase.APPLIED_AFTER,
        filing_number=case.filing_number or "",
        filing_filled=frozenset(name for name in _FILING if getattr(case, name)),
        simple=case.procedure is Procedure.SIMPLE,
        simple_reason=case.simple_reason or "",
        deciders=tuple(names_in(case.deciders or "")),
        decided_on=case.decided_on,
        result=case.result.value if case.result else "",
        document=case.document or "",
        correction=case.correction or "",
        followed_on=case.followed_on,
        about=frozenset(one for one in linked if one is not None),
    )


def clearance_files(session: Session) -> dict[str, list[ClearanceFile]]:
    """Read the clearances that were carried out and name what they are about, by person."""
    c = Clearance
    about = sa.or_(c.sanction_id.is_not(None), c.reminder_id.is_not(None), c.supervision_item_id.is_not(None))
    query = sa.select(c).where(c.deleted_at.is_(None), c.cleared_on.is_not(None), about)
    found: dict[str, list[ClearanceFile]] = {}
    for case in session.scalars(query.options(sa.orm.lazyload("*"))):
        found.setdefault(case.cadre_id, []).append(clearance_file(case))
    return found


def clearance_file(case: Clearance) -> ClearanceFile:
    """Return a stored clearance as the rules read it."""
    filled = {
        "verifier": case.verifier_id,
        "situation": case.situation,
        "consent": case.consented,
        "way": case.way,
        "scope": case.scope,
        "approved_on": case.approved_on,
    }
    linked = (case.sanction_id, case.reminder_id, case.supervision_item_id)
    return ClearanceFile(
        record=case.id,
        on=case.cleared_on or case.found_on or date.max,
        finding=case.finding.value if case.finding else "",
        filled=frozenset(name for name, value in filled.items() if value),
        about=frozenset(one for one in linked if one is not None),
        cleared_on=case.cleared_on,
        revisited_on=case.revisited_on,
        charge_handed_on=case.charge_handed_on,
    )
