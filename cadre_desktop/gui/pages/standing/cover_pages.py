"""结对覆盖, 五必学覆盖, 青年指标 — who or which unit lacks something, with the records behind."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.standing.standing_page import StandingPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.table_model import PlainRow, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.training import FiveStudy
from cadre_desktop.services import growth_views

_YEARS_BACK = 4
_DONE = Cell("已达到", tone="ok", badge=True)


class MentorPage(StandingPage):
    """Everybody of 副科级 and above should guide as many as the settings say."""

    title = "结对覆盖"
    report = "mentoring"
    needs_line = False
    nothing = ("没有应结对的人员", "录入副科级以上干部的任职经历后会列在这里。")
    follows = ("cadre", "post", "unit", "mentoring", "unit_setting")
    columns = (
        TableColumn("person", "姓名", 84),
        TableColumn("unit", "单位", 160, least=110),
        TableColumn("post", "职务", 200, stretch=1, least=110),
        TableColumn("mentees", "结对的年轻干部", 240, least=140),
        TableColumn("state", "状态", 96),
    )

    def make_buttons(self) -> Sequence[QPushButton]:
        return (button("新增结对", self.add, kind="primary", icon="add", shortcut="Ctrl+N"),)

    def read(self) -> tuple[str, list[PlainRow]]:
        seen = growth_views.mentors(self.desk.db)
        self._lines = {line.person.id: line for line in seen.lines}
        sentence = f"结对覆盖率 {seen.rate.in_full()}。应结对：{seen.population}。"
        return sentence, [
            PlainRow(
                line.person.id,
                (
                    line.person.text,
                    line.unit.text,
                    line.post_title,
                    "、".join(line.mentees),
                    Cell(f"还差 {line.short}", tone="warn", badge=True) if line.short else _DONE,
                ),
            )
            for line in seen.lines
        ]

    def detail_of(self, row_id: str) -> str:
        return self._lines[row_id].sentence

    def open(self, row_id: str) -> None:
        self.desk.go("person", cadre_id=row_id)

    def add(self) -> None:
        """Open a new pair, for the chosen mentor if there is one."""
        with errors_shown(self):
            preset = {"mentor": self._lines[self.chosen].person} if self.chosen else {}
            open_record(self.desk, self.window(), BY_KEY["mentoring"], None, preset)


class StudyPage(StandingPage):
    """Double click opens the meetings of a unit."""

    title = "五必学覆盖"
    report = "studies"
    needs_line = False
    nothing = ("没有单位", "单位有在册干部后会列在这里。")
    follows = ("study_activity", "post", "unit", "unit_setting")
    columns = (
        TableColumn("unit", "单位", 180, stretch=1, least=130),
        *(TableColumn(five.value, five.label, 124) for five in FiveStudy),
        TableColumn("state", "覆盖情况", 110),
    )

    def __init__(self, desk: Desk) -> None:
        this_year = desk.db.now().year
        self.year = Combo(name="年度")
        self.year.addItems([f"{this_year - back}年" for back in range(_YEARS_BACK)])
        super().__init__(desk)
        self.year.activated.connect(lambda _at: self.refresh())
        self.header.add_action(self.year)

    def make_buttons(self) -> Sequence[QPushButton]:
        return (button("补录活动", self.add, kind="primary", icon="add", shortcut="Ctrl+N"),)

    def read(self) -> tuple[str, list[PlainRow]]:
        seen = growth_views.studies(self.desk.db, int(self.year.currentText()[:4]))
        self._lines = {line.unit.id: line for line in seen.lines}
        sentence = f"{seen.year}年五必学全覆盖的单位 {seen.rate.in_full()}；只计已完成的正确政绩观专题活动。"
        return sentence, [
            PlainRow(
                line.unit.id,
                (
                    line.unit.text,
                    *(Cell(str(n), tone="ok" if n else "danger") for n in line.times),
                    Cell(f"还缺 {len(line.missing)} 类", tone="warn", badge=True) if line.missing else _DONE,
                ),
            )
            for line in seen.lines
        ]

    def detail_of(self, row_id: str) -> str:
        missing = self._lines[row_id].missing
        return f"{self._lines[row_id].unit}还缺：{'、'.join(missing)}。" if missing else ""

    def open(self, row_id: str) -> None:
        line = self._lines[row_id]
        if line.records:
            self.desk.go("study_activity", ids=line.records, title=f"{line.unit}五必学")

    def add(self) -> None:
        """Open a new meeting on the theme, of the chosen unit if there is one."""
        with errors_shown(self):
            preset: dict[str, Any] = {"on_achievement_view": True}
            if self.chosen:
                preset["unit"] = self._lines[self.chosen].unit
            open_record(self.desk, self.window(), BY_KEY["study_activity"], None, preset)


class YoungPage(StandingPage):
    """Double click opens the people an indicator looks at."""

    title = "青年指标"
    report = "young_indicators"
    nothing = ("没有指标", "指标在“规则设置”里。")
    follows = ("cadre", "post", "unit", "unit_setting")
    columns = (
        TableColumn("label", "指标", 280, stretch=1, least=190),
        TableColumn("unit", "单位", 150, least=110),
        TableColumn("people", "对象", 84, align="right"),
        TableColumn("young", "达到年龄要求", 110, align="right"),
        TableColumn("asked", "应配", 84, align="right"),
        TableColumn("state", "完成情况", 110),
    )

    def read(self) -> tuple[str, list[PlainRow]]:
        lines = growth_views.indicators(self.desk.db)
        self._lines = {f"{line.key}/{line.unit.id}": line for line in lines}
        n_short = len({line.key for line in lines if line.short})
        n_all = len({line.key for line in lines})
        sentence = f"{n_all} 项指标，{n_all - n_short} 项达到、{n_short} 项未达到。年龄按档案出生年月计算到本月。"
        return sentence, [
            PlainRow(
                key,
                (
                    line.label,
                    line.unit.text,
                    str(len(line.people)),
                    str(len(line.young)),
                    str(line.asked),
                    Cell(f"缺 {line.short} 人", tone="warn", badge=True) if line.short else _DONE,
                ),
            )
            for key, line in self._lines.items()
        ]

    def arrive(self, **_hints: Any) -> None:
        """Be shown whole: the lines are indicators, not people."""
        self.refresh()

    def open(self, row_id: str) -> None:
        line = self._lines[row_id]
        if line.people:
            self.desk.go("roster", ids=line.people, title=f"{line.label}（{line.unit}）")
