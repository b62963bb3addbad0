"""A table, or what is said when it has no rows."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState


class TableArea(QStackedWidget):
    """Switches between table and empty state by itself as rows come and go."""

    def __init__(self, table: DataTable, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.empty = table, empty
        self.addWidget(table)
        self.addWidget(empty)
        model = table.model()
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            signal.connect(self._choose)
        self._choose()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def _choose(self, *_: object) -> None:
        rows = self.table.model().rowCount()
        self.setCurrentWidget(self.table if rows else self.empty)
