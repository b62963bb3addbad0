"""One open store on the screen: its desk, its window, its timers, and the ways it ends."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog

from cadre_desktop.app import App
from cadre_desktop.chinese import pinyin_keys
from cadre_desktop.errors import AppError
from cadre_desktop.gui.change_bus import ChangeBus
from cadre_desktop.gui.clipboard import brief
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import Answer
from cadre_desktop.gui.endings import Ending, Lock, Quit, Restore
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.idle_lock import IdleLock
from cadre_desktop.gui.integrity_watch import IntegrityWatch
from cadre_desktop.gui.main_window import MainWindow
from cadre_desktop.gui.pages.catalogue import page_specs, place_of
from cadre_desktop.gui.unfinished import UnfinishedWork, may_leave_work
from cadre_desktop.gui.windows import WINDOWS
from cadre_desktop.gui.world import TITLE, World
from cadre_desktop.progress import Progress
from cadre_desktop.records.desk import UnitSetting
from cadre_desktop.services import backups
from cadre_desktop.settings import Settings
from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.backup import Reason
from cadre_desktop.storage.store import OpenedStore

BACKUP_CHECK_MS = 5 * 60 * 1000
QUIET_CHECK_MS = 50

log = logging.getLogger(__name__)


class SessionWindow(MainWindow):
    """Closes only when the session says so: a backup may come first."""

    close_asked = Signal()
    may_close = False

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close:
            super().closeEvent(event)
        else:
            event.ignore()
            self.close_asked.emit()


class Session(QObject):
    """Is the house the settings pages ask things of.  Emits `ended` once everything is put away."""

    ended = Signal(object)

    def __init__(self, app: App, world: World) -> None:
        super().__init__()
        self.app, self.world = app, world
        self._ending: Ending | None = None
        self.bus = ChangeBus(app.db, self)
        self.desk = Desk(
            app.db,
            self.bus,
            world.tasks,
            world.dialogs,
            world.machine.layouts,
            self.go,
            self._tell,
            WINDOWS,
            keep_copy=self._keep_copy,
        )
        self.window = SessionWindow(TITLE, app.profile.name, page_specs(self.desk, self), world.theme)
        self._connect()
        self._show_footer()

    def _connect(self) -> None:
        window = self.window
        window.close_asked.connect(self.quit)
        window.help_asked.connect(self.show_help)
        window.undo_asked.connect(self.show_undo)
        window.large_changed.connect(lambda on: self._quietly(large_font=on))
        self.bus.changed.connect(self._on_changed)
        self.world.tasks.busy_changed.connect(self._show_busy)
        self._backup_timer = QTimer(self)
        self._backup_timer.setInterval(BACKUP_CHECK_MS)
        self._backup_timer.timeout.connect(self.back_up_if_due)
        self.integrity = IntegrityWatch(self.app.db, self.store, self.world.tasks, self)
        self.integrity.broken.connect(lambda: self._tell("档案完整性核对发现不一致，请看工作台上的提示"))
        self.idle: IdleLock | None = None

    def start(self, page: str = "home", **hints: Any) -> None:
        """Show the window and begin to watch the clock."""
        with errors_shown(self.window):
            self.world.machine.layouts.place_window(self.window)
            self.window.show()
            self.go(page, **hints)
        self._backup_timer.start()
        self.integrity.start()
        if isinstance(application := QApplication.instance(), QApplication):
            self.idle = IdleLock(application, self.settings.idle_minutes)
            self.idle.locked.connect(self.lock)
        self.world.tasks.run(self.window, "", _load_pinyin, lambda _done: None, show=False)

    # the house

    @property
    def store(self) -> OpenedStore:
        """The open store."""
        return self.app.store

    @property
    def settings(self) -> Settings:
        """This machine's settings."""
        return self.world.machine.settings

    def change_settings(self, **values: Any) -> None:
        """Change some settings and let them hold at once."""
        try:
            self.world.machine.change(**values)
        finally:
            if "large_font" in values:
                self.window.set_large(self.settings.large_font)
            if "idle_minutes" in values and self.idle is not None:
                self.idle.set_minutes(self.settings.idle_minutes)

    def reset_layouts(self) -> None:
        """Forget how lists and window were arranged."""
        self.world.machine.layouts.forget_all()

    def restore(self, backup: Path, secret: str, *, recovery: bool) -> None:
        """End, so that the data can be restored."""
        self._end(Restore(backup, secret, recovery))

    def lock(self) -> None:
        """Put the data away at once; what was typed is kept as drafts."""
        here = self.window.current_key
        self._end(Lock(self.store.ring.user, here or "home"))

    def quit(self) -> None:
        """Leave the program, if the page lets one."""
        with errors_shown(self.window):
            if self.window.may_leave() and may_leave_work(self.world, self.window):
                self._end(Quit())

    # what pages ask for

    def go(self, key: str, /, **hints: Any) -> bool:
        """Go to a page, the list of a kind, or a draft."""
        if key == "drafts":
            from cadre_desktop.gui.dialogs.drafts_dialog import show_drafts  # as with the help

            show_drafts(self.desk, self.window, **hints)
            return True
        page, hints = place_of(key, hints)
        return self.window.go(page, **hints)

    def _tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.window.toast.tell(text, undo)

    def _keep_copy(self, reason: Reason) -> Path:
        return backups.before_step(self.app.db, self.store, reason)

    def show_help(self, page_key: str) -> None:
        """Show the help of a page."""
        from cadre_desktop.gui.dialogs.help_dialog import HelpDialog  # not before somebody asks: starting is measured

        HelpDialog(page_key, self.window).open()

    def show_undo(self) -> None:
        """Show the latest pieces of work, to take one back."""
        from cadre_desktop.gui.dialogs.undo_dialog import UndoDialog  # not before somebody asks: starting is measured

        with errors_shown(self.window):
            UndoDialog(self.desk, self.window).open()

    # the line of state

    def _quietly(self, **values: Any) -> None:
        with errors_shown(self.window):
            self.change_settings(**values)

    def _show_footer(self) -> None:
        self.window.set_footer("数据：本机加密", backups.last_text(self.store, self.app.now()))

    def _show_busy(self, busy: bool) -> None:
        if self._ending is None:
            self.window.set_saved("正在处理…" if busy else "✓ 已保存")

    def _on_changed(self, changes: Changes) -> None:
        if self._ending is not None:
            return
        self.window.set_saved(f"✓ 已保存 {self.app.now():%H:%M}")
        if changes.touches(UnitSetting.__tablename__):
            with errors_shown(self.window):
                self.window.set_unit(self.app.profile.name)

    # backups while working

    @property
    def _second(self) -> Path | None:
        folder = self.settings.second_backup_folder
        return Path(folder) if folder else None

    def back_up_if_due(self) -> None:
        """Back up in the background when something changed half an hour ago or longer."""
        if self._ending is not None or self.world.tasks.is_busy:
            return
        db, store, second = self.app.db, self.store, self._second
        self.world.tasks.run(
            self.window,
            "自动备份",
            lambda _p: backups.back_up_if_due(db, store, second=second),
            lambda _made: self._show_footer(),
            on_failed=self._on_backup_failed,
            show=False,
        )

    def _on_backup_failed(self, error: BaseException) -> None:
        log.warning("no automatic backup: %s", type(error).__name__)
        self.window.set_saved("! 自动备份没有成功，请到“设置与备份”查看")

    # the end

    def _end(self, ending: Ending) -> None:
        """Hide everything at once, then put the data away as soon as nothing runs any more."""
        if self._ending is not None:
            return
        self._ending = ending
        self._backup_timer.stop()
        self.integrity.stop()
        brief().clear()
        if self.idle is not None:
            self.idle.stop()
            self.idle.deleteLater()
        self.world.machine.layouts.keep_window(self.window)
        self.window.toast.dismiss()
        self.window.hide()
        close_windows()
        self._unfinished = UnfinishedWork(self.world.tasks, locked=isinstance(ending, Lock))
        self._when_quiet()

    def _when_quiet(self) -> None:
        """A task may still run, and a question may still be unwinding: both use the store."""
        if self.world.tasks.is_busy or QThread.currentThread().loopLevel() > 1:
            QTimer.singleShot(QUIET_CHECK_MS, self, self._when_quiet)
            return
        self._unfinished.close()
        if isinstance(self._ending, Lock):
            self._ending = replace(self._ending, news=tuple(self._unfinished.outcomes))
        else:
            self._unfinished.tell_failures(self.world)
        if isinstance(self._ending, Restore):
            self._close_store()  # restoring keeps the present data itself
        else:
            self._back_up_and_close()

    def _back_up_and_close(self) -> None:
        db, store, second = self.app.db, self.store, self._second

        def job(_progress: Progress) -> None:
            backups.back_up_if_due(db, store, every=timedelta(0), second=second)

        self.world.tasks.run(
            None, "正在备份", job, lambda _made: self._close_store(), on_failed=self._on_last_backup_failed
        )

    def _on_last_backup_failed(self, error: BaseException) -> None:
        """The data itself is saved.  Whoever quits may try again; a lock must not wait for anybody."""
        log.warning("no backup on leaving: %s", type(error).__name__)
        if isinstance(self._ending, Quit) and isinstance(error, AppError):
            answers: list[Answer] = [("again", "重试备份", "primary"), ("leave", "不备份，直接退出", "plain")]
            question = f"退出前的备份没有做成：{error}"
            hint = f"数据本身已保存好。{error.hint}"
            if self.world.dialogs.choose(None, question, answers, hint) == "again":
                self._back_up_and_close()
                return
        self._close_store()

    def _close_store(self) -> None:
        store = self.store
        self.world.tasks.run(
            None, "正在收好数据", lambda _p: store.close(), lambda _done: self._done(), on_failed=self._on_close_failed
        )

    def _on_close_failed(self, error: BaseException) -> None:
        log.error("closing failed: %s", type(error).__name__)
        self._done()

    def _done(self) -> None:
        self.window.may_close = True
        self.window.close()
        self.window.deleteLater()
        self.ended.emit(self._ending)
        self.deleteLater()


def close_windows() -> None:
    """Close every open window but the main one; record windows keep what was typed as drafts."""
    from cadre_desktop.gui.forms.record_dialog import RecordDialog  # nothing to do with starting, which is measured

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, RecordDialog):
            widget.put_away()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.done(QDialog.DialogCode.Rejected)


def _load_pinyin(_progress: Progress) -> None:
    """Have the pinyin tables loaded while the person looks at the first page, rather than when a name is saved."""
    pinyin_keys("王")
