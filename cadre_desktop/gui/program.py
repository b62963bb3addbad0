"""From start to end: the first run or the door, one session after another, and restoring between two of them.

Starting is measured, so only what the door needs is imported here.  The rest is imported where it is needed:
`Preload` has loaded it by then.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from cadre_desktop import clock
from cadre_desktop.errors import NotAllowed
from cadre_desktop.gui import surroundings
from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.dialogs.unlock_dialog import LOCKED, UnlockDialog
from cadre_desktop.gui.endings import Ending, Lock, Restore
from cadre_desktop.gui.errors import errors_shown, show_error
from cadre_desktop.gui.one_window import SWITCHED
from cadre_desktop.gui.preload import Preload
from cadre_desktop.gui.tasks import DRAW_FIRST_MS
from cadre_desktop.gui.world import World
from cadre_desktop.paths import default_home
from cadre_desktop.progress import Progress
from cadre_desktop.storage.key_slots import calibrate
from cadre_desktop.storage.keys import KeyRing
from cadre_desktop.storage.staging import is_store

if TYPE_CHECKING:
    from cadre_desktop.app import App
    from cadre_desktop.gui.session import Session
    from cadre_desktop.gui.wizards.first_run_wizard import Beginning, NewStore

_RESTORED = "数据已恢复到所选的备份。恢复前的数据也备份了一份，原因写着“恢复前”。"
_RESTORED_BY_KEY = "数据已恢复。请用备份当时的口令打开，或再用恢复密钥设置新口令。"
_PACKAGE = "“{name}”是干部信息数据包，这个版本的程序还不能接收数据包。文件没有作任何改动。"
_PACKAGE_HINT = "请保留好这个文件，安装能接收数据包的新版本后再打开。"
_NOTHING_THERE = "这个文件夹里还没有数据。"


class Program(QObject):
    """Holds the one window that is open now: wizard, door or session."""

    def __init__(self, world: World, home: Path | None = None, *, package: str = "") -> None:
        super().__init__()
        self.world = world
        self._package = package
        last = world.machine.settings.last_home
        self.home = home or (Path(last) if last else default_home())
        self.session: Session | None = None
        self.shown: QWidget | None = None
        self._locked: Lock | None = None
        self.preload = Preload()

    def start(self) -> None:
        """Open the door of the data there is, or lead through the first run."""
        if is_store(self.home):
            self.show_door()
            QTimer.singleShot(DRAW_FIRST_MS, self, self.preload.start)
        else:
            self.show_wizard()

    # the first run

    def show_wizard(self) -> None:
        """Lead through the first run."""
        self.preload.wait()
        from cadre_desktop.gui.wizards.first_run_wizard import FirstRunWizard

        wizard = FirstRunWizard(self.world.tasks, self.world.dialogs, self.home, _make)
        wizard.begun.connect(self._begin)
        wizard.open_existing.connect(self._open_existing)
        wizard.left.connect(self._on_wizard_left)
        self._show(wizard)

    def _begin(self, beginning: "Beginning") -> None:
        from cadre_desktop.gui.wizards.begin_step import IMPORT, SAMPLE
        from cadre_desktop.services.unit_profile import OfficeLevel

        if beginning.second_place is not None:
            self._change_settings(second_backup_folder=str(beginning.second_place))
        session = self._start_session(beginning.made, "import" if beginning.choice == IMPORT else "home")
        if beginning.choice == SAMPLE:
            self._fill_with_sample(session)
        elif session.app.profile.level is OfficeLevel.TOWNSHIP:
            with errors_shown(session.window):
                _add_own_unit(session.app)

    def _fill_with_sample(self, session: "Session") -> None:
        from cadre_desktop.services.demo.build import build_demo

        db = session.app.db
        self.world.tasks.run(
            session.window,
            "正在放入示例数据",
            lambda p: build_demo(db, db.now().date(), p),
            lambda _done: session.window.toast.tell("示例数据已放好，可以在“设置与备份”里一键移除"),
        )

    def _open_existing(self, home: Path) -> None:
        self.home = home
        self.show_door()

    def _on_wizard_left(self, made: "App | None") -> None:
        if made is not None:
            made.close()
        self.quit()

    # the door

    def show_door(self, *, user: str = "", why: str = "", page: str = "home", **hints: Any) -> None:
        """Ask for the passphrase; whoever comes in sees `page`."""
        door = UnlockDialog(self.home, self.world.tasks, self._open, self._renew, user=user, why=why)
        door.opened.connect(lambda app: self._start_session(app, page, **hints))
        door.left.connect(self.quit)
        door.other_home_asked.connect(self.pick_home)
        door.restore_asked.connect(self.ask_restore)
        self._show(door)

    def _open(self, home: Path, passphrase: str, progress: Progress, *, user: str | None) -> "App":
        self.preload.wait()
        from cadre_desktop.app import open_app

        return open_app(home, passphrase, user=user, progress=progress)

    def _renew(self, home: Path, ring: KeyRing, user: str, passphrase: str) -> None:
        """Open with the printed key, so that the new passphrase is noted in the trail, and close again."""
        self.preload.wait()
        from cadre_desktop.app import open_app
        from cadre_desktop.services import accounts

        with open_app(home, ring) as app:
            accounts.set_passphrase(app.db, app.store, user, passphrase, again=passphrase, cost=calibrate())

    def pick_home(self) -> None:
        """Ask for another data folder; an empty one leads to the first run."""
        with errors_shown(self.shown):
            dialogs = self.world.dialogs
            home = dialogs.pick_folder(self.shown, "选择数据文件夹")
            if home is None:
                return
            if is_store(home):
                self._open_existing(home)
            elif dialogs.confirm(self.shown, f"{_NOTHING_THERE}在这里新建？", str(home), yes="新建"):
                self.home = home
                self.show_wizard()

    def ask_restore(self) -> None:
        """At the door of damaged data: lead to the backups."""
        self.preload.wait()
        from cadre_desktop.gui.dialogs.restore_dialog import RestoreDialog
        from cadre_desktop.storage.backup import BACKUPS_NAME

        with errors_shown(self.shown):
            dialog = RestoreDialog(self.world.dialogs, self.shown, self.home, self.home / BACKUPS_NAME)
            dialog.asked.connect(lambda path, secret, recovery: self._restore(Restore(path, secret, recovery)))
            dialog.open()

    # sessions

    def _start_session(self, app: "App", page: str, **hints: Any) -> "Session":
        from cadre_desktop.gui.session import Session

        self.home = app.home
        self._change_settings(last_home=str(app.home))
        self._show(None)
        self.session = Session(app, self.world)
        self.session.ended.connect(self._on_ended)
        self.session.start(page, **hints)
        self._tell_news(self.session)
        self._look_at_package()
        return self.session

    def _tell_news(self, session: "Session") -> None:
        """Tell the user who left what the work came to that ran on behind the lock."""
        from cadre_desktop.gui.unfinished import tell_outcomes

        locked, self._locked = self._locked, None
        if locked is not None and locked.user == session.store.ring.user:
            tell_outcomes(locked.news, session.window)

    def _on_ended(self, ending: Ending) -> None:
        self.session = None
        if isinstance(ending, Lock):
            self._locked = ending
            self.show_door(user=ending.user, why=LOCKED, page=ending.page, **ending.hints)
        elif isinstance(ending, Restore):
            self._restore(ending)
        else:
            self.quit()

    def _restore(self, wanted: Restore) -> None:
        from cadre_desktop.app import open_app
        from cadre_desktop.services import backups

        home = self.home

        def job(progress: Progress) -> "App | None":
            ring = backups.put_back(
                wanted.path, home, wanted.secret, now=clock.now(), progress=progress, recovery=wanted.recovery
            )
            if wanted.recovery:  # the printed key opens the door to a new passphrase, it is nobody's name
                ring.forget()
                return None
            return open_app(home, ring, progress=progress)

        self.world.tasks.run(None, "正在恢复备份", job, self._on_restored, on_failed=self._on_restore_failed)

    def _on_restored(self, app: "App | None") -> None:
        if app is None:
            self.show_door(why=_RESTORED_BY_KEY)
        else:
            self._start_session(app, "home").window.toast.tell(_RESTORED)

    def _on_restore_failed(self, error: BaseException) -> None:
        """Whatever went wrong, the data stands as it was: back to the door."""
        self.show_door()
        show_error(self.shown, error)

    # from outside

    def come_forward(self, package: str = "") -> None:
        """Bring the open window before the others, as a second start asks; it may bring a data package."""
        self._package = package or self._package
        window = self.shown if self.session is None else self.session.window
        if window is None or not window.isVisible():  # the data is being put away, or another window follows
            return
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)
        if self.session is not None and not self._package:
            self.session.window.toast.tell(SWITCHED)
        self._look_at_package()

    def _look_at_package(self) -> None:
        """Once the data is open, say what becomes of the package the program was opened with."""
        if self.session is not None and self._package:
            name, self._package = Path(self._package).name, ""
            show_error(self.session.window, NotAllowed(_PACKAGE.format(name=name), hint=_PACKAGE_HINT))

    def tell_what_is_missing(self) -> None:
        """Say which parts of the system are missing; without a Chinese typeface in English as well."""
        if not surroundings.has_chinese_font():
            self._tell(surroundings.NO_FONT, surroundings.FONT_PACKAGES, surroundings.NO_FONT_TITLE)
        told = self.world.machine.settings.input_told
        if not told and surroundings.lacks_input(os.environ, surroundings.running_programs()):
            self._change_settings(input_told=True)
            self._tell(surroundings.NO_INPUT, surroundings.NO_INPUT_HINT, "提示")

    def _tell(self, text: str, hint: str, title: str) -> None:
        dialog = MessageDialog(self.shown, title, text, hint=hint, sort="warning")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # around

    def _change_settings(self, **values: Any) -> None:
        with errors_shown(self.shown):
            self.world.machine.change(**values)

    def _show(self, widget: QWidget | None) -> None:
        """Show a window in the place of the one before."""
        before, self.shown = self.shown, widget
        if widget is not None:
            widget.show()
            widget.activateWindow()
        if before is not None:
            before.hide()
            before.deleteLater()

    def quit(self) -> None:
        """Leave the program."""
        self._show(None)
        QCoreApplication.quit()


def _add_own_unit(app: "App") -> None:
    """A township keeps its own people only: its unit is there from the start."""
    from cadre_desktop.records import BY_KEY
    from cadre_desktop.records.unit import UnitKind
    from cadre_desktop.services import records

    records.create(app.db, BY_KEY["unit"], {"name": app.profile.name, "kind": UnitKind.TOWNSHIP})


def _make(wanted: "NewStore", progress: Progress) -> "tuple[App, str]":
    from cadre_desktop.app import create_app

    progress(0, 2, "正在调整加密强度")
    cost = calibrate()
    progress(1, 2, "正在建立加密数据文件")
    return create_app(wanted.home, wanted.unit, wanted.passphrase, user=wanted.user, level=wanted.level, cost=cost)
