"""The program around the settings pages, for tests: a real small store, and settings that only remember."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cadre_desktop.settings import Settings
from cadre_desktop.storage.store import OpenedStore


@dataclass
class FakeHouse:
    """Remembers what was asked of it."""

    store: OpenedStore
    settings: Settings = field(default_factory=Settings)
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def change_settings(self, **values: Any) -> None:
        self.settings = replace(self.settings, **values)

    def reset_layouts(self) -> None:
        self.asked.append(("reset_layouts", None))

    def lock(self) -> None:
        self.asked.append(("lock", None))

    def restore(self, backup: Path, secret: str, *, recovery: bool) -> None:
        self.asked.append(("restore", (backup, secret, recovery)))
