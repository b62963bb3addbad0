"""What stands where a list would be when it has nothing to show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.card import IconLabel
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row


class EmptyState(QFrame):
    """An icon, what is empty, why it is so, and the buttons that help."""

    def __init__(
        self, what: str, why: str = "", *buttons: QPushButton, icon: str = "empty", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "card")
        centre = Qt.AlignmentFlag.AlignCenter
        self.what_label, self.why_label = label(what, "section", wrap=True), label(why, "soft", wrap=True)
        for each in (self.what_label, self.why_label):
            each.setAlignment(centre)
        picture = IconLabel(icon, tokens().field, 48)
        words = column(self.what_label, self.why_label, row(None, *buttons, None))
        self.setLayout(column(None, row(None, picture, None), words, None, gap=16, margins=(24, 16, 24, 16)))

    def set_words(self, what: str, why: str = "") -> None:
        """Say what is empty and why, for instance which filters are on."""
        self.what_label.setText(what)
        self.why_label.setText(why)
