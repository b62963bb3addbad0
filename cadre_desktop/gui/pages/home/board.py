"""The sheets of the home page: cards, what waits, the five talks, grades, ages, and the way of achievements."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QWidget

from cadre_desktop.gui.charts.chart_view import ChartView
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.coverage_matrix import matrix_of
from cadre_desktop.gui.pages.home.cards import CardRow
from cadre_desktop.gui.pages.home.pictures import Behind, grade_bars, pyramid, step_bars
from cadre_desktop.gui.pages.home.waiting import WaitingBox
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.layouts import column, row, scrolled
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.services.home import Home

# Heights of the matrix and the bars in pixels at 14 px text: one unit, head with legend, and where scrolling begins.
_LINE, _AROUND, _MOST = 16, 50, 186


class Board(QWidget):
    """Shows one reading of the home page; a click on any number opens what was counted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._year = 0
        self.cards = CardRow(desk)
        self.waiting = WaitingBox(desk)
        self.matrix = ChartView("五必谈完成情况", least=QSize(360, 150))
        self.grades = ChartView("年度考核等次", least=QSize(280, 150))
        self.ages = ChartView("年龄结构", least=QSize(220, 150))
        self.steps = ChartView("实绩审核进度", least=QSize(220, 150))
        self.matrix.picked.connect(self._open_coverage)
        for chart in (self.grades, self.ages, self.steps):
            chart.picked.connect(self._open)
        self._build()

    def _build(self) -> None:
        self.matrix_box = SectionBox("五必谈完成情况")
        self._areas = {chart: scrolled(chart, name=words) for chart, words in self._tall()}
        self.matrix_box.add(self._areas[self.matrix], 1)
        self.matrix_box.add_action(button("明细", self._open_all_coverage, kind="link"))
        self.grades_box = SectionBox("年度考核等次")
        self.grades_box.add(self._areas[self.grades], 1)
        self.ages_box, self.steps_box = SectionBox("年龄结构（人）"), SectionBox("实绩审核进度")
        self.ages_box.add(self.ages, 1)
        self.steps_box.add(self.steps, 1)
        middle = row(self.waiting, self.matrix_box, gap=12)
        middle.setStretch(0, 2)
        middle.setStretch(1, 3)
        below = QGridLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setHorizontalSpacing(12)
        for at, (box, stretch) in enumerate(((self.grades_box, 4), (self.ages_box, 3), (self.steps_box, 3))):
            below.addWidget(box, 0, at)
            below.setColumnStretch(at, stretch)
        cards = row(*self.cards.cards.values(), gap=12)
        body = column(cards, middle, below, gap=12)
        body.setStretch(1, 1)
        body.setStretch(2, 1)
        self.setLayout(body)

    def show_home(self, home: Home) -> None:
        """Show a reading."""
        self._year = home.coverage.year
        self.cards.show(home)
        self.waiting.show_lines(home.todo)
        self.matrix.set_data(matrix_of(home.coverage, only=home.matrix_units))
        self._give_room(self.matrix, len(home.matrix_units))
        where = "乡镇" if len(home.matrix_units) < len(home.coverage.units) else "各单位"
        self.matrix_box.set_title(f"五必谈完成情况（{home.coverage.year}年度，{where}）")
        self.grades.set_data(grade_bars(home))
        self._give_room(self.grades, len(home.grades.rows))
        self.grades_box.setToolTip(home.grades.definition)
        self.grades_box.set_title(f"年度考核等次（{home.graded_year}年度，人）")
        self.ages.set_data(pyramid(home))
        self.steps.set_data(step_bars(home))
        self.steps_box.set_title(f"实绩审核进度（{home.today.year}年度）")

    def _tall(self) -> tuple[tuple[ChartView, str], ...]:
        """The charts that grow with the units."""
        return (self.matrix, "五必谈矩阵"), (self.grades, "年度考核等次")

    def _give_room(self, chart: ChartView, n_units: int) -> None:
        """Let a chart be as high as its units need; many units scroll in their box."""
        wanted = _AROUND + _LINE * n_units
        chart.setMinimumHeight(tokens().px(wanted))
        self._areas[chart].setMinimumHeight(tokens().px(min(wanted, _MOST)))

    # where a click leads

    def _open(self, target: object) -> None:
        if isinstance(target, Behind):
            self._desk.go(target.page, **target.hints)

    def _open_coverage(self, target: object) -> None:
        if isinstance(target, tuple):
            unit_id, category = target
            self._desk.go("interviews", tab="coverage", unit=unit_id, category=category, year=self._year)

    def _open_all_coverage(self) -> None:
        self._desk.go("interviews", tab="coverage", year=self._year)
