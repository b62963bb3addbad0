"""Where a file is dropped, or picked by a button."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from cadre_desktop.gui.style.theme import set_state, tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.card import IconLabel
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row


class DropZone(QFrame):
    """Emits `dropped` with the first file dropped on it, the others when a button is clicked."""

    dropped = Signal(Path)
    pick_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "drop")
        self.setAcceptDrops(True)
        centre = Qt.AlignmentFlag.AlignCenter
        words = label("把表格文件拖到这里，或者", "section")
        formats = label("支持 Excel、WPS 表格（.xlsx .xls .et）和 .ods、.csv；原文件不会被改动", "small", wrap=True)
        self.forms = label(
            "也可以是任免审批表 .lrmx、.lrm，一个文件、一个压缩包（.zip）或一个文件夹", "small", wrap=True
        )
        for each in (words, formats, self.forms):
            each.setAlignment(centre)
        self.paste_button = button(
            "粘贴表格", self.paste_asked.emit, shortcut="Ctrl+V", tip="把在 WPS、Excel 里复制的表格粘贴进来（连同表头）"
        )
        self.folder_button = button("选择文件夹", self.folder_asked.emit, tip="导入文件夹里的全部任免审批表文件")
        self.pick_button = button("选择文件", self.pick_asked.emit, kind="primary", icon="folder", shortcut="Ctrl+O")
        picture = IconLabel("excel", tokens().primary, 40)
        body = column(
            None,
            row(None, picture, None),
            words,
            row(None, self.pick_button, self.paste_button, self.folder_button, None, gap=8),
            formats,
            self.forms,
            None,
        )
        body.setSpacing(12)
        body.setContentsMargins(16, 16, 16, 16)
        self.setLayout(body)

    def set_takes_forms(self, takes: bool) -> None:
        """Offer files of 任免审批表 too, or tables only."""
        self.forms.setVisible(takes)
        self.folder_button.setVisible(takes)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if path_of(event):
            set_state(self, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_state(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        set_state(self, "over", "false")
        path = path_of(event)
        if path:
            event.acceptProposedAction()
            self.dropped.emit(path)


def path_of(event: QDropEvent) -> Path | None:
    """Return the first local file an event carries."""
    return next((Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()), None)
