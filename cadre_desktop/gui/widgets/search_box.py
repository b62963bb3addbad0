"""The search line of a list: waits for the typing, and the input method, to pause."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from cadre_desktop.gui.style.icons import icon
from cadre_desktop.gui.style.theme import tokens

PAUSE_MS = 250


class SearchBox(QLineEdit):
    """Emits `searched` with the stripped text, once per pause and only when it changed.

    Composing over selected text clears it at once, and a list that followed would flash to
    "all" and back; so nothing is emitted while an input method is composing.
    """

    searched = Signal(str)

    def __init__(self, hint: str, *, name: str = "搜索", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setToolTip("Ctrl+F")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(tokens().px(220))
        picture = QAction(icon("search", tokens().text2), "", self)
        self.addAction(picture, QLineEdit.ActionPosition.LeadingPosition)
        self._composing = False
        self._last = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textChanged.connect(lambda: self._pause.start())
        QShortcut(QKeySequence.StandardKey.Find, self, self._jump_here, context=Qt.ShortcutContext.WindowShortcut)

    def set_quietly(self, text: str) -> None:
        """Show a text without searching for it."""
        self.setText(text)
        self._pause.stop()
        self._last = text.strip()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing and self.text().strip() != self._last:
            self._pause.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._search()
            return
        super().keyPressEvent(event)

    def _search(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if not self._composing and text != self._last:
            self._last = text
            self.searched.emit(text)

    def _jump_here(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
