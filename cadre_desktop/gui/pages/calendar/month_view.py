"""One month as a sheet of days: what falls due is written on its day, as much as there is room for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QStyle, QStyledItemDelegate, QTableView

from cadre_desktop.gui.style.fonts import font
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.cells import ACCESSIBLE, DISPLAY, TOOL_TIP, Index

WEEKDAYS = "一二三四五六日"
_DAY = int(Qt.ItemDataRole.UserRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)
_SELECTED = QStyle.StateFlag.State_Selected


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line on a day; `tone` colours it, `short` stands for it where the day is narrow."""

    text: str
    tone: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the sheet; days of the neighbouring months are `outside`."""

    when: date
    lines: tuple[DayLine, ...]
    is_today: bool
    outside: bool

    @property
    def words(self) -> str:
        """The day as it is read out, and shown as a tip."""
        said = f"{self.when.month}月{self.when.day}日 星期{WEEKDAYS[self.when.weekday()]}"
        if not self.lines:
            return f"{said}，没有到期事项"
        return f"{said}，{len(self.lines)}项：{'；'.join(line.text for line in self.lines)}"


class MonthModel(QAbstractTableModel):
    """The weeks of a month, Monday first."""

    def __init__(self) -> None:
        super().__init__()
        self.days: list[Day] = []

    def set_month(self, year: int, month: int, today: date, lines: Mapping[date, Sequence[DayLine]]) -> None:
        """Show a month with what is written on its days."""
        first = date(year, month, 1)
        start = first - timedelta(days=first.weekday())
        after = date(year + month // 12, month % 12 + 1, 1)
        weeks = -(-(after - start).days // 7)
        every = (start + timedelta(days=n) for n in range(7 * weeks))
        self.beginResetModel()
        self.days = [Day(day, tuple(lines.get(day, ())), day == today, day.month != month) for day in every]
        self.endResetModel()

    def day_at(self, index: Index) -> Day:
        """Return the day of a cell."""
        return self.days[7 * index.row() + index.column()]

    def place_of(self, when: date) -> QModelIndex:
        """Return the cell of a day; an invalid one when it is not on the sheet."""
        at = (when - self.days[0].when).days if self.days else -1
        return self.index(at // 7, at % 7) if 0 <= at < len(self.days) else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.days) // 7

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == DISPLAY:
            return str(self.day_at(index).when.day)
        if role in (ACCESSIBLE, TOOL_TIP):
            return self.day_at(index).words
        return self.day_at(index) if role == _DAY else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return f"周{WEEKDAYS[section]}"
        return None


class MonthView(QTableView):
    """Arrow keys go from day to day and over the edge into the next month; Page Up and Page Down turn the month."""

    day_chosen = Signal(object)  # a date
    month_asked = Signal(object)  # a date in the month to go to
    entered_day = Signal(object)  # Enter on a day, or a double click

    def __init__(self) -> None:
        super().__init__()
        self.sheet = MonthModel()
        self.setModel(self.sheet)
        self.setAccessibleName("月历")
        self.setItemDelegate(_DayDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.entered_day.emit(self.sheet.day_at(index).when))
        self._quiet = False

    @property
    def chosen_day(self) -> date | None:
        """The day the person is at."""
        index = self.currentIndex()
        return self.sheet.day_at(index).when if index.isValid() else None

    def set_month(self, year: int, month: int, today: date, lines: Mapping[date, Sequence[DayLine]]) -> None:
        """Show a month; nobody is told of a choice by this."""
        self._quiet = True
        self.sheet.set_month(year, month, today, lines)
        self._quiet = False
        self._fit()

    def choose(self, when: date | None) -> None:
        """Go to a day of the sheet, or to none, without telling."""
        self._quiet = True
        index = self.sheet.place_of(when) if when is not None else QModelIndex()
        self.setCurrentIndex(index)
        if not index.isValid():
            self.clearSelection()
        self._quiet = False

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens().px(300), tokens().px(200))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = event.key(), self.chosen_day
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
        }  # fmt: skip
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_asked.emit(self._other_month(-1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and day is not None:
            self.entered_day.emit(day)
        elif key in steps and day is not None:
            self._go(day + timedelta(days=steps[Qt.Key(key)]))
        elif key in steps:
            self._go(next(one.when for one in self.sheet.days if not one.outside))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        day = self.chosen_day
        self._quiet = True
        super().focusInEvent(event)  # Qt would go to the first cell, a day of the month before
        self.choose(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the whole month is in sight; a wheel here must not turn it unasked

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _other_month(self, by: int) -> date:
        shown = next(one.when for one in self.sheet.days if not one.outside)
        return (shown.replace(day=15) + timedelta(days=30 * by)).replace(day=1)

    def _go(self, when: date) -> None:
        index = self.sheet.place_of(when)
        if index.isValid() and not self.sheet.day_at(index).outside:
            self.setCurrentIndex(index)
        else:
            self.month_asked.emit(when)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid() and not self._quiet:
            self.day_chosen.emit(self.sheet.day_at(index).when)

    def _fit(self) -> None:
        """Share the height out among the weeks."""
        weeks = self.sheet.rowCount()
        for week in range(weeks):
            self.setRowHeight(week, max(20, self.viewport().height() // weeks))


class _DayDelegate(QStyledItemDelegate):
    """Paints the number of the day, then a line for each thing due; what has no room is counted."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        day: Day = index.data(_DAY)
        t, rect = tokens(), QRect(option.rect)
        chosen = bool(option.state & _SELECTED)
        ground = t.primary_soft if chosen else t.off if day.outside else t.surface
        painter.fillRect(rect, QColor(ground))
        if chosen:
            painter.setPen(QPen(QColor(t.primary), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        number, small = font(t.fs, bold=day.is_today), font(t.small)
        pad, high, line = t.px(6), QFontMetrics(number).height(), QFontMetrics(small).height()
        head = QRect(rect.left() + pad, rect.top() + t.px(2), rect.width() - 2 * pad, high)
        painter.setFont(number)
        painter.setPen(QColor(t.primary if day.is_today else t.text2 if day.outside else t.text))
        painter.drawText(head, _LEFT, f"{day.when.day} 今天" if day.is_today else str(day.when.day))
        painter.setFont(small)
        room = max(0, (rect.bottom() - head.bottom() - t.px(2)) // line)
        for place, one in enumerate(_fitting(day.lines, room)):
            area = QRect(head.left(), head.bottom() + place * line, head.width(), line)
            colours = {"danger": t.danger, "warn": t.warn, "muted": t.text2}
            painter.setPen(QColor(colours.get(one.tone, t.text)))
            metrics = QFontMetrics(small)
            fits = not one.short or metrics.horizontalAdvance(one.text) <= area.width()
            words = one.text if fits else one.short
            painter.drawText(area, _LEFT, metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width()))


def _fitting(lines: Sequence[DayLine], room: int) -> list[DayLine]:
    """Cut the lines to the room, the last one saying how many there are in all."""
    if len(lines) <= room:
        return list(lines)
    if room == 0:
        return []
    return [*lines[: room - 1], DayLine(f"共 {len(lines)} 项", "muted")]
