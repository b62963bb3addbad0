"""The line a passphrase is typed into: hidden, never composed, and it says when Caps Lock is on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from cadre_desktop.gui.style.icons import icon
from cadre_desktop.gui.style.theme import set_state, tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row

LONGEST = 256
_CAPS = "! 大写锁定（Caps Lock）已打开"


class PassphraseLine(QLineEdit):
    """Emits `caps_changed`; Qt knows no key's state, so it is judged by the letters that arrive."""

    caps_changed = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # a passphrase must not be composed
        self._caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._set_caps(not self._caps)
        elif len(typed) == 1 and typed.isascii() and typed.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._set_caps(typed.isupper() != shifted)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._set_caps(False)  # it may be switched off meanwhile: ask the next letter again

    def _set_caps(self, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps_changed.emit(on)


class PassphraseBox(QWidget):
    """Caption, line, a button that shows what was typed, and a note below for Caps Lock and for what is wrong."""

    typed = Signal()
    entered = Signal()  # Enter was pressed

    def __init__(self, caption: str = "口令", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = PassphraseLine(caption)
        self.line.textChanged.connect(lambda _text: self.typed.emit())
        self.line.returnPressed.connect(self.entered)
        self.line.caps_changed.connect(self._show_caps)
        self.show_button = button(f"显示{caption}", self._toggle, kind="icon", icon="eye")
        self.show_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.caps_note = label(_CAPS, "small")
        self.caps_note.hide()
        self.note = label("", "error", wrap=True)
        self.note.hide()
        name = label(caption, "field")
        name.setBuddy(self.line)
        self.setFocusProxy(self.line)
        entry = row(self.line, self.show_button, gap=4)
        entry.setStretch(0, 1)
        self.setLayout(column(name, entry, self.caps_note, self.note, gap=4))

    def text(self) -> str:
        """Return what was typed, to the letter."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what was typed and hide it again."""
        self.line.clear()
        self.set_shown(False)
        self.set_error("")

    def set_error(self, words: str) -> None:
        """Say below the line what is wrong; nothing is wrong without words."""
        self.note.setText(f"× {words}" if words else "")
        self.note.setVisible(bool(words))
        set_state(self.line, "error", "true" if words else "false")

    def set_shown(self, shown: bool) -> None:
        """Show the letters, or dots."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.show_button.setIcon(icon("eye-off" if shown else "eye", tokens().text2))
        words = self.show_button.accessibleName()
        words = words.replace("显示", "隐藏", 1) if shown else words.replace("隐藏", "显示", 1)
        self.show_button.setAccessibleName(words)
        self.show_button.setToolTip(words)

    def _toggle(self) -> None:
        self.set_shown(self.line.echoMode() == QLineEdit.EchoMode.Password)

    def _show_caps(self, on: bool) -> None:
        self.caps_note.setVisible(on)
