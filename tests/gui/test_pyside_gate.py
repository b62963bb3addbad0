"""Gate: the PySide6 in use must not lose references to None, as 6.12.0 on Python 3.11 does."""

import sys

import PySide6
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 200_000


def test_two_hundred_thousand_calls_that_return_none_lose_no_reference(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.parentWidget()
    assert sys.getrefcount(None) > before - 1000


def test_emitting_a_signal_loses_no_reference_to_true(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(True)
    for i in range(2_000):
        widget.windowTitleChanged.emit(str(i))
    assert sys.getrefcount(True) > before - 100


def test_the_pyside_is_the_pinned_one() -> None:
    assert PySide6.__version_info__[:2] == (6, 9)
