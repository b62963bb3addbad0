"""平时考核 in bulk: one unit and one period on one sheet, saved as one piece of work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import EditConflict, InvalidInput, Problem
from cadre_desktop.figures import quotas, regular
from cadre_desktop.figures.assessment_facts import subjects
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records import regular_assessment as kinds
from cadre_desktop.records.annual_assessment import Scheme
from cadre_desktop.records.regular_assessment import Period, RegularAssessment, RegularState
from cadre_desktop.records.rows import Link
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.rules.eligibility_facts import System
from cadre_desktop.rules.quota_base import BasePerson, Standing
from cadre_desktop.rules.quota_ratio import QuotaPool
from cadre_desktop.rules.quota_seats import QuotaInputs, SeatRow, seat_board
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.services import figures, records
from cadre_desktop.storage.database import Database

KIND = kinds.KIND
_SCHEMES = {System.CIVIL: Scheme.CIVIL, System.INSTITUTION: Scheme.INSTITUTION}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is filled in for one person."""

    grade: FourGrade | None = None
    taking_part: bool = True
    days_leave: int | None = None
    reason: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return self == Entry()


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person on the sheet: what is filled in, the year's other periods, and the record behind it."""

    person: Link
    post_title: str
    scheme: Scheme
    entry: Entry
    before: tuple[tuple[Period, FourGrade | None], ...]
    record_id: str | None
    version: int
    state: RegularState | None

    @property
    def is_settled(self) -> bool:
        """Whether the period was decided and told already."""
        return self.state in regular.SETTLED


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit and one period."""

    unit: Link
    year: int
    period: Period
    lines: tuple[SheetLine, ...]


def sheet(db: Database, unit_id: str, year: int, period: Period) -> Sheet:
    """List the unit's people with what is on file for the period."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=year, unit_id=unit_id))
        found = {row.cadre_id: row for row in _stored(session, year, period)}
        quarters = regular.by_person(ground)
        lines = []
        for one in subjects(ground).values():
            if one.unit_id != unit_id and one.id not in found:
                continue
            row = found.get(one.id)
            before = tuple((q.period, q.grade) for q in quarters.get(one.id, ()) if q.period is not period)
            entry = Entry(row.grade, row.taking_part, row.days_leave, row.reason or "") if row else Entry()
            lines.append(
                SheetLine(
                    Link(one.id, one.name), one.post_title, _SCHEMES[one.system], entry, before,
                    row.id if row else None, row.version if row else 0, row.state if row else None,
                )
            )  # fmt: skip
        unit = Link(unit_id, ground.units[unit_id].name)
    return Sheet(unit, year, period, tuple(lines))


def fill(db: Database, given: Sheet, entries: Mapping[str, Entry], *, decided: bool = False) -> int:
    """Keep what was filled in for the people named by id; return how many records were written.

    With `decided` the period counts as 审定.  Raises InvalidInput naming the person whose line breaks a rule,
    EditConflict when a line was saved by somebody else meanwhile; then nothing is written.
    """
    problems: list[Problem] = []
    written = 0
    with db.work(f"{given.year}年{given.period.label}平时考核：{given.unit.text}"[:80]) as session:
        for line in given.lines:
            entry = entries.get(line.person.id)
            if entry is None or (entry.is_blank and line.record_id is None):
                continue
            values = _values(given, line, entry, decided=decided)
            if line.record_id is not None and not _differs(line, entry, decided=decided):
                continue
            try:
                _put(db, session, line, values)
            except InvalidInput as error:
                problems += (Problem(line.person.id, f"{line.person.text}：{p.message}") for p in error.problems)
            written += 1
        if problems:
            raise InvalidInput(problems)
    return written


@dataclass(frozen=True, slots=True)
class GoodShare:
    """What the seats of 好 of a sheet are reckoned from, read once: it is reckoned anew with every key."""

    inputs: QuotaInputs
    pools: Mapping[str, QuotaPool]
    unit_id: str
    book: RuleBook

    def rows(self, entries: Mapping[str, Entry]) -> list[SeatRow]:
        """Reckon the seats with what is filled in on the sheet: the lines of the unit, joined ones as well."""
        people = [one for one in self.inputs.people if one.person not in self.pools]
        for whose, entry in entries.items():
            if not entry.is_blank and whose in self.pools:
                standing = Standing.TAKES_PART if entry.taking_part else Standing.NOT_ASSESSED
                people.append(BasePerson(whose, self.unit_id, self.pools[whose], standing))
        good = {whose for whose, entry in entries.items() if entry.grade is FourGrade.GOOD}
        given = frozenset(self.inputs.excellent - set(self.pools) | good)
        inputs = replace(self.inputs, people=tuple(people), excellent=given)
        return [row for row in seat_board(inputs, self.book).rows if self.unit_id in row.units]


def good_share(db: Database, given: Sheet) -> GoodShare:
    """Read what the seats of 好 of a sheet are reckoned from: its unit, and the units joined with it."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=given.year))
        pools = {line.person.id: pool for line in given.lines if (pool := quotas.pool_at(ground, line.person.id))}
        inputs = quotas.regular_with(ground, given.period, given.unit.id, dict.fromkeys(pools, True))
        near = {
            unit for row in seat_board(inputs, ground.book).rows if given.unit.id in row.units for unit in row.units
        }
        near.add(given.unit.id)
        narrowed = replace(
            inputs,
            units=tuple(unit for unit in inputs.units if unit.id in near),
            people=tuple(one for one in inputs.people if one.unit in near),
        )
        return GoodShare(narrowed, pools, given.unit.id, ground.book)


def _stored(session: Session, year: int, period: Period) -> Sequence[RegularAssessment]:
    r = RegularAssessment
    query = sa.select(r).where(r.deleted_at.is_(None), r.year == year, r.period == period)
    return list(session.scalars(query.options(sa.orm.lazyload("*"))))


def _differs(line: SheetLine, entry: Entry, *, decided: bool) -> bool:
    return entry != line.entry or (decided and not line.is_settled)


def _values(given: Sheet, line: SheetLine, entry: Entry, *, decided: bool) -> records.Values:
    values: records.Values = {
        "grade": entry.grade,
        "taking_part": entry.taking_part,
        "days_leave": entry.days_leave,
        "reason": entry.reason or None,
    }
    if decided and not line.is_settled:
        values["state"] = RegularState.DECIDED
    if line.record_id is None:
        values |= {
            "cadre": line.person,
            "unit": given.unit,
            "year": given.year,
            "period": given.period,
            "scheme": line.scheme,
        }
        values.setdefault("state", RegularState.REVIEWED)
    return values


def _put(db: Database, session: Session, line: SheetLine, values: records.Values) -> None:
    if line.record_id is None:
        already = sa.select(RegularAssessment.id).where(
            RegularAssessment.deleted_at.is_(None),
            RegularAssessment.cadre_id == line.person.id,
            RegularAssessment.year == values["year"],
            RegularAssessment.period == values["period"],
        )
        if session.scalar(already) is not None:
            raise EditConflict(f"{line.person.text}的这一期刚由别人登记过。", hint="请重新打开后再填。")
        records.add(db, session, KIND, values)
    else:
        record = records.opened(session, KIND, line.record_id, line.version)
        records.put(db, session, KIND, record, values)
