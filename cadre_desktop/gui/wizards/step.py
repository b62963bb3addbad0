"""What every step of a wizard is: a heading, why it is asked, the fields, and whether one may go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLayout, QLineEdit, QWidget

from cadre_desktop.gui.style.theme import set_state
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column


class WizardStep(QWidget):
    """Emits `changed` when `is_ready` may have become another."""

    changed = Signal()
    entered = Signal()  # Enter in the last field: go on, if one may

    def __init__(self, heading: str, why: str, *parts: QWidget | QLayout) -> None:
        super().__init__()
        words = column(label(heading, "section"), label(why, "soft", wrap=True), gap=4)
        self.box = column(words, *parts, None, gap=14, margins=(24, 8, 24, 8))
        self.setLayout(self.box)

    @property
    def is_ready(self) -> bool:
        """Whether everything needed is there."""
        return True

    def arrive(self) -> None:
        """Be shown: put the cursor where typing begins."""
        self.setFocus()


class NamedLine(QWidget):
    """A line with its caption above and what is wrong below."""

    def __init__(self, caption: str, *, hint: str = "", longest: int = 60) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(caption)
        self.line.setPlaceholderText(hint)
        self.line.setMaxLength(longest)
        self.note: QLabel = label("", "error", wrap=True)
        self.note.hide()
        name = label(caption, "field")
        name.setBuddy(self.line)
        self.setFocusProxy(self.line)
        self.setLayout(column(name, self.line, self.note, gap=4))

    def text(self) -> str:
        """Return the words without blanks around them."""
        return self.line.text().strip()

    def set_error(self, words: str) -> None:
        """Say below the line what is wrong; nothing is wrong without words."""
        self.note.setText(f"× {words}" if words else "")
        self.note.setVisible(bool(words))
        set_state(self.line, "error", "true" if words else "false")
