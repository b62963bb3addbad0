"""平时考核录入 — one unit's people and one period on one sheet, typed with the number keys, counted while one types."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QLineEdit, QWidget

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import UNSAVED
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.style.theme import set_state, tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.records.regular_assessment import Period
from cadre_desktop.records.vocab import FourGrade
from cadre_desktop.services import regular_assessments, units
from cadre_desktop.services.regular_assessments import Entry, GoodShare, Sheet, SheetLine

_KEYS = {"1": FourGrade.GOOD, "2": FourGrade.FAIR, "3": FourGrade.AVERAGE, "4": FourGrade.POOR}
_WORDS = {grade.label: grade for grade in FourGrade}
_HEADS = ("姓名", "职务", "其他各期", "等次", "参加", "病事假（天）", "未定等次或不参加说明")
_SHORT = {Period.Q1: "一", Period.Q2: "二", Period.Q3: "三", Period.Q4: "四", Period.H1: "上", Period.H2: "下"}
_MOST_DAYS = 366
_YEARS_BACK = 4


class GradeEdit(QLineEdit):
    """Takes 1 to 4 or the word itself; anything else is marked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(tokens().px(72))
        self.textEdited.connect(self._on_typed)

    def _on_typed(self, text: str) -> None:
        grade = _KEYS.get(text.strip()[-1:])
        if grade is not None:
            self.setText(grade.label)
            self.selectAll()
        set_state(self, "error", "false" if self.is_sound else "true")

    @property
    def grade(self) -> FourGrade | None:
        """The grade typed; None for an empty field."""
        return _WORDS.get(self.text().strip())

    @property
    def is_sound(self) -> bool:
        """Whether the field is empty or holds a grade."""
        return not self.text().strip() or self.grade is not None


class GridLine:
    """The fields of one person."""

    def __init__(self, given: SheetLine, changed: Callable[[], object]) -> None:
        self.given, name = given, given.person.text
        self.grade = GradeEdit(f"{name}等次")
        self.taking = QCheckBox()
        self.taking.setAccessibleName(f"{name}参加考核")
        self.days = QLineEdit()
        self.days.setAccessibleName(f"{name}病事假（天）")
        self.days.setValidator(QIntValidator(0, _MOST_DAYS, self.days))
        self.days.setFixedWidth(tokens().px(72))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(f"{name}未定等次或不参加说明")
        self.reason.setMaxLength(200)
        entry = given.entry
        self.grade.setText(entry.grade.label if entry.grade else "")
        self.taking.setChecked(entry.taking_part)
        self.days.setText("" if entry.days_leave is None else str(entry.days_leave))
        self.reason.setText(entry.reason)
        for field in (self.grade, self.days, self.reason):
            field.textChanged.connect(lambda _text: changed())
        self.taking.toggled.connect(lambda _on: changed())

    @property
    def entry(self) -> Entry:
        """What is filled in."""
        days = self.days.text().strip()
        reason = self.reason.text().strip()
        return Entry(self.grade.grade, self.taking.isChecked(), int(days) if days else None, reason)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The fields in their order."""
        return self.grade, self.taking, self.days, self.reason


class RegularGrid(QDialog):
    """Saving writes the changed lines as one piece of work; leaving with changes asks first."""

    saved = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None, *, unit_id: str = "", year: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle("平时考核录入")
        self._desk = desk
        self._sheet: Sheet | None = None
        self._share_of: GoodShare | None = None
        self.lines: dict[str, GridLine] = {}
        self._units = [line for line in units.with_counts(desk.db) if line.n_people]
        self._build()
        if unit_id:
            self.unit.setCurrentIndex(next((n for n, u in enumerate(self._units) if u.unit.id == unit_id), 0))
        if year:
            self.year.setCurrentText(f"{year}年")
        self._shown = self._chosen()
        self.load()
        self.resize(tokens().px(980), tokens().px(620))

    def _build(self) -> None:
        now = self._desk.db.now()
        self.unit, self.year, self.period = Combo(name="单位"), Combo(name="年度"), Combo(name="考核周期")
        self.unit.addItems([line.unit.text for line in self._units])
        self.year.addItems([f"{now.year - back}年" for back in range(_YEARS_BACK)])
        self.period.addItems([period.label for period in Period])
        self.period.setCurrentIndex((now.month - 1) // 3)
        for combo in (self.unit, self.year, self.period):
            combo.activated.connect(lambda _i: self.change_sheet())
        self.notice = Notice("", "danger")
        self.hint = label("等次可直接按 1 好、2 较好、3 一般、4 较差；回车到下一格。", "small")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(tokens().px(12))
        self.grid.setVerticalSpacing(tokens().px(4))
        self.share = label("", wrap=True)
        self.fill_button = button("空白的填“较好”", self.fill_blanks)
        self.save_button = button("保存", lambda: self.save(decided=False), shortcut="Ctrl+S")
        self.decide_button = button("保存并审定", lambda: self.save(decided=True), kind="primary")
        self.decide_button.setToolTip("保存，并把这一期记为已审定")
        head = flow(self.unit, self.year, self.period, self.fill_button, self.hint)
        inner = boxed(column(self.grid, None, gap=4, margins=(16, 4, 16, 8)))
        foot = row(self.share, button("关闭", self.close, tip="Esc"), self.save_button, self.decide_button)
        foot.setStretch(0, 1)
        foot.setContentsMargins(16, 8, 16, 12)
        top = boxed(column(head, self.notice, gap=8, margins=(16, 12, 16, 4)))
        body = column(top, scrolled(inner, name="平时考核录入表"), foot, gap=0)
        body.setStretch(1, 1)
        self.setLayout(body)

    # the sheet

    def _chosen(self) -> tuple[int, int, int]:
        return self.unit.currentIndex(), self.year.currentIndex(), self.period.currentIndex()

    def change_sheet(self) -> None:
        """Show another unit, year or period, after asking about what is not saved."""
        if self.may_leave():
            self._shown = self._chosen()
            self.load()
        else:
            for combo, at in zip((self.unit, self.year, self.period), self._shown, strict=True):
                combo.setCurrentIndex(at)

    def load(self) -> None:
        """Read the sheet chosen."""
        with errors_shown(self):
            clear(self.grid)
            self.lines = {}
            self.notice.set_notice("")
            if not self._units:
                self.grid.addWidget(label("还没有有人员的单位，请先登记任职经历。", "soft"), 0, 0)
                self._count()
                return
            unit_at, _, period_at = self._shown
            year, period = int(self.year.currentText()[:4]), list(Period)[period_at]
            self._sheet = regular_assessments.sheet(self._desk.db, self._units[unit_at].unit.id, year, period)
            self._share_of = regular_assessments.good_share(self._desk.db, self._sheet)
            for place, words in enumerate(_HEADS):
                self.grid.addWidget(label(words, "small"), 0, place)
            for number, given in enumerate(self._sheet.lines, 1):
                self._add(number, given)
            self.grid.setColumnStretch(len(_HEADS) - 1, 1)
            EnterMovesOn(self)
            self._count()

    def _add(self, number: int, given: SheetLine) -> None:
        line = GridLine(given, self._count)
        self.lines[given.person.id] = line
        before = " ".join(f"{_SHORT[period]}{grade.label if grade else '—'}" for period, grade in given.before)
        settled = f"{given.person.text}（已审定）" if given.is_settled else given.person.text
        for place, widget in enumerate((label(settled), label(given.post_title, "soft"), label(before, "small"))):
            self.grid.addWidget(widget, number, place)
        for place, field in enumerate(line.widgets, 3):
            self.grid.addWidget(field, number, place)

    @property
    def entries(self) -> dict[str, Entry]:
        """What is filled in, by person."""
        return {whose: line.entry for whose, line in self.lines.items()}

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved."""
        return any(line.entry != line.given.entry or not line.grade.is_sound for line in self.lines.values())

    def _count(self) -> None:
        """Say how many 好 there may be and are; the same reckoning as everywhere."""
        with errors_shown(self):
            found = self._share_of.rows(self.entries) if self._share_of is not None else []
            self.share.setText("\n".join(f"{'! ' if row.over else ''}{row.proof.sentence}" for row in found))
            for made in (self.save_button, self.decide_button, self.fill_button):
                made.setEnabled(bool(self.lines))

    def fill_blanks(self) -> None:
        """Give 较好 to everybody who takes part and has no grade and no reason for none."""
        for line in self.lines.values():
            if line.taking.isChecked() and not line.grade.text().strip() and not line.reason.text().strip():
                line.grade.setText(FourGrade.FAIR.label)

    # saving

    def save(self, *, decided: bool) -> bool:
        """Save the changed lines; False when something is wrong, and then it is marked and told."""
        with errors_shown(self):
            try:
                self._refuse_unsound()
                if self._sheet is None:
                    return False
                written = regular_assessments.fill(self._desk.db, self._sheet, self.entries, decided=decided)
            except InvalidInput as error:
                self._mark(error)
                return False
            self.saved.emit(written)
            self._desk.tell(f"平时考核已保存 {written} 人" if written else "没有需要保存的改动")
            self.load()
            return True
        return False

    def _refuse_unsound(self) -> None:
        wrong = [line for line in self.lines.values() if not line.grade.is_sound]
        if wrong:
            raise InvalidInput(
                [
                    Problem(one.given.person.id, f"{one.given.person.text}的等次应为好、较好、一般、较差")
                    for one in wrong
                ]
            )

    def _mark(self, error: InvalidInput) -> None:
        self.notice.set_notice(str(error).replace("\n", "；"), "danger")
        named = [self.lines[p.field] for p in error.problems if p.field in self.lines]
        if named:
            named[0].grade.setFocus()

    def may_leave(self) -> bool:
        """Ask about what is not saved."""
        if not self.is_changed:
            return True
        answer = self._desk.dialogs.choose(self, "平时考核有录入还没有保存。", UNSAVED)
        return answer == "drop" or (answer == "save" and self.save(decided=False))

    def reject(self) -> None:
        if self.may_leave():
            super().reject()
