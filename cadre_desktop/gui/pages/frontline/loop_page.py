"""问题闭环 — how far the year's problems have come, the rates with their denominators, by unit and by class."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize

from cadre_desktop.gui.charts.chart_view import ChartView
from cadre_desktop.gui.charts.step_bars import Step, StepBars
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row, scrolled
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import problem_board
from cadre_desktop.services.problem_board import COLUMNS, LoopBoard, LoopLine, RateLine
from cadre_desktop.storage.audit import Changes

_YEARS_BACK = 4
_BY_UNIT, _BY_CLASS = "按承办单位", "按大类"
_SPARE = {"returned": 4, "response": 3, "on_time": 2, "unclaimed": 1}
"""What a narrow table leaves out first."""
_BAD = ("unclaimed", "late", "returned")


class LoopPage(Page):
    """Every number opens into its problems: a bar by a click, a cell by a double click or Enter."""

    title = "问题闭环"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._board: LoopBoard | None = None
        self._lines: dict[str, LoopLine] = {}
        self._build()
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def _build(self) -> None:
        self.header = PageHeader(self.title)
        this_year = self.desk.db.now().year
        self.year, self.by = Combo(name="报送年度"), Combo(name="分组")
        self.year.addItems([f"{this_year - back}年" for back in range(_YEARS_BACK)])
        self.by.addItems([_BY_UNIT, _BY_CLASS])
        self.year.activated.connect(lambda _at: self.refresh())
        self.by.activated.connect(lambda _at: self._show_lines())
        self.header.add_action(self.year)
        self.header.add_action(button("导出报表", lambda: self.desk.go("reports", report="problem_set"), icon="export"))
        self.header.add_action(button("报送问题", self.add, kind="primary", icon="add", shortcut="Ctrl+N"))
        self.said = label("", "soft", wrap=True)
        self.chart = ChartView("问题办理进度")
        self.chart.picked.connect(self._pick)
        self.chart.setMinimumHeight(tokens().px(150))
        self.rates = column(gap=4)
        left = SectionBox("办理进度", self.chart)
        right = SectionBox("四率和响应时长", scrolled(boxed(self.rates), name="四率"))
        top = row(left, right, gap=10)
        top.setStretch(0, 5)
        top.setStretch(1, 6)
        columns = [TableColumn("label", _BY_UNIT, 190, stretch=1, least=120)]
        columns += [
            TableColumn(key, title, 80, "right", least=76, spare=_SPARE.get(key, 0)) for key, title in COLUMNS.items()
        ]
        self.model = PlainTableModel(columns)
        self.table = DataTable(self.model, name="问题办理情况")
        self.table.opened.connect(self.open)
        none = EmptyState("这一年还没有问题", "点“报送问题”登记，或从 Excel 导入。", icon="flag")
        self.box = SectionBox("办理情况", TableArea(self.table, none))
        self.box.add_action(label("双击数字打开所列问题", "small"))
        self.box.add_action(self.by)
        page = self.page_layout()
        page.addWidget(self.header)
        page.addWidget(self.said)
        page.addWidget(boxed(top), 4)
        page.addWidget(self.box, 5)

    def main_input(self) -> DataTable:
        return self.table

    # what is shown

    @property
    def shown_year(self) -> int:
        """The year chosen."""
        return int(self.year.currentText()[:4])

    def arrive(self, *, year: int = 0, **_hints: Any) -> None:
        if year:
            self.year.setCurrentText(f"{year}年")
        self.refresh()

    def refresh(self) -> None:
        with errors_shown(self):
            board = self._board = problem_board.board(self.desk.db, self.shown_year)
            n = len(board.stages[0].ids)
            self.said.setText(
                f"{board.year}年报送的问题 {board.n_aspects} 方面 {board.n_classes} 大类 {n} 件；"
                f"首次响应平均 {board.mean_response}。"
            )
            self.chart.set_data(StepBars(tuple(Step(one.label, len(one.ids), one) for one in board.stages)))
            clear(self.rates)
            for rate in board.rates:
                self.rates.addWidget(self._rate(rate))
            self.rates.addStretch(1)
            self._show_lines()

    def _rate(self, rate: RateLine) -> Any:
        """Show a rate with its denominator; the links open what reaches it and what does not."""
        reached = button(
            f"达到 {len(rate.reached)} 件", partial(self._list, rate.reached, f"{rate.label}：达到的"), kind="link"
        )
        missing = button(
            f"未达到 {len(rate.missing)} 件", partial(self._list, rate.missing, f"{rate.label}：未达到的"), kind="link"
        )
        reached.setVisible(bool(rate.reached))
        missing.setVisible(bool(rate.missing))
        return boxed(column(label(rate.sentence, wrap=True), row(reached, missing, None, gap=12), gap=0))

    def _show_lines(self) -> None:
        if self._board is None:
            return
        by_unit = self.by.currentIndex() == 0
        lines = self._board.by_unit if by_unit else self._board.by_class
        self._lines = {line.key: line for line in lines}
        self.box.set_title(f"办理情况（{len(lines)}{'个承办单位' if by_unit else '个大类'}）")
        self.model.set_rows(_row(line) for line in lines)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("problem", "problem_class", "unit", "unit_setting"):
            self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(900, 520)

    # what can be done

    def open(self, key: str) -> None:
        """Open the problems behind the number the cursor is on; those of the whole line on its name."""
        line = self._lines[key]
        name = self.model.columns[max(0, self.table.currentIndex().column())].key
        name = name if name in COLUMNS else "every"
        self._list(line.tallies[name].ids, f"{line.label}：{COLUMNS[name]}")

    def add(self) -> None:
        """Open the form of a new problem."""
        with errors_shown(self):
            open_record(self.desk, self.window(), BY_KEY["problem"])

    def _pick(self, stage: object) -> None:
        if isinstance(stage, problem_board.Stage):
            self._list(stage.ids, f"走到“{stage.label}”的问题")

    def _list(self, ids: tuple[str, ...], title: str) -> None:
        if ids:
            self.desk.go("problem", ids=ids, title=f"{self.shown_year}年 {title}")


def _row(line: LoopLine) -> PlainRow:
    cells: list[Cell | str] = [line.label]
    for name in COLUMNS:
        tally = line.tallies[name]
        cells.append(Cell(tally.text, tone="danger" if name in _BAD and tally.ids else "", align="right"))
    return PlainRow(line.key, tuple(cells), (line.label, *(line.tallies[name].sort for name in COLUMNS)))
