"""名额测算: the seats of every pool of every unit, tried before they are locked, and who has them."""

from typing import Any

from cadre_desktop.errors import NotAllowed
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.left_out_dialog import LeftOutDialog
from cadre_desktop.gui.dialogs.seat_history_dialog import SeatHistoryDialog
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values, step_field
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.assessment.trial_panel import TrialPanel
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.rules.settings import NoTextInForce
from cadre_desktop.rules.unit_results import UNIT_GRADE_LABELS
from cadre_desktop.services import quota_workshop
from cadre_desktop.services.quota_workshop import Draft, Trial, Workshop, WorkshopRow
from cadre_desktop.storage.audit import Changes

_YEARS_BACK = 6
_MOST_MOVES = 4
_YEARLY = "年度考核优秀"
_TABLES = (
    "annual_assessment", "quota_setting", "unit_assessment", "regular_assessment", "cadre", "post", "unit", "sanction",
    "reminder", "placement", "unit_setting",
)  # fmt: skip
_COLUMNS = (
    TableColumn("unit", "单位", 150, stretch=2, least=100),
    TableColumn("pool", "名额池", 140, stretch=1, least=90),
    TableColumn("result", "绩效", 62),
    TableColumn("with", "应参加", 74, "right"),
    TableColumn("without", "不含不定等次", 112, "right", least=74),
    TableColumn("percent", "比例", 66, "right"),
    TableColumn("seats", "名额", 60, "right"),
    TableColumn("used", "已用", 60, "right"),
    TableColumn("left", "余", 50, "right"),
    TableColumn("moved", "试算变化", 84, "right"),
    TableColumn("warning", "提示", 130, stretch=1, least=96),
)


class QuotaPage(Page):
    """Nothing tried here is stored until 锁定方案, which writes the ratios as one piece of work."""

    title = "名额测算"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._shop: Workshop | None = None
        self._rows: dict[str, WorkshopRow] = {}
        self._build()
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def _build(self) -> None:
        self.header = PageHeader(self.title)
        this_year = self.desk.db.now().year
        self.year, self.what = Combo(name="考核年度"), Combo(name="测算什么")
        self.year.addItems([f"{this_year - back}年度" for back in range(_YEARS_BACK)])
        self.year.setCurrentIndex(1)  # the year being decided on is the last full one
        self.what.addItems([_YEARLY, *(f"平时考核{period.label}" for period in Period)])
        for combo in (self.year, self.what):
            combo.activated.connect(lambda _i: self.start_over())
        self.header.add_action(self.what)
        self.header.add_action(self.year)
        tip = "谁得到或失去名额、谁办的、为什么"
        self.header.add_action(button("名额变动", self.show_history, icon="history", tip=tip))
        tip = "年度考核等次备案表，附名额计算"
        self.header.add_action(button("备案表", self.show_report, icon="export", tip=tip))
        self.lock_button = button("锁定方案…", self.ask_lock, kind="primary", icon="lock", shortcut="Ctrl+Shift+L")
        self.header.add_action(self.lock_button)
        self.notice = Notice("", "warn")
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name=self.title)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(lambda _id: self.see("used" if self._chosen_has("used") else "base"))
        self.panel = TrialPanel(self.see)
        self.panel.changed.connect(self._reckon)
        self.total_label = label("", "soft")
        none = EmptyState("这一年度还没有可以测算的人员", "登记任职经历或考核结果后，这里按单位和名额池列出。")
        box = self.page_layout()
        box.addWidget(self.header)
        box.addWidget(self.notice)
        box.addWidget(TableArea(self.table, none), 1)
        box.addLayout(row(self.total_label, None))
        box.addWidget(self.panel)

    def main_input(self) -> DataTable:
        return self.table

    # what is shown

    @property
    def shown_year(self) -> int:
        """The year chosen."""
        return int(self.year.currentText()[:4])

    @property
    def period(self) -> Period | None:
        """The period of 平时考核 chosen; None for the year's assessment."""
        at = self.what.currentIndex()
        return None if at == 0 else list(Period)[at - 1]

    def arrive(self, *, year: int = 0, unit: str = "", **_hints: Any) -> None:
        if year:
            self.year.setCurrentText(f"{year}年度")
        self.refresh()
        if unit:
            self.table.select_id(next((key for key, one in self._rows.items() if _holds(one, unit)), ""))

    def start_over(self) -> None:
        """Show another year or period, without what was tried before."""
        self.panel.draft = Draft()
        self.refresh()

    def refresh(self) -> None:
        with errors_shown(self):
            self._shop = quota_workshop.open_workshop(self.desk.db, self.shown_year, self.period)
            self._reckon()

    def _reckon(self) -> None:
        """Reckon what is tried and show it; the chosen line stays chosen, also when it was joined with others."""
        with errors_shown(self):
            if self._shop is None:
                return
            chosen = self._chosen()
            try:
                trial = self._shop.tried(self.panel.draft)
            except NoTextInForce as error:
                raise NotAllowed(f"{error}。") from error
            self._rows = {one.key: one for one in trial.rows}
            self.model.set_rows(_row(one, tried=not self.panel.draft.is_empty) for one in trial.rows)
            if chosen is not None:
                self.table.select_id(_same_line(self._rows, chosen))
            self._say(trial)
            self._show_chosen()

    def _say(self, trial: Trial) -> None:
        base = sum(one.base for one in trial.rows)
        over = sum(one.over for one in trial.rows)
        self.total_label.setText(
            f"应参加 {base} 人，名额 {trial.seats} 名，已用 {trial.used} 名，超 {over} 名。"
            "名额按人数乘比例只舍不入，同一人只算一次。"
        )
        lines = [f"{one.unit_label}{one.pool_label}{one.warning}" for one in trial.rows if one.warning]
        told = "；".join(lines[:_MOST_MOVES]) + (f" 等 {len(lines)} 处" if len(lines) > _MOST_MOVES else "")
        told += "。不影响保存，请核对或填写批准文号。" if lines else ""
        untold = "；".join(self._shop.untold) if self._shop else ""
        self.notice.set_notice(told + untold, "warn")
        moves = [f"{move.label}：{move.before}名→{move.after}名（{move.change:+d}）" for move in trial.moves]
        more = [f"……另 {len(moves) - _MOST_MOVES} 处"] if len(moves) > _MOST_MOVES else []
        self.panel.show_moves([*moves[:_MOST_MOVES], *more])

    def _chosen(self) -> WorkshopRow | None:
        return self._rows.get(self.table.current_id() or "")

    def _chosen_has(self, what: str) -> bool:
        chosen = self._chosen()
        return chosen is not None and what == "used" and bool(chosen.used_people)

    def _show_chosen(self) -> None:
        self.panel.show_row(self._chosen())

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            self.refresh()

    # what can be done

    def see(self, what: str) -> None:
        """Open the people behind a number of the chosen line."""
        with errors_shown(self):
            chosen = self._chosen()
            if chosen is None:
                return
            name = f"{self.shown_year}年度{chosen.unit_label}{chosen.pool_label}"
            if what == "left_out":
                LeftOutDialog(self.desk, self.window(), f"{name}不计入应参加的人员", chosen.left_out).open()
            elif what == "used":
                self.desk.go("roster", ids=chosen.used_people, title=f"{name}已用名额")
            else:
                self.desk.go("roster", ids=chosen.base_people, title=f"{name}应参加考核")

    def show_history(self) -> None:
        """Show who was given or lost a seat."""
        with errors_shown(self):
            SeatHistoryDialog(self.desk, self.window(), self.shown_year).open()

    def show_report(self) -> None:
        """Go to the report that proves the seats."""
        self.desk.go("reports", report="assessment_filing", year=self.shown_year)

    def ask_lock(self) -> None:
        """Ask for reason and document, then keep the ratios as they are shown."""
        with errors_shown(self):
            if self._shop is None or not self._rows:
                raise NotAllowed("没有可以锁定的名额。", hint="请先选有人员的年度。")
            lines = [one for one in self._rows.values() if one.warning]
            minded = [f"· {one.unit_label}{one.pool_label}：{one.warning}" for one in lines]
            words = "把表中各单位各名额池的比例写入“优秀比例设置”；锁定后不再随单位绩效变动，可以撤销。"
            if minded:
                words += "\n请留意（不影响锁定）：\n" + "\n".join(minded[:8])
            fields = (
                step_field("reason", str, "理由或依据", help="记入操作日志", long=True),
                step_field("document", str, "批准文号", required=False, help="高于一般比例、上级核定名额的应填写"),
            )
            StepDialog(self.window(), "锁定方案", fields, self._lock, words=words).open()

    def _lock(self, given: Values) -> None:
        if self._shop is None:
            return
        written = quota_workshop.lock(
            self.desk.db, self._shop, self.panel.draft, reason=given["reason"], document=given["document"] or ""
        )
        self.panel.draft = Draft()
        self.refresh()
        self.desk.tell(f"已锁定 {written} 项优秀比例")


def _row(one: WorkshopRow, *, tried: bool) -> PlainRow:
    left = Cell(f"超{one.over}", "danger") if one.over else Cell(str(one.left))
    moved = "" if not tried else f"{one.moved:+d}" if one.moved else "0"
    tone = "ok" if one.moved > 0 else "danger"
    warning = (
        Cell(one.warning, "danger" if one.over else "warn", badge=True, tip=one.proof) if one.warning else Cell("")
    )
    names = "、".join(unit.text for unit in one.units)
    unit = Cell(f"{one.unit_label}（{len(one.units)}家）" if len(one.units) > 1 else one.unit_label, tip=names)
    numbers = (str(one.with_ungraded), str(one.without_ungraded), f"{one.percent}%", str(one.seats), str(one.used))
    cells = (
        unit, one.pool_label, UNIT_GRADE_LABELS.get(one.result, "—"), *numbers, left,
        Cell(moved, tone if one.moved else ""), warning,
    )  # fmt: skip
    order = (
        one.unit_label, one.pool_label, one.result, one.with_ungraded, one.without_ungraded, float(one.percent),
        one.seats, one.used, one.left - one.over, one.moved, one.over,
    )  # fmt: skip
    return PlainRow(one.key, cells, order)


def _same_line(rows: dict[str, WorkshopRow], chosen: WorkshopRow) -> str:
    if chosen.key in rows:
        return chosen.key
    cell = chosen.cells[0]
    return next((key for key, one in rows.items() if cell in one.cells), "")


def _holds(one: WorkshopRow, unit_id: str) -> bool:
    return any(unit.id == unit_id for unit in one.units)
