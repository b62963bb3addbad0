"""数据检查: is the store whole, and what is doubtful in what people entered."""

from typing import Any

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.settings.house import House
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import checks
from cadre_desktop.services.checks import Report
from cadre_desktop.services.data_quality import Finding, Severity

_COLUMNS = (
    TableColumn("severity", "级别", 76),
    TableColumn("where", "位置", 170),
    TableColumn("what", "问题", 340, stretch=1),
    TableColumn("count", "记录数", 72, "right"),
)
_WHAT = "核对数据文件、操作日志和每条记录的封签，再找出重复的人、没有任职的人、互相矛盾的日期等。双击一行打开记录。"
_NOT_YET = "还没有检查"
_NOT_YET_WHY = "点“开始检查”。几千人的数据约需十几秒，可以随时取消。"
_ALL = "全部级别"


class ChecksPage(Page):
    """Runs as a task; what was found stays until the next check."""

    title = "数据检查"

    def __init__(self, desk: Desk, house: House) -> None:
        super().__init__()
        self.desk, self.house = desk, house
        self.report: Report | None = None
        self.header = PageHeader(self.title)
        self.start_button = button("开始检查", self.start, kind="primary", icon="check")
        self.header.add_action(self.start_button)
        self.levels = Combo(name="按级别筛选")
        self.levels.addItems([_ALL, *(severity.label for severity in Severity)])
        self.levels.activated.connect(lambda _i: self._show())
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name="检查结果")
        self.table.opened.connect(self.open)
        self.empty = EmptyState(_NOT_YET, _NOT_YET_WHY)
        self.total_label = label("", "soft")
        self.total_label.hide()
        box = self.page_layout()
        box.addWidget(self.header)
        box.addWidget(label(_WHAT, "soft", wrap=True))
        box.addLayout(row(self.levels, None))
        box.addWidget(TableArea(self.table, self.empty), 1)
        box.addLayout(row(self.total_label, None))
        self._show()

    def start(self) -> None:
        """Check everything."""
        db, store = self.desk.db, self.house.store
        self.desk.tasks.run(self.window(), "正在检查数据", lambda p: checks.check(db, store, p), self._on_checked)

    def _on_checked(self, report: Report) -> None:
        self.report = report
        self.header.set_title(self.title, f"{self.desk.db.now():%H:%M} 检查")
        self._show()

    def _shown(self) -> tuple[Finding, ...]:
        if self.report is None:
            return ()
        chosen = self.levels.currentText()
        return tuple(f for f in self.report.findings if chosen in (_ALL, f.severity.label))

    def _show(self) -> None:
        self.levels.setEnabled(self.report is not None)
        if self.report is not None:
            self.empty.set_words("没有发现问题", "数据文件完整，操作日志与记录一致。")
            n_errors, n_warnings = len(self.report.of(Severity.ERROR)), len(self.report.of(Severity.WARNING))
            self.total_label.show()
            self.total_label.setText(f"错误 {n_errors} 个，提醒 {n_warnings} 个")
        self.model.set_rows(_row(number, finding) for number, finding in enumerate(self._shown()))

    def open(self, row_id: str) -> None:
        """Open the record a finding is about, or the list of them when they are several."""
        with errors_shown(self):
            finding = self._shown()[int(row_id)]
            if not finding.ids:
                return
            if len(finding.ids) > 1:
                key = "roster" if finding.kind_key == "cadre" else finding.kind_key
                self.desk.go(key, ids=finding.ids, title=finding.what)
            else:
                open_record(self.desk, self.window(), BY_KEY[finding.kind_key], finding.ids[0])

    def arrive(self, **_hints: Any) -> None:
        """Keep what was found."""


def _row(number: int, finding: Finding) -> PlainRow:
    tone = "danger" if finding.severity is Severity.ERROR else "warn"
    what = Cell(" ".join(finding.what.split()), tip=finding.what)
    count = str(len(finding.ids)) if finding.ids else ""
    return PlainRow(str(number), (Cell(finding.severity.label, tone, badge=True), finding.where, what, count))
