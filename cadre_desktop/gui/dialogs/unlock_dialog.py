"""The door of the program: who comes in, the passphrase, and the ways out when it is lost."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from cadre_desktop.errors import AppError, DamagedStore, WrongKey
from cadre_desktop.gui.dialogs.recovery_entry import RecoveryEntry, RenewPassphrase
from cadre_desktop.gui.errors import show_error
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.card import IconLabel
from cadre_desktop.gui.widgets.combo import Combo, wide
from cadre_desktop.gui.widgets.fitted_stack import FittedStack
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.passphrase import PassphraseBox
from cadre_desktop.progress import Progress
from cadre_desktop.storage.keys import list_users

LOCKED = "已锁定，数据已经收好。请输入口令继续。"
_DAMAGED_NOTE = "数据文件没有通过检查，没有打开。现有文件不会被改动，可以从备份恢复。"


FREE_TRIES = 3
LONGEST_WAIT = 60


def wait_after(failures: int) -> int:
    """Return the seconds to wait after so many failures in a row: none after the first two, then 2, 4, 8 … 60."""
    over = failures - FREE_TRIES
    return 0 if over < 0 else min(LONGEST_WAIT, 2 ** (over + 1))


class OpenHome(Protocol):
    """Opens the data of a folder; called on the worker."""

    def __call__(self, home: Path, passphrase: str, progress: Progress, *, user: str | None) -> Any:
        """Return what was opened; raise AppError when it cannot be."""


class UnlockDialog(QDialog):
    """Emits `opened` with what `open_home` returned and closes; `left` when the person goes away instead."""

    opened = Signal(object)
    left = Signal()
    other_home_asked = Signal()
    restore_asked = Signal()

    def __init__(
        self,
        home: Path,
        tasks: Tasks,
        open_home: OpenHome,
        renew: RenewPassphrase,
        parent: QWidget | None = None,
        *,
        user: str = "",
        why: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.home, self._tasks, self._open_home, self._clock = home, tasks, open_home, clock
        self._failures, self._free_at, self._words = 0, 0.0, ""
        self._entering = False
        self.setWindowTitle("打开干部纪实档案")
        self.setMinimumWidth(tokens().px(440))
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._count_down)
        self._build(why, renew)
        self._show_users(user)

    # building

    def _build(self, why: str, renew: RenewPassphrase) -> None:
        head = row(IconLabel("shield", tokens().primary, 28), label("干部纪实档案", "section"), None, gap=12)
        self.why_label = label(why, "soft", wrap=True)
        self.why_label.setVisible(bool(why))
        self.damage = Notice("", "danger", button("从备份恢复…", self.restore_asked.emit))
        self.recovery = RecoveryEntry(self._tasks, self.home, renew)
        self.recovery.renewed.connect(self._enter_renewed)
        self.recovery.left.connect(lambda: self.show_page(self.entry))
        self.entry: QWidget = self._entry_page()
        self.pages = FittedStack()
        self.pages.addWidget(self.entry)
        self.pages.addWidget(self.recovery)
        self.place_label = ElidedLabel(f"数据位置：{self.home}", "small")
        self.setLayout(
            column(head, self.why_label, self.damage, self.pages, self.place_label, gap=12, margins=(24, 20, 24, 16))
        )

    def _entry_page(self) -> QWidget:
        self.user_label, self.user_combo = label("用户", "field"), wide(Combo(name="用户"))
        self.user_label.setBuddy(self.user_combo)
        self.user_combo.activated.connect(lambda _i: self.passphrase.setFocus())
        self.passphrase: PassphraseBox = PassphraseBox("口令")
        self.passphrase.entered.connect(self.enter)
        self.bar, self.step_label = QProgressBar(), label("", "small")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("打开数据的进度")
        self.running = boxed(column(self.bar, self.step_label, gap=4))
        self.running.hide()
        self.recovery_button = button("用恢复密钥打开", self._start_recovery, kind="link")
        self.other_button = button("换一个数据文件夹…", self.other_home_asked.emit, kind="link")
        self.quit_button = button("退出", self.reject, tip="Esc")
        self.ok_button = button("进入", self.enter, kind="primary", icon="unlock")
        links = row(self.recovery_button, self.other_button, None, gap=12)
        foot = row(None, self.quit_button, self.ok_button)
        return boxed(column(self.user_label, self.user_combo, self.passphrase, self.running, links, foot, None, gap=10))

    def _show_users(self, user: str) -> None:
        try:
            names = [each.name for each in list_users(self.home)]
        except AppError as error:
            self._show_damage(error)
            names = []
        self.user_combo.clear()
        self.user_combo.addItems(names)
        self.user_combo.setCurrentIndex(max(0, self.user_combo.findText(user)))
        several = len(names) > 1
        self.user_label.setVisible(several)
        self.user_combo.setVisible(several)
        self.passphrase.setFocus()

    def show_page(self, page: QWidget) -> None:
        """Show the passphrase, or the recovery key in its stead."""
        self.pages.setCurrentWidget(page)
        self.adjustSize()
        (self.passphrase if page is self.entry else self.recovery).setFocus()

    # coming in

    @property
    def user(self) -> str | None:
        """Who wants to come in; None when the keys file does not tell."""
        return self.user_combo.currentText() or None

    @property
    def seconds_left(self) -> int:
        """How long the next try has to wait."""
        return max(0, round(self._free_at - self._clock() + 0.499))

    def enter(self) -> None:
        """Try the passphrase, unless one is being tried or the wait is not over."""
        if self._entering or self.seconds_left or not self.passphrase.text():
            return
        self._set_entering(True)
        secret, user = self.passphrase.text(), self.user

        def job(progress: Progress) -> Any:
            def told(done: int, total: int, what: str = "") -> None:
                progress(done, total, what)
                self._tasks.on_gui(partial(self._show_step, done, total, what))

            return self._open_home(self.home, secret, told, user=user)

        self._tasks.run(self, "正在打开数据", job, self._on_opened, on_failed=self._on_failed, show=False)

    def _set_entering(self, entering: bool) -> None:
        self._entering = entering
        self.running.setVisible(entering)
        self.bar.setRange(0, 0)
        self.step_label.setText("正在打开…")
        for each in (self.passphrase, self.user_combo, self.ok_button, self.recovery_button, self.other_button):
            each.setEnabled(not entering)

    def _show_step(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.step_label.setText(what or "正在打开…")

    def _on_opened(self, opened: object) -> None:
        self._set_entering(False)
        self.passphrase.clear()
        self._tick.stop()
        self.opened.emit(opened)
        super().accept()

    def _on_failed(self, error: BaseException) -> None:
        self._set_entering(False)
        if isinstance(error, WrongKey):
            self._wrong(error)
        elif isinstance(error, DamagedStore):
            self._show_damage(error)
        else:
            show_error(self, error)
            self.passphrase.setFocus()

    def _wrong(self, error: WrongKey) -> None:
        self._failures += 1
        wait = wait_after(self._failures)
        self._free_at = self._clock() + wait
        self._words = f"{error}{error.hint}"
        self.passphrase.line.selectAll()
        if wait:
            self._tick.start()
        self._count_down()

    def _count_down(self) -> None:
        left = self.seconds_left
        self.ok_button.setEnabled(not left)
        self.passphrase.setEnabled(not left)
        self.passphrase.set_error(f"{self._words}请等 {left} 秒后再试。" if left else self._words)
        if not left:
            self._tick.stop()
            self.passphrase.setFocus()

    def _show_damage(self, error: AppError) -> None:
        self.damage.set_notice(f"{error}{_DAMAGED_NOTE}" if isinstance(error, DamagedStore) else str(error), "danger")

    # the recovery key

    def _start_recovery(self) -> None:
        self.recovery.start(self.user or "")
        self.show_page(self.recovery)

    def _enter_renewed(self, user: str, passphrase: str) -> None:
        """Come in with the passphrase just set."""
        self._show_users(user)
        self.show_page(self.entry)
        self.passphrase.line.setText(passphrase)
        self.enter()

    # going away

    def reject(self) -> None:
        """Go away; while the data is being opened one waits, so that nothing is left half open."""
        if not self._entering and not self.recovery.is_busy:
            self._tick.stop()
            self.left.emit()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()
