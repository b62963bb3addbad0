"""Coming in with the printed recovery key: prove it, then set a new passphrase."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from cadre_desktop.errors import WrongKey
from cadre_desktop.gui.errors import errors_shown, show_error
from cadre_desktop.gui.forms.new_passphrase import NewPassphrase
from cadre_desktop.gui.style.theme import set_state
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo, wide
from cadre_desktop.gui.widgets.fitted_stack import FittedStack
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row
from cadre_desktop.progress import Progress
from cadre_desktop.storage.keys import KeyFile, KeyRing, list_users

_WHAT = "恢复密钥印在建立数据时打印的那张纸上，共 8 组。大小写、空格和横线都可以不管，O 和 0、I 和 1 不分。"
_NEXT = "恢复密钥正确。请为下面的用户设置新口令；旧口令随即作废，恢复密钥继续有效。"


class RenewPassphrase(Protocol):
    """Gives a user a new passphrase; called on the worker with the keys the printed key opened."""

    def __call__(self, home: Path, ring: KeyRing, user: str, passphrase: str) -> object:
        """Do it, or raise AppError; the keys are forgotten afterwards."""


class RecoveryEntry(QWidget):
    """Emits `renewed` with the user and the new passphrase, or `left` when the person turns back."""

    renewed = Signal(str, str)
    left = Signal()

    def __init__(self, tasks: Tasks, home: Path, renew: RenewPassphrase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._home, self._renew = tasks, home, renew
        self._ring: KeyRing | None = None
        self.is_busy = False
        self.pages = FittedStack()
        self.pages.addWidget(self._key_page())
        self.pages.addWidget(self._passphrase_page())
        self.setLayout(column(self.pages))
        self.setFocusProxy(self.line)

    def _key_page(self) -> QWidget:
        self.line = QLineEdit()
        self.line.setAccessibleName("恢复密钥")
        self.line.setMaxLength(120)
        self.note = label("", "error", wrap=True)
        self.note.hide()
        self.check_button = button("下一步", self.check, kind="primary")
        self.line.returnPressed.connect(self.check)
        caption = label("恢复密钥", "field")
        caption.setBuddy(self.line)
        foot = row(None, button("返回", self._leave), self.check_button)
        return boxed(column(label(_WHAT, "soft", wrap=True), caption, self.line, self.note, foot, None, gap=10))

    def _passphrase_page(self) -> QWidget:
        self.user_combo = wide(Combo(name="用户"))
        self.new = NewPassphrase("新口令")
        self.set_button = button("设置新口令并进入", self.renew, kind="primary", icon="key")
        self.new.changed.connect(lambda: self.set_button.setEnabled(self.new.is_ready))
        self.new.entered.connect(self.set_button.click)
        self.set_button.setEnabled(False)
        caption = label("用户", "field")
        caption.setBuddy(self.user_combo)
        foot = row(None, button("返回", self._leave), self.set_button)
        return boxed(column(label(_NEXT, "soft", wrap=True), caption, self.user_combo, self.new, foot, None, gap=10))

    def start(self, user: str) -> None:
        """Ask for the key anew; `user` is who stood at the door."""
        self._forget()
        self.line.clear()
        self._set_note("")
        with errors_shown(self):
            self.user_combo.clear()
            self.user_combo.addItems([each.name for each in list_users(self._home)])
            self.user_combo.setCurrentIndex(max(0, self.user_combo.findText(user)))
        self.pages.setCurrentIndex(0)

    def check(self) -> None:
        """Try the key; a wrong group is named."""
        text = self.line.text()
        if text.strip() and not self.is_busy:
            self._set_busy(True)

            def job(_progress: Progress) -> KeyRing:
                return KeyFile.load(self._home).unlock_with_recovery(text)

            self._tasks.run(self, "正在核对恢复密钥", job, self._on_proved, on_failed=self._on_failed)

    def _on_proved(self, ring: KeyRing) -> None:
        self._set_busy(False)
        self._ring = ring
        self.pages.setCurrentIndex(1)
        self.new.setFocus()

    def renew(self) -> None:
        """Give the chosen user the new passphrase."""
        with errors_shown(self):
            passphrase, user, ring = self.new.passphrase(), self.user_combo.currentText(), self._ring
            if ring is None or self.is_busy:
                return
            self._set_busy(True)

            def job(_progress: Progress) -> tuple[str, str]:
                self._renew(self._home, ring, user, passphrase)
                return user, passphrase

            self._tasks.run(self, "正在设置新口令", job, self._on_renewed, on_failed=self._on_failed)

    def _on_renewed(self, renewed: tuple[str, str]) -> None:
        self._set_busy(False)
        self._forget()
        self.renewed.emit(*renewed)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        if isinstance(error, WrongKey) and self._ring is None:
            self._set_note(f"{error}{error.hint}")
            self.line.setFocus()
        else:
            show_error(self, error)

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        for each in (self.line, self.check_button, self.new):
            each.setEnabled(not busy)
        self.set_button.setEnabled(not busy and self.new.is_ready)

    def _set_note(self, words: str) -> None:
        self.note.setText(f"× {words}" if words else "")
        self.note.setVisible(bool(words))
        set_state(self.line, "error", "true" if words else "false")

    def _leave(self) -> None:
        if not self.is_busy:
            self._forget()
            self.left.emit()

    def _forget(self) -> None:
        if self._ring is not None:
            self._ring.forget()
        self._ring = None
        self.new.clear()
