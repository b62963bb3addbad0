"""赛马台 — the quarter's standings from the tasks of its months, whom 奔跑奖 and 蜗牛奖 may go to, and giving them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.month_tasks import MonthTasks
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values
from cadre_desktop.gui.pages.standing.standing_page import StandingPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.table_model import PlainRow, TableColumn
from cadre_desktop.gui.windows.stepped_window import must
from cadre_desktop.records.challenge import RaceAwardKind
from cadre_desktop.rules.races import RUNNER, RaceTask, months_of, printed_mean, quarter_of
from cadre_desktop.services import races
from cadre_desktop.services.races import AWARD, RaceLine

_QUARTERS_BACK = 8
_HINTS = {kind.value: kind for kind in RaceAwardKind}


class RacePage(StandingPage):
    """The standings are reckoned, the awards given by people; double click opens the tasks of a line."""

    title = "赛马台"
    report = "races"
    needs_line = False
    nothing = ("这一季度还没有月任务", "在“揭榜挂帅”登记项目和揭榜人，再点“录入月任务”。")
    follows = ("monthly_task", "challenge", "race_award", "cadre", "unit", "unit_setting")
    columns = (
        TableColumn("place", "名次", 60, "right"),
        TableColumn("person", "姓名", 84),
        TableColumn("unit", "单位", 140, least=100, spare=1),
        TableColumn("projects", "揭榜项目", 190, stretch=1, least=110),
        TableColumn("first", "第1个月", 84, "right", least=78, spare=2),
        TableColumn("second", "第2个月", 84, "right", least=78, spare=3),
        TableColumn("third", "第3个月", 84, "right", least=78, spare=4),
        TableColumn("mean", "季度平均", 90, "right"),
        TableColumn("missing", "未填", 70),
        TableColumn("hint", "提示", 104),
        TableColumn("award", "已评定", 104),
    )

    def __init__(self, desk: Desk) -> None:
        now = desk.db.now()
        last = now.year * 4 + quarter_of(now.month) - 1
        self._quarters = [divmod(last - back, 4) for back in range(_QUARTERS_BACK)]
        self.quarter = Combo(name="季度")
        self.quarter.addItems([f"{year}年第{at + 1}季度" for year, at in self._quarters])
        super().__init__(desk)
        self.quarter.activated.connect(lambda _at: self.refresh())
        self.header.add_action(self.quarter)

    @property
    def shown(self) -> tuple[int, int]:
        """The year and quarter chosen."""
        year, at = self._quarters[self.quarter.currentIndex()]
        return year, at + 1

    def arrive(self, *, year: int = 0, quarter: int = 0, ids: tuple[str, ...] | None = None, **hints: Any) -> None:
        if (year, quarter - 1) in self._quarters:
            self.quarter.setCurrentIndex(self._quarters.index((year, quarter - 1)))
        super().arrive(ids=ids, **hints)

    def make_buttons(self) -> Sequence[QPushButton]:
        self.award_button = button("评奖…", self.give, tip="给所选干部登记奔跑奖或蜗牛奖")
        tip = "逐人录入一个月的任务和完成率"
        self.entry_button = button("录入月任务…", self.enter, kind="primary", icon="edit", shortcut="Ctrl+B", tip=tip)
        return self.award_button, self.entry_button

    def read(self) -> tuple[str, list[PlainRow]]:
        found = races.board(self.desk.db, *self.shown)
        self._lines = {line.person.id: line for line in found}
        year, quarter = self.shown
        n_missing = sum(len(line.standing.value.missing) for line in found)
        counts = {kind: sum(kind in line.awards for line in found) for kind in RaceAwardKind}
        told = "，".join(f"已评{kind.label} {n} 名" for kind, n in counts.items())
        gap = f"，{n_missing} 项任务未填完成率" if n_missing else ""
        months = "、".join(f"{month}月" for month in months_of(quarter))
        sentence = f"{year}年第{quarter}季度（{months}）{len(found)} 人参赛{gap}；{told}。名次和提示供评定时参考。"
        return sentence, [_row(line) for line in found]

    def detail_of(self, row_id: str) -> str:
        line = self._lines[row_id]
        return f"{line.person}：{line.standing.sentence}依据：{line.standing.source}"

    def open(self, row_id: str) -> None:
        line = self._lines[row_id]
        year, quarter = self.shown
        ids = tuple(task.record for task in line.standing.value.tasks)
        self.desk.go("monthly_task", ids=ids, title=f"{line.person}{year}年第{quarter}季度任务")

    def enter(self) -> None:
        """Open the sheet of the quarter's last month that has begun."""
        with errors_shown(self):
            year, quarter = self.shown
            now = self.desk.db.now()
            begun = [month for month in months_of(quarter) if (year, month) <= (now.year, now.month)]
            MonthTasks(self.desk, self.window(), year=year, month=begun[-1]).open()

    def give(self) -> None:
        """Ask for the award of the chosen person, starting with what is proposed."""
        line = self._lines.get(self.chosen)
        if line is None:
            self.desk.tell("请先在表中选一名干部")
            return
        year, quarter = self.shown
        fields = (must(AWARD.field("kind")), must(AWARD.field("matter")), AWARD.field("consequence"))
        proposed = line.standing.value.proposed or RUNNER
        start = {"kind": _HINTS[proposed], "matter": line.standing.sentence.partition("：")[0]}

        def go(values: Values) -> None:
            given = {name: value for name, value in values.items() if value is not None}
            project = line.projects[0] if len(line.projects) == 1 else None
            races.give(self.desk.db, year=year, quarter=quarter, cadre=line.person, challenge=project, **given)
            self.desk.tell(f"已给{line.person}登记{given['kind'].label}")

        words = f"{line.person}：{line.standing.sentence}"
        StepDialog(self.window(), "评奖", fields, go, words=words, start=start).open()


def _row(line: RaceLine) -> PlainRow:
    seen = line.standing.value
    hint = _HINTS.get(seen.proposed)
    hinted = Cell("")
    if hint is not None and hint not in line.awards:
        hinted = Cell(hint.label, tone="ok" if hint is RaceAwardKind.RUNNER else "warn", badge=True)
    projects = "、".join(project.text for project in line.projects)
    missing = Cell(f"{len(seen.missing)} 项", tone="warn", badge=True) if seen.missing else Cell("")
    awards = "、".join(kind.label for kind in line.awards)
    place = "" if seen.place is None else str(seen.place)
    cells: tuple[Cell | str, ...] = (
        place, line.person.text, line.unit, projects, *(_percent(month) for month in line.months),
        printed_mean(seen.mean), missing, hinted, awards,
    )  # fmt: skip
    months = (-1.0 if one is None or one.percent is None else one.percent for one in line.months)
    order = (
        seen.place or 1_000_000, line.person.text, line.unit, projects, *months, -1 if seen.mean is None else seen.mean,
        len(seen.missing), seen.proposed, awards,
    )  # fmt: skip
    return PlainRow(line.person.id, cells, order)


def _percent(task: RaceTask | None) -> str:
    return "" if task is None else "—" if task.percent is None else f"{task.percent:.4g}%"
