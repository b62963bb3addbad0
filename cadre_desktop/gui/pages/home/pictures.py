"""The charts of the home page, made from figures; every part carries where a click leads."""

from dataclasses import dataclass
from typing import Any

from cadre_desktop.figures.figure import Cell, FigureTable
from cadre_desktop.gui.charts.grade_bars import GradeBars, GradeRow
from cadre_desktop.gui.charts.pyramid import Pyramid, PyramidRow
from cadre_desktop.gui.charts.step_bars import Step, StepBars
from cadre_desktop.records.achievement import AchievementState
from cadre_desktop.services.home import Home

STEPS = (
    (AchievementState.DRAFT, "录入"),
    (AchievementState.DECLARED, "申报"),
    (AchievementState.REVIEWING, "审核"),
    (AchievementState.CONFIRMED, "认定"),
    (AchievementState.FILED, "入档"),
)


@dataclass(frozen=True, slots=True)
class Behind:
    """Where a part of a chart leads: a page, the records of it, and what their list is called."""

    page: str
    ids: tuple[str, ...]
    title: str

    @property
    def hints(self) -> dict[str, Any]:
        """The hints for the page."""
        return {"ids": self.ids, "title": self.title}


def grade_bars(home: Home) -> GradeBars:
    """Draw the last grades unit by unit, in the words of the civil service; units without any result are left out."""
    table = home.grades
    words = tuple(title.split("/")[0] for title in table.columns)
    return GradeBars(words, tuple(_grade_row(table, at, home.graded_year) for at in range(len(table.rows))))


def _grade_row(table: FigureTable, at: int, year: int) -> GradeRow:
    unit, cells = table.rows[at], table.cells[at]
    targets = tuple(
        _behind("annual_assessment", cell, f"{unit} {year}年度{grade}")
        for grade, cell in zip(table.columns, cells, strict=True)
    )
    return GradeRow(unit, tuple(cell.value for cell in cells), targets)


def pyramid(home: Home) -> Pyramid:
    """Draw the ages from old to young."""
    table = home.ages
    left, right = table.columns
    rows = tuple(_pyramid_row(table, at) for at in reversed(range(len(table.rows))))
    return Pyramid(_without_empty_top(rows), left, right)


def _pyramid_row(table: FigureTable, at: int) -> PyramidRow:
    name, (left, right) = table.rows[at], table.cells[at]
    men, women = table.columns
    return PyramidRow(
        name,
        left.value,
        right.value,
        _behind("roster", left, f"{name} {men}"),
        _behind("roster", right, f"{name} {women}"),
    )


def _without_empty_top(rows: tuple[PyramidRow, ...]) -> tuple[PyramidRow, ...]:
    """Leave out the oldest band while nobody is in it."""
    return rows[1:] if rows and not (rows[0].left or rows[0].right) else rows


def step_bars(home: Home) -> StepBars:
    """Draw how far this year's achievements have come."""
    steps = []
    for state, words in STEPS:
        figure = home.figures[f"achievements_step_{state.value}"]
        count = int(figure.value or 0)
        steps.append(Step(words, count, Behind("achievement", figure.ids, f"{home.today.year}年度已{words}的实绩")))
    return StepBars(tuple(steps))


def _behind(page: str, cell: Cell, title: str) -> Behind | None:
    """An empty part leads nowhere."""
    return Behind(page, cell.ids, title) if cell.ids else None
