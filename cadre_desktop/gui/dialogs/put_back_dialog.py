"""What a record would hold after being put back to an earlier version: looked at first, then done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.formats.values import shown
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
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import history, records
from cadre_desktop.services.history import TrailLine

_COLUMNS = (
    TableColumn("field", "项目", 130),
    TableColumn("now", "现在", 180, stretch=1),
    TableColumn("then", "恢复后", 180, stretch=1),
)
_HINT = "恢复也是一次修改，会记入历史，可以再退回来。状态等由程序掌握的内容不变。"


class PutBackDialog(QDialog):
    """Emits `put_back_done`; `line` is the change after which the record stood so, `newest` the last one."""

    put_back_done = Signal()

    def __init__(
        self, desk: Desk, parent: QWidget | None, kind: RecordKind, record_id: str, line: TrailLine, newest: TrailLine
    ) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._record_id, self._line = desk, kind, record_id, line
        self._version = records.load(desk.db, kind, record_id)[1]
        self.setWindowTitle(f"恢复到 {shown(line.at)} 的版本")
        self.model = PlainTableModel(_COLUMNS, self._differences(newest))
        table = DataTable(self.model, name="恢复前后对照")
        none = EmptyState("没有要恢复的内容", "这一版与现在的内容相同。")
        self.ok_button = button("恢复到这一版", self.put_back, kind="primary", shortcut="Ctrl+Return")
        self.ok_button.setEnabled(bool(self.model.rows))
        head = label(f"{line.actor} 于 {shown(line.at)} “{line.title}”之后的内容：", "strong", wrap=True)
        foot = row(None, button("取消", self.reject, tip="Esc"), self.ok_button)
        body = column(
            head, TableArea(table, none), label(_HINT, "soft", wrap=True), foot, gap=10, margins=(20, 16, 20, 14)
        )
        body.setStretch(1, 1)
        self.setLayout(body)
        self.resize(tokens().px(680), tokens().px(420))

    def _differences(self, newest: TrailLine) -> list[PlainRow]:
        kept = {f.label for f in self._kind.form_fields if f.spec.read_only}
        db, kind, record_id = self._desk.db, self._kind, self._record_id
        now = {held.label: held.text for held in history.versions(db, kind, record_id, newest.seq)}
        then = {held.label: held.text for held in history.versions(db, kind, record_id, self._line.seq)}
        labels = [name for name in {**now, **then} if name not in kept and now.get(name) != then.get(name)]
        return [PlainRow(name, (name, _cell(now.get(name, "")), _cell(then.get(name, "")))) for name in labels]

    def put_back(self) -> None:
        """Do it; a rule that forbids the old values is told, and nothing is changed then."""
        with errors_shown(self):
            history.put_back(self._desk.db, self._kind, self._record_id, self._line.seq, self._version, to="after")
            self.put_back_done.emit()
            self.accept()


def _cell(text: str) -> Cell:
    line = " ".join(text.split())
    return Cell(line or "（空）", tone="" if line else "muted", tip=text if len(line) > 20 else "")
