"""What was reckoned of a person: the value, and a link that tells why."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.explain_dialog import explain
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import clear
from cadre_desktop.services.reckonings import Reckoned


class ReckonedGrid(QWidget):
    """Caption, value and 依据, line by line; a line that lacks something says what instead."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens().px(12))
        self._grid.setVerticalSpacing(tokens().px(4))
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)

    def show_lines(self, whose: str, lines: Sequence[Reckoned]) -> None:
        """Show what was reckoned of somebody."""
        clear(self._grid)
        for place, one in enumerate(lines):
            value = ElidedLabel(one.value, "strong" if one.found is not None else "soft")
            value.setAccessibleName(f"{one.caption}：{one.value}")
            self._grid.addWidget(label(one.caption, "soft"), place, 0)
            self._grid.addWidget(value, place, 1)
            if one.found is not None:
                why = button("依据", partial(self._explain, whose, one), kind="link")
                why.setAccessibleName(f"{one.caption}的推算依据")
                self._grid.addWidget(why, place, 2)

    def _explain(self, whose: str, one: Reckoned) -> None:
        with errors_shown(self):
            if one.found is not None:
                explain(self._desk, self.window(), f"{whose}{one.caption}", one.found)
