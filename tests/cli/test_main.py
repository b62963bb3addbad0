"""The commands put together: wrong use, help, faults of the program, pictures handed to the window."""

import errno
import io
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from cadre_desktop import __version__
from cadre_desktop.app import App
from cadre_desktop.cli import record_commands
from cadre_desktop.cli.console import Console, WrongUse, sentence
from cadre_desktop.cli.main import COMMANDS, run
from cadre_desktop.cli.parser import Parser
from cadre_desktop.cli.shots_command import ShotOptions
from cadre_desktop.errors import InvalidInput, NotAllowed, Problem
from tests.cli.conftest import call

_SYNOPSIS = [
    *("demo", "init", "import", "undo-import", "template", "export", "list", "reports", "kinds", "figures"),
    *("check", "backup", "restore", "shots", "lrmx"),
]


def test_the_commands_are_those_of_the_synopsis() -> None:
    assert sorted(COMMANDS) == sorted(_SYNOPSIS)


@pytest.mark.parametrize("name", _SYNOPSIS)
def test_every_command_explains_itself(name: str) -> None:
    done = call(name, "--help")
    assert done.status == 0
    assert f"用法：cadre-desktop {name}" in done.out
    assert "退出码" in done.out
    assert "选项：\n" in done.out
    assert ":\n" not in done.out
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
        (("list",), "缺少参数：KIND（记录类型，见 kinds）"),
        (("import",), "缺少参数：KIND（记录类型，见 kinds）、FILE（Excel 文件）"),
        (("list", "cadre", "--nonsense"), "不认识的参数：“--nonsense”"),
        (("list", "cadre", "多出 来的", "又一个"), "不认识的参数：“多出 来的”、“又一个”"),
        (("list", "cadre", "--x=1", "--y", "2"), "不认识的参数：“--x”、“--y”。"),
        (("list", "--home"), "--home 后面要有一个值"),
        (
            ("import", "cadre", "a.xlsx", "--on-match", "merge"),
            "--on-match 不能是“merge”，可以是：“update”、“skip”、“add”",
        ),
        (("import", "cadre", "a.xlsx", "--on-match", "it's"), "--on-match 不能是“it's”，可以是"),
        (("import", "cadre", "a.xlsx", "--on-match", ""), "--on-match 不能是“”，可以是"),
        (("template", "cadre"), "缺少参数：--out（存到哪里）"),
        (("init",), "缺少参数：--unit（单位名称）"),
        (("shots", "--out", "x", "--size", "10x10"), "不是窗口大小"),
        (("shots", "--out", "x", "--scale", "9"), "不是缩放倍数"),
        (("list", "cadre", "--js"), "不认识的参数：“--js”"),
        (("check", "--json=1"), "--json 后面不带值，多出了“1”"),
        (("figures", "--year", "1900"), "“1900”不是年度，应为 1950 到 2200"),
        (("figures", "--as-of", "2026-02-30"), "“2026-02-30”不是日期"),
        (("figures", "--year", "2026", "--as-of", "2025-12-31"), "截止日期 2025-12-31 早于 2026 年度"),
        (("export", "roster", "--out", "a.xlsx", "--year", "2026", "--as-of", "2025-12-31"), "早于 2026 年度"),
        (("list", "cadre", "--home", ""), "路径不能是空的"),
        (("list", "cadre", "--home", "长" * 300), "名称太长"),
        (("export", "rostr", "--out", "a.xlsx"), "没有“rostr”这份报表。相近的有：roster（干部名册）"),
        (("export", "干部名册", "--out", "a.xlsx"), "相近的有：roster（干部名册）"),
        (("export", "zzz", "--out", "a.xlsx"), "没有“zzz”这份报表。全部报表见 cadre-desktop reports。"),
    ],
)
def test_wrong_use_is_one_chinese_sentence_and_status_two(arguments: tuple[str, ...], words: str) -> None:
    done = call(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert words in done.err
    assert done.err.count("\n") == 1
    assert not set(done.err.replace("it's", "")) & set("\"'")


@pytest.mark.parametrize("name", _SYNOPSIS)
def test_arguments_that_are_missing_or_too_many_are_named_for_every_command(name: str) -> None:
    unknown = call(name, "一", "二", "三", "四", "--out", "a.xlsx", "--unit", "甲", "--没有的")
    assert unknown.status == 2
    assert "不认识的参数：" in unknown.err
    assert "“--没有的”" in unknown.err
    assert not re.search(r"argument|require|choice|expected|invalid|usage", unknown.err)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("argument --at: invalid int value: 'x'", "--at 的值“x”不对。"),
        ("argument --at: invalid choice: 1 (choose from 2, 3)", "--at 不能是“1”，可以是：“2”、“3”。"),
        ("something argparse never said before", "参数写法不对。"),
    ],
)
def test_what_argparse_might_say_some_day_is_chinese_too(message: str, words: str) -> None:
    with pytest.raises(WrongUse) as refused:
        Parser(prog="x").error(message)
    assert str(refused.value) == words


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


class _Full(io.StringIO):
    """Takes so many characters, and no more."""

    def __init__(self, room: int, code: int) -> None:
        super().__init__()
        self._room, self._code = room, code

    def write(self, text: str) -> int:
        self._room -= len(text)
        if self._room < 0:
            raise OSError(self._code, "no")
        return len(text)

    def flush(self) -> None:
        if self._room < 9999:
            raise OSError(self._code, "no")


@pytest.mark.parametrize("room", [0, 9998, 200_000])
@pytest.mark.parametrize(("code", "why"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EIO, "写入时出错")])
def test_a_result_that_finds_no_room_is_one_sentence(room: int, code: int, why: str) -> None:
    out, err = _Full(room, code), io.StringIO()
    status = run(["reports"], console=Console(out, err, {}))
    if room == 200_000:
        assert (status, err.getvalue()) == (0, "")
    else:
        assert (status, err.getvalue()) == (1, f"结果没有全部写出：{why}。请换一个位置保存结果。\n")


def test_pictures_that_cannot_be_kept_are_refused_before_the_store_is_opened(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    done = call("shots", "--home", home, "--out", file, take_shots=lambda *_: [])
    assert done.status == 2
    assert "不能把图片放在" in done.err
