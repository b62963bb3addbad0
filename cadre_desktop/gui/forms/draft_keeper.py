"""Keeps what is typed into a form and not yet saved, and offers it again the next time."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from cadre_desktop.errors import AppError, InvalidInput
from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.record_form import RecordForm
from cadre_desktop.gui.style.theme import set_state
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.services import drafts
from cadre_desktop.services.drafts import KeptDraft

PAUSE_MS = 2_000


class DraftNotice(QFrame):
    """发现未保存的草稿: take one up again, or throw it away.  Hidden while there is none."""

    taken = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "notice")
        set_state(self, "tone", "primary")
        self.text_label = label(wrap=True)
        self.choice = Combo(name="哪一份草稿")
        self.take_button = button("恢复", self.taken.emit, kind="link")
        self.drop_button = button("丢弃", self.dropped.emit, kind="link")
        parts = (self.text_label, self.choice, self.take_button, self.drop_button)
        line = row(*parts, gap=12, margins=(12, 6, 8, 6))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def offer(self, words: str, choices: Sequence[str]) -> None:
        """Say what was found; several drafts can be told apart by the words of each."""
        self.text_label.setText(words)
        self.choice.clear()
        self.choice.addItems(list(choices))
        self.choice.setVisible(len(choices) > 1)
        self.show()


class DraftKeeper(QObject):
    """Keeps a draft two seconds after the last key, and as soon as a field is left.

    Emits `told` with a few words for the foot of the window.  Sealed fields and what stands
    in a field but is no value of it are never kept.
    """

    told = Signal(str)
    _in_hand: ClassVar[set[str]] = set()  # new records' drafts that stand in an open window: nobody else takes them

    def __init__(self, desk: Desk, form: RecordForm, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._found: list[KeptDraft] = []
        self._new_key = drafts.new_key()
        self._kept_as: str | None = None  # under which key there is a draft of what stands in the form
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

    # the drafts of last time

    def _look(self) -> None:
        record_id = self._form.record_id
        if record_id is None:
            new = drafts.of_new(self._desk.db, self._form.kind)
            self._found = [d for d in new if self._belongs(d) and d.key not in self._in_hand]
        elif found := drafts.load(self._desk.db, self._form.kind, record_id):
            self._found, self._kept_as = [found], record_id
        self._offer()

    def _offer(self) -> None:
        if not self._found:
            self.notice.hide()
            return
        choices = [self._words(draft) for draft in self._found]
        words = f"发现 {len(choices)} 份未保存的草稿：" if len(choices) > 1 else f"发现未保存的草稿（{choices[0]}）。"
        if self._form.record_id and self._found[0].version != self._form.version:
            words += "这条记录后来又被保存过，恢复后请核对。"
        self.notice.offer(words, choices)

    def _words(self, draft: KeptDraft) -> str:
        """Tell drafts apart: by the time, and for new records by whom they are about."""
        same_day = draft.saved_at.date() == self._desk.db.now().date()
        when = f"{draft.saved_at:%H:%M}" if same_day else f"{draft.saved_at:%Y.%m.%d %H:%M}"
        return f"{when} {draft.about}".rstrip() if self._form.record_id is None else when

    def _belongs(self, found: KeptDraft) -> bool:
        """A draft of a new line belongs to the owner it was typed for."""
        part = self._form.kind.part_of
        return part is None or found.values.get(part.key) == self._form.preset.get(part.key)

    def take(self) -> None:
        """Put the chosen draft's values into the form; they count as typed and not saved."""
        with errors_shown(self._form):
            if not self._found:
                return
            chosen = self._found[max(0, self.notice.choice.currentIndex())]
            self._found = []
            self.notice.hide()
            if self._form.record_id is None:
                self._forget_own()
                self._new_key = self._kept_as = chosen.key
                self._in_hand.add(chosen.key)
            self._form.show_values(chosen.values)
            self._form.changed.emit()

    def take_up(self, key: str) -> None:
        """Take up a certain draft of a new record, as the list of drafts asks."""
        at = next((i for i, draft in enumerate(self._found) if draft.key == key), None)
        if at is not None:
            self.notice.choice.setCurrentIndex(at)
            self.take()

    def drop(self) -> None:
        """Forget the chosen draft; what stands in the form stays."""
        with errors_shown(self._form):
            if not self._found:
                return
            dropped = self._found.pop(max(0, self.notice.choice.currentIndex()))
            drafts.drop(self._desk.db, self._form.kind, dropped.key)
            if dropped.key == self._kept_as:
                self._kept_as = None
            self._offer()

    # the draft of this time

    def keep(self) -> None:
        """Keep what stands in the form now.  Trouble is told in the foot: it must not stop the typing."""
        self._pause.stop()
        key = self._form.record_id or self._new_key
        try:
            drafts.save(self._desk.db, self._form.kind, self._values(), key=key, version=self._form.version)
        except AppError:
            self.told.emit("! 草稿没有存下来，请尽快保存")
            return
        self._kept_as = key
        if drafts.is_new(key):
            self._in_hand.add(key)
        self._found = []  # those of other new records stay on file, and are offered the next time
        self.notice.hide()
        self.told.emit(f"有未保存的修改，草稿已存（{self._desk.db.now():%H:%M}）")

    def keep_now(self) -> None:
        """Keep what was typed since, without waiting for the pause."""
        if self._pause.isActive():
            self.keep()

    def forget(self) -> None:
        """Forget the draft of what stands in the form: it is saved, or not wanted.  The next begins its own."""
        self._pause.stop()
        self._found = []
        self.notice.hide()
        self._forget_own()

    def _forget_own(self) -> None:
        if self._kept_as is not None:
            drafts.drop(self._desk.db, self._form.kind, self._kept_as)
        self._in_hand.discard(self._new_key)
        self._new_key, self._kept_as = drafts.new_key(), None

    def stop(self) -> None:
        """Wait for nothing any more; the draft stays, and is free for the next window."""
        self._pause.stop()
        self._in_hand.discard(self._new_key)

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
