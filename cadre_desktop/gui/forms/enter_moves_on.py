"""Enter goes to the next field, as clerks expect; Ctrl+Enter and the buttons save."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLineEdit, QRadioButton, QWidget

from cadre_desktop.gui.forms.text_editors import Sentence

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterMovesOn(QObject):
    """Install on a form: Enter and keypad Enter act as Tab.

    Fields of several paragraphs, push buttons and open lists keep their Enter; while an input method is
    composing, Enter never gets here.
    """

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        for child in form.findChildren(QWidget):
            self.watch(child)

    def watch(self, widget: QWidget) -> None:
        """Watch a widget that was added later; only fields react."""
        is_field = isinstance(widget, QLineEdit | QComboBox | QCheckBox | QRadioButton | Sentence)
        if is_field or (isinstance(widget, QAbstractButton) and widget.isCheckable()):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in _ENTER:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or QApplication.activePopupWidget():
            return False
        tab = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(watched, tab)
        return True
