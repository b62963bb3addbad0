"""The main window: navigation, a stack of pages, and a line of state."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QMainWindow, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from cadre_desktop.gui.page import Page, PageSpec
from cadre_desktop.gui.style.icons import app_icon
from cadre_desktop.gui.style.theme import Theme, tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import ElidedLabel, label
from cadre_desktop.gui.widgets.layouts import row
from cadre_desktop.gui.widgets.navigation import Entry, Navigation
from cadre_desktop.gui.widgets.toast import Toast

SHORTCUTS = "F1 帮助 ・ Ctrl+F 搜索 ・ Ctrl+N 新增 ・ Ctrl+S 保存"
SECRECY = "内部资料 注意保密"
_STEPS_BACK = 30
SMALLEST = QSize(800, 500)


class StatusLine(QFrame):
    """Is it saved, how the data is to be treated, and which keys help."""

    def __init__(self, shortcuts: str) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.state_label, self.secrecy_label = label("✓ 已保存"), label(SECRECY)
        self.undo_button = button("撤销…", kind="link", shortcut="Ctrl+Shift+Z", tip="最近的操作，可以整步撤销")
        self.shortcut_label = ElidedLabel(shortcuts)
        self.shortcut_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words = (self.state_label, self.undo_button, self.secrecy_label, self.shortcut_label)
        line = row(*words, gap=16, margins=(16, 3, 16, 4))
        line.setStretch(3, 1)
        self.setLayout(line)


class MainWindow(QMainWindow):
    """Knows pages by their specs only; it takes their titles as they come.

    `closing` is emitted once the person may go, before the window does.
    """

    page_changed = Signal(str)
    large_changed = Signal(bool)
    undo_asked = Signal()
    help_asked = Signal(str)  # F1, with the key of the page
    closing = Signal()

    def __init__(
        self, title: str, unit: str, specs: Sequence[PageSpec], theme: Theme, *, shortcuts: str = SHORTCUTS
    ) -> None:
        super().__init__()
        self._title = title
        self.setWindowTitle(f"{title} — {unit}" if unit else title)
        self.setWindowIcon(app_icon())
        self._specs = {s.key: s for s in specs}
        self._theme = theme
        self._pages: dict[str, Page] = {}
        self._trail: list[tuple[str, dict[str, Any]]] = []
        self._here: tuple[str, dict[str, Any]] | None = None
        listed = [s for s in specs if not s.under]
        keys = [f"Alt+{i}" if i <= 9 else "" for i in range(1, len(listed) + 1)]
        entries = [Entry(s.key, s.group, s.title, s.icon, k) for s, k in zip(listed, keys, strict=True)]
        self.navigation = Navigation(title, unit, entries)
        self.navigation.asked.connect(self.go)
        self.stack = QStackedWidget()
        self.status = StatusLine(shortcuts)
        self.toast = Toast(self.stack)
        self._build()
        self._bind([e for e in entries if e.shortcut])
        self.setMinimumSize(SMALLEST)
        self.resize(1366, 697)

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        body = QWidget()
        whole = row(self.navigation, right, gap=0)
        whole.setStretch(1, 1)
        body.setLayout(whole)
        self.setCentralWidget(body)

    def _bind(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            QShortcut(QKeySequence(entry.shortcut), self, lambda key=entry.key: self.go(key))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.back)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self, self.refresh)
        self.status.undo_button.clicked.connect(self.undo_asked)
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, lambda: self.help_asked.emit(self.current_key))
        for keys, large in (("Ctrl+=", True), ("Ctrl++", True), ("Ctrl+-", False)):
            QShortcut(QKeySequence(keys), self, lambda large=large: self.set_large(large))

    # pages

    @property
    def current_key(self) -> str:
        """The key of the page that is shown, or ""."""
        return self._here[0] if self._here else ""

    def page(self, key: str) -> Page:
        """Return a page, making it when this is its first time.  Raises KeyError for an unknown key."""
        if key not in self._pages:
            made = self._specs[key].factory()
            made.setAccessibleName(self._specs[key].title)
            self._pages[key] = made
            self.stack.addWidget(made)
            self.toast.raise_()
        return self._pages[key]

    def go(self, key: str, /, **hints: Any) -> bool:
        """Show a page and tell it why; False when the page shown now would not be left."""
        if not self._show(key, hints):
            return False
        if self._here and self._here[0] != key:
            self._trail = [*self._trail, self._here][-_STEPS_BACK:]
        self._here = (key, hints)
        self.page_changed.emit(key)
        return True

    def back(self) -> bool:
        """Go back to the page before this one, as it was asked for then."""
        if not self._trail or not self._show(*self._trail[-1]):
            return False
        self._here = self._trail.pop()
        self.page_changed.emit(self._here[0])
        return True

    def _show(self, key: str, hints: dict[str, Any]) -> bool:
        page = self.page(key)
        if self._here and self._here[0] != key and not self.page(self._here[0]).may_leave():
            self._mark(self._here[0])
            return False
        self._mark(key)
        self.stack.setCurrentWidget(page)
        page.arrive(**hints)
        self.focus_page()
        return True

    def _mark(self, key: str) -> None:
        self.navigation.mark(self._specs[key].under or key)

    def focus_page(self) -> None:
        """Give the focus to the page's main input, so that the navigation does not look doubly selected."""
        page = self.stack.currentWidget()
        if isinstance(page, Page) and (target := page.main_input()):
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Have the shown page read its data again."""
        if self.current_key:
            self.page(self.current_key).refresh()

    # state around the pages

    def set_saved(self, text: str = "✓ 已保存") -> None:
        """Say in the status line how things stand, such as "正在保存…"."""
        self.status.state_label.setText(text)

    def set_footer(self, *lines: str) -> None:
        """Say below the navigation where the data is and when it was last backed up."""
        self.navigation.set_footer(lines)

    def set_unit(self, unit: str) -> None:
        """Show another name of the unit."""
        self.setWindowTitle(f"{self._title} — {unit}" if unit else self._title)
        self.navigation.unit_label.setText(unit)

    def may_leave(self) -> bool:
        """Ask the shown page whether one may go."""
        return self._here is None or self.page(self._here[0]).may_leave()

    def set_count(self, key: str, count: int) -> None:
        """Show how many things wait behind an entry; 0 shows nothing."""
        self.navigation.buttons[key].set_count(str(count) if count else "")

    def set_large(self, large: bool) -> None:
        """Switch the large text on or off."""
        if large != self._theme.is_large:
            self._theme.set_large(large)
            self._fold()
            self.large_changed.emit(large)

    # Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.navigation.set_folded(self.width() < tokens().fold_below)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._fold()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        self.closing.emit()
        event.accept()
