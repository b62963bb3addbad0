"""Reading a workbook from outside: in a process of its own, within limits, as plain values."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, NamedTuple

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign import READER_FLAG, messages
from cadre_desktop.formats.foreign.limits import LIMITS
from cadre_desktop.formats.foreign.messages import Cell
from cadre_desktop.formats.foreign.sniff import container, read_whole
from cadre_desktop.progress import Progress, silent

_POLL_SECONDS = 0.1
_ROOT = Path(__file__).resolve().parents[3]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from cadre_desktop.formats.foreign.child import main; main()"
_DIED = "文件异常：读取时占用过多内存或出错，已经停止，没有导入任何内容。请用 WPS 或 Excel 打开后另存一份再导入。"
_TOO_SLOW = "文件异常：{seconds:.0f} 秒内没有进展，已经停止，没有导入任何内容。请拆成几个文件，或另存一份再导入。"


class Merged(NamedTuple):
    """A merged block: first and last row and column, counted from 0, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet as it reads on screen: `rows[0][0]` is A1, empty cells are None.

    `formulas` are the cells (row, column, from 1) whose formula carries no stored result and therefore reads as empty.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[Merged, ...] = ()
    formulas: tuple[tuple[int, int], ...] = ()
    hidden: bool = False


def read_workbook(path: Path, *, progress: Progress = silent, time_limit: float = 30.0) -> tuple[Sheet, ...]:
    """Return every sheet of an .xlsx, .xls, .et or .ods file.

    `time_limit` is how many seconds the child may go without a sign of life; a slow computer may take longer in all.

    Raises BadFile, in one Chinese sentence, whatever is wrong with the file; Cancelled comes from `progress`.
    """
    content = read_whole(path)
    container(content)
    with _start_child() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        incoming: SimpleQueue[bytes] = SimpleQueue()
        helpers = (
            Thread(target=_send, args=(process.stdin, content), name="表格送读", daemon=True),
            Thread(target=_receive, args=(process.stdout, incoming), name="表格接收", daemon=True),
        )
        for helper in helpers:
            helper.start()
        try:
            return _collect(_messages(incoming, progress, time_limit))
        finally:
            process.kill()
            for helper in helpers:
                helper.join()


def child_command() -> list[str]:
    """Return how to start the child: by this Python, or by the packaged program itself."""
    if getattr(sys, "frozen", False) or not Path(sys.executable).stem.casefold().startswith("python"):
        return [sys.executable, READER_FLAG]
    return [sys.executable, "-P", "-c", _START, str(_ROOT)]


def _start_child() -> subprocess.Popen[bytes]:
    """Start the child without a window; what a native abort prints is nobody's concern."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        return subprocess.Popen(child_command(), stdin=pipe, stdout=pipe, stderr=nowhere, creationflags=flags)
    except OSError as error:
        raise BadFile("系统资源不足，暂时无法读取表格，请关闭一些程序后重试。") from error


def _send(stream: IO[bytes], content: bytes) -> None:
    """Hand over the bytes; a child that died early needs no more of them."""
    try:
        with stream:
            stream.write(content)
    except OSError:
        return


def _receive(stream: IO[bytes], incoming: SimpleQueue[bytes]) -> None:
    """Take messages as they come; an empty one says that no more will."""
    while message := messages.receive(stream):
        incoming.put(message)
    incoming.put(b"")


def _messages(incoming: SimpleQueue[bytes], progress: Progress, seconds: float) -> Iterator[bytes]:
    """Yield the child's messages; raise BadFile when it dies or falls silent for so many seconds."""
    deadline = time.monotonic() + seconds
    received = 0
    while True:
        progress(received, 0, "正在读取表格")
        if time.monotonic() > deadline:
            raise BadFile(_TOO_SLOW.format(seconds=seconds))
        try:
            message = incoming.get(timeout=_POLL_SECONDS)
        except Empty:
            continue
        if not message:
            raise BadFile(_DIED)
        received += 1
        yield message
        deadline = time.monotonic() + seconds


def _collect(incoming: Iterator[bytes]) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    cells = 0
    for message in incoming:
        try:
            tag, content = messages.unpack(message)
        except ValueError as error:
            raise BadFile(_DIED) from error
        if tag == messages.DONE:
            return tuple(sheets)
        if tag == messages.REFUSED:
            raise BadFile(content)
        if tag == messages.SHEET:
            sheets.append(_sheet(content))
        elif tag in (messages.ROWS, messages.ROWS_WITH_DATES):
            sheets[-1].rows.extend(content)
            cells += len(content) * len(content[0])
            if cells > LIMITS.cells_sent:
                raise BadFile(_DIED)
    raise BadFile(_DIED)


def _sheet(content: dict[str, Any]) -> Sheet:
    return Sheet(
        name=str(content["name"]),
        rows=[],
        merged=tuple(Merged(*block) for block in content["merged"]),
        formulas=tuple((row, column) for row, column in content["formulas"]),
        hidden=bool(content["hidden"]),
    )
