"""A few answers to choose one from, each with a sentence on what it means."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QWidget

from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column


@dataclass(frozen=True, slots=True)
class ChoiceCard:
    """One answer: its key, its words and what they mean."""

    key: str
    title: str
    text: str = ""


class _Card(QFrame):
    """A click anywhere on it chooses it."""

    def __init__(self, card: ChoiceCard) -> None:
        super().__init__()
        self.setProperty("panel", "card")
        self.radio = QRadioButton(card.title)
        self.radio.setAccessibleDescription(card.text)
        text = label(card.text, "soft", wrap=True)
        text.setContentsMargins(28, 0, 0, 0)
        text.setVisible(bool(card.text))
        self.setLayout(column(self.radio, text, gap=2, margins=(12, 9, 12, 10)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
            self.radio.click()
        super().mouseReleaseEvent(event)


class ChoiceCards(QWidget):
    """Emits `chosen` with the key when the person chooses."""

    chosen = Signal(str)

    def __init__(
        self, cards: Sequence[ChoiceCard], chosen: str = "", *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.radios: dict[str, QRadioButton] = {}
        lines = column(gap=8)
        for card in cards:
            made = _Card(card)
            made.radio.setChecked(card.key == chosen)
            made.radio.clicked.connect(lambda _on=False, key=card.key: self.chosen.emit(key))
            self._group.addButton(made.radio)
            self.radios[card.key] = made.radio
            lines.addWidget(made)
        self.setLayout(lines)
        self.setFocusProxy(self.radios.get(chosen) or next(iter(self.radios.values())))

    @property
    def key(self) -> str:
        """The chosen answer, empty when none is."""
        return next((key for key, radio in self.radios.items() if radio.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose an answer without saying so."""
        self.radios[key].setChecked(True)
