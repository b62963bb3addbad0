"""Where a live store may lie: a local fixed disk, writable, with room to work.

Sticks lie about having written; network drives lie about locks.  A live store there
would lose data sooner or later, so it is refused with a sentence.  Only a portable copy
of the program may keep its data beside itself on a stick, where the person put both.
"""

import ctypes
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from cadre_desktop import paths
from cadre_desktop.errors import StorageTrouble

SPARE_BYTES = 64 * 1024 * 1024
_NETWORK = re.compile(
    r"nfs4?|cifs|smb[23]?|smbfs|ncpfs|afs|afpfs|9p|ceph|glusterfs|lustre|davfs|beegfs"
    r"|fuse\.(sshfs|rclone|davfs2?|s3fs|gvfsd-fuse|smbnetfs|curlftpfs|glusterfs|cephfs)"
)
_WINDOWS_REMOVABLE, _WINDOWS_REMOTE, _WINDOWS_CD = 2, 4, 5
_STICK_FOLDERS = ("/media/", "/run/media/", "/mnt/")


class Drive(Enum):
    """What kind of drive a folder lies on."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Place:
    """What was found out about a folder."""

    drive: Drive
    writable: bool
    free_bytes: int


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of the system's list of mounted drives."""

    device: str
    folder: str
    kind: str


def refuse_bad_place(home: Path, store_bytes: int = 0) -> None:
    """Raise StorageTrouble when a live store cannot safely lie in `home`; it may not exist yet."""
    check_place(probe(home), store_bytes, carried=paths.is_carried(home))


def is_on_a_stick(home: Path) -> bool:
    """Tell whether data lies on a drive that may be pulled out while it is in use."""
    return probe(home).drive is Drive.REMOVABLE


def check_place(place: Place, store_bytes: int, *, carried: bool = False) -> None:
    """Raise StorageTrouble with the first reason why a store of this size cannot work there.

    `carried` data lies beside a portable program and may lie on a stick.
    """
    if place.drive is Drive.NETWORK:
        raise StorageTrouble(
            "数据不能放在网络盘上：断网或多人同时打开会损坏数据。",
            hint="请选择本机硬盘上的文件夹，网络盘可用来存放备份。",
        )
    if place.drive is Drive.REMOVABLE and not carried:
        raise StorageTrouble(
            "数据不能直接放在U盘等移动盘上使用：拔出或掉电会丢失数据。",
            hint="请选择本机硬盘上的文件夹，移动盘可用来存放备份或上报包。",
        )
    if not place.writable:
        raise StorageTrouble("这个文件夹不能写入。", hint="请换一个有写入权限的文件夹，或请管理员开放权限。")
    check_room(place.free_bytes, store_bytes)


def require_room(folder: Path, store_bytes: int) -> None:
    """Raise StorageTrouble when an existing folder lies on a disk too full to work on a store of this size."""
    check_room(_free_bytes(folder), store_bytes)


def check_room(free_bytes: int, store_bytes: int) -> None:
    """Raise StorageTrouble when there is less room than work on a store of this size needs."""
    needed = needed_bytes(store_bytes)
    if free_bytes < needed:
        raise StorageTrouble(
            f"磁盘剩余空间不足：需要 {megabytes(needed)} MB，只剩 {free_bytes // 1024 // 1024} MB。",
            hint="请清理磁盘，或换一个位置。",
        )


def needed_bytes(store_bytes: int) -> int:
    """Return the room to work in: the store, a copy being made, one being checked, and a margin."""
    return 3 * store_bytes + SPARE_BYTES


def megabytes(size: int) -> int:
    """Round bytes up to whole MB."""
    return -(-size // (1024 * 1024))


def probe(home: Path) -> Place:
    """Look at the folder, or at the nearest folder above it that exists."""
    folder = home.absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return Place(_drive_of(folder.resolve()), _writable(folder), _free_bytes(folder))


def mount_of(path: str, mounts: str) -> Mount | None:
    """Find the drive a path lies on in the text of /proc/mounts: the longest folder wins, then the latest."""
    best: Mount | None = None
    for line in mounts.splitlines():
        fields = [_plain(field) for field in line.split(" ")]
        if len(fields) < 3:
            continue
        mount = Mount(fields[0], fields[1], fields[2])
        inside = mount.folder == "/" or path == mount.folder or path.startswith(mount.folder + "/")
        if inside and (best is None or len(mount.folder) >= len(best.folder)):
            best = mount
    return best


def kind_of_mount(mount: Mount, *, removable: bool, on_usb: bool) -> Drive:
    """Judge a mounted drive; `removable` and `on_usb` are what the system says of its device.

    A disk on a USB bus counts as removable only where sticks are mounted: some machines
    start from one.
    """
    # A machine whose very root comes over a protocol is a virtual one: its host keeps the disk.
    if mount.folder != "/" and (_NETWORK.fullmatch(mount.kind) or mount.device.startswith("//")):
        return Drive.NETWORK
    stick_folder = (mount.folder + "/").startswith(_STICK_FOLDERS)
    return Drive.REMOVABLE if removable or (on_usb and stick_folder) else Drive.FIXED


def kind_of_windows_drive(code: int, path: str) -> Drive:
    """Judge what Windows' GetDriveType answered for a path."""
    if code == _WINDOWS_REMOTE or path.startswith("\\\\"):
        return Drive.NETWORK
    return Drive.REMOVABLE if code in (_WINDOWS_REMOVABLE, _WINDOWS_CD) else Drive.FIXED


def _drive_of(folder: Path) -> Drive:
    if sys.platform == "win32":
        return kind_of_windows_drive(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor), str(folder))
    try:
        mount = mount_of(str(folder), Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:  # no such list on this system: nothing is known against the folder
        return Drive.FIXED
    if mount is None:
        return Drive.FIXED
    removable, on_usb = _device_facts(mount.device)
    return kind_of_mount(mount, removable=removable, on_usb=on_usb)


def _device_facts(device: str, blocks: Path = Path("/sys/class/block")) -> tuple[bool, bool]:
    """Tell whether the system calls a device (or the disk it is a part of) removable, and whether it is on USB."""
    try:
        block = (blocks / Path(device).resolve().name).resolve(strict=True)
        disk = block if (block / "removable").exists() else block.parent
        return (disk / "removable").read_text().strip() == "1", "/usb" in str(disk)
    except OSError:
        return False, False


def _free_bytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0


def _writable(folder: Path) -> bool:
    """Try: permissions alone do not tell for administrators, network drives and full quotas."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _plain(field: str) -> str:
    """Undo the octal escapes of spaces and the like in /proc/mounts."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)
