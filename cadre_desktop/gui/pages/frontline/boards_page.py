"""红黑榜总览 — units by items of a year with their red and black entries, warnings and hints, and what was done."""

from typing import Any

from PySide6.QtCore import QSize

from cadre_desktop.gui.charts.chart_view import ChartView
from cadre_desktop.gui.charts.heat_table import HeatCell, HeatRow, HeatTable
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import scrolled
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.gui.windows.board_window import handling_step
from cadre_desktop.records import BY_KEY
from cadre_desktop.rules.boards import BOARD_STATE_LABELS, BoardState
from cadre_desktop.services import boards
from cadre_desktop.services.boards import BoardLine
from cadre_desktop.storage.audit import Changes

_YEARS_BACK = 4
_TONES = {BoardState.CLEAR: "neutral", BoardState.WARNED: "warn", BoardState.GIVE_WAY: "danger"}
_COLUMNS = (
    TableColumn("year", "年度", 64, spare=2),
    TableColumn("unit", "单位", 150, stretch=1, least=100),
    TableColumn("item", "单项工作", 150, stretch=1, least=100),
    TableColumn("black", "黑榜", 60, "right"),
    TableColumn("red", "红榜", 60, "right"),
    TableColumn("state", "累计结果", 132),
    TableColumn("heads", "发布时主要负责人", 130, least=90, spare=1),
    TableColumn("handling", "处理情况", 200, stretch=2, least=110),
    TableColumn("reply", "单位说明", 150, stretch=1, least=90, spare=3),
)


class BoardsPage(Page):
    """A cell, or a double click on a line, opens its entries; 登记处理 writes beside them what was done."""

    title = "红黑榜总览"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._lines: dict[str, BoardLine] = {}
        self._build()
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def _build(self) -> None:
        self.header = PageHeader(self.title)
        this_year = self.desk.db.now().year
        self._years = [this_year - back for back in range(_YEARS_BACK)]
        self.year = Combo(name="年度")
        self.year.addItems([*(f"{year}年" for year in self._years), f"近{_YEARS_BACK}年"])
        self.year.activated.connect(lambda _at: self.refresh())
        self.header.add_action(self.year)
        self.header.add_action(button("通报", lambda: self.desk.go("reports", report="boards"), icon="export"))
        self.handle_button = button("登记处理…", self.handle, tip="处理情况和单位说明")
        self.header.add_action(self.handle_button)
        self.header.add_action(button("登记上榜", self.add, kind="primary", icon="add", shortcut="Ctrl+N"))
        self.said = label("", "soft", wrap=True)
        self.chart = ChartView("红黑榜")
        self.chart.picked.connect(lambda key: self.open(str(key)))
        self.chart_box = SectionBox("单位和单项工作", scrolled(self.chart, name="红黑榜总表"))
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name="上榜累计")
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._show_detail)
        self.detail = label("", "body", wrap=True)
        none = EmptyState(
            "没有已发布的上榜记录", "登记并发布红黑榜后，这里按单位、单项工作和年度累计。", icon="commend"
        )
        page = self.page_layout()
        page.addWidget(self.header)
        page.addWidget(self.said)
        page.addWidget(self.chart_box, 5)
        page.addWidget(TableArea(self.table, none), 4)
        page.addWidget(self.detail)

    def main_input(self) -> DataTable:
        return self.table

    # what is shown

    @property
    def shown_years(self) -> tuple[int, ...]:
        """The years chosen, the latest first."""
        at = self.year.currentIndex()
        return tuple(self._years) if at >= len(self._years) else (self._years[at],)

    def arrive(self, *, year: int = 0, ids: tuple[str, ...] | None = None, **_hints: Any) -> None:
        if year in self._years:
            self.year.setCurrentIndex(self._years.index(year))
        self.refresh()
        if ids:
            wanted = set(ids)
            key = next((one.key for one in self._lines.values() if wanted & set(one.black)), "")
            self.table.select_id(key)

    def refresh(self) -> None:
        with errors_shown(self):
            found = boards.lines(self.desk.db, self.shown_years)
            self._lines = {line.key: line for line in found}
            n_red, n_black = sum(len(one.red) for one in found), sum(len(one.black) for one in found)
            warned = {one.unit.id for one in found if one.state is BoardState.WARNED}
            asked = {one.unit.id for one in found if one.state is BoardState.GIVE_WAY}
            self.said.setText(
                f"红榜 {n_red} 次，黑榜 {n_black} 次；预警 {len(warned)} 家，建议“让位” {len(asked)} 家。"
                "按单位、单项工作和自然年累计，已撤销的不计；“让位”只是提示，由组织研究决定。"
            )
            self._show_chart(found)
            chosen = self.table.current_id() or ""
            self.model.set_rows(_row(one) for one in found)
            self.table.select_id(chosen)
            self._show_detail()

    def _show_chart(self, found: list[BoardLine]) -> None:
        """Show the latest year chosen as units by items; those with most black entries stand first."""
        year = max((one.year for one in found), default=self.shown_years[0])
        mine = [one for one in found if one.year == year]
        items = sorted({one.item for one in mine})
        units = list(dict.fromkeys(one.unit for one in sorted(mine, key=lambda one: -len(one.black))))
        cells = {(one.unit, one.item): one for one in mine}
        rows = tuple(HeatRow(unit.text, tuple(_cell(cells.get((unit, item))) for item in items)) for unit in units)
        self.chart.set_data(HeatTable(tuple(items), rows, "预警或建议“让位”"))
        self.chart.setMinimumHeight(tokens().px(26 + 26 * len(rows)))
        self.chart_box.set_title(f"{year}年各单位各单项工作（黑：黑榜次数，红：红榜次数，! 预警或建议“让位”）")

    def _show_detail(self) -> None:
        line = self._lines.get(self.table.current_id() or "")
        self.handle_button.setEnabled(line is not None)
        text = f"{line.unit}{line.sentence}依据：{line.source}" if line is not None else ""
        self.detail.setText(text)
        self.detail.setVisible(bool(text))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("board_entry", "post", "unit", "cadre", "unit_setting"):
            self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(900, 520)

    # what can be done

    def open(self, key: str) -> None:
        """Open the entries of a line."""
        line = self._lines.get(key)
        if line is not None:
            self.desk.go(
                "board_entry", ids=(*line.black, *line.red), title=f"{line.unit}{line.year}年“{line.item}”上榜记录"
            )

    def add(self) -> None:
        """Open the form of a new entry, for the unit and item chosen."""
        with errors_shown(self):
            line = self._lines.get(self.table.current_id() or "")
            preset: dict[str, Any] = {"unit": line.unit, "item": line.item} if line is not None else {}
            open_record(self.desk, self.window(), BY_KEY["board_entry"], None, preset)

    def handle(self) -> None:
        """Ask what was done about the chosen line."""
        line = self._lines.get(self.table.current_id() or "")
        if line is None:
            return
        step = handling_step(lambda **values: boards.handle(self.desk.db, line.entry, **values), self._today, None)

        def go(values: Values) -> None:
            step.do(**{name: value for name, value in values.items() if value is not None})
            self.desk.tell(f"{line.unit}的处理情况已登记")

        StepDialog(self.window(), "登记处理", step.asks, go, words=line.sentence, start=dict(step.start)).open()

    @property
    def _today(self) -> Any:
        return self.desk.db.now().date()


def _cell(line: BoardLine | None) -> HeatCell:
    if line is None:
        return HeatCell(None)
    words = " ".join(f"{name}{len(ids)}" for name, ids in (("黑", line.black), ("红", line.red)) if ids)
    return HeatCell(float(len(line.black)), words, line.state is not BoardState.CLEAR, line.key)


def _row(line: BoardLine) -> PlainRow:
    state = Cell(BOARD_STATE_LABELS[line.state], tone=_TONES[line.state], badge=True)
    heads = "、".join(head.text for head in line.heads)
    numbers = (Cell(str(len(line.black)), align="right"), Cell(str(len(line.red)), align="right"))
    cells = (str(line.year), line.unit.text, line.item, *numbers, state, heads, line.handling, line.reply)
    order = (
        line.year, line.unit.text, line.item, len(line.black), len(line.red), list(_TONES).index(line.state), heads,
        line.handling, line.reply,
    )  # fmt: skip
    return PlainRow(line.key, cells, order)
