"""A line that tells what was just done and offers to take it back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from cadre_desktop.gui.style.theme import tokens
from cadre_desktop.gui.widgets.buttons import button
from cadre_desktop.gui.widgets.labels import label
from cadre_desktop.gui.widgets.layouts import row

SECONDS = 10
_ABOVE_FOOT = 64


class Toast(QFrame):
    """Floats at the foot of its host; a new message replaces the old one.

    It waits as long as the mouse is over it or its button has the focus.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("panel", "toast")
        self._undo: Callable[[], object] | None = None
        self.text_label = label()
        self.undo_button = button("撤销", self._take_back)
        self.close_button = button("知道了", self.dismiss)
        self.setLayout(row(self.text_label, self.undo_button, self.close_button, margins=(16, 6, 8, 6)))
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._time_is_up)
        host.installEventFilter(self)
        self.hide()

    def tell(self, text: str, undo: Callable[[], object] | None = None, *, seconds: float = SECONDS) -> None:
        """Show a message for some seconds; with `undo` it can be taken back."""
        self._undo = undo
        self.text_label.setText(text)
        self.undo_button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self._place()  # before it shows, so that a mouse in the corner is not taken for a mouse over it
        self.show()
        self.raise_()
        self.timer.start(round(seconds * 1000))

    def dismiss(self) -> None:
        """Go away now; the undo is forgotten."""
        self.timer.stop()
        self._undo = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _take_back(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo:
            undo()

    def _time_is_up(self) -> None:
        if self.underMouse() or self.undo_button.hasFocus():
            self.timer.start(1000)
        else:
            self.dismiss()

    def _place(self) -> None:
        self.adjustSize()
        host = self._host
        width = min(self.width(), host.width() - 32)
        self.resize(width, self.height())
        above_foot = tokens().px(_ABOVE_FOOT)  # the buttons of a page's foot stay free
        self.move((host.width() - width) // 2, max(host.height() - self.height() - above_foot, 0))
