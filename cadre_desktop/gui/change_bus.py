"""Carries committed changes to the screens, on the GUI thread."""

from PySide6.QtCore import QObject, Qt, Signal

from cadre_desktop.storage.audit import Changes
from cadre_desktop.storage.database import Database


class ChangeBus(QObject):
    """The only way a screen learns that data changed.

    `changed` always arrives as an event of its own, after the call that saved has returned,
    whichever thread saved.  Whoever makes the bus keeps it as long as the database.
    """

    changed = Signal(Changes)
    _committed = Signal(Changes)

    def __init__(self, db: Database, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._committed.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        db.subscribe(self._announce)  # a bound method, so that the database keeps the bus alive

    def _announce(self, changes: Changes) -> None:
        self._committed.emit(changes)
