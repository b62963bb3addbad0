"""数据导入 — four steps from a sheet to the store, and back again when it was the wrong one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QStackedWidget, QWidget

from cadre_desktop.formats.foreign.reader import Sheet
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import ElidedLabel
from cadre_desktop.gui.widgets.layouts import boxed, row
from cadre_desktop.gui.widgets.notice import StepStrip
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.wizards.importing.check_step import CheckStep
from cadre_desktop.gui.wizards.importing.columns_step import ColumnsStep
from cadre_desktop.gui.wizards.importing.done_step import DoneStep
from cadre_desktop.gui.wizards.importing.drop_zone import path_of
from cadre_desktop.gui.wizards.importing.file_step import FileStep
from cadre_desktop.gui.wizards.importing.run import ImportRun
from cadre_desktop.services.imports import ImportResult

STEPS = ("选文件", "对应列", "核对", "完成")
FILE, COLUMNS, CHECK, DONE = range(4)


class ImportPage(Page):
    """A file may be dropped anywhere on the page; nothing is written before 导入."""

    title = "数据导入"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.run = ImportRun(desk, self)
        self._ready_before: int | None = None  # rows ready when 导入 had to ask about new units first
        self.setAcceptDrops(True)
        self.file_step = FileStep(desk)
        self.columns_step = ColumnsStep(desk, self.run)
        self.check_step = CheckStep(desk, self.run)
        self.done_step = DoneStep(desk, self.run)
        self._build()
        self.file_step.chosen.connect(self.open_file)
        self.file_step.pasted.connect(self.open_pasted)
        self.columns_step.sheet_chosen.connect(lambda sheet: self._read_again(sheet=sheet))
        self.done_step.again.connect(self.begin)
        self.done_step.marked_asked.connect(self.check_step.save_marked)
        self.run.planned.connect(self._after_planning)
        self.run.done.connect(self._show_result)
        self.begin()

    def _build(self) -> None:
        self.header = PageHeader(self.title, "从 WPS 或 Excel 表格导入，导入前逐行核对，导入后可以整批撤回")
        self.strip = StepStrip(STEPS)
        self.stack = QStackedWidget()
        for step in (self.file_step, self.columns_step, self.check_step, self.done_step):
            self.stack.addWidget(step)
        self.said = ElidedLabel("", "soft")
        self.good_only = QCheckBox("只导入没有问题的行")
        self.good_only.toggled.connect(self._show_foot)
        self.back_button = button("上一步", self.back, icon="arrow-left")
        self.other_button = button("换一个文件", self.begin)
        self.next_button = button("下一步", self.next, kind="primary", shortcut="Ctrl+Return")
        line = row(self.said, self.good_only, self.other_button, self.back_button, self.next_button, gap=10)
        line.setStretch(0, 1)
        self.foot = boxed(line)
        page = self.page_layout()
        for part in (self.header, self.strip):
            page.addWidget(part)
        page.addWidget(self.stack, 1)
        page.addWidget(self.foot)

    # coming and going

    def arrive(self, *, kind: str = "", path: Path | None = None) -> None:
        """Be shown; with a kind or a file begin the import of that."""
        if kind:
            self.begin()
            self.file_step.choose_kind(kind)
        if path is not None:
            self.open_file(path)

    def refresh(self) -> None:
        with errors_shown(self):
            self.file_step.recent.refresh()

    def main_input(self) -> QWidget | None:
        inputs = {FILE: self.file_step.zone.pick_button, CHECK: self.check_step.table, DONE: self.done_step.look_button}
        return inputs.get(self.stack.currentIndex(), self.next_button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if path_of(event) and self.stack.currentIndex() != DONE:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = path_of(event)
        if path:
            event.acceptProposedAction()
            self.open_file(path)

    # the steps

    def begin(self) -> None:
        """Go back to choosing a file."""
        self.run.forget()
        self._forget_asking()
        self.good_only.setChecked(False)
        self._show_step(FILE)

    def open_file(self, path: Path) -> None:
        """Read a file on the worker, then show its columns."""
        self.run.read(path, self.file_step.kind, then=self._show_columns)

    def open_pasted(self, sheet: Sheet) -> None:
        """Take a table from the clipboard, then show its columns."""
        self.run.read(Path(sheet.name), self.file_step.kind, pasted=sheet, then=self._show_columns)

    def _show_columns(self) -> None:
        self.columns_step.show_plan()
        self._show_step(COLUMNS)

    def _read_again(self, sheet: str = "", then: Callable[[], object] | None = None) -> None:
        """Read the same file with another sheet or other columns."""
        source = self.run.current.source
        chosen = sheet or source.sheet.name
        mapping = None if sheet else self.columns_step.mapping
        self.run.read(
            source.path,
            self.run.kind,
            sheet=chosen,
            mapping=mapping,
            pasted=source.sheet if source.made and not source.forms else None,
            then=then or self.columns_step.show_plan,
            on_failed=self._read_failed,
        )

    def _read_failed(self, error: BaseException) -> None:
        """Show the columns as they were read before, and why the others cannot be."""
        self.columns_step.show_plan()
        raise error

    def next(self) -> None:
        """Go on from the columns to the rows, or import."""
        with errors_shown(self):
            if self.stack.currentIndex() == CHECK:
                self._import()
            elif self.columns_step.mapping is None:
                self._show_check()
            else:
                self._read_again(then=self._show_check)

    def _show_check(self) -> None:
        self.check_step.show_plan()
        problems = self.run.current.count("problem")
        self.check_step.show_state("problem" if problems else "")
        self._show_step(CHECK)

    def back(self) -> None:
        """Go one step back; what was mended stays."""
        if self.stack.currentIndex() == CHECK:
            self._show_columns()
        else:
            self.begin()

    def _import(self) -> None:
        if self.run.unconfirmed_units:
            self._ready_before = self._ready()
            self.check_step.ask_units().rejected.connect(self._forget_asking)
            return
        self.run.apply(good_rows=self.good_only.isChecked())

    def _forget_asking(self) -> None:
        self._ready_before = None

    def _ready(self) -> int:
        """Count the rows that would be written."""
        plan = self.run.current
        return plan.count("new") + plan.count("update")

    def _after_planning(self) -> None:
        """Go on with the import that asked about new units, unless the answer keeps rows out."""
        wanted, self._ready_before = self._ready_before, None
        self._show_foot()
        if wanted is not None and self._ready() == wanted and not self.run.unconfirmed_units:
            self.run.apply(good_rows=self.good_only.isChecked())

    def _show_result(self, result: ImportResult) -> None:
        self.done_step.show_result(result)
        self._show_step(DONE)

    # around the steps

    def _show_step(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.strip.set_current(step)
        self._show_foot()
        target = self.main_input()
        if target and self.isVisible():
            target.setFocus()

    def _foot_buttons(self) -> tuple[tuple[QPushButton, tuple[int, ...]], ...]:
        return (
            (self.back_button, (COLUMNS, CHECK)),
            (self.other_button, (CHECK,)),
            (self.next_button, (COLUMNS, CHECK)),
        )

    def _show_foot(self) -> None:
        step = self.stack.currentIndex()
        self.foot.setVisible(step in (COLUMNS, CHECK))
        for each, steps in self._foot_buttons():
            each.setVisible(step in steps)
        plan = self.run.plan
        problems = plan.count("problem") if plan else 0
        self.good_only.setVisible(step == CHECK and problems > 0)
        self.said.setText(f"文件：{plan.source.path.name} ・ 工作表 {plan.source.sheet.name}" if plan else "")
        self.next_button.setEnabled(True)
        self.next_button.setText("下一步")
        if step != CHECK or plan is None:
            return
        ready = self._ready()
        self.next_button.setText(f"导入 {ready} 行")
        self.next_button.setEnabled(ready > 0 and (not problems or self.good_only.isChecked()))
        self.next_button.setToolTip(
            "" if self.next_button.isEnabled() or not ready else "还有问题的行：改正，或勾选“只导入没有问题的行”"
        )
