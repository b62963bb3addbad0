"""Backups: made, proved, copied to a second place, and put back only with a secret."""

import pytest

from cadre_desktop.gui.dialogs.restore_dialog import RestoreDialog
from cadre_desktop.gui.outside import PathDialog
from cadre_desktop.gui.pages.settings.backup_page import BackupPage
from cadre_desktop.records import BY_KEY
from cadre_desktop.services import backups, records
from tests import examples
from tests.gui.conftest import settle

UNIT = BY_KEY["unit"]


@pytest.fixture
def page(qtbot, desk, house) -> BackupPage:
    made = BackupPage(desk, house)
    qtbot.addWidget(made)
    made.show()
    return made


def finish(qtbot, desk):
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    settle()


def make_one(qtbot, desk, page):
    page.back_up()
    finish(qtbot, desk)
    return page.model.rows[0]


def test_a_backup_is_made_and_listed_with_its_facts(qtbot, desk, page):
    examples.filed(desk.db, "cadre", examples.a_cadre(desk.db))
    row = make_one(qtbot, desk, page)
    when, reason, people, _size, head, state = row.cells
    assert (when, reason, people) == ("2026.11.21 09:00", "手动备份", "1")
    assert head.partition("–")[0].isdigit()
    assert state.text == "未校验"
    assert page.header.subtitle_label.text() == "上次备份 今天 09:00"
    assert desk.told[-1][0] == "备份完成，已核对"


def test_a_backup_is_proved_by_taking_it_out(qtbot, desk, page):
    make_one(qtbot, desk, page)
    assert not page.verify_button.isEnabled()
    page.table.selectRow(0)
    page.verify_button.click()
    finish(qtbot, desk)
    assert page.model.rows[0].cells[-1].text.startswith("已校验，0 人")
    assert page.model.rows[0].cells[-1].tone == "ok"


def test_a_broken_backup_is_marked_and_its_proof_fails(qtbot, desk, house, page, told_errors, monkeypatch):
    row = make_one(qtbot, desk, page)
    path = house.store.backups / row.id.rsplit("/", 1)[-1]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    shown = []
    monkeypatch.setattr("cadre_desktop.gui.tasks.show_error", lambda _p, error: shown.append(error.title))
    page.table.selectRow(0)
    page.verify()
    finish(qtbot, desk)
    assert shown == ["数据文件异常"]
    assert page.model.rows[0].cells[-1].tone != "ok"


def test_second_copies_go_where_one_says_and_trouble_is_told(qtbot, desk, dialogs, house, page, tmp_path):
    dialogs.path = tmp_path / "stick"
    page.pick_button.click()
    assert house.settings.second_backup_folder == str(tmp_path / "stick")
    assert page.place_label.text() == str(tmp_path / "stick")
    make_one(qtbot, desk, page)
    assert len(list((tmp_path / "stick").glob("*.cadrebak"))) == 1
    assert "第二备份位置" in desk.told[-1][0]
    (tmp_path / "file").write_text("no folder")
    house.change_settings(second_backup_folder=str(tmp_path / "file" / "below"))
    make_one(qtbot, desk, page)
    assert "没有拷到第二备份位置" in page.note.text_label.text()
    page.drop_button.click()
    assert house.settings.second_backup_folder == ""
    assert not page.drop_button.isVisible()


def test_restoring_needs_a_secret_and_is_asked_of_the_house(qtbot, desk, house, page):
    row = make_one(qtbot, desk, page)
    page.ask_restore()
    dialog = page.window().findChild(RestoreDialog)
    assert dialog.chosen().path.name == row.id.rsplit("/", 1)[-1]
    assert not dialog.ok_button.isEnabled()
    dialog.passphrase.line.setText("some passphrase")
    dialog.ok_button.click()
    what, (path, secret, recovery) = house.asked[-1]
    assert (what, str(path), secret, recovery) == ("restore", row.id, "some passphrase", False)
    assert dialog.passphrase.text() == ""
    settle()


def test_the_printed_key_restores_too(qtbot, desk, house, page):
    make_one(qtbot, desk, page)
    page.ask_restore()
    dialog = page.window().findChild(RestoreDialog)
    dialog.use_key.click()
    assert not dialog.passphrase.isVisible()
    dialog.key_line.setText(" AAAA ")
    dialog.ok_button.click()
    assert house.asked[-1][1][1:] == ("AAAA", True)
    settle()


def test_another_stores_backup_cannot_be_chosen(qtbot, desk, house, tmp_path, dialogs, clock, monkeypatch):
    from cadre_desktop.app import create_app

    other, _ = create_app(tmp_path / "other", "白沙镇党委", "another-passphrase-1", now=clock)
    made = backups.back_up(other.db, other.store).path
    other.store.close()
    dialog = RestoreDialog(dialogs, None, house.store.home, house.store.backups)
    qtbot.addWidget(dialog)
    dialog.show()
    dialogs.path = made
    dialog.pick()
    assert dialog.chosen().path == made
    dialog.passphrase.line.setText("another-passphrase-1")
    assert "另一份数据" in dialog.note.text_label.text()
    assert not dialog.ok_button.isEnabled()
    dialog.reject()


def test_with_damaged_keys_the_newest_backup_says_whose_they_are(qtbot, desk, house, page, dialogs):
    from cadre_desktop.storage.keys import COPY_NAME, KEYS_NAME

    make_one(qtbot, desk, page)
    for name in (KEYS_NAME, COPY_NAME):
        (house.store.home / name).write_bytes(b"")
    dialog = RestoreDialog(dialogs, None, house.store.home, house.store.backups)
    qtbot.addWidget(dialog)
    assert dialog.chosen() is not None
    assert dialog.chosen().trouble == ""


def test_records_are_not_touched_by_any_of_it(qtbot, desk, page):
    unit = examples.filed(desk.db, "unit", examples.a_unit(desk.db))
    make_one(qtbot, desk, page)
    assert records.load(desk.db, UNIT, unit.id)[1] == 1


def test_a_folder_the_system_does_not_open_is_named(page, house, monkeypatch):
    house.store.backups.mkdir(exist_ok=True)
    monkeypatch.setattr("cadre_desktop.gui.outside.QDesktopServices.openUrl", lambda _url: False)
    page.folder_button.click()
    told = page.findChild(PathDialog)
    assert told.line.text() == str(house.store.backups)
    told.accept()
    settle()
