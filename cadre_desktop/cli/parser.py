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
_SHOWN_OF_PATH = 40
_OLDEST_YEAR, _LATEST_YEAR = 1950, 2200

# argparse has no translation of its own; these are all the complaints our arguments can cause.
_COMPLAINTS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<needed>.+)", "缺少参数：{needed}"),
    (r"argument (?P<name>\S+): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)",
     "{name} 不能是{value}，可以是：{choices}"),
    (r"argument (?P<name>\S+): expected one argument", "{name} 后面要有一个值"),
    (r"argument (?P<name>\S+): ignored explicit argument (?P<value>.+)", "{name} 后面不带值，多出了{value}"),
    (r"argument (?P<name>\S+): invalid \S+ value: (?P<value>.+)", "{name} 的值{value}不对"),
    (r"argument (?P<name>\S+): (?P<said>[^\x00-\x7f].*)", "{name}：{said}"),
)  # fmt: skip
_WORD = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|([^\s,'\"]+)")


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

    def format_help(self) -> str:
        """Explain the arguments; argparse puts a colon of its own behind its headings."""
        return re.sub(r"^(参数|选项):$", r"\1：", super().format_help(), flags=re.MULTILINE)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read the arguments; raise WrongUse for any mistake in them, those nobody knows included."""
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            # a value after an option nobody knows is not repeated: it may be the passphrase
            unknown = [one.partition("=")[0] for one in unknown if one.startswith("-")] or unknown
            raise self._wrong(f"不认识的参数：{'、'.join(map(_quoted, unknown))}")
        return found

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments in Chinese."""
        for pattern, words in _COMPLAINTS:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                raise self._wrong(
                    words.format(**{name: self._put(name, text) for name, text in found.groupdict().items()})
                )
        raise self._wrong("参数写法不对")

    def _wrong(self, said: str) -> WrongUse:
        return WrongUse(f"{said}。", hint=f"用法见 {self.prog} --help")

    def _put(self, name: str, text: str) -> str:
        """Put a part of argparse's message the way we write: values in Chinese quotes, names with what they mean."""
        if name == "needed":
            return "、".join(map(self._explained, text.split(", ")))
        if name in ("value", "choices"):
            return "、".join(_quoted(a or b or c) for a, b, c in _WORD.findall(text)) or _quoted("")
        return text

    def _explained(self, name: str) -> str:
        for action in self._actions:
            if name in ("/".join(action.option_strings), action.metavar):
                return f"{name}（{(action.help or '').split('；')[0]}）"
        return name

    def add_home(self) -> None:
        """Let the person name the data folder."""
        self.add_argument(
            "--home",
            metavar="DIR",
            type=path_of,
            default=paths.default_home(),
            help="数据文件夹（默认为本用户的数据文件夹）",
        )

    def add_passphrase(self) -> None:
        """Let the person name a file that holds the passphrase; it is never an argument itself."""
        self.add_argument(
            "--passphrase-file",
            metavar="FILE",
            type=path_of,
            help="从文件第一行读口令；不给时看环境变量 CADRE_PASSPHRASE，再没有就在终端询问",
        )

    def add_json(self) -> None:
        """Let the person ask for JSON."""
        self.add_argument(
            "--json", action="store_true", help="结果以 JSON 写到标准输出；没有做成时那里什么也没有（check 除外）"
        )

    def add_period(self) -> None:
        """Let the person choose year and cut-off date."""
        self.add_argument("--year", metavar="Y", type=year_of, help="年度，如 2025")
        self.add_argument("--as-of", metavar="YYYY-MM-DD", type=day_of, help="截止日期，如 2026-06-30")


def path_of(text: str) -> Path:
    """Read a path the system can look at; raise the error argparse wants."""
    if not text.strip():
        raise argparse.ArgumentTypeError("路径不能是空的")
    try:
        Path(text).exists()
    except OSError as error:
        raise argparse.ArgumentTypeError(
            f"“{text[:_SHOWN_OF_PATH]}…”不能用：名称太长，或没有权限查看那个文件夹"
        ) from error
    return Path(text)


def year_of(text: str) -> int:
    """Read a year; raise the error argparse wants."""
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or not _OLDEST_YEAR <= int(text) <= _LATEST_YEAR:
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，应为 {_OLDEST_YEAR} 到 {_LATEST_YEAR}，如 2025")
    return int(text)


def day_of(text: str) -> date:
    """Read a day written YYYY-MM-DD; raise the error argparse wants."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2026-06-30")


def _quoted(text: str) -> str:
    return f"“{text}”"
