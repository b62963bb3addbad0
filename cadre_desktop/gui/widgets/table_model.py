"""Columns of a table, what every table model does with its cells, and the model over rows already in hand."""

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


class CellTableModel(QAbstractTableModel):
    """Rows of finished cells with their ids, and tick boxes in the first column when `tickable`."""

    ticks_changed = Signal()

    def __init__(
        self, columns: Sequence[TableColumn], *, tickable: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._tickable = tickable
        self._aligns = [c.align for c in self.columns]
        self._ids: list[str] = []
        self._cells: list[list[Cell]] = []
        self._ticked: dict[str, None] = {}

    def _painted(self, row: PlainRow) -> list[Cell]:
        """Finish the cells of a row: alignment as the column's, tick and mark as they are now."""
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


class PlainTableModel(CellTableModel):
    """Rows in hand, sorted here."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        rows: Iterable[PlainRow] = (),
        *,
        tickable: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, tickable=tickable, parent=parent)
        self._rows: list[PlainRow] = []
        self.set_rows(rows)

    def set_rows(self, rows: Iterable[PlainRow]) -> None:
        """Show other rows; ticks stay on those that are still there."""
        self.beginResetModel()
        self._rows = list(rows)
        there = {r.id for r in self._rows}
        self._ticked = {i: None for i in self._ticked if i in there}
        self._place()
        self.endResetModel()

    def _place(self) -> None:
        self._ids = [r.id for r in self._rows]
        self._cells = [self._painted(r) for r in self._rows]

    @property
    def rows(self) -> Sequence[PlainRow]:
        """The rows in their present order."""
        return self._rows

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids of the ticked rows in their present order."""
        return tuple(i for i in self._ids if i in self._ticked)

    def set_ticked(self, ids: Iterable[str]) -> None:
        """Tick exactly these rows; an id that is not shown ticks nothing."""
        wanted = set(ids)
        super().set_ticked([i for i in self._ids if i in wanted])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = [self._ids[i.row()] for i in self.persistentIndexList()]
        self._rows.sort(key=self._sort_key(column), reverse=order == Qt.SortOrder.DescendingOrder)
        self._place()
        places = {row_id: i for i, row_id in enumerate(self._ids)}
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
