"""Step 3: row by row what would happen; problems are mended here."""

from functools import partial

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import file_name
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.card import Card
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row, scrolled
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.wizards.importing.row_panel import RowPanel
from cadre_desktop.gui.wizards.importing.rows_model import RowsModel, counts_of
from cadre_desktop.gui.wizards.importing.rows_table import RowsTable
from cadre_desktop.gui.wizards.importing.run import ImportRun
from cadre_desktop.gui.wizards.importing.units_dialog import UnitsDialog
from cadre_desktop.records.unit import Unit
from cadre_desktop.services import imports, records

ON_MATCH = (("update", "更新已有的"), ("skip", "跳过已有的"), ("add", "一律另建"))
_FILTERS = (
    ("", "全部", "读到"),
    ("new update", "可以导入的", "可以导入"),
    ("problem", "有问题的", "有问题"),
    ("same skip", "不用导入的", "不用导入"),
)


class CheckStep(QWidget):
    """Shows the plan of a run, and plans again with every choice made here."""

    def __init__(self, desk: Desk, run: ImportRun) -> None:
        super().__init__()
        self.desk, self._run = desk, run
        self._current: str | None = None
        self.cards = {state: Card(title) for state, _, title in _FILTERS}
        for state, card in self.cards.items():
            card.opened.connect(partial(self.show_state, state))
        self.model = RowsModel(self)
        self.model.typed.connect(lambda row, field, text: self._run.fix(row, field, text))
        self.table = RowsTable(self.model)
        self.table.chosen.connect(self._show_chosen)
        self.panel = RowPanel(desk, run, self.model)
        self.panel.next_asked.connect(self.next_problem)
        self.units_button = button("核对新单位", self.ask_units, icon="unit", tip="系统里没有的单位，确认后才会新建")
        self._build()
        run.planned.connect(self.show_plan)

    def _build(self) -> None:
        self.on_match = Combo(name="遇到系统中已有的记录")
        self.on_match.addItems([words for _, words in ON_MATCH])
        self.on_match.activated.connect(lambda i: self._run.settle(on_match=ON_MATCH[i][0]))
        self.marked_button = button(
            "另存问题表", self.save_marked, kind="link", icon="download", tip="原表的副本，有问题的格子标红，旁边写原因"
        )
        self.empty = EmptyState("没有这样的行", "点上面的数字看其他行。", icon="check")
        self.rows_box = SectionBox("各行", TableArea(self.table, self.empty))
        self.rows_box.add_action(self.marked_button)
        self.rows_box.add_action(self.on_match)
        self._said = column(gap=6)
        self._said.setContentsMargins(0, 0, 6, 0)
        said = boxed(self._said)
        area = scrolled(said, name="整张表的说明")
        area.setMinimumHeight(tokens().px(24))
        self.said_box = SectionBox("整张表的说明", area)
        self.said_box.add_action(self.units_button)
        side = column(self.panel, self.said_box, gap=10)
        side.setStretch(0, 5)
        side.setStretch(1, 2)
        both = row(self.rows_box, side, gap=12)
        both.setStretch(0, 7)
        both.setStretch(1, 4)
        cards = row(*self.cards.values(), gap=12)
        body = column(cards, both, gap=10)
        body.setStretch(1, 1)
        self.setLayout(body)

    # what is shown

    def show_plan(self) -> None:
        """Show the plan at hand; the row looked at stays chosen, and whoever was mending goes on with the next."""
        mending, self.panel.is_mending = self.panel.is_mending, False
        plan = self._run.current
        counts = counts_of(plan.rows)
        chosen = self.table.current_id()
        self.cards[""].set_figure(str(len(plan.rows)), "行", f"{plan.source.path.name} ・ {plan.source.sheet.name}")
        ready = counts["new"] + counts["update"]
        self.cards["new update"].set_figure(str(ready), "行", f"新增 {counts['new']} ・ 更新 {counts['update']}")
        line = "改正后再导入" if counts["problem"] else "都没有问题"
        self.cards["problem"].set_figure(str(counts["problem"]), "行", line)
        same = counts["same"] + counts["skip"]
        self.cards["same skip"].set_figure(str(same), "行", f"一致 {counts['same']} ・ 跳过 {counts['skip']}")
        self.on_match.setCurrentIndex([key for key, _ in ON_MATCH].index(plan.options.on_match))
        self.marked_button.setEnabled(bool(counts["problem"]))
        self.units_button.setText(f"核对新单位（{len(plan.new_units)}）")
        self.units_button.setVisible(self._run.unconfirmed_units)
        self._show_said(plan.warnings)
        self.model.set_plan(plan, self._run.rows)
        self.table.place_columns()
        self._show_title()
        self._choose(chosen)
        if mending and not self.panel.focus_input():
            self.table.setFocus()

    def _show_said(self, warnings: tuple[str, ...]) -> None:
        clear(self._said)
        for said in warnings or ("没有要特别说明的。",):
            self._said.addWidget(label(f"・{said}", wrap=True))
        self._said.addStretch(1)

    def show_state(self, state: str) -> None:
        """Show only the rows behind one of the numbers."""
        self.model.set_state(state)
        self._show_title()
        self._choose(None)

    def _show_title(self) -> None:
        words = next(words for state, words, _ in _FILTERS if state == self.model.state)
        self.rows_box.set_title(f"{words}行（{self.model.rowCount()}）")

    def _choose(self, row_id: str | None) -> None:
        """Choose a row again, or the first when it is not shown any more."""
        if not (row_id and self.table.select_id(row_id)) and self.model.rowCount():
            self.table.selectRow(0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.model.row_at(self.table.current_id()) if self.model.rowCount() else None
        self.panel.show_row(chosen)

    def next_problem(self) -> None:
        """Go to the next row with a problem, round the end."""
        numbers = [row.row_number for row in self._run.current.rows if row.problems]
        if not numbers:
            return
        at = int(self.table.current_id() or 0)
        target = next((n for n in numbers if n > at), numbers[0])
        if not self.table.select_id(str(target)):
            self.show_state("")
            self.table.select_id(str(target))
        chosen = self.model.row_at(str(target))
        if chosen:
            self.table.show_fault(chosen.problems[0].field)
        self.panel.focus_input()

    # what can be done

    def ask_units(self) -> UnitsDialog:
        """Have the new units looked at."""
        known = records.links(self.desk.db, Unit)
        dialog = UnitsDialog(self.window(), self._run.current.new_units, known)
        dialog.confirmed.connect(self._run.confirm_units)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save_marked(self) -> None:
        """Write a copy of the clerk's sheet with what is wrong marked red."""
        with errors_shown(self):
            plan = self._run.current
            suggested = file_name(plan.source.path.stem, "问题标注", suffix=".xlsx")
            path = self.desk.dialogs.pick_save_file(self, "另存问题表", suggested)
            if path:
                self.desk.tasks.run(
                    self,
                    "正在另存问题表",
                    lambda _progress: imports.save_marked(plan, path),
                    lambda _none: self.desk.tell(f"已另存：{path.name}，有问题的格子已标红"),
                )
