"""The form every kind shares: sections of labelled editors, with the problems beside their fields."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cadre_desktop.errors import InvalidInput, Problem
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.forms.editors import make_editor
from cadre_desktop.gui.forms.enter_moves_on import EnterMovesOn
from cadre_desktop.gui.forms.link_editors import LinkEditor, LinksEditor
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.records.kind import RecordKind, Section
from cadre_desktop.records.rows import Link
from cadre_desktop.services import records
from cadre_desktop.storage.fields import Field

_COLUMNS = 3
_LONGEST_IN_ONE = 28  # characters; longer fields and prose take a whole line


class RecordForm(QWidget):
    """Edit the fields of one record, new or opened.

    `preset` gives a new record values to start with; links given so are fixed (a task's term).
    """

    changed = Signal()

    def __init__(
        self, desk: Desk, kind: RecordKind, record_id: str | None = None, preset: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__()
        self.desk, self.kind, self.record_id, self.version = desk, kind, record_id, 0
        self.preset = dict(preset or {})
        if record_id is not None:
            self.preset |= self._stored_owner(record_id)
        self.editors: dict[str, Editor] = {}
        self.notes: dict[str, QLabel] = {}
        self.whole_note = Notice("", "danger")
        self.whole_note.hide()
        self._labels: dict[str, QLabel] = {}
        boxes = [self._section(section) for section in kind.form]
        self.setLayout(column(self.whole_note, *[b for b in boxes if b], None, gap=12))
        EnterMovesOn(self)
        self.load()

    def _stored_owner(self, record_id: str) -> dict[str, Any]:
        """A stored line stays with its owner."""
        if self.kind.part_of is None:
            return {}
        name = self.kind.part_of.key
        return {name: records.load(self.desk.db, self.kind, record_id)[0][name]}

    # building

    def _section(self, section: Section) -> SectionBox | None:
        fields = [f for f in section.fields if not self._is_fixed(f)]
        if not fields:
            return None
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens().px(20))
        grid.setVerticalSpacing(tokens().px(2))
        for i in range(_COLUMNS):
            grid.setColumnStretch(i, 1)
        line = taken = 0
        for field in fields:
            editor = make_editor(field, self._context())
            editor.changed.connect(partial(self._forgive, field.name))
            editor.changed.connect(self.changed)
            span = _span(field)
            if taken + span > _COLUMNS:
                line, taken = line + 1, 0
            grid.addWidget(self._cell(field, editor), line, taken, 1, span, Qt.AlignmentFlag.AlignTop)
            taken += span
        return SectionBox(section.title, grid)

    def _cell(self, field: Field, editor: Editor) -> QWidget:
        mark = "　＊" if field.required and not field.spec.read_only else ""
        caption, note = label(field.label + mark, "field"), label("", "error", wrap=True)
        caption.setBuddy(editor.input)
        note.hide()
        holder = QWidget()
        inner = column(caption, editor, note, gap=3, margins=(0, 2, 0, 4))
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder.setLayout(inner)
        self.editors[field.name], self.notes[field.name] = editor, note
        return holder

    def _is_fixed(self, field: Field) -> bool:
        """A line is edited inside its owner: the link to it is not asked for."""
        part = self.kind.part_of
        return part is not None and field.name == part.key and field.name in self.preset

    def _context(self) -> EditorContext:
        may = self.desk.db.vault.open
        return EditorContext(search=self._search, may_unseal=may, unseal=self._unseal)

    def _search(self, model: type, text: str) -> list[Link]:
        return records.links(self.desk.db, model, text, self._held())

    def _held(self) -> list[tuple[type, str]]:
        """List the links the form holds now, the owner first."""
        held: list[tuple[type, str]] = []
        for field in self.kind.form_fields:
            editor, preset = self.editors.get(field.name), self.preset.get(field.name)
            if isinstance(editor, LinkEditor | LinksEditor):
                held += [(field.type, link.id) for link in editor.taken()]
            elif isinstance(preset, Link):
                held.append((field.type, preset.id))
        return held

    def _quiet_value(self, field: Field) -> Any:
        try:
            return self.editors[field.name].value() if field.name in self.editors else None
        except InvalidInput:
            return None

    def quiet_value(self, name: str) -> Any:
        """Return what a field holds now, its preset when it is not asked for, None while it cannot be read."""
        return self.preset.get(name) if name not in self.editors else self._quiet_value(self.kind.field(name))

    def _unseal(self, name: str) -> str:
        return records.unseal(self.desk.db, self.kind, self.record_id, name) if self.record_id else ""

    # values

    def load(self) -> None:
        """Show the record as it is stored, or a new one with its presets and defaults."""
        if self.record_id is None:
            values: dict[str, Any] = {**records.defaults(self.kind), **self.preset}
        else:
            values, self.version = records.load(self.desk.db, self.kind, self.record_id)
        self.show_values(values)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Put values into their editors; fields not named stay as they are."""
        for name, editor in self.editors.items():
            if name in values:
                editor.set_value(values[name])

    def values(self) -> dict[str, Any]:
        """Read every editor; raise InvalidInput with all the problems the editors themselves see."""
        found = {n: v for n, v in self.preset.items() if n not in self.editors}
        problems: list[Problem] = []
        for name, editor in self.editors.items():
            try:
                found[name] = editor.value()
            except InvalidInput as error:
                problems += error.problems
        if problems:
            raise InvalidInput(problems)
        return found

    def save(self) -> bool:
        """Save; False when a rule is broken, and then the problems stand beside their fields."""
        self.show_problems(())
        try:
            values = self.values()
            if self.record_id is None:
                self.record_id = records.create(self.desk.db, self.kind, values)
            else:
                records.change(self.desk.db, self.kind, self.record_id, self.version, values)
        except InvalidInput as error:
            self.show_problems(error.problems)
            return False
        self.version = records.load(self.desk.db, self.kind, self.record_id)[1]
        return True

    def start_another(self) -> None:
        """Begin a new record after a save; links, dates and choices stay, since the next is much like the last."""
        kept = {f.name for f in self.kind.form_fields if f.is_link or f.name in _KEPT_ON}
        values = {n: self.editors[n].value() for n in self.editors if n in kept}
        blank = dict.fromkeys(self.editors)
        self.record_id, self.version = None, 0
        self.show_values({**blank, **records.defaults(self.kind), **self.preset, **values})
        self.first_editor().setFocus()

    # problems

    def show_problems(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        """Put each problem beside its field, those of the whole record on top, and go to the first."""
        by_field: dict[str, list[str]] = {}
        for problem in problems:
            by_field.setdefault(problem.field if problem.field in self.notes else "", []).append(problem.message)
        for name, note in self.notes.items():
            messages = by_field.get(name, [])
            note.setText("；".join(f"× {m}" for m in messages))
            note.setVisible(bool(messages))
            self.editors[name].set_error(bool(messages))
        self.whole_note.setVisible("" in by_field)
        if "" in by_field:
            self.whole_note.set_notice("；".join(by_field[""]), "danger")
        first = next((n for n in self.editors if n in by_field), None)
        if first:
            self.editors[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _forgive(self, name: str) -> None:
        """A value that was changed is no longer the one that was wrong: the next save says what it thinks of it."""
        self.notes[name].hide()
        self.editors[name].set_error(False)

    def first_editor(self) -> QWidget:
        """Return the editor typing starts in: the first that is empty, or the first of all."""
        for name, editor in self.editors.items():
            if not self.kind.field(name).spec.read_only and self._quiet_value(self.kind.field(name)) in (None, "", ()):
                return editor
        return next(iter(self.editors.values()))

    def set_read_only(self, read_only: bool) -> None:
        """Let the person read but not type."""
        for name, editor in self.editors.items():
            editor.set_read_only(read_only or self.kind.field(name).spec.read_only)


def _span(field: Field) -> int:
    """Say how many columns of the form a field takes."""
    return _COLUMNS if field.spec.multiline or field.is_links or field.spec.width > _LONGEST_IN_ONE else 1


_KEPT_ON = frozenset(
    {"year", "talked_on", "observed_on", "started_on", "talkers", "recorder", "place", "observer", "unit"}
)
