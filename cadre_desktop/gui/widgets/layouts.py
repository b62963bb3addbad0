"""Rows, columns and flows without the ceremony."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cadre_desktop.gui.widgets.flow_layout import FlowLayout

Part = QWidget | QLayout | int | None
NO_MARGINS = (0, 0, 0, 0)
Box = TypeVar("Box", bound=QBoxLayout)


def _fill(box: Box, parts: Sequence[Part], gap: int, margins: tuple[int, int, int, int]) -> Box:
    box.setSpacing(gap)
    box.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box


def row(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = NO_MARGINS) -> QHBoxLayout:
    """Put parts side by side; None is a stretch, a number a fixed gap."""
    return _fill(QHBoxLayout(), parts, gap, margins)


def column(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = NO_MARGINS) -> QVBoxLayout:
    """Put parts below each other; None is a stretch, a number a fixed gap."""
    return _fill(QVBoxLayout(), parts, gap, margins)


def boxed(layout: QLayout) -> QWidget:
    """Wrap a layout in a widget of its own."""
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def flow(*parts: QWidget, gap: int = 8) -> QWidget:
    """Put parts side by side and wrap to the next line where the width ends."""
    holder = QWidget()
    layout = FlowLayout(holder, gap)
    for part in parts:
        layout.addWidget(part)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def scrolled(inner: QWidget, *, name: str) -> QScrollArea:
    """Let a widget scroll, so that its height never dictates the window's."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    area.setAccessibleName(name)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let the widgets go."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            clear(inner)
