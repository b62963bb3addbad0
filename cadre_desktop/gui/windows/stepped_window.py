"""A record window with a button for every step the record's state allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.widgets.buttons import Kind, button
from cadre_desktop.gui.widgets.layouts import clear
from cadre_desktop.services import records


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done next: its words, what does it, and what is said afterwards."""

    words: str
    do: Callable[[], object]
    said: str
    kind: Kind = "plain"


class SteppedWindow(RecordDialog):
    """Subclasses say which steps are open; what was typed is saved before a step is taken."""

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        """List the steps open to the record as it is stored."""
        raise NotImplementedError

    def is_locked(self, values: dict[str, Any]) -> bool:
        """Tell whether the record can only be read."""
        return False

    def add_tools(self) -> None:
        self.show_steps()

    def show_steps(self) -> None:
        """Offer what the record's state allows."""
        clear(self.tools)
        if self.form.record_id is None:
            return
        values, _ = records.load(self.desk.db, self.kind, self.form.record_id)
        for step in self.steps(values):
            made = button(step.words, kind=step.kind)
            made.clicked.connect(lambda _on=False, step=step: self.take(step))
            self.tools.addWidget(made)
        locked = self.is_locked(values)
        self.form.set_read_only(locked)
        for each in (self.save_button, self.another_button):
            each.setVisible(not locked)

    def take(self, step: Step) -> None:
        """Save what was typed, take the step, and show the record as it is then."""
        with errors_shown(self):
            if self.dirty and not self.form.save():
                self.state_label.setText("× 有填写问题，还没有保存")
                return
            self.dirty = False
            if step.do() is False:  # the person changed her mind when asked for more
                return
            self.form.load()
            self.show_steps()
            self.state_label.setText(f"✓ {step.said}")
            self.saved.emit(self.form.record_id or "")

    def _show_parts(self) -> None:
        super()._show_parts()
        self.show_steps()
