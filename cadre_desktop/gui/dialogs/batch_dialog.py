"""批量修改: one field of several records of a list gets one value; the next window shows old and new before saving."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cadre_desktop.errors import InvalidInput
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.foreseen_dialog import ForeseenDialog
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.forms.editors import make_editor
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import clear, column, row
from cadre_desktop.gui.widgets.notice import Notice
from cadre_desktop.progress import Progress
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import edits, records
from cadre_desktop.services.edits import Edit, Foreseen
from cadre_desktop.storage.fields import Field


class BatchDialog(QDialog):
    """Choose a field and a value; 下一步 looks through the records on the worker and opens the preview."""

    def __init__(self, desk: Desk, parent: QWidget | None, kind: RecordKind, ids: Sequence[str]) -> None:
        super().__init__(parent)
        self._desk, self._kind, self._ids = desk, kind, tuple(ids)
        self.fields = edits.editable(kind)
        self.setWindowTitle("批量修改")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(tokens().px(480))
        self.field_combo = Combo(name="要修改的项目")
        self.field_combo.addItems([f.label for f in self.fields])
        self.field_combo.activated.connect(lambda _i: self._change_field())
        self._place: QVBoxLayout = column()
        self.editor: Editor
        self.wrong = Notice("", "danger")
        self.ok_button = button("下一步：预览", self.accept, kind="primary", shortcut="Ctrl+Return")
        lines = (
            label(f"已选 {len(self._ids)} 条{kind.title}", "strong"),
            label("项目", "field"),
            self.field_combo,
            label("改为", "field"),
            self._place,
            label("不填表示清空这一项。保存前会逐条列出原值和新值，有问题的不改。", "small", wrap=True),
            self.wrong,
            row(None, button("取消", self.reject, tip="Esc"), self.ok_button),
        )
        self.setLayout(column(*lines, gap=8, margins=(20, 16, 20, 14)))
        self._change_field()

    @property
    def field(self) -> Field:
        """The field that is to change."""
        return self.fields[self.field_combo.currentIndex()]

    def choose_field(self, name: str) -> None:
        """Choose a field by its name."""
        self.field_combo.setCurrentIndex([f.name for f in self.fields].index(name))
        self._change_field()

    def _change_field(self) -> None:
        clear(self._place)
        self.wrong.set_notice("", "danger")
        self.editor = make_editor(
            self.field, EditorContext(search=lambda model, text: records.links(self._desk.db, model, text))
        )
        self._place.addWidget(self.editor)
        # A field made after the buttons would be the last that Tab reaches.
        QWidget.setTabOrder(self.field_combo, self.editor.input)

    def accept(self) -> None:
        """Look through the records, then show what would change."""
        with errors_shown(self):
            try:
                value = self.editor.value()
            except InvalidInput as error:
                self.wrong.set_notice(str(error), "danger")
                return
            desk, window = self._desk, self.parentWidget()
            wanted = [Edit(self._kind.key, record_id, {self.field.name: value}) for record_id in self._ids]
            title = f"批量修改{self._kind.title}：{self.field.label}"

            def look(progress: Progress) -> tuple[Foreseen, ...]:
                return edits.foresee(desk.db, wanted, progress)

            def show(foreseen: tuple[Foreseen, ...]) -> None:
                ForeseenDialog(desk, window, title, foreseen).open()

            desk.tasks.run(window or self, "正在核对要修改的记录", look, show)
            super().accept()
