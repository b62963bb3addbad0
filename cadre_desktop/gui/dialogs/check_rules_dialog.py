"""检查规则: every rule of the data check with its id, its source and its threshold, and how bad a breach is here."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.services import rule_book
from cadre_desktop.services.data_quality import RULES, Severity
from cadre_desktop.services.quality import decisions
from cadre_desktop.services.quality.rule import Rule

NOT_CHECKED = "不检查"
_TITLES = ("编号", "规则", "依据", "界限", "级别")
_WHAT = "级别改了立即生效，并记入操作日志；界限在“设置与备份—规则设置”的“数据检查”里修改。"


class CheckRulesDialog(QDialog):
    """A change of a level is kept at once; there is nothing to confirm."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle("检查规则")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._own, self._book = decisions.levels_here(desk.db), rule_book.rule_book(desk.db)
        self.combos: dict[str, Combo] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens().px(14))
        grid.setVerticalSpacing(tokens().px(4))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, title in enumerate(_TITLES):
            grid.addWidget(label(title, "field"), 0, place)
        for line, rule in enumerate(RULES, 1):
            self._add(grid, line, rule)
        inner = QWidget()
        inner.setLayout(grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        body = column(label(_WHAT, "soft", wrap=True), scroll, gap=8, margins=(20, 16, 20, 14))
        body.setStretch(1, 1)
        self.settings_button = button("修改界限…", self.go_to_settings)
        body.addLayout(row(self.settings_button, None, button("关闭", self.reject, kind="primary", tip="Esc")))
        self.setLayout(body)
        self.resize(tokens().px(820), tokens().px(520))

    def _add(self, grid: QGridLayout, line: int, rule: Rule) -> None:
        combo = Combo(name=f"{rule.title}的级别")
        combo.addItems([*(one.label for one in Severity), NOT_CHECKED])
        held = decisions.severity_of(rule, self._own)
        combo.setCurrentText(held.label if held else NOT_CHECKED)
        combo.activated.connect(partial(self._set, rule, combo))
        self.combos[rule.id] = combo
        limit = ""
        if rule.threshold:
            limit = self._book.constant(rule.threshold, on=self._desk.db.now().date()).value_text
        words = (label(rule.id, "small"), label(rule.title), label(rule.source, "small", wrap=True), label(limit))
        for place, widget in enumerate((*words, combo)):
            grid.addWidget(widget, line, place)

    def _set(self, rule: Rule, combo: Combo, _index: int) -> None:
        with errors_shown(self):
            chosen = next((one for one in Severity if one.label == combo.currentText()), None)
            decisions.set_level(self._desk.db, rule, chosen)

    def go_to_settings(self) -> None:
        """Go where the thresholds are changed."""
        with errors_shown(self):
            if self._desk.go("settings", tab="rules"):
                self.accept()
