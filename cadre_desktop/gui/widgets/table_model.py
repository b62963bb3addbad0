"""Columns of a table, and a model over rows that are already in hand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

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

HEADER_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.  `width` is its width in pixels at 14 px text; spare room goes out by `stretch`.

    Where there is too little room, a column shrinks down to `least` (0: not at all), and columns with a `spare`
    above 0 are left out, those with the greatest first.
    """

    key: str
    title: str
    width: int = 100
    align: Literal["left", "right", "center"] = "left"
    stretch: int = 0
    hidden: bool = False
    least: int = 0
    spare: int = 0


class TableSource(Protocol):
    """What a model offers to be shown in a DataTable besides Qt's own methods."""

    @property
    def columns(self) -> Sequence[TableColumn]: ...


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row: an id, and words or cells in the order of the columns.

    `sort_keys`, when given, order the row instead of its words.
    """

    id: str
    cells: tuple[Cell | str, ...]
    sort_keys: tuple[Any, ...] = ()


class PlainTableModel(QAbstractTableModel):
    """Rows in hand, with optional tick boxes in the first column; emits `ticks_changed`."""

    ticks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[TableColumn],
        rows: Iterable[PlainRow] = (),
        *,
        tickable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._tickable = tickable
        self._ticked: set[str] = set()
        self._rows: list[PlainRow] = []
        self._cells: list[list[Cell]] = []
        self._aligns = [c.align for c in self.columns]
        self.set_rows(rows)

    def set_rows(self, rows: Iterable[PlainRow]) -> None:
        """Show other rows; ticks stay on those that are still there."""
        self.beginResetModel()
        self._rows = list(rows)
        self._ticked &= {r.id for r in self._rows}
        self._cells = [self._row_cells(r) for r in self._rows]
        self.endResetModel()

    def _row_cells(self, row: PlainRow) -> list[Cell]:
        made = []
        ticked = row.id in self._ticked
        for column, given in enumerate(row.cells):
            cell = Cell(given) if isinstance(given, str) else given
            if cell.align != self._aligns[column] and cell.align == "left":
                cell = replace(cell, align=self._aligns[column])
            if ticked or (column == 0 and self._tickable):
                cell = replace(cell, marked=ticked, ticked=ticked if column == 0 else None)
            made.append(cell)
        return made

    @property
    def rows(self) -> Sequence[PlainRow]:
        """The rows in their present order."""
        return self._rows

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids of the ticked rows in their present order."""
        return tuple(r.id for r in self._rows if r.id in self._ticked)

    def set_ticked(self, ids: Iterable[str]) -> None:
        """Tick exactly these rows."""
        self._ticked = set(ids) & {r.id for r in self._rows}
        self._cells = [self._row_cells(r) for r in self._rows]
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))
        self.ticks_changed.emit()

    def toggle(self, row_id: str) -> None:
        """Tick a row, or take its tick away."""
        self.set_ticked(self._ticked ^ {row_id})

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == CELL:
            return self._cells[index.row()][index.column()]
        if role in (DISPLAY, ACCESSIBLE):
            return self._cells[index.row()][index.column()].shown
        if role == ROW_ID:
            return self._rows[index.row()].id
        if role == TOOL_TIP:
            return self._cells[index.row()][index.column()].tip or None
        if role == CHECK_STATE and self._tickable and index.column() == 0:
            ticked = self._rows[index.row()].id in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
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
        if not 0 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = [self._rows[i.row()].id for i in self.persistentIndexList()]
        self._rows.sort(key=self._sort_key(column), reverse=order == Qt.SortOrder.DescendingOrder)
        self._cells = [self._row_cells(r) for r in self._rows]
        places = {r.id: i for i, r in enumerate(self._rows)}
        old = self.persistentIndexList()
        self.changePersistentIndexList(
            old, [self.index(places[b], i.column()) for b, i in zip(before, old, strict=True)]
        )
        self.layoutChanged.emit()

    @staticmethod
    def _sort_key(column: int) -> Callable[[PlainRow], Any]:
        def key(row: PlainRow) -> Any:
            if row.sort_keys:
                return row.sort_keys[column]
            cell = row.cells[column]
            return cell if isinstance(cell, str) else cell.text

        return key
