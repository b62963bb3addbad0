"""历史: who changed a record, when, what each field held before and after, and putting an earlier version back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.formats.values import shown
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.put_back_dialog import PutBackDialog
from cadre_desktop.gui.errors import errors_shown
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
    TableColumn("field", "项目", 144),
    TableColumn("before", "原值", 150, stretch=1),
    TableColumn("after", "新值", 150, stretch=1),
)


class HistoryDialog(QDialog):
    """One line a field that changed, the newest change first; emits `put_back_done` after a version was put back."""

    put_back_done = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, kind: RecordKind, record_id: str, name: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"历史：{name or kind.title}")
        self._desk, self._kind, self._record_id = desk, kind, record_id
        self._lines: list[TrailLine] = []
        self.model = PlainTableModel(_COLUMNS)
        self.table = DataTable(self.model, name="修改历史")
        self.table.chosen.connect(self._show_choice)
        self.table.opened.connect(lambda _id: self.put_back())
        hint = label("每一次修改都有记录，不能改动；身份证号等敏感内容只记有过改动。", "soft", wrap=True)
        self.put_back_button = button("恢复到这一版…", self.put_back, icon="restore")
        foot = row(self.put_back_button, None, button("关闭", self.reject, kind="primary", tip="Esc"))
        body = column(hint, self.table, foot, gap=10, margins=(16, 12, 16, 12))
        body.setStretch(1, 1)
        self.setLayout(body)
        self.resize(tokens().px(900), tokens().px(520))
        self.reload()

    def reload(self) -> None:
        """Read the history again."""
        self._lines = history.trail(self._desk.db, self._kind, self._record_id)
        self.model.set_rows(r for i, line in enumerate(self._lines) for r in _rows(i, line))
        self._show_choice()

    def chosen_line(self) -> TrailLine | None:
        """Return the change the selected line belongs to."""
        row_id = next(iter(self.table.selected_ids()), None)
        return self._lines[int(row_id.split(".")[0])] if row_id else None

    def _show_choice(self) -> None:
        """The newest version is what stands there now."""
        line = self.chosen_line()
        self.put_back_button.setEnabled(line is not None and line is not self._lines[0])

    def put_back(self) -> None:
        """Show what putting back to the chosen version would change, and do it when the person agrees."""
        with errors_shown(self):
            line = self.chosen_line()
            if line is None or line is self._lines[0]:
                return
            dialog = PutBackDialog(self._desk, self, self._kind, self._record_id, line, self._lines[0])
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.put_back_done.connect(self._on_put_back)
            dialog.open()

    def _on_put_back(self) -> None:
        with errors_shown(self):
            self.reload()
            self.put_back_done.emit()


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
