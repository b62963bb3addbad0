"""考勤表 — everybody of a class in one grid: there or not, hours, how it went, why not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDoubleSpinBox, QGridLayout, QLineEdit, QWidget

from cadre_desktop.errors import InvalidInput
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.services import trainings
from cadre_desktop.services.trainings import AttendanceLine

_HEADS = ("姓名", "到班", "学时", "成绩或表现", "缺勤原因")
_MOST_HOURS = 999


class AttendanceDialog(QDialog):
    """Nothing is saved while somebody absent has no reason."""

    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, class_id: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("考勤表")
        self._desk, self._class_id = desk, class_id
        self._lines = trainings.attendance(desk.db, class_id)
        self.ticks: list[QCheckBox] = []
        self.hours: list[QDoubleSpinBox] = []
        self.results: list[QLineEdit] = []
        self.reasons: list[QLineEdit] = []
        self._build()
        EnterMovesOn(self)
        self.resize(tokens().px(720), tokens().px(560))

    def _build(self) -> None:
        words = "去掉“到班”的勾，请写明缺勤原因。" if self._lines else "名单还是空的，请先用“批量报名”登记参训人员。"
        self.notice = Notice(words, "neutral")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens().px(12))
        grid.setVerticalSpacing(tokens().px(4))
        for place, head in enumerate(_HEADS):
            grid.addWidget(label(head, "small"), 0, place)
        for at, line in enumerate(self._lines, 1):
            self._row(grid, at, line)
        grid.setColumnStretch(3, 1)
        grid.setColumnStretch(4, 1)
        self.count = label("", "soft")
        self._show_count()
        self.save_button = button("保存", self.save, kind="primary", shortcut="Ctrl+S")
        self.save_button.setEnabled(bool(self._lines))
        foot = row(self.count, None, button("取消", self.reject), self.save_button)
        foot.setContentsMargins(16, 8, 16, 12)
        inner = boxed(column(self.notice, grid, None, gap=10, margins=(16, 12, 16, 12)))
        body = column(scrolled(inner, name="考勤"), foot, gap=0)
        body.setStretch(0, 1)
        self.setLayout(body)

    def _row(self, grid: QGridLayout, at: int, line: AttendanceLine) -> None:
        name = line.person.text
        tick, hours = QCheckBox(), QDoubleSpinBox()
        result, reason = QLineEdit(line.result), QLineEdit(line.absence)
        tick.setChecked(line.attended)
        hours.setRange(0, _MOST_HOURS)
        hours.setDecimals(1)
        hours.setValue(line.hours or 0)
        cells: tuple[QWidget, ...] = (tick, hours, result, reason)
        for cell, what in zip(cells, _HEADS[1:], strict=True):
            cell.setAccessibleName(f"{name}，{what}")
        reason.setEnabled(not line.attended)
        tick.toggled.connect(lambda there, of=reason: of.setEnabled(not there))
        tick.toggled.connect(lambda _there: self._show_count())
        for place, cell in enumerate((label(name), *cells)):
            grid.addWidget(cell, at, place)
        self.ticks.append(tick)
        self.hours.append(hours)
        self.results.append(result)
        self.reasons.append(reason)

    def _show_count(self) -> None:
        there = sum(tick.isChecked() for tick in self.ticks)
        self.count.setText(f"应到 {len(self._lines)} 人，实到 {there} 人")

    def lines(self) -> list[AttendanceLine]:
        """Return the grid as it stands."""
        cells = zip(self._lines, self.ticks, self.hours, self.results, self.reasons, strict=True)
        return [
            AttendanceLine(
                line.trainee_id, line.person, tick.isChecked(), hours.value() or None, result.text(), reason.text()
            )
            for line, tick, hours, result, reason in cells
        ]

    def save(self) -> None:
        """Save the whole grid, or say who lacks a reason."""
        with errors_shown(self):
            try:
                trainings.save_attendance(self._desk.db, self._class_id, self.lines())
            except InvalidInput as error:
                self.notice.set_notice(str(error), "danger")
                return
            self.saved.emit()
            self.accept()
