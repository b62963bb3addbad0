"""The list of one kind, as a paged model reads it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from cadre_desktop.gui.tables.cells_of import align_of, field_cell
from cadre_desktop.gui.widgets.table_model import PlainRow, TableColumn
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.listing import ListQuery
from cadre_desktop.services import records
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.fields import Field

_PIXELS_A_CHARACTER = 9
_TICK = 26  # the tick box of the first column
_STRETCHING = 24  # columns at least this wide take the spare room
_PROSE = 140  # columns at least this wide hold words of any length, which may be cut
_SHRINKS_TO = 0.7


class KindSource:
    """Reads a kind's records; `query` says which."""

    def __init__(self, db: Database, kind: RecordKind, query: ListQuery | None = None) -> None:
        self._db, self._kind = db, kind
        self.query = query or ListQuery()
        self._fields = kind.table_fields

    @property
    def columns(self) -> Sequence[TableColumn]:
        made = columns_for(self._kind, self._fields)
        if not self._kind.kept_by_program:
            first = made[0]
            made[0] = replace(first, width=first.width + _TICK, least=first.least and first.least + _TICK)
        return made

    def page(self, after: str = "") -> Sequence[PlainRow]:
        found = records.page(self._db, self._kind, self._fields, self.query, after=after)
        return [
            PlainRow(row.id, tuple(field_cell(f, v) for f, v in zip(self._fields, row.values, strict=True)))
            for row in found
        ]

    def count(self) -> int:
        return records.count(self._db, self._kind, self.query)

    def sort(self, key: str, *, descending: bool) -> bool:
        if key == self.query.sort and descending == self.query.descending:
            return False
        self.query = replace(self.query, sort=key, descending=descending)
        return True


def columns_for(kind: RecordKind, fields: Sequence[Field]) -> list[TableColumn]:
    """Lay out the columns of a list; one of them always takes the room that is left.

    On a narrow screen the last columns are left out first, but never the first one, the one with the most words,
    nor a state, which says what is to be done.  A kind names in `spare` what its readers miss least.
    """
    made = [column_for(f) for f in fields]
    if not any(column.stretch for column in made):
        widest = max(made, key=lambda column: column.width)
        made[made.index(widest)] = replace(widest, stretch=1)
    named = [a.key for a in kind.spare]
    main = max(made, key=lambda column: (column.stretch, column.width))
    kept = {made[0].key, main.key, *(f.name for f in fields if f.name == "state")}
    usual = [column.key for column in made if column.key not in kept and column.key not in named]
    order = [*usual, *reversed(named)]  # the later, the sooner it is left out
    return [replace(c, spare=order.index(c.key) + 1 if c.key in order else 0) for c in made]


def column_for(field: Field) -> TableColumn:
    """Lay out a field's column: its width in the declaration is in characters."""
    width = max(field.spec.width, len(field.label) + 3) * _PIXELS_A_CHARACTER
    stretch = 1 if field.spec.width >= _STRETCHING else 0
    least = round(width * _SHRINKS_TO) if width >= _PROSE else 0
    align: Literal["left", "right"] = "right" if align_of(field) == "right" else "left"
    return TableColumn(field.name, field.label, width, align, stretch, least=least)
