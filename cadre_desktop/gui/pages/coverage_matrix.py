"""The matrix of the five talks, as the home page and the page of the talks both draw it."""

from cadre_desktop.gui.charts.coverage import CoverageCell, CoverageMatrix, CoverageRow
from cadre_desktop.records.interview import Category
from cadre_desktop.rules.talk_coverage import TalkState
from cadre_desktop.services.talk_coverage import CATEGORIES, Coverage, UnitLine

WORDS = ("✓", "缺签字", "× 未谈")
LEGEND = ("已谈并签字", "已谈缺签字", "未谈")
SHORT = {
    Category.STAFF: "干部职工",
    Category.MEMBER: "班子成员",
    Category.HEAD: "一把手",
    Category.SUPERIOR: "分管领导",
    Category.GRASSROOTS: "村干部群众",
}


def matrix_of(coverage: Coverage, *, only: tuple[str, ...] = ()) -> CoverageMatrix:
    """Draw a coverage as a matrix; a cell's target is the unit's id and the kind of people."""
    units = [u for u in coverage.units if not only or u.unit.id in only]
    rows = tuple(CoverageRow(u.unit.text, tuple(_cell(u, i) for i in range(len(CATEGORIES)))) for u in units)
    return CoverageMatrix(tuple(SHORT[c] for c in CATEGORIES), rows, WORDS, LEGEND)


def _cell(unit: UnitLine, place: int) -> CoverageCell:
    """A unit's cell is as good as its worst person: one without a talk makes it 未谈."""
    states = {person.states[place] for person in unit.people}
    target = (unit.unit.id, CATEGORIES[place])
    if TalkState.NONE in states:
        return CoverageCell("missing", target)
    return CoverageCell("partial" if TalkState.UNSIGNED in states else "done", target)
