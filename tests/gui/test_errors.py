"""What a person reads when something fails, and what they never read."""

import sys
import threading
import traceback

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cadre_desktop.errors import AppError, InvalidInput, NotAllowed, Problem
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.errors import error_report, errors_shown, show_error, show_uncaught
from cadre_desktop.progress import Cancelled
from tests.gui.conftest import settle

SECRET = "周思远 430123198604180011"


def _texts(dialog: MessageDialog) -> str:
    return "\n".join(w.text() for w in dialog.findChildren(QLabel))


def _fail_deep() -> None:
    try:
        {}[SECRET]
    except KeyError as error:
        raise ValueError(SECRET) from error


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_an_expected_error_is_shown_in_its_own_words(page: QWidget) -> None:
    dialog = show_error(page, NotAllowed("只有已提交的备案可以认定。", hint="请先提交。"))
    assert dialog is not None
    assert dialog.windowTitle() == "不能这样操作"
    assert "只有已提交的备案可以认定。" in _texts(dialog)
    assert "请先提交。" in _texts(dialog)
    assert not hasattr(dialog, "copy_button")
    dialog.buttons["ok"].click()
    assert not dialog.isVisible()


def test_problems_of_a_form_are_shown_line_by_line(page: QWidget) -> None:
    dialog = show_error(page, InvalidInput([Problem("a", "请填姓名"), Problem("b", "日期不对")]))
    assert dialog is not None
    assert "请填姓名\n日期不对" in _texts(dialog)
    dialog.close()


def test_cancelling_says_nothing(page: QWidget) -> None:
    assert show_error(page, Cancelled()) is None


def test_our_own_mistake_is_logged_and_told_without_personal_data(page: QWidget, logged_errors: list[str]) -> None:
    with errors_shown(page):
        _fail_deep()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MessageDialog) and w.isVisible()]
    dialog.copy_button.click()
    everything = _texts(dialog) + QGuiApplication.clipboard().text() + "".join(logged_errors)
    assert "周思远" not in everything
    assert "4301" not in everything
    assert "没有保存" in everything
    assert dialog.copy_button.text() == "已复制"
    dialog.close()


def test_the_report_names_kinds_and_places_of_the_whole_chain() -> None:
    with pytest.raises(ValueError, match="周思远") as caught:
        _fail_deep()
    report = error_report(caught.value)
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "test_errors.py:" in report
    assert "_fail_deep" in report
    assert "/" not in report.replace("PySide6", "").split("\n", 2)[2]
    assert "周思远" not in report
    assert "周思远" in "".join(traceback.format_exception(caught.value))


def test_the_technical_part_is_folded_at_first(qtbot: QtBot) -> None:
    dialog = MessageDialog(None, "程序出错", "出错了", details="ValueError")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.details_box.isVisible()
    dialog.unfold_button.click()
    assert dialog.details_box.isVisible()
    assert dialog.details_box.toPlainText() == "ValueError"
    dialog.unfold_button.click()
    assert not dialog.details_box.isVisible()


def test_a_body_that_succeeds_shows_nothing(page: QWidget) -> None:
    with errors_shown(page):
        pass
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, MessageDialog) and w.isVisible()]


def test_the_message_goes_away_for_good_when_closed(page: QWidget) -> None:
    dialog = show_error(page, AppError("不行"))
    assert dialog is not None
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    settle()
    assert gone == [True]


def test_what_no_slot_caught_is_shown_as_well(monkeypatch: pytest.MonkeyPatch, logged_errors: list[str]) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    show_uncaught()
    error = RuntimeError(SECRET)
    sys.excepthook(RuntimeError, error, None)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MessageDialog) and w.isVisible()]
    assert dialog.windowTitle() == "程序出错"
    assert len(logged_errors) == 1
    dialog.close()


def test_stopping_from_the_keyboard_is_left_to_python(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    show_uncaught()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, MessageDialog) and w.isVisible()]
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_what_a_thread_did_not_catch_is_logged_by_kind_and_place(
    monkeypatch: pytest.MonkeyPatch, logged_errors: list[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    show_uncaught()

    def fail() -> None:
        raise ValueError("周文静 350425198604122021")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join(10)
    (said,) = logged_errors
    assert "builtins.ValueError" in said
    assert "test_errors.py" in said
    assert "周文静" not in said
    assert "350425" not in said
