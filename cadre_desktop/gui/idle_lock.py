"""Locks the screen when nobody has touched it for a while, when the computer slept, and at once on Ctrl+L."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

CHECK_EVERY_MS = 5_000
SLEPT_SECONDS = 60.0
"""Nobody looked at the clock for so long: the computer was asleep, and somebody else may have woken it."""
_LOCK_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
    }
)


def seconds_since_boot() -> float:
    """Tell the time since the computer was started; Linux has a clock of its own that counts its sleep."""
    asleep_too: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if asleep_too is None else time.clock_gettime(asleep_too)


class IdleLock(QObject):
    """Emits `locked` once after `minutes` without key, mouse or touch; `unlock` starts it again.

    Ctrl+L locks in every window: a shortcut of the main window would sleep while another one is modal.

    `clock` gives seconds that never go back and go on while the computer sleeps.
    """

    locked = Signal()

    def __init__(
        self,
        app: QCoreApplication,
        minutes: float,
        *,
        clock: Callable[[], float] = seconds_since_boot,
        slept: float = SLEPT_SECONDS,
    ) -> None:
        super().__init__(app)
        self._clock, self._slept = clock, slept
        self._minutes = minutes
        self._last = self._checked = clock()
        self.is_locked = False
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_EVERY_MS)
        self._timer.timeout.connect(self.check)
        app.installEventFilter(self)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: float) -> None:
        """Change the waiting time; 0 turns the lock off."""
        self._minutes = minutes
        self._checked = self._clock()
        if minutes > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def check(self) -> None:
        """Lock if the time is up, or if the computer slept since the last look at the clock."""
        now, before = self._clock(), self._checked
        self._checked = now
        if self.is_locked or self._minutes <= 0:
            return
        if now - self._last >= self._minutes * 60 or now - before >= self._slept:
            self.lock()

    def lock(self) -> None:
        """Lock now, for instance when the person asks for it."""
        if not self.is_locked:
            self.is_locked = True
            self.locked.emit()

    def unlock(self) -> None:
        """Start waiting again."""
        self.is_locked = False
        self._last = self._checked = self._clock()

    def stop(self) -> None:
        """Stop watching; for the end of the program."""
        self._timer.stop()
        if app := QCoreApplication.instance():
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.keyCombination() == _LOCK_KEYS:
            self.lock()
            return True
        if event.type() in _ACTIVITY:
            # The time may have run out between two checks: whoever comes back then finds the lock, not the data.
            self.check()
            if not self.is_locked:
                self._last = self._clock()
        return False
