"""概况 of a unit: establishment against people, coverage, boards and problems, every number opening its records."""

from functools import partial

from PySide6.QtWidgets import QGridLayout

from cadre_desktop.figures.figure import Figure
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.person.tab import PersonTab
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.establishment import Strength
from cadre_desktop.services import unit_views
from cadre_desktop.services.unit_views import UnitCounts

_STRENGTH = (
    TableColumn("label", "项目", 110, stretch=1),
    TableColumn("approved", "核定", 66, "right"),
    TableColumn("present", "实配", 66, "right"),
    TableColumn("words", "情况", 96),
)
_BELOW = (
    TableColumn("unit", "下级单位", 160, stretch=1, least=100),
    TableColumn("kind", "类别", 110, least=80),
    TableColumn("people", "在职", 60, "right"),
    TableColumn("leaders", "班子", 60, "right"),
)


class OverviewTab(PersonTab):
    """A double click on a line of the tables opens its people, or the unit below."""

    title = "概况"
    tables = (
        "unit", "cadre", "post", "interview", "performance_term", "political_review", "observation", "mentoring",
        "board_entry", "problem",
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.strengths: tuple[Strength, ...] = ()
        self.strength_model, self.below_model = PlainTableModel(_STRENGTH), PlainTableModel(_BELOW)
        self.strength_table = ShortTable(self.strength_model, name="编制与职数", most_rows=8)
        self.strength_table.opened.connect(self._open_strength)
        self.below_table = ShortTable(self.below_model, name="下级单位", most_rows=10)
        self.below_table.opened.connect(lambda unit_id: desk.go("one_unit", unit_id=unit_id))
        self.no_strength = label("没有核定编制和职数，也没有在职人员。", "soft", wrap=True)
        self.coverage, self.counts = _grid(), _grid()
        strength = SectionBox("编制与职数", self.no_strength, self.strength_table, framed=False)
        self.below = SectionBox("下级单位", self.below_table, framed=False)
        coverage = SectionBox("覆盖与进度（含下级）", self.coverage, framed=False)
        counts = SectionBox("红黑榜与问题", self.counts, framed=False)
        both = row(
            boxed(column(strength, self.below, None, gap=16)), boxed(column(coverage, counts, None, gap=16)), gap=24
        )
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.body.addLayout(both)

    def reload(self, person: Link) -> None:
        db, unit = self.desk.db, person
        self.strengths = unit_views.establishment(db, unit.id)
        self.strength_model.set_rows(_strength_row(n, one) for n, one in enumerate(self.strengths))
        self.strength_table.setVisible(bool(self.strengths))
        self.no_strength.setVisible(not self.strengths)
        below = unit_views.below(db, unit.id)
        self.below_model.set_rows(
            PlainRow(one.unit.id, (one.unit.text, one.kind, str(one.n_people), str(one.n_leaders))) for one in below
        )
        self.below.setVisible(bool(below))
        self.below.set_title(f"下级单位（{len(below)}）")
        clear(self.coverage)
        for place, figure in enumerate(unit_views.coverage(db, unit.id)):
            self._add_figure(place, figure)
        self._show_counts(unit_views.counts(db, unit.id))

    def _open_strength(self, row_id: str) -> None:
        one = self.strengths[int(row_id)]
        if one.people and self.person is not None:
            self.desk.go("roster", ids=one.people, title=f"{self.person.text}：{one.label}")

    def _add_figure(self, place: int, figure: Figure) -> None:
        page = "roster" if figure.kind_key == "cadre" else figure.kind_key
        self._add_line(self.coverage, place, figure.label, figure.in_full, (page, figure.ids), figure.definition)

    def _show_counts(self, found: UnitCounts) -> None:
        clear(self.counts)
        lines = (
            (f"{found.year}年红榜", f"{len(found.red)} 次", "board_entry", found.red),
            (f"{found.year}年黑榜", f"{len(found.black)} 次", "board_entry", found.black),
            ("承办问题", f"{len(found.problems)} 个", "problem", found.problems),
            ("其中没有解决", f"{len(found.problems_open)} 个", "problem", found.problems_open),
        )
        for place, (caption, words, page, ids) in enumerate(lines):
            self._add_line(self.counts, place, caption, words, (page, ids))

    def _add_line(
        self, grid: QGridLayout, place: int, caption: str, words: str, opens: tuple[str, tuple[str, ...]], tip: str = ""
    ) -> None:
        value = ElidedLabel(words, "strong")
        value.setAccessibleName(f"{caption}：{words}")
        name = label(caption, "soft")
        name.setToolTip(tip)
        grid.addWidget(name, place, 0)
        grid.addWidget(value, place, 1)
        page, ids = opens
        if ids:
            made = button("查看", partial(self._open, page, ids, caption), kind="link")
            made.setAccessibleName(f"查看{caption}")
            grid.addWidget(made, place, 2)

    def _open(self, page: str, ids: tuple[str, ...], caption: str) -> None:
        whose = self.person.text if self.person is not None else ""
        self.desk.go(page, ids=ids, title=f"{whose}：{caption}")


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(tokens().px(12))
    made.setVerticalSpacing(tokens().px(4))
    made.setColumnStretch(1, 1)
    return made


def _strength_row(number: int, one: Strength) -> PlainRow:
    tone = "danger" if one.over > 0 else "warn" if one.over < 0 else "ok" if one.approved is not None else "neutral"
    approved = "—" if one.approved is None else str(one.approved)
    return PlainRow(str(number), (one.label, approved, str(one.present), Cell(one.words, tone, badge=True)))
