"""Users come and go with their passphrases, one's own changes, and a new recovery key is typed back."""

import pytest

from cadre_desktop.gui.pages.settings.account_dialogs import AddUserDialog, NewKeyDialog, PassphraseDialog
from cadre_desktop.gui.pages.settings.accounts_page import AccountsPage
from cadre_desktop.services import history
from cadre_desktop.storage.key_changes import add_user
from cadre_desktop.storage.keys import KeyFile, list_users, unlock, unlock_with_recovery
from tests.gui.conftest import PASSPHRASE, settle

OTHER, NEW = "qingyuan-summer-8", "qingyuan-autumn-9"


@pytest.fixture
def page(qtbot, desk, house) -> AccountsPage:
    made = AccountsPage(desk, house)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(new, passphrase):
    new.first.line.setText(passphrase)
    new.again.line.setText(passphrase)


def finish(qtbot, desk, dialog):
    dialog.accept()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    settle()


def opened(page, kind):
    return page.window().findChild(kind)


def test_a_user_is_added_with_a_role_and_comes_in(qtbot, desk, house, page):
    page.add_button.click()
    dialog = opened(page, AddUserDialog)
    dialog.name.line.setText("周小明")
    fill(dialog.new, OTHER)
    finish(qtbot, desk, dialog)
    assert [row.cells[0] for row in page.model.rows] == ["陈海燕", "周小明"]
    assert page.model.rows[1].cells[1].text == "一般"
    ring = unlock(house.store.home, OTHER)
    assert (ring.user, ring.talk_key) == ("周小明", None)
    assert desk.told[-1][0] == "已添加用户“周小明”"


def test_a_name_twice_is_refused_beside_its_field(qtbot, desk, house, page):
    page.add_button.click()
    dialog = opened(page, AddUserDialog)
    dialog.name.line.setText("陈海燕")
    fill(dialog.new, OTHER)
    finish(qtbot, desk, dialog)
    assert "已有名为“陈海燕”的用户" in dialog.name.note.text()
    assert dialog.isVisible()
    assert len(list_users(house.store.home)) == 1
    dialog.reject()


def test_a_poor_passphrase_is_refused(qtbot, desk, page, told_errors):
    page.add_button.click()
    dialog = opened(page, AddUserDialog)
    dialog.name.line.setText("周小明")
    fill(dialog.new, "1234567890")
    dialog.accept()
    assert not desk.tasks.is_busy
    assert "过于简单" in told_errors[0]
    dialog.reject()


def test_another_users_passphrase_is_reset_and_ones_own_is_not_done_here(qtbot, desk, house, page):
    add_user(house.store.home, house.store.ring, "周小明", OTHER, talks=False)
    page.refresh()
    assert (page.reset_button.isEnabled(), page.reset_button.toolTip()) == (False, "请先选一名用户")
    page.table.select_id("陈海燕")
    assert not page.reset_button.isEnabled()
    assert (page.remove_button.isEnabled(), page.remove_button.toolTip()) == (False, "这是您自己，请用“修改我的口令”")
    page.table.select_id("周小明")
    page.reset_button.click()
    dialog = opened(page, PassphraseDialog)
    assert not dialog.old.isVisible()
    fill(dialog.new, NEW)
    finish(qtbot, desk, dialog)
    assert unlock(house.store.home, NEW).user == "周小明"


@pytest.mark.parametrize(("name", "asks_old"), [("陈海燕", True), ("周小明", False)])
def test_a_double_click_on_a_user_changes_the_passphrase(house, page, name, asks_old):
    add_user(house.store.home, house.store.ring, "周小明", OTHER, talks=False)
    page.refresh()
    page.table.select_id(name)
    page.table.doubleClicked.emit(page.table.currentIndex())
    dialog = opened(page, PassphraseDialog)
    assert dialog.old.isVisible() is asks_old
    dialog.reject()


@pytest.mark.parametrize("yes", [True, False])
def test_a_user_is_removed_after_asking(desk, dialogs, house, page, yes):
    add_user(house.store.home, house.store.ring, "周小明", OTHER, talks=False)
    page.refresh()
    page.table.select_id("周小明")
    dialogs.yes = yes
    page.remove_button.click()
    assert len(list_users(house.store.home)) == (1 if yes else 2)


def test_ones_own_passphrase_needs_the_old_one(qtbot, desk, house, page, told_errors):
    page.own_button.click()
    dialog = opened(page, PassphraseDialog)
    dialog.old.line.setText("not this one 1")
    fill(dialog.new, NEW)
    finish(qtbot, desk, dialog)
    assert "口令不正确" in told_errors[0]
    assert dialog.isVisible()
    dialog.old.line.setText(PASSPHRASE)
    finish(qtbot, desk, dialog)
    assert unlock(house.store.home, NEW).user == "陈海燕"
    assert "修改口令" in [note.title for note in history.acts(desk.db)]


def test_a_new_recovery_key_voids_the_old_one_and_is_typed_back(qtbot, desk, dialogs, house, page):
    page.renew_button.click()
    qtbot.waitUntil(lambda: opened(page, NewKeyDialog) is not None, timeout=20_000)
    dialog = opened(page, NewKeyDialog)
    key = dialog.step.sheet.key
    assert unlock_with_recovery(house.store.home, key).dbid == house.store.ring.dbid
    assert not dialog.ok_button.isEnabled()
    dialogs.yes = False
    dialog.reject()
    assert dialog.isVisible()
    dialog.step.typed.line.setText(key)
    assert dialog.ok_button.isEnabled()
    dialog.accept()
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    settle()
    assert "请销毁旧的打印件" in desk.told[-1][0]
    recovery = [slot for slot in KeyFile.load(house.store.home).slots if slot.kind == "recovery"]
    assert len(recovery) == 1


def test_no_new_key_without_a_yes(desk, dialogs, page):
    dialogs.yes = False
    page.renew_button.click()
    assert not desk.tasks.is_busy
