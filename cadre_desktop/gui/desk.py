"""What every page works with: the open store, and ways to ask, to tell, to wait and to go elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from cadre_desktop.gui.change_bus import ChangeBus
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.tasks import Tasks
from cadre_desktop.storage.backup import Reason
from cadre_desktop.storage.database import Database


class Layouts(Protocol):
    """Remembers how lists were arranged on this machine."""

    def load(self, place: str) -> dict[str, Any]:
        """Return what was saved for a list; empty when nothing was."""

    def save(self, place: str, state: dict[str, Any]) -> None:
        """Keep the arrangement of a list."""


class Go(Protocol):
    """Goes to another page, with hints of what to look at there."""

    def __call__(self, key: str, /, **hints: Any) -> bool:
        """Return whether the page was reached."""


class Tell(Protocol):
    """Says what was just done, and offers to take it back."""

    def __call__(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show the line for some seconds."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every page; made once, in gui/main.py.

    `windows` names the record windows of kinds that have one of their own, by kind key.
    `keep_copy` makes a checked copy of the store before a risky step; it is called on the worker.
    """

    db: Database
    bus: ChangeBus
    tasks: Tasks
    dialogs: Dialogs
    layouts: Layouts
    go: Go
    tell: Tell
    windows: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    keep_copy: Callable[[Reason], object] | None = None
