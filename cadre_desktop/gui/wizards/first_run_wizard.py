"""The first run: unit, place and passphrase, recovery key, and what to begin with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from cadre_desktop import clock
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.printing.recovery_sheet import RecoverySheet
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.notice import StepStrip
from cadre_desktop.gui.wizards.begin_step import BeginStep
from cadre_desktop.gui.wizards.place_step import PlaceStep
from cadre_desktop.gui.wizards.recovery_step import RecoveryStep
from cadre_desktop.gui.wizards.step import WizardStep
from cadre_desktop.gui.wizards.unit_step import UnitStep
from cadre_desktop.progress import Progress
from cadre_desktop.services.unit_profile import OfficeLevel

_STEPS = ("单位", "位置和口令", "恢复密钥", "开始")
_PLACE, _KEY, _BEGIN = 1, 2, 3
_UNPROVED = "数据已经建好，恢复密钥还没有核对。现在退出？"
_UNPROVED_HINT = (
    "下次用刚才的口令可以打开。忘记口令而没有恢复密钥时，数据无法找回；请以后在“设置与备份”里重新生成并打印。"
)


@dataclass(frozen=True, slots=True)
class NewStore:
    """What the first two steps ask for."""

    home: Path
    unit: str
    level: OfficeLevel
    user: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """How it goes on: what was made, what to begin with, and where second copies of backups go."""

    made: Any
    choice: str
    second_place: Path | None


MakeStore = Callable[[NewStore, Progress], tuple[Any, str]]  # returns what was made, and the recovery key


class FirstRunWizard(QDialog):
    """Emits `begun` with a `Beginning`; `open_existing` with a folder that has data; `left` with what was made."""

    begun = Signal(object)
    open_existing = Signal(Path)
    left = Signal(object)

    def __init__(
        self, tasks: Tasks, dialogs: Dialogs, default_home: Path, make: MakeStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._dialogs, self._make = tasks, dialogs, make
        self._made: Any = None
        self._busy = False
        self.setWindowTitle("干部纪实档案 — 第一次使用")
        self.unit, self.place = UnitStep(), PlaceStep(dialogs, default_home)
        self.key, self.begin = RecoveryStep(dialogs), BeginStep(dialogs)
        self.steps: tuple[WizardStep, ...] = (self.unit, self.place, self.key, self.begin)
        self.place.open_existing.connect(self._open_existing)
        self._build()
        self.resize(tokens().px(760), tokens().px(600))
        self.show_step(0)

    def _build(self) -> None:
        self.strip, self.stack = StepStrip(_STEPS), QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(scrolled(step, name=_STEPS[self.stack.count()]))
            step.changed.connect(self._wake)
            step.entered.connect(self.next)
        self.back_button = button("上一步", self.back, shortcut="Alt+Left")
        self.next_button = button("下一步", self.next, kind="primary", shortcut="Ctrl+Return")
        self.quit_button = button("退出", self.reject, tip="Esc")
        foot = row(self.quit_button, None, self.back_button, self.next_button, margins=(24, 10, 24, 16))
        head = boxed(column(self.strip, margins=(24, 16, 24, 4)))
        body = column(head, self.stack, foot, gap=0)
        body.setStretch(1, 1)
        self.setLayout(body)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.reject)

    # going through

    @property
    def current(self) -> int:
        """The step that is shown, counting from 0."""
        return self.stack.currentIndex()

    def show_step(self, index: int) -> None:
        """Show a step."""
        self.stack.setCurrentIndex(index)
        self.strip.set_current(index)
        self.back_button.setVisible(index == _PLACE)  # what is made cannot be unmade by going back
        self.next_button.setText({_PLACE: "建立数据", _BEGIN: "完成"}.get(index, "下一步"))
        self._wake()
        self.steps[index].arrive()

    def back(self) -> None:
        """Go one step back, while nothing has been made yet."""
        if self.current == _PLACE and not self._busy:
            self.show_step(0)

    def next(self) -> None:
        """Go on, if everything needed is there."""
        if self._busy or not self.steps[self.current].is_ready:
            return
        with errors_shown(self):
            if self.current == _PLACE:
                self._make_store()
            elif self.current == _BEGIN:
                self._finish()
            else:
                self.show_step(self.current + 1)

    def _wake(self) -> None:
        self.next_button.setEnabled(not self._busy and self.steps[self.current].is_ready)

    # making

    def _make_store(self) -> None:
        wanted = NewStore(
            self.place.home,
            self.unit.name.text(),
            self.unit.office_level,
            self.unit.person.text(),
            self.place.passphrase.passphrase(),
        )
        self._set_busy(True)
        self._tasks.run(self, "正在建立数据", lambda p: self._make(wanted, p), self._on_made, on_failed=self._on_failed)

    def _on_made(self, made: tuple[Any, str]) -> None:
        self._set_busy(False)
        self._made, key = made
        self.place.passphrase.clear()
        self.key.show_key(RecoverySheet(self.unit.name.text(), self.unit.person.text(), key, clock.now()))
        self.show_step(_KEY)

    def _on_failed(self, error: BaseException) -> None:
        self._set_busy(False)
        self.place.set_home(self.place.home)
        raise error

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for each in (*self.steps, self.back_button, self.quit_button):
            each.setEnabled(not busy)
        self._wake()

    def _finish(self) -> None:
        made, self._made = self._made, None
        self.begun.emit(Beginning(made, self.begin.choice.key, self.begin.second_place))
        super().accept()

    # leaving

    def _open_existing(self, home: Path) -> None:
        self.open_existing.emit(home)
        super().reject()

    def reject(self) -> None:
        """Leave; once the data is made, say what an unproved key means."""
        with errors_shown(self):
            unproved = self._made is not None and not self.key.is_ready
            if self._busy or (unproved and not self._may_leave()):
                return
            made, self._made = self._made, None
            self.left.emit(made)
            super().reject()

    def _may_leave(self) -> bool:
        return self._dialogs.confirm(self, _UNPROVED, _UNPROVED_HINT, yes="退出", no="继续核对", danger=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()
