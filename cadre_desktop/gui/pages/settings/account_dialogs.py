"""Windows of the accounts: a new user, a new passphrase, a new recovery key."""

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from cadre_desktop.errors import InvalidInput
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.errors import errors_shown, show_error
from cadre_desktop.gui.forms.new_passphrase import NewPassphrase
from cadre_desktop.gui.printing.recovery_sheet import RecoverySheet
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row, scrolled
from cadre_desktop.gui.widgets.passphrase import PassphraseBox
from cadre_desktop.gui.wizards.recovery_step import RecoveryStep
from cadre_desktop.gui.wizards.step import NamedLine

_UNPROVED = "新的恢复密钥还没有核对。现在关闭？"
_UNPROVED_HINT = "原来打印的恢复密钥仍然有效，请继续保管；没有核对过的新密钥不要使用，需要更换时请重新生成。"
Work = Callable[[], object]


class _WorkingDialog(QDialog):
    """Does its work on the worker, since a passphrase takes half a second to stretch; closes when it is done."""

    def __init__(self, tasks: Tasks, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._busy = False
        self.setWindowTitle(title)
        self.setMinimumWidth(tokens().px(460))
        self.ok_button = button(title, self.accept, kind="primary", shortcut="Ctrl+Return")
        self.foot = row(None, button("取消", self.reject, tip="Esc"), self.ok_button)

    def work(self) -> Work:
        """Read the fields and return what is to be done; raise InvalidInput when they will not do."""
        raise NotImplementedError  # a subclass gives it: Qt classes cannot be made abstract ones

    def refused(self, error: BaseException) -> None:
        """Say why it was not done."""
        show_error(self, error)

    def accept(self) -> None:
        with errors_shown(self):
            if self._busy:
                return
            do = self.work()
            self._set_busy(True)
            self._tasks.run(self, self.windowTitle(), lambda _p: do(), self._on_done, on_failed=self._on_failed)

    def _on_done(self, _result: object) -> None:
        self._set_busy(False)
        super().accept()

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        self.refused(error)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.ok_button.setEnabled(not busy)

    def reject(self) -> None:
        if not self._busy:
            super().reject()


class AddUserDialog(_WorkingDialog):
    """`add` gets name, passphrase and whether the person handles talks."""

    def __init__(
        self, tasks: Tasks, parent: QWidget | None, add: Callable[[str, str, bool], object], *, may_talk: bool
    ) -> None:
        super().__init__(tasks, parent, "添加用户")
        self._add = add
        self.name = NamedLine("姓名", hint="操作记录里会写明是谁做的", longest=40)
        self.talks = QCheckBox("谈话管理：可以查看谈话对象和原始记录")
        self.talks.setEnabled(may_talk)
        self.talks.setToolTip("" if may_talk else "您没有谈话管理权限，不能交给别人")
        self.new = NewPassphrase("初始口令")
        self.new.entered.connect(self.ok_button.click)
        self.setLayout(column(self.name, self.talks, self.new, self.foot, gap=12, margins=(20, 16, 20, 14)))
        self.name.setFocus()

    def work(self) -> Work:
        name, passphrase, talks = self.name.text(), self.new.passphrase(), self.talks.isChecked()
        self.name.set_error("")
        return lambda: self._add(name, passphrase, talks)

    def refused(self, error: BaseException) -> None:
        if isinstance(error, InvalidInput) and any(p.field == "user" for p in error.problems):
            self.name.set_error("；".join(p.message for p in error.problems))
            self.name.setFocus()
        else:
            super().refused(error)


class PassphraseDialog(_WorkingDialog):
    """A new passphrase; `change` gets the old one, empty where it is not asked for, and the new one."""

    def __init__(
        self,
        tasks: Tasks,
        parent: QWidget | None,
        title: str,
        change: Callable[[str, str], object],
        *,
        words: str = "",
        ask_old: bool,
    ) -> None:
        super().__init__(tasks, parent, title)
        self._change = change
        self.old = PassphraseBox("现在的口令")
        self.old.setVisible(ask_old)
        self.new = NewPassphrase("新口令")
        self.old.entered.connect(self.new.setFocus)
        self.new.entered.connect(self.ok_button.click)
        text = label(words, "soft", wrap=True)
        text.setVisible(bool(words))
        self.setLayout(column(text, self.old, self.new, self.foot, gap=12, margins=(20, 16, 20, 14)))
        (self.old if ask_old else self.new).setFocus()

    def work(self) -> Work:
        old, new = self.old.text(), self.new.passphrase()
        return lambda: self._change(old, new)


class NewKeyDialog(QDialog):
    """Shows a recovery key that was just made until it is typed back; closing before asks."""

    def __init__(self, dialogs: Dialogs, parent: QWidget | None, sheet: RecoverySheet) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self.setWindowTitle("新的恢复密钥")
        self.step = RecoveryStep(dialogs)
        self.step.show_key(sheet)
        self.step.changed.connect(self._wake)
        self.step.entered.connect(self.accept)
        self.ok_button = button("完成", self.accept, kind="primary", shortcut="Ctrl+Return")
        foot = row(None, self.ok_button, margins=(24, 8, 24, 14))
        body = column(scrolled(self.step, name="新的恢复密钥"), foot, gap=0, margins=(0, 12, 0, 0))
        body.setStretch(0, 1)
        self.setLayout(body)
        self.resize(tokens().px(680), tokens().px(440))
        self._wake()
        self.step.arrive()

    def _wake(self) -> None:
        self.ok_button.setEnabled(self.step.is_ready)

    def accept(self) -> None:
        if self.step.is_ready:
            super().accept()

    def reject(self) -> None:
        with errors_shown(self):
            if self._dialogs.confirm(self, _UNPROVED, _UNPROVED_HINT, yes="关闭", no="继续核对", danger=True):
                super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()
