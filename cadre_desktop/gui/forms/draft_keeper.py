"""Keeps what is typed into a form and not yet saved, and offers it again the next time."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from cadre_desktop.errors import AppError, InvalidInput
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.record_form import RecordForm
from cadre_desktop.gui.style.theme import set_state
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.services import drafts
from cadre_desktop.services.drafts import KeptDraft

PAUSE_MS = 2_000


class DraftNotice(QFrame):
    """发现未保存的草稿: take it up again, or throw it away.  Hidden while there is none."""

    taken = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "notice")
        set_state(self, "tone", "primary")
        self.text_label = label(wrap=True)
        self.take_button = button("恢复", self.taken.emit, kind="link")
        self.drop_button = button("丢弃", self.dropped.emit, kind="link")
        line = row(self.text_label, self.take_button, self.drop_button, gap=12, margins=(12, 6, 8, 6))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def offer(self, words: str) -> None:
        """Say what was found."""
        self.text_label.setText(words)
        self.show()


class DraftKeeper(QObject):
    """Keeps a draft two seconds after the last key, and as soon as a field is left.

    Emits `told` with a few words for the foot of the window.  Sealed fields and what stands
    in a field but is no value of it are never kept.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, form: RecordForm, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._found: KeptDraft | None = None
        self._kept_as: str | None = None  # under which record id there is a draft
        self.notice = DraftNotice()
        self.notice.taken.connect(self.take)
        self.notice.dropped.connect(self.drop)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        form.changed.connect(self._pause.start)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._on_focus)
        self._look()

    # the draft of last time

    def _look(self) -> None:
        found = drafts.load(self._desk.db, self._form.kind, self._record_id)
        if found is None or not self._belongs(found):
            return
        self._found, self._kept_as = found, self._record_id
        same_day = found.saved_at.date() == self._desk.db.now().date()
        when = f"{found.saved_at:%H:%M}" if same_day else f"{found.saved_at:%Y.%m.%d %H:%M}"
        words = f"发现未保存的草稿（{when}）。"
        if found.version != self._form.version:
            words += "这条记录后来又被保存过，恢复后请核对。"
        self.notice.offer(words)

    def _belongs(self, found: KeptDraft) -> bool:
        """A draft of a new line belongs to the owner it was typed for."""
        part = self._form.kind.part_of
        return part is None or found.values.get(part.key) == self._form.preset.get(part.key)

    @property
    def _record_id(self) -> str:
        return self._form.record_id or drafts.NEW

    def take(self) -> None:
        """Put the draft's values into the form; they count as typed and not saved."""
        with errors_shown(self._form):
            found, self._found = self._found, None
            self.notice.hide()
            if found is not None:
                self._form.show_values(found.values)
                self._form.changed.emit()

    def drop(self) -> None:
        """Forget the draft and what is not kept yet."""
        with errors_shown(self._form):
            self.forget()

    # the draft of this time

    def keep(self) -> None:
        """Keep what stands in the form now.  Trouble is told in the foot: it must not stop the typing."""
        self._pause.stop()
        try:
            drafts.save(
                self._desk.db,
                self._form.kind,
                self._values(),
                record_id=self._record_id,
                version=self._form.version,
            )
        except AppError:
            self.told.emit("! 草稿没有存下来，请尽快保存")
            return
        self._kept_as, self._found = self._record_id, None
        self.notice.hide()
        self.told.emit(f"有未保存的修改，草稿已存（{self._desk.db.now():%H:%M}）")

    def keep_now(self) -> None:
        """Keep what was typed since, without waiting for the pause."""
        if self._pause.isActive():
            self.keep()

    def forget(self) -> None:
        """Forget the draft: what was typed is saved, or not wanted."""
        self.stop()
        self._found = None
        self.notice.hide()
        if self._kept_as is not None:
            drafts.drop(self._desk.db, self._form.kind, self._kept_as)
            self._kept_as = None

    def stop(self) -> None:
        """Wait for nothing any more; the draft stays."""
        self._pause.stop()

    def _values(self) -> dict[str, Any]:
        found = {name: value for name, value in self._form.preset.items() if name not in self._form.editors}
        for name, editor in self._form.editors.items():
            try:
                found[name] = editor.value()
            except InvalidInput:
                continue
        return found

    def _on_focus(self, old: QWidget | None, _new: QWidget | None) -> None:
        if old is not None and self._form.isAncestorOf(old):
            self.keep_now()
