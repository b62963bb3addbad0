"""What commands read from and write to: results on stdout, words for people on stderr, the passphrase apart."""

import errno
import getpass
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from cadre_desktop.errors import AppError, InvalidInput, StorageTrouble

PASSPHRASE_VARIABLE = "CADRE_PASSPHRASE"
_LONGEST_FILE = 4096

DONE, PROBLEMS, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


class WrongUse(AppError):
    """The command line itself is wrong; nothing was done."""

    title = "用法不对"


@dataclass(frozen=True, slots=True)
class Console:
    """The three ends of a command."""

    out: TextIO
    err: TextIO
    environ: Mapping[str, str]
    interactive: bool = False

    def say(self, text: str) -> None:
        """Tell the person something."""
        print(text, file=self.err)

    def result(self, value: Any) -> None:
        """Print a result as JSON."""
        self.line(json.dumps(value, ensure_ascii=False))

    def line(self, text: str) -> None:
        """Print one line of a result; raise StorageTrouble when the place it is led to takes no more."""
        try:
            print(text, file=self.out)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _no_room(error) from error

    def finish(self) -> None:
        """See that all of the result is out; raise StorageTrouble when the rest of it found no room."""
        try:
            self.out.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _no_room(error) from error

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows with tabs between the cells, breaks inside a cell as blanks."""
        for row in (head, *rows):
            self.line("\t".join(" ".join(cell.split()) for cell in row))

    def progress(self, done: int, total: int, what: str = "") -> None:
        """Show on a terminal how far the work is; elsewhere nobody is watching."""
        if self.interactive and what:
            print(f"\r{what} {done}/{total}\x1b[K", end="\n" if done == total else "", file=self.err, flush=True)

    def passphrase(self, file: Path | None, *, new: bool = False) -> str:
        """Read the passphrase from the file, the environment or a prompt; a new one is asked for twice.

        Raises WrongUse when there is nobody to ask, InvalidInput when what was given is empty.
        """
        if file is not None:
            return _filled(_first_line(file), f"口令文件“{file.name}”是空的")
        if PASSPHRASE_VARIABLE in self.environ:
            return _filled(self.environ[PASSPHRASE_VARIABLE], f"环境变量 {PASSPHRASE_VARIABLE} 是空的")
        if not self.interactive:
            raise WrongUse("没有给出口令。", hint=f"请用 --passphrase-file 或环境变量 {PASSPHRASE_VARIABLE} 给出。")
        try:
            first = _filled(getpass.getpass("口令：", self.err), "没有输入口令")
            again = getpass.getpass("再输一次：", self.err) if new else first
        except EOFError as error:
            raise WrongUse("没有输入口令。") from error
        if again != first:
            raise WrongUse("两次输入的口令不一致。", hint="请重新运行命令。")
        return first


def standard_console() -> Console:
    """Make the console of this process; both streams write UTF-8 whatever the system's language is.

    A stream that was closed before we began (>&-) is None; what goes there is lost, as was asked for.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    out, err = (stream or io.StringIO() for stream in (sys.stdout, sys.stderr))
    interactive = bool(sys.stdin and sys.stdin.isatty() and err.isatty())
    return Console(out, err, os.environ, interactive=interactive)


def sentence(error: AppError) -> str:
    """Write an error as one line: what is wrong, and what to do."""
    if isinstance(error, InvalidInput):
        return "；".join(problem.message.rstrip("。") for problem in error.problems) + "。"
    said = str(error)
    if said and said[-1] not in "。！？":
        said += "。"
    return f"{said}{error.hint}"


def _no_room(error: OSError) -> StorageTrouble:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    why = "磁盘空间不足" if full else "写入时出错"
    return StorageTrouble(f"结果没有全部写出：{why}。", hint="请换一个位置保存结果。")


def refuse_missing_folder(out: Path) -> None:
    """Raise WrongUse when the folder a result is to go to is not there; before work is done in vain."""
    if not out.absolute().parent.is_dir():
        raise WrongUse(f"没有这个文件夹：{out.absolute().parent}", hint="请先建好文件夹，或换一个位置。")


def _filled(text: str, complaint: str) -> str:
    if not text:
        raise WrongUse(f"{complaint}。")
    return text


def _first_line(file: Path) -> str:
    """Read the first line of a small text file."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_LONGEST_FILE)
        return data.decode("utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except OSError as error:
        raise WrongUse(f"口令文件读不出来：{file}。", hint="请检查路径和权限。") from error
    except UnicodeDecodeError as error:
        raise WrongUse(f"口令文件“{file.name}”不是 UTF-8 文本。", hint="请另存为 UTF-8 后重试。") from error
