"""A white sheet with a heading, and room for links at its right."""

from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QVBoxLayout, QWidget

from cadre_desktop.gui.widgets.labels import ElidedLabel
from cadre_desktop.gui.widgets.layouts import column, row


class SectionBox(QFrame):
    """Heading, actions to the right, content below."""

    def __init__(
        self, title: str, *content: QWidget | QLayout, framed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "card" if framed else "plain")
        self.title_label = ElidedLabel(title, "section")
        self.title_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head = row(self.title_label)
        self.head.setStretch(0, 1)
        self.body: QVBoxLayout = column(gap=8)
        for part in content:
            self.add(part)
        margins = (14, 9, 14, 11) if framed else (0, 0, 0, 0)
        self.setLayout(column(self.head, self.body, gap=8, margins=margins))

    def set_title(self, title: str) -> None:
        """Change the heading, usually for its count."""
        self.title_label.setText(title)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Add content below what is there."""
        if isinstance(part, QLayout):
            self.body.addLayout(part, stretch)
        else:
            self.body.addWidget(part, stretch)

    def add_action(self, widget: QWidget) -> QWidget:
        """Add a link, badge or small button to the right of the heading."""
        self.head.addWidget(widget)
        return widget
