"""Once a day, a while after the start, the trail and every seal are proved in the background, a bit at a time."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from cadre_desktop.errors import AppError
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.services import integrity
from cadre_desktop.services.integrity import Proof, Proved
from cadre_desktop.storage.database import Database
from cadre_desktop.storage.store import OpenedStore

FIRST_MS = 60 * 1000  # the person looks at the first page
AGAIN_MS = 10 * 60 * 1000  # a program left open sees the next day come
PAUSE_MS = 250  # between two bits: the window has the processor
BIT_SECONDS = 0.25

log = logging.getLogger(__name__)


class IntegrityWatch(QObject):
    """Uses the worker only while nobody else does; whatever a person starts goes before the next bit.

    Emits `broken` when the proof found that something does not agree.
    """

    broken = Signal()

    def __init__(self, db: Database, store: OpenedStore, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._db, self._store, self._tasks = db, store, tasks
        self.proof: Proof | None = None
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Leave the store alone; a proof half made is begun anew another time."""
        self._stopped = True
        self._timer.stop()
        self.proof = None

    def look(self) -> None:
        """Do the next bit of the proof, or begin one when it is due."""
        if self._stopped:
            return
        if self._tasks.is_busy:
            self._timer.start(PAUSE_MS)
            return
        self._tasks.run(None, "", lambda _p: self._bit(), self._on_bit, on_failed=self._on_failed, quiet=True)

    def _bit(self) -> Proved | None:
        """Run on the worker: prove a little more; return the result once all is done, and keep it."""
        proof = self.proof
        if proof is None:
            if not integrity.due(self._db):
                return None
            proof = self.proof = Proof(self._db, self._store)
        if proof.go_on(BIT_SECONDS):
            return None
        found = proof.result()
        integrity.keep(self._db, found)
        return found

    def _on_bit(self, found: Proved | None) -> None:
        if self._stopped:
            return
        if found is not None:
            self.proof = None
            if not found.ok:
                log.warning("integrity: %d faults", found.n_faults)
                self.broken.emit()
        self._timer.start(AGAIN_MS if self.proof is None else PAUSE_MS)

    def _on_failed(self, error: BaseException) -> None:
        """Expected trouble (a full disk) is met again by whoever saves; anything else is shown as our fault."""
        self.proof = None
        if isinstance(error, AppError):
            log.warning("no proof of integrity: %s", type(error).__name__)
            self._on_bit(None)
        else:
            raise error
