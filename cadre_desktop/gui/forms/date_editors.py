"""Editors for dates: one line that understands what clerks write."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCalendarWidget, QLineEdit

from cadre_desktop.gui.forms.editor import EditorContext
from cadre_desktop.gui.forms.text_editors import LineEditor
from cadre_desktop.gui.style.icons import icon
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.rules.clerk_dates import parse_date
from cadre_desktop.rules.partial_date import PartialDate
from cadre_desktop.storage.fields import Field


class PartialDateEditor(LineEditor):
    """A date as exact as the paper is: 202403, 2024年3月 or 1978 are all understood."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        super().__init__(field)
        if not field.spec.help:
            self.line.setPlaceholderText("如 2024.03")

    def value(self) -> PartialDate | None:
        text = self.line.text().strip()
        if not text:
            return None
        try:
            return parse_date(text)
        except ValueError as error:
            raise self._refuse(f"{self.field.label}：{error}") from error


class DateEditor(LineEditor):
    """A full date, typed or picked from a calendar (Alt+↓)."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        super().__init__(field)
        if not field.spec.help:
            self.line.setPlaceholderText("如 2024.03.15")
        self._calendar: QCalendarWidget | None = None
        self.pick = QAction(icon("calendar", tokens().text2), "打开日历", self)
        self.pick.setShortcut(QKeySequence("Alt+Down"))
        self.pick.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.pick.triggered.connect(self._show_calendar)
        self.line.addAction(self.pick, QLineEdit.ActionPosition.TrailingPosition)

    def value(self) -> date | None:
        text = self.line.text().strip()
        if not text:
            return None
        try:
            found = parse_date(text)
        except ValueError as error:
            raise self._refuse(f"{self.field.label}：{error}") from error
        if found.precision != "day":
            raise self._refuse(f"{self.field.label}要写到日，如 2024.03.15，现为“{text}”")
        return found.first_day()

    def shown(self, value: date | None) -> str:
        return f"{value:%Y.%m.%d}" if value else ""

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.pick.setEnabled(not read_only)

    def _show_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setAccessibleName(f"{self.field.label}日历")
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.activated.connect(self._take)
            self._calendar.clicked.connect(self._take)
        text = self.line.text().strip()
        day = QDate.fromString(text, "yyyy.MM.dd") if text else QDate.currentDate()
        self._calendar.setSelectedDate(day if day.isValid() else QDate.currentDate())
        self._calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        self._calendar.show()

    def _take(self, day: QDate) -> None:
        if self._calendar:
            self._calendar.hide()
        self.set_value(date(day.year(), day.month(), day.day()))
        self.changed.emit()
