"""What a page is to the main window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

PAGE_MARGINS = (16, 12, 16, 12)
SMALLEST = QSize(780, 480)


class Page(QWidget):
    """Base of every page: override what the page has to say.

    A page is made once, when it is first gone to, and lives as long as the window.
    """

    title = ""

    def arrive(self, *_: Any, **hints: Any) -> None:
        """Be shown.  Hints say what to look at, for instance which filter a figure on the dashboard stands for.

        An override may name the hints it knows; only keywords are ever given.
        """

    def refresh(self) -> None:
        """Read again what is shown; F5."""

    def may_leave(self) -> bool:
        """Say whether the person may go to another page; ask first when something is not saved."""
        return True

    def main_input(self) -> QWidget | None:
        """Return the widget that gets the focus when the page is shown; by default the first that can take it."""
        return next(
            (w for w in self.findChildren(QWidget) if w.isVisibleTo(self) and w.isEnabled() and _takes_typing(w)), None
        )

    def hasHeightForWidth(self) -> bool:
        """Say no: a page fills its window, and a stack would ask every page it holds at each change of page."""
        return False

    def page_layout(self) -> QVBoxLayout:
        """Give the page a column with the margins every page has."""
        box = QVBoxLayout(self)
        box.setContentsMargins(*PAGE_MARGINS)
        box.setSpacing(8)
        return box


def _takes_typing(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A line of the navigation, and how its page is made.

    A page with an `under` is not in the navigation; the entry of that key is marked while it is shown.
    """

    key: str
    group: str
    title: str
    icon: str
    factory: Callable[[], Page]
    under: str = ""
