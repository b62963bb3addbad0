"""备份与恢复: the copies there are, making and proving one, the second place, and going back to one."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.restore_dialog import COLUMNS, RestoreDialog, backup_row
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.outside import open_outside
from cadre_desktop.gui.page import Page
from cadre_desktop.gui.pages.settings.house import House
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.page_header import PageHeader
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainTableModel
from cadre_desktop.services import backups
from cadre_desktop.services.backups import Made, Proved

_NO_SECOND = "没有指定。电脑损坏时，本机上的备份会一起丢失。"
_WHEN = "每 30 分钟有改动时自动备份一次，关闭程序、导入和清空回收站之前也会备份；旧的按天、周、月逐步减少。"


class BackupPage(Page):
    """Making, proving and restoring run as tasks; nothing here changes a record."""

    title = "备份与恢复"

    def __init__(self, desk: Desk, house: House) -> None:
        super().__init__()
        self.desk, self.house = desk, house
        self._proved: dict[str, Proved] = {}
        self.header = PageHeader(self.title)
        self.header.add_action(button("恢复…", self.ask_restore, icon="restore"))
        self.header.add_action(button("立即备份", self.back_up, kind="primary", icon="backup"))
        self.note = Notice("", "warn")
        self.model = PlainTableModel(COLUMNS)
        self.table = DataTable(self.model, name="备份")
        self.table.chosen.connect(self._wake)
        self.table.opened.connect(lambda _id: self.verify())
        self.verify_button = button("校验", self.verify, icon="check", tip="解开备份逐项核对，相当于演练一次恢复")
        self.folder_button = button("打开备份文件夹", self.open_folder, icon="folder")
        self.place_label = ElidedLabel(_NO_SECOND, "soft")
        self.pick_button = button("更改…", self.pick_second, icon="folder")
        self.drop_button = button("不指定", partial(self._set_second, ""), kind="link")
        self._build()
        self.refresh()

    def _build(self) -> None:
        second = row(label("第二备份位置", "strong"), self.place_label, self.drop_button, self.pick_button, gap=12)
        second.setStretch(1, 1)
        box = self.page_layout()
        box.addWidget(self.header)
        box.addWidget(label(_WHEN, "soft", wrap=True))
        box.addWidget(self.note)
        box.addLayout(second)
        box.addWidget(TableArea(self.table, EmptyState("还没有备份", "点“立即备份”做第一份。")), 1)
        box.addLayout(row(self.verify_button, self.folder_button, None))

    def refresh(self) -> None:
        with errors_shown(self):
            store = self.house.store
            lines = backups.listed(store.backups, store.ring.dbid, store.ring)
            self.model.set_rows(backup_row(line, self._state(str(line.path))) for line in lines)
            self.header.set_title(self.title, backups.last_text(store, self.desk.db.now()))
            second = self.house.settings.second_backup_folder
            self.place_label.setText(second or _NO_SECOND)
            self.drop_button.setVisible(bool(second))
            self._wake()

    def arrive(self, **_hints: Any) -> None:
        self.refresh()

    def main_input(self) -> DataTable:
        return self.table

    def _state(self, path: str) -> Cell:
        proved = self._proved.get(path)
        if proved is None:
            return Cell("未校验", "muted")
        return Cell(f"已校验，{proved.people} 人 {proved.records} 条记录", "ok", badge=True)

    def _chosen(self) -> str:
        return next(iter(self.table.selected_ids()), "")

    def _wake(self) -> None:
        self.verify_button.setEnabled(bool(self._chosen()))

    # making and proving

    @property
    def _second(self) -> Path | None:
        folder = self.house.settings.second_backup_folder
        return Path(folder) if folder else None

    def back_up(self) -> None:
        """Make a checked copy now, here and in the second place."""
        db, store, second = self.desk.db, self.house.store, self._second
        self.desk.tasks.run(
            self.window(), "正在备份", lambda p: backups.back_up(db, store, second=second, progress=p), self._on_made
        )

    def _on_made(self, made: Made) -> None:
        self.refresh()
        self.note.set_notice(f"本机备份已完成，但没有拷到第二备份位置：{made.trouble}" if made.trouble else "", "warn")
        self.desk.tell("备份完成，已核对" + ("，并拷到第二备份位置" if made.second else ""))

    def verify(self) -> None:
        """Take the chosen backup out and prove that it can be restored."""
        path, ring = self._chosen(), self.house.store.ring
        if path:
            self.desk.tasks.run(
                self.window(),
                "正在校验备份",
                lambda _p: backups.verify(Path(path), ring),
                partial(self._on_proved, path),
            )

    def _on_proved(self, path: str, proved: Proved) -> None:
        self._proved[path] = proved
        self.refresh()
        self.table.select_id(path)
        self.desk.tell("备份完好，可以恢复")

    def open_folder(self) -> None:
        """Show the folder in the system's file manager."""
        open_outside(self, self.house.store.backups)

    # the second place

    def pick_second(self) -> None:
        """Ask for the folder second copies go to."""
        with errors_shown(self):
            folder = self.desk.dialogs.pick_folder(self, "选择第二备份位置")
            if folder is not None:
                self._set_second(str(folder))

    def _set_second(self, folder: str) -> None:
        with errors_shown(self):
            try:
                self.house.change_settings(second_backup_folder=folder)
            finally:
                self.refresh()

    # going back

    def ask_restore(self) -> None:
        """Lead through restoring; the program then closes the data, restores, and opens it again."""
        with errors_shown(self):
            store = self.house.store
            chosen = Path(self._chosen()) if self._chosen() else None
            dialog = RestoreDialog(self.desk.dialogs, self.window(), store.home, store.backups, chosen)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.asked.connect(self._restore)
            dialog.open()

    def _restore(self, path: Path, secret: str, recovery: bool) -> None:
        with errors_shown(self):
            self.house.restore(path, secret, recovery=recovery)
