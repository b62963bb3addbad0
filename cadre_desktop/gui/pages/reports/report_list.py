"""The reports by subject, narrowed by typing."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from cadre_desktop.gui.widgets.layouts import column
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.reports import REPORTS, Report

_KEY = int(Qt.ItemDataRole.UserRole)
LISTS, OTHERS = "各类明细表", "其他"
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("名册与队伍", ("roster", "day_roster", "structure")),
    ("工作情况", ("work_data",)),
    (
        "一人一档",
        (
            "appointment_form", "annual_form", "regular_form", "performance_file", "political_file",
            "identification_form",
        ),
    ),
    ("实绩与建档", ("achievement_summary", "files_built")),
    ("政治素质", ("political_summary", "ballot_statistics")),
    ("谈话", ("talk_coverage", "talks_due", "talk_register")),
    (
        "年度考核",
        ("assessment_summary", "assessment_filing", "eligibility", "regular_summary", "result_uses", "indicator_cut"),
    ),
    (
        "选拔任用",
        (
            "appointments", "rank_promotions", "vetting_sheet", "adjustments", "rotation_due", "contest_results",
            "recruits",
        ),
    ),
    (
        "培养锻炼",
        (
            "placements", "placement_form", "mentoring", "talent_pools", "trainings", "studies", "young_indicators",
        ),
    ),
    (
        "监督提醒",
        ("reminders", "revisits", "revisit_form", "supervision", "deviations", "style_reviews", "unit_lists"),
    ),
    (
        "容错关爱",
        (
            "tolerance", "tolerance_finding", "tolerance_filing", "clearances", "clearance_notice", "honours", "care",
        ),
    ),
    ("一线纪实", ("problem_set", "problem_form", "visits", "outside_voices")),
    ("争先创优", ("boards", "race_awards", "races", "makers")),
)  # fmt: skip


def grouped() -> Iterator[tuple[str, list[Report]]]:
    """Yield every report under its subject; the plain lists come last."""
    by_key = {report.key: report for report in REPORTS}
    for title, keys in GROUPS:
        yield title, [by_key.pop(key) for key in keys if key in by_key]
    lists = [report for key, report in by_key.items() if key.startswith("list_")]
    others = [report for report in by_key.values() if report not in lists]
    if others:
        yield OTHERS, others
    yield LISTS, lists


class ReportList(SectionBox):
    """Emits `chosen` with a report's key."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("报表")
        self.search = SearchBox("搜报表名称", name="搜报表")
        self.search.setMinimumWidth(120)
        self.search.searched.connect(self._narrow)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(10)
        self.tree.setAccessibleName("报表")
        self._items: dict[str, QTreeWidgetItem] = {}
        for title, reports in grouped():
            self._add_group(title, reports)
        self.tree.expandAll()
        self.tree.currentItemChanged.connect(lambda item, _before: self._tell(item))
        inside = column(self.search, self.tree, gap=8)
        inside.setStretch(1, 1)
        self.add(inside, 1)

    def _add_group(self, title: str, reports: list[Report]) -> None:
        head = QTreeWidgetItem(self.tree, [title])
        font = self.tree.font()
        font.setBold(True)
        head.setFont(0, font)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for report in reports:
            item = QTreeWidgetItem(head, [report.title])
            item.setData(0, _KEY, report.key)
            item.setToolTip(0, report.title)
            self._items[report.key] = item

    def choose(self, key: str) -> None:
        """Choose a report.  Raises KeyError for one the program does not have."""
        self.search.set_quietly("")
        self._narrow("")
        self.tree.setCurrentItem(self._items[key])

    def shown_keys(self) -> list[str]:
        """Return the keys of the reports the search leaves, from top to bottom."""
        return [key for key, item in self._items.items() if not item.isHidden()]

    def _narrow(self, text: str) -> None:
        for item in self._items.values():
            item.setHidden(text not in item.text(0))
        for at in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(at)
            if head is not None:
                head.setHidden(all(head.child(i).isHidden() for i in range(head.childCount())))

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        key = item.data(0, _KEY) if item else None
        if key:
            self.chosen.emit(key)
