"""The settings of this machine and its user; what belongs to the office lives in the store.

Settings are comfort: a missing or damaged file never keeps the program from starting.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cadre_desktop.errors import StorageTrouble

VERSION = 1
SCALES = (0.75, 3.0)
IDLE_MINUTES = (1, 240)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults; folders are empty until chosen.

    `input_told`: that no Chinese input method runs has been said once.
    `unknown` holds what a newer version wrote, so that going back and forth loses nothing.
    """

    large_font: bool = False
    scale: float = 1.0
    idle_minutes: int = 10
    last_home: str = ""
    second_backup_folder: str = ""
    export_folder: str = ""
    input_told: bool = False
    unknown: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse a scale or an idle time nobody could work with."""
        if not SCALES[0] <= self.scale <= SCALES[1]:
            raise ValueError(f"界面缩放应在{SCALES[0]}到{SCALES[1]}倍之间")
        if not IDLE_MINUTES[0] <= self.idle_minutes <= IDLE_MINUTES[1]:
            raise ValueError(f"自动锁定时间应在{IDLE_MINUTES[0]}到{IDLE_MINUTES[1]}分钟之间")


_KNOWN = {item.name: item for item in fields(Settings) if item.name != "unknown"}


def load_settings(path: Path) -> Settings:
    """Read the settings; what cannot be used falls back to its default.

    A file that is not a JSON object at all is renamed aside (settings.damaged.json) for whoever wants to look.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return Settings()
    except ValueError:
        content = None
    if not isinstance(content, dict):
        _set_aside(path)
        return Settings()
    content.pop("version", None)
    loaded = Settings(unknown=MappingProxyType({key: value for key, value in content.items() if key not in _KNOWN}))
    for name in _KNOWN.keys() & content.keys():
        loaded = _with_value(loaded, name, content[name])
    return loaded


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings as a whole or not at all.  Raises StorageTrouble when the disk refuses."""
    content = {"version": VERSION} | {name: getattr(settings, name) for name in _KNOWN} | dict(settings.unknown)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):  # The reason to tell is the first one.
            part.unlink(missing_ok=True)
        raise StorageTrouble(
            f"设置无法保存到 {path}", hint="请检查磁盘空间和文件夹权限；本次运行中设置仍然有效"
        ) from error


def _with_value(settings: Settings, name: str, value: Any) -> Settings:
    """Take one value over if it has the right type and a possible size."""
    wanted = type(getattr(settings, name))
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        return settings
    try:
        return replace(settings, **{name: value})
    except ValueError:
        return settings


def _set_aside(path: Path) -> None:
    """Rename a damaged file, never over one that was set aside before."""
    aside, n = path.with_name(f"{path.stem}.damaged{path.suffix}"), 1
    while aside.exists():
        n += 1
        aside = path.with_name(f"{path.stem}.damaged-{n}{path.suffix}")
    try:
        path.rename(aside)
    except OSError:
        return  # Read-only place: the next save will say so.
