"""Stand-ins for what a person would answer."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.dialogs.ask import EXCEL, EXCEL_TO_READ, Dialogs
from cadre_desktop.gui.widgets.buttons import Kind


class FakeDialogs(Dialogs):
    """Answers at once what the test set, and remembers what was asked.

    `yes` answers confirmations; `choice`, `text` and `path` the other questions.
    """

    def __init__(
        self, *, yes: bool = True, choice: str = "", text: str | None = None, path: Path | None = None
    ) -> None:
        super().__init__(native=False)
        self.yes, self.choice, self.text, self.path = yes, choice, text, path
        self.asked: list[str] = []

    def info(self, parent: QWidget | None, text: str, hint: str = "", *, title: str = "提示") -> None:
        self.asked.append(text)

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
        self.asked.append(question)
        return self.yes

    def choose(
        self,
        parent: QWidget | None,
        question: str,
        answers: Sequence[tuple[str, str, Kind]],
        hint: str = "",
        *,
        danger: bool = False,
    ) -> str:
        self.asked.append(question)
        assert not self.choice or self.choice in [key for key, _, _ in answers]
        return self.choice

    def ask_text(
        self, parent: QWidget | None, title: str, caption: str, text: str = "", *, multiline: bool = False
    ) -> str | None:
        self.asked.append(title)
        return self.text

    def pick_open_file(self, parent: QWidget | None, title: str, kinds: str = EXCEL_TO_READ) -> Path | None:
        self.asked.append(title)
        return self.path

    def pick_save_file(self, parent: QWidget | None, title: str, suggested: str, kinds: str = EXCEL) -> Path | None:
        self.asked.append(suggested)
        return self.path

    def pick_folder(self, parent: QWidget | None, title: str) -> Path | None:
        self.asked.append(title)
        return self.path
