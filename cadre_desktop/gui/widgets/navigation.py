"""The dark strip at the left: groups of entries, one of them marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cadre_desktop.gui.style.fonts import font
from cadre_desktop.gui.style.icons import paint_icon
from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import boxed, column, scrolled


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation."""

    key: str
    group: str
    title: str
    icon: str
    shortcut: str = ""


_CAPTION_MARGINS = (7, 5)
_TIGHT_CAPTION_MARGINS = (2, 1)
"""Above and below the name of a group: as it looks best, and where an office screen is one line too low."""


class NavButton(QAbstractButton):
    """An entry: icon and title, a gold mark while selected, the icon alone when folded."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.folded = False
        self.count = ""
        self.tall = tokens().nav_item
        self.setText(entry.title)
        self.setCheckable(True)
        self.setAccessibleName(entry.title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{entry.title}（{entry.shortcut}）" if entry.shortcut else entry.title)

    def set_count(self, count: str) -> None:
        """Show a small figure at the right, for instance how many things wait there."""
        self.count = count
        self.setAccessibleName(f"{self.entry.title} {count}".rstrip())
        self.update()

    def sizeHint(self) -> QSize:
        t = tokens()
        return QSize(t.nav_folded if self.folded else t.nav_width, self.tall)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            ground = QColor(t.nav_selected)
            ground.setAlphaF(1.0 if chosen else 0.45)
            painter.fillRect(self.rect(), ground)
        if chosen:
            painter.fillRect(0, 0, 3, self.height(), QColor(t.gold))
        self._paint_words(painter, t.on_primary if chosen else t.nav_text)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.gold), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_words(self, painter: QPainter, colour: str) -> None:
        t = tokens()
        side = t.icon
        left = (self.width() - side) / 2 if self.folded else t.px(17)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self.entry.icon, colour, QRectF(left, (self.height() - side) / 2, side, side))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self.folded:
            return
        painter.setPen(QColor(colour))
        painter.setFont(font(t.fs, bold=self.isChecked()))
        start = t.px(17) + side + t.px(8)
        painter.drawText(
            self.rect().adjusted(start, 0, -8, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        if self.count:
            painter.setFont(font(t.small, bold=True))
            painter.setPen(QColor(t.gold))
            painter.drawText(
                self.rect().adjusted(0, 0, -t.px(14), 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self.count,
            )


class Navigation(QFrame):
    """Emits `asked` with the key of the entry that was clicked."""

    asked = Signal(str)

    def __init__(self, title: str, unit: str, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.folded = False
        self.buttons: dict[str, NavButton] = {}
        self.title_label, self.unit_label = ElidedLabel(title, "title"), ElidedLabel(unit, "unit")
        self._head = boxed(column(self.title_label, self.unit_label, gap=2, margins=(16, 15, 8, 10)))
        self._groups: list[QLabel] = []
        self._foot_labels: list[ElidedLabel] = []
        self._foot_lines = column(gap=0, margins=(16, 4, 8, 8))
        self._foot = boxed(self._foot_lines)
        inner = QWidget()
        self._fill(inner, entries)
        self._area = scrolled(inner, name="导航")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(self._head, self._area, self._foot, gap=0))
        self._area.viewport().installEventFilter(self)
        self._measure()

    def _fill(self, inner: QWidget, entries: Sequence[Entry]) -> None:
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self._exclusive = QButtonGroup(self)
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                caption = label(group, "group")
                self._groups.append(caption)
                lines.addWidget(caption)
            made = NavButton(entry)
            made.clicked.connect(lambda _on=False, key=entry.key: self.asked.emit(key))
            self._exclusive.addButton(made)
            self.buttons[entry.key] = made
            lines.addWidget(made)
        lines.addStretch(1)

    def mark(self, key: str) -> None:
        """Mark an entry; a key that has none leaves nothing marked."""
        self._exclusive.setExclusive(False)
        for each, made in self.buttons.items():
            made.setChecked(each == key)
        self._exclusive.setExclusive(True)
        if key in self.buttons:
            self._area.ensureWidgetVisible(self.buttons[key])

    def set_footer(self, lines: Sequence[str]) -> None:
        """Show lines of state at the foot, such as where the data is and the last backup."""
        while len(self._foot_labels) < len(lines):
            line = ElidedLabel(role="small")
            self._foot_labels.append(line)
            self._foot_lines.addWidget(line)
        for i, made in enumerate(self._foot_labels):
            made.setText(lines[i] if i < len(lines) else "")
            made.setVisible(i < len(lines))

    def set_folded(self, folded: bool) -> None:
        """Show icons only, or icons and titles."""
        if folded != self.folded:
            self.folded = folded
            self._measure()

    def _measure(self) -> None:
        t = tokens()
        for button in self.buttons.values():
            button.folded = self.folded
            button.updateGeometry()
        heads: list[QWidget] = [self.title_label, self.unit_label, *self._groups]
        for head in heads:
            head.setVisible(not self.folded)
        self._foot.setVisible(not self.folded)
        self.setFixedWidth(t.nav_folded if self.folded else t.nav_width)

        self._share_height()

    def _share_height(self) -> None:
        """Let all entries be seen at once where the screen allows it: they move together before anything scrolls."""
        t = tokens()
        room = 0
        for above, below in (_CAPTION_MARGINS, _TIGHT_CAPTION_MARGINS):
            for group in self._groups:
                group.setContentsMargins(16, above, 8, below)
            captions = sum(group.sizeHint().height() for group in self._groups if not self.folded)
            room = (self._area.viewport().height() - captions) // max(len(self.buttons), 1)
            if room >= t.nav_item_least:
                break
        tall = max(t.nav_item_least, min(t.nav_item, room))
        for button in self.buttons.values():
            if button.tall != tall:
                button.tall = tall
                button.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._area.viewport():
            self._share_height()  # the room itself has changed, for whatever reason: the window, the foot, the style
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
