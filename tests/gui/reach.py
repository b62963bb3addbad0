"""What the keyboard and a screen reader can get at in a window."""

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QWidget,
)

from cadre_desktop.gui.widgets.data_table import DataTable

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


def dead_buttons(window: QWidget) -> list[str]:
    """Name the push buttons nobody listens to."""
    return [_words(b) for b in window.findChildren(QPushButton) if not b.menu() and not _heard(b)]


def _heard(button: QPushButton) -> bool:
    signals = ("clicked(bool)", "clicked()", "toggled(bool)", "pressed()", "released()")
    return any(button.receivers(SIGNAL(signal)) for signal in signals) or button.group() is not None


def deaf_tables(window: QWidget) -> set[str]:
    """Name the tables in which a double click does nothing."""
    tables = window.findChildren(DataTable)
    return {t.accessibleName() for t in tables if not t.receivers(SIGNAL("opened(QString)"))}
