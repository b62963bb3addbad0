"""Files leave whole: written beside the target, flushed, checked, and only then put in its place.

What a killed program leaves beside a target is plain text.  So the home of the open store remembers the folders that
were written to, under a tag that begins the names of this opening's temporary files, and the next opening sweeps them.
"""

import contextlib
import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from cadre_desktop.errors import StorageTrouble

TRIES = 10
FIRST_PAUSE = 0.01
LEAVING_NAME = "data.leaving"
_PART = ".part"
_MOST_FOLDERS = 50
_ABANDONED = 3600.0  # seconds; no file of ours takes an hour to write
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_SHOWN_OF_NAME = 20
_GONE = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR})
_NO_FOLDER_FLUSH = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EACCES, errno.EPERM})


class NotFlushed(StorageTrouble):
    """The new file is in its place, but the disk did not confirm it: a power cut now may lose it."""


class _Leaving:
    """The folders files were written to while one store was open, noted in its home before the writing begins."""

    def __init__(self, home: Path) -> None:
        self.home, self.path, self.tag = home, home / LEAVING_NAME, secrets.token_hex(6)

    def note(self, folder: Path) -> None:
        """Remember a folder; one inside the home is swept anyway."""
        folder = folder.resolve()
        if folder.is_relative_to(self.home.resolve()) or (self.tag, folder) in self._lines():
            return
        with contextlib.suppress(OSError), self.path.open("a", encoding="utf-8") as file:
            file.write(f"{self.tag}\t{folder}\n")
            file.flush()
            os.fsync(file.fileno())

    def sweep(self) -> None:
        """Remove what earlier openings left; folders out of reach (a stick pulled out) are tried again later."""
        lines, kept = self._lines(), []
        for tag, folder in lines:
            if tag == self.tag or not folder.is_dir():
                kept.append((tag, folder))
            else:
                remove_leftovers(folder, tag=tag)
        if kept == lines:
            return
        with contextlib.suppress(OSError):
            if kept:
                text = "".join(f"{tag}\t{folder}\n" for tag, folder in kept[-_MOST_FOLDERS:])
                self.path.write_text(text, encoding="utf-8")
            else:
                self.path.unlink()

    def _lines(self) -> list[tuple[str, Path]]:
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return []
        halves = (line.partition("\t") for line in text.splitlines())
        return [(tag, Path(folder)) for tag, _, folder in halves if tag.isalnum() and folder]


_leaving: _Leaving | None = None


def begin_leaving(home: Path) -> None:
    """Remember from now on in `home` where files are written to, and sweep what earlier openings left there."""
    global _leaving
    _leaving = _Leaving(home)
    _leaving.sweep()


def end_leaving(home: Path) -> None:
    """Stop remembering in `home`: its store is closed."""
    global _leaving
    if _leaving is not None and _leaving.home == home:
        _leaving = None


def write_whole(
    path: Path,
    writer: Callable[[Path], None],
    check: Callable[[Path], None] | None = None,
    *,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Let `writer` fill a temporary file, then put it at `path` in one step.

    The old file stays as it was until the new one is flushed to the disk and has passed
    `check`.  Raises StorageTrouble when the disk or another program is in the way; the
    temporary file is removed whatever happens.  Raises NotFlushed when the new file is in place and only the
    folder could not be flushed.
    """
    temporary = path.with_name(f".{_tag()}{secrets.token_hex(6)}{_PART}{path.suffix}")
    if _leaving is not None:
        _leaving.sweep()
        _leaving.note(path.parent)
    remove_leftovers(path.parent, untouched_for=_ABANDONED)
    try:
        writer(temporary)
        flush_file(temporary)
        if check is not None:
            check(temporary)
        replace(temporary, path, pause=pause)
    except OSError as error:
        if _is_part(path):  # made inside another writing, which knows the name people gave
            raise
        raise trouble(error, path) from error
    finally:
        with contextlib.suppress(OSError):  # what cannot be removed now is swept at the next start
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path` whole; raises StorageTrouble and leaves the old file on failure."""

    def writer(temporary: Path) -> None:
        temporary.write_bytes(data)

    write_whole(path, writer)


def replace(source: Path, target: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Move `source` over `target`, waiting some five seconds while another program holds the target.

    A virus scanner lets go in a moment; a spreadsheet program does not: then StorageTrouble
    names the file and a free name.  The target is never written in place.  Raises NotFlushed
    when the file was moved and the folder could not be flushed.
    """
    for attempt in range(1, TRIES + 1):
        try:
            os.replace(source, target)
        except PermissionError as error:
            if attempt == TRIES:
                raise _in_use(target) from error
            pause(FIRST_PAUSE * 2 ** (attempt - 1))
        else:
            _flush_moved(target)
            return


def _flush_moved(target: Path) -> None:
    try:
        flush_folder(target.parent)
    except OSError as error:
        raise NotFlushed(
            f"《{target.name}》已经写出，但磁盘没有确认保存好。", hint="请打开文件核对，并尽快另存一份到别的磁盘。"
        ) from error


def flush_file(path: Path) -> None:
    """Make the system put the file's content on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut; Windows does so by itself.

    Some drives (sticks, network shares) flush no folders, and some folders may be written to but not opened.
    """
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FLUSH:
            raise


def free_name(path: Path) -> Path:
    """Return `path`, or the first of "name(2)", "name(3)" … that is not taken."""
    candidate, number = path, 2
    while candidate.exists():
        candidate = path.with_name(f"{path.stem}({number}){path.suffix}")
        number += 1
    return candidate


def remove_leftovers(folder: Path, *, untouched_for: float = 0.0, tag: str = "") -> None:
    """Remove temporary files and folders that a killed program left behind.

    Where other programs may be writing too, only those untouched for so many seconds, or of one opening's `tag`.
    What cannot be removed stays.
    """
    latest = time.time() - untouched_for
    with contextlib.suppress(OSError):
        for leftover in folder.glob(f".{tag}*{_PART}*"):
            if untouched_for and leftover.stat().st_mtime > latest:
                continue
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)


def part_folder(folder: Path) -> TemporaryDirectory[str]:
    """Make a folder for half-made files beside their target; a killed program's is swept like its files."""
    return TemporaryDirectory(prefix=f".{_tag()}", suffix=_PART, dir=folder)


def _tag() -> str:
    return _leaving.tag if _leaving is not None else ""


def _is_part(path: Path) -> bool:
    return path.name.startswith(".") and _PART in path.name


def trouble(error: OSError, path: Path) -> StorageTrouble:
    """Say in the clerk's words why `path` could not be written."""
    name = path.name
    if error.errno in _FULL:
        return StorageTrouble(
            f"磁盘空间不足，《{name}》没有写入，原有文件未改动。", hint="请清理磁盘，或换一个位置保存。"
        )
    if error.errno in _READ_ONLY:
        return StorageTrouble(f"没有写入权限，《{name}》没有保存。", hint="请换一个可以写入的文件夹。")
    if error.errno in _GONE:
        return StorageTrouble(f"找不到文件夹“{path.parent}”，《{name}》没有保存。", hint="请确认磁盘或U盘仍然连接。")
    if error.errno == errno.ENAMETOOLONG:
        return StorageTrouble(f"文件名太长，《{name[:_SHOWN_OF_NAME]}…》没有保存。", hint="请改用短一些的文件名。")
    reason = error.strerror or str(error)
    return StorageTrouble(f"写入《{name}》时磁盘出错，原有文件未改动。", hint=f"请检查磁盘后重试（{reason}）。")


def _in_use(path: Path) -> StorageTrouble:
    if not path.exists() or not os.access(path.parent, os.W_OK):
        return StorageTrouble(f"没有写入权限，《{path.name}》没有保存。", hint="请换一个可以写入的文件夹。")
    other = free_name(path).name
    return StorageTrouble(
        f"文件正被 WPS 或 Excel 打开：《{path.name}》。原有文件未改动。",
        hint=f"请关闭该文件后重试，或另存为“{other}”。",
    )
