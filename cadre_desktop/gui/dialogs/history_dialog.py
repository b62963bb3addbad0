"""历史: who changed a record, when, and what each field held before and after."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.cells import Cell
from cadre_desktop.gui.widgets.data_table import DataTable
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import column, row
from cadre_desktop.gui.widgets.table_model import PlainRow, PlainTableModel, TableColumn
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import history
from cadre_desktop.services.history import TrailLine

_COLUMNS = (
    TableColumn("at", "时间", 132),
    TableColumn("actor", "操作人", 84),
    TableColumn("title", "操作", 130),
    TableColumn("field", "项目", 120),
    TableColumn("before", "原值", 150, stretch=1),
    TableColumn("after", "新值", 150, stretch=1),
)


class HistoryDialog(QDialog):
    """One line a field that changed, the newest change first; read only."""

    def __init__(self, desk: Desk, parent: QWidget | None, kind: RecordKind, record_id: str, name: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"历史：{name or kind.title}")
        lines = history.trail(desk.db, kind, record_id)
        self.model = PlainTableModel(_COLUMNS, [r for i, line in enumerate(lines) for r in _rows(i, line)])
        self.table = DataTable(self.model, name="修改历史")
        hint = label("每一次修改都有记录，不能改动；身份证号等敏感内容只记有过改动。", "soft", wrap=True)
        foot = row(None, button("关闭", self.reject, kind="primary", tip="Esc"))
        body = column(hint, self.table, foot, gap=10, margins=(16, 12, 16, 12))
        body.setStretch(1, 1)
        self.setLayout(body)
        self.resize(tokens().px(900), tokens().px(520))


def _rows(number: int, line: TrailLine) -> list[PlainRow]:
    """Write one change: when and who stand before its first field only."""
    head = (shown(line.at), line.actor, line.title or line.action)
    if not line.changes:
        return [PlainRow(f"{number}", (*head, "", "", ""))]
    rows = []
    for i, change in enumerate(line.changes):
        first = head if i == 0 else ("", "", "")
        values = (Cell(" ".join(t.split()), tip=t if len(t) > 16 else "") for t in (change.before, change.after))
        rows.append(PlainRow(f"{number}.{i}", (*first, change.label, *values)))
    return rows
