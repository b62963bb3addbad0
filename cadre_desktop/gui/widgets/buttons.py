"""Buttons of the few kinds the look allows."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from cadre_desktop.gui.style.icons import icon as make_icon
from cadre_desktop.gui.style.theme import tokens

Kind = Literal["plain", "primary", "danger", "link", "chip", "icon"]
_USUAL_TIP = "usualTip"


class _Button(QPushButton):
    """Keeps its shortcut when its words change; Qt's own forgets it."""

    def setText(self, text: str) -> None:
        keys = self.shortcut()
        super().setText(text)
        self.setShortcut(keys)


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    kind: Kind = "plain",
    icon: str = "",
    shortcut: str = "",
    tip: str = "",
    parent: QWidget | None = None,
) -> QPushButton:
    """Make a push button; the shortcut works in its window and is told in the tooltip.

    Buttons are never a dialog's default, so that Enter in a field moves on instead of firing.
    A button of kind "icon" keeps its text as the accessible name only.
    """
    made = _Button("" if kind == "icon" else text, parent)
    made.setAutoDefault(False)
    made.setAccessibleName(text)
    if kind != "plain":
        made.setProperty("kind", kind)
    if icon:
        t = tokens()
        colours = {"primary": t.on_primary, "danger": t.danger, "link": t.primary}
        made.setIcon(make_icon(icon, colours.get(kind, t.text2)))
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    words = tip or (text if kind == "icon" else "")
    made.setToolTip(f"{words}（{shortcut}）" if words and shortcut else words or shortcut)
    if on_click:
        made.clicked.connect(lambda: on_click())
    return made


def set_usable(made: QPushButton, why_not: str = "") -> None:
    """Let a button be pressed; or not, and then its tooltip says why.  Its own tooltip comes back with it."""
    usual = made.property(_USUAL_TIP)
    if usual is None:
        usual = made.toolTip()
        made.setProperty(_USUAL_TIP, usual)
    made.setEnabled(not why_not)
    made.setToolTip(why_not or usual)


def menu_button(text: str, entries: dict[str, Callable[[], object]], *, icon: str = "") -> QPushButton:
    """Make a button that drops a menu of named actions."""
    made = button(text, icon=icon)
    made.setMenu(make_menu(made, entries))
    return made


def make_menu(parent: QWidget, entries: dict[str, Callable[[], object]]) -> QMenu:
    """Make a menu of named actions; an entry named "-" is a separator."""
    menu = QMenu(parent)
    for words, call in entries.items():
        if words.startswith("-"):
            menu.addSeparator()
            continue
        action = QAction(words, menu)
        action.triggered.connect(lambda _checked=False, call=call: call())
        menu.addAction(action)
    return menu
