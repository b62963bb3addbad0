"""What is to be minded about a record while it is being filled in; below the form, never in its way."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cadre_desktop.gui.desk import Desk
from cadre_desktop.gui.errors import errors_shown
from cadre_desktop.gui.forms.open_record import open_record
from cadre_desktop.gui.forms.record_form import RecordForm
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import Badge, label
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, row
from cadre_desktop.gui.widgets.section_box import SectionBox
from cadre_desktop.records.kind import RecordKind
from cadre_desktop.services import eligibility, hints
from cadre_desktop.services.hint import Hint

_WAIT = 300  # milliseconds after the last change
_MOST_LINKS = 3


class HintBox(SectionBox):
    """Looks again whenever a value the hints depend on has changed; `ask_reason` follows a save against them."""

    def __init__(self, desk: Desk, form: RecordForm) -> None:
        super().__init__("提示")
        self._desk, self._form = desk, form
        self._fields = hints.watched(form.kind)
        self._lines = column(gap=8)
        self.add(self._lines)
        self.found: list[Hint] = []
        self._seen: tuple[Any, ...] | None = None
        self._stored: tuple[Any, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self.look)
        self.hide()
        if self._fields:
            form.changed.connect(self._timer.start)
            self.take_as_stored()

    def take_as_stored(self) -> None:
        """Remember what is on file now: only later changes ask for a reason."""
        self._stored = self._watched() if self._form.record_id is not None else None
        self._seen = None
        self.look()

    def look(self) -> None:
        """Read the hints for the values as they stand, if any of those they depend on changed."""
        self._timer.stop()
        if not self._fields:
            return
        now = self._watched()
        if now == self._seen:
            return
        self._seen = now
        with errors_shown(self):
            values = dict(zip(self._fields, now, strict=True))
            self.found = hints.hints(self._desk.db, self._form.kind, values, self._form.record_id)
            self._show()

    def stop(self) -> None:
        """Look no more: the window is being closed."""
        self._timer.stop()

    def ask_reason(self) -> None:
        """After a save: ask why it goes against hints, and put the answer in the trail; no answer is noted too."""
        self.look()
        against = [hint for hint in self.found if hint.asks]
        if not against or self._form.record_id is None or self._watched() == self._stored:
            return
        told = "\n".join(f"· {hint.sentence}" for hint in against)
        caption = f"已保存。下面的提示需要说明理由，记入操作日志：\n{told}"
        reason = self._desk.dialogs.ask_text(self.window(), "说明理由", caption, multiline=True)
        hints.note_reason(self._desk.db, self._form.kind, self._form.record_id, against, reason or "")

    def _watched(self) -> tuple[Any, ...]:
        return tuple(self._form.quiet_value(name) for name in self._fields)

    def _show(self) -> None:
        clear(self._lines)
        for hint in self.found:
            self._lines.addWidget(self._line(hint))
        self.setVisible(bool(self.found))

    def _line(self, hint: Hint) -> QWidget:
        sentence = label(hint.sentence, wrap=True)
        head = row(Badge(hint.rule, "warn" if hint.asks else "neutral"), gap=8)
        found = eligibility.evidence(self._desk.db, hint.records[:_MOST_LINKS])
        kinds = [kind for kind, _ in found]
        for kind, link in found:
            if link.id != self._form.record_id:
                words = kind.title if kinds.count(kind) == 1 else link.text
                head.addWidget(button(f"看{words}", self._opening(kind, link.id), kind="link", tip=link.text))
        head.addStretch(1)
        parts: list[Any] = [boxed(head), sentence]
        if hint.source:
            parts.append(label(f"依据：{hint.source}", "small", wrap=True))
        return boxed(column(*parts, gap=2))

    def _opening(self, kind: RecordKind, record_id: str) -> Callable[[], object]:
        return lambda: open_record(self._desk, self.window(), kind, record_id)
