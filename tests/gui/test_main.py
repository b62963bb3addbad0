"""The window's entry: one window a person, and one sentence where there cannot be any."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cadre_desktop import __main__, paths
from cadre_desktop.formats.foreign import READER_FLAG
from cadre_desktop.gui import main
from cadre_desktop.gui.dialogs.ask import Dialogs
from cadre_desktop.gui.one_window import FOLDER_NAME, SILENT, SWITCHED, OneWindow


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What windows said."""
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(Dialogs, "info", lambda _self, _parent, text, hint="", **_: said.append((text, hint)))
    return said


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of settings of this test's own; the log goes nowhere, and crash windows stay off."""
    folder = tmp_path / "个人 设置"
    monkeypatch.setattr(paths, "settings_file", lambda: folder / "settings.json")
    monkeypatch.setattr(main, "start_logging", lambda: None)
    monkeypatch.setattr(main.faulthandler, "enable", lambda: None)
    return folder


@pytest.fixture
def opened(machine: Path) -> Iterator[OneWindow]:
    """The program is open already."""
    place = OneWindow(machine / FOLDER_NAME)
    yield place
    place.leave()


def test_a_second_start_leaves_with_one_sentence(
    opened: OneWindow, told: list, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []
    monkeypatch.setattr(main, "hand_over", lambda folder, package: asked.append((folder.name, package)) or True)
    assert main.open_window() == 0
    assert main.open_window("报送/甲.cadrepkg") == 0
    assert asked == [("window", ""), ("window", str(Path("报送/甲.cadrepkg").absolute()))]
    assert capsys.readouterr().err == f"{SWITCHED}\n" * 2
    assert told == []


def test_a_window_that_does_not_answer_is_told_of(
    opened: OneWindow, told: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "hand_over", lambda folder, package: False)
    assert main.open_window() == 1
    assert told == [(SILENT, "")]


def test_a_portable_copy_that_cannot_be_written_says_so(
    machine: Path, told: list, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine.touch()  # a file where the folder should be: nothing can be written below it
    monkeypatch.setattr(paths, "is_portable", lambda: True)
    monkeypatch.setattr(paths, "default_home", lambda: tmp_path / "程序" / "data")
    assert main.open_window() == 1
    (said,) = told
    assert said[0] == f"程序所在的文件夹不能写入，便携方式无法保存数据：{tmp_path / '程序'}"
    assert "复制到可以写入的地方" in said[1]


def test_an_installed_copy_opens_even_without_a_folder_of_its_own(
    machine: Path, told: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.touch()
    monkeypatch.setattr(main, "_run", lambda place, asked: 7 if place is None and asked == "" else 8)
    assert main.open_window() == 7
    assert told == []


def test_the_first_start_holds_the_window(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = []
    monkeypatch.setattr(main, "_run", lambda place, asked: held.append(place) or 0)
    assert main.open_window() == 0
    assert isinstance(held[0], OneWindow)
    held[0].leave()


# --- which front end an argument means --------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["上报.cadrepkg", "/media/U 盘/上报.CadrePkg", "C:\\报送\\甲.CADREPKG"])
def test_a_package_file_opens_the_window(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(main, "open_window", lambda *given: opened.append(given) or 0)
    assert __main__.main([name]) == 0
    assert __main__.main([]) == 0
    assert opened == [(name,), ()]


def test_other_arguments_are_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(main, "open_window", lambda *given: pytest.fail("no window was asked for"))
    assert __main__.main(["--version"]) == 0
    assert __main__.main(["a.cadrepkg", "b.cadrepkg"]) == 2
    assert "没有“a.cadrepkg”这个命令" in capsys.readouterr().err


def test_the_packaged_program_becomes_the_reader_of_foreign_workbooks(monkeypatch: pytest.MonkeyPatch) -> None:
    from cadre_desktop.formats.foreign import child

    read = []
    monkeypatch.setattr(child, "main", lambda: read.append(sys.argv))
    assert __main__.main([READER_FLAG]) == 0
    assert len(read) == 1
