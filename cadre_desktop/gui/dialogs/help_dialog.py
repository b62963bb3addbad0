"""F1: what the page is for, how the usual work goes, and which keys help."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QGridLayout, QLayout, QWidget

from cadre_desktop.gui.help_texts import EVERYWHERE, HELP
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.section_box import SectionBox


class HelpDialog(QDialog):
    """Help for one page; a page without any gets the keys that work everywhere."""

    def __init__(self, page_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = HELP.get(page_key)
        self.setWindowTitle(f"帮助：{text.title}" if text else "帮助")
        sheet = column(gap=12, margins=(20, 16, 20, 8))
        if text:
            sheet.addWidget(label(text.title, "section"))
            sheet.addWidget(label(text.what, wrap=True))
            sheet.addWidget(SectionBox("怎么做", *[label(f"· {words}", wrap=True) for words in text.how]))
        if text and text.keys:
            sheet.addWidget(SectionBox("本页按键", _keys(text.keys)))
        sheet.addWidget(SectionBox("到处可用的按键", _keys(EVERYWHERE)))
        sheet.addStretch(1)
        close = button("知道了", self.accept, kind="primary")
        body = column(scrolled(boxed(sheet), name="帮助内容"), row(None, close, margins=(20, 8, 20, 14)), gap=0)
        body.setStretch(0, 1)
        self.setLayout(body)
        self.resize(tokens().px(620), tokens().px(560))
        close.setFocus()


def _keys(keys: Sequence[tuple[str, str]]) -> QLayout:
    """Lay keys out in two columns of pairs."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens().px(16))
    grid.setVerticalSpacing(tokens().px(6))
    half = (len(keys) + 1) // 2
    for index, (key, words) in enumerate(keys):
        line, pair = (index, 0) if index < half else (index - half, 2)
        grid.addWidget(label(key, "strong"), line, pair)
        grid.addWidget(label(words, "soft"), line, pair + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return grid
