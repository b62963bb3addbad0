"""The door: the right passphrase opens, wrong ones wait, a lost one is replaced by the printed key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from cadre_desktop.errors import StorageTrouble, WrongKey
from cadre_desktop.gui.dialogs.unlock_dialog import UnlockDialog, wait_after
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.storage.key_changes import add_user, set_passphrase
from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME, create_keys, unlock

PASSPHRASE, OTHER, NEW = "qingyuan-spring-7", "qingyuan-summer-8", "qingyuan-autumn-9"


class Seconds:
    """A clock in seconds."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shut_down()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with keys of one user; `keys` below has the printed one."""
    create_keys(tmp_path, "陈海燕", PASSPHRASE)
    return tmp_path


def opens(home, passphrase, progress, *, user):
    """Stand for the program: unlock and say who came in."""
    progress(1, 2, "正在检查数据文件")
    return unlock(home, passphrase, user=user).user


def renews(home, ring, user, passphrase):
    """Stand for the program: give the user the new passphrase."""
    set_passphrase(home, ring, user, passphrase)


def shown(qtbot, home, tasks, **more) -> UnlockDialog:
    dialog = UnlockDialog(home, tasks, more.pop("open_home", opens), renews, **more)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def enter(qtbot, dialog, tasks, passphrase):
    dialog.passphrase.line.setText(passphrase)
    dialog.enter()
    qtbot.waitUntil(lambda: not tasks.is_busy)


def test_the_right_passphrase_opens_and_is_forgotten_by_the_window(qtbot, home, tasks):
    dialog = shown(qtbot, home, tasks)
    with qtbot.waitSignal(dialog.opened) as got:
        qtbot.keyClicks(dialog.passphrase.line, PASSPHRASE)
        qtbot.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    assert got.args == ["陈海燕"]
    assert dialog.passphrase.text() == ""
    assert not dialog.isVisible()


def test_one_user_is_not_asked_who_she_is_and_several_are(qtbot, home, tasks):
    assert not shown(qtbot, home, tasks).user_combo.isVisible()
    add_user(home, unlock(home, PASSPHRASE), "周小明", OTHER, talks=False)
    dialog = shown(qtbot, home, tasks, user="周小明")
    assert dialog.user_combo.isVisible()
    assert dialog.user == "周小明"
    enter(qtbot, dialog, tasks, PASSPHRASE)  # 陈海燕's, who is not chosen
    assert "口令不正确" in dialog.passphrase.note.text()


def test_wrong_passphrases_have_to_wait_longer_and_longer(qtbot, home, tasks):
    def refuses(home, passphrase, progress, *, user):
        raise WrongKey("口令不正确，数据没有打开。", hint="请检查大小写。")

    clock = Seconds()
    dialog = shown(qtbot, home, tasks, open_home=refuses, clock=clock)
    for _ in range(2):
        enter(qtbot, dialog, tasks, "wrong-one")
        assert dialog.seconds_left == 0
        assert dialog.passphrase.note.text() == "× 口令不正确，数据没有打开。请检查大小写。"
    enter(qtbot, dialog, tasks, "wrong-one")
    assert dialog.seconds_left == 2
    assert "请等 2 秒" in dialog.passphrase.note.text()
    assert not dialog.ok_button.isEnabled()
    dialog.enter()
    assert not tasks.is_busy
    clock.now += 2
    dialog._count_down()
    assert dialog.ok_button.isEnabled()
    enter(qtbot, dialog, tasks, "wrong-one")
    assert dialog.seconds_left == 4
    dialog.reject()


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (1, 0), (2, 0), (3, 2), (4, 4), (5, 8), (7, 32), (8, 60), (50, 60)]
)
def test_the_wait_doubles_up_to_a_minute(failures, seconds):
    assert wait_after(failures) == seconds


def test_while_it_opens_the_window_shows_how_far_it_is_and_cannot_be_closed(qtbot, home, tasks):
    dialog = shown(qtbot, home, tasks)
    dialog.passphrase.line.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.opened):
        dialog.enter()
        dialog.reject()
        assert dialog.isVisible()
        assert dialog.running.isVisible()
        assert not dialog.passphrase.isEnabled()
        dialog._show_step(1, 2, "正在检查数据文件")
        assert dialog.step_label.text() == "正在检查数据文件"
    assert not dialog.running.isVisible()


def test_a_damaged_keys_file_is_told_at_once_and_offers_the_backups(qtbot, home, tasks):
    for name in (KEYS_NAME, COPY_NAME):
        (home / name).write_bytes(b"{}")
    dialog = shown(qtbot, home, tasks)
    assert "口令文件缺失或损坏" in dialog.damage.text_label.text()
    with qtbot.waitSignal(dialog.restore_asked):
        dialog.damage.findChild(type(dialog.ok_button)).click()


def test_any_other_trouble_is_shown_and_one_may_try_again(qtbot, home, tasks, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.dialogs.unlock_dialog.show_error", lambda _p, error: told.append(str(error)))

    def busy(home, passphrase, progress, *, user):
        raise StorageTrouble("数据正被另一个程序窗口使用。")

    dialog = shown(qtbot, home, tasks, open_home=busy)
    enter(qtbot, dialog, tasks, PASSPHRASE)
    assert told == ["数据正被另一个程序窗口使用。"]
    assert dialog.ok_button.isEnabled()
    assert dialog.seconds_left == 0


@pytest.mark.parametrize(
    ("typed", "shift", "told"),
    [("a", False, False), ("A", True, False), ("A", False, True), ("a", True, True), ("7", False, False)],
)
def test_caps_lock_is_told_by_the_letters_that_arrive(qtbot, home, tasks, typed, shift, told):
    dialog = shown(qtbot, home, tasks)
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    dialog.passphrase.line.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, held, typed))
    assert dialog.passphrase.caps_note.isVisible() is told
    assert dialog.passphrase.text() == typed


def test_the_letters_can_be_looked_at_and_hidden_again(qtbot, home, tasks):
    box = shown(qtbot, home, tasks).passphrase
    assert box.line.echoMode() == box.line.EchoMode.Password
    box.show_button.click()
    assert box.line.echoMode() == box.line.EchoMode.Normal
    assert box.show_button.accessibleName() == "隐藏口令"
    box.show_button.click()
    assert box.line.echoMode() == box.line.EchoMode.Password
    assert box.show_button.accessibleName() == "显示口令"


def test_the_printed_key_sets_a_new_passphrase_and_comes_in(qtbot, tmp_path, tasks):
    _, printed = create_keys(tmp_path, "陈海燕", PASSPHRASE)
    dialog = shown(qtbot, tmp_path, tasks)
    dialog.recovery_button.click()
    entry = dialog.recovery
    entry.line.setText(printed.replace("-", " ").lower())
    entry.check()
    qtbot.waitUntil(lambda: entry.pages.currentIndex() == 1)
    entry.new.first.line.setText(NEW)
    entry.new.again.line.setText(NEW + "x")
    assert not entry.set_button.isEnabled()
    entry.new.again.line.setText(NEW)
    with qtbot.waitSignal(dialog.opened, timeout=20_000) as got:
        entry.set_button.click()
    assert got.args == ["陈海燕"]
    assert unlock(tmp_path, NEW).user == "陈海燕"
    with pytest.raises(WrongKey):
        unlock(tmp_path, PASSPHRASE)


def test_a_wrong_group_of_the_printed_key_is_named(qtbot, tmp_path, tasks):
    _, printed = create_keys(tmp_path, "陈海燕", PASSPHRASE)
    dialog = shown(qtbot, tmp_path, tasks)
    dialog.recovery_button.click()
    groups = printed.split("-")
    groups[2] = ("0" if groups[2][0] != "0" else "1") + groups[2][1:]
    dialog.recovery.line.setText("-".join(groups))
    dialog.recovery.check()
    qtbot.waitUntil(lambda: not dialog.recovery.is_busy)
    assert "第 3 组不对" in dialog.recovery.note.text()
    dialog.recovery._leave()
    assert dialog.pages.currentWidget() is dialog.entry


def test_leaving_says_so_once(qtbot, home, tasks):
    dialog = shown(qtbot, home, tasks)
    with qtbot.waitSignal(dialog.left):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
