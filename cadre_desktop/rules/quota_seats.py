"""名额测算: the seats of every pool of every unit, how many are used and left, and what a change would move.

All reckoning goes through `quota.limit` (whole numbers, rounded down); a person counts once in all.  Small units
that the settings join (合并核定) share the seats of their joined number.  Nothing here is stored: a what-if is the
same reckoning over changed inputs.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.quota import limit
from cadre_desktop.rules.quota_base import Base, BasePerson, base
from cadre_desktop.rules.quota_ratio import (
    QUOTA_POOL_LABELS,
    QuotaPool,
    QuotaUnit,
    Ratio,
    RatioSetting,
    in_digits,
    ratio,
)
from cadre_desktop.rules.settings import RuleBook


@dataclass(frozen=True, slots=True)
class QuotaInputs:
    """Everything a year's seats are reckoned from; `excellent` holds the people given 优秀 (or 好)."""

    year: int
    units: tuple[QuotaUnit, ...]
    people: tuple[BasePerson, ...]
    settings: tuple[RatioSetting, ...] = ()
    excellent: frozenset[str] = frozenset()
    regular: bool = False


@dataclass(frozen=True, slots=True)
class SeatRow:
    """The seats of one pool of one unit, or of several units joined.

    `own_seats` is what each unit of a joined row would have alone; `outside` are people graded 优秀 who are not
    in the number (借出 and the like): they are shown, and use a seat.
    """

    label: str
    units: tuple[str, ...]
    pool: QuotaPool
    n_base: int
    n_ungraded: int
    percent: int | Decimal
    seats: int
    used: tuple[str, ...]
    outside: tuple[str, ...]
    own_seats: tuple[tuple[str, int], ...]
    needs_document: bool
    over_most: bool
    proof: Explained[int]
    left_out: tuple[Explained[str], ...]

    @property
    def left(self) -> int:
        """How many seats are still free."""
        return max(0, self.seats - len(self.used))

    @property
    def over(self) -> int:
        """By how many the seats are exceeded."""
        return max(0, len(self.used) - self.seats)


@dataclass(frozen=True, slots=True)
class SeatBoard:
    """All rows of a year, in the order of the units and pools."""

    rows: tuple[SeatRow, ...]

    @property
    def seats(self) -> int:
        """All seats together."""
        return sum(row.seats for row in self.rows)

    @property
    def used(self) -> int:
        """All seats used together."""
        return sum(len(row.used) for row in self.rows)


@dataclass(frozen=True, slots=True)
class SeatMove:
    """What a change did to the seats of one row; 0 where the row was or is not there."""

    label: str
    before: int
    after: int
    why: str

    @property
    def change(self) -> int:
        """Seats won (positive) or lost."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class _Cell:
    """One pool of one unit."""

    unit: QuotaUnit
    pool: QuotaPool
    base: Base
    ratio: Explained[Ratio]

    @property
    def own_seats(self) -> int:
        return limit(len(self.base.counted), self.ratio.value.percent)


def seat_board(inputs: QuotaInputs, book: RuleBook) -> SeatBoard:
    """Reckon the seats of every pool of every unit.

    Raises NoTextInForce for a year without a text or setting, ValueError for a unit listed twice.
    """
    if len({unit.id for unit in inputs.units}) != len(inputs.units):
        raise ValueError("同一单位列了两次，名额会重复计算")
    groups: dict[tuple[str, ...], list[_Cell]] = {}
    taken: set[str] = set()
    of_unit: dict[str, list[BasePerson]] = {}
    for one in inputs.people:
        of_unit.setdefault(one.unit, []).append(one)
    for unit in inputs.units:
        for pool, people in _by_pool(of_unit.get(unit.id, ())):
            members = base(people, inputs.year, book, frozenset(taken))
            taken.update(members.counted)
            share = ratio(QuotaPool.REGULAR if inputs.regular else pool, unit, inputs.year, book, inputs.settings)
            cell = _Cell(unit, pool, members, share)
            groups.setdefault(_group(cell), []).append(cell)
    rows = []
    for cells in groups.values():
        rows.append(_row(cells, inputs, taken))
        taken.update(rows[-1].outside)
    return SeatBoard(tuple(rows))


def what_if(
    inputs: QuotaInputs,
    *,
    results: Mapping[str, str] | None = None,
    settings: Sequence[RatioSetting] = (),
    excellent: frozenset[str] | None = None,
) -> QuotaInputs:
    """Return inputs with other results of units, more settings (they win over equal ones) or other grades."""
    given = results or {}
    units = tuple(replace(unit, result=given.get(unit.id, unit.result)) for unit in inputs.units)
    grades = inputs.excellent if excellent is None else excellent
    return replace(inputs, units=units, settings=(*inputs.settings, *settings), excellent=grades)


def seat_moves(before: SeatBoard, after: SeatBoard) -> tuple[SeatMove, ...]:
    """Return the rows whose seats differ, with the sentence of the later reckoning."""
    old = {(row.units, row.pool): row for row in before.rows}
    new = {(row.units, row.pool): row for row in after.rows}
    moves = []
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        shown = now or was
        seats = (was.seats if was else 0), (now.seats if now else 0)
        if shown is not None and seats[0] != seats[1]:
            moves.append(
                SeatMove(shown.label, *seats, shown.proof.sentence if now else "改为与其他单位合并或分开核定。")
            )
    return tuple(moves)


def _by_pool(people: Iterable[BasePerson]) -> list[tuple[QuotaPool, list[BasePerson]]]:
    found: dict[QuotaPool, list[BasePerson]] = {}
    for one in people:
        found.setdefault(one.pool, []).append(one)
    return [(pool, found[pool]) for pool in QuotaPool if pool in found]


def _group(cell: _Cell) -> tuple[str, ...]:
    """Join the cells the settings name together, if their share is the same; a seat given from above stays apart."""
    share = cell.ratio.value
    if share.pool_name and share.seats is None:
        return share.pool_name, cell.pool.value, in_digits(share.percent)
    return "", cell.unit.id, cell.pool.value


def _row(cells: Sequence[_Cell], inputs: QuotaInputs, settled: Collection[str]) -> SeatRow:
    """Add up one row; `settled` are the people counted anywhere, whose 优秀 belongs where they are counted."""
    first, share = cells[0], cells[0].ratio.value
    n_base = sum(len(cell.base.counted) for cell in cells)
    n_ungraded = sum(len(cell.base.ungraded) for cell in cells)
    allowed = limit(n_base, share.percent)
    joined = bool(share.pool_name) and share.seats is None
    label = f"{share.pool_name if joined else first.unit.label}·{QUOTA_POOL_LABELS[first.pool]}"
    counted = {person for cell in cells for person in cell.base.counted}
    left_out = {found.value for cell in cells for found in cell.base.left_out}
    outside = tuple(sorted((inputs.excellent & left_out).difference(settled)))
    used = tuple(sorted(inputs.excellent & counted)) + outside
    seats = allowed if share.seats is None else share.seats
    n_left_out = sum(len(cell.base.left_out) for cell in cells)
    proof = _proof(label, cells, (n_base, n_left_out, allowed, seats, len(used)), regular=inputs.regular)
    own = tuple((cell.unit.id, cell.own_seats) for cell in cells)
    return SeatRow(
        label=label,
        units=tuple(cell.unit.id for cell in cells),
        pool=first.pool,
        n_base=n_base,
        n_ungraded=n_ungraded,
        percent=share.percent,
        seats=seats,
        used=used,
        outside=outside,
        own_seats=own,
        needs_document=any(cell.ratio.value.needs_document for cell in cells),
        over_most=any(cell.ratio.value.over_most for cell in cells),
        proof=proof,
        left_out=tuple(found for cell in cells for found in cell.base.left_out),
    )


def _proof(
    label: str, cells: Sequence[_Cell], counts: tuple[int, int, int, int, int], *, regular: bool
) -> Explained[int]:
    """Write the sum out: 23人×20%=4.6，只舍不入，4名."""
    n_base, n_left_out, allowed, seats, n_used = counts
    share = cells[0].ratio.value
    exact = Fraction(share.percent) * n_base / 100
    told = f"{label}{'参加' if regular else '应参加'}{n_base}人"
    if n_left_out:
        told += f"（另有{n_left_out}人不计入）"
    if len(cells) > 1:
        own = "、".join(f"{cell.unit.label}：{cell.own_seats}名" for cell in cells)
        told += f"，{len(cells)}个单位合并核定（单独计算为{own}）"
    told += f"，{n_base}人×{in_digits(share.percent)}%＝{_fraction_words(exact)}，只舍不入，{allowed}名"
    if share.seats is not None:
        told += f"；上级核定{seats}名"
    balance = f"超{n_used - seats}名，请减少或填写批准文号" if n_used > seats else f"余{seats - n_used}名"
    inputs = (
        Input("应参加人数", str(n_base)),
        Input("比例", f"{in_digits(share.percent)}%"),
        *(one for cell in cells for one in cell.ratio.inputs),
    )
    texts = tuple(dict.fromkeys(text for cell in cells for text in cell.ratio.texts))
    return Explained(seats, "优秀名额", inputs, f"{told}；已用{n_used}名，{balance}。", texts)


def _fraction_words(exact: Fraction) -> str:
    """Write a share of people exactly where it ends (4.6), else as a fraction."""
    hundredths = exact * 10_000
    if hundredths.denominator == 1:
        return in_digits(Decimal(hundredths.numerator).scaleb(-4))
    return f"{exact.numerator}/{exact.denominator}"
