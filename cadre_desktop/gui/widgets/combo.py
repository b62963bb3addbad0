"""Choosers that leave their value alone when somebody merely scrolls past them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QDateEdit, QSizePolicy, QSpinBox, QStyledItemDelegate, QWidget

from cadre_desktop.gui.style.theme import tokens


class Combo(QComboBox):
    """A drop-down list that ignores the wheel unless it has the focus."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(QStyledItemDelegate(self))  # the stock delegate ignores the style sheet's item height
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if name:
            self.setAccessibleName(name)

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens().px(96), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def wide(combo: Combo) -> Combo:
    """Let a list be as wide as the fields below it."""
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return combo


class SearchableCombo(Combo):
    """A drop-down list one can type into; entries that contain the text are offered."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.popup().setObjectName("completions")
        self.setCompleter(completer)


class Spin(QSpinBox):
    """A number field that ignores the wheel unless it has the focus."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if name:
            self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class DateBox(QDateEdit):
    """A full date with a calendar that ignores the wheel unless it has the focus."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy.MM.dd")
        if name:
            self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
