"""Everything a page may ask the person, behind one object that tests replace."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from cadre_desktop.gui.dialogs.message_dialog import MessageDialog, Sort
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import Kind, button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row

EXCEL = "Excel 表格 (*.xlsx)"
WORD = "Word 文档 (*.docx)"
EXCEL_TO_READ = "表格 (*.xlsx *.xls *.et *.ods *.csv)"
ROSTER_TO_READ = "表格、任免审批表 (*.xlsx *.xls *.et *.ods *.csv *.lrmx *.lrm *.zip)"
Answer = tuple[str, str, Kind]
"""An answer a person may choose: its key, its words and its looks."""
UNSAVED: tuple[Answer, ...] = (
    ("save", "保存", "primary"), ("drop", "不保存", "plain"), ("stay", "继续编辑", "plain"),
)  # fmt: skip
"""What can be done with changes that are not saved."""

_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))


def file_name(*parts: str, suffix: str) -> str:
    """Join parts to a file name Windows takes: ("名册", "青石镇", "20261121") → "名册_青石镇_20261121.xlsx"."""
    stem = "_".join(p.strip().translate(_FORBIDDEN) for p in parts if p.strip())
    return stem.strip(". ") + suffix


class Dialogs:
    """The real thing: modal windows.  Every answer may be None or False when the person closes the window."""

    def __init__(self, *, native: bool = True) -> None:
        self._native = native
        self._folder = Path.home()

    def info(self, parent: QWidget | None, text: str, hint: str = "", *, title: str = "提示") -> None:
        """Tell something that must be read before going on."""
        self._ask(MessageDialog(parent, title, text, hint=hint))

    def confirm(
        self,
        parent: QWidget | None,
        question: str,
        hint: str = "",
        *,
        yes: str = "确定",
        no: str = "取消",
        danger: bool = False,
    ) -> bool:
        """Ask a yes/no question; the buttons say what they do."""
        kind: Kind = "danger" if danger else "primary"
        return self.choose(parent, question, [("yes", yes, kind), ("no", no, "plain")], hint, danger=danger) == "yes"

    def choose(
        self,
        parent: QWidget | None,
        question: str,
        answers: Sequence[Answer],
        hint: str = "",
        *,
        danger: bool = False,
    ) -> str:
        """Ask for one of some answers, "" when closed."""
        sort: Sort = "danger" if danger else "question"
        dialog = MessageDialog(parent, "请确认", question, hint=hint, sort=sort, answers=answers)
        return self._ask(dialog)

    def ask_text(
        self, parent: QWidget | None, title: str, caption: str, text: str = "", *, multiline: bool = False
    ) -> str | None:
        """Ask for words; None when closed, and never only blanks."""
        dialog = TextDialog(parent, title, caption, text, multiline=multiline)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.text()
        dialog.deleteLater()
        return answer if accepted else None

    def pick_open_file(self, parent: QWidget | None, title: str, kinds: str = EXCEL_TO_READ) -> Path | None:
        """Ask for a file to read."""
        picked, _ = QFileDialog.getOpenFileName(parent, title, str(self._folder), kinds, options=self._options())
        return self._remember(picked)

    def pick_save_file(self, parent: QWidget | None, title: str, suggested: str, kinds: str = EXCEL) -> Path | None:
        """Ask where to write; overwriting has been agreed to when this returns a path."""
        start = str(self._folder / suggested)
        picked, _ = QFileDialog.getSaveFileName(parent, title, start, kinds, options=self._options())
        path = self._remember(picked)
        suffix = Path(suggested).suffix
        return path.with_name(path.name + suffix) if path and suffix and not path.suffix else path

    def pick_folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Ask for a folder."""
        options = self._options() | QFileDialog.Option.ShowDirsOnly
        picked = QFileDialog.getExistingDirectory(parent, title, str(self._folder), options)
        path = Path(picked) if picked else None
        self._folder = path or self._folder
        return path

    def _remember(self, picked: str) -> Path | None:
        if not picked:
            return None
        self._folder = Path(picked).parent
        return Path(picked)

    def _options(self) -> QFileDialog.Option:
        return QFileDialog.Option(0) if self._native else QFileDialog.Option.DontUseNativeDialog

    @staticmethod
    def _ask(dialog: MessageDialog) -> str:
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer


class TextDialog(QDialog):
    """One line, or some lines, of words; 确定 wakes up once there are any."""

    def __init__(self, parent: QWidget | None, title: str, caption: str, text: str, *, multiline: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(tokens().px(420))
        self.input: QLineEdit | QPlainTextEdit = QPlainTextEdit(text) if multiline else QLineEdit(text)
        self.input.setAccessibleName(caption)
        self.ok_button = button("确定", self.accept, kind="primary", shortcut="Ctrl+Return" if multiline else "")
        cancel = button("取消", self.reject)
        foot = row(None, cancel, self.ok_button)
        self.setLayout(column(label(caption, "field", wrap=True), self.input, foot, gap=10, margins=(20, 16, 20, 14)))
        self.input.textChanged.connect(self._wake)
        if isinstance(self.input, QLineEdit):
            self.input.returnPressed.connect(self.ok_button.click)
        self._wake()

    def text(self) -> str:
        """Return the words without blanks around them."""
        words = self.input.toPlainText() if isinstance(self.input, QPlainTextEdit) else self.input.text()
        return words.strip()

    def _wake(self) -> None:
        self.ok_button.setEnabled(bool(self.text()))
