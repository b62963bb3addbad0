"""Pictures of every page and of the main windows, always in the same order and under the same names."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cadre_desktop.app import App
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.dialogs.help_dialog import HelpDialog
from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.dialogs.restore_dialog import RestoreDialog
from cadre_desktop.gui.dialogs.unlock_dialog import UnlockDialog
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.machine import Machine
from cadre_desktop.gui.pages.catalogue import page_specs
from cadre_desktop.gui.pages.person_page import TABS as PERSON_TABS
from cadre_desktop.gui.pages.tabbed_page import TabbedPage
from cadre_desktop.gui.pages.unit.one_unit_page import TABS as UNIT_TABS
from cadre_desktop.gui.printing.recovery_sheet import RecoverySheet
from cadre_desktop.gui.session import Session
from cadre_desktop.gui.shots import grab
from cadre_desktop.gui.style.theme import Theme
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.gui.wizards.first_run_wizard import FirstRunWizard
from cadre_desktop.gui.world import World
from cadre_desktop.records import BY_KEY
from cadre_desktop.services.fullest import fullest
from cadre_desktop.storage.recovery_key import format_recovery_key

_RECORDS = ("cadre", "performance_term", "achievement", "political_review", "interview", "annual_assessment")
_SAMPLE_KEY = format_recovery_key(bytes(range(20)))  # for the picture only; it opens nothing

Shot = tuple[str, Callable[[], QWidget]]


class ShotList:
    """Goes through the program like a visitor; nothing is written but the pictures."""

    def __init__(
        self, application: QApplication, app: App, folder: Path, *, size: tuple[int, int], scale: float, large: bool
    ) -> None:
        self._theme = theme = application.findChild(Theme) or Theme(application)
        self._was_large = theme.is_large
        theme.set_large(large)  # before anything is made, so that windows take their size from it
        self._folder, self._app = folder, app
        # A screen of 1366 pixels at 125 % has room for 1093: what is asked for is the screen, what is drawn fits it.
        self._size = QSize(round(size[0] / scale), round(size[1] / scale))
        self._scale, self._large = scale, large
        self._tasks = Tasks(application)
        self._scratch = TemporaryDirectory(prefix="cadre-shots-")  # this machine's own settings are not looked at
        self._machine = Machine(Path(self._scratch.name) / "settings.json")
        self._session = Session(app, World(theme, self._tasks, Dialogs(native=False), self._machine))
        self._made: list[Path] = []
        self._chosen: dict[str, str | None] = {}

    def take(self) -> list[Path]:
        """Take all pictures."""
        try:
            for number, (name, make) in enumerate(self._shots(), start=1):
                self._picture(self._folder / f"{number:02}_{name}.png", make())
        finally:
            self._theme.set_large(self._was_large)
            self._tasks.shut_down()
            window = self._session.window
            window.may_close = True
            window.close()
            window.deleteLater()
            _settle()
            self._scratch.cleanup()
        return self._made

    def _picture(self, path: Path, widget: QWidget) -> None:
        is_page = widget is self._session.window
        if not widget.testAttribute(Qt.WidgetAttribute.WA_Resized):
            widget.adjustSize()
        size = self._size if is_page else widget.size().boundedTo(self._size)
        widget.resize(size)
        widget.show()
        _settle()
        self._wait()
        grab(widget, path, size=size, scale=self._scale, large=self._large)
        self._made.append(path)
        if isinstance(widget, QDialog):
            widget.done(QDialog.DialogCode.Rejected)
            widget.deleteLater()
            _settle()

    def _wait(self) -> None:
        """Pages may read on the worker; the picture waits for them."""
        while self._tasks.is_busy:
            QCoreApplication.processEvents()
        _settle()

    # what there is to see

    def _shots(self) -> Iterator[Shot]:
        yield from self._pages()
        yield from self._windows()

    def _pages(self) -> Iterator[Shot]:
        for spec in page_specs(self._session.desk, self._session):
            if spec.key == "person":
                yield from self._person()
                continue
            if spec.key == "one_unit":
                yield from self._unit()
                continue
            yield spec.key, partial(self._at, spec.key)
            page = self._session.window.page(spec.key)
            if isinstance(page, TabbedPage):
                for tab in page.keys[1:]:
                    yield f"{spec.key}_{tab}", partial(self._at, spec.key, tab=tab)

    def _at(self, key: str, **hints: str) -> QWidget:
        self._session.go(key, **hints)
        return self._session.window

    def _person(self) -> Iterator[Shot]:
        who = self._fullest("cadre")
        if who is not None:
            for tab in PERSON_TABS:
                yield f"person_{tab}", partial(self._at, "person", cadre_id=who, tab=tab)

    def _unit(self) -> Iterator[Shot]:
        which = self._fullest("unit")
        if which is not None:
            for tab in UNIT_TABS:
                yield f"one_unit_{tab}", partial(self._at, "one_unit", unit_id=which, tab=tab)

    def _windows(self) -> Iterator[Shot]:
        desk, window, store = self._session.desk, self._session.window, self._app.store
        for key in _RECORDS:
            found = self._fullest(key)
            if found is not None:
                yield f"window_{key}", partial(open_record, desk, window, BY_KEY[key], found)
        person = self._fullest("cadre")
        if person is not None:
            yield "window_history", lambda: HistoryDialog(desk, window, BY_KEY["cadre"], person)
        yield "window_help", lambda: HelpDialog("home", window)
        yield "window_restore", lambda: RestoreDialog(desk.dialogs, window, store.home, store.backups)
        yield "window_unlock", lambda: UnlockDialog(store.home, self._tasks, _never, _never)
        for step in range(4):
            yield f"window_first_run_{step + 1}", partial(self._wizard, step)

    def _wizard(self, step: int) -> QWidget:
        wizard = FirstRunWizard(self._tasks, self._session.desk.dialogs, Path("data"), _never)
        wizard.unit.name.line.setText(self._app.profile.name)
        wizard.unit.person.line.setText(self._app.ring.user)
        wizard.key.show_key(RecoverySheet(self._app.profile.name, self._app.ring.user, _SAMPLE_KEY, self._app.now()))
        wizard.show_step(step)
        return wizard

    def _fullest(self, kind_key: str) -> str | None:
        """The record with the most to show; worked out once, for pictures write nothing."""
        if kind_key not in self._chosen:
            self._chosen[kind_key] = fullest(self._app.db, BY_KEY[kind_key])
        return self._chosen[kind_key]


def _never(*_args: object, **_more: object) -> tuple[object, str]:
    raise NotImplementedError("pictures open nothing")


def _settle() -> None:
    for _ in range(2):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
