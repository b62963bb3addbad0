"""Counts of interviewees that give nobody away.

Groups smaller than three are joined with others instead of being left out: a hidden cell could be had back by
subtracting the rest from the total, a joined one cannot.  Whatever is published is a complete partition of the
total, so that what remains after taking any published figures away from it is nobody, or three people at least.
A row whose people all gave one answer tells the answer of each, so it is joined like a small one.
Only the outcome may be published, never the counts it was made from beside it.

The smallest size is the office's own setting and may change between two reports.  So joining is monotone: what is
joined for one size is joined for every greater one, and the coarser report is the finer one with some of its groups
added up.  Two reports of the same people therefore tell, together, no more than the finer one alone.  (That a setting
was changed, and from what, stands in the trail.)
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
    labels = list(counts)
    joined = {labels[at] for at in _to_join(list(counts.values()), smallest)}
    groups: list[Group] = []
    for label, count in counts.items():
        if label not in joined:
            groups.append(Group((label,), count))
        elif not any(joined & set(group.labels) for group in groups):
            together = tuple(one for one in labels if one in joined)
            groups.append(Group(together, sum(counts[one] for one in together)))
    return tuple(groups)


def _to_join(counts: Sequence[int], smallest: int) -> list[int]:
    """Return the places of the groups to be joined: the fewest people, taken in order until they are enough.

    Those joined for one size come first in that order for every greater size too.
    """
    small = [at for at, count in enumerate(counts) if 0 < count < smallest]
    others = [at for at, count in enumerate(counts) if count >= smallest]
    if small and others and sum(counts[at] for at in small) < smallest:
        small.append(min(others, key=lambda at: counts[at]))
    return sorted(small)


def merged_table(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int]], smallest: int = SMALLEST
) -> Table | None:
    """Join rows and neighbouring columns until no cell is below the smallest size and no row is of one answer.

    Rows are kinds of interviewee, columns are grades in their order, so that a joined column still means
    something (一般、较差).  Returns None when not even the total may be published.
    """
    _check([count for line in cells for count in line], smallest)
    if 0 < sum(map(sum, cells)) < smallest:
        return None
    table = _Joining([(label,) for label in rows], [(label,) for label in columns], [list(line) for line in cells])
    for size in range(1, smallest + 1):  # size by size, so that a greater size only joins further
        table.join_for(size)
    return Table(tuple(table.names), tuple(table.heads), tuple(tuple(line) for line in table.lines))


@dataclass(slots=True)
class _Joining:
    """A table while it is joined: rows by name, columns by head, the lines of its cells."""

    names: list[tuple[str, ...]]
    heads: list[tuple[str, ...]]
    lines: list[list[int]]

    def join_for(self, smallest: int) -> None:
        """Join until the table may be published for a smallest size."""
        first, *rest = _to_join([sum(line) for line in self.lines], smallest) or [0]
        for at in reversed(rest):
            self._join_rows(first, at)
        while True:
            self._join_columns(smallest)
            if len(self.heads) == 1 or (same := _one_answer(self.lines)) is None:
                return
            others = [n for n, line in enumerate(self.lines) if n != same and any(line)]
            if others:
                self._join_rows(same, min(others, key=lambda n: sum(self.lines[n])))
            else:
                self._join_pair(next(n for n, count in enumerate(self.lines[same]) if count))

    def _join_rows(self, one: int, other: int) -> None:
        """Join two rows where the first of them stands."""
        first, second = sorted((one, other))
        self.names[first] += self.names.pop(second)
        self.lines[first] = [a + b for a, b in zip(self.lines[first], self.lines.pop(second), strict=True)]

    def _join_columns(self, smallest: int) -> None:
        """Join the column of the first too small cell with its thinner neighbour, again and again.

        Ends at one column at the latest: there every cell is a row's total, which is large enough.
        """
        while (at := _first_small_column(self.lines, smallest)) is not None:
            self._join_pair(at)

    def _join_pair(self, at: int) -> None:
        """Join a column with its thinner neighbour."""
        left, right = _thinner_pair(self.lines, at)
        self.heads[left : right + 1] = [self.heads[left] + self.heads[right]]
        for line in self.lines:
            line[left : right + 1] = [line[left] + line[right]]


def _one_answer(lines: Sequence[Sequence[int]]) -> int | None:
    """Return the first row whose people are all in one column."""
    return next((n for n, line in enumerate(lines) if sum(count > 0 for count in line) == 1), None)


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
