"""Work still running when the lock or the end comes: it ends whole or not at all, and its end is told."""

from threading import Event

import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from cadre_desktop.app import open_app
from cadre_desktop.errors import BadFile
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.dialogs.unlock_dialog import UnlockDialog
from cadre_desktop.gui.endings import Outcome, Quit
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages import catalogue
from cadre_desktop.gui.tasks import ProgressDialog
from cadre_desktop.records import BY_KEY
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import backups, exports, imports, records
from cadre_desktop.services.imports.shape import ImportOptions
from tests import examples
from tests.gui.conftest import PASSPHRASE, come_in, settle

UNIT = BY_KEY["unit"]


@pytest.fixture(autouse=True)
def _plain_home(monkeypatch):
    """The dashboard has its own tests; here it only takes time."""
    monkeypatch.setattr(catalogue, "_home", lambda _desk, _house: Page())


class Gate:
    """Holds a job at its beginning until the test lets it go on."""

    def __init__(self):
        self.there, self.go_on = Event(), Event()

    def wait(self):
        self.there.set()
        assert self.go_on.wait(30)


@pytest.fixture
def gate():
    made = Gate()
    yield made
    made.go_on.set()


def begin(qtbot, session, gate, title, job, **more):
    """Have a page begin work, and wait until it is in the middle of it."""

    def held(progress):
        gate.wait()
        return job(progress)

    task = session.desk.tasks.run(session.window, title, held, lambda _: pytest.fail("no page is there"), **more)
    qtbot.waitUntil(gate.there.is_set)
    return task


def windows(kind=QDialog):
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def words_of(window):
    return " ".join(label.text() for label in window.findChildren(QLabel))


def units_of(db):
    return [row.values[0] for row in records.page(db, UNIT, UNIT.table_fields, ListQuery())]


def lock_over(qtbot, session, gate):
    """Lock while the work runs; return the outcomes told to whoever unlocks."""
    session.lock()
    assert not session.window.isVisible()
    with qtbot.waitSignal(session.ended, timeout=30_000) as got:
        gate.go_on.set()
    return got.args[0].news


# the lock comes over it


def test_a_backup_is_made_whole_behind_the_lock(qtbot, session, gate, home):
    examples.filed(session.app.db, "unit", examples.a_unit(session.app.db))
    db, store = session.app.db, session.app.store
    begin(qtbot, session, gate, "正在备份", lambda p: backups.back_up(db, store, progress=p))
    assert lock_over(qtbot, session, gate) == (Outcome("正在备份", None),)
    with open_app(home, PASSPHRASE) as again:
        made = backups.listed(again.store.backups, again.ring.dbid, again.ring)
        assert [line.reason for line in made] == ["手动备份"]
        assert backups.verify(made[0].path, again.ring).records > 0


def test_an_import_is_finished_behind_the_lock(qtbot, session, gate, home, tmp_path):
    book = Workbook()
    for line in (("单位名称", "简称", "单位类别"), ("青石镇", "青石", "乡镇"), ("白沙镇", "白沙", "乡镇")):
        book.active.append(line)
    file = tmp_path / "单位.xlsx"
    book.save(file)
    db = session.app.db
    plan = imports.plan(db, UNIT, file, ImportOptions())
    begin(qtbot, session, gate, "正在导入单位", lambda p: imports.apply(db, UNIT, plan, progress=p))
    assert lock_over(qtbot, session, gate) == (Outcome("正在导入单位", None),)
    with open_app(home, PASSPHRASE) as again:
        assert sorted(units_of(again.db)) == ["白沙镇", "青石镇"]


def test_an_export_is_written_and_registered_behind_the_lock(qtbot, session, gate, home, tmp_path):
    db, path = session.app.db, tmp_path / "名册.xlsx"
    options = exports.options_of(db)
    begin(qtbot, session, gate, "正在导出名册", lambda p: exports.export(db, "roster", options, path, progress=p))
    lock_over(qtbot, session, gate)
    assert path.exists()
    kind = BY_KEY["export_entry"]
    with open_app(home, PASSPHRASE) as again:
        assert records.count(again.db, kind, ListQuery()) == 1


def test_a_locked_screen_says_that_work_goes_on_and_nothing_of_what_it_is_about(qtbot, session, gate):
    begin(qtbot, session, gate, "正在读取 周思远任免表.xlsx", lambda _p: None)
    session.lock()
    (left,) = windows()
    assert isinstance(left, ProgressDialog)
    assert "已锁定" in words_of(left)
    assert "周思远" not in words_of(left)
    with qtbot.waitSignal(session.ended, timeout=30_000):
        gate.go_on.set()
    assert windows() == []


def test_stopped_there_it_leaves_nothing_behind(qtbot, session, gate, home):
    db = session.app.db

    def job(progress):
        with db.work("导入单位") as work:
            records.add(db, work, UNIT, examples.a_unit(db))
            progress(1, 2, "第 2 行")

    begin(qtbot, session, gate, "正在导入单位", job)
    session.lock()
    windows(ProgressDialog)[0].cancel_button.click()
    with qtbot.waitSignal(session.ended, timeout=30_000):
        gate.go_on.set()
    with open_app(home, PASSPHRASE) as again:
        assert units_of(again.db) == []


def test_a_failure_behind_the_lock_opens_no_window_there(qtbot, session, gate):
    def job(_progress):
        raise BadFile("“周思远.xlsx”打不开。")

    begin(qtbot, session, gate, "正在读取", job, on_failed=lambda _error: pytest.fail("no page is there"))
    (told,) = lock_over(qtbot, session, gate)
    assert str(told.error) == "“周思远.xlsx”打不开。"
    assert windows(MessageDialog) == []


def test_work_nobody_asked_for_makes_no_window_and_no_news(qtbot, session, gate):
    begin(qtbot, session, gate, "自动备份", lambda _p: None, show=False)
    session.lock()
    assert windows() == []
    with qtbot.waitSignal(session.ended, timeout=30_000) as got:
        gate.go_on.set()
    assert got.args[0].news == ()


# who comes back is told


@pytest.mark.parametrize("fails", [False, True])
def test_who_unlocks_is_told_how_it_ended(qtbot, home, program, gate, fails):
    def job(_progress):
        if fails:
            raise BadFile("“名册.xlsx”打不开。")

    program.start()
    come_in(qtbot, program)
    begin(qtbot, program.session, gate, "正在导入花名册", job)
    program.session.lock()
    gate.go_on.set()
    qtbot.waitUntil(lambda: isinstance(program.shown, UnlockDialog), timeout=30_000)
    assert "花名册" not in words_of(program.shown)
    come_in(qtbot, program)
    toast = program.session.window.toast
    if fails:
        (told,) = windows(MessageDialog)
        assert "“名册.xlsx”打不开。" in words_of(told)
        told.accept()
        assert not toast.isVisible()
    else:
        assert toast.text_label.text() == "锁定期间已完成：导入花名册"
    assert program._locked is None


def test_another_user_is_told_nothing_of_it(qtbot, home, program, gate):
    program.start()
    come_in(qtbot, program)
    begin(qtbot, program.session, gate, "正在导入花名册", lambda _p: None)
    program.session.lock()
    gate.go_on.set()
    qtbot.waitUntil(lambda: isinstance(program.shown, UnlockDialog), timeout=30_000)
    object.__setattr__(program._locked, "user", "另一个人")
    come_in(qtbot, program)
    assert not program.session.window.toast.isVisible()


# closing asks


def test_closing_asks_with_a_sentence_and_staying_changes_nothing(qtbot, session, gate, dialogs):
    task = begin(qtbot, session, gate, "正在导入花名册", lambda _p: None)
    task._on_done = lambda _result: None
    dialogs.choice = "stay"
    session.window.close()
    assert dialogs.asked == ["“正在导入花名册”还没有完成。"]
    assert session.window.isVisible()
    gate.go_on.set()
    qtbot.waitUntil(lambda: task.finished)


@pytest.mark.parametrize(("answer", "kept"), [("wait", ["青石镇"]), ("stop", [])])
def test_closing_waits_for_the_work_or_stops_it(qtbot, session, gate, dialogs, home, answer, kept):
    db = session.app.db

    def job(progress):
        with db.work("导入单位") as work:
            records.add(db, work, UNIT, {**examples.a_unit(db), "name": "青石镇"})
            progress(1, 2, "第 2 行")

    begin(qtbot, session, gate, "正在导入单位", job)
    dialogs.choice = answer
    session.window.close()
    assert not session.window.isVisible()
    with qtbot.waitSignal(session.ended, timeout=30_000) as got:
        gate.go_on.set()
    assert got.args == [Quit()]
    assert len(dialogs.asked) == 1
    with open_app(home, PASSPHRASE) as again:
        assert units_of(again.db) == kept


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (BadFile("“名册.xlsx”打不开。"), "导入花名册没有做成：“名册.xlsx”打不开。"),
        (KeyError("周思远"), "导入花名册没有做成：程序遇到未预料的问题。"),
    ],
)
def test_what_failed_while_leaving_is_told_before_the_program_ends(
    qtbot, session, gate, dialogs, logged_errors, error, told
):
    def job(_progress):
        raise error

    begin(qtbot, session, gate, "正在导入花名册", job)
    dialogs.choice = "wait"
    session.quit()
    with qtbot.waitSignal(session.ended, timeout=30_000):
        gate.go_on.set()
    assert dialogs.asked[1:] == [told]
    assert ("周思远" in "".join(logged_errors)) is False


def test_nothing_is_asked_while_only_the_program_itself_works(qtbot, session, gate, dialogs):
    begin(qtbot, session, gate, "自动备份", lambda _p: None, show=False)
    session.quit()
    assert dialogs.asked == []
    with qtbot.waitSignal(session.ended, timeout=30_000):
        gate.go_on.set()
    settle()
