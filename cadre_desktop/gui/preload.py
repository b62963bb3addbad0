"""Loads the rest of the program while the passphrase is being typed.

The door needs Qt and the keys file only, so it is there at once.  What comes after it (SQLAlchemy, the tables of every
kind, the main window and its first page) is loaded on a thread of its own.
"""

import gc
import threading


class Preload:
    """Loads once.  Whoever needs the rest has to `wait` first: two threads must not import the same packages."""

    def __init__(self) -> None:
        self._thread = threading.Thread(target=_load, name="preload")
        self._starting = threading.Lock()

    @property
    def is_begun(self) -> bool:
        """Tell whether loading was begun; it may be over already."""
        return self._thread.ident is not None

    def start(self) -> None:
        """Begin, unless it was begun before."""
        with self._starting:
            if not self.is_begun:
                self._thread.start()

    def wait(self) -> None:
        """Return when everything is loaded, which begins now if it was not begun before."""
        self.start()
        self._thread.join()


def _load() -> None:
    # What is loaded here stays until the program ends.  Looking for garbage among it while it grows, and again at
    # every later collection, would cost a quarter of the loading and find nothing.
    gc.disable()
    try:
        import cadre_desktop.app
        import cadre_desktop.gui.pages.home_page
        import cadre_desktop.gui.session  # noqa: F401
        from cadre_desktop.storage.base import link_tables

        link_tables()
        gc.freeze()
    finally:
        gc.enable()
