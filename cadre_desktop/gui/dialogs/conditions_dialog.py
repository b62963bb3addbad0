"""六个条件 — a grid of 是 or 否 with the reason for each, the verifiers, and what they found."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.errors import InvalidInput
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.fields_form import FieldsForm
from cadre_desktop.gui.forms.step_dialog import step_field
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.records.tolerance_case import CONDITIONS, KIND, YesNo
from cadre_desktop.rules.tolerance import Answer
from cadre_desktop.storage.fields import Field

_PAIRS = tuple(name for code in CONDITIONS for name in (code, f"{code}_reason"))
_ABOUT = "六个条件逐条认定，每条写明依据；都符合才能容错，有一条不符合只能不予容错。"


class ConditionsDialog(QDialog):
    """`do` gets the answers, the verifiers and the facts; the window closes unless it raises."""

    def __init__(self, parent: QWidget | None, values: dict[str, Any], do: Callable[..., object]) -> None:
        super().__init__(parent)
        self.setWindowTitle("核实认定")
        self._do = do
        fields = tuple(_field(name) for name in (*_PAIRS, "verified_by", "verified_facts"))
        self.form = FieldsForm(fields)
        self.form.show_values({field.name: values[field.name] for field in fields})
        self.ok_button = button("保存认定", self.accept, kind="primary", shortcut="Ctrl+Return")
        foot = row(None, button("取消", self.reject, tip="Esc"), self.ok_button)
        foot.setContentsMargins(16, 8, 16, 12)
        inner = boxed(column(label(_ABOUT, "soft", wrap=True), self.form, None, gap=10, margins=(16, 12, 16, 12)))
        body = column(scrolled(inner, name="六个条件"), foot, gap=0)
        body.setStretch(0, 1)
        self.setLayout(body)
        self.resize(tokens().px(820), tokens().px(600))

    def accept(self) -> None:
        """Take the answers over; stay open with the problems when they are refused."""
        with errors_shown(self):
            try:
                values = self.form.values()
                met = {YesNo.YES: True, YesNo.NO: False}
                answers = {code: Answer(met.get(values[code]), values[f"{code}_reason"] or "") for code in CONDITIONS}
                self._do(answers=answers, verified_by=values["verified_by"] or "", facts=values["verified_facts"] or "")
            except InvalidInput as error:
                self.form.show_problems(error.problems)
                return
            super().accept()


def _field(name: str) -> Field:
    """Ask for reasons on one line each, so that the whole grid can be seen."""
    field = KIND.field(name)
    return step_field(name, str, field.label, required=False) if name.endswith("_reason") else field
