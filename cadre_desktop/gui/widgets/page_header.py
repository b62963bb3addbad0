"""The top of every page: what it is, about whom, and what can be done."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, row


class PageHeader(QWidget):
    """Title and subtitle left, actions right; the last action is the primary one."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_label = label(title, "title")
        self.subtitle_label = ElidedLabel(subtitle, "soft")
        self._actions = QHBoxLayout()
        self._actions.setSpacing(10)
        self._actions.setContentsMargins(0, 0, 0, 0)
        bar = row(self.title_label, self.subtitle_label, boxed(self._actions), gap=10, margins=(0, 0, 0, 4))
        bar.setStretch(1, 1)
        self.setLayout(bar)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words; a path is written "名册 › 某人"."""
        self.title_label.setText(title)
        self.subtitle_label.setText(subtitle)

    def add_action(self, widget: QWidget) -> QWidget:
        """Add a button to the right of those there."""
        self._actions.addWidget(widget)
        return widget
