"""What is wrong with the chosen row and how to mend it; or what it would change."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import clear, column, flow, row, scrolled
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.wizards.importing.rows_model import STATES, RowsModel
from cadre_desktop.gui.wizards.importing.run import ImportRun
from cadre_desktop.gui.wizards.importing.unit_combo import unit_combo
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import Unit
from cadre_desktop.services import records
from cadre_desktop.services.imports import CellProblem, Difference, PlannedRow, Suggestion, columns_of
from cadre_desktop.services.imports.unit_finder import makes_unit


class RowPanel(SectionBox):
    """Every problem with its sentence, and beside it the offers, or a field to type the right value into."""

    next_asked = Signal()

    def __init__(self, desk: Desk, run: ImportRun, model: RowsModel) -> None:
        super().__init__("核对一行")
        self.desk, self._run, self._model = desk, run, model
        self.inputs: dict[str, QLineEdit] = {}
        self.is_mending = False  # something was mended here, and the rows are being checked again
        self.next_button = button("下一处问题", self.next_asked.emit, kind="link", shortcut="F8")
        self.add_action(self.next_button)
        self._lines = column(gap=8)
        self._lines.setContentsMargins(0, 0, 6, 0)
        holder = QWidget()
        holder.setLayout(self._lines)
        area = scrolled(holder, name="这一行的问题")
        area.setMinimumHeight(tokens().px(24))
        self.add(area, 1)

    def show_row(self, chosen: PlannedRow | None) -> None:
        """Show a row, or a hint when none is chosen."""
        clear(self._lines)
        self.inputs = {}
        if chosen is None:
            self.set_title("核对一行")
            self._lines.addWidget(label("在左边选一行，这里说明它的问题和改法。", "soft", wrap=True))
        else:
            self._show(chosen)
        self._lines.addStretch(1)

    def _show(self, chosen: PlannedRow) -> None:
        words, _tone = STATES[chosen.state]
        name = self._model.text(chosen, "name") or self._model.text(chosen, "cadre")
        self.set_title(f"第 {chosen.row_number} 行　{name}　{words}".replace("　　", "　"))
        for problem in chosen.problems:
            self._add_problem(chosen, problem)
        for change in chosen.differences:
            self._add_difference(chosen, change)
        for field in sorted(self._run.current.options.refused.get(chosen.row_number, ())):
            self._add_refused(chosen, field)
        for warning in chosen.warnings:
            self._lines.addWidget(label(f"! {warning}", "soft", wrap=True))
        if not (chosen.problems or chosen.differences or chosen.warnings):
            self._lines.addWidget(label(_NOTHING[chosen.state], "soft", wrap=True))

    def _add_difference(self, chosen: PlannedRow, change: Difference) -> None:
        words = label(f"{change.label}：{change.old} → {change.new}", wrap=True)
        if not change.field or change.field not in self._run.rows[chosen.row_number].cells:
            self._lines.addWidget(words)
            return
        keep = button("不改", partial(self._refuse, chosen.row_number, change.field, True), kind="link")
        keep.setAccessibleName(f"{change.label}不改，保留系统中的内容")
        line = row(words, keep)
        line.setStretch(0, 1)
        self._lines.addLayout(line)

    def _add_refused(self, chosen: PlannedRow, field: str) -> None:
        title = next(f.label for f in columns_of(self._run.kind) if f.name == field)
        take = button("改为表中的", partial(self._refuse, chosen.row_number, field, False), kind="link")
        take.setAccessibleName(f"{title}改为表中的内容")
        line = row(label(f"{title}：保留系统中的内容", "soft", wrap=True), take)
        line.setStretch(0, 1)
        self._lines.addLayout(line)

    def _refuse(self, row_number: int, field: str, refused: bool) -> None:
        self._run.refuse(row_number, field, refused=refused)

    def _add_problem(self, chosen: PlannedRow, problem: CellProblem) -> None:
        head = row(Badge(problem.column or "整行", "danger"), None)
        self._lines.addLayout(head)
        self._lines.addWidget(label(problem.message, wrap=True))
        if problem.suggestions:
            self._lines.addWidget(flow(*(self._offer(chosen, problem, s) for s in problem.suggestions)))
        if problem.about == "unit":
            self._add_units(chosen, problem)
        elif problem.index is not None:
            self._add_input(chosen, problem)

    def _offer(self, chosen: PlannedRow, problem: CellProblem, offer: Suggestion) -> QWidget:
        made = button(offer.text)
        made.clicked.connect(partial(self._take, chosen.row_number, problem, offer.value))
        made.setAccessibleName(f"{problem.column}改为：{offer.text}")
        return made

    def _take(self, row_number: int, problem: CellProblem, value: str, _checked: bool = False) -> None:
        self.is_mending = True
        if problem.about == "unit":
            self._run.choose_unit(row_number, problem.field, value)
        elif problem.about == "person":
            self._run.choose_person(row_number, value)
        else:
            self._run.fix(row_number, problem.field, value)

    def _add_units(self, chosen: PlannedRow, problem: CellProblem) -> None:
        """Offer every unit on file, and to make one of these words."""
        text = self._run.unit_text(chosen.row_number, problem.field)
        units = records.links(self.desk.db, Unit)
        if not any(makes_unit(offer.value) for offer in problem.suggestions):  # else the offers make it, of a kind
            make = button(f"新建单位“{text}”", lambda: self._run.make_unit(chosen.row_number, problem.field))
            self._lines.addWidget(flow(make))
        if not units:
            return
        combo = unit_combo(f"“{text}”就是哪个单位", "或选择系统中的单位", units)
        combo.activated.connect(partial(self._take_unit, chosen.row_number, problem, units))
        self._lines.addWidget(combo)

    def _take_unit(self, row_number: int, problem: CellProblem, units: list[Link], index: int) -> None:
        self._take(row_number, problem, units[index].id)

    def _add_input(self, chosen: PlannedRow, problem: CellProblem) -> None:
        edit = QLineEdit(self._model.text(chosen, problem.field))
        edit.setAccessibleName(f"{problem.column}的正确内容")
        edit.setPlaceholderText("输入正确的内容，按回车重新核对")
        fix = button("改正")

        def take() -> None:
            if edit.text() != self._model.text(chosen, problem.field):
                self.is_mending = True
                self._run.fix(chosen.row_number, problem.field, edit.text())

        edit.returnPressed.connect(take)
        fix.clicked.connect(take)
        line = row(edit, fix)
        line.setStretch(0, 1)
        self.inputs[problem.field] = edit
        self._lines.addLayout(line)

    def focus_input(self) -> bool:
        """Put the cursor into the first field that can be typed into; False when there is none."""
        first = next(iter(self.inputs.values()), None)
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            first.selectAll()
        return first is not None


_NOTHING = {
    "new": "没有问题，导入后新增这一条。",
    "update": "没有问题，导入后更新这一条。",
    "same": "与系统中的内容一致，不需要导入。",
    "skip": "按所选方式跳过，不导入。",
    "problem": "",
}
