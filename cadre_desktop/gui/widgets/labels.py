"""Labels by role, labels that elide, and badges."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from cadre_desktop.gui.style.theme import set_state

Role = Literal[
    "body", "title", "section", "strong", "soft", "small", "figure", "error", "field", "mono", "code", "unit", "group"
]
Tone = Literal["neutral", "primary", "ok", "warn", "danger"]

# A badge speaks by its sign and words; the colour only helps.
SIGNS: dict[str, str] = {"ok": "✓", "warn": "!", "danger": "×"}


def label(text: str = "", role: Role = "body", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Make a plain-text label whose size and colour come from its role."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role != "body":
        made.setProperty("role", role)
    return made


def signed(text: str, tone: str, *, sign: bool = True) -> str:
    """Put the sign of a tone before the words, unless they carry it already."""
    mark = SIGNS.get(tone, "") if sign else ""
    return text if not mark or text.startswith(mark) else f"{mark} {text}"


class Badge(QLabel):
    """A short state: sign, words and border, readable without colour."""

    def __init__(self, text: str, tone: Tone = "neutral", *, sign: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.set_badge(text, tone, sign=sign)

    def set_badge(self, text: str, tone: Tone = "neutral", *, sign: bool = True) -> None:
        """Show another state."""
        self.setText(signed(text, tone, sign=sign))
        set_state(self, "badge", tone)


class ElidedLabel(QLabel):
    """One line that ends in "…" where the room ends; the whole text is its tooltip then."""

    def __init__(self, text: str = "", role: Role = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role != "body":
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def shown_text(self) -> str:
        """Return the text as it fits now."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        shown = self.shown_text()
        self.setToolTip("" if shown == self.text() else self.text())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
