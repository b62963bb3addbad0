"""Arguments, with their help and their mistakes in Chinese."""

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from cadre_desktop import paths
from cadre_desktop.cli.console import Console, WrongUse

Command = Callable[[argparse.Namespace, Console], int]
_OLDEST_YEAR, _LATEST_YEAR = 1950, 2200

# argparse has no translation of its own; these are all the complaints our arguments can cause.
_COMPLAINTS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (\S+): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2，可以是：\3"),
    (r"argument (\S+): expected one argument", r"\1 后面要有一个值"),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 后面不带值，多出了 \2"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 不明确，可能是：\2"),
    (r"argument (\S+): (.+)", r"\1：\2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, prefix="用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that raises WrongUse instead of leaving the process."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, "add_help": False, "allow_abbrev": False, **options})
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="store_true", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments in Chinese."""
        for pattern, words in _COMPLAINTS:
            if found := re.fullmatch(pattern, message):
                message = found.expand(words)
                break
        raise WrongUse(f"{message}。", hint=f"用法见 {self.prog} --help")

    def add_home(self) -> None:
        """Let the person name the data folder."""
        self.add_argument(
            "--home",
            metavar="DIR",
            type=Path,
            default=paths.default_home(),
            help="数据文件夹（默认为本用户的数据文件夹）",
        )

    def add_passphrase(self) -> None:
        """Let the person name a file that holds the passphrase; it is never an argument itself."""
        self.add_argument(
            "--passphrase-file",
            metavar="FILE",
            type=Path,
            help="从文件第一行读口令；不给时看环境变量 CADRE_PASSPHRASE，再没有就在终端询问",
        )

    def add_json(self) -> None:
        """Let the person ask for JSON."""
        self.add_argument("--json", action="store_true", help="结果以 JSON 写到标准输出")

    def add_period(self) -> None:
        """Let the person choose year and cut-off date."""
        self.add_argument("--year", metavar="Y", type=year_of, help="年度，如 2025")
        self.add_argument("--as-of", metavar="YYYY-MM-DD", type=day_of, help="截止日期，如 2026-06-30")


def year_of(text: str) -> int:
    """Read a year; raise the error argparse wants."""
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or not _OLDEST_YEAR <= int(text) <= _LATEST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，应为四位数字，如 2025")
    return int(text)


def day_of(text: str) -> date:
    """Read a day written YYYY-MM-DD; raise the error argparse wants."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2026-06-30")
