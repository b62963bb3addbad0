"""Who is under influence on a day: sanctions, admonitions and moves down that still count, less what was taken away.

What was cleared counts nowhere.  What a granted ToleranceCase exempts does not count either, and is told beside.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.ground import Ground, kept
from cadre_desktop.figures.measures import Against, clearance_files, read_measures, tolerance_files
from cadre_desktop.records.adjustment import Adjustment, AdjustmentWay
from cadre_desktop.records.reminder import Reminder
from cadre_desktop.rules.clearance import cleared_records
from cadre_desktop.rules.explained import Explained
from cadre_desktop.rules.influence import Measure
from cadre_desktop.rules.influence_standing import Standing, standing
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.reminders import ReminderFile
from cadre_desktop.rules.tolerance import granted

ADJUSTMENT_INFLUENCE: Mapping[AdjustmentWay, str] = {
    AdjustmentWay.REMOVED: "organisational.removed",
    AdjustmentWay.DEMOTED: "organisational.demoted",
    AdjustmentWay.LATERAL: "organisational.transferred",
    AdjustmentWay.RANK: "organisational.transferred",
    AdjustmentWay.NON_LEADER: "organisational.transferred",
}
"""The ways of moving down as the settings of influence periods call them."""
_STEP_FIELDS = (
    "issued_on", "matter", "document", "received_on", "replied_on", "reply", "talkers", "recorder",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Influence:
    """What counts against one person on a day, and what would if it had not been tolerated or cleared."""

    cadre_id: str
    standing: Explained[Standing]
    against: tuple[Against, ...]
    spared: tuple[Against, ...]

    @property
    def runs(self) -> bool:
        """Whether anything counts on the day."""
        return self.standing.value.under_influence


@kept
def cleared(ground: Ground) -> frozenset[str]:
    """Return the records that count no more on the day, because what they rest on was cleared."""
    return frozenset(
        record
        for cases in clearance_files(ground.session).values()
        for record in cleared_records(cases, ground.book, ground.as_of)
    )


@kept
def excused(ground: Ground) -> dict[str, str]:
    """Return the records a granted case exempts altogether, each with the case."""
    cases = [case for files in tolerance_files(ground.session).values() for case in files]
    return {
        record: case.record
        for case in granted([one for one in cases if one.on <= ground.as_of], ground.book)
        if case.exempts
        for record in case.about
    }


@kept
def influences(ground: Ground) -> dict[str, Influence]:
    """Work out how everybody with a measure stands on the day, by person."""
    by_person: dict[str, list[Against]] = {}
    for one in [*read_measures(ground.session), *_adjustments(ground.session)]:
        if one.measure.decided_on.first_day() <= ground.as_of:
            by_person.setdefault(one.cadre_id, []).append(one)
    gone = cleared(ground) | excused(ground).keys()
    found = {}
    for cadre_id, measures in by_person.items():
        if ground.context.cadre_id not in (None, cadre_id):
            continue
        count = tuple(one for one in measures if one.measure.id not in gone)
        spared = tuple(one for one in measures if one.measure.id in gone)
        stands = standing([one.measure for one in count], ground.book, ground.as_of)
        found[cadre_id] = Influence(cadre_id, stands, count, spared)
    return found


def _adjustments(session: Session) -> Iterator[Against]:
    a = Adjustment
    query = sa.select(a.id, a.cadre_id, a.way, a.decided_on, a.influence_months, a.document).where(
        a.deleted_at.is_(None), a.decided_on.is_not(None), a.way.is_not(None)
    )
    for row in session.execute(query):
        kind = ADJUSTMENT_INFLUENCE.get(row.way)
        if kind is not None:
            measure = Measure(row.id, kind, PartialDate.of(row.decided_on), row.influence_months)
            yield Against(row.cadre_id, measure, f"能上能下（{row.way.label}）", row.document or "")


def reminder_file(reminder: Reminder) -> ReminderFile:
    """Return a stored reminder as the rules read it; what began it are the records that clearing may take away."""
    r = reminder
    return ReminderFile(
        record=r.id,
        kind=r.kind.value,
        state=r.state.value,
        filled=frozenset(name for name in _STEP_FIELDS if getattr(r, name)),
        approved_by=r.approved_by or "",
        next_step=r.next_step.value if r.next_step else "",
        started_by=began(r.came_from_id),
    )


def began(*ids: str | None) -> frozenset[str]:
    """Return the ids of the records that began something, those that are there."""
    return frozenset(one for one in ids if one)


def of_people(found: Mapping[str, Influence], ids: Iterable[str]) -> dict[str, Influence]:
    """Return who of the people named is under influence."""
    return {one: found[one] for one in ids if one in found and found[one].runs}
