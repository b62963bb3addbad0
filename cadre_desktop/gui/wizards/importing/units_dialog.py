"""New units an import would make: ticked ones are made, others are told which unit on file they are."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import SearchableCombo
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import column, row, scrolled
from cadre_desktop.gui.wizards.importing.unit_combo import unit_combo
from cadre_desktop.records.rows import Link
from cadre_desktop.services.imports import NewUnit
from cadre_desktop.services.imports.unit_finder import new_of_kind


class UnitsDialog(QDialog):
    """`confirmed` carries unit text -> "new/", its kind and name, or the id of a unit on file.

    A unit neither ticked nor matched is left open: its rows stay with a problem.
    """

    confirmed = Signal(dict)

    def __init__(self, parent: QWidget | None, new_units: Sequence[NewUnit], known: Sequence[Link]) -> None:
        super().__init__(parent)
        self.setWindowTitle("核对单位")
        self._known = tuple(known)
        self._made = {unit.name: new_of_kind(unit.kind, unit.name) for unit in new_units}
        self.ticks: dict[str, QCheckBox] = {}
        self.combos: dict[str, SearchableCombo] = {}
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        heads = ("新建这个单位", "类别（按名称推定）", "涉及", "不新建，就是系统中的")
        for at, words in enumerate(heads[: 4 if known else 3]):
            self._grid.addWidget(label(words, "strong"), 0, at)
        for line, unit in enumerate(new_units, start=1):
            self._add(line, unit)
        self._grid.setRowStretch(len(new_units) + 1, 1)
        self._grid.setColumnStretch(0, 1)
        said = label(
            f"表中有 {len(new_units)} 个系统里没有的单位。请核对名称：写法不同的同一个单位不要重复新建。", wrap=True
        )
        self.ok_button = button("", self.accept, kind="primary", shortcut="Ctrl+Return")
        self.all_button = button("全不选", self._tick_all, kind="link")
        foot = row(self.all_button, None, button("取消", self.reject, tip="Esc"), self.ok_button)
        body = column(said, scrolled(holder, name="新单位"), foot, gap=12, margins=(20, 16, 20, 14))
        body.setStretch(1, 1)
        self.setLayout(body)
        t = tokens()
        self.resize(t.px(720 if known else 560), t.px(min(560, 190 + 38 * len(new_units))))
        self._count()

    def _add(self, line: int, unit: NewUnit) -> None:
        tick = QCheckBox(unit.name)
        tick.setChecked(True)
        tick.setAccessibleName(f"新建单位{unit.name}")
        tick.toggled.connect(self._count)
        self.ticks[unit.name] = tick
        centre = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(tick, line, 0, centre)
        self._grid.addWidget(Badge(unit.kind_label, "neutral"), line, 1, centre)
        self._grid.addWidget(label(f"{unit.rows} 行", "soft"), line, 2, centre)
        if self._known:
            combo = unit_combo(f"“{unit.name}”就是系统中的", "选择单位", self._known)
            combo.activated.connect(lambda _i, tick=tick: tick.setChecked(False))
            self.combos[unit.name] = combo
            self._grid.addWidget(combo, line, 3, centre)

    def choices(self) -> dict[str, str]:
        """Return what was decided about every name."""
        decided = {name: self._made[name] for name, tick in self.ticks.items() if tick.isChecked()}
        for name, combo in self.combos.items():
            if name not in decided and combo.currentIndex() >= 0:
                decided[name] = self._known[combo.currentIndex()].id
        return decided

    def accept(self) -> None:
        self.confirmed.emit(self.choices())
        super().accept()

    def _tick_all(self) -> None:
        on = not any(tick.isChecked() for tick in self.ticks.values())
        for tick in self.ticks.values():
            tick.setChecked(on)

    def _count(self) -> None:
        ticked = sum(1 for tick in self.ticks.values() if tick.isChecked())
        self.ok_button.setText(f"确认新建 {ticked} 个单位" if ticked else "都不新建")
        self.all_button.setText("全不选" if ticked else "全选")
