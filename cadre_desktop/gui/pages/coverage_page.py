"""五必谈 — the year's matrix of units by kind of people, and below it everybody with something left."""

from typing import Any

from PySide6.QtCore import QSize

from cadre_desktop.gui.charts.chart_view import ChartView
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.coverage_matrix import SHORT, matrix_of
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row, scrolled
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.interview import Category, Purpose
from cadre_desktop.rules.talk_coverage import TalkState
from cadre_desktop.services import talk_coverage
from cadre_desktop.services.talk_coverage import CATEGORIES, Coverage, PersonLine
from cadre_desktop.storage.audit import Changes

_CELLS = {
    TalkState.DONE: Cell("已谈", tone="ok", badge=True),
    TalkState.UNSIGNED: Cell("缺签字", tone="warn", badge=True),
    TalkState.NONE: Cell("未谈", tone="danger", badge=True),
}
_YEARS_BACK = 4


class CoveragePage(Page):
    """Clicking a cell shows who is left there; 补录谈话 opens a talk with person, year and kind filled in."""

    title = "五必谈"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._unit = ""
        self._category: Category | None = None
        self._people: dict[str, PersonLine] = {}
        self._build()
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def _build(self) -> None:
        self.header = PageHeader(self.title)
        this_year = self.desk.db.now().year
        self.year = Combo(name="考察年度")
        self.year.addItems([f"{this_year - back}年度" for back in range(_YEARS_BACK)])
        self.year.activated.connect(lambda _i: self.refresh())
        self.header.add_action(self.year)
        self.header.add_action(
            button("统计表与未谈名单", lambda: self.desk.go("reports", report="talk_coverage"), icon="export")
        )
        self.header.add_action(button("补录谈话", self.add_talk, kind="primary", icon="add-talk", shortcut="Ctrl+N"))
        self.chart = ChartView("五必谈完成情况")
        self.chart.picked.connect(self._pick)
        self.said = label("", "soft", wrap=True)
        columns = [
            TableColumn("person", "姓名", 90),
            TableColumn("unit", "单位", 140),
            TableColumn("post", "职务", 180, stretch=1),
        ]
        columns += [TableColumn(c.value, SHORT[c], 96) for c in CATEGORIES]
        self.model = PlainTableModel(columns)
        self.table = DataTable(self.model, name="未谈全人员")
        self.table.opened.connect(lambda person: self.desk.go("person", cadre_id=person))
        self.everybody = button("看全部未谈全人员", lambda: self._pick(("", None)), kind="link")
        self.left_box = SectionBox(
            "未谈全人员",
            TableArea(self.table, EmptyState("都谈到了", "这一范围内的五类谈话都已完成并签字。", icon="check")),
        )
        self.left_box.add_action(self.everybody)
        box = self.page_layout()
        box.addWidget(self.header)
        box.addLayout(row(self.said))
        self.chart_box = SectionBox("各单位完成情况", scrolled(self.chart, name="五必谈矩阵"))
        box.addWidget(self.chart_box, 3)
        box.addWidget(self.left_box, 4)

    # what is shown

    def arrive(self, *, unit: str = "", category: Category | None = None, year: int = 0, **_hints: Any) -> None:
        self._unit, self._category = unit, category
        if year:
            self.year.setCurrentText(f"{year}年度")
        self.refresh()

    def refresh(self) -> None:
        with errors_shown(self):
            coverage = talk_coverage.coverage(self.desk.db, self.shown_year)
            self.chart.set_data(matrix_of(coverage))
            self.chart.setMinimumHeight(tokens().px(40 + 22 * len(coverage.units) + 30))
            self.said.setText(
                f"应谈对象：{coverage.population.label}，共 {len(coverage.people)} 人；"
                f"五类谈全 {coverage.complete.in_full()}；谈话完成 {coverage.talks.in_full()}。"
            )
            self._show_left(coverage)

    @property
    def shown_year(self) -> int:
        """The year chosen."""
        return int(self.year.currentText()[:4])

    def _show_left(self, coverage: Coverage) -> None:
        left = [p for p in coverage.left if self._unit in ("", p.unit.id)]
        if self._category:
            place = CATEGORIES.index(self._category)
            left = [p for p in left if p.states[place] is not TalkState.DONE]
        self._people = {p.person.id: p for p in left}
        self.model.set_rows(
            PlainRow(p.person.id, (p.person.text, p.unit.text, p.post_title or "", *(_CELLS[s] for s in p.states)))
            for p in left
        )
        where = next((u.unit.text for u in coverage.units if u.unit.id == self._unit), "") if self._unit else ""
        what = SHORT[self._category] if self._category else ""
        scope = "・".join(word for word in (where, what) if word)
        self.left_box.set_title(f"未谈全人员（{len(left)}人）" + (f"　{scope}" if scope else ""))
        self.everybody.setVisible(bool(scope))

    def _pick(self, target: object) -> None:
        if isinstance(target, tuple):
            self._unit, self._category = target
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("interview", "cadre", "post", "unit", "unit_setting"):
            self.refresh()

    # what can be done

    def add_talk(self) -> None:
        """Open a new talk about the person chosen, of the first kind still missing."""
        with errors_shown(self):
            preset: dict[str, Any] = {"purpose": Purpose.REVIEW, "year": self.shown_year}
            person = self._people.get(self.table.current_id() or "")
            if person is not None:
                wanted = self._category if self._category else person.missing[0]
                preset |= {"subjects": (person.person,), "category": wanted}
                if person.unit.id:
                    preset["unit"] = person.unit
            open_record(self.desk, self.window(), BY_KEY["interview"], None, preset)

    def sizeHint(self) -> QSize:
        return QSize(900, 520)
