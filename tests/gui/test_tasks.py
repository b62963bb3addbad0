"""Long work: results, errors and progress come back on the GUI thread."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cadre_desktop.errors import BadFile
from cadre_desktop.gui import tasks as tasks_module
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.tasks import ProgressDialog, Tasks
from cadre_desktop.progress import Cancelled, Progress

MAIN = threading.main_thread()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shut_down()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def open_messages() -> list[MessageDialog]:
    """Return the message windows on the screen."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, MessageDialog) and w.isVisible()]


def test_a_job_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    ran: list[threading.Thread] = []
    done: list[tuple[int, threading.Thread]] = []

    def job(progress: Progress) -> int:
        ran.append(threading.current_thread())
        return 42

    task = tasks.run(page, "导入", job, lambda result: done.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: task.finished)
    assert ran[0] is not MAIN
    assert done == [(42, MAIN)]


def test_progress_is_shown_while_it_runs(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    go_on = threading.Event()

    def job(progress: Progress) -> None:
        progress(38, 126, "核对身份证号")
        go_on.wait(5)

    task = tasks.run(page, "导入花名册", job, lambda _: None)
    qtbot.waitUntil(lambda: task.dialog.bar.value() == 38)
    assert task.dialog.bar.maximum() == 126
    assert task.dialog.what_label.text() == "核对身份证号　38 / 126"
    assert tasks.is_busy
    go_on.set()
    qtbot.waitUntil(lambda: task.finished)
    assert not tasks.is_busy


def test_quick_work_shows_no_window(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    task = tasks.run(page, "保存", lambda progress: 1, lambda _: None)
    assert not task.dialog.isVisible()
    qtbot.waitUntil(lambda: task.finished)
    assert open_messages() == []


def test_slow_work_shows_its_window(qtbot: QtBot, tasks: Tasks, page: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks_module, "SHOW_AFTER_MS", 1)
    go_on = threading.Event()
    task = tasks.run(page, "备份", lambda progress: go_on.wait(5), lambda _: None)
    dialog = task.dialog
    qtbot.waitUntil(dialog.isVisible)
    go_on.set()
    qtbot.waitUntil(lambda: task.finished)
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, ProgressDialog) and w.isVisible()]


def test_cancelling_stops_at_the_next_report_and_is_no_error(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    reported, cancelled = threading.Event(), threading.Event()
    steps: list[int] = []

    def job(progress: Progress) -> None:
        for i in range(1000):
            steps.append(i)
            progress(i, 1000)
            reported.set()
            cancelled.wait(5)

    task = tasks.run(page, "导出", job, lambda _: pytest.fail("must not finish"))
    qtbot.waitUntil(reported.is_set)
    task.dialog.cancel_button.click()
    assert not task.dialog.cancel_button.isEnabled()
    cancelled.set()
    qtbot.waitUntil(lambda: task.finished)
    assert steps == [0, 1]
    assert open_messages() == []


def test_what_went_wrong_is_shown(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    def job(progress: Progress) -> None:
        raise BadFile("“名册.xlsx”打不开。", hint="请用 WPS 另存一份再试。")

    task = tasks.run(page, "导入", job, lambda _: pytest.fail("must not finish"))
    qtbot.waitUntil(lambda: task.finished)
    (message,) = open_messages()
    assert message.windowTitle() == "文件无法读取"
    message.close()


def test_a_page_may_take_failures_itself_and_learns_of_cancelling(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    failed: list[BaseException] = []

    def give_up(progress: Progress) -> None:
        raise Cancelled

    def break_down(progress: Progress) -> None:
        raise BadFile("坏了")

    for job in (give_up, break_down):
        task = tasks.run(page, "导入", job, lambda _: None, on_failed=failed.append)
        qtbot.waitUntil(lambda task=task: task.finished)
    assert [type(e) for e in failed] == [Cancelled, BadFile]
    assert open_messages() == []


def test_an_error_while_taking_the_result_is_shown_too(
    qtbot: QtBot, tasks: Tasks, page: QWidget, logged_errors: list[str]
) -> None:
    def on_done(_: Any) -> None:
        raise KeyError("x")

    task = tasks.run(page, "导入", lambda progress: 1, on_done)
    qtbot.waitUntil(lambda: task.finished)
    (message,) = open_messages()
    assert message.windowTitle() == "程序出错"
    assert len(logged_errors) == 1
    message.close()


def test_tasks_take_turns(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    order: list[str] = []
    first_may_end = threading.Event()

    def first(progress: Progress) -> None:
        order.append("first begins")
        first_may_end.wait(5)
        order.append("first ends")

    def second(progress: Progress) -> None:
        order.append("second begins")

    one = tasks.run(page, "甲", first, lambda _: None)
    two = tasks.run(page, "乙", second, lambda _: None)
    first_may_end.set()
    qtbot.waitUntil(lambda: one.finished and two.finished)
    assert order == ["first begins", "first ends", "second begins"]


def test_being_busy_is_told_once_at_either_end(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    one = tasks.run(page, "甲", lambda progress: None, lambda _: None)
    two = tasks.run(page, "乙", lambda progress: None, lambda _: None)
    qtbot.waitUntil(lambda: one.finished and two.finished)
    assert told == [True, False]


def test_hundred_tasks_in_a_row_all_come_back(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    got: list[int] = []
    for i in range(100):
        tasks.run(page, "数", lambda progress, i=i: i, got.append, show=False)
    qtbot.waitUntil(lambda: len(got) == 100)
    assert got == list(range(100))


def test_calls_from_other_threads_arrive_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[threading.Thread] = []
    thread = threading.Thread(target=lambda: tasks.on_gui(lambda: seen.append(threading.current_thread())))
    thread.start()
    thread.join()
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [MAIN]


def test_shutting_down_stops_what_runs(qtbot: QtBot, page: QWidget) -> None:
    tasks = Tasks()
    started = threading.Event()

    def job(progress: Progress) -> None:
        while True:
            progress(0, 0)
            started.set()

    failed: list[BaseException] = []
    task = tasks.run(page, "备份", job, lambda _: None, on_failed=failed.append)
    qtbot.waitUntil(started.is_set)
    tasks.shut_down()
    qtbot.waitUntil(lambda: task.finished)
    assert isinstance(failed[0], Cancelled)


def test_what_the_person_did_is_drawn_before_the_worker_begins(qtbot: QtBot, tasks: Tasks, page: QWidget) -> None:
    began: list[str] = []
    page.hide()
    page.paintEvent = lambda _event: began.append("drawn")  # type: ignore[method-assign]
    page.show()
    tasks.run(page, "统计", lambda _: began.append("job"), lambda _: None)
    assert tasks.is_busy
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert began[0] == "drawn"
    assert began.count("job") == 1


def test_a_job_that_never_began_is_dropped_by_shutting_down(qtbot: QtBot, page: QWidget) -> None:
    tasks = Tasks()
    tasks.run(page, "统计", lambda _: pytest.fail("must not run"), lambda _: None)
    tasks.shut_down()
    later: list[bool] = []
    QTimer.singleShot(2 * tasks_module.DRAW_FIRST_MS, lambda: later.append(True))
    qtbot.waitUntil(lambda: bool(later))
    assert tasks.is_busy


def test_escape_in_the_progress_window_asks_to_stop_and_keeps_it_open(qtbot: QtBot) -> None:
    dialog = ProgressDialog(None, "导出")
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.cancelled):
        dialog.reject()
    assert dialog.isVisible()
    assert "正在停止" in dialog.what_label.text()


@pytest.mark.parametrize(("total", "what", "shown"), [(0, "读取", "读取"), (5, "", "2 / 5"), (0, "", "")])
def test_progress_without_a_total_runs_without_an_end(qtbot: QtBot, total: int, what: str, shown: str) -> None:
    dialog = ProgressDialog(None, "导出")
    qtbot.addWidget(dialog)
    dialog.show_step(2, total, what)
    assert dialog.bar.maximum() == total
    assert dialog.what_label.text() == shown


def test_a_window_that_is_gone_takes_no_result_and_breaks_nothing(qtbot: QtBot, tasks: Tasks) -> None:
    go_on = threading.Event()
    page = QWidget()
    task = tasks.run(page, "导入", lambda progress: go_on.wait(5), lambda _: pytest.fail("nobody is there"))
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    go_on.set()
    qtbot.waitUntil(lambda: task.finished)
    assert open_messages() == []
    assert not tasks.is_busy


def test_of_a_window_that_is_gone_a_failure_is_shown_all_the_same(qtbot: QtBot, tasks: Tasks) -> None:
    go_on = threading.Event()

    def job(progress: Progress) -> None:
        go_on.wait(5)
        progress(1, 2)
        raise BadFile("坏了")

    page = QWidget()
    task = tasks.run(page, "导入", job, lambda _: None)
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    go_on.set()
    qtbot.waitUntil(lambda: task.finished)
    (message,) = open_messages()
    message.close()


def test_what_was_handed_over_is_told_to_the_listener_alone_and_shows_no_window(
    qtbot: QtBot, tasks: Tasks, page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_module, "SHOW_AFTER_MS", 1)
    go_on = threading.Event()
    told: list[tuple[str, BaseException | None]] = []
    task = tasks.run(page, "备份", lambda progress: go_on.wait(5), lambda _: pytest.fail("handed over"))
    assert tasks.titles == ["备份"]
    tasks.hand_over(lambda task, error: told.append((task.title, error)))
    later: list[bool] = []
    QTimer.singleShot(20, lambda: later.append(True))
    qtbot.waitUntil(lambda: bool(later))
    assert not task.dialog.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: task.finished)
    assert told == [("备份", None)]
    assert tasks.titles == []
