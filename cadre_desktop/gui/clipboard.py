"""What is copied out of a list stays on the clipboard for half a minute, and no longer than the data is open."""

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_MS = 30_000


class BriefClipboard(QObject):
    """Takes away what it put there, unless something else was copied since."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    def put(self, data: QMimeData) -> None:
        """Put data on the clipboard for a while."""
        self._text = data.text()
        QGuiApplication.clipboard().setMimeData(data)
        self._timer.start(KEPT_MS)

    def clear(self) -> None:
        """Take our data away, now."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""


def brief() -> BriefClipboard:
    """Return the one keeper of the clipboard."""
    application = QCoreApplication.instance()
    assert application is not None
    found = application.findChild(BriefClipboard)
    return found if isinstance(found, BriefClipboard) else BriefClipboard(application)
