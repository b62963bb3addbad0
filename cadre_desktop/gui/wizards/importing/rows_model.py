"""The rows of the clerk's sheet with what would become of each; a cell can be typed over."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.widgets.cells import ACCESSIBLE, ALIGNMENT, CELL, DISPLAY, ROW_ID, TOOL_TIP, Cell, Index
from cadre_desktop.gui.widgets.table_model import HEADER_ALIGN, TableColumn
from cadre_desktop.services.imports import ImportPlan, PlannedRow
from cadre_desktop.services.imports.source_rows import SourceRow

STATES: dict[str, tuple[str, str]] = {
    "problem": ("有问题", "danger"),
    "new": ("新增", "primary"),
    "update": ("更新", "ok"),
    "same": ("一致", "neutral"),
    "skip": ("跳过", "neutral"),
}
OWN = (
    TableColumn("row", "行", 52, "right"),
    TableColumn("state", "状态", 88),
    TableColumn("said", "问题或改动", 280),
)
_EDIT = int(Qt.ItemDataRole.EditRole)
_EMPTY = "（空）"
_NARROW, _WIDE = 96, 168
_WIDE_FIELDS = frozenset({"unit", "post_title", "id_number", "full_time_school", "in_service_school", "remark"})


class RowsModel(QAbstractTableModel):
    """Cells are made as they are painted, so that ten thousand rows cost nothing; `typed` asks to change one."""

    typed = Signal(int, str, str)  # row number, field, text

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[TableColumn, ...] = OWN
        self._fields: tuple[str, ...] = ()
        self._rows: list[PlannedRow] = []
        self._source: dict[int, SourceRow] = {}
        self._all: tuple[PlannedRow, ...] = ()
        self._state = ""

    def set_plan(self, plan: ImportPlan, source: dict[int, SourceRow]) -> None:
        """Show the rows of a plan, of the state looked at."""
        self.beginResetModel()
        self._fields = tuple(c.name for c in plan.source.columns)
        self.columns = (*OWN, *(_column(c.name, c.title) for c in plan.source.columns))
        self._all, self._source = plan.rows, source
        self._narrow()
        self.endResetModel()

    def set_state(self, state: str) -> None:
        """Show the rows of one state only, of several joined by a blank, or of all ("")."""
        self.beginResetModel()
        self._state = state
        self._narrow()
        self.endResetModel()

    @property
    def state(self) -> str:
        """The state looked at."""
        return self._state

    def _narrow(self) -> None:
        wanted = self._state.split()
        self._rows = [row for row in self._all if not wanted or row.state in wanted]

    def row_at(self, row_id: str | None) -> PlannedRow | None:
        """Return a row by its id, which is its number on the sheet."""
        return next((row for row in self._all if str(row.row_number) == row_id), None)

    def field_at(self, column: int) -> str:
        """Return the field of a column, "" for our own columns."""
        return self._fields[column - len(OWN)] if column >= len(OWN) else ""

    def column_of(self, field: str) -> int:
        """Return the column of a field, -1 when the sheet has none."""
        return len(OWN) + self._fields.index(field) if field in self._fields else -1

    def text(self, row: PlannedRow, field: str) -> str:
        """Return what a cell says now."""
        return shown(self._source[row.row_number].cells.get(field))

    def _cell(self, row: PlannedRow, column: int) -> Cell:
        if column == 0:
            return Cell(str(row.row_number), "muted", align="right")
        if column == 1:
            words, tone = STATES[row.state]
            return Cell(words, tone, badge=True, sign=row.state == "problem")
        if column == 2:
            said = said_of(row)
            return Cell(said, "danger" if row.problems else "", tip=said)
        field = self.field_at(column)
        text = self.text(row, field)
        wrong = [p.message for p in row.problems if p.field == field]
        if wrong:
            return Cell(text or _EMPTY, "danger", badge=True, tip="\n".join(wrong))
        line = " ".join(text.split())
        return Cell(line, tip=text if len(line) > 12 else "")

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= len(OWN) else flags

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == CELL:
            return self._cell(self._rows[index.row()], index.column())
        if role in (DISPLAY, ACCESSIBLE):
            return self._cell(self._rows[index.row()], index.column()).shown
        if role == ROW_ID:
            return str(self._rows[index.row()].row_number)
        if role == TOOL_TIP:
            return self._cell(self._rows[index.row()], index.column()).tip or None
        if role == _EDIT and index.column() >= len(OWN):
            return self.text(self._rows[index.row()], self.field_at(index.column()))
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        row, field = self._rows[index.row()], self.field_at(index.column())
        if role != _EDIT or not field or str(value) == self.text(row, field):
            return False
        self.typed.emit(row.row_number, field, str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return self.columns[section].title
        return HEADER_ALIGN[self.columns[section].align] if role == ALIGNMENT else None


def said_of(row: PlannedRow) -> str:
    """Say in one line what is wrong with a row, or what it would change."""
    if row.problems:
        return "；".join(problem.message for problem in row.problems)
    changes = [f"{d.label}：{d.old} → {d.new}" for d in row.differences]
    return "；".join((*changes, *row.warnings))


def _column(name: str, title: str) -> TableColumn:
    return TableColumn(name, title, _WIDE if name in _WIDE_FIELDS else _NARROW)


def counts_of(rows: Sequence[PlannedRow]) -> dict[str, int]:
    """Count the rows of every state."""
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        counts[row.state] += 1
    return counts
