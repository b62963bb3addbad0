"""Archives that come out the same whenever the same files go in: sorted, one time, no owners."""

from __future__ import annotations

import hashlib
import os
import stat
import tarfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

CHUNK = 1 << 20
SUMS_NAME = "SHA256SUMS"


def files_below(folder: Path) -> Iterator[Path]:
    """Yield everything below a folder but folders themselves, in an order that is the same everywhere."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def set_times(folder: Path, epoch: int) -> None:
    """Give a folder and everything in it one time."""
    for path in [*folder.rglob("*"), folder]:
        if os.utime in os.supports_follow_symlinks:
            os.utime(path, (epoch, epoch), follow_symlinks=False)
        elif not path.is_symlink():
            os.utime(path, (epoch, epoch))


def write_tar_xz(target: Path, folder: Path, top: str, epoch: int) -> None:
    """Pack a folder as `top`/... into a .tar.xz."""

    def impersonal(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = epoch, 0, 0, "root", "root"
        entry.mode = 0o755 if entry.isdir() or entry.mode & stat.S_IXUSR else 0o644
        return entry

    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(target, "w:xz", format=tarfile.PAX_FORMAT, preset=6) as archive:
        for path in sorted([folder, *folder.rglob("*")], key=lambda path: path.relative_to(folder).as_posix()):
            name = (Path(top) / path.relative_to(folder)).as_posix()
            archive.add(path, name, recursive=False, filter=impersonal)


def write_zip(target: Path, folder: Path, top: str, epoch: int) -> None:
    """Pack a folder as `top`/... into a .zip."""
    target.parent.mkdir(parents=True, exist_ok=True)
    date = time.gmtime(max(epoch, 315_532_800))  # zip begins in 1980
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files_below(folder):
            name = f"{top}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, (date[0], date[1], date[2], date[3], date[4], date[5]))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, path.read_bytes())


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def write_sums(folder: Path, files: Iterable[Path]) -> Path:
    """Write the checksums of files in a folder so that `sha256sum -c` reads them; return the list."""
    target = folder / SUMS_NAME
    lines = sorted((path.name, sha256(path)) for path in files)
    target.write_text("".join(f"{digest}  {name}\n" for name, digest in lines), encoding="utf-8", newline="\n")
    return target


def check_sums(listing: Path) -> list[str]:
    """Return the names in a list of checksums whose files are missing or differ."""
    wrong = []
    for line in listing.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        file = listing.parent / name
        if not file.is_file() or sha256(file) != digest:
            wrong.append(name)
    return wrong


def tree_sums(folder: Path) -> dict[str, str]:
    """Return the checksum of every file below a folder; of a link, where it leads."""
    return {
        path.relative_to(folder).as_posix(): f"-> {os.readlink(path)}" if path.is_symlink() else sha256(path)
        for path in files_below(folder)
    }
