"""A file is the old one or the new one, and nothing is left lying about."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cadre_desktop.errors import DamagedStore, StorageTrouble
from cadre_desktop.storage import atomic
from cadre_desktop.storage.atomic import (
    TRIES,
    NotFlushed,
    free_name,
    part_folder,
    remove_leftovers,
    trouble,
    write_bytes,
    write_whole,
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "统计表.xlsx"
    path.write_bytes(b"old")
    return path


def only(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_the_new_file_takes_the_place_of_the_old(target: Path) -> None:
    write_whole(target, lambda part: part.write_bytes(b"new") and None)
    assert target.read_bytes() == b"new"
    assert only(target) == [target.name]


def test_the_temporary_file_lies_beside_the_target_and_keeps_its_ending(target: Path) -> None:
    seen: list[Path] = []

    def writer(part: Path) -> None:
        seen.append(part)
        part.write_bytes(b"new")

    write_whole(target, writer)
    assert seen[0].parent == target.parent
    assert seen[0].suffix == ".xlsx"


def test_the_check_sees_the_flushed_file_before_it_is_put_in_place(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    flush = atomic.flush_file
    monkeypatch.setattr(atomic, "flush_file", lambda path: (order.append("flush"), flush(path)))

    def check(part: Path) -> None:
        order.append(f"check {part.read_bytes().decode()}, target {target.read_bytes().decode()}")

    write_whole(target, lambda part: part.write_bytes(b"new") and None, check)
    assert order == ["flush", "check new, target old"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EFBIG])
def test_a_writer_that_fails_leaves_the_old_file(target: Path, code: int) -> None:
    def writer(part: Path) -> None:
        part.write_bytes(b"half")
        raise OSError(code, os.strerror(code))

    with pytest.raises(StorageTrouble, match="统计表"):
        write_whole(target, writer)
    assert target.read_bytes() == b"old"
    assert only(target) == [target.name]


def test_a_file_that_fails_its_check_is_not_put_in_place(target: Path) -> None:
    def check(_part: Path) -> None:
        raise DamagedStore("对不上")

    with pytest.raises(DamagedStore):
        write_whole(target, lambda part: part.write_bytes(b"new") and None, check)
    assert target.read_bytes() == b"old"
    assert only(target) == [target.name]


def test_a_fault_of_the_program_passes_through_and_leaves_nothing(target: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        write_whole(target, lambda part: part.write_bytes(b"x") // 0)
    assert only(target) == [target.name]


def test_a_scanner_that_lets_go_is_waited_for(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusals, pauses, real = [3], [], os.replace

    def held(source: Path, place: Path) -> None:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        real(source, place)

    monkeypatch.setattr(atomic.os, "replace", held)
    write_whole(target, lambda part: part.write_bytes(b"new") and None, pause=pauses.append)
    assert pauses == [0.01, 0.02, 0.04]
    assert target.read_bytes() == b"new"


def test_a_file_open_in_a_spreadsheet_is_named_with_a_way_out(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    def held(_source: Path, _place: Path) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(atomic.os, "replace", held)
    with pytest.raises(StorageTrouble, match=r"WPS 或 Excel 打开：《统计表\.xlsx》") as caught:
        write_whole(target, lambda part: part.write_bytes(b"new") and None, pause=pauses.append)
    assert "统计表(2).xlsx" in caught.value.hint
    assert len(pauses) == TRIES - 1
    assert sum(pauses) == pytest.approx(5.11)
    assert target.read_bytes() == b"old"
    assert only(target) == [target.name]


def test_a_full_disk_at_the_last_moment_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(StorageTrouble, match="磁盘空间不足"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert only(target) == [target.name]


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="找不到文件夹"):
        write_bytes(tmp_path / "拔掉的U盘" / "表.xlsx", b"new")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "空间不足"),
        (errno.EROFS, "没有写入权限"),
        (errno.EACCES, "没有写入权限"),
        (errno.ENODEV, "找不到"),
        (errno.EIO, "磁盘出错"),
        (errno.ENAMETOOLONG, "文件名太长"),
    ],
)
def test_every_failure_has_its_own_sentence(code: int, words: str) -> None:
    told = trouble(OSError(code, os.strerror(code)), Path("表.xlsx"))
    assert words in str(told)
    assert told.hint


def test_a_free_name_counts_on(tmp_path: Path) -> None:
    assert free_name(tmp_path / "表.xlsx").name == "表.xlsx"
    (tmp_path / "表.xlsx").touch()
    assert free_name(tmp_path / "表.xlsx").name == "表(2).xlsx"
    (tmp_path / "表(2).xlsx").touch()
    assert free_name(tmp_path / "表.xlsx").name == "表(3).xlsx"


def test_only_leftovers_are_swept(tmp_path: Path) -> None:
    for name in (".0a1b2c.part.xlsx", ".0a1b2c.part.db-journal", "part.xlsx", ".hidden", "a.part.xlsx"):
        (tmp_path / name).touch()
    remove_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "a.part.xlsx", "part.xlsx"]


def test_a_killed_programs_half_made_folder_goes_with_its_files(tmp_path: Path) -> None:
    folder = part_folder(tmp_path)
    (Path(folder.name) / "rows").touch()
    remove_leftovers(tmp_path)
    assert list(tmp_path.iterdir()) == []
    folder.cleanup()


def test_writing_sweeps_what_was_abandoned_and_spares_what_another_program_is_writing(target: Path) -> None:
    old, fresh = (target.with_name(f".{name}.part.xlsx") for name in ("0a1b2c", "3d4e5f"))
    for path in (old, fresh):
        path.touch()
    os.utime(old, (0, 0))
    write_bytes(target, b"new")
    assert only(target) == [fresh.name, target.name]


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store's home, open."""
    home = tmp_path_factory.mktemp("home")
    atomic.begin_leaving(home)
    yield home
    atomic.end_leaving(home)


def killed_while_writing(path: Path) -> Path:
    """Write a file, and have what was half written come back, as after a kill."""
    names: list[Path] = []

    def writer(part: Path) -> None:
        names.append(part)
        part.write_bytes(b"plain text")

    write_whole(path, writer)
    names[0].write_bytes(b"plain text")
    return names[0]


def test_the_next_opening_sweeps_what_a_killed_program_left_elsewhere_and_only_that(target: Path, home: Path) -> None:
    part = killed_while_writing(target)
    other = target.with_name(".0a1b2c.part.xlsx")
    other.touch()
    assert part.exists()
    atomic.begin_leaving(home)
    assert only(target) == sorted([other.name, target.name])
    assert list(home.iterdir()) == []


def test_a_half_made_folder_is_swept_by_the_next_opening_too(target: Path, home: Path) -> None:
    write_bytes(target, b"new")
    folder = part_folder(target.parent)
    (Path(folder.name) / "rows").touch()
    atomic.begin_leaving(home)
    assert only(target) == [target.name]
    folder.cleanup()


def test_a_stick_pulled_out_is_swept_at_the_first_writing_after_it_is_back(tmp_path: Path, home: Path) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    part = killed_while_writing(stick / "表.xlsx")
    stick.rename(away)
    atomic.begin_leaving(home)
    assert (home / atomic.LEAVING_NAME).exists()
    away.rename(stick)
    write_bytes(tmp_path / "another.txt", b"new")
    assert not part.exists()


def test_what_is_written_inside_the_home_is_not_noted(home: Path) -> None:
    write_bytes(home / "data.keys", b"new")
    assert [path.name for path in home.iterdir()] == ["data.keys"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders are flushed by the system there")
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_a_drive_that_flushes_no_folders_takes_files_all_the_same(
    target: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(atomic.os, "fsync", failing_for_folders(code))
    write_bytes(target, b"new")
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="folders are flushed by the system there")
def test_a_file_in_place_whose_folder_fails_is_not_called_unwritten(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic.os, "fsync", failing_for_folders(errno.EIO))
    with pytest.raises(NotFlushed, match="已经写出"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"new"


def failing_for_folders(code: int) -> Callable[[int], None]:
    """Make an fsync that flushes files and fails for folders."""

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(code, os.strerror(code))

    return fsync
