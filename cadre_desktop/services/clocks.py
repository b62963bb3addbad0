"""Every clock of the store as plain lines: who or what falls due when, from which record, by which rule.

Read set by set, never person by person, so that a county's ten thousand people take no longer than a page may.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.figures.influences import influences
from cadre_desktop.figures.revisits import revisits_due
from cadre_desktop.figures.rotation_due import standings_until
from cadre_desktop.records.adjustment import Adjustment
from cadre_desktop.records.cadre import Cadre, CadreState, Identity
from cadre_desktop.records.placement import Placement, PlacementKind, PlacementState
from cadre_desktop.records.post import AppointmentKind, AppointmentWay, Post
from cadre_desktop.records.rank import Rank
from cadre_desktop.records.rows import Link
from cadre_desktop.records.sanction import Sanction
from cadre_desktop.rules import clocks as rules
from cadre_desktop.rules.clocks import Clock
from cadre_desktop.rules.dated_terms import Term, term_clock
from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.rules.retirement import Birth, retirement, retirement_clock
from cadre_desktop.rules.settings import NoTextInForce
from cadre_desktop.services import clock_deadlines, talk_coverage
from cadre_desktop.services.clock_reading import Reach, Reading, partial
from cadre_desktop.services.due import Due, DueKind, in_order
from cadre_desktop.services.pace import nothing_collected
from cadre_desktop.services.talk_coverage import Coverage
from cadre_desktop.storage.database import Database

TERM_CASES = MappingProxyType(
    {
        PlacementKind.ROOTING: "grassroots",
        PlacementKind.SHADOWING: "shadowing",
        PlacementKind.POST_STUDY: "shadowing",
        PlacementKind.SECONDMENT: "secondment",
        PlacementKind.DRILL: "shadowing",
    }
)
"""The kinds of placement as the settings of terms call them."""
EMPLOYMENT = MappingProxyType(
    {
        Identity.CIVIL_SERVANT: "civil_servant",
        Identity.REFERENCE: "civil_servant",
        Identity.INSTITUTION: "manager",
        Identity.ENTERPRISE: "manager",
    }
)
"""Who may not stay on after the month of retirement, by 身份类别; the others may."""
_RECRUITED = MappingProxyType(
    {
        Identity.CIVIL_SERVANT: "probation.civil_servant",
        Identity.REFERENCE: "probation.civil_servant",
        Identity.INSTITUTION: "probation.institution",
    }
)
YOUNGEST_TO_LEAVE = 50
"""The lowest age limit there is; nobody younger has a month of retirement near."""
FORGOTTEN_AFTER = 12
"""Months after its end a probation nobody confirmed is asked for no more: older posts were filed without."""


def clocks(db: Database, *, until: date, covered: Coverage | None = None) -> list[Due]:
    """List every clock that runs and falls due by a day, what is past and not done included, the earliest first.

    `covered` is the coverage of the year under review for who has worked it out already.
    """
    with nothing_collected():
        found = _talks(covered or talk_coverage.coverage(db), db.now().date())
        return in_order([*(due for due in found if _by(due, until)), *within(db, Reach(until))])


def clocks_of_person(db: Database, cadre_id: str) -> list[Due]:
    """List every clock of one person, however far away, the earliest first."""
    return within(db, Reach(cadre_id=cadre_id))


def within(db: Database, reach: Reach) -> list[Due]:
    """List the clocks within reach, the earliest first."""
    with db.read() as session:
        return read(session, db.now(), reach)


def read(session: Session, now: datetime, reach: Reach) -> list[Due]:
    """List the same within a session already open; without the five talks, which count by the year."""
    reading = Reading(session, now, reach)
    return in_order([due for reader in _READERS for due in reader(reading) if _by(due, reach.until)])


def without_base(db: Database) -> tuple[str, ...]:
    """Name the serving people of fifty and more whose month of retirement cannot be told for want of 年龄界限."""
    with db.read() as session:
        return lacking_base(session, db.now().date())


def lacking_base(session: Session, today: date) -> tuple[str, ...]:
    """Name the same within a session already open, the oldest first."""
    c, born_before = Cadre, str(PartialDate.of(today, "month").plus_months(1 - 12 * YOUNGEST_TO_LEAVE))
    query = sa.select(c.id).where(
        c.deleted_at.is_(None), c.state == CadreState.SERVING, c.retirement_base.is_(None),
        sa.type_coerce(c.birth_on, sa.String) < born_before,
    )  # fmt: skip
    return tuple(session.scalars(query.order_by(c.birth_on, c.id)))


def _by(due: Due, until: date) -> bool:
    return due.due_on.first_day() <= until


def _rotations(reading: Reading) -> Iterator[Due]:
    for one in standings_until(reading.ground, reading.reach.until):
        person, delay = Link(one.person.id, one.person.name), one.clock.delay
        told, what = one.clock.clock, f"任{one.person.post_title}{one.clock.service.words}"
        if delay is not None:
            if delay.until is None:
                continue  # put off until further notice: nothing falls due
            told, what = (
                rules.clock(delay.until, reading.today, warn_days=reading.warn_days),
                f"暂缓交流：{delay.reason}",
            )
        yield Due(
            DueKind.ROTATION, what, told, "post", one.post_id, one.found, person,
            reading.unit(one.person.unit_id), one.clock.service.since,
        )  # fmt: skip


def retirements(reading: Reading) -> Iterator[Due]:
    """Yield the month of retirement of everybody in service whose 年龄界限 is filled in."""
    c, told = Cadre, dict[tuple[str, int, str], Explained[Clock] | None]()
    born_before = str(PartialDate.of(reading.reach.until, "month").plus_months(1 - 12 * YOUNGEST_TO_LEAVE))
    query = sa.select(c.id, c.birth_on, c.retirement_base, c.identity).where(
        c.deleted_at.is_(None), c.state == CadreState.SERVING, c.retirement_base.is_not(None),
        sa.type_coerce(c.birth_on, sa.String) < born_before, reading.reach.narrows(c.id, c.id),
    )  # fmt: skip
    for cadre_id, birth, base, identity in reading.ground.stored(query):
        alike = (birth, base, EMPLOYMENT.get(identity, ""))
        if alike not in told:
            told[alike] = _retirement(reading, *alike)
        found = told[alike]
        if found is None or found.value.due_on.first_day() > reading.reach.until:
            continue
        person = reading.person(cadre_id)
        if person is None:
            continue
        inputs = tuple(Input(one.label, one.text, cadre_id) for one in found.inputs)
        found = Explained(found.value, found.rule, inputs, found.sentence, found.texts)
        what = f"{found.inputs[0].text}出生，达到法定退休年龄"
        unit = reading.unit(None, person)
        yield Due(DueKind.RETIREMENT, what, found.value, "cadre", cadre_id, found, person, unit, partial(birth))


def _retirement(reading: Reading, birth: str, base: int, employment: str) -> Explained[Clock] | None:
    """Reckon for everybody born in the month at once; None where the date or the age does not allow it."""
    try:
        leaving = retirement(Birth(partial(birth)), base, reading.book, employment=employment)
    except ValueError:  # the birth known to the year only, or an age the reform does not know
        return None
    return retirement_clock(leaving, reading.book, reading.today)


def probations(reading: Reading) -> Iterator[Due]:
    """Yield the leaders on trial, and the recruits without a rank."""
    p = Post
    lately = str(PartialDate.of(reading.today, "month").plus_months(-12 - FORGOTTEN_AFTER))
    posts = sa.select(p.id, p.cadre_id, p.unit_id, p.title, p.appointed_on).where(
        p.deleted_at.is_(None), p.appointment_kind == AppointmentKind.PROMOTED, p.is_leader.is_(True),
        sa.or_(p.appointment_way.is_(None), p.appointment_way != AppointmentWay.ELECTED),
        p.removed_on.is_(None), p.confirmed_on.is_(None), sa.type_coerce(p.appointed_on, sa.String) >= lately,
        reading.reach.narrows(p.id, p.cadre_id),
    )  # fmt: skip
    for post_id, cadre_id, unit_id, title, start in reading.ground.stored(posts):
        yield from _term(reading, DueKind.PROBATION, "probation.leader", ("post", post_id), cadre_id, unit_id,
                         Term(post_id, partial(start)), f"提任{title}试用期")  # fmt: skip
    yield from _recruits(reading, lately)


def _recruits(reading: Reading, lately: str) -> Iterator[Due]:
    c, r = Cadre, Rank
    ranked = sa.exists().where(r.cadre_id == c.id, r.deleted_at.is_(None))
    query = sa.select(c.id, c.identity, c.work_start_on).where(
        c.deleted_at.is_(None), c.state == CadreState.SERVING, sa.type_coerce(c.work_start_on, sa.String) >= lately,
        c.identity.in_(list(_RECRUITED)), ~ranked, reading.reach.narrows(c.id, c.id),
    )  # fmt: skip
    for cadre_id, identity, start in reading.ground.stored(query):
        case = _RECRUITED[identity]
        yield from _term(reading, DueKind.PROBATION, case, ("cadre", cadre_id), cadre_id, None,
                         Term(cadre_id, partial(start)), "参加工作试用期")  # fmt: skip


def _placements(reading: Reading) -> Iterator[Due]:
    p = Placement
    query = sa.select(p.id, p.cadre_id, p.kind, p.to_unit_id, p.started_on, p.planned_end_on).where(
        p.deleted_at.is_(None), p.state == PlacementState.SERVING, reading.reach.narrows(p.id, p.cadre_id)
    )
    for row in reading.ground.rows(query):
        planned = PartialDate.of(row.planned_end_on) if row.planned_end_on else None
        term, to = Term(row.id, PartialDate.of(row.started_on), planned), reading.unit(row.to_unit_id)
        what = f"{row.kind.label}（{to.text if to else '接收单位不明'}）"
        yield from _term(reading, DueKind.PLACEMENT, TERM_CASES[row.kind], ("placement", row.id), row.cadre_id, None,
                         term, what)  # fmt: skip


def _term(
    reading: Reading, kind: DueKind, case: str, record: tuple[str, str], cadre_id: str, unit_id: str | None,
    term: Term, what: str,
) -> Iterator[Due]:  # fmt: skip
    """Yield the clock of a term, unless its dates do not allow one or it was over long ago."""
    person = reading.person(cadre_id)
    try:
        found = term_clock(case, term, reading.book, reading.today)
    except (NoTextInForce, ValueError):
        return
    over = PartialDate.of(reading.today).month_index - PartialDate.of(found.value.due_on.last_day()).month_index
    if person is None or (kind is DueKind.PROBATION and over > FORGOTTEN_AFTER):
        return
    yield Due(kind, what, found.value, *record, found, person, reading.unit(unit_id, person), term.start)


def _influences(reading: Reading) -> Iterator[Due]:
    a, session = Adjustment, reading.session
    adjusted = set(session.scalars(sa.select(a.id).where(a.deleted_at.is_(None), a.decided_on.is_not(None))))
    for one in influences(reading.ground).values():
        person = reading.person(one.cadre_id)
        labels = {against.measure.id: against.label for against in one.against}
        for period in one.standing.value.in_force if person is not None else ():
            measure = period.value.measure
            kind = "adjustment" if measure.id in adjusted else "sanction"
            kind = "reminder" if measure.kind == "admonition" else kind
            ends = rules.clock(PartialDate.of(period.value.last_day), reading.today, warn_days=30)
            what = f"{labels[measure.id]}影响期"
            unit = reading.unit(None, person)
            yield Due(DueKind.INFLUENCE, what, ends, kind, measure.id, period, person, unit, measure.decided_on)


def _revisits(reading: Reading) -> Iterator[Due]:
    names = {row.id: row.name for row in reading.ground.rows(sa.select(Sanction.id, Sanction.name))}
    for one in revisits_due(reading.ground):
        person = reading.person(one.cadre_id)
        first, last = (PartialDate.of(day) for day in one.window.value)
        ends = rules.clock(last, reading.today, warn_days=30)
        what = f"受{names[one.sanction_id].label}后回访，影响期满前进行"
        unit = reading.unit(None, person)
        yield Due(DueKind.REVISIT, what, ends, "sanction", one.sanction_id, one.window, person, unit, first)


def _talks(covered: Coverage, today: date) -> Iterator[Due]:
    """Yield a line for each unit that still lacks talks; they are due by the end of the year under review."""
    last = PartialDate.of(date(covered.year, 12, 31))
    ends = rules.clock(last, today, warn_months=2)
    for line in covered.units:
        left = [person for person in line.people if not person.complete]
        if not left or not line.unit.id:
            continue
        names = "、".join(person.person.text for person in left[:6]) + ("等" if len(left) > 6 else "")
        said = f"{covered.year}年五必谈：应谈{len(line.people)}人，{len(left)}人未谈齐（{names}），{ends.words}"
        inputs = tuple(Input(one.person.text, f"缺{len(one.missing)}类", one.person.id) for one in left[:30])
        found = Explained(ends, "五必谈", inputs, said)
        what = f"{covered.year}年五必谈{len(left)}人未谈齐"
        yield Due(DueKind.TALKS, what, ends, "unit", line.unit.id, found, None, line.unit)


_READERS: tuple[Callable[[Reading], Iterator[Due]], ...] = (
    _rotations,
    retirements,
    probations,
    _placements,
    _influences,
    _revisits,
    *clock_deadlines.READERS,
)
