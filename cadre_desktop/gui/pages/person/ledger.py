"""The records of one kind about one person: a table to read, open, add to and delete from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from PySide6.QtCore import Signal

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.bin_hint import bin_hint
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.tables.cells_of import align_of, field_cell
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.gui.widgets.short_table import ShortTable
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.records.rows import Link
from cadre_desktop.services import records

Values = Mapping[str, Any]
CellMaker = Callable[[Values], Cell | str]


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column of the table and how its cell is made from a record's values."""

    column: TableColumn
    cell: CellMaker


def field_column(kind: RecordKind, name: str, width: int, *, title: str = "", stretch: int = 0) -> LedgerColumn:
    """Make the column of a declared field."""
    field = kind.field(name)
    align: Literal["left", "right"] = "right" if align_of(field) == "right" else "left"
    column = TableColumn(name, title or field.label, width, align, stretch)
    return LedgerColumn(column, lambda values: field_cell(field, values[name]))


def made_column(key: str, title: str, width: int, cell: CellMaker, *, stretch: int = 0) -> LedgerColumn:
    """Make a column whose cell is worked out from several fields."""
    return LedgerColumn(TableColumn(key, title, width, stretch=stretch), cell)


class Ledger(SectionBox):
    """Emits `loaded` after each reading; `rows` holds the values by record id, in the order shown.

    The values have the record's id under "id".

    `link` is the field that names the person; a record that is a line of the person's is given it fixed.
    """

    loaded = Signal()

    def __init__(
        self,
        desk: Desk,
        kind: RecordKind,
        columns: Sequence[LedgerColumn],
        *,
        title: str = "",
        link: str = "cadre",
        sort: str = "",
        most_rows: int = 6,
        framed: bool = False,
    ) -> None:
        super().__init__(title or kind.title, framed=framed)
        self.desk, self.kind = desk, kind
        self.rows: dict[str, Values] = {}
        self.person: Link | None = None
        self._caption, self._columns, self._link, self._sort = title or kind.title, columns, link, sort
        self.model = PlainTableModel([c.column for c in columns])
        self.table = ShortTable(self.model, name=self._caption, most_rows=most_rows)
        self.none_label = label(f"还没有{self._caption}。", "soft", wrap=True)
        self.add(self.none_label)
        self.add(self.table)
        self.discard_button = button("删除", lambda: self.discard(self.table.selected_ids()), kind="link", tip="Del")
        self.discard_button.setAccessibleName(f"删除{self._caption}")
        self.add_button = button(f"＋ 添加{kind.title}", self.add_record, kind="link")
        if not kind.kept_by_program:
            self.add_action(self.discard_button)
            self.add_action(self.add_button)
        self.table.opened.connect(self.open)
        self.table.delete_asked.connect(self.discard)
        self.table.chosen.connect(self.show_choice)

    # reading

    def show_person(self, person: Link) -> None:
        """Show another person's records."""
        self.person = person
        self.reload()

    def reload(self) -> None:
        """Read the records again."""
        if self.person is None:
            return
        chosen = self.table.current_id()
        fields = self.kind.form_fields
        found = records.all_rows(self.desk.db, self.kind, fields, self.query())
        names = [f.name for f in fields]
        values = {row.id: {"id": row.id} | dict(zip(names, row.values, strict=True)) for row in found}
        self.rows = {record_id: v for record_id, v in sorted(values.items(), key=self._place) if self.shows(v)}
        self.prepare()
        stored = [PlainRow(i, tuple(c.cell(v) for c in self._columns)) for i, v in self.rows.items()]
        self.model.set_rows([*stored, *self.more_rows()])
        if chosen:
            self.table.select_id(chosen)
        self._fit()
        self.show_choice()
        self.loaded.emit()

    def query(self) -> ListQuery:
        """Say which records are the person's, newest first."""
        who = self.person.id if self.person else ""
        return ListQuery(filters=((self._link, who),), sort=self._sort, descending=bool(self._sort))

    def shows(self, values: Values) -> bool:
        """Say whether a record of the person is listed; all are, unless a subclass is choosy."""
        return bool(values)

    def _place(self, item: tuple[str, Values]) -> Any:
        return self.place(item[1])

    def place(self, _values: Values) -> Any:
        """Give what the list is ordered by, smallest first; as read, unless a subclass knows better."""
        return 0

    def prepare(self) -> None:
        """Read what the cells need besides the records' own fields; subclasses do."""

    def more_rows(self) -> Sequence[PlainRow]:
        """Give lines that stand for what is not there yet; subclasses do."""
        return ()

    def _fit(self) -> None:
        """Say how many there are, or that there are none."""
        n = len(self.model.rows)
        self.set_title(f"{self._caption}（{len(self.rows)}）" if self.rows else self._caption)
        self.none_label.setVisible(not n)
        self.table.setVisible(bool(n))

    # acting

    def show_choice(self) -> None:
        """Wake the buttons that need a chosen row; subclasses add theirs."""
        self.discard_button.setEnabled(any(i in self.rows for i in self.table.selected_ids()))

    def preset(self) -> dict[str, Any]:
        """Give what a new record starts with."""
        return {self._link: self.person}

    def add_record(self) -> None:
        """Open the window of a new record of this person."""
        self._open_window(None, self.preset())

    def open(self, record_id: str) -> None:
        """Open the window of one record."""
        self._open_window(record_id, None)

    def _open_window(self, record_id: str | None, preset: Mapping[str, Any] | None) -> None:
        with errors_shown(self):
            open_record(self.desk, self.window(), self.kind, record_id, preset)

    def discard(self, record_ids: list[str]) -> None:
        """Move records to the recycle bin after asking; a line offers to take it back."""
        with errors_shown(self):
            record_ids = [i for i in record_ids if i in self.rows]
            question = f"将 {len(record_ids)} 条{self.kind.title}移入回收站？"
            hint = bin_hint(self.desk.db, self.kind, record_ids)
            if not record_ids or not self.desk.dialogs.confirm(self, question, hint, yes="移入回收站", danger=True):
                return
            records.discard_many(self.desk.db, self.kind, record_ids)
            self.desk.tell(
                f"已将 {len(record_ids)} 条{self.kind.title}移入回收站", partial(self._bring_back, record_ids)
            )

    def _bring_back(self, record_ids: list[str]) -> None:
        with errors_shown(self):
            for record_id in record_ids:
                records.restore(self.desk.db, self.kind, record_id)
