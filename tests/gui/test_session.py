"""A session shows one store and puts it away: by leaving, by locking, by restoring."""

import shutil
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from cadre_desktop.app import open_app
from cadre_desktop.errors import StorageTrouble, WrongKey
from cadre_desktop.gui import surroundings
from cadre_desktop.gui.dialogs.help_dialog import HelpDialog
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.dialogs.restore_dialog import RestoreDialog
from cadre_desktop.gui.dialogs.unlock_dialog import UnlockDialog
from cadre_desktop.gui.endings import Lock, Quit
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.machine import Machine
from cadre_desktop.gui.one_window import SWITCHED
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages import catalogue
from cadre_desktop.gui.wizards.begin_step import EMPTY, IMPORT, SAMPLE
from cadre_desktop.gui.wizards.first_run_wizard import Beginning, FirstRunWizard
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import accounts, backups, drafts, history, records, unit_profile
from cadre_desktop.services.demo.build import is_demo
from cadre_desktop.services.unit_profile import OfficeLevel
from cadre_desktop.storage.keys import list_users
from tests import examples
from tests.gui.conftest import PASSPHRASE, come_in, quiet, settle

UNIT = BY_KEY["unit"]


@pytest.fixture(autouse=True)
def _plain_home(monkeypatch):
    """The dashboard has its own tests; here it only takes time."""
    monkeypatch.setattr(catalogue, "_home", lambda _desk, _house: Page())


# a session


def test_the_window_names_the_unit_and_when_it_was_backed_up(session):
    assert session.window.windowTitle() == "干部纪实档案 — 龙潭镇党委"
    assert session.window.current_key == "home"
    foot = session.window.navigation._foot_labels
    assert [line.text() for line in foot] == ["数据：本机加密", "尚未备份"]


def test_renaming_the_unit_renames_the_window(qtbot, session):
    unit_profile.save(session.app.db, replace(session.app.profile, name="白沙镇党委"))
    qtbot.waitUntil(lambda: "白沙镇党委" in session.window.windowTitle())
    assert session.window.navigation.unit_label.text() == "白沙镇党委"


def test_pages_go_to_lists_of_kinds_and_to_drafts(session):
    assert session.desk.go("unit", text="镇")
    assert session.window.current_key == "ledgers"
    key = drafts.save(session.app.db, UNIT, {"name": "青石镇"})
    session.desk.go("drafts", kind="unit", key=key)
    dialog = session.window.findChild(RecordDialog)
    assert dialog.form.values()["name"] == "青石镇"
    dialog.put_away()


def test_help_is_about_the_page(session):
    session.window.help_asked.emit("roster")
    dialog = session.window.findChild(HelpDialog)
    assert dialog.windowTitle() == "帮助：干部名册"
    dialog.accept()


def test_settings_hold_at_once_and_are_kept(session, world, theme, tmp_path):
    session.change_settings(large_font=True, idle_minutes=3)
    assert theme.is_large
    assert session.idle._minutes == 3
    session.window.set_large(False)
    assert Machine(tmp_path / "machine" / "settings.json").settings.large_font is False
    assert world.machine.settings.idle_minutes == 3


def test_leaving_backs_up_what_changed_and_closes_the_store(qtbot, session, home):
    examples.filed(session.app.db, "unit", examples.a_unit(session.app.db))
    with qtbot.waitSignal(session.ended, timeout=30_000) as got:
        session.window.close()
        assert not session.window.isVisible()
    assert got.args == [Quit()]
    with open_app(home, PASSPHRASE) as again:
        lines = backups.listed(again.store.backups, again.ring.dbid)
        assert [line.reason for line in lines] == ["自动备份"]


def test_a_page_that_is_not_left_keeps_the_window(session, monkeypatch):
    monkeypatch.setattr(session.window.page("home"), "may_leave", lambda: False)
    session.window.close()
    assert session.window.isVisible()
    assert session._ending is None


@pytest.mark.parametrize("answer", ["again", "leave"])
def test_a_failed_last_backup_is_told_and_may_be_tried_again(qtbot, session, dialogs, monkeypatch, answer):
    tries = []

    def fails(*_args, **_more):
        tries.append(1)
        if len(tries) == 1:
            raise StorageTrouble("磁盘剩余空间不足。")

    monkeypatch.setattr("cadre_desktop.gui.session.backups.back_up_if_due", fails)
    dialogs.choice = answer
    with qtbot.waitSignal(session.ended, timeout=30_000):
        session.quit()
    assert len(dialogs.asked) == 1
    assert "磁盘剩余空间不足" in dialogs.asked[0]
    assert len(tries) == (2 if answer == "again" else 1)


def test_the_timer_backs_up_when_it_is_due_and_says_so(qtbot, session, world, monkeypatch):
    examples.filed(session.app.db, "unit", examples.a_unit(session.app.db))
    session.back_up_if_due()
    quiet(qtbot, world)
    assert "上次备份 今天" in session.window.navigation._foot_labels[1].text()

    def fails(*_args, **_more):
        raise StorageTrouble("磁盘剩余空间不足。")

    monkeypatch.setattr("cadre_desktop.gui.session.backups.back_up_if_due", fails)
    session.back_up_if_due()
    quiet(qtbot, world)
    assert "自动备份没有成功" in session.window.status.state_label.text()


def test_locking_hides_everything_keeps_drafts_and_forgets_the_keys(qtbot, session, app, dialogs):
    session.go("unit")
    dialog = open_record(session.desk, session.window, UNIT)
    settle()
    dialog.form.editors["name"].set_value("写到一半")
    dialog.form.changed.emit()
    with qtbot.waitSignal(session.ended, timeout=30_000) as got:
        session.idle.lock()
        assert not session.window.isVisible()
        assert not dialog.isVisible()
    assert dialogs.asked == []
    assert got.args[0] == Lock("陈海燕", "ledgers")
    settle()
    with pytest.raises(WrongKey):
        app.ring.subkey("db")
    words = [w.text() for w in QApplication.allWidgets() if hasattr(w, "text") and callable(w.text)]
    assert "写到一半" not in words
    with open_app(app.home, PASSPHRASE) as again:
        (kept,) = drafts.of_new(again.db, UNIT)
        assert kept.values["name"] == "写到一半"


def test_locking_waits_for_a_running_task_behind_a_hidden_window(qtbot, session, world):
    go_on = Event()
    world.tasks.run(session.window, "慢活", lambda _p: go_on.wait(20), lambda _done: None, show=False)
    session.lock()
    assert not session.window.isVisible()
    assert session.app.ring.subkey("db")
    with qtbot.waitSignal(session.ended, timeout=30_000):
        go_on.set()


# the program


def test_without_data_the_first_run_begins(program):
    program.start()
    assert isinstance(program.shown, FirstRunWizard)


def test_with_data_the_door_stands_first_and_leads_in(qtbot, home, program, world):
    program.start()
    come_in(qtbot, program)
    assert program.session.window.isVisible()
    assert world.machine.settings.last_home == str(home)
    assert program.shown is None


def test_leaving_at_the_door_ends_the_program(home, program):
    program.start()
    program.shown.reject()
    assert program.quits == [1]


def test_quitting_a_session_ends_the_program(qtbot, home, program):
    program.start()
    come_in(qtbot, program)
    program.session.quit()
    qtbot.waitUntil(lambda: program.quits == [1], timeout=30_000)
    assert program.session is None


def test_after_a_lock_the_passphrase_leads_back_to_the_page(qtbot, home, program):
    program.start()
    come_in(qtbot, program)
    program.session.go("unit")
    program.session.lock()
    qtbot.waitUntil(lambda: isinstance(program.shown, UnlockDialog), timeout=30_000)
    assert "已锁定" in program.shown.why_label.text()
    assert program.shown.user == "陈海燕"
    come_in(qtbot, program)
    assert program.session.window.current_key == "ledgers"


def test_restoring_ends_the_session_and_opens_what_was_restored(qtbot, home, program):
    program.start()
    come_in(qtbot, program)
    app = program.session.app
    made = backups.back_up(app.db, app.store).path
    unit = examples.filed(app.db, "unit", examples.a_unit(app.db))
    before = program.session
    before.restore(made, PASSPHRASE, recovery=False)
    qtbot.waitUntil(lambda: program.session not in (None, before), timeout=30_000)
    quiet(qtbot, program.world)
    assert records.page(program.session.app.db, UNIT, UNIT.table_fields, ListQuery()) == []
    assert unit.id
    reasons = [line.reason for line in backups.listed(home / "backups", program.session.app.ring.dbid)]
    assert "恢复前" in reasons
    assert "恢复到所选的备份" in program.session.window.toast.text_label.text()


def test_the_printed_key_sets_a_passphrase_that_the_trail_knows_of(qtbot, home, program):
    with open_app(home, PASSPHRASE) as app:
        printed = accounts.renew_recovery_key(app.db, app.store)
    program.start()
    door = program.shown
    door.recovery_button.click()
    door.recovery.line.setText(printed)
    door.recovery.check()
    qtbot.waitUntil(lambda: door.recovery.pages.currentIndex() == 1, timeout=30_000)
    for line in (door.recovery.new.first.line, door.recovery.new.again.line):
        line.setText("a-new-passphrase-77")
    door.recovery.renew()
    qtbot.waitUntil(lambda: program.session is not None, timeout=60_000)
    quiet(qtbot, program.world)
    assert program.session.store.ring.user == "陈海燕"
    assert "重设口令" in [note.title for note in history.acts(program.session.app.db)]
    assert [user.name for user in list_users(home)] == ["陈海燕"]


def test_a_wrong_secret_restores_nothing_and_leads_back_to_the_door(qtbot, home, program, monkeypatch):
    told = []
    monkeypatch.setattr("cadre_desktop.gui.program.show_error", lambda _p, error: told.append(type(error)))
    program.start()
    come_in(qtbot, program)
    app = program.session.app
    made = backups.back_up(app.db, app.store).path
    program.session.restore(made, "not-the-passphrase-1", recovery=False)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert told == [WrongKey]
    come_in(qtbot, program)


def test_damaged_data_leads_from_the_door_to_the_backups(home, program):
    for name in ("data.keys", "data.keys.bak"):
        (home / name).write_bytes(b"")
    program.start()
    assert program.shown.damage.isVisible()
    program.ask_restore()
    dialog = program.shown.findChild(RestoreDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_another_folder_with_data_moves_the_door(qtbot, home, program, dialogs, tmp_path):
    shutil.copytree(home, tmp_path / "other")
    program.start()
    dialogs.path = tmp_path / "other"
    program.pick_home()
    assert program.home == tmp_path / "other"
    come_in(qtbot, program)
    assert program.session.store.home == tmp_path / "other"


@pytest.mark.parametrize("yes", [True, False])
def test_an_empty_folder_leads_to_the_first_run_if_one_wants(home, program, dialogs, tmp_path, yes):
    program.start()
    dialogs.path, dialogs.yes = tmp_path / "empty", yes
    program.pick_home()
    assert isinstance(program.shown, FirstRunWizard) is yes


@pytest.mark.parametrize(("choice", "page"), [(EMPTY, "home"), (IMPORT, "import"), (SAMPLE, "home")])
def test_the_first_run_begins_as_was_chosen(qtbot, app, program, world, tmp_path, choice, page):
    program._begin(Beginning(app, choice, tmp_path / "stick"))
    assert program.session.window.current_key == page
    assert world.machine.settings.second_backup_folder == str(tmp_path / "stick")
    quiet(qtbot, world)
    assert is_demo(app.db) is (choice == SAMPLE)


@pytest.mark.parametrize(("level", "units"), [(OfficeLevel.TOWNSHIP, ["龙潭镇党委"]), (OfficeLevel.COUNTY, [])])
def test_a_township_finds_its_own_unit_on_file(qtbot, app, program, level, units):
    unit_profile.save(app.db, replace(app.profile, level=level))
    program._begin(Beginning(app, EMPTY, None))
    found = records.page(app.db, UNIT, UNIT.table_fields, ListQuery())
    assert [row.values[0] for row in found] == units


def test_a_store_made_and_not_begun_with_is_closed(app, program):
    program._on_wizard_left(app)
    assert program.quits == [1]
    with pytest.raises(WrongKey):
        app.ring.subkey("db")


# from outside


def test_a_second_start_brings_the_door_forward(home, program):
    program.start()
    program.shown.showMinimized()
    program.come_forward()
    assert not program.shown.isMinimized()
    assert program.shown.isVisible()


def test_a_second_start_brings_the_open_data_forward_and_says_so(qtbot, home, program):
    program.start()
    come_in(qtbot, program)
    program.come_forward()
    assert program.session.window.toast.text_label.text() == SWITCHED


def test_a_second_start_while_nothing_is_shown_does_no_harm(program):
    program.come_forward("/tmp/上报.cadrepkg")
    assert program.shown is None


def told_windows(program):
    return [d for d in QApplication.topLevelWidgets() if isinstance(d, MessageDialog) and d.isVisible()]


def test_a_package_waits_for_the_data_to_be_opened_and_is_then_answered(qtbot, home, world, program):
    program.come_forward("/media/U盘/青石镇 2026.cadrepkg")
    program.start()
    assert told_windows(program) == []
    come_in(qtbot, program)
    (dialog,) = told_windows(program)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "“青石镇 2026.cadrepkg”是干部信息数据包" in words
    assert "没有作任何改动" in words
    dialog.accept()
    program._look_at_package()
    assert told_windows(program) == []  # once is enough


def test_a_missing_typeface_is_told_in_two_languages(home, program, monkeypatch):
    monkeypatch.setattr(surroundings, "has_chinese_font", lambda: False)
    program.start()
    program.tell_what_is_missing()
    (dialog,) = told_windows(program)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "no Chinese font" in words
    assert "没有中文字体" in words
    assert "fonts-wqy-microhei" in words
    dialog.accept()


def test_a_missing_input_method_is_told_once(home, program, world, monkeypatch):
    monkeypatch.setattr(surroundings, "lacks_input", lambda environ, running: True)
    program.start()
    program.tell_what_is_missing()
    (dialog,) = told_windows(program)
    assert surroundings.NO_INPUT in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.accept()
    assert world.machine.settings.input_told
    program.tell_what_is_missing()
    assert told_windows(program) == []


def test_with_everything_there_nothing_is_told(home, program):
    program.start()
    program.tell_what_is_missing()
    assert told_windows(program) == []
