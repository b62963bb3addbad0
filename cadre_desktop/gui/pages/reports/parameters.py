"""What is asked of a report: year, day, unit, level, columns, people; only what the report takes is shown."""

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.pages.reports.choosers import ColumnsChooser, PeopleChooser
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo, DateBox
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, flow, row
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.export_entry import ExportLevel
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link
from cadre_desktop.records.unit import UnitState
from cadre_desktop.reports import Report, ReportOptions, day_roster, roster
from cadre_desktop.services import exports, records

_YEARS_BACK = 6
_LIST = "list_"


class ParameterBar(QWidget):
    """Emits `changed` whenever another report would come out."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.report: Report | None = None
        self.columns: tuple[str, ...] = ()
        self.people: tuple[str, ...] = ()
        self.picked: tuple[str, ...] = ()  # the records it is narrowed to, from where one came
        self._units: list[Link] = []
        today = desk.db.now().date()
        self.year = Combo(name="年度")
        self.year.addItems([f"{today.year - back}年" for back in range(_YEARS_BACK)])
        self.as_of = DateBox(name="截止时间")
        self.as_of.setDate(QDate(today.year, today.month, today.day))
        self.as_of.setMaximumDate(QDate(today.year, today.month, today.day))
        self.unit, self.level = Combo(name="单位"), Combo(name="级别")
        self.level.addItems([level.label for level in ExportLevel])
        self.id_numbers = QCheckBox("身份证号写全号")
        self.grouped = QCheckBox("按单位分组")
        self.roughly = QCheckBox("文稿大数写“余”")
        self.roughly.setToolTip("如 2394人次 写成 2390余人次；表格里的数不变")
        self.columns_button = button("选择列", self.choose_columns, icon="columns")
        self.people_button = button("选择人员", self.choose_people, icon="team")
        self.picked_button = button("改为全部记录", self.drop_picked, kind="link", tip="改为按年度和单位列出全部")
        self._places = {
            "year": self._captioned("年度", self.year),
            "as_of": self._captioned("截止", self.as_of),
            "unit_id": self._captioned("单位", self.unit),
            "level": self._captioned("级别", self.level),
            "columns": self.columns_button,
            "cadre_ids": self.people_button,
            "record_ids": self.picked_button,
            "id_numbers": self.id_numbers,
            "grouped": self.grouped,
            "roughly": self.roughly,
        }
        self.setLayout(column(flow(*self._places.values(), gap=12)))
        self._connect()

    @staticmethod
    def _captioned(words: str, widget: QWidget) -> QWidget:
        holder, caption = QWidget(), label(words, "field")
        caption.setBuddy(widget)
        holder.setLayout(row(caption, widget, gap=6))
        return holder

    def _connect(self) -> None:
        self.year.activated.connect(lambda _i: self._take_year())
        self.unit.activated.connect(lambda _i: self.changed.emit())
        self.level.activated.connect(lambda _i: self._take_level())
        self.as_of.dateChanged.connect(lambda _d: self.changed.emit())
        for tick in (self.id_numbers, self.grouped, self.roughly):
            tick.toggled.connect(lambda _on: self.changed.emit())

    # what is shown

    def show_report(self, report: Report) -> None:
        """Offer what this report takes; year, day, unit and level stay as they were."""
        self.report = report
        self.columns, self.people, self.picked = (), (), ()
        for name, widget in self._places.items():
            widget.setVisible(name in report.parameters)
        self._show_choices()

    def read_units(self) -> None:
        """Read the units that can be asked for."""
        kind = BY_KEY["unit"]
        query = ListQuery(sort="order_number", filters=(("state", UnitState.ACTIVE),))
        found = records.all_rows(self.desk.db, kind, (kind.field("name"),), query)
        chosen = self._unit_id()
        self._units = [Link(r.id, str(r.values[0])) for r in found]
        self.unit.clear()
        self.unit.addItems(["全部单位", *(u.text for u in self._units)])
        ids = [u.id for u in self._units]
        self.unit.setCurrentIndex(ids.index(chosen) + 1 if chosen in ids else 0)

    def _unit_id(self) -> str | None:
        at = self.unit.currentIndex()
        return self._units[at - 1].id if at > 0 else None

    @property
    def unit_name(self) -> str:
        """The unit asked for, "" for all."""
        asked = self.report is not None and "unit_id" in self.report.parameters
        return self.unit.currentText() if asked and self.unit.currentIndex() > 0 else ""

    def _show_choices(self) -> None:
        n = len(self.columns)
        self.columns_button.setText(f"选择列（{n}）" if n else "选择列")
        self.people_button.setText(f"选择人员（{len(self.people)}）" if self.people else "选择人员")
        takes = self.report.parameters if self.report else ()
        self.picked_button.setText(f"只做选定的 {len(self.picked)} 条，改为全部")
        self.picked_button.setVisible(bool(self.picked) and "record_ids" in takes)
        self.id_numbers.setEnabled(self.chosen_level is ExportLevel.INTERNAL)

    def take_picked(self, record_ids: tuple[str, ...]) -> None:
        """Narrow the report to these records."""
        self.picked = record_ids
        self._show_choices()

    def drop_picked(self) -> None:
        """Take all records of the year and unit again."""
        self.take_picked(())
        self.changed.emit()

    def _take_year(self) -> None:
        """A past year is looked at from its last day unless another is asked for."""
        year, today = self.chosen_year, self.desk.db.now().date()
        day = today if year == today.year else date(year, 12, 31)
        self.as_of.blockSignals(True)
        self.as_of.setDate(QDate(day.year, day.month, day.day))
        self.as_of.blockSignals(False)
        self.changed.emit()

    def _take_level(self) -> None:
        self._show_choices()
        self.changed.emit()

    # what was chosen

    @property
    def chosen_year(self) -> int:
        """The year asked for."""
        return int(self.year.currentText()[:4])

    @property
    def chosen_level(self) -> ExportLevel:
        """The level asked for."""
        return tuple(ExportLevel)[self.level.currentIndex()]

    def set_level(self, level: ExportLevel) -> None:
        """Ask for a level without making a new preview."""
        self.level.setCurrentIndex(tuple(ExportLevel).index(level))
        self._show_choices()

    def options(self, level: ExportLevel | None = None) -> ReportOptions:
        """Return the question as reports understand it."""
        takes = self.report.parameters if self.report else ()
        asked: dict[str, Any] = {"level": level or self.chosen_level}
        if "year" in takes:
            asked["year"] = self.chosen_year
        if "as_of" in takes:
            asked["as_of"] = self.as_of.date().toPython()
        if "unit_id" in takes:
            asked["unit_id"] = self._unit_id()
        more: dict[str, Any] = {"columns": self.columns, "cadre_ids": self.people, "record_ids": self.picked}
        more |= {"id_numbers": self.id_numbers.isChecked(), "grouped": self.grouped.isChecked()}
        more["roughly"] = self.roughly.isChecked()
        asked |= {name: value for name, value in more.items() if name in takes}
        return exports.options_of(self.desk.db, **asked)

    # choosing

    def column_choices(self) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
        """Return the columns of the report and those it prints unless others are asked for."""
        if self.report is None or "columns" not in self.report.parameters:
            return [], ()
        rosters = {roster.REPORT.key: roster.USUAL, day_roster.REPORT.key: day_roster.COLUMNS}
        if self.report.key in rosters:
            return [(c.name, _title(c)) for c in roster.COLUMNS], rosters[self.report.key]
        fields = BY_KEY[self.report.key.removeprefix(_LIST)].sheet_fields
        return [(f.name, f.label) for f in fields], tuple(f.name for f in fields)

    def choose_columns(self) -> ColumnsChooser:
        """Ask for the columns."""
        choices, usual = self.column_choices()
        dialog = ColumnsChooser(self.window(), choices, self.columns or usual, usual)
        dialog.chosen.connect(self._take_columns)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _take_columns(self, columns: tuple[str, ...]) -> None:
        self.columns = () if columns == self.column_choices()[1] else columns
        self._show_choices()
        self.changed.emit()

    def choose_people(self) -> PeopleChooser:
        """Ask for the people."""
        dialog = PeopleChooser(self.desk, self.window(), self.people)
        dialog.chosen.connect(self._take_people)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _take_people(self, people: tuple[str, ...]) -> None:
        self.people = people
        self._show_choices()
        self.changed.emit()


def _title(printed: roster.RosterColumn) -> str:
    words = printed.title.replace("\n", "")
    return f"{printed.group} › {words}" if printed.group else words
