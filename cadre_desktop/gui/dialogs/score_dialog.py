"""成绩表 — the entrants of a contest by the six scores, added up and ranked while one types."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QWidget

from cadre_desktop.errors import InvalidInput
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.editor import EditorContext
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.forms.step_dialog import StepDialog, Values
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.windows.people_field import people_field
from cadre_desktop.records.contest import EntryResult
from cadre_desktop.records.rows import Link
from cadre_desktop.services import contests, records
from cadre_desktop.services.contests import SIX_LABELS, ScoreLine

_MOST = 1000.0
_RESULTS: tuple[EntryResult | None, ...] = (None, *EntryResult)


class ScoreDialog(QDialog):
    """Six scores give the total; a weighted total may be typed where they are left empty."""

    saved = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, contest_id: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("比选成绩表")
        self._desk, self._contest_id = desk, contest_id
        self.people: list[Link] = []
        self.scores: list[list[QLineEdit]] = []
        self.totals: list[QLineEdit] = []
        self.places: list[QLabel] = []
        self.results: list[Combo] = []
        self._build()
        for line in contests.grid(desk.db, contest_id):
            self._row(line)
        self._rank()
        EnterMovesOn(self)
        self.resize(tokens().px(900), tokens().px(560))

    def _build(self) -> None:
        self.notice = Notice("六项都填的自动合计；有加权的只填总分。入选人数不能多于职数。", "neutral")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(tokens().px(8))
        self.grid.setVerticalSpacing(tokens().px(4))
        for place, head in enumerate(("姓名", *SIX_LABELS, "总分", "名次", "结果")):
            self.grid.addWidget(label(head, "small"), 0, place)
        self.add_button = button("添加报名人员…", self.add_people, kind="link")
        self.save_button = button("保存", self.save, kind="primary", shortcut="Ctrl+S")
        foot = row(self.add_button, None, button("取消", self.reject), self.save_button)
        foot.setContentsMargins(16, 8, 16, 12)
        inner = boxed(column(self.notice, self.grid, None, gap=10, margins=(16, 12, 16, 12)))
        body = column(scrolled(inner, name="成绩"), foot, gap=0)
        body.setStretch(0, 1)
        self.setLayout(body)

    def _row(self, line: ScoreLine) -> None:
        at, name = len(self.people) + 1, line.person.text
        cells = [self._cell(score, f"{name}，{what}") for score, what in zip(line.scores, SIX_LABELS, strict=True)]
        total, place, result = (
            self._cell(line.reckoned, f"{name}，总分"),
            label("", "soft"),
            Combo(name=f"{name}，结果"),
        )
        result.addItems([one.label if one else "未定" for one in _RESULTS])
        result.setCurrentIndex(_RESULTS.index(line.result))
        for column_at, widget in enumerate((label(name), *cells, total, place, result)):
            self.grid.addWidget(widget, at, column_at)
        self.people.append(line.person)
        self.scores.append(cells)
        self.totals.append(total)
        self.places.append(place)
        self.results.append(result)

    def _cell(self, number: float | None, name: str) -> QLineEdit:
        cell = QLineEdit("" if number is None else f"{number:g}")
        cell.setValidator(QDoubleValidator(0, _MOST, 2, cell))
        cell.setMaximumWidth(tokens().px(70))
        cell.setAccessibleName(name)
        cell.textEdited.connect(lambda _text: self._rank())
        return cell

    def lines(self) -> list[ScoreLine]:
        """Return the grid as it stands."""
        found = []
        for at, person in enumerate(self.people):
            scores = tuple(_number(cell) for cell in self.scores[at])
            result = _RESULTS[self.results[at].currentIndex()]
            found.append(ScoreLine(person, scores, _number(self.totals[at]), result))
        return found

    def _rank(self) -> None:
        lines = self.lines()
        known = sorted((line.reckoned for line in lines if line.reckoned is not None), reverse=True)
        for line, total, place in zip(lines, self.totals, self.places, strict=True):
            whole = all(score is not None for score in line.scores)
            total.setReadOnly(whole)
            if whole:
                total.setText(f"{line.reckoned:g}")
            place.setText(f"第{known.index(line.reckoned) + 1}" if line.reckoned is not None else "—")

    def add_people(self) -> None:
        """Ask for people who entered, and give each a line."""
        context = EditorContext(search=lambda model, text: records.links(self._desk.db, model, text))
        StepDialog(self, "添加报名人员", [people_field("报名人员")], self._add, context=context).open()

    def _add(self, values: Values) -> None:
        there = {person.id for person in self.people}
        for person in values["people"]:
            if person.id not in there:
                self._row(ScoreLine(person))
        self._rank()

    def save(self) -> None:
        """Save the whole grid at once."""
        with errors_shown(self):
            try:
                contests.save_grid(self._desk.db, self._contest_id, self.lines())
            except InvalidInput as error:
                self.notice.set_notice(str(error), "danger")
                return
            self.saved.emit()
            self.accept()


def _number(cell: QLineEdit) -> float | None:
    text = cell.text().strip()
    try:
        return float(text) if text else None
    except ValueError:  # a lone sign or point while one types
        return None
