"""What can go wrong, in the clerk's words.

An `AppError` is expected: its text is shown as it stands.  Anything else that is
raised is a fault of the program and goes to the crash dialog.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class AppError(Exception):
    """Base of every error meant for the person at the screen.

    `title` heads the message box, the message says what is wrong, `hint` says what to do next.
    """

    title = "操作未完成"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field; an empty field name means the whole record."""

    field: str
    message: str


class InvalidInput(AppError):
    """The values break a rule; nothing was saved."""

    title = "填写有误"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(p.message for p in problems))
        self.problems = tuple(problems)


class NotAllowed(AppError):
    """The record's state, or the person's role, forbids this step."""

    title = "不能这样操作"


class EditConflict(AppError):
    """The record has been saved by somebody else, or in another window, since it was opened."""

    title = "记录已被修改"


class StorageTrouble(AppError):
    """The disk failed us: full, read-only, locked or gone.  What was saved before is safe."""

    title = "数据无法写入"


class DamagedStore(AppError):
    """The data file does not pass its own checks and was not opened for writing."""

    title = "数据文件异常"


class WrongKey(AppError):
    """The passphrase or recovery key does not open the store."""

    title = "无法打开数据"


class BadFile(AppError):
    """A file from outside cannot be read; nothing was taken from it."""

    title = "文件无法读取"


class NewerStore(AppError):
    """The data was written by a newer version of the program; nothing was touched."""

    title = "需要新版本程序"
