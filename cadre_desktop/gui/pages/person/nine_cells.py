"""Three moments by three actions: how far one 实绩档案 has come, in nine cells."""

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.labels import Badge, ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import clear, column, row
from cadre_desktop.services.term_overview import Cell, TermOverview


class NineCells(QWidget):
    """One line a moment, one cell an action: ✓ when done, and what there is to say."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens().px(6))
        for i in range(1, 4):
            self._grid.setColumnStretch(i, 1)
        self.setLayout(self._grid)

    def show_overview(self, overview: TermOverview) -> None:
        """Show another term."""
        clear(self._grid)
        for line, moment in enumerate(overview.moments):
            self._grid.addWidget(label(moment.title, "strong"), line, 0)
            for at, cell in enumerate(moment.cells, start=1):
                self._grid.addWidget(_cell(moment.title, cell), line, at)


def _cell(moment: str, cell: Cell) -> QFrame:
    frame = QFrame()
    frame.setProperty("panel", "card")
    day = f"{cell.on:%Y.%m.%d}" if cell.on else ""
    head = row(Badge(cell.title, "ok" if cell.done else "neutral"), None, label(day, "small"))
    words = ElidedLabel(" ".join(cell.text.split()), "small")
    frame.setLayout(column(head, words, gap=3, margins=(8, 5, 8, 5)))
    frame.setAccessibleName(f"{moment}{cell.title}：{'已完成' if cell.done else '未完成'}，{cell.text}")
    return frame
