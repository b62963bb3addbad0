"""问题集, 走访记录 and 月任务 as lists: forms of the ticked problems, sheets on which many are filled in at once."""

from PySide6.QtWidgets import QLabel, QPushButton

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.month_tasks import MonthTasks
from cadre_desktop.gui.dialogs.visit_grid import VisitGrid
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.records import BY_KEY


class ProblemPage(RecordPage):
    """打印交办单 makes the forms of the ticked problems."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BY_KEY["problem"])

    def footer_buttons(self) -> list[QPushButton | QLabel]:
        self.print_button = button("打印交办单", self.print_forms, icon="print", tip="所选问题每件一份")
        self.print_button.hide()
        return [self.print_button, *super().footer_buttons()]

    def print_forms(self) -> None:
        """Go to the forms of the ticked problems."""
        self.desk.go("reports", report="problem_form", picked=tuple(self.model.ticked))

    def _show_counts(self) -> None:
        super()._show_counts()
        self.print_button.setVisible(bool(self.model.ticked))


class VisitPage(RecordPage):
    """批量登记 opens a page of visits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BY_KEY["liaison_visit"])

    def add_actions(self) -> None:
        tip = "一次登记多条走访，重复的内容不用再填"
        self.header.add_action(button("批量登记…", self.open_grid, icon="edit", shortcut="Ctrl+B", tip=tip))
        super().add_actions()

    def open_grid(self) -> None:
        """Open the sheet."""
        with errors_shown(self):
            VisitGrid(self.desk, self.window()).open()


class MonthTaskPage(RecordPage):
    """录入月任务 opens the sheet of a month."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, BY_KEY["monthly_task"])

    def add_actions(self) -> None:
        tip = "逐人录入一个月的任务和完成率"
        self.header.add_action(button("录入月任务…", self.open_grid, icon="edit", shortcut="Ctrl+B", tip=tip))
        super().add_actions()

    def open_grid(self) -> None:
        """Open the sheet of this month."""
        with errors_shown(self):
            MonthTasks(self.desk, self.window()).open()
