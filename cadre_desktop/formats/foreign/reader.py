"""Reading a workbook from outside: in a process of its own, within limits, as plain values."""

import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from cadre_desktop.errors import BadFile
from cadre_desktop.formats.foreign import child, messages
from cadre_desktop.formats.foreign.limits import LIMITS, MIB
from cadre_desktop.formats.foreign.messages import Cell
from cadre_desktop.formats.foreign.sniff import container, read_whole
from cadre_desktop.progress import Progress, silent

_POLL_SECONDS = 0.1
_LONGEST_MESSAGE = 256 * MIB
_DIED = "文件异常：读取时占用过多内存或出错，已经停止，没有导入任何内容。请用 WPS 或 Excel 打开后另存一份再导入。"
_TOO_SLOW = "文件异常：{seconds:.0f} 秒内没有读完，已经停止，没有导入任何内容。请拆成几个文件，或另存一份再导入。"


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
    """Return every sheet of an .xlsx, .xls, .et or .ods file; `time_limit` is in seconds.

    Raises BadFile, in one Chinese sentence, whatever is wrong with the file; Cancelled comes from `progress`.
    """
    content = read_whole(path)
    container(content)
    context = multiprocessing.get_context("spawn")
    results, child_results = context.Pipe(duplex=False)
    child_content, content_pipe = context.Pipe(duplex=False)
    process = context.Process(
        target=child.serve, args=(child_content, child_results, int(time_limit) + 1), name="表格读取", daemon=True
    )
    process.start()
    child_results.close()
    child_content.close()
    sender = Thread(target=_send, args=(content_pipe, content), name="表格送读", daemon=True)
    sender.start()
    try:
        return _collect(_messages(results, progress, time.monotonic() + time_limit, time_limit))
    finally:
        _end(process)
        sender.join()
        results.close()


def _send(pipe: Connection, content: bytes) -> None:
    """Hand over the bytes; a child that died early needs no more of them."""
    try:
        with pipe:
            pipe.send_bytes(content)
    except OSError:
        return


def _messages(results: Connection, progress: Progress, deadline: float, seconds: float) -> Iterator[bytes]:
    """Yield the child's messages as they come; raise BadFile when it dies or takes too long."""
    received = 0
    while True:
        if time.monotonic() > deadline:
            raise BadFile(_TOO_SLOW.format(seconds=seconds))
        progress(received, 0, "正在读取表格")
        try:
            if not results.poll(_POLL_SECONDS):
                continue
            yield results.recv_bytes(_LONGEST_MESSAGE)
        except (EOFError, OSError) as error:
            raise BadFile(_DIED) from error
        received += 1


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
            continue
        sheets[-1].rows.extend(content)
        cells += len(content) * len(content[0])
        if cells > LIMITS.cells_sent:
            raise BadFile(_DIED)
    raise BadFile(_DIED)


def _sheet(content: dict[str, list[list[int]]]) -> Sheet:
    return Sheet(
        name=str(content["name"]),
        rows=[],
        merged=tuple(Merged(*block) for block in content["merged"]),
        formulas=tuple((row, column) for row, column in content["formulas"]),
        hidden=bool(content["hidden"]),
    )


def _end(process: BaseProcess) -> None:
    process.kill()
    process.join()
    process.close()
