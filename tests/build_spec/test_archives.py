"""Archives come out the same from the same files, whoever packs them and when."""

import os
import stat
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from build_spec.archives import (
    check_sums,
    files_below,
    set_times,
    sha256,
    tree_sums,
    write_sums,
    write_tar_xz,
    write_zip,
)

EPOCH = 1_780_000_000


def make_tree(folder: Path, names: list[str]) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"内容 {name}", encoding="utf-8")
    return folder


NAMES = ["b/二.txt", "a.txt", "b/一.txt", "程序"]


@pytest.mark.parametrize("pack", [write_tar_xz, write_zip])
def test_the_same_files_give_the_same_archive(tmp_path: Path, pack) -> None:
    one, other = make_tree(tmp_path / "one", NAMES), make_tree(tmp_path / "other", NAMES[::-1])
    (one / "程序").chmod(0o755)
    (other / "程序").chmod(0o700)
    (other / "a.txt").chmod(0o600)
    os.utime(other / "a.txt", (1, 1))
    pack(tmp_path / "one.archive", one, "top", EPOCH)
    pack(tmp_path / "other.archive", other, "top", EPOCH)
    assert (tmp_path / "one.archive").read_bytes() == (tmp_path / "other.archive").read_bytes()


def test_a_tar_holds_one_folder_of_nobodys(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", NAMES)
    (tree / "程序").chmod(0o755)
    write_tar_xz(tmp_path / "x.tar.xz", tree, "cadre", EPOCH)
    with tarfile.open(tmp_path / "x.tar.xz") as archive:
        entries = {entry.name: entry for entry in archive}
    assert sorted(entries) == ["cadre", "cadre/a.txt", "cadre/b", "cadre/b/一.txt", "cadre/b/二.txt", "cadre/程序"]
    assert {(entry.uid, entry.uname, entry.mtime) for entry in entries.values()} == {(0, "root", EPOCH)}
    assert entries["cadre/程序"].mode & stat.S_IXUSR
    assert not entries["cadre/a.txt"].mode & stat.S_IXUSR


def test_a_zip_holds_files_with_one_time(tmp_path: Path) -> None:
    write_zip(tmp_path / "x.zip", make_tree(tmp_path / "tree", NAMES), "cadre", EPOCH)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.testzip() is None
        assert [entry.filename for entry in archive.infolist()] == sorted(f"cadre/{name}" for name in NAMES)
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 5, 28, 20, 26, 40)}
        assert archive.read("cadre/b/一.txt").decode() == "内容 b/一.txt"


def test_a_time_before_zip_began_does_no_harm(tmp_path: Path) -> None:
    write_zip(tmp_path / "x.zip", make_tree(tmp_path / "tree", ["a"]), "top", 0)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.infolist()[0].date_time[0] == 1980


def test_everything_gets_one_time(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", NAMES)
    set_times(tree, EPOCH)
    assert {path.stat().st_mtime for path in [tree, *tree.rglob("*")]} == {EPOCH}


def test_sums_are_written_for_sha256sum_and_checked(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("b.zip", "a.deb")]
    for file in files:
        file.write_text(file.name)
    listing = write_sums(tmp_path, files)
    assert listing.read_text() == f"{sha256(files[1])}  a.deb\n{sha256(files[0])}  b.zip\n"
    assert check_sums(listing) == []
    files[0].write_text("changed")
    files[1].unlink()
    assert check_sums(listing) == ["a.deb", "b.zip"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no sha256sum")
def test_sha256sum_reads_our_list(tmp_path: Path) -> None:
    (tmp_path / "包.deb").write_bytes(b"x" * 3_000_000)
    write_sums(tmp_path, [tmp_path / "包.deb"])
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_count_as_where_they_lead(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder-link").symlink_to("folder")
    assert [path.name for path in files_below(tmp_path)] == ["a", "folder-link", "link"]
    assert tree_sums(tmp_path) == {"a": sha256(tmp_path / "a"), "folder-link": "-> folder", "link": "-> a"}
