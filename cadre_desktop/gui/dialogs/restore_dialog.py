"""Restoring a backup: choose it, read what happens to the present data, and say it with a passphrase."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from cadre_desktop.errors import DamagedStore, NewerStore
from cadre_desktop.formats.values import shown
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.attachment_box import size_words
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.passphrase import PassphraseBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.services import backups
from cadre_desktop.services.backups import BackupLine
from cadre_desktop.storage.backup_file import SUFFIX, read_manifest
from cadre_desktop.storage.keys import KeyFile

BACKUP_FILES = f"备份文件 (*{SUFFIX})"
COLUMNS = (
    TableColumn("made_at", "备份时间", 140),
    TableColumn("reason", "原因", 90),
    TableColumn("people", "人数", 64, "right"),
    TableColumn("size", "大小", 80, "right"),
    TableColumn("head", "日志校验码", 156),
    TableColumn("trouble", "状态", 150, stretch=1),
)
_NO_OTHERS = "这里没有备份。可以从U盘等其他位置选择备份文件。"
_WHAT_HAPPENS = (
    "恢复后，数据回到备份那一刻，之后录入的内容不再显示。现有数据会先自动备份一份（“恢复前”），"
    "不满意可以再恢复回来；恢复中途断电也不会两头落空。"
)


def dbid_of(home: Path, folder: Path) -> str:
    """Find whose backups matter: those of the store in `home`, or of the newest backup when its keys are damaged."""
    try:
        return KeyFile.load(home).dbid
    except (DamagedStore, NewerStore):
        newest = next((line for line in backups.listed(folder, "") if line.people is not None), None)
        return read_manifest(newest.path).dbid if newest else ""


def backup_row(line: BackupLine, state: Cell | None = None) -> PlainRow:
    """Write one backup as a line of a table; `state` stands where there is no trouble to tell."""
    trouble = Cell(line.trouble, "danger", badge=True) if line.trouble else state or Cell("")
    people = "" if line.people is None else str(line.people)
    cells = (shown(line.made_at), line.reason, people, size_words(line.size), line.head, trouble)
    return PlainRow(str(line.path), cells)


class RestoreDialog(QDialog):
    """Emits `asked` with the file, what was typed, and whether that is the recovery key; it restores nothing itself."""

    asked = Signal(Path, str, bool)

    def __init__(
        self, dialogs: Dialogs, parent: QWidget | None, home: Path, folder: Path, chosen: Path | None = None
    ) -> None:
        super().__init__(parent)
        self._dialogs, self._folder = dialogs, folder
        self._dbid = dbid_of(home, folder)
        self.setWindowTitle("从备份恢复")
        self.model = PlainTableModel(COLUMNS)
        self.table = DataTable(self.model, name="备份")
        self.table.chosen.connect(self._show_choice)
        self.passphrase = PassphraseBox("口令（备份当时的，或现在的）")
        self.key_line = QLineEdit()
        self.key_line.setAccessibleName("恢复密钥")
        self.key_line.setPlaceholderText("8 组，大小写、空格和横线都可以不管")
        self.use_key = QCheckBox("不记得口令，用恢复密钥")
        self.note = Notice("", "danger")
        self._build()
        self.show_backups(backups.listed(folder, self._dbid), chosen)
        self.resize(tokens().px(820), tokens().px(560))
        self.passphrase.setFocus()

    def _build(self) -> None:
        other = button("从其他位置选择…", self.pick, icon="folder")
        self.ok_button = button("恢复", self.accept, kind="danger", icon="restore")
        self.passphrase.typed.connect(self._wake)
        self.passphrase.entered.connect(self.ok_button.click)
        self.key_line.textChanged.connect(lambda _text: self._wake())
        self.key_line.returnPressed.connect(self.ok_button.click)
        self.use_key.toggled.connect(self._switch_secret)
        self.key_line.hide()
        head = row(label("选择要恢复的备份", "section"), None, other)
        area = TableArea(self.table, EmptyState("没有备份", _NO_OTHERS))
        foot = row(self.use_key, None, button("取消", self.reject, tip="Esc"), self.ok_button)
        warning = label(_WHAT_HAPPENS, "soft", wrap=True)
        body = column(
            head, area, self.note, warning, self.passphrase, self.key_line, foot, gap=10, margins=(20, 16, 20, 14)
        )
        body.setStretch(1, 1)
        self.setLayout(body)

    def show_backups(self, lines: Sequence[BackupLine], chosen: Path | None = None) -> None:
        """Show these, the newest that can be used chosen unless told which."""
        self._lines = {str(line.path): line for line in lines}
        self.model.set_rows(backup_row(line) for line in lines)
        usable = next((line.path for line in lines if not line.trouble), None)
        self.table.select_id(str(chosen or usable or ""))
        self._show_choice()

    def chosen(self) -> BackupLine | None:
        """Return the chosen backup."""
        return self._lines.get(next(iter(self.table.selected_ids()), ""))

    def pick(self) -> None:
        """Choose a file elsewhere, on a stick for instance."""
        with errors_shown(self):
            path = self._dialogs.pick_open_file(self, "选择备份文件", BACKUP_FILES)
            if path is None:
                return
            found = [line for line in backups.listed(path.parent, self._dbid) if line.path == path]
            here = [line for line in backups.listed(self._folder, self._dbid) if line.path != path]
            self.show_backups([*found, *here], path)

    def _switch_secret(self, use_key: bool) -> None:
        self.passphrase.setVisible(not use_key)
        self.key_line.setVisible(use_key)
        (self.key_line if use_key else self.passphrase).setFocus()
        self._wake()

    def _show_choice(self) -> None:
        line = self.chosen()
        self.note.set_notice(f"{line.trouble}，不能恢复。" if line is not None and line.trouble else "", "danger")
        self._wake()

    def _wake(self) -> None:
        line = self.chosen()
        self.ok_button.setEnabled(line is not None and not line.trouble and bool(self._secret()))

    def _secret(self) -> str:
        return self.key_line.text().strip() if self.use_key.isChecked() else self.passphrase.text()

    def accept(self) -> None:
        line = self.chosen()
        if line is not None and self.ok_button.isEnabled():
            secret = self._secret()
            self.passphrase.clear()
            self.key_line.clear()
            super().accept()
            self.asked.emit(line.path, secret, self.use_key.isChecked())
