"""Asks for the passphrase; wrong ones have to wait longer and longer."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from cadre_desktop.errors import WrongKey
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import set_state, tokens
from cadre_desktop.gui.widgets.busy import busy
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.card import IconLabel
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row

FREE_TRIES = 3
LONGEST_WAIT = 60


def wait_after(failures: int) -> int:
    """Return the seconds to wait after so many failures in a row: none for the first three, then 2, 4, 8 … 60."""
    over = failures - FREE_TRIES
    return 0 if over < 0 else min(LONGEST_WAIT, 2 ** (over + 1))


class LockDialog(QDialog):
    """Accepts once `check` takes the passphrase; `check` raises WrongKey when it is wrong.

    While locking an open program (`can_leave=False`) it cannot be closed, only passed or left by 退出.
    """

    def __init__(
        self,
        check: Callable[[str], object],
        parent: QWidget | None = None,
        *,
        title: str = "已锁定",
        text: str = "离开时间较长，已自动锁定。请输入口令继续。",
        can_leave: bool = False,
        on_quit: Callable[[], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(tokens().px(400))
        self._check, self._clock, self._can_leave = check, clock, can_leave
        self._failures, self._free_at = 0, 0.0
        self._caption = text
        self.input = QLineEdit()
        self.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.input.setAccessibleName("口令")
        self.input.setMaxLength(256)
        self.input.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # a passphrase must not be composed
        self.note = label(role="error", wrap=True)
        self.ok_button = button("进入", self.try_it, kind="primary", icon="unlock")
        self.input.returnPressed.connect(self.try_it)
        self.foot = row(None)
        if on_quit:
            self.foot.addWidget(button("退出程序", on_quit))
        self.foot.addWidget(self.ok_button)
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._count_down)
        self._build(title)

    def _build(self, title: str) -> None:
        head = row(IconLabel("lock", tokens().primary, 28), label(title, "section"), None, gap=12)
        text = label(self._caption, "soft", wrap=True)
        self.setLayout(column(head, text, self.input, self.note, self.foot, gap=10, margins=(24, 20, 24, 16)))
        self.input.setFocus()

    @property
    def seconds_left(self) -> int:
        """How long the next try has to wait."""
        return max(0, round(self._free_at - self._clock() + 0.499))

    def try_it(self) -> None:
        """Check what was typed, unless the wait is not over."""
        if self.seconds_left or not self.input.text():
            return
        with errors_shown(self):
            try:
                with busy():
                    self._check(self.input.text())
            except WrongKey as error:
                self._wrong(str(error))
                return
            self._failures = 0
            self.input.clear()
            super().accept()

    def _wrong(self, words: str) -> None:
        self._failures += 1
        wait = wait_after(self._failures)
        self._free_at = self._clock() + wait
        self.input.selectAll()
        set_state(self.input, "error", "true")
        self._words = f"× {words}"
        self.note.setText(self._words)
        if wait:
            self._tick.start()
            self._count_down()

    def _count_down(self) -> None:
        left = self.seconds_left
        self.ok_button.setEnabled(not left)
        self.input.setEnabled(not left)
        if left:
            self.note.setText(f"{self._words} 请等 {left} 秒后再试。")
        else:
            self._tick.stop()
            self.note.setText(self._words)
            self.input.setFocus()

    def reject(self) -> None:
        """Esc closes the window only where one may leave."""
        if self._can_leave:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._can_leave or self.result() == QDialog.DialogCode.Accepted:
            super().closeEvent(event)
        else:
            event.ignore()
