"""Locking after a while without anybody there, by a clock that stands still."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.idle_lock import SLEPT_SECONDS, IdleLock, seconds_since_boot


class Seconds:
    """A clock in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def lock(qapp: QApplication, seconds: Seconds) -> Iterator[IdleLock]:
    made = IdleLock(qapp, 10, clock=seconds, slept=float("inf"))
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_locks_when_the_time_is_up_and_not_before(qtbot: QtBot, lock: IdleLock, seconds: Seconds) -> None:
    seconds.now += 599.9
    with qtbot.assertNotEmitted(lock.locked):
        lock.check()
    seconds.now += 0.1
    with qtbot.waitSignal(lock.locked):
        lock.check()
    assert lock.is_locked


def test_it_locks_once(qtbot: QtBot, lock: IdleLock, seconds: Seconds) -> None:
    seconds.now += 600
    lock.check()
    with qtbot.assertNotEmitted(lock.locked):
        seconds.now += 600
        lock.check()
        lock.lock()


def test_a_key_starts_the_time_again(qtbot: QtBot, lock: IdleLock, seconds: Seconds, line: QLineEdit) -> None:
    seconds.now += 500
    qtbot.keyClick(line, Qt.Key.Key_A)
    seconds.now += 500
    lock.check()
    assert not lock.is_locked


def test_the_mouse_starts_the_time_again(qtbot: QtBot, lock: IdleLock, seconds: Seconds, line: QLineEdit) -> None:
    seconds.now += 500
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    seconds.now += 500
    lock.check()
    assert not lock.is_locked


def test_who_comes_back_too_late_finds_it_locked(
    qtbot: QtBot, lock: IdleLock, seconds: Seconds, line: QLineEdit
) -> None:
    seconds.now += 601
    with qtbot.waitSignal(lock.locked):
        qtbot.keyClick(line, Qt.Key.Key_A)


def test_after_unlocking_the_time_starts_anew(lock: IdleLock, seconds: Seconds) -> None:
    seconds.now += 600
    lock.check()
    lock.unlock()
    seconds.now += 599
    lock.check()
    assert not lock.is_locked
    seconds.now += 1
    lock.check()
    assert lock.is_locked


def test_keys_pressed_while_locked_do_not_unlock(
    qtbot: QtBot, lock: IdleLock, seconds: Seconds, line: QLineEdit
) -> None:
    lock.lock()
    qtbot.keyClick(line, Qt.Key.Key_A)
    assert lock.is_locked


def test_zero_minutes_turn_it_off(lock: IdleLock, seconds: Seconds) -> None:
    lock.set_minutes(0)
    seconds.now += 1_000_000
    lock.check()
    assert not lock.is_locked
    assert not lock._timer.isActive()
    lock.set_minutes(5)
    assert lock._timer.isActive()
    lock.check()
    assert lock.is_locked


@pytest.fixture
def sleeper(qapp: QApplication, seconds: Seconds) -> Iterator[IdleLock]:
    made = IdleLock(qapp, 10, clock=seconds)
    yield made
    made.stop()
    made.deleteLater()


@pytest.mark.parametrize(("asleep", "locked"), [(SLEPT_SECONDS - 0.1, False), (SLEPT_SECONDS, True)])
def test_a_computer_that_slept_wakes_up_locked(
    sleeper: IdleLock, seconds: Seconds, asleep: float, locked: bool
) -> None:
    for _ in range(30):
        seconds.now += 5
        sleeper.check()
    assert not sleeper.is_locked
    seconds.now += asleep
    sleeper.check()
    assert sleeper.is_locked is locked


def test_the_first_touch_after_sleep_already_finds_the_lock(
    qtbot: QtBot, sleeper: IdleLock, seconds: Seconds, line: QLineEdit
) -> None:
    seconds.now += 3600
    sleeper.set_minutes(240)  # turned up meanwhile: the look at the clock begins anew
    assert not sleeper.is_locked
    seconds.now += 3600
    with qtbot.waitSignal(sleeper.locked):
        qtbot.keyClick(line, Qt.Key.Key_A)


def test_sleep_does_not_lock_what_is_not_to_be_locked(sleeper: IdleLock, seconds: Seconds) -> None:
    sleeper.set_minutes(0)
    seconds.now += 3600
    sleeper.check()
    assert not sleeper.is_locked


def test_the_clock_never_goes_back() -> None:
    assert seconds_since_boot() <= seconds_since_boot()


def test_ctrl_l_locks_at_once_and_the_field_never_sees_it(qtbot: QtBot, lock: IdleLock, line: QLineEdit) -> None:
    with qtbot.waitSignal(lock.locked):
        qtbot.keyClick(line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""


def test_an_l_alone_is_just_typed(qtbot: QtBot, lock: IdleLock, line: QLineEdit) -> None:
    with qtbot.assertNotEmitted(lock.locked):
        qtbot.keyClick(line, Qt.Key.Key_L)
    assert line.text().lower() == "l"
