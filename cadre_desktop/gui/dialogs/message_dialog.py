"""The one message window: what happened, what to do, and technical details folded away."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import Kind, button
from cadre_desktop.gui.widgets.card import IconLabel
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row

Sort = Literal["info", "question", "warning", "danger"]


class MessageDialog(QDialog):
    """Says something and offers answers; `answer` is the key of the button pressed, "" when closed."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        hint: str = "",
        details: str = "",
        sort: Sort = "info",
        answers: Sequence[tuple[str, str, Kind]] = (("ok", "知道了", "primary"),),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(tokens().px(420))
        self.answer = ""
        self.buttons: dict[str, QPushButton] = {}
        self._details = details
        words = column(label(text, "strong", wrap=True), gap=6)
        if hint:
            words.addWidget(label(hint, "soft", wrap=True))
        head = row(self._picture(sort), words, gap=14)
        head.setStretch(1, 1)
        head.setAlignment(head.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
        page = column(head, gap=12, margins=(20, 18, 20, 14))
        if details:
            self._add_details(page)
        page.addLayout(self._answers(answers))
        self.setLayout(page)
        self.buttons[answers[-1][0]].setFocus()  # the harmless answer comes last: Space must not delete

    @staticmethod
    def _picture(sort: Sort) -> IconLabel:
        t = tokens()
        name, colour = {
            "info": ("info", t.primary),
            "question": ("help", t.primary),
            "warning": ("warning", t.warn),
            "danger": ("warning", t.danger),
        }[sort]
        return IconLabel(name, colour, 32)

    def _add_details(self, page: QVBoxLayout) -> None:
        self.details_box = QPlainTextEdit(self._details)
        self.details_box.setReadOnly(True)
        self.details_box.setAccessibleName("技术信息")
        self.details_box.setMinimumHeight(tokens().px(160))
        self.details_box.hide()
        self.unfold_button = button("技术信息 ▸", self._unfold, kind="link")
        self.copy_button = button("复制错误信息", self._copy, kind="link", icon="copy")
        page.addLayout(row(self.unfold_button, self.copy_button, None))
        page.addWidget(self.details_box)

    def _answers(self, answers: Sequence[tuple[str, str, Kind]]) -> QHBoxLayout:
        line = row(None)
        for key, words, kind in answers:
            made = button(words, kind=kind)
            made.clicked.connect(lambda _on=False, key=key: self._choose(key))
            self.buttons[key] = made
            line.addWidget(made)
        return line

    def _choose(self, key: str) -> None:
        self.answer = key
        self.accept()

    def _unfold(self) -> None:
        show = not self.details_box.isVisible()
        self.details_box.setVisible(show)
        self.unfold_button.setText("技术信息 ▾" if show else "技术信息 ▸")
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.copy_button.setText("已复制")
