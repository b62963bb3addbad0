"""录入月任务 — everybody's tasks of a month with target and rate, one line a task, saved at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.entry_grid import EntryGrid, GridField, Values
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.records.challenge import TASK
from cadre_desktop.records.rows import Link
from cadre_desktop.services import races
from cadre_desktop.services.races import TaskLine
from cadre_desktop.storage.fields import Field

_YEARS_BACK = 4


def _column(name: str) -> Field:
    """Return a field of a task as a cell, one line high: how long it may be is checked on saving."""
    field = TASK.field(name)
    return replace(field, required=False, max_length=None, spec=replace(field.spec, help=""))


class MonthTasks(EntryGrid):
    """Running projects without a task this month stand here with a blank line."""

    name = "录入月任务"
    heads = ("干部姓名", "揭榜项目")
    fields = (
        GridField(_column("task"), 5),
        GridField(_column("target"), 3),
        GridField(_column("percent"), 1),
        GridField(_column("remark"), 3),
    )

    def __init__(self, desk: Desk, parent: QWidget | None, *, year: int = 0, month: int = 0) -> None:
        now = desk.db.now()
        self._wanted = (year or now.year, month or now.month)
        super().__init__(desk, parent)
        self.more_button = button("再加一条任务", self.add_more, kind="link", tip="给所选项目再加一条本月任务")
        self.foot.insertWidget(0, self.projects)
        self.foot.insertWidget(1, self.more_button)

    def head_parts(self) -> Sequence[QWidget]:
        this_year = self.desk.db.now().year
        self.year, self.month, self.projects = Combo(name="年度"), Combo(name="月份"), Combo(name="项目")
        self.year.addItems([f"{this_year - back}年" for back in range(_YEARS_BACK)])
        self.month.addItems([f"{month}月" for month in range(1, 13)])
        self.year.setCurrentText(f"{self._wanted[0]}年")
        self.month.setCurrentIndex(self._wanted[1] - 1)
        for combo in (self.year, self.month):
            combo.activated.connect(lambda _at: self.change_month())
        return self.year, self.month, label("任务空着的新行不保存；完成率填数字，可以超过100。", "small")

    @property
    def shown(self) -> tuple[int, int]:
        """The year and month chosen."""
        return int(self.year.currentText()[:4]), self.month.currentIndex() + 1

    def change_month(self) -> None:
        """Show another month, after asking about what is not saved."""
        if self.may_leave():
            self._wanted = self.shown
            self.load()
        else:
            self.year.setCurrentText(f"{self._wanted[0]}年")
            self.month.setCurrentIndex(self._wanted[1] - 1)

    def fill(self) -> None:
        found = races.sheet(self.desk.db, *self._wanted)
        self._projects: dict[tuple[str, str], tuple[Link, Link]] = {}
        for line in found:
            self._projects.setdefault((line.challenge.id, line.person.id), (line.challenge, line.person))
            self._add(line)
        self.projects.clear()
        self.projects.addItems([f"{person}：{project}" for project, person in self._projects.values()])

    def add_more(self) -> None:
        """Add a blank line for the project chosen."""
        found = list(self._projects.values())
        if found:
            project, person = found[self.projects.currentIndex()]
            line = self._add(TaskLine(project, person))
            EnterMovesOn(self)
            self.show_count()
            line.editors["task"].setFocus()

    def write(self, lines: Sequence[tuple[Any, Values]]) -> int:
        filled = [
            replace(
                about,
                task=values["task"] or "",
                target=values["target"] or "",
                percent=values["percent"],
                remark=values["remark"] or "",
            )
            for about, values in lines
        ]
        return races.fill(self.desk.db, *self._wanted, filled)

    def _add(self, line: TaskLine) -> Any:
        given = {"task": line.task, "target": line.target, "percent": line.percent, "remark": line.remark}
        return self.add_line(line, (line.person.text, line.challenge.text), given)
