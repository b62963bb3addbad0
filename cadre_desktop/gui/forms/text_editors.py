"""Editors for words, numbers, yes or no, and closed lists."""

import math
import unicodedata
from datetime import datetime
from typing import Any

from PySide6.QtCore import QMimeData, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSizePolicy

from cadre_desktop.errors import InvalidInput
from cadre_desktop.gui.forms.editor import Editor, EditorContext
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.combo import Combo
from cadre_desktop.rules.clerk_dates import parse_moment
from cadre_desktop.storage.fields import Choice, Field

NOT_FILLED = "（不填）"
_LONGEST_NUMBER = 18


class LineEditor(Editor):
    """Base of the editors that are one line of text, put into its usual form when left."""

    def __init__(self, field: Field) -> None:
        self.line = QLineEdit()
        super().__init__(field, self.line)
        self.line.setPlaceholderText(field.spec.help)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self._tidy)

    def set_read_only(self, read_only: bool) -> None:
        self.line.setReadOnly(read_only)

    def shown(self, value: Any) -> str:
        """Return the usual form of a value."""
        return "" if value is None else str(value)

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self.line):
            self.line.setText(self.shown(value))
        self.line.setCursorPosition(0)

    def _tidy(self) -> None:
        """Show what was understood; what was not understood stays as it was typed."""
        if self.line.isReadOnly():
            return
        try:
            value = self.value()
        except InvalidInput:
            return
        self.set_value(value)


class TextEditor(LineEditor):
    """One line of words."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        super().__init__(field)
        if field.max_length:
            self.line.setMaxLength(field.max_length)

    def value(self) -> str | None:
        return self.line.text().strip() or None


class Paragraph(QPlainTextEdit):
    """A box for prose that grows with it, from some lines to some more."""

    def __init__(self, least: int = 3, most: int = 10) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(tokens().px(240), self._height(min(self._most, max(self._least, self.document().size().height()))))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens().px(120), self._height(self._least))

    def _height(self, lines: float) -> int:
        return math.ceil(lines * self._line_height()) + tokens().px(20)

    def _line_height(self) -> float:
        """Measure a line as it stands there: Chinese may be borrowed from a typeface with higher lines."""
        block = self.document().firstBlock()
        lines = self.blockBoundingRect(block).height() - self.document().documentMargin()  # above the first block
        stands = lines / max(1, block.layout().lineCount())
        return max(stands, float(self.fontMetrics().lineSpacing()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # other lines, another height
            self.updateGeometry()


class LongTextEditor(Editor):
    """Some lines of words.  Tab goes on to the next field."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        self.box = self._make_box()
        super().__init__(field, self.box)
        self.box.setPlaceholderText(field.spec.help)
        self.box.textChanged.connect(self._on_text)
        self._silent = False

    def _make_box(self) -> Paragraph:
        return Paragraph()

    def value(self) -> str | None:
        text = self.box.toPlainText().strip()
        limit = self.field.max_length
        if limit and len(text) > limit:
            raise self._refuse(f"{self.field.label}最多 {limit} 字，现有 {len(text)} 字，请删减")
        return text or None

    def set_value(self, value: str | None) -> None:
        self._silent = True
        self.box.setPlainText(value or "")
        self._silent = False

    def set_read_only(self, read_only: bool) -> None:
        self.box.setReadOnly(read_only)

    def _on_text(self) -> None:
        if not self._silent:
            self.changed.emit()


class Sentence(Paragraph):
    """A box for a sentence or two: it wraps, and takes no line breaks; Enter goes on to the next field."""

    def __init__(self) -> None:
        super().__init__(least=2, most=6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(one_line(source.text()))


class SentenceEditor(LongTextEditor):
    """A sentence or two, kept as one line of words."""

    def _make_box(self) -> Paragraph:
        return Sentence()


def one_line(text: str) -> str:
    """Join lines by a blank."""
    return " ".join(text.splitlines())


class WholeNumberEditor(LineEditor):
    """A whole number, or nothing."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        super().__init__(field)
        self.line.setMaxLength(_LONGEST_NUMBER)

    def value(self) -> int | None:
        text = plain_number(self.line.text())
        if not text:
            return None
        try:
            return int(text)
        except ValueError as error:
            raise self._refuse(f"{self.field.label}应填整数，现为“{self.line.text().strip()}”") from error


class NumberEditor(LineEditor):
    """A number with decimals, or nothing; a percent sign may follow it."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        super().__init__(field)
        self.line.setMaxLength(_LONGEST_NUMBER)

    def value(self) -> float | None:
        text = plain_number(self.line.text()).removesuffix("%")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError as error:
            raise self._refuse(f"{self.field.label}应填数字，现为“{self.line.text().strip()}”") from error
        if number != number or number in (float("inf"), float("-inf")):
            raise self._refuse(f"{self.field.label}应填数字，现为“{self.line.text().strip()}”")
        return number

    def shown(self, value: Any) -> str:
        return "" if value is None else f"{value:.10g}"


def plain_number(text: str) -> str:
    """Make full-width digits plain and drop blanks and thousands commas."""
    return unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").strip()


class MomentEditor(LineEditor):
    """A day with its time: 2026.4.6 9:30."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        super().__init__(field)
        if not field.spec.help:
            self.line.setPlaceholderText("如 2026.04.06 09:30")
        self._value: datetime | None = None

    def value(self) -> datetime | None:
        text = self.line.text().strip()
        if not text:
            return None
        if text == self.shown(self._value):
            return self._value  # the seconds, which are not shown, stay
        try:
            return parse_moment(text)
        except ValueError as error:
            raise self._refuse(f"{self.field.label}：{error}") from error

    def set_value(self, value: datetime | None) -> None:
        self._value = value
        super().set_value(value)

    def shown(self, value: datetime | None) -> str:
        return f"{value:%Y.%m.%d %H:%M}" if value else ""


class YesNoEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        self.box = QCheckBox("是")
        super().__init__(field, self.box)
        self.box.clicked.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: bool | None) -> None:
        self.box.setChecked(bool(value))


class ChoiceEditor(Editor):
    """One of a closed list; an optional field can be emptied again."""

    def __init__(self, field: Field, _context: EditorContext) -> None:
        self.combo = Combo()
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(field, self.combo)
        # Qt would hand an enum of strings back as a bare string, so the members stay here.
        self._values: list[Choice | None] = [*field.choices] if field.required else [None, *field.choices]
        self.combo.addItems([v.label if v else NOT_FILLED for v in self._values])
        self.combo.setPlaceholderText("请选择")
        self.combo.setCurrentIndex(-1)
        self.combo.activated.connect(lambda _index: self.changed.emit())

    def value(self) -> Choice | None:
        index = self.combo.currentIndex()
        return self._values[index] if index >= 0 else None

    def set_value(self, value: Choice | None) -> None:
        known = value is not None and value in self._values
        self.combo.setCurrentIndex(self._values.index(value) if known else -1)
