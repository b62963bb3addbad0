"""Copied rows do not stay on the clipboard of a machine that others use."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cadre_desktop.gui import clipboard as clipboard_module
from cadre_desktop.gui.clipboard import KEPT_MS, BriefClipboard, brief


def copied(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


@pytest.fixture
def keeper(qtbot: QtBot) -> Iterator[BriefClipboard]:
    made = brief()
    yield made
    made.clear()
    QGuiApplication.clipboard().clear()


def text() -> str:
    return QGuiApplication.clipboard().text()


def test_what_was_copied_goes_after_half_a_minute(
    qtbot: QtBot, keeper: BriefClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert KEPT_MS == 30_000
    monkeypatch.setattr(clipboard_module, "KEPT_MS", 0)
    keeper.put(copied("周文静\t镇长"))
    assert text() == "周文静\t镇长"
    qtbot.waitUntil(lambda: text() == "")


def test_what_somebody_copied_since_is_left_alone(keeper: BriefClipboard) -> None:
    keeper.put(copied("周文静"))
    QGuiApplication.clipboard().setText("别的程序里的一句话")
    keeper.clear()
    assert text() == "别的程序里的一句话"


def test_it_goes_at_once_when_the_data_is_put_away(keeper: BriefClipboard) -> None:
    keeper.put(copied("周文静"))
    keeper.clear()
    assert text() == ""
    keeper.clear()  # a second time there is nothing to take away
    assert not keeper._timer.isActive()


def test_a_second_copy_starts_the_time_again(keeper: BriefClipboard) -> None:
    keeper.put(copied("周文静"))
    keeper.put(copied("刘大有"))
    assert text() == "刘大有"
    assert keeper._timer.interval() == KEPT_MS
    assert brief() is keeper
