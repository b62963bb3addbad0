"""The commands put together: wrong use, help, faults of the program, pictures handed to the window."""

import logging
from pathlib import Path
from typing import Any

import pytest

from cadre_desktop import __version__
from cadre_desktop.app import App
from cadre_desktop.cli import record_commands
from cadre_desktop.cli.console import sentence
from cadre_desktop.cli.main import COMMANDS
from cadre_desktop.cli.shots_command import ShotOptions
from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from tests.cli.conftest import call

_SYNOPSIS = [
    *("demo", "init", "import", "undo-import", "template", "export", "list", "reports", "kinds", "figures"),
    *("check", "backup", "restore", "shots"),
]


def test_the_commands_are_those_of_the_synopsis() -> None:
    assert sorted(COMMANDS) == sorted(_SYNOPSIS)


@pytest.mark.parametrize("name", _SYNOPSIS)
def test_every_command_explains_itself(name: str) -> None:
    done = call(name, "--help")
    assert done.status == 0
    assert f"用法：cadre-desktop {name}" in done.out
    assert "退出码" in done.out
    assert done.err == ""


def test_help_lists_all_commands() -> None:
    done = call("--help")
    assert done.status == 0
    assert all(f"  {name} " in done.out for name in _SYNOPSIS)
    assert call("--version").out.strip().endswith(__version__)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rename",), "没有“rename”这个命令"),
        (("list",), "缺少参数：KIND"),
        (("list", "cadre", "--nonsense"), "不认识的参数：--nonsense"),
        (("list", "--home"), "--home 后面要有一个值"),
        (("import", "cadre", "a.xlsx", "--on-match", "merge"), "--on-match 不能是 'merge'"),
        (("template", "cadre"), "缺少参数：--out"),
        (("init",), "缺少参数：--unit"),
        (("shots", "--out", "x", "--size", "10x10"), "不是窗口大小"),
        (("shots", "--out", "x", "--scale", "9"), "不是缩放倍数"),
        (("list", "cadre", "--js"), "不认识的参数：--js"),
        (("check", "--json=1"), "后面不带值"),
    ],
)
def test_wrong_use_is_one_chinese_sentence_and_status_two(arguments: tuple[str, ...], words: str) -> None:
    done = call(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert words in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(("home", "words"), [("没有", "没有找到数据文件夹"), ("空的", "没有本程序的数据")])
def test_a_home_without_a_store_is_one_sentence(tmp_path: Path, home: str, words: str) -> None:
    (tmp_path / "空的").mkdir()
    done = call("list", "--home", tmp_path / home, "cadre")
    assert done.status == 1
    assert words in done.err
    assert done.err.count("\n") == 1
    assert list((tmp_path / "空的").iterdir()) == []


def test_a_fault_of_the_program_is_logged_without_its_values(
    monkeypatch: pytest.MonkeyPatch, log_folder: Path, logged_errors: list[str]
) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError("张三的秘密")

    monkeypatch.setattr(record_commands, "list_kinds", fail)
    done = call("kinds")
    assert done.status == 1
    assert "cadre-desktop.log" in done.err
    assert "Traceback" not in done.err
    for handler in logging.getLogger("cadre_desktop").handlers:
        handler.flush()
    text = (log_folder / "cadre-desktop.log").read_text(encoding="utf-8")
    assert "RuntimeError" in text
    assert "main.py" in text
    assert "张三" not in text
    assert logged_errors == ["command failed: kinds"]


def test_ctrl_c_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(record_commands, "list_kinds", interrupt)
    done = call("kinds")
    assert (done.status, done.err) == (130, "已中断。\n")


def test_a_reader_that_goes_away_is_no_fault(monkeypatch: pytest.MonkeyPatch, log_folder: Path) -> None:
    def broken(*_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(record_commands, "list_kinds", broken)
    done = call("kinds")
    assert (done.status, done.err) == (1, "")
    assert not (log_folder / "cadre-desktop.log").exists()


def test_pictures_are_the_windows_work(demo_store: Path, tmp_path: Path) -> None:
    asked: list[Any] = []

    def take(app: App, options: ShotOptions) -> list[Path]:
        asked.append((app.profile.name, options))
        return [options.folder / "a.png"]

    arguments = ("shots", "--home", demo_store, "--out", tmp_path, "--size", "1920x1080", "--scale", "1.25", "--large")
    done = call(*arguments, take_shots=take)
    assert done.status == 0
    assert "已拍 1 张图" in done.err
    ((name, options),) = asked
    assert "示例数据" in name
    assert options == ShotOptions(tmp_path, 1920, 1080, 1.25, True)


def test_without_a_window_there_are_no_pictures(demo_store: Path, tmp_path: Path) -> None:
    done = call("shots", "--home", demo_store, "--out", tmp_path)
    assert done.status == 2
    assert "没有图形界面" in done.err


def test_errors_become_one_line_with_what_to_do() -> None:
    assert sentence(NotAllowed("不能这样", hint="请那样。")) == "不能这样。请那样。"
    assert sentence(NotAllowed("不能这样。")) == "不能这样。"
    both = InvalidInput([Problem("a", "甲不对。"), Problem("b", "乙不对")])
    assert sentence(both) == "甲不对；乙不对。"
