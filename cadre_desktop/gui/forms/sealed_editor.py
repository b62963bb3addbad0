"""The editor of a sealed field: shut until the person who may asks for it."""

from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.forms.text_editors import Paragraph
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.records.rows import SEALED
from cadre_desktop.storage.fields import Field

NOT_FOR_YOU = "仅谈话管理人员可见"
NOTHING = "（没有内容）"


class SealedEditor(Editor):
    """Shows ●●● and, to those who may, 显示; opening it is noted by the service that opens it.

    The value is the mark SEALED as long as the field was not opened, which means: leave it as it is.
    """

    def __init__(self, field: Field, context: EditorContext) -> None:
        self.box = Paragraph()
        self._cover = QWidget()
        super().__init__(field, self.box, self._cover, self.box)
        self._context = context
        self._read_only = self._shut = self._silent = False
        self.box.setPlaceholderText(field.spec.help)
        self.mark, self.why = label(SEALED), label(NOT_FOR_YOU, "small")
        self.show_button = button("显示", self.open, icon="eye", tip="显示后会记入操作日志")
        self.show_button.setAccessibleName(f"显示{field.label}")
        self._cover.setLayout(row(self.mark, self.show_button, self.why, None))
        self.box.textChanged.connect(self._on_text)
        self.set_value(None)

    def value(self) -> str | None:
        if self._shut:
            return SEALED
        return self.box.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show the mark for a sealed value, an empty box when there is none."""
        self._shut = value == SEALED
        self._fill("" if self._shut else value or "")
        self._arrange()

    def open(self) -> None:
        """Open the value and show it."""
        with errors_shown(self):
            text = self._context.unseal(self.field.name)
            self._shut = False
            self._fill(text)
            self._arrange()
            self.box.setFocus()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._arrange()

    def _fill(self, text: str) -> None:
        self._silent = True
        self.box.setPlainText(text)
        self._silent = False

    def _arrange(self) -> None:
        may = self._context.may_unseal
        covered = self._shut or not may
        self._cover.setVisible(covered)
        self.mark.setText(SEALED if self._shut else NOTHING)
        self.show_button.setVisible(self._shut and may)
        self.why.setVisible(not may)
        self.box.setVisible(not covered)
        self.box.setReadOnly(self._read_only)
        self.setFocusProxy(self.show_button if covered else self.box)

    def _on_text(self) -> None:
        if not self._silent:
            self.changed.emit()
