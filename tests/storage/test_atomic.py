"""A file is the old one or the new one, and nothing is left lying about."""

import errno
import os
from pathlib import Path

import pytest

from cadre_desktop.errors import DamagedStore, StorageTrouble
from cadre_desktop.storage import atomic
from cadre_desktop.storage.atomic import (
    TRIES,
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
