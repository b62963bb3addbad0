"""Questions, file choosers and the lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cadre_desktop.errors import StorageTrouble, WrongKey
from cadre_desktop.gui.dialogs.ask import Dialogs, TextDialog, file_name
from cadre_desktop.gui.dialogs.lock_dialog import LockDialog, wait_after
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from tests.gui.test_tasks import open_messages


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("名册", "青石镇", "20261121"), "名册_青石镇_20261121.xlsx"),
        (('谈话/"五必谈"', "a:b"), "谈话__五必谈__a_b.xlsx"),
        (("名册", "", " "), "名册.xlsx"),
        (("名册. ",), "名册.xlsx"),
    ],
)
def test_file_names_are_ones_windows_takes(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, suffix=".xlsx") == name


class Answering:
    """Replaces QDialog.exec: presses what the test wants pressed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[QDialog] = []
        self.press = ""
        self.type = ""
        answering = self

        def run(dialog: QDialog) -> int:
            answering.seen.append(dialog)
            if isinstance(dialog, MessageDialog) and answering.press:
                dialog.buttons[answering.press].click()
            elif isinstance(dialog, TextDialog) and answering.type:
                set_text = dialog.input.setText if isinstance(dialog.input, QLineEdit) else dialog.input.setPlainText
                set_text(answering.type)
                dialog.ok_button.click()
            return dialog.result()

        monkeypatch.setattr(QDialog, "exec", run)


@pytest.fixture
def answering(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Answering:
    return Answering(monkeypatch)


def test_a_confirmation_is_yes_only_when_yes_was_pressed(answering: Answering) -> None:
    for press, answer in (("yes", True), ("no", False), ("", False)):
        answering.press = press
        assert Dialogs().confirm(None, "删除 3 条？", yes="删除", danger=True) is answer


def test_the_harmless_answer_has_the_focus(qtbot: QtBot) -> None:
    dialog = MessageDialog(None, "请确认", "删除？", answers=[("yes", "删除", "danger"), ("no", "取消", "plain")])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog.buttons["no"]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.answer == ""


def test_choosing_gives_the_key(answering: Answering) -> None:
    answering.press = "update"
    answers = [("update", "更新", "primary"), ("skip", "跳过", "plain")]
    assert Dialogs().choose(None, "已有此人", answers) == "update"  # type: ignore[arg-type]
    answering.press = ""
    assert Dialogs().choose(None, "已有此人", answers) == ""  # type: ignore[arg-type]


def test_telling_something_waits_for_the_person(answering: Answering) -> None:
    answering.press = "ok"
    Dialogs().info(None, "备份完成", "共 3 份")
    assert [d.windowTitle() for d in answering.seen] == ["提示"]


@pytest.mark.parametrize("multiline", [False, True])
def test_words_come_back_trimmed_or_not_at_all(answering: Answering, multiline: bool) -> None:
    answering.type = "  同意 "
    assert Dialogs().ask_text(None, "认定", "认定意见", multiline=multiline) == "同意"
    answering.type = ""
    assert Dialogs().ask_text(None, "认定", "认定意见", "旧", multiline=multiline) is None


def test_blank_words_cannot_be_confirmed(qtbot: QtBot) -> None:
    dialog = TextDialog(None, "认定", "认定意见", "", multiline=False)
    qtbot.addWidget(dialog)
    assert isinstance(dialog.input, QLineEdit)
    assert not dialog.ok_button.isEnabled()
    dialog.input.setText("   ")
    assert not dialog.ok_button.isEnabled()
    dialog.input.setText("同意")
    assert dialog.ok_button.isEnabled()
    dialog.show()
    qtbot.keyClick(dialog.input, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_files_are_asked_for_where_the_last_one_was(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    picked = str(tmp_path / "名册.xlsx")

    def pick(parent: object, title: str, start: str, *_: object, **__: object) -> tuple[str, str]:
        asked.append(start)
        return picked, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", pick)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", pick)
    dialogs = Dialogs(native=False)
    assert dialogs.pick_open_file(None, "选择花名册") == tmp_path / "名册.xlsx"
    dialogs.pick_save_file(None, "导出", "汇总.xlsx")
    assert asked[1] == str(tmp_path / "汇总.xlsx")
    picked = str(tmp_path / "没有后缀")
    assert dialogs.pick_save_file(None, "导出", "汇总.xlsx") == tmp_path / "没有后缀.xlsx"
    picked = ""
    assert dialogs.pick_save_file(None, "导出", "汇总.xlsx") is None
    assert dialogs.pick_open_file(None, "选择花名册") is None


def test_a_folder_is_asked_for(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = iter([str(tmp_path), ""])
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: next(answers))
    dialogs = Dialogs()
    assert dialogs.pick_folder(None, "备份到") == tmp_path
    assert dialogs.pick_folder(None, "备份到") is None


def test_an_unanswered_question_fails_the_test_instead_of_hanging(qtbot: QtBot) -> None:
    with pytest.raises(pytest.fail.Exception):
        Dialogs().confirm(None, "真的？")


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (1, 0), (2, 0), (3, 2), (4, 4), (5, 8), (7, 32), (8, 60), (50, 60)]
)
def test_wrong_passphrases_wait_longer_and_longer(failures: int, seconds: int) -> None:
    assert wait_after(failures) == seconds


class Clock:
    """Seconds that stand still."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def only_right(passphrase: str) -> None:
    """Take one passphrase only."""
    if passphrase == "disk":
        raise StorageTrouble("磁盘已拔出。")
    if passphrase != "right":
        raise WrongKey("口令不对。")


@pytest.fixture
def clock_() -> Clock:
    return Clock()


@pytest.fixture
def lock(qtbot: QtBot, clock_: Clock) -> Iterator[LockDialog]:
    made = LockDialog(only_right, on_quit=lambda: None, clock=clock_)
    qtbot.addWidget(made)
    made.show()
    yield made
    made._tick.stop()
    made.hide()


def _try(lock: LockDialog, passphrase: str) -> None:
    lock.input.setText(passphrase)
    lock.ok_button.click()


def test_the_right_passphrase_lets_in_and_is_not_kept(lock: LockDialog) -> None:
    _try(lock, "right")
    assert lock.result() == QDialog.DialogCode.Accepted
    assert lock.input.text() == ""
    assert not lock.isVisible()


def test_a_wrong_passphrase_says_so_beside_the_field(lock: LockDialog) -> None:
    _try(lock, "wrong")
    assert lock.note.text() == "× 口令不对。"
    assert lock.input.property("error") == "true"
    assert lock.isVisible()
    assert lock.ok_button.isEnabled()


def test_after_three_wrong_ones_even_the_right_one_has_to_wait(lock: LockDialog, clock_: Clock) -> None:
    for _ in range(3):
        _try(lock, "wrong")
    assert not lock.ok_button.isEnabled()
    assert lock.note.text() == "× 口令不对。 请等 2 秒后再试。"
    lock.input.setText("right")
    lock.try_it()
    assert lock.isVisible()
    clock_.now += 1.9
    lock._count_down()
    assert not lock.ok_button.isEnabled()
    clock_.now += 0.1
    lock._count_down()
    assert lock.ok_button.isEnabled()
    assert not lock._tick.isActive()
    _try(lock, "right")
    assert lock.result() == QDialog.DialogCode.Accepted


def test_an_empty_passphrase_is_not_tried(lock: LockDialog) -> None:
    for _ in range(5):
        _try(lock, "")
    assert lock.note.text() == ""
    assert lock.ok_button.isEnabled()


def test_trouble_other_than_a_wrong_key_does_not_count(qtbot: QtBot, lock: LockDialog) -> None:
    for _ in range(4):
        _try(lock, "disk")
    messages = open_messages()
    assert len(messages) == 4
    assert lock.ok_button.isEnabled()
    for message in messages:
        message.close()


def test_the_lock_cannot_be_closed(qtbot: QtBot, lock: LockDialog) -> None:
    qtbot.keyClick(lock, Qt.Key.Key_Escape)
    assert lock.isVisible()
    event = QCloseEvent()
    lock.closeEvent(event)
    assert not event.isAccepted()


def test_the_first_asking_at_the_start_can_be_left(qtbot: QtBot) -> None:
    made = LockDialog(only_right, can_leave=True)
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
    assert made.result() == QDialog.DialogCode.Rejected


def test_the_passphrase_is_hidden_and_not_composed(lock: LockDialog) -> None:
    assert lock.input.echoMode() == QLineEdit.EchoMode.Password
    assert not lock.input.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
