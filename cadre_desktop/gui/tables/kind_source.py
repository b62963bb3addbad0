"""The list of one kind, as a paged model reads it."""

from collections.abc import Sequence
from dataclasses import replace

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


class KindSource:
    """Reads a kind's records; `query` says which."""

    def __init__(self, db: Database, kind: RecordKind, query: ListQuery | None = None) -> None:
        self._db, self._kind = db, kind
        self.query = query or ListQuery()
        self._fields = kind.table_fields

    @property
    def columns(self) -> Sequence[TableColumn]:
        made = columns_for(self._fields)
        if not self._kind.kept_by_program:
            made[0] = replace(made[0], width=made[0].width + _TICK)
        return made

    def page(self, offset: int) -> Sequence[PlainRow]:
        found = records.page(self._db, self._kind, self._fields, self.query, offset=offset)
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


def columns_for(fields: Sequence[Field]) -> list[TableColumn]:
    """Lay out the columns of a list; one of them always takes the room that is left."""
    made = [column_for(f) for f in fields]
    if not any(column.stretch for column in made):
        widest = max(made, key=lambda column: column.width)
        made[made.index(widest)] = replace(widest, stretch=1)
    return made


def column_for(field: Field) -> TableColumn:
    """Lay out a field's column: its width in the declaration is in characters."""
    width = max(field.spec.width, len(field.label) + 3) * _PIXELS_A_CHARACTER
    stretch = 1 if field.spec.width >= _STRETCHING else 0
    return TableColumn(field.name, field.label, width, "right" if align_of(field) == "right" else "left", stretch)
