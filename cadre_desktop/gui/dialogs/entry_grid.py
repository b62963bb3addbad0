"""A sheet of many lines with the same few fields, filled in with the keyboard and saved at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QWidget

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import UNSAVED
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.forms.editors import make_editor
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow, row, scrolled
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.services import records
from cadre_desktop.storage.fields import Field

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GridField:
    """One column that is filled in: the field, and its share of the spare width."""

    field: Field
    stretch: int = 1


class GridLine:
    """The editors of one line; `about` is what the line is of, handed back as it came."""

    def __init__(self, about: Any, editors: Mapping[str, Editor], given: Values) -> None:
        self.about, self.editors, self.given = about, editors, given

    def values(self) -> Values:
        """Read every editor; raise InvalidInput with all the problems they see."""
        found: Values = {}
        problems: list[Problem] = []
        for name, editor in self.editors.items():
            try:
                found[name] = editor.value()
            except InvalidInput as error:
                problems += error.problems
        if problems:
            raise InvalidInput(problems)
        return found

    @property
    def is_changed(self) -> bool:
        """Whether something is not as it was given."""
        try:
            return self.values() != self.given
        except InvalidInput:
            return True


class EntryGrid(QDialog):
    """Leaving with changes asks first.  Subclasses build their head, fill the lines, and write them."""

    saved = Signal(int)
    name = ""
    heads: tuple[str, ...] = ()
    fields: tuple[GridField, ...] = ()

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.name)
        self.desk = desk
        self.lines: list[GridLine] = []
        self._context = EditorContext(search=lambda model, text: records.links(desk.db, model, text))
        self._build()
        self.load()
        room = self.screen().availableGeometry()  # large text on a small screen would ask for more than there is
        self.resize(min(tokens().px(1040), room.width() - 16), min(tokens().px(600), room.height() - 48))

    # what subclasses give

    def head_parts(self) -> Sequence[QWidget]:
        """Make what stands above the lines."""
        return ()

    def fill(self) -> None:
        """Add the lines there are, by `add_line`."""
        raise NotImplementedError  # a subclass gives it: Qt classes cannot be made abstract ones

    def write(self, lines: Sequence[tuple[Any, Values]]) -> int:
        """Save the lines with what they are of; return how many records were written."""
        raise NotImplementedError  # a subclass gives it: Qt classes cannot be made abstract ones

    # building

    def _build(self) -> None:
        self.notice = Notice("", "danger")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(tokens().px(8))
        self.grid.setVerticalSpacing(tokens().px(4))
        self.count = label("", "soft")
        self.save_button = button("保存", self.save, kind="primary", shortcut="Ctrl+S")
        self.foot: QHBoxLayout = row(self.count, None, button("关闭", self.close, tip="Esc"), self.save_button)
        self.foot.setContentsMargins(16, 8, 16, 12)
        inner = boxed(column(self.grid, None, gap=4, margins=(16, 4, 16, 8)))
        top = boxed(column(flow(*self.head_parts()), self.notice, gap=8, margins=(16, 12, 16, 4)))
        body = column(top, scrolled(inner, name=self.name), self.foot, gap=0)
        body.setStretch(1, 1)
        self.setLayout(body)

    def load(self) -> None:
        """Show the lines anew."""
        with errors_shown(self):
            clear(self.grid)
            self.lines = []
            self.notice.set_notice("")
            titles = (*self.heads, *(one.field.label for one in self.fields))
            for place, words in enumerate(titles):
                self.grid.addWidget(label(words, "small"), 0, place)
            for place, one in enumerate(self.fields, len(self.heads)):
                self.grid.setColumnStretch(place, one.stretch)
            self.fill()
            EnterMovesOn(self)
            self.show_count()

    def add_line(self, about: Any, words: Sequence[str], given: Mapping[str, Any]) -> GridLine:
        """Add one line: what it is of in words, and the values it starts with."""
        at = len(self.lines) + 1
        editors: dict[str, Editor] = {}
        for place, text in enumerate(words):
            self.grid.addWidget(label(text), at, place)
        for place, one in enumerate(self.fields, len(self.heads)):
            editor = make_editor(one.field, self._context)
            editor.set_value(given.get(one.field.name))
            editor.input.setAccessibleName(f"第{at}行{''.join(words[1:2]) and words[0]}，{one.field.label}")
            editors[one.field.name] = editor
            self.grid.addWidget(editor, at, place)
        line = GridLine(about, editors, {})
        line.given = line.values()
        self.lines.append(line)
        return line

    def show_count(self) -> None:
        """Say how many lines there are."""
        self.count.setText(f"共 {len(self.lines)} 行")
        self.save_button.setEnabled(bool(self.lines))

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved."""
        return any(line.is_changed for line in self.lines)

    # saving

    def save(self) -> bool:
        """Save everything; False when something is wrong, and then it is told and marked."""
        with errors_shown(self):
            try:
                written = self.write(self._read())
            except InvalidInput as error:
                self._mark(error)
                return False
            self.saved.emit(written)
            self.desk.tell(f"{self.name}：已保存 {written} 条" if written else "没有需要保存的改动")
            self.load()
            return True
        return False

    def _read(self) -> list[tuple[Any, Values]]:
        found, problems = [], []
        for at, line in enumerate(self.lines):
            try:
                found.append((line.about, line.values()))
            except InvalidInput as error:
                problems += [Problem(f"{at}.{p.field}", f"第{at + 1}行：{p.message}") for p in error.problems]
        if problems:
            raise InvalidInput(problems)
        return found

    def _mark(self, error: InvalidInput) -> None:
        """Tell all problems, mark the fields known to be wrong and go to the first."""
        self.notice.set_notice("；".join(p.message for p in error.problems), "danger")
        wrong = {p.field for p in error.problems}
        first: Editor | None = None
        for at, line in enumerate(self.lines):
            for name, editor in line.editors.items():
                is_wrong = f"{at}.{name}" in wrong
                editor.set_error(is_wrong)
                first = first or (editor if is_wrong else None)
        if first is not None:
            first.setFocus()

    # leaving

    def may_leave(self) -> bool:
        """Ask about what is not saved."""
        if not self.is_changed:
            return True
        answer = self.desk.dialogs.choose(self, f"{self.name}有内容还没有保存。", UNSAVED)
        return answer == "drop" or (answer == "save" and self.save())

    def reject(self) -> None:
        if self.may_leave():
            super().reject()
