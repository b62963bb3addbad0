"""影响期 and 清单对照 — who is under influence until when and why, and which unit has built which list."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.pages.standing.standing_page import StandingPage
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.table_model import PlainRow, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.unit_checklist import UnitListKind
from cadre_desktop.services import eligibility, sanctions, unit_lists

_SOON = 30  # days


class InfluencePage(StandingPage):
    """Below the table the reckoning of the chosen line; double click opens the record it rests on."""

    title = "影响期"
    report = "revisits"
    nothing = ("没有人在影响期内", "处分处理、诫勉和能上能下的影响期会列在这里；期满的在各自台账里保留。")
    follows = (
        "cadre",
        "post",
        "unit",
        "sanction",
        "reminder",
        "adjustment",
        "tolerance_case",
        "clearance",
        "unit_setting",
    )
    columns = (
        TableColumn("person", "姓名", 84),
        TableColumn("unit", "单位", 160, stretch=1, least=110),
        TableColumn("label", "处分处理", 220, least=120),
        TableColumn("since", "起算", 100),
        TableColumn("until", "截止（含当日）", 120),
        TableColumn("left", "还有", 90),
    )

    def make_buttons(self) -> Sequence[QPushButton]:
        return (button("看本人档案", self._go, icon="user"),)

    def read(self) -> tuple[str, list[PlainRow]]:
        lines = sanctions.running(self.desk.db)
        self._lines = {line.record: line for line in lines}
        n_people = len({line.person.id for line in lines})
        sentence = (
            f"{n_people} 人在影响期内，共 {len(lines)} 项。只作提示，是否影响使用由组织决定；已澄清、容错免责的不列。"
        )
        return sentence, [
            PlainRow(
                line.record,
                (
                    line.person.text,
                    line.unit,
                    line.label,
                    f"{line.first_day:%Y.%m.%d}",
                    f"{line.last_day:%Y.%m.%d}",
                    Cell(f"{line.days_left} 天", tone="warn" if line.days_left <= _SOON else "neutral", badge=True),
                ),
            )
            for line in lines
        ]

    def detail_of(self, row_id: str) -> str:
        return self._lines[row_id].sentence

    def person_of(self, row_id: str) -> str:
        return self._lines[row_id].person.id

    def open(self, row_id: str) -> None:
        with errors_shown(self):
            for kind, link in eligibility.evidence(self.desk.db, (row_id,)):
                open_record(self.desk, self.window(), kind, link.id)

    def _go(self) -> None:
        if self.chosen:
            self.desk.go("person", cadre_id=self._lines[self.chosen].person.id)


class UnitListPage(StandingPage):
    """Units against lists; double click opens the unit's lists."""

    title = "清单对照"
    report = "unit_lists"
    nothing = ("没有单位", "录入单位后会列在这里。")
    follows = ("unit", "unit_checklist")
    columns = (
        TableColumn("unit", "单位", 200, stretch=1, least=140),
        *(TableColumn(kind.value, kind.label, 140, least=110) for kind in UnitListKind),
        TableColumn("count", "已建", 80, align="right"),
    )

    def make_buttons(self) -> Sequence[QPushButton]:
        return (button("登记清单", self.add, kind="primary", icon="add", shortcut="Ctrl+N"),)

    def read(self) -> tuple[str, list[PlainRow]]:
        lines = unit_lists.matrix(self.desk.db)
        self._lines = {line.unit.id: line for line in lines}
        counts = [sum(line.built[at] is not None for line in lines) for at in range(len(UnitListKind))]
        told = "，".join(f"{kind.label} {n} 家" for kind, n in zip(UnitListKind, counts, strict=True) if n)
        sentence = f"共 {len(lines)} 家单位。已建立：{told or '还没有'}。格内为建立日期。"
        return sentence, [
            PlainRow(
                line.unit.id,
                (
                    line.unit.text,
                    *(Cell(f"{day:%Y.%m.%d}", tone="ok") if day else Cell("未建", tone="warn") for day in line.built),
                    str(line.n_built),
                ),
            )
            for line in lines
        ]

    def open(self, row_id: str) -> None:
        ids = unit_lists.records_of(self.desk.db, row_id)
        if ids:
            self.desk.go("unit_checklist", ids=ids, title=f"{self._lines[row_id].unit}的清单")

    def add(self) -> None:
        """Open a new list, of the chosen unit."""
        with errors_shown(self):
            if self.chosen:
                preset = {"unit": self._lines[self.chosen].unit}
                open_record(self.desk, self.window(), BY_KEY["unit_checklist"], None, preset)
