"""The arithmetic of paper ballots: 发出 ≥ 收回 ≥ 有效, and every row adds up to the valid ones.

On the forms of 民主测评 and 政治素质测评 each row takes one tick per ballot, so a row that adds up to something
else was counted or copied wrong.  Wrong sheets are marked with the difference; nothing is put right silently.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cadre_desktop.errors import Problem
from cadre_desktop.rules.percent import Rate


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One item of the sheet with its votes per option; `is_overall` marks the 总体评价 row."""

    label: str
    votes: Mapping[str, int]
    is_overall: bool = False

    @property
    def total(self) -> int:
        """All votes of the row."""
        return sum(self.votes.values())


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """A counted sheet: how many ballots went out, came back and were valid, and the rows."""

    issued: int
    returned: int
    valid: int
    rows: tuple[BallotRow, ...] = ()

    @property
    def overall(self) -> BallotRow | None:
        """The 总体评价 row, if the sheet has one."""
        return next((row for row in self.rows if row.is_overall), None)

    @property
    def return_rate(self) -> Rate:
        """收回 of 发出."""
        return Rate(self.returned, self.issued)

    @property
    def valid_rate(self) -> Rate:
        """有效 of 收回."""
        return Rate(self.valid, self.returned)


def count_problems(issued: int, returned: int, valid: int) -> tuple[Problem, ...]:
    """Check the three counts of a sheet, each problem under the name of its count."""
    found = [
        Problem(name, f"{label}票数不能为负数，现为{count}")
        for name, label, count in (("issued", "发出", issued), ("returned", "收回", returned), ("valid", "有效", valid))
        if count < 0
    ]
    if returned > issued:
        found.append(Problem("returned", f"收回{returned}票，多于发出的{issued}票，多{returned - issued}票，请核对"))
    if valid > returned:
        found.append(Problem("valid", f"有效{valid}票，多于收回的{returned}票，多{valid - returned}票，请核对"))
    return tuple(found)


def row_problem(row: BallotRow, valid: int) -> Problem | None:
    """Check one row against the valid ballots; None when it adds up."""
    negative = [option for option, votes in row.votes.items() if votes < 0]
    if negative:
        return Problem(row.label, f"“{row.label}”的“{'”“'.join(negative)}”票数不能为负数")
    difference = row.total - valid
    if difference == 0:
        return None
    word = f"多{difference}票" if difference > 0 else f"少{-difference}票"
    return Problem(row.label, f"“{row.label}”各栏合计{row.total}票，与有效{valid}票不符，{word}，请核对")


def sheet_problems(sheet: BallotSheet) -> tuple[Problem, ...]:
    """Check a whole sheet: its counts, every row, and that there is one overall row at most."""
    found = list(count_problems(sheet.issued, sheet.returned, sheet.valid))
    found += [problem for row in sheet.rows if (problem := row_problem(row, sheet.valid)) is not None]
    if sum(row.is_overall for row in sheet.rows) > 1:
        found.append(Problem("rows", "一张测评表只能有一行总体评价，请删去多余的"))
    return tuple(found)


def summed(rows: Sequence[BallotRow], label: str = "合计") -> BallotRow:
    """Add rows up option by option, in the order in which the options first appear; the overall row stays out."""
    votes: dict[str, int] = {}
    for row in rows:
        if row.is_overall:
            continue
        for option, count in row.votes.items():
            votes[option] = votes.get(option, 0) + count
    return BallotRow(label, votes)


def option_rates(row: BallotRow) -> Mapping[str, Rate]:
    """Return each option's share of the row's votes."""
    return {option: Rate(count, row.total) for option, count in row.votes.items()}
