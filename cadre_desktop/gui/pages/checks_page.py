"""数据检查: is the store whole, and what is doubtful in what people entered; what can be mended is mended here."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.check_rules_dialog import CheckRulesDialog
from cadre_desktop.gui.dialogs.foreseen_dialog import ForeseenDialog
from cadre_desktop.gui.dialogs.merge_dialog import MergeDialog
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
from cadre_desktop.gui.widgets.layouts import flow, row
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import checks, data_quality, edits
from cadre_desktop.services.checks import Report
from cadre_desktop.services.data_quality import Finding, Severity
from cadre_desktop.services.quality import decisions
from cadre_desktop.services.quality.decisions import Left

_COLUMNS = (
    TableColumn("severity", "级别", 84),
    TableColumn("rule", "规则", 150, least=100),
    TableColumn("where", "位置", 170, least=110),
    TableColumn("what", "问题", 320, stretch=1, least=180),
    TableColumn("then", "可以怎样", 150, least=90),
)
_WHAT = (
    "核对人员、任职、职级和台账是否齐全、前后一致，几秒即可完成。“全面检查”还核对数据文件、操作日志、每条记录的封签和"
    "各表单规则。双击一行打开记录。"
)
_NOT_YET = "还没有检查"
_NOT_YET_WHY = "点“开始检查”。一万人约需几秒，可以随时取消。"
_ALL, _ALL_RULES = "全部级别", "全部规则"
OPEN, LEFT = "待处理", "已保留"
_STORE = {"file": "数据文件", "trail": "操作日志", "seal": "记录封签", "anchor": "备份核对", "attachment": "附件"}
_OTHERS = {"rule": "表单规则", "binned_link": "链接在回收站", "double": "人员可能重复", **_STORE}
_PERHAPS_ONE = frozenset({"double", "alike"})
_TITLES = {**{rule.id: rule.title for rule in data_quality.RULES}, **_OTHERS}


class ChecksPage(Page):
    """Runs as a task; what was found stays until the next check."""

    title = "数据检查"

    def __init__(self, desk: Desk, house: House) -> None:
        super().__init__()
        self.desk, self.house = desk, house
        self.report: Report | None = None
        self._left: dict[str, Left] = {}
        self.header = PageHeader(self.title)
        self.start_button = button("开始检查", self.start, kind="primary", icon="check")
        self.thorough_button = button("全面检查", self.start_thorough)
        self.rules_button = button("检查规则…", self.show_rules)
        for one in (self.rules_button, self.thorough_button, self.start_button):
            self.header.add_action(one)
        self.levels, self.rules, self.states = (
            Combo(name="按级别筛选"), Combo(name="按规则筛选"), Combo(name="待处理或已保留"),
        )  # fmt: skip
        self.levels.addItems([_ALL, *(severity.label for severity in Severity)])
        self.rules.addItems([_ALL_RULES])
        self.states.addItems([OPEN, LEFT])
        for combo in (self.levels, self.rules, self.states):
            combo.activated.connect(lambda _i: self._show())
        self._build()
        self._show()

    def _build(self) -> None:
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name="检查结果")
        self.table.opened.connect(self.open)
        self.table.chosen.connect(self._wake)
        self.empty = EmptyState(_NOT_YET, _NOT_YET_WHY)
        self.total_label = label("", "soft")
        self.total_label.hide()
        self.open_button = button("打开记录", lambda: self.open(self._chosen_ids()[0]))
        self.fix_button = button("修正…", self.fix, icon="edit")
        self.merge_button = button("合并…", self.merge, tip="把两份档案合并为一人")
        self.leave_button = button("保留…", self.leave, tip="写明原因后不再提示，直到有关数据改变")
        buttons = (self.leave_button, self.merge_button, self.fix_button, self.open_button)
        box = self.page_layout()
        box.addWidget(self.header)
        box.addWidget(label(_WHAT, "soft", wrap=True))
        box.addWidget(flow(self.levels, self.rules, self.states))
        box.addWidget(TableArea(self.table, self.empty), 1)
        box.addLayout(row(self.total_label, None, *buttons))

    # checking

    def start(self) -> None:
        """Check what people entered."""
        db = self.desk.db
        self.desk.tasks.run(
            self.window(), "正在检查数据", lambda p: Report(tuple(data_quality.quick_findings(db, p))), self._on_checked
        )

    def start_thorough(self) -> None:
        """Check everything, the store itself and the rules of every form included."""
        db, store = self.desk.db, self.house.store
        self.desk.tasks.run(self.window(), "正在全面检查", lambda p: checks.check(db, store, p), self._on_checked)

    def _on_checked(self, report: Report) -> None:
        self.report = report
        self._left = decisions.left_here(self.desk.db)
        self.header.set_title(self.title, f"{self.desk.db.now():%H:%M} 检查")
        codes = dict.fromkeys(finding.code for finding in report.findings)
        self.rules.clear()
        self.rules.addItems([_ALL_RULES, *(_TITLES.get(code, code) for code in codes)])
        self._show()

    # what is shown

    def _shown(self) -> tuple[Finding, ...]:
        if self.report is None:
            return ()
        level, rule, left = self.levels.currentText(), self.rules.currentText(), self.states.currentText() == LEFT
        return tuple(
            f
            for f in self.report.findings
            if level in (_ALL, f.severity.label)
            and rule in (_ALL_RULES, _TITLES.get(f.code, f.code))
            and (decisions.is_left(f, self._left) is not None) == left
        )

    def _show(self) -> None:
        for combo in (self.levels, self.rules, self.states):
            combo.setEnabled(self.report is not None)
        if self.report is not None:
            self.empty.set_words("没有发现问题", "符合上面条件的问题一个也没有。")
            counts = "，".join(f"{one.label} {len(self._open(self.report.of(one)))} 个" for one in Severity)
            n_left = len(self.report.findings) - len(self._open(self.report.findings))
            self.total_label.show()
            self.total_label.setText(f"{counts}；已保留 {n_left} 个")
        shown = self._shown()
        self.model.set_rows(_row(i, f, decisions.is_left(f, self._left)) for i, f in enumerate(shown))
        self._wake()

    def _open(self, findings: Iterable[Finding]) -> list[Finding]:
        return [f for f in findings if decisions.is_left(f, self._left) is None]

    def _chosen_ids(self) -> list[str]:
        return list(self.table.selected_ids())

    def _chosen(self) -> list[Finding]:
        shown = self._shown()
        return [shown[int(i)] for i in self._chosen_ids()]

    def _wake(self) -> None:
        chosen = self._chosen()
        self.open_button.setEnabled(len(chosen) == 1 and bool(chosen[0].ids))
        self.merge_button.setEnabled(len(chosen) == 1 and chosen[0].code in _PERHAPS_ONE)
        verbs = {f.fix.verb for f in chosen if f.fix}
        self.fix_button.setEnabled(bool(verbs))
        self.fix_button.setText(f"{verbs.pop()}…" if len(verbs) == 1 else "修正…")
        self.leave_button.setEnabled(bool(chosen) and not {f.code for f in chosen} & _STORE.keys())
        self.leave_button.setText("取消保留" if self.states.currentText() == LEFT else "保留…")

    # what to do about it

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

    def fix(self) -> None:
        """Show what the chosen findings' fixes would change, and save it when the person agrees."""
        with errors_shown(self):
            fixed = [f for f in self._chosen() if f.fix]
            wanted = [edit for f in fixed if f.fix for edit in f.fix.edits]
            if not wanted:
                return
            foreseen = edits.foresee(self.desk.db, wanted)
            bad = {one.edit.record_id for one in foreseen if not one.fits}
            done = {f.place for f in fixed if f.fix and not any(edit.record_id in bad for edit in f.fix.edits)}
            title = f"数据检查修正：{_TITLES.get(fixed[0].code, '')}"
            ForeseenDialog(self.desk, self.window(), title, foreseen, lambda _n: self._drop(done)).open()

    def _drop(self, places: set[str]) -> None:
        """Take what was mended off the list; the next check looks again."""
        if self.report is not None:
            self.report = Report(tuple(f for f in self.report.findings if f.place not in places))
            self._show()

    def merge(self) -> None:
        """Lay the first two people of the chosen finding side by side, to make one of them."""
        with errors_shown(self):
            (finding,) = self._chosen()
            MergeDialog(self.desk, self.window(), *finding.ids[:2]).open()

    def leave(self) -> None:
        """Leave the chosen findings with a reason, or take up again those that were left."""
        with errors_shown(self):
            chosen = self._chosen()
            if self.states.currentText() == LEFT:
                decisions.take_up(self.desk.db, chosen)
            else:
                caption = f"这 {len(chosen)} 个问题保留现状的原因（有关数据改变后会重新提示）"
                why = self.desk.dialogs.ask_text(self, "保留", caption)
                if not why:
                    return
                decisions.leave(self.desk.db, chosen, why)
            self._left = decisions.left_here(self.desk.db)
            self._show()

    def show_rules(self) -> None:
        """Show the rules; what is changed there holds from the next check."""
        with errors_shown(self):
            CheckRulesDialog(self.desk, self.window()).open()

    def arrive(self, **_hints: Any) -> None:
        """Keep what was found."""

    def main_input(self) -> QWidget:
        return self.start_button


_TONES = {Severity.ERROR: "danger", Severity.WARNING: "warn", Severity.HINT: "neutral"}


def _row(number: int, finding: Finding, left: Left | None) -> PlainRow:
    what = Cell(" ".join(finding.what.split()), tip=finding.what)
    verb = finding.fix.verb if finding.fix else "合并或保留" if finding.code in _PERHAPS_ONE else "打开核对"
    then = Cell(f"已保留：{left.why}", "muted", tip=f"{left.actor}，{left.at[:10]}：{left.why}") if left else Cell(verb)
    level = Cell(finding.severity.label, _TONES[finding.severity], badge=True)
    rule = Cell(_TITLES.get(finding.code, finding.code), tip=finding.code)
    return PlainRow(str(number), (level, rule, Cell(finding.where, tip=finding.where), what, then))
