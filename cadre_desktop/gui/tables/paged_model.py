"""A table model that reads its rows page by page as the person scrolls, sorted by the store."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from cadre_desktop.gui.widgets.cells import Index
from cadre_desktop.gui.widgets.table_model import CellTableModel, PlainRow, TableColumn
from cadre_desktop.records.listing import PAGE


class Source(Protocol):
    """Where a paged list comes from."""

    @property
    def columns(self) -> Sequence[TableColumn]:
        """The columns, whether shown or not."""

    def page(self, after: str) -> Sequence[PlainRow]:
        """Read the rows that follow the one with an id, the first ones after ""; fewer than a page at the end."""

    def count(self) -> int:
        """Count the rows of the whole list."""

    def sort(self, key: str, *, descending: bool) -> bool:
        """Order by a column from the next page on; False when the column cannot be sorted by."""


class PagedTableModel(CellTableModel):
    """Shows a source; ticks stay on ids, whether their rows have been read or not."""

    reloaded = Signal()

    def __init__(self, source: Source, *, tickable: bool = False, parent: QObject | None = None) -> None:
        super().__init__(source.columns, tickable=tickable, parent=parent)
        self._source = source
        self._at_end = True
        self.total = 0

    def reload(self) -> None:
        """Read the list again from the top."""
        self.beginResetModel()
        self._ids, self._cells = [], []
        self._take(self._source.page(""))
        self.total = len(self._ids) if self._at_end else self._source.count()
        self.endResetModel()
        self.reloaded.emit()

    def _take(self, rows: Sequence[PlainRow]) -> None:
        self._at_end = len(rows) < PAGE
        self._ids += [row.id for row in rows]
        self._cells += [self._painted(row) for row in rows]

    # Qt's side

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:
        return not parent.isValid() and not self._at_end

    def fetchMore(self, parent: Index = QModelIndex()) -> None:
        rows = self._source.page(self._ids[-1]) if self._ids else ()
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._ids), len(self._ids) + len(rows) - 1)
            self._take(rows)
            self.endInsertRows()
        else:
            self._at_end = True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self.columns[column].key if 0 <= column < len(self.columns) else ""
        if self._source.sort(key, descending=order == Qt.SortOrder.DescendingOrder):
            self.reload()
