"""What every editor of a field is: a widget that shows one value and hands it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.style.theme import set_state
from cadre_desktop.gui.widgets.layouts import column
from cadre_desktop.records.rows import Link
from cadre_desktop.storage.fields import Field


def _finds_nothing(_model: type, _text: str) -> Sequence[Link]:
    return ()


def _opens_nothing(_name: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class EditorContext:
    """What editors may ask of the outside.

    `search` finds records to link to by what was typed; `unseal` opens a sealed field of the record
    at hand by name, and is only called when `may_unseal`.
    """

    search: Callable[[type, str], Sequence[Link]] = _finds_nothing
    may_unseal: bool = False
    unseal: Callable[[str], str] = _opens_nothing


class Editor(QWidget):
    """Base of all editors: `control` takes the focus; `parts`, when given, are laid out from top to bottom.

    `changed` is emitted when the person, not the program, changes the value.
    """

    changed = Signal()

    def __init__(self, field: Field, control: QWidget, *parts: QWidget) -> None:
        super().__init__()
        self.field = field
        self.input = control
        control.setAccessibleName(field.label)
        control.setAccessibleDescription(field.spec.help)
        control.setToolTip(field.spec.help)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # before there is a proxy: it would be handed on to the control
        self.setFocusProxy(control)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setLayout(column(*(parts or (control,))))

    def value(self) -> Any:
        """Return the plain value, None when empty.  Raises InvalidInput when what stands there is no such value."""
        raise NotImplementedError  # a subclass gives it: Qt classes cannot be made abstract ones

    def set_value(self, value: Any) -> None:
        """Show a value; `changed` stays silent."""
        raise NotImplementedError  # a subclass gives it: Qt classes cannot be made abstract ones

    def set_read_only(self, read_only: bool) -> None:
        """Keep the person from changing the value, which stays as readable as in a line of text."""
        self.input.setEnabled(not read_only)
        set_state(self.input, "held", "true" if read_only else "false")

    def set_error(self, wrong: bool) -> None:
        """Mark the field as wrong, or no longer."""
        set_state(self.input, "error", "true" if wrong else "false")

    def _refuse(self, message: str) -> InvalidInput:
        return InvalidInput([Problem(self.field.name, message)])
