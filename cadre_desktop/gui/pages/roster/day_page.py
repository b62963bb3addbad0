"""任意日期名册: who served where on a day, the posts filled, the day's figures; what is shown is what is exported."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from cadre_desktop.formats.report_sheet import Column, ReportBook, ReportSheet
from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import file_name
from cadre_desktop.gui.dialogs.export_dialog import ask_export
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.step_dialog import Values
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo, DateBox
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import clear, column, flow
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.progress import Progress
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import Unit
from cadre_desktop.reports import day_roster
from cadre_desktop.reports.roster import HEADCOUNT
from cadre_desktop.services import exports, records
from cadre_desktop.services.exports import ExportResult

_ALL = "全部单位"
_PEOPLE = 0
_HALF_LETTER = 7  # pixels of half a Chinese letter, at 14 px text
_AROUND, _LEAST, _WIDEST = 26, 120, 420


class DayRosterPage(Page):
    """Reads the day as a task; the sheets are those of the report 任意日期名册, one at a time."""

    title = "任意日期名册"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.book: ReportBook | None = None
        self._units: list[Link] = []
        today = desk.db.now().date()
        self.header = PageHeader(self.title, "按任免、职级的起止时间还原当天的情况")
        self.header.add_action(button("回到名册", lambda: desk.go("roster"), icon="roster"))
        self.export_button = button(
            "导出", self.export, kind="primary", icon="export", tip="导出这一天的名册、职数和统计"
        )
        self.header.add_action(self.export_button)
        self.day, self.unit, self.sheets = DateBox(name="截至日期"), Combo(name="单位"), Combo(name="看什么")
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.day.setMaximumDate(self.day.date())
        self.read_button = button("查看", self.read, kind="primary")
        self.year_button = button("上年末", lambda: self.show_day(date(today.year - 1, 12, 31)), kind="link")
        self.today_button = button("今天", lambda: self.show_day(today), kind="link")
        self.sheets.activated.connect(lambda _i: self._show())
        self.said = label("", "soft", wrap=True)
        self.place = column()
        self.table: DataTable | None = None
        self.notes = label("", "small", wrap=True)
        box = self.page_layout()
        box.addWidget(self.header)
        chosen = (label("截至", "field"), self.day, self.unit, self.read_button, self.year_button, self.today_button)
        box.addWidget(flow(*chosen, self.sheets))
        box.addWidget(self.said)
        box.addLayout(self.place, 1)
        box.addWidget(self.notes)
        self._show()

    @property
    def as_of(self) -> date:
        """The day asked for."""
        return date(self.day.date().year(), self.day.date().month(), self.day.date().day())

    @property
    def unit_id(self) -> str | None:
        """The unit asked for with all below it; None for everybody."""
        at = self.unit.currentIndex()
        return self._units[at - 1].id if at > 0 else None

    def arrive(self, *, as_of: date | None = None, **_hints: Any) -> None:
        """Read the day; another one when the caller names it."""
        with errors_shown(self):
            self._read_units()
            if as_of is not None or self.book is None:
                self.show_day(as_of or self.as_of)

    def refresh(self) -> None:
        self.read()

    def main_input(self) -> QWidget:
        return self.day

    def show_day(self, day: date) -> None:
        """Go to a day."""
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.read()

    def read(self) -> None:
        """Rebuild the day from the histories."""
        with errors_shown(self):
            asked = self._options(ExportLevel.INTERNAL)
            self.desk.tasks.run(
                self.window(),
                "正在还原当天的名册",
                lambda _p: exports.preview(self.desk.db, day_roster.REPORT.key, asked),
                self._take,
            )

    def _options(self, level: ExportLevel) -> Any:
        return exports.options_of(
            self.desk.db, as_of=self.as_of, unit_id=self.unit_id, level=level, columns=day_roster.COLUMNS
        )

    def _read_units(self) -> None:
        chosen = self.unit_id
        self._units = records.links(self.desk.db, Unit)
        self.unit.clear()
        self.unit.addItems([_ALL, *(unit.text for unit in self._units)])
        ids = [unit.id for unit in self._units]
        self.unit.setCurrentIndex(ids.index(chosen) + 1 if chosen in ids else 0)

    def _take(self, book: ReportBook) -> None:
        at = max(self.sheets.currentIndex(), 0)
        self.book = book
        self.sheets.clear()
        self.sheets.addItems([sheet.name for sheet in book.sheets])
        self.sheets.setCurrentIndex(at)
        self._show()

    @property
    def sheet(self) -> ReportSheet | None:
        """The sheet that is shown."""
        found = self.book.sheets[self.sheets.currentIndex()] if self.book else None
        return found if isinstance(found, ReportSheet) else None

    def _show(self) -> None:
        self.export_button.setEnabled(self.book is not None)
        sheet = self.sheet
        self.said.setText(f"{sheet.title}　{sheet.as_of_line}" if sheet else "")
        self.notes.setText("　".join(sheet.notes) if sheet else "")
        clear(self.place)
        empty = EmptyState("这一天没有在册干部", "换一个日期或单位再看。")
        self.table = None
        if sheet is None:
            self.place.addWidget(empty, 1)
            return
        model = PlainTableModel(_columns(sheet))
        self.table = DataTable(model, name=sheet.name)
        self.table.opened.connect(self.open)
        lines = [*sheet.rows, *([sheet.total] if sheet.total else [])]
        ids = self._people() if self.sheets.currentIndex() == _PEOPLE else ()
        model.set_rows(
            PlainRow(ids[i] if i < len(ids) else str(i), tuple(shown(value) for value in line), tuple(map(_key, line)))
            for i, line in enumerate(lines)
        )
        self.place.addWidget(TableArea(self.table, empty), 1)

    def _people(self) -> Sequence[str]:
        """Name the people of the first sheet, in its order."""
        found = [source.ids for source in self.book.sources if source.label == HEADCOUNT] if self.book else []
        return found[0] if found else ()

    def open(self, row_id: str) -> None:
        """Go to a person; other sheets have lines of units and numbers."""
        people = tuple(self._people())
        if self.sheets.currentIndex() == _PEOPLE and row_id in people:
            self.desk.go("person", cadre_id=row_id, ids=people)

    def export(self) -> None:
        """Write the day's sheets, as they are shown, to a file."""
        with errors_shown(self):

            def write(path: Path, given: Values, progress: Progress) -> ExportResult:
                asked, recipient = self._options(given["level"]), given["recipient"]
                return exports.export(
                    self.desk.db, day_roster.REPORT.key, asked, path, recipient=recipient, progress=progress
                )

            name = file_name(self.title, f"{self.as_of:%Y%m%d}", suffix=".xlsx")
            words = f"将导出截至 {self.as_of:%Y.%m.%d} 的名册、职数和统计，列和顺序与屏幕一致。"
            ask_export(self.desk, self, self.title, name, write, words=words)


def _columns(sheet: ReportSheet) -> tuple[TableColumn, ...]:
    """Make every column as wide as what stands in it; long ones share the room there is."""
    return tuple(_column(at, column, sheet.rows) for at, column in enumerate(sheet.columns))


def _column(at: int, column: Column, rows: Sequence[tuple[Any, ...]]) -> TableColumn:
    title = f"{column.group}{column.title}".replace("\n", "")
    longest = max((sum(1 if c.isascii() else 2 for c in shown(row[at])) for row in rows), default=0)
    width = min(longest * _HALF_LETTER + _AROUND, _WIDEST)
    flexible = width > _LEAST
    return TableColumn(str(at), title, width, column.align, 1 if flexible else 0, least=_LEAST if flexible else 0)


def _key(value: Any) -> tuple[bool, float, str]:
    """Order numbers among themselves, words after them."""
    is_number = isinstance(value, int | float)
    return not is_number, float(value) if is_number else 0.0, "" if is_number else shown(value)
