"""What the settings may ask of the running program, besides the desk every page has."""

from pathlib import Path
from typing import Any, Protocol

from cadre_desktop.settings import Settings
from cadre_desktop.storage.store import OpenedStore


class House(Protocol):
    """The program around the pages."""

    @property
    def store(self) -> OpenedStore:
        """The open store: its folder, keys and backups."""

    @property
    def settings(self) -> Settings:
        """This machine's settings as they are now."""

    def change_settings(self, **values: Any) -> None:
        """Change some settings; they hold at once, also when they cannot be saved (StorageTrouble then)."""

    def reset_layouts(self) -> None:
        """Let every list go back to the columns it was designed with, from the next start on."""

    def lock(self) -> None:
        """Put the data away and ask for the passphrase."""

    def restore(self, backup: Path, secret: str, *, recovery: bool) -> None:
        """Close the data, put a backup in its place and open that; `recovery` when the secret is the printed key."""
