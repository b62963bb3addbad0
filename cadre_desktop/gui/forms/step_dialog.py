"""Asks the few values one step needs, then takes the step; what is wrong stands beside its field."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.editor import EditorContext
from cadre_desktop.gui.forms.fields_form import FieldsForm
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.storage.fields import Field, FieldSpec

Values = dict[str, Any]


def step_field(
    name: str, kind: type, caption: str, *, required: bool = True, help: str = "", long: bool = False
) -> Field:
    """Describe a value a step asks for that is no column of a record."""
    return Field(name, kind, required, None, FieldSpec(caption, help=help, multiline=long))


class StepDialog(QDialog):
    """`do` gets the values and takes the step; the window closes unless it raises, or returns False for “not yet”."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        fields: Sequence[Field],
        do: Callable[[Values], object],
        *,
        words: str = "",
        start: Mapping[str, Any] | None = None,
        context: EditorContext = EditorContext(),
    ) -> None:
        super().__init__(parent)
        self._do = do
        self.setWindowTitle(title)
        self.setMinimumWidth(tokens().px(460))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = FieldsForm(fields, columns=1, helps=False, context=context)
        self.form.show_values(start or {})
        self.editors, self.notes = self.form.editors, self.form.notes
        self.whole_note = Notice("", "danger")
        body = column(self.whole_note, gap=6, margins=(20, 16, 20, 14))
        if words:
            body.addWidget(label(words, "soft", wrap=True))
        body.addWidget(self.form)
        self.ok_button = button(title, self.accept, kind="primary", shortcut="Ctrl+Return")
        body.addSpacing(6)
        body.addLayout(row(None, button("取消", self.reject, tip="Esc"), self.ok_button))
        self.setLayout(body)
        if self.editors:
            QTimer.singleShot(0, self, next(iter(self.editors.values())).setFocus)

    def values(self) -> Values:
        """Read every editor; raise InvalidInput with all the problems there are."""
        return self.form.values()

    def accept(self) -> None:
        """Take the step; stay open with the problems when it is refused."""
        with errors_shown(self):
            try:
                done = self._do(self.values())
            except InvalidInput as error:
                self._show_problems(error.problems)
                return
            if done is not False:
                super().accept()

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        whole = [p.message for p in problems if p.field not in self.editors]
        self.whole_note.set_notice("；".join(whole), "danger")
        self.form.show_problems(problems)
