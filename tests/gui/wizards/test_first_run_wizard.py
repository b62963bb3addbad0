"""The first run asks for what is needed, makes the data once, and lets nobody on without a proved recovery key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.wizards.begin_step import EMPTY, IMPORT, SAMPLE
from cadre_desktop.gui.wizards.first_run_wizard import FirstRunWizard
from cadre_desktop.services.unit_profile import OfficeLevel
from cadre_desktop.storage.keys import KEYS_NAME
from cadre_desktop.storage.recovery_key import format_recovery_key
from tests.gui.fakes import FakeDialogs

KEY = format_recovery_key(bytes(range(20)))
OTHER_KEY = format_recovery_key(bytes(range(1, 21)))
PASSPHRASE = "qingyuan-spring-7"


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shut_down()


@pytest.fixture
def made() -> list:
    """What the wizard asked to be made."""
    return []


@pytest.fixture
def wizard(qtbot, tasks, dialogs, tmp_path, made) -> FirstRunWizard:
    def make(wanted, progress):
        progress(1, 2, "正在建立数据")
        made.append(wanted)
        return "the store", KEY

    window = FirstRunWizard(tasks, dialogs, tmp_path / "data", make)
    qtbot.addWidget(window)
    window.show()
    return window


def fill_unit(wizard):
    wizard.unit.name.line.setText("龙潭镇党委")
    wizard.unit.person.line.setText("陈海燕")


def fill_place(wizard, passphrase=PASSPHRASE):
    wizard.place.passphrase.first.line.setText(passphrase)
    wizard.place.passphrase.again.line.setText(passphrase)


def make_it(qtbot, wizard, tasks):
    fill_unit(wizard)
    wizard.next()
    fill_place(wizard)
    wizard.next()
    qtbot.waitUntil(lambda: wizard.current == 2)


def test_the_first_step_needs_unit_and_person(qtbot, wizard):
    assert not wizard.next_button.isEnabled()
    wizard.next()
    assert wizard.current == 0
    fill_unit(wizard)
    assert wizard.next_button.isEnabled()
    qtbot.keyClick(wizard.unit.person.line, Qt.Key.Key_Return)
    assert wizard.current == 1
    assert wizard.next_button.text() == "建立数据"
    wizard.back()
    assert wizard.current == 0


@pytest.mark.parametrize(("first", "again"), [("short", "short"), ("1234567890", "1234567890"), (PASSPHRASE, "other")])
def test_a_poor_or_mistyped_passphrase_does_not_go_on(wizard, made, first, again):
    fill_unit(wizard)
    wizard.next()
    wizard.place.passphrase.first.line.setText(first)
    wizard.place.passphrase.again.line.setText(again)
    assert not wizard.next_button.isEnabled()
    wizard.next()
    assert made == []


def test_what_was_filled_in_is_made_once_and_the_passphrase_forgotten(qtbot, wizard, tasks, made, tmp_path):
    make_it(qtbot, wizard, tasks)
    assert len(made) == 1
    wanted = made[0]
    assert (wanted.home, wanted.unit, wanted.level, wanted.user, wanted.passphrase) == (
        tmp_path / "data", "龙潭镇党委", OfficeLevel.TOWNSHIP, "陈海燕", PASSPHRASE,
    )  # fmt: skip
    assert wizard.place.passphrase.first.text() == ""
    wizard.back()
    assert wizard.current == 2


def test_only_the_shown_key_typed_back_leads_on(qtbot, wizard, tasks):
    make_it(qtbot, wizard, tasks)
    wizard.next()
    assert wizard.current == 2
    wizard.key.typed.line.setText(OTHER_KEY)
    qtbot.keyClick(wizard.key.typed.line, Qt.Key.Key_Return)
    assert wizard.current == 2
    assert "另一把" in wizard.key.typed.note.text()
    wizard.key.typed.line.setText(KEY[:-7])
    qtbot.keyClick(wizard.key.typed.line, Qt.Key.Key_Return)
    assert "恢复密钥应有 8 组" in wizard.key.typed.note.text()
    wizard.key.typed.line.setText(KEY.replace("-", "").lower())
    assert wizard.key.badge.isVisible()
    qtbot.keyClick(wizard.key.typed.line, Qt.Key.Key_Return)
    assert wizard.current == 3


@pytest.mark.parametrize("choice", [IMPORT, SAMPLE, EMPTY])
def test_the_choice_and_the_second_place_are_handed_on(qtbot, wizard, tasks, dialogs, tmp_path, choice):
    make_it(qtbot, wizard, tasks)
    wizard.key.typed.line.setText(KEY)
    wizard.next()
    wizard.begin.choice.radios[choice].click()
    dialogs.path = tmp_path / "stick" if choice != EMPTY else None
    wizard.begin.pick_button.click()
    wizard.activateWindow()
    with qtbot.waitSignal(wizard.begun) as got:
        qtbot.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    beginning = got.args[0]
    assert (beginning.made, beginning.choice, beginning.second_place) == ("the store", choice, dialogs.path)
    assert not wizard.isVisible()


def test_a_second_place_can_be_dropped_again(wizard, tmp_path):
    wizard.begin.set_second_place(tmp_path)
    wizard.begin.drop_button.click()
    assert wizard.begin.second_place is None


def test_the_key_is_saved_as_text_with_its_groups_in_order(qtbot, wizard, tasks, dialogs, tmp_path):
    make_it(qtbot, wizard, tasks)
    dialogs.path = tmp_path / "key.txt"
    wizard.key.save_button.click()
    text = dialogs.path.read_text("utf-8-sig")
    assert dialogs.asked[-1].startswith("恢复密钥_龙潭镇党委_")
    assert [line.split("：")[1] for line in text.splitlines() if line.startswith("第 ")] == KEY.split("-")
    assert "key.txt" in wizard.key.box_of_key.title_label.text()


def test_the_key_goes_on_paper(qtbot, wizard, tasks, tmp_path):
    make_it(qtbot, wizard, tasks)
    writer = QPdfWriter(str(tmp_path / "key.pdf"))
    wizard.key._print(writer)
    del writer
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "key.pdf").stat().st_size > 5000


def test_a_folder_with_data_offers_to_open_it(qtbot, wizard, tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / KEYS_NAME).write_bytes(b"")
    fill_unit(wizard)
    wizard.next()
    fill_place(wizard)
    wizard.place.set_home(tmp_path / "old")
    assert not wizard.next_button.isEnabled()
    assert "已有数据" in wizard.place.note.text_label.text()
    with qtbot.waitSignal(wizard.open_existing) as got:
        wizard.place._open_existing()
    assert got.args == [tmp_path / "old"]


def test_data_carried_on_a_stick_is_allowed_with_a_warning(wizard, tmp_path, monkeypatch):
    monkeypatch.setattr("cadre_desktop.gui.wizards.place_step.is_on_a_stick", lambda _home: True)
    fill_unit(wizard)
    wizard.next()
    fill_place(wizard)
    wizard.place.set_home(tmp_path / "U盘" / "data")
    assert "使用时不要拔盘" in wizard.place.note.text_label.text()
    assert wizard.place.is_ready


def test_a_bad_place_is_refused_with_its_reason(wizard, dialogs, tmp_path, monkeypatch):
    def refuse(home: Path) -> None:
        raise StorageTrouble("数据不能放在网络盘上：断网会损坏数据。", hint="请选择本机硬盘。")

    monkeypatch.setattr("cadre_desktop.gui.wizards.place_step.refuse_bad_place", refuse)
    fill_unit(wizard)
    wizard.next()
    fill_place(wizard)
    dialogs.path = tmp_path / "net"
    wizard.place.pick_button.click()
    assert wizard.place.note.text_label.text() == "× 数据不能放在网络盘上：断网会损坏数据。请选择本机硬盘。"
    assert not wizard.next_button.isEnabled()


def test_a_failed_making_is_told_and_can_be_tried_again(qtbot, tasks, dialogs, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.errors.show_error", lambda _p, error: told.append(str(error)))

    def fails(wanted, progress):
        raise StorageTrouble("磁盘剩余空间不足。")

    wizard = FirstRunWizard(tasks, dialogs, tmp_path / "data", fails)
    qtbot.addWidget(wizard)
    wizard.show()
    fill_unit(wizard)
    wizard.next()
    fill_place(wizard)
    wizard.next()
    assert not wizard.next_button.isEnabled()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert told == ["磁盘剩余空间不足。"]
    assert wizard.current == 1
    assert wizard.next_button.isEnabled()


@pytest.mark.parametrize("yes", [True, False])
def test_leaving_with_an_unproved_key_asks_first(qtbot, wizard, tasks, dialogs: FakeDialogs, yes):
    make_it(qtbot, wizard, tasks)
    dialogs.yes = yes
    gone = []
    wizard.left.connect(gone.append)
    wizard.reject()
    assert "恢复密钥还没有核对" in dialogs.asked[0]
    assert gone == (["the store"] if yes else [])
    assert wizard.isVisible() is not yes


def test_leaving_before_anything_was_made_asks_nothing(wizard, dialogs):
    wizard.reject()
    assert dialogs.asked == []
    assert not wizard.isVisible()


def test_every_step_fits_a_small_screen_and_large_text(wizard, theme):
    theme.set_large(True)
    hint = wizard.minimumSizeHint()
    assert hint.width() <= 1000
    assert hint.height() <= 540
