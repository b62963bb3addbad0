"""名额测算: the seats of a year laid out, tried with other results or ratios, and locked as settings of the county."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from cadre_desktop.figures import quotas
from cadre_desktop.figures.ground import Ground
from cadre_desktop.records import quota_setting
from cadre_desktop.records.quota_setting import Pool, QuotaSetting
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.quota_ratio import QUOTA_POOL_LABELS, QuotaPool, RatioSetting, in_digits
from cadre_desktop.rules.quota_seats import QuotaInputs, SeatBoard, SeatMove, SeatRow, seat_board, seat_moves, what_if
from cadre_desktop.rules.settings import RuleBook
from cadre_desktop.services import figures, records
from cadre_desktop.storage.database import Database

KIND = quota_setting.KIND
_POOLS: Mapping[QuotaPool, Pool] = {QuotaPool(pool.value): pool for pool in Pool}
Cell = tuple[str, QuotaPool]
"""A unit and a pool."""


@dataclass(frozen=True, slots=True)
class Share:
    """What is tried for one pool of one unit: the ratio, the units joined under a name, seats given from above."""

    percent: int
    pool_name: str = ""
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A what-if: other results of units (codes of 绩效等次), other shares.  Nothing of it is stored."""

    results: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[Cell, Share] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is tried."""
        return not (self.results or self.shares)

    def with_result(self, unit_id: str, grade: str) -> "Draft":
        """Return the draft with another result of a unit."""
        return replace(self, results={**self.results, unit_id: grade})

    def with_share(self, cells: Sequence[Cell], share: Share) -> "Draft":
        """Return the draft with another share for some cells."""
        return replace(self, shares={**self.shares, **dict.fromkeys(cells, share)})


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """One line of the workshop: a pool of a unit, or of several joined units, as it stands and as it is tried."""

    label: str
    units: tuple[Link, ...]
    pool: QuotaPool
    with_ungraded: int
    without_ungraded: int
    base: int
    percent: str
    seats: int
    used: int
    left: int
    over: int
    before: int
    needs_document: bool
    over_most: bool
    proof: str
    source: str
    texts: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    base_people: tuple[str, ...]
    used_people: tuple[str, ...]
    own_seats: tuple[tuple[str, int], ...]
    result: str

    @property
    def key(self) -> str:
        """What tells the line from the others."""
        return f"{'+'.join(unit.id for unit in self.units)}|{self.pool.value}"

    @property
    def pool_label(self) -> str:
        """The pool in words."""
        return QUOTA_POOL_LABELS[self.pool]

    @property
    def unit_label(self) -> str:
        """The unit, or the name under which several are joined."""
        return self.label.partition("·")[0]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The unit and pool pairs of the line."""
        return tuple((unit.id, self.pool) for unit in self.units)

    @property
    def moved(self) -> int:
        """Seats won or lost by what is tried."""
        return self.seats - self.before

    @property
    def warning(self) -> str:
        """What is to be minded, in a few words; empty when nothing is."""
        found = [f"超{self.over}名"] if self.over else []
        found += ["超过最高比例"] if self.over_most else []
        found += ["缺批准文号"] if self.needs_document and not self.over_most else []
        return "、".join(found)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The seats of a year, or of a period of 平时考核, and the rules they rest on."""

    year: int
    period: Period | None
    inputs: QuotaInputs
    untold: tuple[str, ...]
    book: RuleBook
    board: SeatBoard

    def tried(self, draft: Draft) -> "Trial":
        """Reckon the seats as they would be."""
        inputs = what_if(self.inputs, results=draft.results, settings=self._settings(draft))
        after = seat_board(inputs, self.book)
        return Trial(rows(inputs, self.board, after), seat_moves(self.board, after), after.seats, after.used)

    def _settings(self, draft: Draft) -> list[RatioSetting]:
        pool_of = {cell: QuotaPool.REGULAR if self.period else cell[1] for cell in draft.shares}
        return [
            RatioSetting("", self.year, pool_of[cell], share.percent, cell[0], "", "", share.pool_name, share.seats)
            for cell, share in draft.shares.items()
        ]


@dataclass(frozen=True, slots=True)
class Trial:
    """The lines as tried, what moved, and the sums."""

    rows: tuple[WorkshopRow, ...]
    moves: tuple[SeatMove, ...]
    seats: int
    used: int


def open_workshop(db: Database, year: int, period: Period | None = None) -> Workshop:
    """Collect a year's seats, or with `period` those of 平时考核."""
    with db.read() as session:
        ground = Ground(session, figures.context_in(session, db.now(), year=year))
        found = quotas.quota_ground(ground) if period is None else quotas.regular_ground(ground, period)
        board = seat_board(found.inputs, ground.book)
        return Workshop(year, period, found.inputs, found.untold, ground.book, board)


def rows(inputs: QuotaInputs, before: SeatBoard, after: SeatBoard) -> tuple[WorkshopRow, ...]:
    """Lay the lines out, unit by unit, with the seats each had before."""
    old = {(row.units, row.pool): row.seats for row in before.rows}
    names = {unit.id: unit.label for unit in inputs.units}
    results = {unit.id: unit.result for unit in inputs.units}
    return tuple(
        _row(inputs, row, old.get((row.units, row.pool), row.seats if not old else 0), names, results)
        for row in after.rows
    )


def lock(db: Database, workshop: Workshop, draft: Draft, *, reason: str, document: str = "") -> int:
    """Keep the shares as tried as the units' own settings, all in one work; return how many settings were written.

    From then on results of units no longer move these shares.  Raises NotAllowed while the draft holds results that
    are not on file, InvalidInput for a missing reason, or seats given from above without their document.
    """
    if draft.results:
        raise NotAllowed(
            "试算里改了单位绩效等次，不能锁定。", hint="请先在“单位绩效考核”里登记实际等次，再回来测算和锁定。"
        )
    if not reason.strip():
        raise InvalidInput([Problem("reason", "请写明锁定的理由或依据")])
    shares = _shares(workshop, draft)
    title = f"锁定{workshop.year}年优秀名额" if workshop.period is None else f"锁定{workshop.year}年平时考核名额"
    with db.work(title) as session:
        for (unit_id, pool), share in shares.items():
            _write(db, session, workshop, (unit_id, _POOLS[pool]), share, (reason.strip(), document.strip()))
    return len(shares)


def _shares(workshop: Workshop, draft: Draft) -> dict[Cell, Share]:
    """Return the share of every cell as tried; raise InvalidInput for one that is no whole per cent."""
    found: dict[Cell, Share] = {}
    for row in workshop.tried(draft).rows:
        percent = Decimal(row.percent)
        if percent != int(percent):
            raise InvalidInput([Problem("percent", f"{row.label}比例{row.percent}%不是整数，请先在规则设置里改为整数")])
        for unit_id, pool in row.cells:
            given = draft.shares.get((unit_id, pool)) or _set_before(workshop, unit_id, pool)
            name, seats = (given.pool_name, given.seats) if given else ("", None)
            key = QuotaPool.REGULAR if workshop.period else pool
            found[unit_id, key] = Share(int(percent), name, seats)
    return found


def _set_before(workshop: Workshop, unit_id: str, pool: QuotaPool) -> Share | None:
    """Return the name and seats the settings in force give a cell: the narrowest, of two alike the last."""
    key = QuotaPool.REGULAR if workshop.period else pool
    kind = next((unit.kind for unit in workshop.inputs.units if unit.id == unit_id), "")
    fitting = [
        one
        for one in workshop.inputs.settings
        if one.pool is key and one.unit in ("", unit_id) and one.unit_kind in ("", kind)
    ]
    ranked = sorted(fitting, key=lambda one: (bool(one.unit), bool(one.unit_kind)))
    return Share(int(ranked[-1].percent), ranked[-1].pool_name, ranked[-1].seats) if ranked else None


def _write(
    db: Database, session: Session, workshop: Workshop, cell: tuple[str, Pool], share: Share, why: tuple[str, str]
) -> None:
    q = QuotaSetting
    unit_id, pool = cell
    query = sa.select(q).where(q.deleted_at.is_(None), q.year == workshop.year, q.pool == pool, q.unit_id == unit_id)
    found = session.scalars(query.order_by(q.created_at.desc())).first()
    name = next(unit.label for unit in workshop.inputs.units if unit.id == unit_id)
    reason, document = why
    values = {
        "year": workshop.year,
        "pool": pool,
        "unit_kind": None,
        "unit": Link(unit_id, name),
        "percent": share.percent,
        "pooled": bool(share.pool_name),
        "pool_name": share.pool_name or None,
        "seats_override": share.seats,
        "reason": reason,
        "document": document or (found.document if found is not None else None),
    }
    if found is None:
        records.add(db, session, KIND, values)
    else:
        records.put(db, session, KIND, found, values)


def _row(
    inputs: QuotaInputs, row: SeatRow, before: int, names: Mapping[str, str], results: Mapping[str, str]
) -> WorkshopRow:
    with_ungraded, without = quotas.other_base(inputs, row)
    grades = {results[unit] for unit in row.units}
    return WorkshopRow(
        label=row.label,
        units=tuple(Link(unit, names[unit]) for unit in row.units),
        pool=row.pool,
        with_ungraded=with_ungraded,
        without_ungraded=without,
        base=row.n_base,
        percent=in_digits(row.percent),
        seats=row.seats,
        used=len(row.used),
        left=row.left,
        over=row.over,
        before=before,
        needs_document=row.needs_document,
        over_most=row.over_most,
        proof=row.proof.sentence,
        source="；".join(filter(None, (_set_by(row), row.proof.source))),
        texts=tuple(text.citation for text in row.proof.texts),
        left_out=tuple((found.value, found.sentence) for found in row.left_out),
        base_people=quotas.base_people(inputs, row),
        used_people=row.used,
        own_seats=tuple((names[unit], seats) for unit, seats in row.own_seats),
        result=grades.pop() if len(grades) == 1 else "",
    )


def _set_by(row: SeatRow) -> str:
    """Name the county's settings a line rests on, each once."""
    said = dict.fromkeys(one.text for one in row.proof.inputs if one.label == "比例设置")
    return f"本县设置{'、'.join(said)}" if said else ""
