"""Editors for links: type some of the name, take one from the list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.layouts import boxed, clear, column, flow
from cadre_desktop.gui.widgets.search_box import PAUSE_MS
from cadre_desktop.records.rows import Link
from cadre_desktop.storage.fields import Field

_ID = int(Qt.ItemDataRole.UserRole)


class LinkLine(QLineEdit):
    """A line that offers records while one types; emits `picked` when one was taken."""

    picked = Signal(Link)

    def __init__(self, model: type, context: EditorContext) -> None:
        super().__init__()
        self._model, self._context = model, context
        self._found = QStandardItemModel(self)
        offers = QCompleter(self._found, self)
        offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offers.popup().setObjectName("completions")
        offers.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # the stub knows no overloads
        self.setCompleter(offers)
        self._composing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.offer)
        self.textEdited.connect(lambda _text: self._pause.start())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def fitting(self, text: str) -> Sequence[Link]:
        """Ask for the records that fit a text."""
        return self._context.search(self._model, text)

    def offer(self) -> None:
        """Show what fits the text now."""
        self._pause.stop()
        if self._composing:
            return
        self._found.clear()
        for link in self.fitting(self.text().strip()):
            item = QStandardItem(link.text)
            item.setData(link.id, _ID)
            self._found.appendRow(item)
        if self._found.rowCount() and self.isVisible():
            self.completer().complete()

    def _take(self, index: QModelIndex) -> None:
        self._pause.stop()
        self.picked.emit(Link(index.data(_ID), index.data()))


class LinkEditor(Editor):
    """One linked record.  A name typed in full is taken when exactly one record bears it."""

    def __init__(self, field: Field, context: EditorContext) -> None:
        self.line = LinkLine(field.type, context)
        super().__init__(field, self.line)
        self._link: Link | None = None
        self.line.setPlaceholderText(field.spec.help or "输入名称查找")
        self.line.picked.connect(self._pick)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._settle)

    def value(self) -> Link | None:
        text = self.line.text().strip()
        if not text:
            return None
        self._settle()
        if self._link is None:
            raise self._refuse(f"没有找到“{text}”，或有不止一个，请从列表中选取{self.field.label}")
        return self._link

    def taken(self) -> tuple[Link, ...]:
        """Return the record that was taken; unlike `value` it looks for none, so a search may ask for it."""
        return (self._link,) if self._link else ()

    def set_value(self, value: Link | None) -> None:
        self._link = value
        self.line.setText(value.text if value else "")
        self.line.setCursorPosition(0)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)

    def _pick(self, link: Link) -> None:
        self.set_value(link)
        self.changed.emit()

    def _on_edited(self, _text: str) -> None:
        self._link = None
        self.changed.emit()

    def _settle(self) -> None:
        """Take the one record of exactly this name."""
        text = self.line.text().strip()
        if self._link is None and text and not self.line.isReadOnly():
            same = [link for link in self.line.fitting(text) if link.text == text]
            self._link = same[0] if len(same) == 1 else None


class LinksEditor(Editor):
    """Some linked records: chips that can be taken off, and a line to add more."""

    def __init__(self, field: Field, context: EditorContext) -> None:
        self.line = LinkLine(field.type, context)
        self._chips = column()
        super().__init__(field, self.line, boxed(self._chips), self.line)
        self._links: list[Link] = []
        self._read_only = False
        self.line.setPlaceholderText(field.spec.help or "输入名称查找，逐个添加")
        self.line.picked.connect(self._add)

    def value(self) -> tuple[Link, ...]:
        if text := self.line.text().strip():
            raise self._refuse(f"“{text}”还没有选定，请从列表中选取，或清除")
        return self.taken()

    def taken(self) -> tuple[Link, ...]:
        """Return the records that were taken, whatever stands in the line."""
        return tuple(self._links)

    def set_value(self, value: Sequence[Link] | None) -> None:
        self._links = list(value or ())
        self.line.clear()
        self._show()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.line.setVisible(not read_only)
        self._show()

    def _show(self) -> None:
        clear(self._chips)
        chips = []
        for link in self._links:
            chip = button(link.text if self._read_only else f"{link.text}  ×", kind="chip")
            chip.setAccessibleName(link.text if self._read_only else f"去掉 {link.text}")
            chip.setEnabled(not self._read_only)
            chip.clicked.connect(lambda _on=False, link=link: self._remove(link))
            chips.append(chip)
        if chips:
            self._chips.addWidget(flow(*chips, gap=6))

    def _add(self, link: Link) -> None:
        # The completer writes the taken text into the line after this, hence the clearing in a moment of its own.
        QTimer.singleShot(0, self.line, self.line.clear)
        if link not in self._links:
            self._links.append(link)
            self._show()
            self.changed.emit()

    def _remove(self, link: Link) -> None:
        self._links.remove(link)
        self._show()
        self.line.setFocus()
        self.changed.emit()
