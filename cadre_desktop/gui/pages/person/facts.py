"""Facts to read: a caption and its value, in columns; sensitive ones open on a click."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import clear, row

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; `wide` ones take a whole line and wrap; `masked` is shown instead of the text until asked for."""

    caption: str
    text: str
    wide: bool = False
    masked: str = ""


class FactGrid(QWidget):
    """Facts in columns, line by line; captions stand at the right of their column unless `ragged`."""

    def __init__(self, columns: int = 2, *, ragged: bool = False) -> None:
        super().__init__()
        self._columns = columns
        self._align = Qt.AlignmentFlag.AlignTop
        if not ragged:
            self._align |= Qt.AlignmentFlag.AlignRight
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens().px(12))
        self._grid.setVerticalSpacing(tokens().px(6))
        for i in range(columns):
            self._grid.setColumnStretch(2 * i + 1, 1)
        self.setLayout(self._grid)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts."""
        clear(self._grid)
        place = 0
        for fact in facts:
            if fact.wide and place % self._columns:
                place += self._columns - place % self._columns
            line, at = divmod(place, self._columns)
            caption = label(fact.caption, "soft")
            self._grid.addWidget(caption, line, 2 * at, self._align)
            span = 2 * self._columns - 1 if fact.wide else 1
            self._grid.addWidget(_value(fact), line, 2 * at + 1, 1, span)
            place += self._columns if fact.wide else 1


def _value(fact: Fact) -> QWidget:
    text = fact.text or NOTHING
    if fact.masked:
        return HiddenText(fact)
    made: QWidget = label(text, wrap=True) if fact.wide else ElidedLabel(text)
    made.setAccessibleName(f"{fact.caption}：{text}")
    return made


class HiddenText(QWidget):
    """A sensitive value: only its ends, until 显示 is clicked."""

    def __init__(self, fact: Fact) -> None:
        super().__init__()
        self._fact = fact
        self.words = label(fact.masked)
        self.show_button = button("显示", self._toggle, kind="link")
        self.show_button.setAccessibleName(f"显示{fact.caption}")
        self.setLayout(row(self.words, self.show_button, None, gap=6))

    def _toggle(self) -> None:
        hidden = self.show_button.text() == "显示"
        self.words.setText(self._fact.text if hidden else self._fact.masked)
        self.show_button.setText("隐藏" if hidden else "显示")
        self.show_button.setAccessibleName(f"{self.show_button.text()}{self._fact.caption}")
