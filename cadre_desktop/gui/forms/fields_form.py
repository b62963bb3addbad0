"""A small form over values that are no record: captions, editors, and what is wrong beside each."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.forms.editors import make_editor
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column
from cadre_desktop.storage.fields import Field


class FieldsForm(QWidget):
    """Editors in a grid; `changed` is emitted when the person changes one.

    The help of a field stands below it, unless `helps` is off and it only stands in the empty field.
    """

    changed = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        columns: int = 2,
        helps: bool = True,
        context: EditorContext = EditorContext(),
    ) -> None:
        super().__init__()
        self._helps, self._context = helps, context
        self.editors: dict[str, Editor] = {}
        self.notes: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens().px(20))
        grid.setVerticalSpacing(tokens().px(4))
        for index, field in enumerate(fields):
            line, place = divmod(index, columns)
            grid.addWidget(self._cell(field), line, place, Qt.AlignmentFlag.AlignTop)
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        EnterMovesOn(self)

    def _cell(self, field: Field) -> QWidget:
        editor, note = make_editor(field, self._context), label("", "error", wrap=True)
        caption = label(f"{field.label}{'　＊' if field.required else ''}", "field")
        caption.setBuddy(editor.input)
        editor.changed.connect(partial(self._forgive, field.name))
        editor.changed.connect(self.changed)
        note.hide()
        self.editors[field.name], self.notes[field.name] = editor, note
        holder = QWidget()
        parts: list[QWidget] = [caption, editor]
        if field.spec.help and self._helps:
            parts.append(label(field.spec.help, "small", wrap=True))
        holder.setLayout(column(*parts, note, gap=3, margins=(0, 2, 0, 4)))
        return holder

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Put values into their editors; fields not named are emptied."""
        for name, editor in self.editors.items():
            editor.set_value(values.get(name))

    def values(self) -> dict[str, Any]:
        """Read every editor; raise InvalidInput with all the problems they see."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, editor in self.editors.items():
            try:
                found[name] = editor.value()
            except InvalidInput as error:
                problems += error.problems
                continue
            if editor.field.required and found[name] in (None, ""):
                problems.append(Problem(name, f"“{editor.field.label}”不能为空"))
        if problems:
            raise InvalidInput(problems)
        return found

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Put each problem beside its field and go to the first; without problems all is well again."""
        for name, note in self.notes.items():
            said = [p.message for p in problems if p.field == name]
            note.setText("；".join(f"× {message}" for message in said))
            note.setVisible(bool(said))
            self.editors[name].set_error(bool(said))
        first = next((p.field for p in problems if p.field in self.editors), None)
        if first:
            self.editors[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _forgive(self, name: str) -> None:
        """A value that was changed is no longer the one that was wrong: the next save says what it thinks of it."""
        self.notes[name].hide()
        self.editors[name].set_error(False)
