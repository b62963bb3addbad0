"""录入测评票数 — the counts of every row of the paper ballot in one grid, added up while one types."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QWidget

from cadre_desktop.errors import InvalidInput
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.style.theme import set_state, tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.records.political_review import BallotRow
from cadre_desktop.services import political_reviews
from cadre_desktop.services.political_reviews import BallotLine

_HEADS = {"p": "正向测评", "r": "反向测评", "o": "总体评价"}
_MOST = 99999


class BallotDialog(QDialog):
    """Rows that do not add up to the valid papers are marked with the difference, and not saved.

    `at` is the row typing starts in, else the first.
    """

    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, review_id: str, at: BallotRow | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("录入测评票数")
        self._desk, self._review_id = desk, review_id
        self._report = political_reviews.ballot_report(desk.db, review_id)
        self.cells: dict[BallotRow, list[QLineEdit]] = {}
        self.sums: dict[BallotRow, QLabel] = {}
        self._build()
        EnterMovesOn(self)
        begin = at if at in self.cells else next(iter(self.cells), None)
        if begin:
            self.cells[begin][0].setFocus()
        self.resize(tokens().px(720), tokens().px(600))

    def _build(self) -> None:
        report = self._report
        papers = f"发出 {_n(report.issued)} 份，收回 {_n(report.returned)} 份，有效 {_n(report.valid)} 份。"
        self.notice = Notice("每行各档票数合计应等于有效份数；多划的票按废票处理，不计入有效份数。", "neutral")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens().px(12))
        grid.setVerticalSpacing(tokens().px(6))
        line, before = 0, ""
        for ballot in report.lines:
            part = ballot.row.value[0]
            if part != before:
                self._heads(grid, line, _HEADS[part], ballot.columns)
                line, before = line + 1, part
            self._cells(grid, line, ballot)
            line += 1
        self.save_button = button("保存", self.save, kind="primary", shortcut="Ctrl+S")
        foot = row(label(papers, "soft"), None, button("取消", self.reject), self.save_button)
        inner = boxed(column(self.notice, grid, None, gap=10, margins=(16, 12, 16, 12)))
        foot.setContentsMargins(16, 8, 16, 12)
        body = column(scrolled(inner, name="测评票数"), foot, gap=0)
        body.setStretch(0, 1)
        self.setLayout(body)

    def _heads(self, grid: QGridLayout, line: int, words: str, columns: tuple[str, ...]) -> None:
        grid.addWidget(label(words, "strong"), line, 0)
        for place, name in enumerate((*columns, "合计")):
            grid.addWidget(label(name, "small"), line, place + 1)

    def _cells(self, grid: QGridLayout, line: int, ballot: BallotLine) -> None:
        grid.addWidget(label(ballot.row.label), line, 0)
        made: list[QLineEdit] = []
        for place, name in enumerate(ballot.columns):
            cell = QLineEdit("" if ballot.counts is None else str(ballot.counts[place]))
            cell.setValidator(QIntValidator(0, _MOST, cell))
            cell.setAccessibleName(f"{ballot.row.label}，{name}（票）")
            cell.textChanged.connect(lambda _text, of=ballot.row: self._add_up(of))
            grid.addWidget(cell, line, place + 1)
            made.append(cell)
        self.cells[ballot.row], self.sums[ballot.row] = made, label("", "small")
        grid.addWidget(self.sums[ballot.row], line, len(ballot.columns) + 1)
        self._add_up(ballot.row)

    def counts(self, of: BallotRow) -> tuple[int, int, int, int] | None:
        """Return a row's four counts; None while the row is empty."""
        texts = [cell.text() for cell in self.cells[of]]
        if not any(texts):
            return None
        first, second, third, fourth = (int(text or 0) for text in texts)
        return first, second, third, fourth

    def _add_up(self, of: BallotRow) -> None:
        counts, valid = self.counts(of), self._report.valid
        total = sum(counts) if counts else 0
        gap = total - valid if counts and valid is not None else 0
        self.sums[of].setText("" if counts is None else f"{total}" if not gap else f"{total}　× 差 {abs(gap)}")
        for cell in self.cells[of]:
            set_state(cell, "error", "true" if gap else "false")

    def save(self) -> None:
        """Save all rows at once."""
        with errors_shown(self):
            filled = {of: counts for of in self.cells if (counts := self.counts(of)) is not None}
            try:
                political_reviews.fill_ballots(self._desk.db, self._review_id, filled)
            except InvalidInput as error:
                self.notice.set_notice(str(error), "danger")
                return
            self.saved.emit()
            self.accept()


def _n(number: int | None) -> str:
    return "—" if number is None else str(number)
