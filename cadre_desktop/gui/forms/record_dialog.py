"""The window of one record: its form, its lines, its attachments, and 保存, 保存并新增, 历史."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from cadre_desktop.errors import NotAllowed
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.dialogs.ask import UNSAVED
from cadre_desktop.gui.dialogs.history_dialog import HistoryDialog
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.attachment_box import AttachmentBox
from cadre_desktop.gui.forms.draft_keeper import DraftKeeper
from cadre_desktop.gui.forms.hint_box import HintBox
from cadre_desktop.gui.forms.moved_clocks import MovedClocks
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.part_box import PartBox
from cadre_desktop.gui.forms.record_form import RecordForm
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, column, row, scrolled
from cadre_desktop.records import parts_of
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.records.rows import Link


class RecordDialog(QDialog):
    """Edit one record and its lines.  Closing with unsaved changes asks first."""

    saved = Signal(str)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        kind: RecordKind,
        record_id: str | None = None,
        preset: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.kind = desk, kind
        self.form = RecordForm(desk, kind, record_id, preset)
        self.form.changed.connect(self._on_typed)
        self.dirty = self.held = False
        self.hints = HintBox(desk, self.form)
        self.drafts = DraftKeeper(desk, self.form, self)
        self.moved = MovedClocks(desk, self.form)
        self.saved.connect(lambda _id: self.moved.tell())
        self.saved.connect(lambda _id: self.drafts.forget())
        self.finished.connect(lambda _result: self.drafts.stop())
        self.finished.connect(lambda _result: self.hints.stop())
        self._parts = column(gap=12)
        self._build()
        self._show_parts()
        self._set_title()
        self.resize(tokens().px(880), tokens().px(620))

    # building

    def _build(self) -> None:
        self.title_label = ElidedLabel("", "section")
        self.state_label = label("", "small")
        self.drafts.told.connect(self.state_label.setText)
        self.history_button = button("历史", self.show_history, icon="history", tip="谁在什么时候改了什么")
        inner = boxed(
            column(self.drafts.notice, self.hints, self.form, boxed(self._parts), None, gap=12, margins=(16, 4, 16, 12))
        )
        self.save_button = button("保存", self.save, kind="primary", shortcut="Ctrl+S")
        self.another_button = button("保存并新增", self.save_and_new, shortcut="Ctrl+Shift+S")
        self.cancel_button = button("关闭", self.close, tip="Esc")
        self.tools = row(gap=8)
        head = row(self.title_label, self.history_button, gap=8, margins=(16, 12, 16, 4))
        head.setStretch(0, 1)
        foot = row(boxed(self.tools), self.state_label, None, self.cancel_button, self.another_button, self.save_button)
        foot.setContentsMargins(16, 8, 16, 12)
        whole = column(head, scrolled(inner, name=self.kind.title), foot, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.save)
        self.add_tools()
        if self.kind.kept_by_program:
            self.held = True
            self.form.set_read_only(True)
            self.save_button.hide()
            self.another_button.hide()

    def add_tools(self) -> None:
        """Put the buttons of the kind into the foot; dialogs of their own add to it."""

    def _show_parts(self) -> None:
        """Show the lines once the record is stored: they need their owner."""
        if self.form.record_id is None or self._parts.count():
            return
        owner = Link(self.form.record_id, self.form.kind.title)
        for kind in parts_of(self.kind):
            self._parts.addWidget(PartBox(self.desk, kind, owner, open_record))
        if self.kind.part_of is None and not self.kind.kept_by_program:
            self._parts.addWidget(AttachmentBox(self.desk, self.kind, owner, framed=True))

    def _set_title(self) -> None:
        what = "新增" if self.form.record_id is None else "查看" if self.held else "修改"
        self.setWindowTitle(f"{what}{self.kind.title}")
        self.history_button.setVisible(self.form.record_id is not None)
        self.title_label.setText(f"{what}{self.kind.title}")

    # saving

    def save(self) -> bool:
        """Save and stay open when the record has lines to fill in, else close."""
        with errors_shown(self):
            is_new = self.form.record_id is None
            if not self.form.save():
                self.state_label.setText("× 有填写问题，还没有保存")
                return False
            self.dirty = False
            self.state_label.setText("✓ 已保存")
            self.saved.emit(self.form.record_id or "")
            self.hints.ask_reason()
            self.hints.take_as_stored()
            self._set_title()
            if is_new and parts_of(self.kind):
                self._show_parts()
            else:
                self.accept()
            return True
        return False

    def save_and_new(self) -> None:
        """Save, then begin another that keeps unit, date and people."""
        with errors_shown(self):
            if self.form.save():
                self.saved.emit(self.form.record_id or "")
                self.hints.ask_reason()
                self.form.start_another()
                self.hints.take_as_stored()
                self.dirty = False
                self._set_title()
                self.state_label.setText("✓ 已保存，请继续录入下一条")

    def _on_typed(self) -> None:
        self.moved.note()
        self.dirty = True
        self.state_label.setText("有未保存的修改")

    # history

    def show_history(self) -> None:
        """Show what was done to the record; what is put back there is shown here at once."""
        with errors_shown(self):
            if self.form.record_id is None or self.dirty:
                raise NotAllowed("有修改还没有保存。", hint="请先保存，再查看历史。")
            dialog = HistoryDialog(self.desk, self, self.kind, self.form.record_id)
            dialog.put_back_done.connect(self.show_stored)
            dialog.open()

    def show_stored(self) -> None:
        """Show the record as it is stored now."""
        self.form.load()
        self.hints.take_as_stored()
        self.dirty = False
        self.state_label.setText("已退回到所选版本")
        self.saved.emit(self.form.record_id or "")

    # leaving

    def put_away(self) -> None:
        """Close at once and keep what was typed as a draft: the program is being locked."""
        if self.dirty:
            self.drafts.keep()
            self.dirty = False
        super().reject()

    def reject(self) -> None:
        if self._may_close():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            super().closeEvent(event)
        else:
            event.ignore()

    def _may_close(self) -> bool:
        if not self.dirty:
            return True
        answer = self.desk.dialogs.choose(self, "有修改还没有保存。", UNSAVED)
        if answer == "save":
            return self.save()
        if answer == "drop":
            self.dirty = False
            self.drafts.forget()
            return True
        return False
