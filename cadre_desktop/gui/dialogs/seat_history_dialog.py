"""名额变动: who was given or lost a seat of 优秀, what moved the number of seats, by whom and why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.empty_state import EmptyState
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.table_area import TableArea
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records import BY_KEY
from cadre_desktop.services.seat_history import SeatEvent, seat_history

_KINDS = {"": "全部变动", "annual_assessment": "人员等次", "quota_setting": "比例设置", "unit_assessment": "单位绩效"}
_COLUMNS = (
    TableColumn("at", "时间", 136),
    TableColumn("actor", "经办人", 80),
    TableColumn("whom", "对象", 130, stretch=1, least=90),
    TableColumn("what", "变动", 150, stretch=1, least=100),
    TableColumn("why", "理由", 180, stretch=2, least=100),
    TableColumn("title", "办理事项", 130, stretch=1, least=80),
)


class SeatHistoryDialog(QDialog):
    """Read from the trail; a line opens its record."""

    def __init__(self, desk: Desk, parent: QWidget | None, year: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{year}年度名额变动")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._events = seat_history(desk.db, year)
        self.which = Combo(name="哪些变动")
        self.which.addItems(list(_KINDS.values()))
        self.which.activated.connect(lambda _i: self._show())
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name="名额变动")
        self.table.opened.connect(self._open)
        self.total = label("", "soft")
        none = EmptyState("没有变动", "这一年度还没有评定优秀，也没有改过比例。")
        words = "依据操作日志，不能修改；理由取保存时填写的说明、未定等次原因或批准文号。"
        head = row(self.which, label(words, "small", wrap=True))
        head.setStretch(1, 1)
        body = column(head, gap=8, margins=(20, 16, 20, 14))
        body.addWidget(TableArea(self.table, none), 1)
        body.addLayout(row(self.total, None, button("关闭", self.reject, tip="Esc")))
        self.setLayout(body)
        self.resize(tokens().px(900), tokens().px(520))
        self._show()

    def _show(self) -> None:
        wanted = list(_KINDS)[self.which.currentIndex()]
        found = [(n, event) for n, event in enumerate(self._events) if wanted in ("", event.kind_key)]
        self.model.set_rows(_row(number, event) for number, event in found)
        self.total.setText(f"共 {len(found)} 条")

    def _open(self, row_id: str) -> None:
        with errors_shown(self):
            event = self._events[int(row_id)]
            open_record(self._desk, self, BY_KEY[event.kind_key], event.record_id)


def _row(number: int, event: SeatEvent) -> PlainRow:
    words = (event.whom, event.what, event.why, event.title)
    return PlainRow(str(number), (shown(event.at), event.actor, *(Cell(word, tip=word) for word in words)))
