"""考核资格: everybody with the conclusion for a year and the reasons, each opened into the record it rests on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import file_name
from cadre_desktop.gui.dialogs.export_dialog import ask_export
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.step_dialog import Values
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow, row, scrolled
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.search_box import SearchBox
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.progress import Progress
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.rules.eligibility import Effect
from cadre_desktop.services import eligibility, exports
from cadre_desktop.services.eligibility import SYSTEM_LABELS, EligibilityLine, Reason
from cadre_desktop.services.exports import ExportResult
from cadre_desktop.storage.audit import Changes

_YEARS_BACK = 6
_AFFECTED, _EVERYBODY = "有情形的", "全部人员"
_ALL_UNITS = "全部单位"
_TONES = {Effect.NOT_EXCELLENT: "warn", Effect.ASK: "primary", Effect.NONE: ""}
_TABLES = (
    "sanction", "reminder", "placement", "regular_assessment", "annual_assessment", "tolerance_case", "clearance",
    "cadre", "post", "unit", "unit_setting",
)  # fmt: skip
_COLUMNS = (
    TableColumn("name", "姓名", 82),
    TableColumn("unit", "单位", 130, stretch=1, least=90),
    TableColumn("post", "职务", 120, stretch=1, least=70),
    TableColumn("system", "考核办法", 84),
    TableColumn("conclusion", "结论", 176, least=140),
    TableColumn("reasons", "理由", 300, stretch=3, least=120),
)


class EligibilityPage(Page):
    """Hints for people to decide by; a line opens the year's result, or a new one with person and year filled in."""

    title = "考核资格"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._lines: dict[str, EligibilityLine] = {}
        self._all: list[EligibilityLine] = []
        self._build()
        desk.bus.changed.connect(self._on_changed)
        self.refresh()

    def _build(self) -> None:
        self.header = PageHeader(self.title, "按处分、诫勉、请假、在外工作、平时考核等记录推算，只作提示")
        this_year = self.desk.db.now().year
        self.year = Combo(name="考核年度")
        self.year.addItems([f"{this_year - back}年度" for back in range(_YEARS_BACK)])
        self.year.setCurrentIndex(1)
        self.header.add_action(self.year)
        self.header.add_action(button("导出", self.export, icon="export", tip="考核资格情况表"))
        self.result_button = button("登记考核结果", self.open_result, kind="primary", icon="edit", shortcut="Ctrl+N")
        self.header.add_action(self.result_button)
        self.units, self.which = Combo(name="按单位筛选"), Combo(name="显示哪些人")
        self.conclusions = Combo(name="按结论筛选")
        self.which.addItems([_AFFECTED, _EVERYBODY])
        self.search = SearchBox("搜姓名、职务或理由")
        self.search.searched.connect(lambda _text: self._show())
        self.year.activated.connect(lambda _i: self.refresh())
        for combo in (self.units, self.which, self.conclusions):
            combo.activated.connect(lambda _i: self._show())
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name=self.title)
        self.table.chosen.connect(self._show_reasons)
        self.table.opened.connect(lambda _id: self.open_result())
        self.reasons = column(gap=8)
        self.reasons_box = SectionBox("理由和依据", scrolled(boxed(self.reasons), name="理由和依据"))
        self.person_button = button("看干部", self.open_person, kind="link")
        self.reasons_box.add_action(self.person_button)
        self.total_label = label("", "soft")
        none = EmptyState("没有符合条件的人员", "换个单位、年度或改看全部人员。", icon="check")
        box = self.page_layout()
        box.addWidget(self.header)
        box.addWidget(flow(self.units, self.which, self.conclusions, self.search))
        box.addWidget(TableArea(self.table, none), 3)
        box.addLayout(row(self.total_label, None))
        box.addWidget(self.reasons_box, 1)

    def main_input(self) -> SearchBox:
        return self.search

    # what is shown

    @property
    def shown_year(self) -> int:
        """The year chosen."""
        return int(self.year.currentText()[:4])

    def arrive(self, *, year: int = 0, ids: tuple[str, ...] = (), **_hints: Any) -> None:
        if year:
            self.year.setCurrentText(f"{year}年度")
        self.refresh()
        if ids:
            self.which.setCurrentText(_EVERYBODY)
            self._show(frozenset(ids))

    def refresh(self) -> None:
        with errors_shown(self):
            self._all = eligibility.lines(self.desk.db, self.shown_year)
            self._fill_combos()
            self._show()

    def _fill_combos(self) -> None:
        """Offer the units and conclusions that occur, and stay on the one chosen."""
        units = list(dict.fromkeys(line.unit.text for line in self._all))
        kinds = list(dict.fromkeys(line.conclusion for line in self._all))
        for combo, first, words in ((self.units, _ALL_UNITS, units), (self.conclusions, "全部结论", kinds)):
            chosen = combo.currentText()
            combo.clear()
            combo.addItems([first, *words])
            combo.setCurrentIndex(max(0, combo.findText(chosen)))

    def _show(self, ids: frozenset[str] | None = None) -> None:
        chosen = self.table.current_id()
        shown = [line for line in self._all if self._is_wanted(line) and (ids is None or line.person.id in ids)]
        self._lines = {line.person.id: line for line in shown}
        self.model.set_rows(_row(line) for line in shown)
        if chosen in self._lines:
            self.table.select_id(chosen)
        affected = sum(line.is_affected for line in shown)
        self.total_label.setText(f"显示 {len(shown)} 人，其中有情形的 {affected} 人；全部 {len(self._all)} 人")
        self._show_reasons()

    def _is_wanted(self, line: EligibilityLine) -> bool:
        if self.which.currentText() == _AFFECTED and not line.is_affected:
            return False
        if self.units.currentIndex() > 0 and line.unit.text != self.units.currentText():
            return False
        if self.conclusions.currentIndex() > 0 and line.conclusion != self.conclusions.currentText():
            return False
        words = self.search.text().strip()
        return words in f"{line.person.text}{line.post_title}{' '.join(one.sentence for one in line.reasons)}"

    def _chosen(self) -> EligibilityLine | None:
        return self._lines.get(self.table.current_id() or "")

    def _show_reasons(self) -> None:
        with errors_shown(self):
            clear(self.reasons)
            line = self._chosen()
            for made in (self.result_button, self.person_button):
                made.setEnabled(line is not None)
            if line is None:
                self.reasons_box.set_title("理由和依据")
                self.reasons.addWidget(label("选一个人，这里列出每条理由、依据和有关记录。", "soft"))
                return
            self.reasons_box.set_title(f"{line.person.text}：{line.words}")
            for reason in (*line.reasons, *line.remarks):
                self.reasons.addWidget(self._reason(reason))
            if not (line.reasons or line.remarks):
                self.reasons.addWidget(label("没有查到影响考核的记录。", "soft"))
            self.reasons.addStretch(1)

    def _reason(self, reason: Reason) -> QWidget:
        head = row(label(reason.sentence, wrap=True), gap=12)
        head.setStretch(0, 1)
        by_kind: dict[RecordKind, list[Link]] = {}
        for kind, link in eligibility.evidence(self.desk.db, reason.records):
            by_kind.setdefault(kind, []).append(link)
        for kind, links in by_kind.items():
            words = f"看{kind.title}" if len(links) == 1 else f"看{kind.title}（{len(links)}条）"
            tip = "；".join(link.text for link in links)
            head.addWidget(button(words, self._opening(kind, links, reason.sentence), kind="link", tip=tip))
        source = label(f"依据：{reason.source}" if reason.source else "", "small", wrap=True)
        return boxed(column(head, source, gap=0))

    def _opening(self, kind: RecordKind, links: list[Link], title: str) -> Callable[[], object]:
        """Open the one record, or the list of exactly these."""
        if len(links) == 1:
            return lambda: open_record(self.desk, self.window(), kind, links[0].id)
        ids = tuple(link.id for link in links)
        return lambda: self.desk.go(kind.key, ids=ids, title=title)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TABLES):
            self.refresh()

    # what can be done

    def open_person(self) -> None:
        """Go to the person's page."""
        line = self._chosen()
        if line is not None:
            self.desk.go("person", cadre_id=line.person.id)

    def open_result(self) -> None:
        """Open the year's result of the chosen person; a new one when there is none yet."""
        with errors_shown(self):
            line = self._chosen()
            if line is None:
                return
            kind = BY_KEY["annual_assessment"]
            record_id, preset = eligibility.result_of(self.desk.db, line, self.shown_year)
            open_record(self.desk, self.window(), kind, record_id, preset)

    def export(self) -> None:
        """Write the table of the year (of the unit chosen) to a file."""
        with errors_shown(self):
            year = self.shown_year
            unit = next((line.unit for line in self._all if line.unit.text == self.units.currentText()), None)
            name = f"{year}年度考核资格情况表"

            def write(path: Path, given: Values, progress: Progress) -> ExportResult:
                unit_id = (unit.id or None) if unit is not None else None
                options = exports.options_of(self.desk.db, year=year, unit_id=unit_id, level=given["level"])
                return exports.export(
                    self.desk.db, "eligibility", options, path, recipient=given["recipient"], progress=progress
                )

            stamp = f"{self.desk.db.now():%Y%m%d}"
            suggested = file_name(name, unit.text if unit else "", stamp, suffix=".xlsx")
            ask_export(self.desk, self, name, suggested, write)


def _row(line: EligibilityLine) -> PlainRow:
    told = " ".join(reason.sentence for reason in line.reasons)
    conclusion = Cell(line.conclusion, _TONES.get(line.effect, "danger"), badge=line.is_affected, tip=line.words)
    cells = (
        line.person.text, Cell(line.unit.text, tip=line.unit.text), Cell(line.post_title, tip=line.post_title),
        SYSTEM_LABELS[line.system], conclusion, Cell(told, tip=told),
    )  # fmt: skip
    return PlainRow(line.person.id, cells)
