"""A record window with a button for every step the record's state allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

from PySide6.QtWidgets import QVBoxLayout

from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.editor import EditorContext
from cadre_desktop.gui.forms.record_dialog import RecordDialog
from cadre_desktop.gui.forms.step_dialog import StepDialog
from cadre_desktop.gui.widgets.buttons import Kind, button
from cadre_desktop.gui.widgets.layouts import boxed, clear, column
from cadre_desktop.gui.widgets.notice import StepStrip
from cadre_desktop.services import records
from cadre_desktop.storage.fields import Choice, Field


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done next: its words, what does it, and what is said afterwards.

    A step that `asks` opens a small window for these values, starting with those of `start`, and calls `do` with
    those filled in by name; `about` is said above them.  What `do` refuses stands beside the value it is about.
    """

    words: str
    do: Callable[..., object]
    said: str
    kind: Kind = "plain"
    asks: tuple[Field, ...] = ()
    start: tuple[tuple[str, Any], ...] = ()
    about: str = ""


def must(field: Field, *, caption: str = "") -> Field:
    """Return a field of a record as a step asks for it: it has to be filled."""
    return replace(field, required=True, spec=replace(field.spec, label=caption or field.label, read_only=False))


class SteppedWindow(RecordDialog):
    """Subclasses say which steps are open; what was typed is saved before a step is taken.

    `path` are the states in their order, shown as a strip above the form; side states are shown as the last one.
    """

    path: ClassVar[tuple[Choice, ...]] = ()

    def steps(self, values: dict[str, Any]) -> Sequence[Step]:
        """List the steps open to the record as it is stored."""
        raise NotImplementedError

    def is_locked(self, values: dict[str, Any]) -> bool:
        """Tell whether the record can only be read."""
        return False

    def add_tools(self) -> None:
        self.strip = column()
        cast(QVBoxLayout, self.layout()).insertWidget(1, boxed(self.strip))
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
        self._show_path(values)
        locked = self.is_locked(values)
        self.held = locked
        self.form.set_read_only(locked)
        self._set_title()
        for each in (self.save_button, self.another_button):
            each.setVisible(not locked)
        if locked:
            self.cancel_button.setFocus()  # no field waits for anything to be typed

    def _show_path(self, values: dict[str, Any]) -> None:
        clear(self.strip)
        if not self.path:
            return
        state = values["state"]
        labels = [one.label for one in self.path]
        if state not in self.path:
            labels.append(state.label)
        at = self.path.index(state) if state in self.path else len(labels) - 1
        self.strip.setContentsMargins(16, 0, 16, 4)
        self.strip.addWidget(StepStrip(labels, at))

    def take(self, step: Step) -> None:
        """Save what was typed, take the step, and show the record as it is then."""
        with errors_shown(self):
            self.moved.note()
            if self.dirty and not self.form.save():
                self.state_label.setText("× 有填写问题，还没有保存")
                return
            self.dirty = False
            if step.asks:
                self._ask(step)
            elif step.do() is not False:  # False: the person changed her mind when asked for more
                self.show_taken(step.said)

    def _ask(self, step: Step) -> None:
        def go(values: dict[str, Any]) -> None:
            step.do(**{name: value for name, value in values.items() if value is not None})
            self.show_taken(step.said)

        title = step.words.rstrip("…")
        context = EditorContext(search=lambda model, text: records.links(self.desk.db, model, text))
        StepDialog(self, title, step.asks, go, words=step.about, start=dict(step.start), context=context).open()

    def show_taken(self, said: str) -> None:
        """Show the record as it is after a step, and say what was done."""
        self.form.load()
        self.show_steps()
        self.state_label.setText(f"✓ {said}")
        self.saved.emit(self.form.record_id or "")

    def _show_parts(self) -> None:
        super()._show_parts()
        self.show_steps()
