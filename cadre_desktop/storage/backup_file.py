"""The backup container: one stored zip with the data, the keys file and a manifest.

The zip's comment is the SHA-256 of every byte before it, so that one changed bit
anywhere shows before anything is read; the manifest is sealed with the store's own key,
so that nobody without it can make one.
"""

import hashlib
import hmac
import os
import shutil
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

import orjson

from cadre_desktop.errors import DamagedStore, NewerStore, StorageTrouble
from cadre_desktop.storage.keys import KEYS_NAME, KeyFile, KeyRing
from cadre_desktop.storage.staging import DB_NAME

SUFFIX = ".cadrebak"
_MANIFEST = "manifest.json"
_FORMAT, _VERSION = "cadre-backup", 1
_SUM_BYTES = 64
_CHUNK = 1024 * 1024
_MAX_SMALL = 4 * 1024 * 1024
_BROKEN = (  # whatever zipfile and a manifest of another shape can raise
    zipfile.BadZipFile,
    struct.error,
    EOFError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds, to compare a copy with: its form, the rows of each table, the last line of the trail."""

    schema: int
    counts: Mapping[str, int]
    head: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    dbid: str
    made_at: datetime
    reason: str
    people: int
    mark: str
    contents: Contents
    hashes: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""

    def sealed(self, ring: KeyRing) -> "Manifest":
        """Return the manifest with the seal of the store's backup key."""
        return replace(self, seal=self._seal(ring))

    def check_seal(self, ring: KeyRing) -> None:
        """Raise DamagedStore unless this store's key sealed exactly this."""
        if not hmac.compare_digest(self._seal(ring), self.seal):
            raise DamagedStore("备份说明没有通过完整性检查，可能被改动过。", hint="请选择另一个备份。")

    def rendered(self) -> bytes:
        """Return the manifest as the container holds it."""
        return orjson.dumps({"format": _FORMAT, "version": _VERSION, **asdict(self)}, option=orjson.OPT_INDENT_2)

    @classmethod
    def parse(cls, data: bytes) -> "Manifest":
        """Read a manifest; raises NewerStore for a later format, ValueError or the like for anything else."""
        facts = dict(orjson.loads(data))
        if facts["format"] != _FORMAT:
            raise ValueError("not a backup")
        if facts["version"] != _VERSION:
            raise NewerStore(
                f"这个备份由更新版本的程序写成（备份格式 {facts['version']}），本程序只支持格式 {_VERSION}。",
                hint="请安装新版本程序后再恢复。",
            )
        held = facts["contents"]
        counts = {str(table): int(count) for table, count in held["counts"].items()}
        return cls(
            dbid=str(facts["dbid"]),
            made_at=datetime.fromisoformat(facts["made_at"]).replace(tzinfo=None),
            reason=str(facts["reason"]),
            people=int(facts["people"]),
            mark=str(facts["mark"]),
            contents=Contents(int(held["schema"]), counts, str(held["head"])),
            hashes={str(name): str(value) for name, value in facts["hashes"].items()},
            seal=str(facts["seal"]),
        )

    def _seal(self, ring: KeyRing) -> str:
        return hmac.new(ring.subkey("backup"), replace(self, seal="").rendered(), hashlib.sha256).hexdigest()


def write_container(path: Path, db: Path, keys: bytes, manifest: Manifest, ring: KeyRing) -> None:
    """Write the container; raises OSError as the disk does."""
    hashes = {DB_NAME: file_sum(db), KEYS_NAME: hashlib.sha256(keys).hexdigest()}
    text = replace(manifest, hashes=hashes).sealed(ring).rendered()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as container:
        container.comment = b"0" * _SUM_BYTES
        container.writestr(_entry(_MANIFEST, manifest.made_at), text)
        container.writestr(_entry(KEYS_NAME, manifest.made_at), keys)
        with (
            container.open(_entry(DB_NAME, manifest.made_at), "w", force_zip64=True) as target,
            db.open("rb") as source,
        ):
            shutil.copyfileobj(source, target, _CHUNK)
    digest = _sum_before_comment(path)
    with path.open("rb+") as file:
        file.seek(-_SUM_BYTES, os.SEEK_END)
        file.write(digest.encode())


def check_container(path: Path) -> None:
    """Raise DamagedStore when a single bit of the container differs from what was written."""
    with _readable(path):
        size = path.stat().st_size
        with path.open("rb") as file:
            file.seek(max(size - _SUM_BYTES, 0))
            written = file.read(_SUM_BYTES)
        if size <= _SUM_BYTES or written != _sum_before_comment(path).encode():
            raise _damaged(path)


def read_manifest(path: Path) -> Manifest:
    """Read what a backup says of itself, without checking the rest; raises DamagedStore or NewerStore."""
    with _readable(path):
        return Manifest.parse(_small_entry(path, _MANIFEST))


def keys_in(path: Path) -> KeyFile:
    """Read the keys file a backup carries, to unlock it with a passphrase or the recovery key."""
    with _readable(path):
        return KeyFile.parse(_small_entry(path, KEYS_NAME))


def extract(path: Path, folder: Path) -> None:
    """Check the container, then take the data and the keys out into `folder`."""
    check_container(path)
    hashes = read_manifest(path).hashes
    for name in (DB_NAME, KEYS_NAME):
        with _readable(path), zipfile.ZipFile(path) as container:
            with container.open(_checked_entry(container, name)) as source, (folder / name).open("wb") as target:
                shutil.copyfileobj(source, target, _CHUNK)
            if file_sum(folder / name) != hashes[name]:
                raise _damaged(path)


def file_sum(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _small_entry(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as container:
        entry = _checked_entry(container, name)
        if entry.file_size > _MAX_SMALL:
            raise ValueError(f"{name} is too large")
        return container.read(entry)


def _checked_entry(container: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Find an entry that is stored as we store them: nothing to unpack, so nothing that can explode."""
    entry = container.getinfo(name)
    if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
        raise ValueError(f"{name} is not stored plainly")
    return entry


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    """Date an entry for people who look inside; a zip knows 1980 to 2107 only, the manifest has the true time."""
    year, month, day, hour, minute, second = made_at.timetuple()[:6]
    return zipfile.ZipInfo(name, (min(max(year, 1980), 2107), month, day, hour, minute, second))


def _sum_before_comment(path: Path) -> str:
    digest, left = hashlib.sha256(), path.stat().st_size - _SUM_BYTES
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say in words what keeps a backup from being read."""
    try:
        yield
    except OSError as error:
        raise StorageTrouble(
            f"备份文件《{path.name}》无法读取。", hint="请确认文件存在、磁盘或U盘已连接，并有足够空间。"
        ) from error
    except _BROKEN as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> DamagedStore:
    return DamagedStore(f"备份文件《{path.name}》不完整或已损坏，现有数据未作改动。", hint="请选择另一个备份。")
