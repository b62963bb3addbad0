"""Files and folders opened by other programs; where none does it, the path is told so that one can do it by hand."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cadre_desktop.gui.dialogs.message_dialog import MessageDialog
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.layouts import row

_BY_HAND = "请复制下面的路径，粘贴到文件管理器的地址栏里打开。"
_GONE = "可能已被移走、改名或删除。它原来的位置是："


class PathDialog(MessageDialog):
    """Says why something was not opened, with its path to read and to copy."""

    def __init__(self, parent: QWidget | None, text: str, hint: str, path: Path) -> None:
        super().__init__(parent, "没有打开", text, hint=hint, sort="warning")
        self.line = QLineEdit(str(path))
        self.line.setReadOnly(True)
        self.line.setAccessibleName("路径")
        self.line.setCursorPosition(0)
        self.copy_button = button("复制路径", self._copy_path, icon="copy")
        place = row(self.line, self.copy_button)
        place.setStretch(0, 1)
        body = self.layout()
        assert isinstance(body, QVBoxLayout)
        body.insertLayout(1, place)

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())
        self.copy_button.setText("已复制")


def open_outside(parent: QWidget | None, path: Path) -> PathDialog | None:
    """Have the system open a file or show a folder; the window that tells why it did not, else None."""
    what = "文件夹" if path.is_dir() or not path.suffix else "文件"
    if not path.exists():
        return _tell(parent, f"{what}“{path.name}”不在了。", _GONE, path)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return None
    return _tell(parent, f"系统没有打开{what}“{path.name}”。", _BY_HAND, path)


def _tell(parent: QWidget | None, text: str, hint: str, path: Path) -> PathDialog:
    dialog = PathDialog(parent, text, hint, path)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
