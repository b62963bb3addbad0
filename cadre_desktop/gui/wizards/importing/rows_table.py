"""The table of the sheet's rows, in which a double click or F2 types over a cell."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.wizards.importing.rows_model import OWN, RowsModel


class RowsTable(DataTable):
    """One row is chosen at a time; the sheet's own order is kept."""

    def __init__(self, model: RowsModel) -> None:
        super().__init__(model, name="表格各行")
        self._rows_model = model
        self.setSortingEnabled(False)
        self.horizontalHeader().setSectionsMovable(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_current()
            return
        super().keyPressEvent(event)

    def edit_current(self) -> None:
        """Type over the current cell, or over the first faulty one when the row's own columns are current."""
        index = self.currentIndex()
        if index.isValid() and index.column() < len(OWN):
            index = self.first_fault(index)
            self.setCurrentIndex(index)
        if index.isValid() and self.state() != QAbstractItemView.State.EditingState:
            self.edit(index)

    def first_fault(self, index: QModelIndex) -> QModelIndex:
        """Return the first faulty cell of a row, or its first cell of the sheet."""
        row = self._rows_model.row_at(self.current_id())
        columns = [self._rows_model.column_of(p.field) for p in row.problems] if row else []
        column = next((c for c in columns if c >= 0), len(OWN))
        return self._rows_model.index(index.row(), column)

    def show_fault(self, field: str) -> None:
        """Scroll sideways so that a field of the current row is seen."""
        column = self._rows_model.column_of(field)
        if column >= 0 and self.currentIndex().isValid():
            self.scrollTo(self._rows_model.index(self.currentIndex().row(), column))
