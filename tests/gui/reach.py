"""What the keyboard and a screen reader can get at in a window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QWidget

_INNER = ("qt_spinbox_lineedit",)


def interactive(window: QWidget) -> list[QWidget]:
    """List the widgets a person can do something with, as far as they are shown and switched on."""
    found = []
    for widget in window.findChildren(QWidget):
        inner = widget.objectName() in _INNER or isinstance(widget.parent(), QComboBox | QAbstractSpinBox)
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if widget.isVisibleTo(window) and widget.isEnabled() and takes and not inner:
            found.append(widget)
    return found


def unnamed(window: QWidget) -> list[str]:
    """Name the classes of those that a screen reader has no words for."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
    return [type(w).__name__ for w in interactive(window) if isinstance(w, kinds) and not _words(w)]


def _words(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def reached_by_tab(window: QWidget) -> set[QWidget]:
    """Walk the chain Tab follows, once round."""
    seen: set[QWidget] = set()
    widget = window.nextInFocusChain()
    while widget is not None and widget not in seen:
        seen.add(widget)
        widget = widget.nextInFocusChain()
    return seen
