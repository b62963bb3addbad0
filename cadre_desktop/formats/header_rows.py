"""Recognising the header of a table: one row of titles, or two with group heads above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cadre_desktop.formats.cell_text import title_key, without_remark
from cadre_desktop.formats.foreign.messages import Cell
from cadre_desktop.formats.foreign.reader import Sheet

_ROWS_LOOKED_AT = 60
_LEAST_MATCHES = 2


@dataclass(frozen=True, slots=True)
class Title:
    """The title of one column: its own words and those of the group head above it."""

    own: str
    group: str = ""

    @property
    def whole(self) -> str:
        """The title as a path: 全日制教育/学历学位."""
        return f"{self.group}/{self.own}" if self.group else self.own


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header; `rows` are numbered from 1, columns are indexes from 0."""

    rows: tuple[int, ...]
    titles: Mapping[int, Title]
    columns: Mapping[str, int]

    @property
    def score(self) -> int:
        """How many of the wanted fields it names."""
        return len(self.columns)

    @property
    def matched(self) -> frozenset[int]:
        """The columns that carry a wanted field."""
        return frozenset(self.columns.values())

    @property
    def width(self) -> int:
        """How many columns the table spans."""
        return max(self.titles) - min(self.titles) + 1

    @property
    def unmatched(self) -> tuple[tuple[int, str], ...]:
        """The titled columns that carry no wanted field."""
        return tuple((i, title.whole) for i, title in self.titles.items() if i not in self.matched)

    def matches(self, row: Sequence[Cell], filled: Sequence[int]) -> bool:
        """Tell whether a row repeats this header, as a table printed on several pages may."""
        others = 0
        for i in filled:
            if i not in self.titles or title_key(row[i]) not in self._words(i):
                others += 1
                if others * 2 >= len(filled):
                    return False  # the ordinary row of data is known by its first half
        return True

    def _words(self, index: int) -> tuple[str, str]:
        return self.titles[index].own, self.titles[index].group


def find_header(sheet: Sheet, wanted: Mapping[str, str]) -> Header | None:
    """Return the header that names most of the wanted fields, None when none names enough of them.

    `wanted` maps title keys, group and title joined by a slash, to field names.  Of equals the
    upper one wins, and two rows win over one only when they name more or are merged as such.
    """
    least = min(_LEAST_MATCHES, len(set(wanted.values())))
    best: Header | None = None
    for index in range(min(len(sheet.rows), _ROWS_LOOKED_AT)):
        for header in _headers_at(sheet, index, wanted):
            if header.score >= least and (best is None or header.score > best.score):
                best = header
    return best


def _headers_at(sheet: Sheet, index: int, wanted: Mapping[str, str]) -> list[Header]:
    """Return the readings of the row as a header, likeliest first."""
    single = _one_row_titles(sheet, index)
    if len(single) < 1:
        return []
    one = Header((index + 1,), single, _columns(single, wanted))
    if index + 1 >= len(sheet.rows):
        return [one]
    double = _two_row_titles(sheet, index)
    two = Header((index + 1, index + 2), double, _columns(double, wanted))
    if _merged_as_two(sheet, index):
        return [two, one]
    # A heading above the titles is not their group: the lower row alone says as much.
    lower = _one_row_titles(sheet, index + 1)
    below = Header((index + 2,), lower, _columns(lower, wanted))
    return [one, two] if two.score > below.score else [one]


def _one_row_titles(sheet: Sheet, index: int) -> dict[int, Title]:
    return {i: Title(key) for i, cell in enumerate(sheet.rows[index]) if (key := title_key(cell))}


def _merged_as_two(sheet: Sheet, index: int) -> bool:
    """Tell whether some title is merged down over exactly this row and the next."""
    return any(m.top == index and m.bottom == index + 1 for m in sheet.merged)


def _two_row_titles(sheet: Sheet, index: int) -> dict[int, Title]:
    """Join the titles of two rows; a group head reaches over its merged block or the blanks to its right."""
    above, below = sheet.rows[index], sheet.rows[index + 1]
    ends = {m.left: m.right for m in sheet.merged if m.top == m.bottom == index and m.right > m.left}
    titles: dict[int, Title] = {}
    group, reach = "", -1
    for i, (upper, lower) in enumerate(zip(above, below, strict=True)):
        head, own = title_key(upper), title_key(lower)
        if head:
            group, reach = head, ends.get(i, len(above) if not ends else i)
        if own:
            titles[i] = Title(own, group if i <= reach else "")
        elif head:
            titles[i] = Title(head)
    return titles


def _columns(titles: Mapping[int, Title], wanted: Mapping[str, str]) -> dict[str, int]:
    """Give each wanted field its column: full paths first, then looser spellings; the leftmost column wins."""
    columns: dict[str, int] = {}
    taken: set[int] = set()
    for spelling in range(_SPELLINGS):
        for index, title in titles.items():
            name = wanted.get(_spelt(title, spelling))
            if name and name not in columns and index not in taken:
                columns[name] = index
                taken.add(index)
    return dict(sorted(columns.items(), key=lambda item: item[1]))


_SPELLINGS = 5


def _spelt(title: Title, spelling: int) -> str:
    """Return the title in one of its spellings, the exact one first."""
    match spelling:
        case 0:
            return title.whole
        case 1:
            return title.group + title.own
        case 2:
            return (
                f"{without_remark(title.group)}/{without_remark(title.own)}"
                if title.group
                else without_remark(title.own)
            )
        case 3:
            return title.own
        case _:
            return without_remark(title.own)
