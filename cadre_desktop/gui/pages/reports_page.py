"""报表报送 — reports to look at and to send, and the register of everything that left."""

from typing import Any

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.record_page import RecordPage
from cadre_desktop.gui.pages.reports.maker_page import ReportMaker
from cadre_desktop.gui.pages.tabbed_page import Tab, TabbedPage
from cadre_desktop.records import export_entry

MAKE, REGISTER = "make", "register"


class ReportsPage(TabbedPage):
    """`arrive(report=…)` goes to a certain report, `arrive(tab="register")` to the register."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            "报表报送",
            [
                Tab(MAKE, "生成报表", lambda: ReportMaker(desk)),
                Tab(REGISTER, "导出登记", lambda: RecordPage(desk, export_entry.KIND)),
            ],
        )

    def arrive(self, *, tab: str = "", **hints: Any) -> None:
        super().arrive(tab=MAKE if "report" in hints else tab, **hints)
