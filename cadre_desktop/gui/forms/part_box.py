"""The lines of a record (tasks of a term, signs of a review) as a table inside its form."""

from collections.abc import Callable
from functools import partial
from typing import Any

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.bin_hint import bin_hint
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.tables.cells_of import field_cell
from cadre_desktop.gui.tables.kind_source import columns_for
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link
from cadre_desktop.services import records
from cadre_desktop.storage.fields import describe

OpenRecord = Callable[..., Any]
_ROWS_SHOWN = 5


class PartBox(SectionBox):
    """A table of one kind of lines, with add, open and delete; it follows the change bus."""

    def __init__(self, desk: Desk, kind: RecordKind, owner: Link, open_record: OpenRecord) -> None:
        super().__init__(kind.title)
        self._desk, self._kind, self._owner, self._open = desk, kind, owner, open_record
        self._link = describe(kind.part_of).name
        self._fields = [f for f in kind.table_fields if f.name != self._link]
        self.model = PlainTableModel(columns_for(kind, self._fields))
        self.table = DataTable(self.model, name=kind.title)
        self.table.opened.connect(self.open)
        self.table.delete_asked.connect(self.discard)
        area = TableArea(self.table, EmptyState(f"还没有{kind.title}", ""))
        area.setFixedHeight(tokens().row * (_ROWS_SHOWN + 1) + 4)
        self.add(area)
        self.discard_button = button("删除", lambda: self.discard(self.table.selected_ids()), kind="link")
        self.table.chosen.connect(self._offer)
        self.model.modelReset.connect(self._offer)
        self.add_action(self.discard_button)
        self.add_button = button(f"增加{kind.title}", partial(self.open, None), kind="link")
        self.add_action(self.add_button)
        desk.bus.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read the lines again."""
        rows = records.parts(self._desk.db, self._kind, self._owner.id)
        names = [f.name for f in self._kind.form_fields]
        self.model.set_rows(self._row(r.id, dict(zip(names, r.values, strict=True))) for r in rows)
        self.set_title(f"{self._kind.title}（{len(rows)}）")

    def _row(self, record_id: str, values: dict[str, Any]) -> PlainRow:
        return PlainRow(record_id, tuple(field_cell(f, values[f.name]) for f in self._fields))

    def _offer(self) -> None:
        """Offer to delete what is selected, and only then."""
        self.discard_button.setEnabled(bool(self.table.selected_ids()))

    def open(self, record_id: str | None) -> None:
        """Open one line, or a new one."""
        with errors_shown(self):
            self._open(self._desk, self.window(), self._kind, record_id, {self._link: self._owner})

    def discard(self, record_ids: list[str]) -> None:
        """Move lines to the recycle bin, after asking."""
        with errors_shown(self):
            question = f"将 {len(record_ids)} 条{self._kind.title}移入回收站？"
            hint = bin_hint(self._desk.db, self._kind, record_ids)
            if record_ids and self._desk.dialogs.confirm(self, question, hint, yes="移入回收站"):
                records.discard_many(self._desk.db, self._kind, record_ids)

    def _on_changed(self, changes: Any) -> None:
        if changes.touches(self._kind.model.__tablename__):
            self.reload()
