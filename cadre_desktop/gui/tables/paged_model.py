"""A table model that reads its rows page by page as the person scrolls, sorted by the store."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from cadre_desktop.gui.widgets.cells import (
    ACCESSIBLE,
    ALIGNMENT,
    CELL,
    CHECK_STATE,
    DISPLAY,
    ROW_ID,
    TOOL_TIP,
    Cell,
    Index,
)
from cadre_desktop.gui.widgets.table_model import HEADER_ALIGN, PlainRow, TableColumn
from cadre_desktop.records.listing import PAGE


class Source(Protocol):
    """Where a paged list comes from."""

    @property
    def columns(self) -> Sequence[TableColumn]:
        """The columns, whether shown or not."""

    def page(self, offset: int) -> Sequence[PlainRow]:
        """Read the rows from an offset on; fewer than a page, or none, at the end."""

    def count(self) -> int:
        """Count the rows of the whole list."""

    def sort(self, key: str, *, descending: bool) -> bool:
        """Order by a column from the next page on; False when the column cannot be sorted by."""


class PagedTableModel(QAbstractTableModel):
    """Shows a source; ticks stay on ids, whether their rows have been read or not."""

    ticks_changed = Signal()
    reloaded = Signal()

    def __init__(self, source: Source, *, tickable: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source, self._tickable = source, tickable
        self.columns = tuple(source.columns)
        self._aligns = [c.align for c in self.columns]
        self._ids: list[str] = []
        self._cells: list[list[Cell]] = []
        self._ticked: dict[str, None] = {}
        self._at_end = True
        self.total = 0

    def reload(self) -> None:
        """Read the list again from the top."""
        self.beginResetModel()
        self._ids, self._cells = [], []
        self._take(self._source.page(0))
        self.total = len(self._ids) if self._at_end else self._source.count()
        self.endResetModel()
        self.reloaded.emit()

    def _take(self, rows: Sequence[PlainRow]) -> None:
        self._at_end = len(rows) < PAGE
        for row in rows:
            self._ids.append(row.id)
            self._cells.append(self._painted(row))

    def _painted(self, row: PlainRow) -> list[Cell]:
        made = [Cell(c) if isinstance(c, str) else c for c in row.cells]
        made = [
            replace(c, align=a) if a != c.align and c.align == "left" else c
            for c, a in zip(made, self._aligns, strict=True)
        ]
        return self._with_ticks(made, row.id)

    def _with_ticks(self, cells: list[Cell], row_id: str) -> list[Cell]:
        if not self._tickable:
            return cells
        on = row_id in self._ticked
        first, *others = cells
        marked = [c if c.marked == on else replace(c, marked=on) for c in others]  # most rows stay as they are
        return [replace(first, marked=on, ticked=on), *marked]

    # ticks

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ticked ids, in the order they were ticked."""
        return tuple(self._ticked)

    def set_ticked(self, ids: Iterable[str]) -> None:
        """Tick exactly these rows."""
        self._ticked = dict.fromkeys(ids)
        self._cells = [self._with_ticks(cells, i) for i, cells in zip(self._ids, self._cells, strict=True)]
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))
        self.ticks_changed.emit()

    def toggle(self, row_id: str) -> None:
        """Tick a row, or take its tick away."""
        kept = [i for i in self._ticked if i != row_id]
        self.set_ticked(kept if row_id in self._ticked else [*kept, row_id])

    # Qt's side

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:
        return not parent.isValid() and not self._at_end

    def fetchMore(self, parent: Index = QModelIndex()) -> None:
        rows = self._source.page(len(self._ids))
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._ids), len(self._ids) + len(rows) - 1)
            self._take(rows)
            self.endInsertRows()
        else:
            self._at_end = True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == CELL:
            return self._cells[index.row()][index.column()]
        if role in (DISPLAY, ACCESSIBLE):
            return self._cells[index.row()][index.column()].shown
        if role == ROW_ID:
            return self._ids[index.row()]
        if role == TOOL_TIP:
            return self._cells[index.row()][index.column()].tip or None
        if role == CHECK_STATE and self._tickable and index.column() == 0:
            on = self._ids[index.row()] in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == DISPLAY:
                return self.columns[section].title
            if role == ALIGNMENT:
                return HEADER_ALIGN[self.columns[section].align]
        elif role == DISPLAY:
            return str(section + 1)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self.columns[column].key if 0 <= column < len(self.columns) else ""
        if self._source.sort(key, descending=order == Qt.SortOrder.DescendingOrder):
            self.reload()
