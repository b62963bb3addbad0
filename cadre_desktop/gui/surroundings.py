"""What the program needs of the system it is shown on: a drawing platform, an input method, a Chinese typeface.

A packaged program carries a few plugins of Qt only, and Linux desktops ask for others by environment variables.
"""

import sys
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFontDatabase, QGuiApplication

_INPUT_SUFFIX = "platforminputcontextplugin"
FCITX5, FCITX, IBUS = "fcitx5", "fcitx", "ibus-daemon"
# fcitx talks the language of IBus as well, which Qt's own plugin understands.
_INPUT_PROGRAMS = (FCITX5, FCITX, IBUS)

NO_FONT_TITLE = "Chinese font missing / 缺少中文字体"
NO_FONT = (
    "This computer has no Chinese font, so the program cannot show Chinese text. "
    "Please install one of the packages below and open the program again.\n"
    "本机没有中文字体，程序的文字会显示为方框。请安装下列任一字体包后重新打开："
)
FONT_PACKAGES = "fonts-noto-cjk / fonts-wqy-microhei / fonts-wqy-zenhei"
NO_INPUT = "没有发现正在运行的中文输入法，程序里可能打不出汉字。"
NO_INPUT_HINT = "请在系统里打开输入法（fcitx5、fcitx 或 ibus）后重新打开本程序。此提示只出现一次。"


@dataclass(frozen=True, slots=True)
class Shipped:
    """The names of Qt's plugins that are at hand."""

    platforms: frozenset[str]
    inputs: frozenset[str]


def shipped_plugins(folder: Path) -> Shipped:
    """List the plugins in Qt's folder of plugins."""
    return Shipped(
        frozenset(_names(folder / "platforms", "")), frozenset(_names(folder / "platforminputcontexts", _INPUT_SUFFIX))
    )


def prepare(environ: MutableMapping[str, str]) -> None:
    """Fit the environment to what Qt can load here; call before the application is made.  Linux only."""
    if not sys.platform.startswith("linux"):
        return
    shipped = shipped_plugins(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    choose_platform(environ, shipped)
    choose_input(environ, shipped, running_programs())


def choose_platform(environ: MutableMapping[str, str], shipped: Shipped) -> None:
    """Take the platforms out of QT_QPA_PLATFORM that do not exist here (UOS asks for "dxcb;xcb")."""
    asked = environ.get("QT_QPA_PLATFORM", "")
    kept = [name for name in asked.split(";") if name.split(":")[0] in shipped.platforms]
    if kept:
        environ["QT_QPA_PLATFORM"] = ";".join(kept)
    else:
        environ.pop("QT_QPA_PLATFORM", None)
        if environ.get("DISPLAY") and "xcb" in shipped.platforms and "wayland" not in shipped.platforms:
            environ["QT_QPA_PLATFORM"] = "xcb"  # spares the look for Wayland, which is shown through X


def choose_input(environ: MutableMapping[str, str], shipped: Shipped, running: Iterable[str]) -> None:
    """Reach fcitx by the IBus plugin when Qt has none of its own for it."""
    programs = set(running)
    asked = asked_input(environ)
    if asked in shipped.inputs or "ibus" not in shipped.inputs:
        return
    if asked.startswith(FCITX) or (not asked and programs & set(_INPUT_PROGRAMS)):
        environ["QT_IM_MODULE"] = "ibus"
        environ.pop("QT_IM_MODULES", None)  # newer Qt reads it first
        if FCITX5 in programs:
            environ.setdefault("IBUS_USE_PORTAL", "1")


def asked_input(environ: MutableMapping[str, str]) -> str:
    """Return the input method the desktop asks for: "fcitx", "ibus", ..., or "" for none."""
    if asked := environ.get("QT_IM_MODULE"):
        return asked
    _, at, name = environ.get("XMODIFIERS", "").partition("@im=")
    return name if at and name != "none" else ""


def running_programs(processes: Path = Path("/proc")) -> set[str]:
    """Return the names of the programs that run now."""
    found = set()
    for place in processes.glob("[0-9]*/comm"):
        try:
            found.add(place.read_text(encoding="utf-8", errors="replace").strip())
        except OSError:  # it has just ended
            continue
    return found


def has_chinese_font() -> bool:
    """Tell whether any typeface here holds Chinese; needs the application."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def lacks_input(environ: MutableMapping[str, str], running: Iterable[str]) -> bool:
    """Tell whether nobody on this Linux desktop could type Chinese: no input method runs and none is asked for."""
    if QGuiApplication.platformName() != "xcb":
        return False
    return not asked_input(environ) and not set(running) & set(_INPUT_PROGRAMS)


def _names(folder: Path, suffix: str) -> Iterable[str]:
    for file in folder.glob("*.so"):
        name = file.stem.removeprefix("lib")
        if name.endswith(suffix):
            yield name.removesuffix(suffix).removeprefix("q" if not suffix else "")
