"""The files kept beside a record: add or drop them here, open a copy, say what they are, take them off."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import attachment
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.services import attachments, records
from cadre_desktop.services.attachments import AttachmentLine
from cadre_desktop.storage.audit import Changes

ANY_FILE = "所有文件 (*)"
LEAVES = "另存的副本不再加密，请按内部资料保管。"
_MOST_ROWS = 4
_COLUMNS = (
    TableColumn("name", "文件名", 190, stretch=2),
    TableColumn("size", "大小", 84, "right"),
    TableColumn("at", "添加时间", 96),
    TableColumn("note", "说明", 100, stretch=1),
)


class AttachmentBox(SectionBox):
    """Follows the change bus; a file leaves the store only by 另存, which is noted in the trail."""

    def __init__(self, desk: Desk, kind: RecordKind, owner: Link | None = None, *, framed: bool = False) -> None:
        super().__init__("附件", framed=framed)
        self.desk, self.kind, self.owner = desk, kind, owner
        self._names: dict[str, str] = {}
        self.model = PlainTableModel(_COLUMNS)
        self.table = ShortTable(self.model, name="附件", most_rows=_MOST_ROWS)
        self.none_label = label("还没有附件，可以把文件拖到这里。", "soft")
        self.save_button = button("另存…", lambda: self.save_copy(self._chosen()), kind="link")
        self.note_button = button("说明…", self.change_note, kind="link")
        self.discard_button = button("删除", lambda: self.discard(self.table.selected_ids()), kind="link", tip="Del")
        self.save_button.setAccessibleName("另存所选附件")
        self.note_button.setAccessibleName("修改所选附件的说明")
        self.discard_button.setAccessibleName("删除所选附件")
        self.add_button = button("＋ 添加附件", self.attach, kind="link")
        for each in (self.save_button, self.note_button, self.discard_button, self.add_button):
            self.add_action(each)
        self.add(self.none_label)
        self.add(self.table)
        self.table.opened.connect(self.save_copy)
        self.table.delete_asked.connect(self.discard)
        self.table.chosen.connect(self._show_choice)
        desk.bus.changed.connect(self._on_changed)
        self.setAcceptDrops(True)
        self.reload()

    def show_person(self, person: Link) -> None:
        """Show the files of another record."""
        self.owner = person
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        lines = attachments.listed(self.desk.db, self.kind, self.owner.id) if self.owner else []
        self._names = {line.id: line.name for line in lines}
        self.model.set_rows(_row(line) for line in lines)
        self.set_title(f"附件（{len(lines)}）" if lines else "附件")
        self.none_label.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self._show_choice()

    def _chosen(self) -> str:
        return next(iter(self.table.selected_ids()), "")

    def _show_choice(self) -> None:
        for each in (self.save_button, self.note_button, self.discard_button):
            each.setEnabled(bool(self.table.selected_ids()))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(attachment.Attachment.__tablename__):
            self.reload()

    def attach(self) -> None:
        """Ask for a file and keep a copy of it."""
        with errors_shown(self):
            path = self.desk.dialogs.pick_open_file(self, "添加附件", ANY_FILE)
            if path is not None:
                self.attach_all([path])

    def attach_all(self, paths: Iterable[Path]) -> None:
        """Keep a copy of each file; the first that will not do stops the rest."""
        with errors_shown(self):
            for path in paths:
                if self.owner is not None:
                    attachments.attach(self.desk.db, self.kind, self.owner.id, path)
                    self.desk.tell(f"已添加《{path.name}》")

    def change_note(self) -> None:
        """Ask what the chosen file is."""
        with errors_shown(self):
            attachment_id = self._chosen()
            if not attachment_id:
                return
            values, version = records.load(self.desk.db, attachment.KIND, attachment_id)
            note = self.desk.dialogs.ask_text(self, "附件说明", f"《{values['name']}》是什么", values["note"] or "")
            if note is not None:
                records.change(self.desk.db, attachment.KIND, attachment_id, version, {"note": note})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.owner is not None and _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.attach_all(_files_in(event.mimeData()))
        event.acceptProposedAction()

    def save_copy(self, attachment_id: str) -> None:
        """Ask where, and save a copy out of the store."""
        with errors_shown(self):
            name = self._names.get(attachment_id, "")
            path = self.desk.dialogs.pick_save_file(self, "附件另存为", name, ANY_FILE) if name else None
            if path is not None:
                attachments.save_copy(self.desk.db, attachment_id, path)
                self.desk.tell(f"已另存为《{path.name}》。{LEAVES}")

    def discard(self, ids: list[str]) -> None:
        """Take files off after asking; a line offers to put them back."""
        with errors_shown(self):
            if not ids or not self.desk.dialogs.confirm(
                self, f"删除 {len(ids)} 个附件？", "30 天内可以从回收站恢复。", yes="删除", danger=True
            ):
                return
            for attachment_id in ids:
                attachments.discard(self.desk.db, attachment_id)
            self.desk.tell(f"已删除 {len(ids)} 个附件", partial(self._bring_back, ids))

    def _bring_back(self, ids: list[str]) -> None:
        with errors_shown(self):
            for attachment_id in ids:
                records.restore(self.desk.db, attachment.KIND, attachment_id)


def _row(line: AttachmentLine) -> PlainRow:
    cells = (Cell(line.name, tip=line.name), size_words(line.size), f"{line.attached_at:%Y.%m.%d}", line.note)
    return PlainRow(line.id, cells)


def _files_in(data: QMimeData) -> list[Path]:
    """Find the files among what is being dragged; folders are not files."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]


def size_words(size: int) -> str:
    """Write a size in bytes as people read it: 820 KB, 1.4 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
