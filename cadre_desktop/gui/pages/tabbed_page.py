"""Several lists of one archive under one entry of the navigation, as tabs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cadre_desktop.gui.page import Page


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its key, its words, and how its page is made when first looked at."""

    key: str
    title: str
    factory: Callable[[], Page]


class TabbedPage(Page):
    """Ctrl+Tab goes to the next tab; `arrive(tab=…)` to a certain one, with the hints for its page."""

    def __init__(self, title: str, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self.title = title
        self._tabs = tuple(tabs)
        self._pages: dict[int, Page] = {}
        self.bar = QTabBar()
        self.bar.setAccessibleName(f"{title}的分页")
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        for tab in tabs:
            self.bar.addTab(tab.title)
        self.stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self.show_tab)
        QShortcut(QKeySequence("Ctrl+Tab"), self, lambda: self._step(1))
        QShortcut(QKeySequence("Ctrl+Shift+Tab"), self, lambda: self._step(-1))
        self.show_tab(0)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the tabs, from left to right."""
        return tuple(tab.key for tab in self._tabs)

    def page(self, index: int) -> Page:
        """Return the page of a tab, made when first asked for."""
        if index not in self._pages:
            made = self._tabs[index].factory()
            self._pages[index] = made
            self.stack.addWidget(made)
        return self._pages[index]

    def show_tab(self, index: int) -> None:
        """Show a tab."""
        page = self.page(index)
        self.stack.setCurrentWidget(page)
        if self.bar.currentIndex() != index:
            self.bar.setCurrentIndex(index)
        if self.isVisible() and (target := page.main_input()):
            target.setFocus()

    def _step(self, by: int) -> None:
        self.show_tab((self.bar.currentIndex() + by) % len(self._tabs))

    # a page of the window

    def arrive(self, *, tab: str = "", **hints: Any) -> None:
        if tab:
            self.show_tab(next(i for i, t in enumerate(self._tabs) if t.key == tab))
        self.page(self.bar.currentIndex()).arrive(**hints)

    def refresh(self) -> None:
        self.page(self.bar.currentIndex()).refresh()

    def may_leave(self) -> bool:
        return all(page.may_leave() for page in self._pages.values())

    def main_input(self) -> QWidget | None:
        return self.page(self.bar.currentIndex()).main_input()
