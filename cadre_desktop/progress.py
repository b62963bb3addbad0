"""How long work tells of its progress, whoever is watching: a window, a terminal or a test."""

from typing import Protocol


class Cancelled(Exception):
    """The person asked to stop.  Raised inside the work, so that the work rolls back."""


class Progress(Protocol):
    """Called now and then by long work."""

    def __call__(self, done: int, total: int, what: str = "") -> None:
        """Report one step; raise Cancelled when the person asked to stop."""


def silent(done: int, total: int, what: str = "") -> None:
    """Take a report when nobody is watching."""
