"""Work too long for the GUI thread: one task at a time, progress shown, errors brought back."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget
from shiboken6 import isValid

from cadre_desktop.gui.errors import errors_shown, show_error
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.progress import Cancelled, Progress

Result = TypeVar("Result")
Job = Callable[[Progress], Result]
Listener = Callable[["Task", BaseException | None], object]
SHOW_AFTER_MS = 300  # quicker work needs no window
DRAW_FIRST_MS = 10  # what runs beside the window begins after it was drawn


class ProgressDialog(QDialog):
    """What is being done, how far it is, and 取消.  It closes by itself, never by the person."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(tokens().px(420))
        self.title_label, self.what_label = label(title, "strong"), ElidedLabel(role="small")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.cancel_button = button("取消", self.reject)
        foot = row(None, self.cancel_button)
        self.setLayout(column(self.title_label, self.bar, self.what_label, foot, gap=10, margins=(20, 18, 20, 14)))

    def show_step(self, done: int, total: int, what: str) -> None:
        """Move the bar; a total of 0 means nobody knows how much there is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if what or total:
            count = f"{done} / {total}" if total else ""
            self.what_label.setText("　".join(p for p in (what, count) if p))

    def reject(self) -> None:
        """Ask the work to stop; the window stays until it has."""
        self.cancel_button.setEnabled(False)
        self.what_label.setText("正在停止，已做的部分会撤回…")
        self.cancelled.emit()


class Tasks(QObject):
    """Runs jobs on one worker thread.  A job touches services only, never a widget.

    The worker speaks through this object alone.  It outlives every task, so no sender is ever
    deleted while the worker is still inside its `emit`.
    """

    busy_changed = Signal(bool)
    _gui_call = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="task")
        self._running: list[Task] = []
        self._is_shut = False
        self._gui_call.connect(self._run_gui_call, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Tell whether a job runs or waits; closing the program then would lose it."""
        return bool(self._running)

    def run(
        self,
        parent: QWidget | None,
        title: str,
        job: Job[Result],
        on_done: Callable[[Result], object],
        *,
        on_failed: Callable[[BaseException], object] | None = None,
        show: bool = True,
        quiet: bool = False,
    ) -> "Task":
        """Start a job; call `on_done` with its result, on the GUI thread, if it succeeds.

        A failure is shown, unless `on_failed` takes it; cancelling is not a failure but reaches
        `on_failed` too, so that a page can go back to how it was.  Of a `quiet` one, which nobody
        asked for, nobody is told.
        """
        task = Task(self, parent, title, on_done, on_failed, is_shown=show and not quiet)
        task.is_quiet = quiet
        was_told = self._is_told
        self._running.append(task)
        if self._is_told and not was_told:
            self.busy_changed.emit(True)
        # What the person did is drawn first: once the worker runs, the two threads take turns at Python.
        QTimer.singleShot(DRAW_FIRST_MS, self, lambda: self._begin(task, job))
        return task

    def _begin(self, task: "Task", job: Job[Any]) -> None:
        if not self._is_shut:
            future = self._worker.submit(job, task.report)
            future.add_done_callback(lambda f: self._gui_call.emit(partial(task.finish, f)))

    def forget(self, task: "Task") -> None:
        """Take a finished task off the list."""
        was_told = self._is_told
        self._running.remove(task)
        if was_told and not self._is_told:
            self.busy_changed.emit(False)

    @property
    def _is_told(self) -> bool:
        return any(not task.is_quiet for task in self._running)

    def on_gui(self, call: Callable[[], object]) -> None:
        """Have `call` run on the GUI thread; safe from any thread."""
        self._gui_call.emit(call)

    @property
    def titles(self) -> list[str]:
        """What runs or waits of what the person asked for, in words."""
        return [task.title for task in self._running if task.is_shown]

    def stop(self) -> None:
        """Have everything that runs or waits stop as soon as it can; what it did is rolled back."""
        for task in self._running:
            task.cancel()

    def hand_over(self, listener: Listener) -> None:
        """Have `listener` told how everything that runs or waits now ends, in the place of the pages that began it."""
        for task in self._running:
            task.listener = listener
            task.put_away()

    def shut_down(self) -> None:
        """Stop what runs, and wait for it; nothing can be run afterwards."""
        self._is_shut = True
        self.stop()
        self._worker.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _run_gui_call(self, call: Callable[[], object]) -> None:
        call()


class Task:
    """One running job and its window."""

    def __init__(
        self,
        tasks: Tasks,
        parent: QWidget | None,
        title: str,
        on_done: Callable[[Any], object],
        on_failed: Callable[[BaseException], object] | None,
        *,
        is_shown: bool,
    ) -> None:
        self.title, self.is_shown = title, is_shown
        self.listener: Listener | None = None
        self._tasks, self._parent, self._on_done, self._on_failed = tasks, parent, on_done, on_failed
        self._stop = Event()
        self.finished = self.is_quiet = False
        self.dialog = ProgressDialog(parent, title)
        self.dialog.cancelled.connect(self.cancel)
        self._delay = QTimer(self.dialog)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self.dialog.show)
        if is_shown:
            self._delay.start(SHOW_AFTER_MS)

    def cancel(self) -> None:
        """Have the job stop at its next report; what it did is rolled back."""
        self._stop.set()

    def put_away(self) -> None:
        """Take the window from the screen, also one that was still to come; the job goes on."""
        if isValid(self.dialog):  # it goes with its parent, and the timer with it
            self._delay.stop()
            self.dialog.hide()

    def report(self, done: int, total: int, what: str = "") -> None:
        """Be the job's Progress; called on the worker thread."""
        if self._stop.is_set():
            raise Cancelled
        self._tasks.on_gui(partial(self._show_step, done, total, what))

    def finish(self, future: "Future[Any]") -> None:
        """Close the window and hand on the result or the error; called on the GUI thread.

        A window that was deleted meanwhile takes no result any more; an error is shown all the same.
        """
        self.finished = True
        self.put_away()
        if isValid(self.dialog):
            self.dialog.deleteLater()
        self._tasks.forget(self)
        error = Cancelled() if future.cancelled() else future.exception()
        gone = self._parent is not None and not isValid(self._parent)
        with errors_shown(None if gone else self._parent):
            if self.listener is not None:
                self.listener(self, error)
            elif gone:
                if error is not None:
                    show_error(None, error)
            elif error is None:
                self._on_done(future.result())
            elif self._on_failed:
                self._on_failed(error)
            else:
                show_error(self._parent, error)

    def _show_step(self, done: int, total: int, what: str) -> None:
        if not self.finished and not self._stop.is_set() and isValid(self.dialog):
            self.dialog.show_step(done, total, what)
