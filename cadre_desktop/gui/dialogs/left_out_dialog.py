"""People who are not counted in a base, each with the reason; a line opens the person."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.services import cadres

_COLUMNS = (TableColumn("name", "姓名", 90), TableColumn("why", "原因", 400, stretch=1, least=200))


class LeftOutDialog(QDialog):
    """`left_out` are pairs of a person's id and the sentence that says why."""

    def __init__(self, desk: Desk, parent: QWidget | None, title: str, left_out: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle("不计入应参加人数")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        names = cadres.names(desk.db, [person for person, _ in left_out])
        self.model = PlainTableModel(
            _COLUMNS, [PlainRow(person, (names.get(person, ""), Cell(why, tip=why))) for person, why in left_out]
        )
        self.table = DataTable(self.model, name="不计入应参加人数的人员")
        self.table.opened.connect(self._open)
        body = column(label(title, "strong", wrap=True), gap=8, margins=(20, 16, 20, 14))
        body.addWidget(TableArea(self.table, EmptyState("都计入", "没有不计入的人员。", icon="check")), 1)
        body.addLayout(row(None, button("关闭", self.reject, tip="Esc")))
        self.setLayout(body)
        self.resize(tokens().px(640), tokens().px(380))

    def _open(self, person: str) -> None:
        with errors_shown(self):
            if self._desk.go("person", cadre_id=person):
                self.accept()
