"""Counts of interviewees that give nobody away.

Groups smaller than three are joined with others instead of being left out: a hidden cell could be had back by
subtracting the rest from the total, a joined one cannot.  Whatever is published is a complete partition of the
total, so that what remains after taking any published figures away from it is nobody, or three people at least.
A row whose people all gave one answer tells the answer of each, so it is joined like a small one.
Only the outcome may be published, never the counts it was made from beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SMALLEST = 3


@dataclass(frozen=True, slots=True)
class Group:
    """A published count over one or more labels."""

    labels: tuple[str, ...]
    count: int

    @property
    def label(self) -> str:
        """The labels joined for print."""
        return "、".join(self.labels)


@dataclass(frozen=True, slots=True)
class Table:
    """A published table: its rows and columns of joined labels and the cells."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def total(self) -> int:
        """All people in the table."""
        return sum(map(sum, self.cells))


def merged_groups(counts: Mapping[str, int], smallest: int = SMALLEST) -> tuple[Group, ...] | None:
    """Join the groups below the smallest size, and if need be the smallest other group with them.

    Empty groups stay: there is nobody to give away.  Returns None when not even the total may be published.
    Raises ValueError for a negative count.
    """
    _check(counts.values(), smallest)
    if 0 < sum(counts.values()) < smallest:
        return None
    small = [label for label, count in counts.items() if 0 < count < smallest]
    if small and sum(counts[label] for label in small) < smallest:
        others = [label for label, count in counts.items() if count >= smallest]
        small.append(min(others, key=lambda label: counts[label]))
    groups: list[Group] = []
    for label, count in counts.items():
        if label not in small:
            groups.append(Group((label,), count))
        elif not any(set(group.labels) & set(small) for group in groups):
            joined = tuple(one for one in counts if one in small)
            groups.append(Group(joined, sum(counts[one] for one in joined)))
    return tuple(groups)


def merged_table(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int]], smallest: int = SMALLEST
) -> Table | None:
    """Join rows and neighbouring columns until no cell is below the smallest size and no row is of one answer.

    Rows are kinds of interviewee, columns are grades in their order, so that a joined column still means
    something (一般、较差).  Returns None when not even the total may be published.
    """
    by_row = {label: sum(line) for label, line in zip(rows, cells, strict=True)}
    _check([count for line in cells for count in line], smallest)
    groups = merged_groups(by_row, smallest)
    if groups is None:
        return None
    at = {label: n for n, label in enumerate(rows)}
    lines = [
        [sum(column) for column in zip(*(cells[at[label]] for label in group.labels), strict=True)] for group in groups
    ]
    heads: list[tuple[str, ...]] = [(label,) for label in columns]
    names = [group.labels for group in groups]
    while True:
        heads, lines = _join_columns(heads, lines, smallest)
        if len(heads) == 1 or (same := _one_answer(lines)) is None:
            return Table(tuple(names), tuple(heads), tuple(tuple(line) for line in lines))
        others = [n for n, line in enumerate(lines) if n != same and any(line)]
        if others:
            _join_rows(names, lines, same, min(others, key=lambda n: sum(lines[n])))
        else:
            _join_pair(heads, lines, next(n for n, count in enumerate(lines[same]) if count))


def _one_answer(lines: Sequence[Sequence[int]]) -> int | None:
    """Return the first row whose people are all in one column."""
    return next((n for n, line in enumerate(lines) if sum(count > 0 for count in line) == 1), None)


def _join_rows(names: list[tuple[str, ...]], lines: list[list[int]], one: int, other: int) -> None:
    """Join two rows where the first of them stands."""
    first, second = sorted((one, other))
    names[first] += names.pop(second)
    lines[first] = [a + b for a, b in zip(lines[first], lines.pop(second), strict=True)]


def _join_columns(
    heads: Sequence[tuple[str, ...]], lines: Sequence[Sequence[int]], smallest: int
) -> tuple[list[tuple[str, ...]], list[list[int]]]:
    """Join the column of the first too small cell with its thinner neighbour, again and again.

    Ends at one column at the latest: there every cell is a row's total, which is large enough.
    """
    names, table = list(heads), [list(line) for line in lines]
    while (at := _first_small_column(table, smallest)) is not None:
        _join_pair(names, table, at)
    return names, table


def _join_pair(names: list[tuple[str, ...]], table: list[list[int]], at: int) -> None:
    """Join a column with its thinner neighbour."""
    left, right = _thinner_pair(table, at)
    names[left : right + 1] = [names[left] + names[right]]
    for line in table:
        line[left : right + 1] = [line[left] + line[right]]


def _first_small_column(table: Sequence[Sequence[int]], smallest: int) -> int | None:
    small = [at for line in table for at, count in enumerate(line) if 0 < count < smallest]
    return min(small, default=None)


def _thinner_pair(table: Sequence[Sequence[int]], at: int) -> tuple[int, int]:
    """Return the column and the neighbour with fewer people, in order."""
    neighbours = [n for n in (at - 1, at + 1) if 0 <= n < len(table[0])]
    chosen = min(neighbours, key=lambda n: sum(line[n] for line in table))
    return min(at, chosen), max(at, chosen)


def _check(counts: Iterable[int], smallest: int) -> None:
    if smallest < 1:
        raise ValueError("最小人数至少为1")
    if any(count < 0 for count in counts):
        raise ValueError("人数不能为负数")
