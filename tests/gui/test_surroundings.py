"""What the desktop asks of Qt is fitted to the plugins at hand, and what is missing is said."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFontDatabase, QGuiApplication

from cadre_desktop.gui import surroundings
from cadre_desktop.gui.surroundings import Shipped, choose_input, choose_platform, lacks_input, shipped_plugins

BUNDLE = Shipped(frozenset({"xcb", "offscreen"}), frozenset({"ibus", "compose"}))
WITH_FCITX = Shipped(BUNDLE.platforms, BUNDLE.inputs | {"fcitx"})
WITH_WAYLAND = Shipped(BUNDLE.platforms | {"wayland"}, BUNDLE.inputs)


def platform(given: dict[str, str], shipped: Shipped = BUNDLE) -> str | None:
    environ = dict(given)
    choose_platform(environ, shipped)
    return environ.get("QT_QPA_PLATFORM")


def inputs(given: dict[str, str], *running: str, shipped: Shipped = BUNDLE) -> dict[str, str]:
    environ = dict(given)
    choose_input(environ, shipped, running)
    return environ


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        ({"QT_QPA_PLATFORM": "dxcb;xcb", "DISPLAY": ":0"}, "xcb"),
        ({"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}, "xcb"),
        ({"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": ":0"}, "xcb"),
        ({"QT_QPA_PLATFORM": "offscreen:enable_fonts", "DISPLAY": ":0"}, "offscreen:enable_fonts"),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"QT_QPA_PLATFORM": "wayland"}, None),
        ({}, None),
    ],
)
def test_only_platforms_that_exist_are_asked_for(given: dict[str, str], chosen: str | None) -> None:
    assert platform(given) == chosen


def test_where_wayland_is_at_hand_qt_chooses_for_itself() -> None:
    assert platform({"DISPLAY": ":0"}, WITH_WAYLAND) is None
    assert platform({"QT_QPA_PLATFORM": "wayland", "DISPLAY": ":0"}, WITH_WAYLAND) == "wayland"


@pytest.mark.parametrize("given", [{"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "fcitx5"}, {"XMODIFIERS": "@im=fcitx"}])
def test_fcitx_is_reached_through_ibus(given: dict[str, str]) -> None:
    assert inputs(given, "fcitx5") == {**given, "QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
    assert inputs(given, "fcitx") == {**given, "QT_IM_MODULE": "ibus"}


def test_the_older_list_of_input_methods_gives_way() -> None:
    assert inputs({"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx"}, "fcitx") == {"QT_IM_MODULE": "ibus"}


@pytest.mark.parametrize("given", [{"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "compose"}, {"QT_IM_MODULE": "xim"}])
def test_what_works_or_is_unknown_is_left_alone(given: dict[str, str]) -> None:
    assert inputs(given, "fcitx5") == given


def test_fcitx_with_a_plugin_of_its_own_is_left_alone() -> None:
    assert inputs({"QT_IM_MODULE": "fcitx"}, "fcitx5", shipped=WITH_FCITX) == {"QT_IM_MODULE": "fcitx"}


def test_a_running_input_method_nobody_asked_for_is_used() -> None:
    assert inputs({}, "ibus-daemon", "bash") == {"QT_IM_MODULE": "ibus"}
    assert inputs({}, "bash") == {}
    assert inputs({"XMODIFIERS": "@im=none"}, "bash") == {"XMODIFIERS": "@im=none"}


def test_a_choice_about_the_portal_is_kept() -> None:
    assert inputs({"QT_IM_MODULE": "fcitx", "IBUS_USE_PORTAL": "0"}, "fcitx5")["IBUS_USE_PORTAL"] == "0"


def test_the_plugins_of_this_machine_are_listed() -> None:
    shipped = shipped_plugins(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    if sys.platform.startswith("linux"):
        assert shipped.platforms >= {"xcb", "offscreen"}
        assert shipped.inputs >= {"ibus", "compose"}


def test_a_folder_without_plugins_lists_none(tmp_path: Path) -> None:
    assert shipped_plugins(tmp_path) == Shipped(frozenset(), frozenset())


def test_running_programs_are_read_from_the_list_of_processes(tmp_path: Path) -> None:
    for number, name in (("1", "systemd"), ("77", "fcitx5"), ("self", "python")):
        (tmp_path / number).mkdir()
        (tmp_path / number / "comm").write_text(f"{name}\n")
    (tmp_path / "99").mkdir()  # has just ended
    assert surroundings.running_programs(tmp_path) == {"systemd", "fcitx5"}


def test_preparing_changes_nothing_outside_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    environ = {"QT_QPA_PLATFORM": "nothing"}
    surroundings.prepare(environ)
    assert environ == {"QT_QPA_PLATFORM": "nothing"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="plugins have other names elsewhere")
def test_preparing_fits_the_environment_to_the_plugins_here() -> None:
    environ = {"QT_QPA_PLATFORM": "dxcb;offscreen"}
    surroundings.prepare(environ)
    assert environ["QT_QPA_PLATFORM"] == "offscreen"


def test_input_is_missed_only_on_a_real_linux_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not lacks_input({}, [])  # drawn nowhere
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    assert lacks_input({}, ["bash"])
    assert not lacks_input({}, ["ibus-daemon"])
    assert not lacks_input({"QT_IM_MODULE": "ibus"}, ["bash"])


def test_a_chinese_typeface_is_looked_for(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert surroundings.has_chinese_font()
    monkeypatch.setattr(QFontDatabase, "families", lambda system: [])
    assert not surroundings.has_chinese_font()
