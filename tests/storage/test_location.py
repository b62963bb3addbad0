"""Where a live store may lie."""

import ctypes
from pathlib import Path

import pytest

from cadre_desktop.errors import StorageTrouble
from cadre_desktop.storage import location
from cadre_desktop.storage.location import (
    SPARE_BYTES,
    Drive,
    Mount,
    Place,
    check_place,
    is_on_a_stick,
    kind_of_mount,
    kind_of_windows_drive,
    mount_of,
    needed_bytes,
    probe,
    refuse_bad_place,
    require_room,
)

MOUNTS = """\
/dev/vda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdb1 /media/wang/U\\040盘 vfat rw 0 0
//server/share /mnt/共享 cifs rw 0 0
host:/data /srv/data nfs4 rw 0 0
overlay /home overlay rw 0 0
/dev/sda3 /home/wang ext4 rw 0 0
broken line
"""
ROOM = 10**12


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/", "/"),
        ("/var/lib/cadre", "/"),
        ("/tmp/x", "/tmp"),
        ("/tmpfiles", "/"),
        ("/media/wang/U 盘", "/media/wang/U 盘"),
        ("/media/wang/U 盘/数据", "/media/wang/U 盘"),
        ("/mnt/共享/数据", "/mnt/共享"),
        ("/home/wang/数据", "/home/wang"),
        ("/home/li", "/home"),
    ],
)
def test_the_innermost_drive_is_found(path: str, folder: str) -> None:
    found = mount_of(path, MOUNTS)
    assert found is not None
    assert found.folder == folder


def test_a_drive_mounted_over_another_hides_it() -> None:
    over = MOUNTS + "tmpfs /home/wang tmpfs rw 0 0\n"
    assert mount_of("/home/wang/x", over) == Mount("tmpfs", "/home/wang", "tmpfs")


def test_an_empty_list_knows_nothing() -> None:
    assert mount_of("/home", "") is None


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "fuse.rclone", "ceph"])
def test_network_drives_are_recognised(kind: str) -> None:
    assert kind_of_mount(Mount("server:/x", "/srv", kind), removable=False, on_usb=False) is Drive.NETWORK


def test_a_share_is_a_network_drive_whatever_mounts_it() -> None:
    assert kind_of_mount(Mount("//server/x", "/srv", "fuse"), removable=False, on_usb=False) is Drive.NETWORK


@pytest.mark.parametrize(
    "kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "vfat", "ntfs3", "fuseblk", "fuse.mergerfs"]
)
def test_ordinary_disks_containers_and_memory_are_not_refused(kind: str) -> None:
    assert kind_of_mount(Mount("/dev/vda1", "/", kind), removable=False, on_usb=False) is Drive.FIXED
    assert kind_of_mount(Mount("/dev/vda1", "/home", kind), removable=False, on_usb=False) is Drive.FIXED


def test_a_virtual_machine_whose_root_comes_from_its_host_is_not_refused() -> None:
    assert kind_of_mount(Mount("none", "/", "9p"), removable=False, on_usb=False) is Drive.FIXED


@pytest.mark.parametrize(
    ("folder", "removable", "on_usb", "drive"),
    [
        ("/media/wang/U", True, True, Drive.REMOVABLE),
        ("/data", True, False, Drive.REMOVABLE),
        ("/run/media/wang/移动硬盘", False, True, Drive.REMOVABLE),
        ("/mnt/disk", False, True, Drive.REMOVABLE),
        ("/", False, True, Drive.FIXED),
        ("/home", False, True, Drive.FIXED),
        ("/mnt/disk", False, False, Drive.FIXED),
        ("/mntx", False, True, Drive.FIXED),
    ],
)
def test_sticks_are_removable_and_a_usb_disk_only_where_sticks_are_mounted(
    folder: str, removable: bool, on_usb: bool, drive: Drive
) -> None:
    assert kind_of_mount(Mount("/dev/sdb1", folder, "ext4"), removable=removable, on_usb=on_usb) is drive


@pytest.mark.parametrize(
    ("code", "path", "drive"),
    [
        (2, "E:\\数据", Drive.REMOVABLE),
        (3, "C:\\数据", Drive.FIXED),
        (4, "Z:\\数据", Drive.NETWORK),
        (5, "D:\\", Drive.REMOVABLE),
        (6, "R:\\", Drive.FIXED),
        (1, "\\\\server\\share\\数据", Drive.NETWORK),
        (0, "C:\\", Drive.FIXED),
    ],
)
def test_windows_drives(code: int, path: str, drive: Drive) -> None:
    assert kind_of_windows_drive(code, path) is drive


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(Drive.NETWORK, True, ROOM), "网络盘"),
        (Place(Drive.REMOVABLE, True, ROOM), "U盘"),
        (Place(Drive.FIXED, False, ROOM), "不能写入"),
        (Place(Drive.FIXED, True, 0), "剩余空间不足"),
    ],
)
def test_every_bad_place_has_its_own_sentence(place: Place, words: str) -> None:
    with pytest.raises(StorageTrouble, match=words) as caught:
        check_place(place, 1000)
    assert caught.value.hint


def test_room_is_three_times_the_store_and_64_mb_to_the_byte() -> None:
    store = 100 * 1024 * 1024
    needed = 3 * store + 64 * 1024 * 1024
    assert needed_bytes(store) == needed
    assert needed_bytes(0) == SPARE_BYTES
    check_place(Place(Drive.FIXED, True, needed), store)
    with pytest.raises(StorageTrouble, match="需要 364 MB，只剩 363 MB"):
        check_place(Place(Drive.FIXED, True, needed - 1), store)


def test_this_machines_temporary_folder_will_do(tmp_path: Path) -> None:
    refuse_bad_place(tmp_path)
    refuse_bad_place(tmp_path / "还没有" / "的文件夹")
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(dir: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(location.tempfile, "TemporaryFile", refused)
    assert not probe(tmp_path).writable
    with pytest.raises(StorageTrouble, match="不能写入"):
        refuse_bad_place(tmp_path)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")
def test_a_place_that_takes_no_files_is_found_out_by_trying() -> None:
    assert not probe(Path("/proc/self/数据")).writable


def test_a_full_disk_is_refused_before_work_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = SPARE_BYTES + 2

    monkeypatch.setattr(location.shutil, "disk_usage", lambda _folder: Usage)
    require_room(tmp_path, 0)
    with pytest.raises(StorageTrouble, match="剩余空间不足"):
        require_room(tmp_path, 1)


def test_a_disk_that_does_not_answer_has_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_folder: Path) -> None:
        raise OSError(5, "I/O error")

    monkeypatch.setattr(location.shutil, "disk_usage", gone)
    with pytest.raises(StorageTrouble, match="剩余空间不足"):
        require_room(tmp_path, 0)


def fake_blocks(root: Path, *, bus: str, removable: str) -> Path:
    """A little /sys/class/block with a disk sdb and its partition sdb1."""
    disk = root / "devices" / bus / "sdb"
    (disk / "sdb1").mkdir(parents=True)
    (disk / "removable").write_text(f"{removable}\n")
    blocks = root / "block"
    blocks.mkdir()
    (blocks / "sdb").symlink_to(disk)
    (blocks / "sdb1").symlink_to(disk / "sdb1")
    return blocks


@pytest.mark.skipif(hasattr(ctypes, "windll"), reason="Linux block devices")
@pytest.mark.parametrize("device", ["/dev/sdb", "/dev/sdb1"])
@pytest.mark.parametrize(
    ("bus", "removable", "facts"),
    [
        ("pci0000/usb1/1-1", "1", (True, True)),
        ("pci0000/usb1/1-1", "0", (False, True)),
        ("pci0000/ata1", "0", (False, False)),
    ],
)
def test_a_partition_is_as_removable_as_its_disk(
    tmp_path: Path, device: str, bus: str, removable: str, facts: tuple[bool, bool]
) -> None:
    blocks = fake_blocks(tmp_path, bus=bus, removable=removable)
    assert location._device_facts(device, blocks) == facts


def test_a_device_without_a_block_entry_is_not_removable(tmp_path: Path) -> None:
    assert location._device_facts("overlay", tmp_path) == (False, False)


def test_a_system_without_a_mount_list_refuses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_path: Path, **_: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(location.Path, "read_text", missing)
    assert probe(tmp_path).drive is Drive.FIXED


# --- data carried along -----------------------------------------------------------------------------------------


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that passes for a stick."""
    place = Place(Drive.REMOVABLE, True, ROOM)
    monkeypatch.setattr(location, "probe", lambda _home: place)
    return tmp_path / "U盘"


def test_a_portable_copy_may_keep_its_data_beside_itself_on_a_stick(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location.paths, "is_carried", lambda home: home == stick / "data")
    refuse_bad_place(stick / "data")
    with pytest.raises(StorageTrouble, match="U盘"):
        refuse_bad_place(stick / "elsewhere")


def test_carried_data_still_needs_room_and_no_network() -> None:
    check_place(Place(Drive.REMOVABLE, True, ROOM), 0, carried=True)
    for place, words in (
        (Place(Drive.NETWORK, True, ROOM), "网络盘"),
        (Place(Drive.REMOVABLE, False, ROOM), "不能写入"),
        (Place(Drive.REMOVABLE, True, 1024), "空间不足"),
    ):
        with pytest.raises(StorageTrouble, match=words):
            check_place(place, 0, carried=True)


def test_data_on_a_stick_is_known_as_such(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_on_a_stick(stick)
    monkeypatch.setattr(location, "probe", lambda _home: Place(Drive.FIXED, True, ROOM))
    assert not is_on_a_stick(stick)
