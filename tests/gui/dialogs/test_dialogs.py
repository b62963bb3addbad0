"""Questions and file choosers."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cadre_desktop.gui.dialogs.ask import Dialogs, TextDialog, file_name
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog


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
