"""Step 2 of the first run: where the data lies, and the passphrase that closes it."""

from pathlib import Path

from PySide6.QtCore import Signal

from cadre_desktop.errors import AppError
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.new_passphrase import NewPassphrase
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.wizards.step import NamedLine, WizardStep
from cadre_desktop.storage.location import is_on_a_stick, refuse_bad_place
from cadre_desktop.storage.staging import is_store

_WHY = "全部数据加密后放在本机的一个文件夹里，没有口令谁也打不开。请放在本机硬盘上，U盘和网络盘只用来放备份。"
_ON_A_STICK = (
    "便携方式：数据跟程序一起放在移动盘上。使用时不要拔盘，先退出程序再安全弹出；移动盘容易损坏，请另设一个备份位置。"
)
_HAS_DATA = "这个文件夹里已有数据。可以直接打开它，或另选一个文件夹。"


class PlaceStep(WizardStep):
    """Emits `open_existing` when the chosen folder already holds data and the person wants that."""

    open_existing = Signal(Path)

    def __init__(self, dialogs: Dialogs, default: Path) -> None:
        self._dialogs = dialogs
        self.home = default
        self.place = NamedLine("数据文件夹", longest=400)
        self.place.line.setReadOnly(True)
        self.pick_button = button("更改…", self.pick, icon="folder")
        self.note = Notice("", "danger", button("打开已有数据", self._open_existing))
        where = row(self.place.line, self.pick_button)
        where.setStretch(0, 1)
        self.passphrase = NewPassphrase("口令")
        folder = column(label("数据文件夹", "field"), where, self.note, gap=4)
        super().__init__("数据放在哪里？用什么口令？", _WHY, folder, self.passphrase)
        self.passphrase.changed.connect(self.changed)
        self.passphrase.entered.connect(self.entered)
        self.setFocusProxy(self.passphrase)
        self.problem = ""
        self.set_home(default)

    def pick(self) -> None:
        """Ask for another folder."""
        with errors_shown(self):
            folder = self._dialogs.pick_folder(self, "选择数据文件夹")
            if folder is not None:
                self.set_home(folder)

    def set_home(self, home: Path) -> None:
        """Take a folder, and say at once when it will not do."""
        self.home = home
        self.place.line.setText(str(home))
        self.problem = _problem(home)
        told = self.problem or (_ON_A_STICK if is_on_a_stick(home) else "")
        self.note.set_notice(told, "warn" if told in (_HAS_DATA, _ON_A_STICK) else "danger")
        for link in self.note.findChildren(type(self.pick_button)):
            link.setVisible(self.problem == _HAS_DATA)
        self.changed.emit()

    @property
    def is_ready(self) -> bool:
        return not self.problem and self.passphrase.is_ready

    def _open_existing(self) -> None:
        self.open_existing.emit(self.home)


def _problem(home: Path) -> str:
    try:
        refuse_bad_place(home)
    except AppError as error:
        return f"{error}{error.hint}"
    return _HAS_DATA if is_store(home) else ""
