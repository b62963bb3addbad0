"""能下提示 — facts on file that may belong to a situation of stepping down, for people to look at; never a decision."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.standing.standing_page import StandingPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.table_model import PlainRow, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import adjustments


class HitsPage(StandingPage):
    """What was cleared as untrue is not here; what was exempted is not either."""

    title = "能下提示"
    report = "adjustments"
    nothing = ("没有提示", "现有记录里没有可能属于能下情形的事实。提示只供核实，不作结论。")
    follows = (
        "cadre", "post", "unit", "adjustment", "unit_setting", "tolerance_case", "clearance", "annual_assessment",
        "political_review", "deviation_problem", "vetting", "reminder", "board_entry", "sanction",
    )  # fmt: skip
    columns = (
        TableColumn("person", "姓名", 84),
        TableColumn("unit", "单位", 150, least=110),
        TableColumn("post", "职务", 180, stretch=1, least=100),
        TableColumn("situation", "可能属于的情形", 230, least=150),
        TableColumn("evidence", "依据", 70),
        TableColumn("until", "提示至", 96),
        TableColumn("way", "办理情况", 110),
    )

    def make_buttons(self) -> Sequence[QPushButton]:
        self.register_button = button("登记核实", self.register, kind="primary", tip="生成一条“发现”状态的能上能下记录")
        return (self.register_button,)

    def read(self) -> tuple[str, list[PlainRow]]:
        self._hits = {hit.key: hit for hit in adjustments.hits(self.desk.db)}
        people = {hit.person.id for hit in self._hits.values()}
        sentence = f"涉及 {len(people)} 人、{len(self._hits)} 条。提示只说明有哪些事实，是否调整由组织研究决定。"
        return sentence, [
            PlainRow(
                hit.key,
                (
                    hit.person.text,
                    hit.unit.text,
                    hit.post_title,
                    f"第{hit.number}种 {hit.situation}",
                    f"{len(hit.evidence)} 条",
                    f"{hit.shown_until:%Y.%m.%d}",
                    Cell("已登记", tone="ok", badge=True) if hit.taken_up else Cell("未登记", badge=True),
                ),
            )
            for hit in self._hits.values()
        ]

    def person_of(self, row_id: str) -> str:
        return row_id.partition("/")[0]

    def detail_of(self, row_id: str) -> str:
        hit = self._hits[row_id]
        return f"{hit.sentence}依据：{hit.source}"

    def open(self, row_id: str) -> None:
        self.desk.go("person", cadre_id=self.person_of(row_id))

    def register(self) -> None:
        """Take the chosen hit up, or open the record there is."""
        with errors_shown(self):
            hit = self._hits[self.chosen]
            made = hit.taken_up.id if hit.taken_up else adjustments.register(self.desk.db, hit.key)
            open_record(self.desk, self.window(), BY_KEY["adjustment"], made)
