"""红黑榜: how often a unit was on the lists for one item in one calendar year, and when its head should give way.

Counted per unit, item and year of publishing.  Withdrawn entries do not count, a red one takes no black one back.
The hint 让位 is for whoever headed the unit when the entry that filled the number was published.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cadre_desktop.rules.explained import Explained, Input
from cadre_desktop.rules.settings import RuleBook


class Colour(StrEnum):
    """Which list an entry is on."""

    RED = "red"
    BLACK = "black"


class BoardState(StrEnum):
    """What the black entries of a year come to."""

    CLEAR = "clear"
    WARNED = "warned"
    GIVE_WAY = "give_way"


BOARD_STATE_LABELS = {BoardState.CLEAR: "正常", BoardState.WARNED: "预警", BoardState.GIVE_WAY: "建议“让位”"}


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """A unit's place on a list that was published (drafts are not given here), and whether it was withdrawn since."""

    record: str
    unit: str
    item: str
    colour: Colour
    published_on: date
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Headship:
    """Who headed a unit, from a day to a day (the last day is no longer headed)."""

    record: str
    person: str
    unit: str
    start: date
    end: date | None = None

    def held_on(self, day: date) -> bool:
        """Say whether the person headed the unit on the day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class BoardCount:
    """The entries of one unit for one item in one year, by their day."""

    unit: str
    item: str
    year: int
    red: tuple[BoardEntry, ...]
    black: tuple[BoardEntry, ...]


@dataclass(frozen=True, slots=True)
class BoardFinding:
    """What a count comes to; `heads` are the people the hint is for, at the publishing that filled the number."""

    count: BoardCount
    state: BoardState
    heads: tuple[str, ...]
    filled_on: date | None


def board_counts(entries: Iterable[BoardEntry]) -> tuple[BoardCount, ...]:
    """Count the entries per unit, item and calendar year; an entry given twice and withdrawn ones are left out."""
    standing = {entry.record: entry for entry in entries if not entry.withdrawn}
    cells: dict[tuple[str, str, int], list[BoardEntry]] = {}
    for entry in standing.values():
        cells.setdefault((entry.unit, entry.item.strip(), entry.published_on.year), []).append(entry)
    counts = []
    for (unit, item, year), found in sorted(cells.items(), key=lambda cell: (cell[0][2], cell[0][0], cell[0][1])):
        by_day = sorted(found, key=lambda entry: (entry.published_on, entry.record))
        red = tuple(entry for entry in by_day if entry.colour is Colour.RED)
        black = tuple(entry for entry in by_day if entry.colour is Colour.BLACK)
        counts.append(BoardCount(unit, item, year, red, black))
    return tuple(counts)


def board_finding(count: BoardCount, headships: Sequence[Headship], book: RuleBook) -> Explained[BoardFinding]:
    """Say what a count comes to by the rules in force at the last black entry."""
    on = count.black[-1].published_on if count.black else date(count.year, 12, 31)
    warn_at = book.number("boards.warn_at", on=on)
    give_way_at = book.number("boards.give_way_at", on=on)
    n_black = len(count.black)
    told = f"{count.year}年“{count.item}”列入黑榜{n_black}次、红榜{len(count.red)}次"
    inputs = [Input("黑榜", f"{one.published_on:%Y.%m.%d}", one.record) for one in count.black]
    texts = (book.constant("boards.warn_at", on=on), book.constant("boards.give_way_at", on=on))
    if n_black >= give_way_at:
        filled_on = count.black[give_way_at - 1].published_on
        heading = [one for one in headships if one.unit == count.unit and one.held_on(filled_on)]
        heads = tuple(dict.fromkeys(one.person for one in heading))
        inputs += [Input("发布时主要负责人", one.person, one.record) for one in heading]
        whom = "请对发布时的主要负责人核实并提出“让位”建议" if heads else "未查到发布时的主要负责人，请补充任职记录"
        sentence = f"{told}，{filled_on:%Y.%m.%d}满{give_way_at}次：{whom}。"
        found = BoardFinding(count, BoardState.GIVE_WAY, heads, filled_on)
    elif n_black >= warn_at:
        filled_on = count.black[warn_at - 1].published_on
        sentence = f"{told}：预警，再列入{give_way_at - n_black}次即提出“让位”建议。"
        found = BoardFinding(count, BoardState.WARNED, (), filled_on)
    else:
        found, sentence = BoardFinding(count, BoardState.CLEAR, (), None), f"{told}。"
    return Explained(found, "红黑榜", tuple(inputs), sentence, texts)


def board_findings(
    entries: Iterable[BoardEntry], headships: Sequence[Headship], book: RuleBook
) -> tuple[Explained[BoardFinding], ...]:
    """Return a finding for every unit, item and year, the earliest year first."""
    return tuple(board_finding(count, headships, book) for count in board_counts(entries))
